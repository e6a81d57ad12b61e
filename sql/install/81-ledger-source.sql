/* Files to be imported into a ledger: their rows, and dates and words as they write them. */

CREATE TYPE disclosure.delimited_row AS (
	line integer,
	cells text[]
);
COMMENT ON TYPE disclosure.delimited_row IS '文件的一行';
COMMENT ON COLUMN disclosure.delimited_row.line IS '在文件的第几行，从1起';
COMMENT ON COLUMN disclosure.delimited_row.cells IS '各格的文字';

CREATE FUNCTION disclosure.delimited_rows(source text)
RETURNS SETOF disclosure.delimited_row
AS 'MODULE_PATHNAME', 'disclosure_delimited_rows'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
ROWS 100;
COMMENT ON FUNCTION disclosure.delimited_rows(text) IS
'the rows of a text whose cells are parted by commas, tabs or semicolons, as RFC 4180 has it; rows without text are left out';

CREATE FUNCTION disclosure.table_rows(page text)
RETURNS SETOF disclosure.delimited_row
AS 'MODULE_PATHNAME', 'disclosure_table_rows'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
ROWS 100;
COMMENT ON FUNCTION disclosure.table_rows(text) IS
'the rows of the tables of a page, each with the cells that reach into it from rows above; rows without text are left out';

CREATE FUNCTION disclosure.entry_date(written text)
RETURNS date
AS 'MODULE_PATHNAME', 'disclosure_entry_date'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.entry_date(text) IS
'a date as people and programs write it (2024-03-01, 2024/3/1, 2024年3月1日, 20240301, or the number of a day in a spreadsheet), or NULL if it is no day that there is';

CREATE FUNCTION disclosure.source_word_key(word text)
RETURNS text
AS 'MODULE_PATHNAME', 'disclosure_source_word_key'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.source_word_key(text) IS
'a heading or value of somebody else''s table without white space and punctuation, as it is compared';
