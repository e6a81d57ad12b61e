/* The statutory rules, and figures checked against them. */

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

CREATE TYPE disclosure.check_result AS (
	rule text,
	severity text,
	result text,
	why text,
	cells text[],
	expected numeric,
	actual numeric,
	difference numeric,
	message text,
	advice text,
	caused_by text,
	severity_label text,
	result_label text,
	fingerprint bigint
);
COMMENT ON TYPE disclosure.check_result IS '一条核对结果';
COMMENT ON COLUMN disclosure.check_result.rule IS '规则代码';
COMMENT ON COLUMN disclosure.check_result.severity IS '级别：error、warning、info';
COMMENT ON COLUMN disclosure.check_result.result IS 'fail 不符，unknown 无法核对';
COMMENT ON COLUMN disclosure.check_result.why IS '无法核对的原因：blank 有空白，no_previous 没有上一年，no_children 没有下级，absent 只有一边有此格，missing 缺少报告，not_visible 无权查看，split 原单位拆分，other_scope 文字所说的范围不同，other_year 文字所说的年度不同，unread 页面上没有读出';
COMMENT ON COLUMN disclosure.check_result.cells IS '涉及的单元格，其他年度或单位的带前缀，文字中的数字为 text. 加指标';
COMMENT ON COLUMN disclosure.check_result.expected IS '规则左边（如分项之和）';
COMMENT ON COLUMN disclosure.check_result.actual IS '规则右边（如填报的总计）';
COMMENT ON COLUMN disclosure.check_result.difference IS '右边减左边';
COMMENT ON COLUMN disclosure.check_result.message IS '说明';
COMMENT ON COLUMN disclosure.check_result.advice IS '怎么办';
COMMENT ON COLUMN disclosure.check_result.caused_by IS '与哪一条同因，改正后一并消除';
COMMENT ON COLUMN disclosure.check_result.severity_label IS '级别：强制性、核实性、提示性';
COMMENT ON COLUMN disclosure.check_result.result_label IS '结果：不符、无法核对';
COMMENT ON COLUMN disclosure.check_result.fingerprint IS '涉及的单元格及其数值的指纹，任何一个数字变了就变';

CREATE FUNCTION disclosure.check_figures(figures disclosure.figures)
RETURNS SETOF disclosure.check_result
AS 'MODULE_PATHNAME', 'disclosure_check_figures'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
COST 100 ROWS 3;
COMMENT ON FUNCTION disclosure.check_figures(disclosure.figures) IS
'findings of the statutory rules: those that fail, then those that blanks leave unknown; no row for a rule that holds';

CREATE FUNCTION disclosure.check_figures(figures disclosure.figures, holes disclosure.figures)
RETURNS SETOF disclosure.check_result
AS 'MODULE_PATHNAME', 'disclosure_check_sum'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
COST 100 ROWS 3;
COMMENT ON FUNCTION disclosure.check_figures(disclosure.figures, disclosure.figures) IS
'findings of a sum: sum(figures) with sum(blanks(figures)), whose cells with holes are lower bounds';

CREATE FUNCTION disclosure.check_statement(
	figures disclosure.figures,
	statement text,
	previous disclosure.figures DEFAULT NULL,
	children disclosure.figures DEFAULT NULL,
	holes disclosure.figures DEFAULT NULL,
	previous_holes disclosure.figures DEFAULT NULL,
	children_holes disclosure.figures DEFAULT NULL)
RETURNS SETOF disclosure.check_result
AS 'MODULE_PATHNAME', 'disclosure_check_statement'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
COST 100 ROWS 1;
COMMENT ON FUNCTION disclosure.check_statement(disclosure.figures, text, disclosure.figures, disclosure.figures,
	disclosure.figures, disclosure.figures, disclosure.figures) IS
'findings of a rule written in the rule language, on figures, those of the year before and the sum of the units below; of a sum with its holes';

CREATE FUNCTION disclosure.value_of(figures disclosure.figures, expression text)
RETURNS numeric
AS 'MODULE_PATHNAME', 'disclosure_value_of'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.value_of(disclosure.figures, text) IS
'value of a side of the rule language, such as requests.denied.total: the sum of its numbers, NULL where there is none';

CREATE FUNCTION disclosure.is_sound(figures disclosure.figures)
RETURNS boolean
AS 'MODULE_PATHNAME', 'disclosure_is_sound'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.is_sound(disclosure.figures) IS
'does no rule of severity error fail? Blank cells are not looked at';

CREATE FUNCTION disclosure.is_complete(figures disclosure.figures)
RETURNS boolean
AS 'MODULE_PATHNAME', 'disclosure_is_complete'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.is_complete(disclosure.figures) IS
'is no cell blank?';

CREATE FUNCTION disclosure.require_sound()
RETURNS trigger
AS 'MODULE_PATHNAME', 'disclosure_require_sound'
LANGUAGE C PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.require_sound() IS
'row trigger require_sound(''column'' [, ''complete'']): refuses figures that break a rule of severity error, or with complete have blanks';

CREATE FUNCTION disclosure.refuse(what text, messages text[], relation regclass, constraint_name text)
RETURNS void
AS 'MODULE_PATHNAME', 'disclosure_refuse'
LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.refuse(text, text[], regclass, text) IS
'raises the error by which figures are refused (SQLSTATE 23514), with the messages of the findings';
