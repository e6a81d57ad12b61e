CREATE OR REPLACE VIEW disclosure.total_member WITH (security_invoker = true) AS
SELECT c.ancestor_id AS total_of, t.name AS total_name, c.unit_id, coalesce(n.name, u.name) AS unit_name, u.kind,
	c.depth, y.year, disclosure.owes_report(u.unit_id, u.kind, y.year) AS owing,
	p.exempt, p.reason, p.from_date, p.to_date
FROM disclosure.unit_closure c
JOIN disclosure.unit t ON t.unit_id = c.ancestor_id
JOIN disclosure.unit u ON u.unit_id = c.unit_id
JOIN (SELECT DISTINCT r.year FROM disclosure.report r UNION SELECT s.year FROM disclosure.reporting_year s) y
	ON y.year BETWEEN c.from_year AND c.to_year
LEFT JOIN disclosure.unit_name n ON n.unit_id = c.unit_id AND y.year BETWEEN n.from_year AND coalesce(n.to_year, 9999)
LEFT JOIN disclosure.reporter p ON p.unit_id = c.unit_id AND y.year BETWEEN p.from_year AND coalesce(p.to_year, 9999)
WHERE c.counted;
COMMENT ON VIEW disclosure.total_member IS '汇总名录：每个汇总在每个年度包括哪些单位';
COMMENT ON COLUMN disclosure.total_member.total_of IS '汇总单位代码';
COMMENT ON COLUMN disclosure.total_member.total_name IS '汇总单位名称';
COMMENT ON COLUMN disclosure.total_member.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.total_member.unit_name IS '单位当年的名称';
COMMENT ON COLUMN disclosure.total_member.kind IS '类别';
COMMENT ON COLUMN disclosure.total_member.depth IS '相隔几级';
COMMENT ON COLUMN disclosure.total_member.year IS '报告年度';
COMMENT ON COLUMN disclosure.total_member.owing IS '是否应报';
COMMENT ON COLUMN disclosure.total_member.exempt IS '是否免报';
COMMENT ON COLUMN disclosure.total_member.reason IS '免报的原因';
COMMENT ON COLUMN disclosure.total_member.from_date IS '设立日期';
COMMENT ON COLUMN disclosure.total_member.to_date IS '撤销日期';

CREATE OR REPLACE VIEW disclosure.counted_twice WITH (security_invoker = true) AS
SELECT a.unit_id, u.name AS unit_name, a.parent_id AS first_parent_id, f.name AS first_parent_name,
	b.parent_id AS second_parent_id, s.name AS second_parent_name, greatest(a.from_year, b.from_year) AS from_year,
	nullif(least(coalesce(a.to_year, 9999), coalesce(b.to_year, 9999)), 9999) AS to_year
FROM disclosure.unit_parent a
JOIN disclosure.unit_parent b ON b.unit_id = a.unit_id AND b.parent_id > a.parent_id AND b.counted
	AND b.from_year <= coalesce(a.to_year, 9999) AND coalesce(b.to_year, 9999) >= a.from_year
JOIN disclosure.unit u ON u.unit_id = a.unit_id
JOIN disclosure.unit f ON f.unit_id = a.parent_id
JOIN disclosure.unit s ON s.unit_id = b.parent_id
WHERE a.counted;
COMMENT ON VIEW disclosure.counted_twice IS '在两处汇总的单位：两个上级的汇总各计一次，共同上级的汇总只计一次';
COMMENT ON COLUMN disclosure.counted_twice.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.counted_twice.unit_name IS '单位名称';
COMMENT ON COLUMN disclosure.counted_twice.first_parent_id IS '一处上级代码';
COMMENT ON COLUMN disclosure.counted_twice.first_parent_name IS '一处上级名称';
COMMENT ON COLUMN disclosure.counted_twice.second_parent_id IS '另一处上级代码';
COMMENT ON COLUMN disclosure.counted_twice.second_parent_name IS '另一处上级名称';
COMMENT ON COLUMN disclosure.counted_twice.from_year IS '自哪个报告年度起';
COMMENT ON COLUMN disclosure.counted_twice.to_year IS '至哪个报告年度，空为至今';

CREATE OR REPLACE VIEW disclosure.unit_finding WITH (security_invoker = true) AS
SELECT u.unit_id, k.rule, 'warning' AS severity, 'fail' AS result,
	format('%s的%s“%s”校验不通过', u.name, k.label, k.code) AS message, '核对证照上的代码。' AS advice
