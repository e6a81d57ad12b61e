/*
 * Plausibility: figures that may well be right and are worth a look.  Linear
 * relations with thresholds are rules in table rule, entered by 90-seed.sql;
 * this view holds the tests that are no linear rule, with thresholds from
 * table setting.
 */
CREATE OR REPLACE VIEW disclosure.plausibility WITH (security_invoker = true) AS
WITH report AS (
	SELECT r.unit_id, r.year, r.scope, r.figures, r.status, r.origin, r.issued_on, r.version, coalesce(n.kind, u.kind) AS kind, coalesce(n.name, u.name) AS name,
		CASE WHEN n.unit_id IS NULL THEN u.division_code ELSE n.division_code END AS division_code
	FROM disclosure.report r
	JOIN disclosure.unit u ON u.unit_id = r.unit_id
	LEFT JOIN disclosure.unit_name n ON n.unit_id = r.unit_id AND disclosure.in_years(r.year, n.from_year, n.to_year)
), requests AS (
	SELECT r.unit_id, r.year, r.scope, r.name, r.figures, r.figures::jsonb -> 'requests' AS numbers
	FROM report r
	WHERE disclosure.value_of(r.figures, 'requests.received.total') >= disclosure.setting_value('copied_requests')
)
/* X01: rules of a government that has no power to make them; 立法法 gives it down to cities with districts */
SELECT r.unit_id, r.year, r.scope, 'plausible.rule_making' AS rule, 'warning' AS severity, 'fail' AS result,
	ARRAY[m.path] AS cells, m.made AS actual,
	'县级以下机关和一般部门没有规章制定权' AS message, '核对规章的制发件数。' AS advice
FROM report r
/* one name of the cell from 2021 on, the other before */
CROSS JOIN LATERAL (SELECT p.path, disclosure.value_of(r.figures, p.path) AS made
	FROM (VALUES ('proactive.government_rules.issued'), ('proactive.government_rules.made')) p(path)) m
WHERE (r.kind <> 'government' OR r.division_code ~ '^[0-9]{4}(0[1-9]|[1-9][0-9])') AND m.made > 0
UNION ALL
/* L03: all numbers equal to those of another unit in that year, zeros aside */
SELECT r.unit_id, r.year, r.scope, 'plausible.copied', 'warning', 'fail', NULL, NULL,
	format('全部数字与%s相同', o.name), '核对是否误报了其他单位的数字。'
FROM report r
JOIN report o ON o.year = r.year AND o.scope = r.scope AND o.figures OPERATOR(disclosure.=) r.figures AND o.unit_id <> r.unit_id
WHERE NOT disclosure.is_nil(r.figures)
	AND (SELECT count(*) FROM disclosure.cells(r.figures) c WHERE c.value <> 0) >= disclosure.setting_value('copied_numbers')
UNION ALL
/* table three alone, which equals another's by chance only while it has few requests */
SELECT r.unit_id, r.year, r.scope, 'plausible.copied_requests', 'warning', 'fail', NULL, NULL,
	format('表三全部数字与%s相同', o.name), '核对是否误报了其他单位的数字。'
FROM requests r
JOIN requests o ON o.year = r.year AND o.scope = r.scope AND o.numbers = r.numbers AND o.unit_id <> r.unit_id
	/* all of it is the line above */
	AND disclosure.figures_differ(o.figures, r.figures)
UNION ALL
SELECT r.unit_id, r.year, r.scope, 'plausible.copied_text', 'warning', 'fail', NULL, NULL,
	format('第一部分的文字与%s相同', o.name), '核对是否照抄了其他单位的文字。'
FROM report r
JOIN disclosure.report_text t ON t.unit_id = r.unit_id AND t.year = r.year AND t.scope = r.scope
JOIN disclosure.report_text c ON c.year = t.year AND c.scope = t.scope AND c.overview_key = t.overview_key AND c.unit_id <> t.unit_id
JOIN report o ON o.unit_id = c.unit_id AND o.year = c.year AND o.scope = c.scope
UNION ALL
SELECT r.unit_id, r.year, r.scope, 'plausible.same_as_last_year', 'warning', 'fail', NULL, NULL,
	'全部数字与上年相同', '核对是否误报了上年的数字。'
FROM report r
JOIN disclosure.report p ON p.unit_id = r.unit_id AND p.year = r.year - 1 AND p.scope = r.scope
	AND p.figures OPERATOR(disclosure.=) r.figures
WHERE NOT disclosure.is_nil(r.figures)
UNION ALL
/* constant figures: one number in nearly all cells that are not zero */
SELECT r.unit_id, r.year, r.scope, 'plausible.constant', 'info', 'fail', NULL, k.value,
	format('%s 格中有 %s 格都是 %s', k.numbers, k.same, trim_scale(k.value)), '核对是否随意填报。'
FROM report r
CROSS JOIN LATERAL (
	SELECT c.value, count(*) AS same, sum(count(*)) OVER () AS numbers
	FROM disclosure.cells(r.figures) c WHERE c.value <> 0 GROUP BY c.value ORDER BY 2 DESC, 1 LIMIT 1) k
