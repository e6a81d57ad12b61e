/* Rendering: tables and reports written in a format. */

CREATE FUNCTION disclosure.render_tables(figures disclosure.figures, format text, marked text[] DEFAULT NULL)
RETURNS text
AS 'MODULE_PATHNAME', 'disclosure_render_tables'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.render_tables(disclosure.figures, text, text[]) IS
'the three tables as their form prints them, as html, markdown, text or json; marked cells, named by path, have a sign beside their number';

CREATE FUNCTION disclosure.render_document(title text, metadata jsonb, sections jsonb, figures disclosure.figures, marked text[], footer jsonb, format text)
RETURNS text
AS 'MODULE_PATHNAME', 'disclosure_render_document'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.render_document(text, jsonb, jsonb, disclosure.figures, text[], jsonb, text) IS
'a whole report as html, markdown, text or json; sections as those of parsed_report, without what in them repeats title, metadata and tables; metadata and footer are arrays of objects with name, label and value';
