/* Figures before and after: of two years, or of a report and its correction. */

CREATE TYPE disclosure.cell_change AS (
	path text,
	section text,
	row_label text,
	column_label text,
	before numeric,
	after numeric,
	change numeric,
	rate numeric
);
COMMENT ON TYPE disclosure.cell_change IS '一格前后的变化';
COMMENT ON COLUMN disclosure.cell_change.path IS '路径：表.行.列';
COMMENT ON COLUMN disclosure.cell_change.section IS '所在部分的序号';
COMMENT ON COLUMN disclosure.cell_change.row_label IS '行标签';
COMMENT ON COLUMN disclosure.cell_change.column_label IS '列标签';
COMMENT ON COLUMN disclosure.cell_change.before IS '原来的数值，空白或无此格为空';
COMMENT ON COLUMN disclosure.cell_change.after IS '后来的数值，空白或无此格为空';
COMMENT ON COLUMN disclosure.cell_change.change IS '增减：后来的减原来的，缺一边为空';
COMMENT ON COLUMN disclosure.cell_change.rate IS '增减幅度（%），四舍五入到两位小数，原来为零或缺一边为空';

CREATE FUNCTION disclosure.compare(before disclosure.figures, after disclosure.figures)
RETURNS SETOF disclosure.cell_change
AS 'MODULE_PATHNAME', 'disclosure_compare'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
ROWS 200;
COMMENT ON FUNCTION disclosure.compare(disclosure.figures, disclosure.figures) IS
'every cell that holds a number or is blank on one side at least, with its change, in the order of the forms of both sides';

CREATE FUNCTION disclosure.correction_statement(before disclosure.figures, after disclosure.figures)
RETURNS text
AS 'MODULE_PATHNAME', 'disclosure_correction_statement'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.correction_statement(disclosure.figures, disclosure.figures) IS
'the cells that differ as a notice of correction (更正说明), a paragraph for each table; NULL if all are alike';

CREATE FUNCTION disclosure.is_nil(figures disclosure.figures)
RETURNS boolean
AS 'MODULE_PATHNAME', 'disclosure_is_nil'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.is_nil(disclosure.figures) IS
'is it a report of zeros (零报告): a form, no blank cell, and no number but zero?';
