/* Quantities: the content of a single cell, read. */

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

CREATE FUNCTION disclosure.plain_key(key text)
RETURNS text
AS 'MODULE_PATHNAME', 'disclosure_plain_key'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.plain_key(text) IS
'a key without the blanks and the signs without width that spreadsheets put around it, its letters and digits in half width';