FROM disclosure.unit u
CROSS JOIN LATERAL (VALUES
	('unit.credit_code', '统一社会信用代码', u.credit_code, disclosure.credit_code_state(u.credit_code)),
	('unit.organisation_code', '组织机构代码', u.organisation_code, disclosure.organisation_code_state(u.organisation_code)),
	('unit.division_code', '行政区划代码', u.division_code,
		CASE WHEN u.division_code !~ '^[0-9]{6}([0-9]{3}){0,2}$' THEN 'bad' END)) k(rule, label, code, state)
WHERE k.state = 'bad';
COMMENT ON VIEW disclosure.unit_finding IS '单位资料中的问题：代码校验不通过的';
COMMENT ON COLUMN disclosure.unit_finding.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.unit_finding.rule IS '规则代码';
COMMENT ON COLUMN disclosure.unit_finding.severity IS '级别';
COMMENT ON COLUMN disclosure.unit_finding.result IS '结果';
COMMENT ON COLUMN disclosure.unit_finding.message IS '说明';
COMMENT ON COLUMN disclosure.unit_finding.advice IS '怎么办';

/* Totals by what units are rather than where: of own reports, holes beside them. */
CREATE OR REPLACE VIEW disclosure.rollup_by_kind WITH (security_invoker = true) AS
SELECT r.year, u.kind, disclosure.sum(r.figures) AS figures, disclosure.sum(disclosure.blanks(r.figures)) AS holes,
	count(*) AS reports, count(*) FILTER (WHERE r.origin = 'filed' AND r.status IN ('draft', 'returned')) AS drafts,
	count(*) FILTER (WHERE disclosure.is_nil(r.figures)) AS nil,
	count(*) FILTER (WHERE NOT disclosure.is_sound(r.figures)) AS with_errors
FROM disclosure.report r
JOIN disclosure.unit u ON u.unit_id = r.unit_id
WHERE r.scope = 'own'
GROUP BY r.year, u.kind;
COMMENT ON VIEW disclosure.rollup_by_kind IS '按单位类别汇总本机关报告';
COMMENT ON COLUMN disclosure.rollup_by_kind.year IS '报告年度';
COMMENT ON COLUMN disclosure.rollup_by_kind.kind IS '类别';
COMMENT ON COLUMN disclosure.rollup_by_kind.figures IS '合计';
COMMENT ON COLUMN disclosure.rollup_by_kind.holes IS '各格有几个空白';
COMMENT ON COLUMN disclosure.rollup_by_kind.reports IS '报告数';
COMMENT ON COLUMN disclosure.rollup_by_kind.drafts IS '其中填报中或已退回的';
COMMENT ON COLUMN disclosure.rollup_by_kind.nil IS '其中零报告';
COMMENT ON COLUMN disclosure.rollup_by_kind.with_errors IS '其中本身有强制性不符的';

CREATE OR REPLACE VIEW disclosure.rollup_by_division WITH (security_invoker = true) AS
SELECT r.year, d.digits, left(u.division_code, d.digits) AS division_code, disclosure.sum(r.figures) AS figures,
	disclosure.sum(disclosure.blanks(r.figures)) AS holes, count(*) AS reports,
	count(*) FILTER (WHERE r.origin = 'filed' AND r.status IN ('draft', 'returned')) AS drafts,
	count(*) FILTER (WHERE disclosure.is_nil(r.figures)) AS nil,
	count(*) FILTER (WHERE NOT disclosure.is_sound(r.figures)) AS with_errors
FROM disclosure.report r
JOIN disclosure.unit u ON u.unit_id = r.unit_id
CROSS JOIN (VALUES (2), (4), (6)) d(digits)
WHERE r.scope = 'own' AND length(u.division_code) >= d.digits
GROUP BY r.year, d.digits, left(u.division_code, d.digits);
COMMENT ON VIEW disclosure.rollup_by_division IS '按行政区划汇总本机关报告：省两位、市四位、县六位；没有区划代码的单位不在其中';
COMMENT ON COLUMN disclosure.rollup_by_division.year IS '报告年度';
COMMENT ON COLUMN disclosure.rollup_by_division.digits IS '区划代码的位数：2 省，4 市，6 县';
COMMENT ON COLUMN disclosure.rollup_by_division.division_code IS '区划代码的前几位';
COMMENT ON COLUMN disclosure.rollup_by_division.figures IS '合计';
COMMENT ON COLUMN disclosure.rollup_by_division.holes IS '各格有几个空白';
COMMENT ON COLUMN disclosure.rollup_by_division.reports IS '报告数';
COMMENT ON COLUMN disclosure.rollup_by_division.drafts IS '其中填报中或已退回的';
COMMENT ON COLUMN disclosure.rollup_by_division.nil IS '其中零报告';
COMMENT ON COLUMN disclosure.rollup_by_division.with_errors IS '其中本身有强制性不符的';
