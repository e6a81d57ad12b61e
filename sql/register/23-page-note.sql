/* Notes on a page: what they leave unread, and what they say of the report read from it. */

/* The kinds listed are about the words of a page and leave no doubt about its cells. */
CREATE OR REPLACE FUNCTION disclosure.note_is_of_cells(note jsonb)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT (note ->> 'sure' = 'ambiguous' OR note ->> 'kind' IN ('table', 'missing_rows', 'cut'))
		AND note ->> 'kind' NOT IN ('title', 'year', 'unit', 'issued_on', 'section', 'index_number', 'document_number',
			'period', 'contact', 'notice', 'metadata', 'encoding')
$$;
COMMENT ON FUNCTION disclosure.note_is_of_cells(jsonb) IS 'is a note on a page about cells, a row or a table that could not be read?';

/*
 * A blank cell is one that the page leaves empty, or one that the reader could
 * not decide, did not find, or found cut off.  A note is about a cell, a row
 * or a table, or without any of them about the whole page.
 */
CREATE OR REPLACE FUNCTION disclosure.is_unread(path text, notes jsonb)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT EXISTS (SELECT FROM jsonb_array_elements(notes) n
		WHERE disclosure.note_is_of_cells(n)
			AND (n ->> 'cell' IS NULL OR n ->> 'cell' = path OR starts_with(path, (n ->> 'cell') || '.')))
$$;
COMMENT ON FUNCTION disclosure.is_unread(text, jsonb) IS 'do the notes on a page say that a cell, its row or its table could not be read?';

CREATE OR REPLACE FUNCTION disclosure.unread_cells(figures disclosure.figures, notes jsonb)
RETURNS SETOF text
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
	WITH place AS MATERIALIZED (
		SELECT DISTINCT note ->> 'cell' AS cell FROM jsonb_array_elements(notes) note
		WHERE disclosure.note_is_of_cells(note))
	SELECT c.path FROM disclosure.cells(figures) c
	WHERE c.value IS NULL AND EXISTS (SELECT FROM place p
		WHERE p.cell IS NULL OR p.cell = c.path OR starts_with(c.path, p.cell || '.'))
$$;
COMMENT ON FUNCTION disclosure.unread_cells(disclosure.figures, jsonb) IS
'the cells of a report that are blank because its page could not be read there, by the notes on it; other blank cells are blank on the page';

/*
 * The notes about unread cells or about another unit, as rows of findings.  That
 * of a cell goes when the cell is filled in or holds another number than the one
 * kept; all others stay with the page.  An explanation is one of the page and
 * the figures beside it.
 */
CREATE OR REPLACE FUNCTION disclosure.page_findings(notes jsonb, figures disclosure.figures)
RETURNS SETOF disclosure.check_result
LANGUAGE sql IMMUTABLE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT 'page.' || (n ->> 'kind'),
		CASE WHEN n ->> 'kind' = 'unit' THEN 'warning' ELSE 'info' END,
		CASE WHEN n ->> 'kind' = 'unit' THEN 'fail' ELSE 'unknown' END,
		CASE WHEN n ->> 'kind' <> 'unit' THEN 'unread' END,
		CASE WHEN n ->> 'cell' IS NOT NULL THEN ARRAY[n ->> 'cell'] END,
		NULL::numeric, NULL::numeric, NULL::numeric, n ->> 'text',
		CASE WHEN n ->> 'kind' = 'unit' THEN '核对单位代码；单位更过名的，登记在 unit_name。' ELSE '对照原页面，读不出的由人填写。' END,
		NULL::text,
		CASE WHEN n ->> 'kind' = 'unit' THEN '核实性' ELSE '提示性' END,
		CASE WHEN n ->> 'kind' = 'unit' THEN '不符' ELSE '无法核对' END,
		encode(sha256(convert_to(concat(n, figures::text), 'UTF8')), 'hex')
	FROM jsonb_array_elements(notes) WITH ORDINALITY a(n, place)
	WHERE CASE WHEN disclosure.note_is_of_cells(n) THEN EXISTS (
			SELECT FROM disclosure.cells(figures) c
			WHERE c.value IS NULL AND (n ->> 'cell' IS NULL OR c.path = n ->> 'cell' OR starts_with(c.path, (n ->> 'cell') || '.')))
		WHEN n ->> 'kind' = 'kept' THEN EXISTS (
			SELECT FROM disclosure.cells(figures) c WHERE c.path = n ->> 'cell' AND c.value = (n ->> 'value')::numeric)
		ELSE n ->> 'kind' = 'unit' OR n ->> 'sure' = 'ambiguous' END
	ORDER BY place
$$;
COMMENT ON FUNCTION disclosure.page_findings(jsonb, disclosure.figures) IS
'the notes on a page that say what could not be read, or that it is another unit''s, as far as the figures of the report leave them open';
