/*
 * Pages read again: a newer version of the extension may read a kept page
 * better.  What would change is shown before it is taken.
 */

CREATE OR REPLACE FUNCTION disclosure.kept_page(unit_id text, year integer, scope text)
RETURNS disclosure.report_source
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	kept disclosure.report_source;
BEGIN
	PERFORM disclosure.require_report(kept_page.unit_id, kept_page.year, kept_page.scope);
	SELECT s.* INTO kept FROM disclosure.report_source s
	WHERE s.unit_id = kept_page.unit_id AND s.year = kept_page.year AND s.scope = kept_page.scope;
	IF NOT FOUND THEN
		PERFORM disclosure.raise_error('no_data_found'::text,
			format('单位 %s 的 %s 年度报告没有留存的页面', kept_page.unit_id, kept_page.year),
			hint => '报告不是从页面读入的；用 import_report() 读入。'::text);
	END IF;
	RETURN kept;
END
$$;
COMMENT ON FUNCTION disclosure.kept_page(text, integer, text) IS 'the page that a report was read from, or an error';

/* Blanks were read as zero if a note says so. */
CREATE OR REPLACE FUNCTION disclosure.blanks_of_reading(notes jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT CASE WHEN EXISTS (SELECT FROM jsonb_array_elements(notes) n WHERE n ->> 'kind' = 'blank_as_zero') THEN 'zero' ELSE 'unknown' END
$$;
COMMENT ON FUNCTION disclosure.blanks_of_reading(jsonb) IS 'what a blank meant when a page was read, by the notes on it';

CREATE OR REPLACE FUNCTION disclosure.reread(unit_id text, year integer, scope text DEFAULT 'own')
RETURNS SETOF disclosure.reread_cell
LANGUAGE plpgsql STABLE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	kept disclosure.report_source := disclosure.kept_page(reread.unit_id, reread.year, reread.scope);
	read disclosure.parsed_report;
	stored disclosure.report;
	notes jsonb;
BEGIN
	SELECT r.* INTO stored FROM disclosure.report r
	WHERE r.unit_id = reread.unit_id AND r.year = reread.year AND r.scope = reread.scope;
	IF kept.page IS NULL THEN
		read := disclosure.parse_report(kept.source);
	ELSE
		read := disclosure.parse_report(kept.page);
	END IF;
	read.figures := coalesce(read.figures, jsonb_build_object('form', disclosure.form_of(stored.year))::disclosure.figures);
	SELECT d.figures, d.notes INTO read.figures, notes FROM disclosure.drop_too_large(read.figures, coalesce(read.notes, '[]')) d;
	SELECT k.figures, k.notes INTO read.figures, notes
	FROM disclosure.settle_reading(read.figures, notes, stored.figures, stored.origin = 'filed', disclosure.blanks_of_reading(kept.notes)) k;
	RETURN QUERY
	SELECT path, coalesce(n.row_label, s.row_label), coalesce(n.column_label, s.column_label), f.value, s.value, n.value,
		f.path IS NOT NULL AND f.value IS DISTINCT FROM s.value,
		(SELECT string_agg(a ->> 'text', E'\n' ORDER BY place) FROM jsonb_array_elements(notes) WITH ORDINALITY e(a, place) WHERE a ->> 'cell' = path)
	FROM disclosure.labelled_cells(stored.figures) s
	FULL JOIN disclosure.labelled_cells(read.figures) n USING (path)
	LEFT JOIN disclosure.cells(kept.figures) f USING (path)
	WHERE s.value IS DISTINCT FROM n.value
	ORDER BY coalesce(n.position, s.position);
END
$$;
COMMENT ON FUNCTION disclosure.reread(text, integer, text) IS
'reads the kept page of a report again and returns the cells that would change, a row each; nothing is changed';

CREATE OR REPLACE FUNCTION disclosure.take_reread(unit_id text, year integer, scope text DEFAULT 'own', overwrite boolean DEFAULT false)
RETURNS SETOF disclosure.check_result
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	kept disclosure.report_source := disclosure.kept_page(take_reread.unit_id, take_reread.year, take_reread.scope);
	stored_origin text := (SELECT r.origin FROM disclosure.report r
		WHERE r.unit_id = take_reread.unit_id AND r.year = take_reread.year AND r.scope = take_reread.scope);
	by_hand text[] := ARRAY(SELECT c.path FROM disclosure.reread(take_reread.unit_id, take_reread.year, take_reread.scope) c
		WHERE c.changed_since AND NOT take_reread.overwrite);
BEGIN
	RETURN QUERY
	SELECT f.* FROM disclosure.store_page(kept.unit_id, CASE WHEN kept.page IS NULL THEN kept.source END, kept.page, kept.scope, stored_origin,
		disclosure.blanks_of_reading(kept.notes), kept.year, NULL::timestamptz, by_hand) s, LATERAL disclosure.stored_findings(s) f;
END
$$;
COMMENT ON FUNCTION disclosure.take_reread(text, integer, text, boolean) IS
'reads the kept page of a report again into the report; cells that were changed since it was read stay as they are unless "overwrite"; returns the findings, as import_report() does';
