/* What pages and cells are brought in with; the functions that write are the register's. */

CREATE TYPE disclosure.cell_reading AS (
	kind text,
	value numeric,
	plain boolean
);
COMMENT ON TYPE disclosure.cell_reading IS '一格里写的内容读作什么';
COMMENT ON COLUMN disclosure.cell_reading.kind IS
'number 数字，blank 空白或表示没有的符号，misfit 该格容不下的数字（小数位太多、单位不对、过大），other 不是数字，no_cell 没有这个路径';
COMMENT ON COLUMN disclosure.cell_reading.value IS '数值，以该格的计量单位计';
COMMENT ON COLUMN disclosure.cell_reading.plain IS '是否只有数字、小数点和负号；否则是从单位、千位分隔符等换算的';

CREATE FUNCTION disclosure.read_cell(path text, raw text)
RETURNS disclosure.cell_reading
AS 'MODULE_PATHNAME', 'disclosure_read_cell'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.read_cell(text, text) IS
'what is written in one cell, read as parse_report() reads it: with units, separators of thousands and signs for nothing';

CREATE TYPE disclosure.import_outcome AS (
	outcome text,
	unit_id text,
	year integer,
	scope text,
	form text,
	numbers integer,
	blanks integer,
	ambiguous integer,
	notes integer,
	errors integer,
	warnings integer,
	message text
);
COMMENT ON TYPE disclosure.import_outcome IS '读入一个页面的结果';
COMMENT ON COLUMN disclosure.import_outcome.outcome IS 'read 已读入，refused 不能读入（页面、单位、权限或报告状态不合），failed 出错';
COMMENT ON COLUMN disclosure.import_outcome.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.import_outcome.year IS '报告年度';
COMMENT ON COLUMN disclosure.import_outcome.scope IS '范围';
COMMENT ON COLUMN disclosure.import_outcome.form IS '格式';
COMMENT ON COLUMN disclosure.import_outcome.numbers IS '读到数字的格数';
COMMENT ON COLUMN disclosure.import_outcome.blanks IS '空白的格数';
COMMENT ON COLUMN disclosure.import_outcome.ambiguous IS '空白的格中，因页面不清或缺失而没有读出的格数';
COMMENT ON COLUMN disclosure.import_outcome.notes IS '读取说明的条数，见 report_source.notes';
COMMENT ON COLUMN disclosure.import_outcome.errors IS '这份报告本身强制性不符的条数；与上年、所属单位核对的见 finding';
COMMENT ON COLUMN disclosure.import_outcome.warnings IS '这份报告本身核实性不符的条数';
COMMENT ON COLUMN disclosure.import_outcome.message IS '没有读出的内容；没有读入的，是原因';

CREATE TYPE disclosure.cell_outcome AS (
	unit_id text,
	year text,
	path text,
	value text,
	outcome text,
	message text
);
COMMENT ON TYPE disclosure.cell_outcome IS '读入一格的结果';
COMMENT ON COLUMN disclosure.cell_outcome.unit_id IS '单位代码，照原样';
COMMENT ON COLUMN disclosure.cell_outcome.year IS '报告年度，照原样';
COMMENT ON COLUMN disclosure.cell_outcome.path IS '路径，照原样';
COMMENT ON COLUMN disclosure.cell_outcome.value IS '内容，照原样';
COMMENT ON COLUMN disclosure.cell_outcome.outcome IS
'set 已填入，unchanged 本来就是，blank 留空，blank as zero 空白按要求填零；没有填入的：no such unit、no such year、no such path、not a number、does not fit、twice 同一格有两个不同的数、report is closed、not allowed、refused 被拒绝、failed 出错';
COMMENT ON COLUMN disclosure.cell_outcome.message IS '说明或原因';
