/* Rules on the text of a report, checked beside its tables. */

CREATE FUNCTION disclosure.check_narrative(
	figures disclosure.figures,
	year integer,
	texts disclosure.narrative_value[],
	scope text DEFAULT NULL,
	rules disclosure.checked_rule[] DEFAULT NULL,
	replaced text[] DEFAULT NULL,
	previous disclosure.figures DEFAULT NULL,
	previous_holes disclosure.figures DEFAULT NULL,
	previous_why text DEFAULT NULL,
	previous_missing text DEFAULT NULL,
	unit_kind text DEFAULT NULL)
RETURNS SETOF disclosure.check_result
AS 'MODULE_PATHNAME', 'disclosure_check_narrative'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
COST 500 ROWS 2;
COMMENT ON FUNCTION disclosure.check_narrative(disclosure.figures, integer, disclosure.narrative_value[], text,
	disclosure.checked_rule[], text[], disclosure.figures, disclosure.figures, text, text, text) IS
'findings on what the text of a report says, by the rules of view text_rule but for the codes that are replaced, and by other rules that look at the text; unit_kind is as that of check_report()';

CREATE FUNCTION disclosure.check_text(
	figures disclosure.figures,
	sections jsonb,
	year integer,
	previous disclosure.figures DEFAULT NULL,
	scope text DEFAULT NULL,
	rules disclosure.checked_rule[] DEFAULT NULL,
	unit_kind text DEFAULT NULL)
RETURNS SETOF disclosure.check_result
AS 'MODULE_PATHNAME', 'disclosure_check_text'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
COST 2000 ROWS 2;
COMMENT ON FUNCTION disclosure.check_text(disclosure.figures, jsonb, integer, disclosure.figures, text, disclosure.checked_rule[], text) IS
'findings on the text of a page that parse_report() has read: its sections are read by narrative() and checked against the figures; unit_kind is as that of check_report()';

CREATE FUNCTION disclosure.text_rules()
RETURNS SETOF disclosure.report_rule_row
AS 'MODULE_PATHNAME', 'disclosure_text_rules'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
ROWS 100;
COMMENT ON FUNCTION disclosure.text_rules() IS 'the rules on the text';

CREATE VIEW disclosure.text_rule AS
	SELECT code, severity, severity_label, source, statement, from_year, to_year, description, advice
	FROM disclosure.text_rules();
COMMENT ON VIEW disclosure.text_rule IS '文字与表格、文字自身的核对规则';
COMMENT ON COLUMN disclosure.text_rule.code IS '规则代码';
COMMENT ON COLUMN disclosure.text_rule.severity IS '级别：warning、info';
COMMENT ON COLUMN disclosure.text_rule.severity_label IS '级别：核实性、提示性';
COMMENT ON COLUMN disclosure.text_rule.source IS '来源编号';
COMMENT ON COLUMN disclosure.text_rule.statement IS '规则表达式';
COMMENT ON COLUMN disclosure.text_rule.from_year IS '自哪个报告年度起';
COMMENT ON COLUMN disclosure.text_rule.to_year IS '至哪个报告年度';
COMMENT ON COLUMN disclosure.text_rule.description IS '规则的含义';
COMMENT ON COLUMN disclosure.text_rule.advice IS '不符时怎么办';
GRANT SELECT ON disclosure.text_rule TO PUBLIC;
