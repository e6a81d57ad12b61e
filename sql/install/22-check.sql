/* Figures checked against rules, alone or beside last year's figures and the sum of the units below. */

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
	fingerprint text
);
COMMENT ON TYPE disclosure.check_result IS '一条核对结果';
COMMENT ON COLUMN disclosure.check_result.rule IS '规则代码';
COMMENT ON COLUMN disclosure.check_result.severity IS '级别：error、warning、info';
COMMENT ON COLUMN disclosure.check_result.result IS 'fail 不符，unknown 无法核对';
COMMENT ON COLUMN disclosure.check_result.why IS '无法核对的原因：blank 有空白，no_previous 没有上一年，no_children 没有下级，absent 只有一边有此格，missing 缺少报告，not_visible 无权查看，split 原单位拆分，other_scope 文字所说的范围不同，other_year 文字所说的年度不同，no_kind 不知道单位的类别，unread 页面上没有读出';
COMMENT ON COLUMN disclosure.check_result.cells IS '涉及的单元格，其他年度或单位的带前缀，文字中的数字为 text. 加指标';
COMMENT ON COLUMN disclosure.check_result.expected IS '规则左边（如分项之和）';
COMMENT ON COLUMN disclosure.check_result.actual IS '规则右边（如填报的总计）';
COMMENT ON COLUMN disclosure.check_result.difference IS '右边减左边';
COMMENT ON COLUMN disclosure.check_result.message IS '说明';
COMMENT ON COLUMN disclosure.check_result.advice IS '怎么办';
COMMENT ON COLUMN disclosure.check_result.caused_by IS '与哪一条同因，改正后一并消除';
COMMENT ON COLUMN disclosure.check_result.severity_label IS '级别：强制性、核实性、提示性';
COMMENT ON COLUMN disclosure.check_result.result_label IS '结果：不符、无法核对';
COMMENT ON COLUMN disclosure.check_result.fingerprint IS '涉及的单元格及其数值的指纹（SHA-256），任何一个数字变了就变';

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
	children_holes disclosure.figures DEFAULT NULL,
	unit_kind text DEFAULT NULL)
RETURNS SETOF disclosure.check_result
AS 'MODULE_PATHNAME', 'disclosure_check_statement'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
COST 100 ROWS 1;
COMMENT ON FUNCTION disclosure.check_statement(disclosure.figures, text, disclosure.figures, disclosure.figures,
	disclosure.figures, disclosure.figures, disclosure.figures, text) IS
'findings of a rule written in the rule language, on figures, those of the year before and the sum of the units below; of a sum with its holes; unit_kind is what unit.kind is compared with, NULL: a rule that fails is then unknown (no_kind)';

CREATE FUNCTION disclosure.check_report(
	figures disclosure.figures,
	year integer,
	rules disclosure.checked_rule[] DEFAULT NULL,
	previous disclosure.figures DEFAULT NULL,
	previous_holes disclosure.figures DEFAULT NULL,
	previous_why text DEFAULT NULL,
	previous_missing text DEFAULT NULL,
	children disclosure.figures DEFAULT NULL,
	children_holes disclosure.figures DEFAULT NULL,
	children_why text DEFAULT NULL,
	children_missing text DEFAULT NULL,
	unit_kind text DEFAULT NULL)
RETURNS SETOF disclosure.check_result
AS 'MODULE_PATHNAME', 'disclosure_check_report'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
COST 100 ROWS 2;
COMMENT ON FUNCTION disclosure.check_report(disclosure.figures, integer, disclosure.checked_rule[],
	disclosure.figures, disclosure.figures, text, text, disclosure.figures, disclosure.figures, text, text, text) IS
'findings on a report of a year: by the statutory rules, those across years and levels among them, and other rules; if there should be figures to compare with but are none, with the reason (no_previous, no_children, missing, not_visible, split) and names; no figures and no reason: such rules do not apply; unit_kind is what unit.kind is compared with, NULL: a rule that fails is then unknown (no_kind)';

CREATE FUNCTION disclosure.value_of(figures disclosure.figures, expression text)
RETURNS numeric
AS 'MODULE_PATHNAME', 'disclosure_value_of'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.value_of(disclosure.figures, text) IS
'value of a side of the rule language, such as requests.denied.total: the sum of its numbers, NULL if there is none';

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

CREATE FUNCTION disclosure.refuse(message text, messages text[], relation regclass, constraint_name text)
RETURNS void
AS 'MODULE_PATHNAME', 'disclosure_refuse'
LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.refuse(text, text[], regclass, text) IS
'raises the error by which figures are refused (SQLSTATE 23514): a message, and those of the findings';
