/* Grids: the tables of a page, cell by cell. */

CREATE TYPE disclosure.document_cell AS (
	table_number integer,
	row_number integer,
	column_number integer,
	row_span integer,
	column_span integer,
	content text
);
COMMENT ON TYPE disclosure.document_cell IS '网页表格中的一格';
COMMENT ON COLUMN disclosure.document_cell.table_number IS '网页中的第几个表格；没有表格标记的网页，为第几部分';
COMMENT ON COLUMN disclosure.document_cell.row_number IS '行号，从1起';
COMMENT ON COLUMN disclosure.document_cell.column_number IS '列号，从1起；跨行跨列的格子占去的列计算在内';
COMMENT ON COLUMN disclosure.document_cell.row_span IS '所跨行数';
COMMENT ON COLUMN disclosure.document_cell.column_span IS '所跨列数';
COMMENT ON COLUMN disclosure.document_cell.content IS '格中文字';

CREATE FUNCTION disclosure.document_grid(page text)
RETURNS SETOF disclosure.document_cell
AS 'MODULE_PATHNAME', 'disclosure_document_grid'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.document_grid(text) IS
'the tables of a page cell by cell as they are taken apart: those of HTML with their spans, elsewhere the lines of the sections with their cells';
