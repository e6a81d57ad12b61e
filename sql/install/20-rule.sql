/* Rules: the statutory rules of each form, the rules across years and levels, and rules of an office's own. */

CREATE TYPE disclosure.statutory_rule_row AS (
	form text,
	code text,
	severity text,
	severity_label text,
	source text,
	statement text,
	description text,
	advice text
);
COMMENT ON TYPE disclosure.statutory_rule_row IS '视图 statutory_rule 的一行';

CREATE FUNCTION disclosure.statutory_rules()
RETURNS SETOF disclosure.statutory_rule_row
AS 'MODULE_PATHNAME', 'disclosure_statutory_rules'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
ROWS 90;
COMMENT ON FUNCTION disclosure.statutory_rules() IS 'the statutory rules of all forms';

CREATE VIEW disclosure.statutory_rule AS
	SELECT form, code, severity, severity_label, source, statement, description, advice
	FROM disclosure.statutory_rules();
COMMENT ON VIEW disclosure.statutory_rule IS '各格式的法定勾稽关系和填报规则';
COMMENT ON COLUMN disclosure.statutory_rule.form IS '格式';
COMMENT ON COLUMN disclosure.statutory_rule.code IS '规则代码';
COMMENT ON COLUMN disclosure.statutory_rule.severity IS '级别：error、warning、info';
COMMENT ON COLUMN disclosure.statutory_rule.severity_label IS '级别：强制性、核实性、提示性';
COMMENT ON COLUMN disclosure.statutory_rule.source IS '来源编号';
COMMENT ON COLUMN disclosure.statutory_rule.statement IS '规则表达式，关于格式本身的规则为空';
COMMENT ON COLUMN disclosure.statutory_rule.description IS '规则的含义';
COMMENT ON COLUMN disclosure.statutory_rule.advice IS '不符时怎么办';
GRANT SELECT ON disclosure.statutory_rule TO PUBLIC;

CREATE TYPE disclosure.report_rule_row AS (
	code text,
	severity text,
	severity_label text,
	source text,
	statement text,
	from_year integer,
	to_year integer,
	description text,
	advice text
);
COMMENT ON TYPE disclosure.report_rule_row IS '视图 report_rule 的一行';

CREATE FUNCTION disclosure.report_rules()
RETURNS SETOF disclosure.report_rule_row
AS 'MODULE_PATHNAME', 'disclosure_report_rules'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
ROWS 11;
COMMENT ON FUNCTION disclosure.report_rules() IS 'the rules across years and levels';

CREATE VIEW disclosure.report_rule AS
	SELECT code, severity, severity_label, source, statement, from_year, to_year, description, advice
	FROM disclosure.report_rules();
COMMENT ON VIEW disclosure.report_rule IS '跨年度、跨层级的核对规则，用于登记簿中的报告';
COMMENT ON COLUMN disclosure.report_rule.code IS '规则代码，* 代表每一行或每一列';
COMMENT ON COLUMN disclosure.report_rule.severity IS '级别：error、warning、info';
COMMENT ON COLUMN disclosure.report_rule.severity_label IS '级别：强制性、核实性、提示性';
COMMENT ON COLUMN disclosure.report_rule.source IS '来源编号';
COMMENT ON COLUMN disclosure.report_rule.statement IS '规则表达式';
COMMENT ON COLUMN disclosure.report_rule.from_year IS '自哪个报告年度起';
COMMENT ON COLUMN disclosure.report_rule.to_year IS '至哪个报告年度';
COMMENT ON COLUMN disclosure.report_rule.description IS '规则的含义';
COMMENT ON COLUMN disclosure.report_rule.advice IS '不符时怎么办';
GRANT SELECT ON disclosure.report_rule TO PUBLIC;

CREATE TYPE disclosure.checked_rule AS (
	code text,
	severity text,
	statement text,
	message text,
	advice text,
	from_year integer,
	to_year integer
);
COMMENT ON TYPE disclosure.checked_rule IS '一条自定规则，交给 check_report 核对';
COMMENT ON COLUMN disclosure.checked_rule.code IS '规则代码';
COMMENT ON COLUMN disclosure.checked_rule.severity IS '级别：error、warning、info';
COMMENT ON COLUMN disclosure.checked_rule.statement IS '规则表达式';
COMMENT ON COLUMN disclosure.checked_rule.message IS '说明规则含义的文字';
COMMENT ON COLUMN disclosure.checked_rule.advice IS '不符时怎么办';
COMMENT ON COLUMN disclosure.checked_rule.from_year IS '自哪个报告年度起';
COMMENT ON COLUMN disclosure.checked_rule.to_year IS '至哪个报告年度';

CREATE FUNCTION disclosure.compile_rules(rules disclosure.checked_rule[], unit_kinds text[] DEFAULT NULL)
RETURNS void
AS 'MODULE_PATHNAME', 'disclosure_compile_rules'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.compile_rules(disclosure.checked_rule[], text[]) IS
'raises an error, with the place in the statement, if one of the rules is wrong, or has for unit.kind a word that is not one of the kinds; NULL: it may be any word';
