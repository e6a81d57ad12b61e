/* Findings on reports, computed when they are asked for. */

CREATE OR REPLACE FUNCTION disclosure.last_year_of(unit_id text, year integer, scope text)
RETURNS disclosure.neighbour
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	previous disclosure.neighbour;
BEGIN
	IF EXISTS (SELECT FROM disclosure.unit_successor g
		WHERE last_year_of.unit_id IN (g.successor_id, g.unit_id) AND g.year = last_year_of.year) THEN
		RETURN disclosure.previous_of(last_year_of.unit_id, last_year_of.year, last_year_of.scope);
	END IF;
	previous.figures := (SELECT r.figures FROM disclosure.report r
		WHERE r.unit_id = last_year_of.unit_id AND r.year = last_year_of.year - 1 AND r.scope = last_year_of.scope);
	IF previous.figures IS NULL AND row_security_active('disclosure.report')
		AND disclosure.report_exists(last_year_of.unit_id, last_year_of.year - 1, last_year_of.scope) IS NOT FALSE THEN
		previous.why := 'not_visible';
	END IF;
	RETURN previous;
END
$$;
COMMENT ON FUNCTION disclosure.last_year_of(text, integer, text) IS
'the figures that a report is checked beside as those of last year, its predecessors'' if it has any, or why there are none';

CREATE OR REPLACE FUNCTION disclosure.text_findings(unit_id text, year integer, scope text)
RETURNS SETOF disclosure.check_result
LANGUAGE plpgsql STABLE COST 2000 ROWS 3
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN QUERY
	SELECT c.*
	FROM disclosure.report r
	CROSS JOIN LATERAL disclosure.last_year_of(r.unit_id, r.year, r.scope) p
	CROSS JOIN LATERAL disclosure.check_narrative(r.figures, r.year, disclosure.texts_of(r.unit_id, r.year, r.scope), r.scope,
		disclosure.rules_in_use(), disclosure.rules_replaced(), p.figures, p.holes, p.why, p.missing, disclosure.kind_in_year(r.unit_id, r.year)) c
	WHERE r.unit_id = text_findings.unit_id AND r.year = text_findings.year AND r.scope = text_findings.scope;
END
$$;
COMMENT ON FUNCTION disclosure.text_findings(text, integer, text) IS
'findings on the text of a report, beside its figures and those of the year before';

/* A report of numbers alone may be all that an office collects here. */
CREATE OR REPLACE FUNCTION disclosure.no_text_finding(required boolean)
RETURNS disclosure.check_result
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN ROW('text.missing', CASE WHEN required THEN 'warning' ELSE 'info' END, 'fail', NULL, NULL, NULL, NULL, NULL, '报告没有文字',
		'第一、第五、第六部分写在 report_text 的 sections 里；第一部分的数可由 compile_report() 写出。', NULL,
		CASE WHEN required THEN '核实性' ELSE '提示性' END, '不符', 'text')::disclosure.check_result;
END
$$;
COMMENT ON FUNCTION disclosure.no_text_finding(boolean) IS 'the finding text.missing, on a report without words: a warning where the office requires them';

/*
 * What stands above the sections, as somebody typed it: of this unit, this year,
 * and the days that it covers.  What a page has there is read with its text.
 */
CREATE OR REPLACE FUNCTION disclosure.head_finding(r disclosure.report)
RETURNS SETOF disclosure.check_result
LANGUAGE plpgsql STABLE COST 1000 ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN QUERY
	SELECT 'text.head', 'warning', 'fail', NULL, NULL::text[], NULL::numeric, NULL::numeric, NULL::numeric, '报告开头：' || string_agg(f.said, '；' ORDER BY f.place),
		'核对 report_text 的标题、单位名称、统计期限。', NULL, '核实性', '不符', encode(sha256(convert_to(string_agg(f.said, ' ' ORDER BY f.place), 'UTF8')), 'hex')
	FROM disclosure.report_text t
	LEFT JOIN disclosure.reporter p ON p.unit_id = r.unit_id AND disclosure.in_years(r.year, p.from_year, p.to_year)
	CROSS JOIN LATERAL (VALUES
		(1, CASE WHEN t.title ~ '20[0-9]{2} *年' AND t.title !~ (r.year || ' *年') THEN format('标题是%s年的', substring(t.title FROM '(20[0-9]{2}) *年')) END),
		(2, CASE WHEN t.unit_name <> (SELECT u.name FROM disclosure.unit u WHERE u.unit_id = r.unit_id)
				AND disclosure.unit_note(r.unit_id, r.year, t.unit_name) IS NOT NULL THEN format('单位名称是“%s”', t.unit_name) END),
		(3, CASE WHEN t.period_start NOT IN (make_date(r.year, 1, 1), coalesce(p.from_date, make_date(r.year, 1, 1)))
				OR t.period_end NOT IN (make_date(r.year, 12, 31), coalesce(p.to_date, make_date(r.year, 12, 31)))
			THEN format('统计期限不是%s年1月1日至12月31日', r.year) END)) f(place, said)
	WHERE t.unit_id = r.unit_id AND t.year = r.year AND t.scope = r.scope AND f.said IS NOT NULL
	HAVING count(*) > 0;
