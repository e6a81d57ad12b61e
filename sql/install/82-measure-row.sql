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

CREATE TYPE disclosure.year_difference AS (
	path text,
	section text,
	label text,
	this_year numeric,
	last_year numeric,
	difference numeric,
	ratio numeric,
	note text
);
COMMENT ON TYPE disclosure.year_difference IS '一格的本年数和上年数';
COMMENT ON COLUMN disclosure.year_difference.path IS '路径：表.行.列';
COMMENT ON COLUMN disclosure.year_difference.section IS '所在部分的序号';
COMMENT ON COLUMN disclosure.year_difference.label IS '行标签和列标签';
COMMENT ON COLUMN disclosure.year_difference.this_year IS '本年数';
COMMENT ON COLUMN disclosure.year_difference.last_year IS '上年数；承接了别的单位的，包括被承接单位的';
COMMENT ON COLUMN disclosure.year_difference.difference IS '增减：本年减上年，缺一边的为空';
COMMENT ON COLUMN disclosure.year_difference.ratio IS '增减占上年的比例，四舍五入到六位小数；上年不是正数的为空';
COMMENT ON COLUMN disclosure.year_difference.note IS '不能比的原因';

CREATE TYPE disclosure.year_text_change AS (
	section text,
	title text,
	change text,
	change_label text,
	last_no integer,
	this_no integer,
	last_year text,
	this_year text,
	similarity numeric
);
COMMENT ON TYPE disclosure.year_text_change IS '一段文字，上年的和本年的';
COMMENT ON COLUMN disclosure.year_text_change.section IS '在哪一部分';
COMMENT ON COLUMN disclosure.year_text_change.title IS '这一部分的标题';
COMMENT ON COLUMN disclosure.year_text_change.change IS 'same 相同，changed 修改，removed 删去，added 新增';
COMMENT ON COLUMN disclosure.year_text_change.change_label IS '相同、修改、删去、新增';
COMMENT ON COLUMN disclosure.year_text_change.last_no IS '在上年的第几段';
COMMENT ON COLUMN disclosure.year_text_change.this_no IS '在本年的第几段';
COMMENT ON COLUMN disclosure.year_text_change.last_year IS '上年的一段';
COMMENT ON COLUMN disclosure.year_text_change.this_year IS '本年的一段';
COMMENT ON COLUMN disclosure.year_text_change.similarity IS '相似程度，1 为相同';

CREATE TYPE disclosure.finding_change AS (
	state text,
	state_label text,
	rule text,
	severity text,
	severity_label text,
	result_label text,
	message text,
	message_before text,
	cells text[],
	numbers_changed boolean,
	explained boolean,
	advice text
);
COMMENT ON TYPE disclosure.finding_change IS '一条核对结果，与以前一版比';
COMMENT ON COLUMN disclosure.finding_change.state IS 'new 新出现，still 仍在，solved 已解决';
COMMENT ON COLUMN disclosure.finding_change.state_label IS '新出现、仍在、已解决';
COMMENT ON COLUMN disclosure.finding_change.rule IS '规则代码';
COMMENT ON COLUMN disclosure.finding_change.severity IS '级别：error、warning、info';
COMMENT ON COLUMN disclosure.finding_change.severity_label IS '级别：强制性、核实性、提示性';
COMMENT ON COLUMN disclosure.finding_change.result_label IS '不符或无法核对；已解决的，是那时的';
COMMENT ON COLUMN disclosure.finding_change.message IS '现在的说明';
COMMENT ON COLUMN disclosure.finding_change.message_before IS '那时的说明';
COMMENT ON COLUMN disclosure.finding_change.cells IS '涉及的单元格';
COMMENT ON COLUMN disclosure.finding_change.numbers_changed IS '仍在的，涉及的数字是否变了';
COMMENT ON COLUMN disclosure.finding_change.explained IS '现在的是否已有说明';
COMMENT ON COLUMN disclosure.finding_change.advice IS '怎么办';
