/* The print of the forms: lines, columns and spans. */

CREATE TYPE disclosure.form_layout_row AS (
	form text,
	section text,
	table_number integer,
	row_number integer,
	column_number integer,
	row_span integer,
	column_span integer,
	kind text,
	label text,
	path text
);
COMMENT ON TYPE disclosure.form_layout_row IS '视图 form_layout 的一行';

CREATE FUNCTION disclosure.form_layouts()
RETURNS SETOF disclosure.form_layout_row
AS 'MODULE_PATHNAME', 'disclosure_form_layouts'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
ROWS 560;
COMMENT ON FUNCTION disclosure.form_layouts() IS 'the print of all forms, box by box, in the order of lines and columns';

CREATE VIEW disclosure.form_layout AS
	SELECT form, section, table_number, row_number, column_number, row_span, column_span, kind, label, path
	FROM disclosure.form_layouts();
COMMENT ON VIEW disclosure.form_layout IS '各格式印制的样子：每个标签、每一格在第几行第几列，占几行几列';
COMMENT ON COLUMN disclosure.form_layout.form IS '格式';
COMMENT ON COLUMN disclosure.form_layout.section IS '所在部分的序号';
COMMENT ON COLUMN disclosure.form_layout.table_number IS '第几张表，从1起';
COMMENT ON COLUMN disclosure.form_layout.row_number IS '表中的行号，从1起，表头计算在内';
COMMENT ON COLUMN disclosure.form_layout.column_number IS '列号，从1起，标签列计算在内';
COMMENT ON COLUMN disclosure.form_layout.row_span IS '所占行数';
COMMENT ON COLUMN disclosure.form_layout.column_span IS '所占列数';
COMMENT ON COLUMN disclosure.form_layout.kind IS 'caption 表内小标题，head 表头，label 行标签，cell 数字格';
COMMENT ON COLUMN disclosure.form_layout.label IS '印制的文字，数字格为空';
COMMENT ON COLUMN disclosure.form_layout.path IS '数字格的路径，同 form_cell.path';
GRANT SELECT ON disclosure.form_layout TO PUBLIC;