WHERE k.same >= disclosure.setting_value('constant_numbers')
	AND 100 * k.same >= disclosure.setting_value('constant_percent') * k.numbers
UNION ALL
/* Y07: no requests, while similar units have many */
SELECT r.unit_id, r.year, r.scope, 'plausible.none_among_many', 'info', 'fail', ARRAY['requests.received.total'], 0,
	format('没有收到申请，而同级 %s 个同类单位平均收到 %s 件', b.units, b.received), '核对是否漏报。'
FROM report r
JOIN disclosure.unit_parent e ON e.unit_id = r.unit_id AND e.counted AND disclosure.in_years(r.year, e.from_year, e.to_year)
CROSS JOIN LATERAL (
	SELECT count(*) AS units, round(avg(disclosure.value_of(q.figures, 'requests.received.total'))) AS received
	FROM disclosure.unit_parent s
	JOIN disclosure.unit su ON su.unit_id = s.unit_id
	LEFT JOIN disclosure.unit_name sn ON sn.unit_id = s.unit_id AND disclosure.in_years(r.year, sn.from_year, sn.to_year)
	JOIN disclosure.report q ON q.unit_id = s.unit_id AND q.year = r.year AND q.scope = r.scope
	WHERE s.parent_id = e.parent_id AND s.counted AND s.unit_id <> r.unit_id AND coalesce(sn.kind, su.kind) = r.kind
		AND disclosure.in_years(r.year, s.from_year, s.to_year)) b
WHERE disclosure.value_of(r.figures, 'requests.received.total') = 0
	AND b.received >= disclosure.setting_value('peers_received')
UNION ALL
/* P02: published late */
SELECT r.unit_id, r.year, r.scope, 'publication.late', 'warning', 'fail', NULL, NULL,
	format('%s公布，晚于期限%s', to_char(p.published_on, 'YYYY-MM-DD'), to_char(d.due, 'YYYY-MM-DD')), '依照条例第四十九条按期公布。'
FROM report r
JOIN (SELECT p.unit_id, p.year, p.scope, min(p.published_on) AS published_on FROM disclosure.published_report p
	WHERE disclosure.impossible_date(p.unit_id, p.year, p.published_on) IS NULL
	GROUP BY p.unit_id, p.year, p.scope) p ON p.unit_id = r.unit_id AND p.year = r.year AND p.scope = r.scope
CROSS JOIN LATERAL (SELECT disclosure.due_date(r.unit_id, r.kind, r.year) AS due) d
WHERE p.published_on > d.due
UNION ALL
/* a date on which it cannot have been published */
SELECT r.unit_id, r.year, r.scope, 'publication.impossible', 'warning', 'fail', NULL, NULL, d.why, '核对公布日期。'
FROM report r
CROSS JOIN LATERAL (
	SELECT DISTINCT disclosure.impossible_date(r.unit_id, r.year, o.published_on) AS why
	FROM (SELECT p.published_on FROM disclosure.published_report p WHERE p.unit_id = r.unit_id AND p.year = r.year AND p.scope = r.scope
		UNION SELECT r.issued_on WHERE r.status = 'published') o) d
WHERE d.why IS NOT NULL
UNION ALL
/* P05: the date is unknown, which is no error */
SELECT r.unit_id, r.year, r.scope, 'publication.date', 'info', 'unknown', NULL, NULL, '公布日期不详', '查明公布日期。'
FROM report r
WHERE r.origin = 'recorded' AND r.status = 'published' AND r.issued_on IS NULL
UNION ALL
/* Y09: changed after publication */
SELECT r.unit_id, r.year, r.scope, 'publication.changed', 'warning', 'fail', NULL, NULL,
	'公布以后又有改动，尚未更正公布', '办理更正，或改回已公布的数字。'
FROM report r
JOIN (SELECT DISTINCT ON (p.unit_id, p.year, p.scope) p.unit_id, p.year, p.scope, v.figures
	FROM disclosure.publication p JOIN disclosure.report_version v USING (unit_id, year, scope, version)
	ORDER BY p.unit_id, p.year, p.scope, p.number DESC) l
	ON l.unit_id = r.unit_id AND l.year = r.year AND l.scope = r.scope
WHERE disclosure.figures_differ(l.figures, r.figures);
COMMENT ON VIEW disclosure.plausibility IS '合理性提示：不一定有错，但值得看一看；不影响报送';
COMMENT ON COLUMN disclosure.plausibility.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.plausibility.year IS '报告年度';
COMMENT ON COLUMN disclosure.plausibility.scope IS '范围';
COMMENT ON COLUMN disclosure.plausibility.rule IS '规则代码';
COMMENT ON COLUMN disclosure.plausibility.severity IS '级别';
COMMENT ON COLUMN disclosure.plausibility.result IS '结果';
COMMENT ON COLUMN disclosure.plausibility.cells IS '涉及的单元格';
COMMENT ON COLUMN disclosure.plausibility.actual IS '数值';
COMMENT ON COLUMN disclosure.plausibility.message IS '说明';
COMMENT ON COLUMN disclosure.plausibility.advice IS '怎么办';
