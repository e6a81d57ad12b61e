/* Reports checked beside those of last year and of the units below. */

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
	children_missing text DEFAULT NULL)
RETURNS SETOF disclosure.check_result
AS 'MODULE_PATHNAME', 'disclosure_check_report'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
COST 100 ROWS 2;
COMMENT ON FUNCTION disclosure.check_report(disclosure.figures, integer, disclosure.checked_rule[],
	disclosure.figures, disclosure.figures, text, text, disclosure.figures, disclosure.figures, text, text) IS
'findings on a report of a year: by the statutory rules, those across years and levels among them, and other rules; where there should be figures to compare with but are none, the reason (no_previous, no_children, missing, not_visible, split) and names; no figures and no reason: such rules do not apply';

CREATE FUNCTION disclosure.compile_rules(rules disclosure.checked_rule[])
RETURNS void
AS 'MODULE_PATHNAME', 'disclosure_compile_rules'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.compile_rules(disclosure.checked_rule[]) IS
'an error with the place in the statement where one of the rules is wrong';

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

/* Row types of the register's functions, so that upgrades can add to them. */
CREATE TYPE disclosure.neighbour AS (
	figures disclosure.figures,
	holes disclosure.figures,
	why text,
	missing text
);
COMMENT ON TYPE disclosure.neighbour IS '上年或所属单位的数字，或没有的原因';

CREATE TYPE disclosure.member AS (
	unit_id text,
	depth integer,
	scope text
);
COMMENT ON TYPE disclosure.member IS '汇总名录的一行';

CREATE TYPE disclosure.rollup_row AS (
	unit_id text,
	name text,
	kind text,
	division_code text,
	depth integer,
	basis text,
	figures disclosure.figures,
	holes disclosure.figures,
	units integer,
	owing integer,
	reported integer,
	missing integer,
	exempt integer,
	drafts integer,
	nil integer,
	with_errors integer,
	published integer
);
COMMENT ON TYPE disclosure.rollup_row IS '汇总的一行';
COMMENT ON COLUMN disclosure.rollup_row.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.rollup_row.name IS '单位当年的名称';
COMMENT ON COLUMN disclosure.rollup_row.kind IS '类别';
COMMENT ON COLUMN disclosure.rollup_row.division_code IS '行政区划代码';
COMMENT ON COLUMN disclosure.rollup_row.depth IS '比汇总单位低几级';
COMMENT ON COLUMN disclosure.rollup_row.basis IS '依据：units 各单位报告之和，consolidated 全域汇总报告，mixed 两者都有';
COMMENT ON COLUMN disclosure.rollup_row.figures IS '合计';
COMMENT ON COLUMN disclosure.rollup_row.holes IS '各格有几个空白';
COMMENT ON COLUMN disclosure.rollup_row.units IS '单位数，包括自己';
COMMENT ON COLUMN disclosure.rollup_row.owing IS '应报单位数';
COMMENT ON COLUMN disclosure.rollup_row.reported IS '应报单位中已报的';
COMMENT ON COLUMN disclosure.rollup_row.missing IS '应报单位中未报的';
COMMENT ON COLUMN disclosure.rollup_row.exempt IS '免报单位数';
COMMENT ON COLUMN disclosure.rollup_row.drafts IS '填报中或已退回的报告数，数字已计入合计';
COMMENT ON COLUMN disclosure.rollup_row.nil IS '零报告数';
COMMENT ON COLUMN disclosure.rollup_row.with_errors IS '本身有强制性不符的报告数';
COMMENT ON COLUMN disclosure.rollup_row.published IS '已公布的报告数';

CREATE TYPE disclosure.report_due_row AS (
	unit_id text,
	year integer,
	unit_name text,
	due date,
	state text,
	state_label text,
	status text,
	published_on date,
	contact text,
	telephone text
);
COMMENT ON TYPE disclosure.report_due_row IS '视图 report_due 的一行';

CREATE TYPE disclosure.freeze_difference_row AS (
	unit_id text,
	unit_name text,
	scope text,
	change text,
	change_label text,
	frozen_version integer,
	version integer,
	frozen_figures disclosure.figures,
	figures disclosure.figures,
	statement text
);
COMMENT ON TYPE disclosure.freeze_difference_row IS '封账以后的一处变化';