END
$$;
COMMENT ON FUNCTION disclosure.head_finding(disclosure.report) IS 'the finding text.head: a title of another year, a name of another unit, or another period than the year';

CREATE OR REPLACE FUNCTION disclosure.neighbour_of(figures disclosure.figures, why text)
RETURNS disclosure.neighbour
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ROW(figures, NULL, why, NULL)::disclosure.neighbour;
COMMENT ON FUNCTION disclosure.neighbour_of(disclosure.figures, text) IS 'figures of one report that another is checked beside, or why there are none';

/* What other tables have on a report; runs for those reports alone that have a line in one of them. */
CREATE OR REPLACE FUNCTION disclosure.further_findings(r disclosure.report, above_since timestamptz)
RETURNS SETOF disclosure.check_result
LANGUAGE plpgsql STABLE COST 1000 ROWS 5
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	/* words without a number say nothing of the report */
	IF r.origin = 'filed' AND r.text_hash IS NOT NULL AND NOT EXISTS (SELECT FROM disclosure.indicator_value v
			WHERE v.unit_id = r.unit_id AND v.year = r.year AND v.scope = r.scope) THEN
		RETURN NEXT disclosure.no_text_finding(coalesce(disclosure.setting_value('text_required') = 1, false));
	END IF;
	IF r.page_hash IS NULL AND r.origin = 'filed' AND r.text_hash IS NOT NULL THEN
		RETURN QUERY SELECT * FROM disclosure.head_finding(r);
	END IF;
	IF r.page_hash IS NOT NULL THEN
		RETURN QUERY SELECT p.* FROM disclosure.report_source s CROSS JOIN LATERAL disclosure.page_findings(s.notes, r.figures) p
			WHERE s.unit_id = r.unit_id AND s.year = r.year AND s.scope = r.scope;
	END IF;
	IF r.changed_at > above_since THEN
		RETURN QUERY SELECT * FROM disclosure.above_findings(r.unit_id, r.year, r.scope);
	END IF;
	IF r.origin = 'filed' AND r.scope = 'own' AND EXISTS (SELECT FROM disclosure.ledger k
			WHERE k.unit_id = r.unit_id AND disclosure.in_years(r.year, k.from_year, k.to_year)) THEN
		RETURN QUERY SELECT * FROM disclosure.ledger_finding(r.unit_id, r.year, r.figures);
		RETURN QUERY SELECT * FROM disclosure.ledger_text_finding(r.unit_id, r.year);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.further_findings(disclosure.report, timestamptz) IS
'findings on the page of a report, beside the reports above that were checked since a time, beside its ledger, and that its text says nothing';

/*
 * A plan on all the tables that findings come from would take longer than what
 * is asked most, the findings on one report.  So the line of a report says what
 * else there is on it, and other tables are looked up by its key.
 */
CREATE OR REPLACE VIEW disclosure.finding WITH (security_invoker = true) AS
SELECT r.unit_id, r.year, r.scope, c.rule, c.severity, c.result, c.why, c.cells, c.expected, c.actual,
	c.difference, c.message, c.advice, c.caused_by,
	c.result = 'fail' AND c.rule || ' ' || c.fingerprint = ANY (l.explained) AS explained,
	c.severity_label, c.result_label, c.fingerprint
