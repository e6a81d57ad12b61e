/* Measures: sums of cells, and ratios of two, in the rule language. */

CREATE TYPE disclosure.measure_definition AS (
	code text,
	numerator text,
	denominator text,
	least_denominator integer,
	from_year integer,
	to_year integer
);
COMMENT ON TYPE disclosure.measure_definition IS '一个指标的口径，交给 measures 计算';
COMMENT ON COLUMN disclosure.measure_definition.code IS '指标代码';
COMMENT ON COLUMN disclosure.measure_definition.numerator IS '分子（不是比率的，即指标本身）：规则语言的一边';
COMMENT ON COLUMN disclosure.measure_definition.denominator IS '分母，不是比率的为空';
COMMENT ON COLUMN disclosure.measure_definition.least_denominator IS '分母小于此数的，样本不足';
COMMENT ON COLUMN disclosure.measure_definition.from_year IS '自哪个报告年度起';
COMMENT ON COLUMN disclosure.measure_definition.to_year IS '至哪个报告年度';

CREATE TYPE disclosure.measure_value AS (
	code text,
	numerator numeric,
	denominator numeric,
	ratio numeric,
	is_unknown boolean,
	is_small boolean,
	holes bigint
);
COMMENT ON TYPE disclosure.measure_value IS '一个指标的值';
COMMENT ON COLUMN disclosure.measure_value.code IS '指标代码';
COMMENT ON COLUMN disclosure.measure_value.numerator IS '分子；任何一项空白的为空，各项都没有这一格的也为空';
COMMENT ON COLUMN disclosure.measure_value.denominator IS '分母，同上';
COMMENT ON COLUMN disclosure.measure_value.ratio IS '比率，四舍五入到六位小数；分母为零的为空';
COMMENT ON COLUMN disclosure.measure_value.is_unknown IS '是否因空白而不知道';
COMMENT ON COLUMN disclosure.measure_value.is_small IS '分母是否小于最低数（样本不足）';
COMMENT ON COLUMN disclosure.measure_value.holes IS '涉及的单元格中有几个空白；合计的，各单位的都计';

CREATE FUNCTION disclosure.measures(
	figures disclosure.figures,
	definitions disclosure.measure_definition[],
	year integer DEFAULT NULL,
	holes disclosure.figures DEFAULT NULL)
RETURNS SETOF disclosure.measure_value
AS 'MODULE_PATHNAME', 'disclosure_measures'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
COST 20 ROWS 20;
COMMENT ON FUNCTION disclosure.measures(disclosure.figures, disclosure.measure_definition[], integer, disclosure.figures) IS
'measures of a report, those of its year if one is given; or of a sum with its holes, where a side is what was stated and a measure with holes has no ratio';

CREATE TYPE disclosure.measure_sum AS (
	known_units bigint,
	known_numerator numeric,
	known_denominator numeric,
	comparable_units bigint,
	comparable_numerator numeric,
	comparable_last numeric
);
COMMENT ON TYPE disclosure.measure_sum IS '一个指标在若干单位的合计，只计知道的';
COMMENT ON COLUMN disclosure.measure_sum.known_units IS '分子、分母都没有空白的单位数';
COMMENT ON COLUMN disclosure.measure_sum.known_numerator IS '这些单位的分子';
COMMENT ON COLUMN disclosure.measure_sum.known_denominator IS '这些单位的分母，不是比率的为空';
COMMENT ON COLUMN disclosure.measure_sum.comparable_units IS '分子本年、上年都知道的单位数';
COMMENT ON COLUMN disclosure.measure_sum.comparable_numerator IS '这些单位的本年分子';
COMMENT ON COLUMN disclosure.measure_sum.comparable_last IS '这些单位的上年分子';

CREATE FUNCTION disclosure.measure_sums_add(internal, figures disclosure.figures, definitions disclosure.measure_definition[],
	last_figures disclosure.figures, last_holes disclosure.figures)
RETURNS internal
AS 'MODULE_PATHNAME', 'disclosure_measure_sums_add'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.measure_sums_add(internal, disclosure.figures, disclosure.measure_definition[], disclosure.figures, disclosure.figures) IS
'transition of measure_sums()';

CREATE FUNCTION disclosure.measure_sums_result(internal)
RETURNS disclosure.measure_sum[]
AS 'MODULE_PATHNAME', 'disclosure_measure_sums_result'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.measure_sums_result(internal) IS 'result of measure_sums()';

CREATE AGGREGATE disclosure.measure_sums(figures disclosure.figures, definitions disclosure.measure_definition[],
	last_figures disclosure.figures, last_holes disclosure.figures) (
	SFUNC = disclosure.measure_sums_add,
	STYPE = internal,
	SSPACE = 4096,
	FINALFUNC = disclosure.measure_sums_result,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE disclosure.measure_sums(disclosure.figures, disclosure.measure_definition[], disclosure.figures, disclosure.figures) IS
'measures over the reports of several units, in the order of their definitions: only of units that know them, and of those that know them of the year before too, whose figures (with the holes of a sum) stand beside';

CREATE TYPE disclosure.expression_error AS (
	"position" integer,
	message text
);
COMMENT ON TYPE disclosure.expression_error IS '表达式的错误';
COMMENT ON COLUMN disclosure.expression_error."position" IS '在第几个字符';
COMMENT ON COLUMN disclosure.expression_error.message IS '错在哪里';

CREATE FUNCTION disclosure.expression_error(expression text)
RETURNS disclosure.expression_error
AS 'MODULE_PATHNAME', 'disclosure_expression_error'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.expression_error(text) IS
'what is wrong with a side of the rule language, and where; NULL if it is right';

CREATE TYPE disclosure.expression_cell AS (
	reference integer,
	path text,
	factor numeric
);
COMMENT ON TYPE disclosure.expression_cell IS '表达式中的一格';
COMMENT ON COLUMN disclosure.expression_cell.reference IS '表达式的第几项；行组、列组的一项有几格';
COMMENT ON COLUMN disclosure.expression_cell.path IS '路径：表.行.列';
COMMENT ON COLUMN disclosure.expression_cell.factor IS '乘以几';

CREATE FUNCTION disclosure.expression_cells(expression text)
RETURNS SETOF disclosure.expression_cell
AS 'MODULE_PATHNAME', 'disclosure_expression_cells'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
ROWS 4;
COMMENT ON FUNCTION disclosure.expression_cells(text) IS
'the cells that a side of the rule language adds up, with their factors';
