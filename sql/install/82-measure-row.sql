/* Row types of the register's functions on measures and on two years side by side. */

CREATE TYPE disclosure.measure_row AS (
	code text,
	sort_no integer,
	label text,
	topic text,
	numerator text,
	denominator text,
	unit text,
	least_denominator integer,
	better text,
	red numeric,
	yellow numeric,
	from_year integer,
	to_year integer,
	source text,
	note text
);
COMMENT ON TYPE disclosure.measure_row IS '随扩展来的一个指标，各列同表 measure';

CREATE TYPE disclosure.measure_cell AS (
	part text,
	part_label text,
	path text,
	label text,
	factor numeric,
	amount numeric,
	state text,
	state_label text
);
COMMENT ON TYPE disclosure.measure_cell IS '一份报告的一个指标用到的一格';
COMMENT ON COLUMN disclosure.measure_cell.part IS 'numerator 分子，denominator 分母';
COMMENT ON COLUMN disclosure.measure_cell.part_label IS '分子或分母';
COMMENT ON COLUMN disclosure.measure_cell.path IS '路径：表.行.列';
COMMENT ON COLUMN disclosure.measure_cell.label IS '行标签和列标签';
COMMENT ON COLUMN disclosure.measure_cell.factor IS '乘以几';
COMMENT ON COLUMN disclosure.measure_cell.amount IS '数值';
COMMENT ON COLUMN disclosure.measure_cell.state IS 'number 有数，blank 空白，absent 没有这一格（不计）';
COMMENT ON COLUMN disclosure.measure_cell.state_label IS '有数、空白或没有这一格';

CREATE TYPE disclosure.measure_trend_row AS (
	unit_id text,
	code text,
	numerator numeric,
	denominator numeric,
	ratio numeric,
	holes bigint,
	is_small boolean,
	last_numerator numeric,
	last_denominator numeric,
	last_ratio numeric,
	comparable_units bigint,
	comparable_numerator numeric,
	comparable_last numeric,
	known_units bigint,
	known_numerator numeric,
	known_denominator numeric,
	is_comparable boolean
);
COMMENT ON TYPE disclosure.measure_trend_row IS '一个单位及其全部下级的一个指标，与上年比';
COMMENT ON COLUMN disclosure.measure_trend_row.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.measure_trend_row.code IS '指标代码';
COMMENT ON COLUMN disclosure.measure_trend_row.numerator IS '分子：各单位报告之和';
COMMENT ON COLUMN disclosure.measure_trend_row.denominator IS '分母：各单位报告之和';
COMMENT ON COLUMN disclosure.measure_trend_row.ratio IS '比率；有空白的为空';
COMMENT ON COLUMN disclosure.measure_trend_row.holes IS '涉及的单元格中有几个空白';
COMMENT ON COLUMN disclosure.measure_trend_row.is_small IS '分母是否小于最低数';
COMMENT ON COLUMN disclosure.measure_trend_row.last_numerator IS '上年的分子';
COMMENT ON COLUMN disclosure.measure_trend_row.last_denominator IS '上年的分母';
COMMENT ON COLUMN disclosure.measure_trend_row.last_ratio IS '上年的比率';
COMMENT ON COLUMN disclosure.measure_trend_row.comparable_units IS '两年都有数的单位数';
COMMENT ON COLUMN disclosure.measure_trend_row.comparable_numerator IS '这些单位本年的分子之和';
COMMENT ON COLUMN disclosure.measure_trend_row.comparable_last IS '这些单位上年的分子之和';
COMMENT ON COLUMN disclosure.measure_trend_row.known_units IS '本年分子、分母都没有空白的单位数';
COMMENT ON COLUMN disclosure.measure_trend_row.known_numerator IS '这些单位的分子之和';
COMMENT ON COLUMN disclosure.measure_trend_row.known_denominator IS '这些单位的分母之和';
COMMENT ON COLUMN disclosure.measure_trend_row.is_comparable IS '两年的格式中有没有同样的单元格';