FROM disclosure.report r
/* no expression in the join: row-level security would be asked of all years before a subtraction, which may fail and tell */
CROSS JOIN LATERAL (SELECT r.year - 1 AS year OFFSET 0) b
LEFT JOIN disclosure.report p ON p.unit_id = r.unit_id AND p.year = b.year AND p.scope = r.scope
CROSS JOIN LATERAL (
	SELECT CASE WHEN EXISTS (
				SELECT FROM disclosure.unit_successor g WHERE g.successor_id = r.unit_id AND g.year = r.year
				UNION ALL
				SELECT FROM disclosure.unit_successor g WHERE g.unit_id = r.unit_id AND g.year = r.year)
			THEN disclosure.previous_of(r.unit_id, r.year, r.scope)
			ELSE disclosure.neighbour_of(p.figures, CASE
				WHEN p.figures IS NOT NULL THEN NULL
				WHEN row_security_active('disclosure.report') AND disclosure.report_exists(r.unit_id, b.year, r.scope) IS NOT FALSE
					THEN 'not_visible'
				WHEN NOT EXISTS (SELECT FROM disclosure.reporter f WHERE f.unit_id = r.unit_id AND f.from_year = r.year)
					THEN 'no_previous' END) END AS previous,
		CASE WHEN r.scope <> 'own' THEN disclosure.children_of(r.unit_id, r.year, r.scope) END AS children,
		CASE WHEN (SELECT disclosure.rules_ask_kind()) THEN disclosure.kind_in_year(r.unit_id, r.year) END AS kind,
		/* once a report, not once a finding */
		ARRAY(SELECT e.rule || ' ' || e.fingerprint FROM disclosure.explanation e
			WHERE e.unit_id = r.unit_id AND e.year = r.year AND e.scope = r.scope) AS explained
	OFFSET 0) l
CROSS JOIN LATERAL (
	SELECT * FROM disclosure.check_report(r.figures, r.year, (SELECT disclosure.rules_in_use()), (l.previous).figures, (l.previous).holes,
		(l.previous).why, (l.previous).missing, (l.children).figures, (l.children).holes, (l.children).why, (l.children).missing, l.kind)
	UNION ALL
	SELECT * FROM disclosure.check_narrative(r.figures, r.year, disclosure.texts_of(r.unit_id, r.year, r.scope), r.scope,
		(SELECT disclosure.rules_in_use()), (SELECT disclosure.rules_replaced()), (l.previous).figures, (l.previous).holes,
		nullif((l.previous).why, 'no_previous'), (l.previous).missing, l.kind)
	WHERE r.text_hash IS NOT NULL
	UNION ALL
	SELECT f.* FROM disclosure.no_text_finding(coalesce((SELECT disclosure.setting_value('text_required')) = 1, false)) f
	WHERE r.origin = 'filed' AND r.text_hash IS NULL
	UNION ALL
	SELECT * FROM disclosure.further_findings(r, ((SELECT disclosure.areas_checked()))[r.year])
	WHERE r.page_hash IS NOT NULL OR r.changed_at > ((SELECT disclosure.areas_checked()))[r.year]
		OR r.origin = 'filed' AND (r.text_hash IS NOT NULL OR EXISTS (SELECT FROM disclosure.ledger k WHERE k.unit_id = r.unit_id))) c;
COMMENT ON VIEW disclosure.finding IS '核对结果：随时按现有数字计算，包括与上年、与所属单位、与文字的核对，以及页面上没有读出的内容';
COMMENT ON COLUMN disclosure.finding.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.finding.year IS '报告年度';
COMMENT ON COLUMN disclosure.finding.scope IS '范围';
COMMENT ON COLUMN disclosure.finding.rule IS '规则代码';
COMMENT ON COLUMN disclosure.finding.severity IS '级别：error、warning、info';
COMMENT ON COLUMN disclosure.finding.result IS 'fail 不符，unknown 无法核对';
COMMENT ON COLUMN disclosure.finding.why IS '无法核对的原因';
COMMENT ON COLUMN disclosure.finding.cells IS '涉及的单元格';
COMMENT ON COLUMN disclosure.finding.expected IS '规则左边';
COMMENT ON COLUMN disclosure.finding.actual IS '规则右边';
COMMENT ON COLUMN disclosure.finding.difference IS '右边减左边';
COMMENT ON COLUMN disclosure.finding.message IS '说明';
COMMENT ON COLUMN disclosure.finding.advice IS '怎么办';
COMMENT ON COLUMN disclosure.finding.caused_by IS '与哪一条同因';
COMMENT ON COLUMN disclosure.finding.explained IS '是否已有说明';
COMMENT ON COLUMN disclosure.finding.severity_label IS '级别：强制性、核实性、提示性';
COMMENT ON COLUMN disclosure.finding.result_label IS '结果：不符、无法核对';
COMMENT ON COLUMN disclosure.finding.fingerprint IS '涉及的数字的指纹，说明以此为准';
