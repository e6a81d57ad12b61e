/*
 * A page into a report: a new one, a recorded one (again), or a filed one that
 * is still a draft.  Returns the findings on what was read; the notes made
 * while reading are in report_source.
 */
CREATE OR REPLACE FUNCTION disclosure.import_report(
	unit_id text,
	source text,
	scope text DEFAULT 'own',
	origin text DEFAULT 'recorded')
RETURNS SETOF disclosure.check_result
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	page disclosure.parsed_report := disclosure.parse_report(source);
	key_unit_id text := import_report.unit_id;
	key_scope text := import_report.scope;
	existing record;
BEGIN
	IF NOT EXISTS (SELECT FROM disclosure.unit u WHERE u.unit_id = key_unit_id) THEN
		RAISE EXCEPTION 'there is no unit "%"', key_unit_id USING ERRCODE = 'no_data_found';
	ELSIF key_scope NOT IN ('own', 'level', 'consolidated') THEN
		RAISE EXCEPTION 'there is no scope "%"', key_scope
			USING ERRCODE = 'invalid_parameter_value', HINT = 'It is own, level or consolidated.';
	ELSIF import_report.origin NOT IN ('filed', 'recorded') THEN
		RAISE EXCEPTION 'there is no origin "%"', import_report.origin
			USING ERRCODE = 'invalid_parameter_value', HINT = 'It is recorded, for a page that was published, or filed, for a draft.';
	END IF;
	IF page.figures IS NULL OR page.year IS NULL THEN
		RAISE EXCEPTION 'the page is not an annual report that can be read'
			USING ERRCODE = 'invalid_parameter_value', DETAIL = coalesce((
				SELECT string_agg(note ->> 'text', E'\n') FROM jsonb_array_elements(page.notes) note), '');
	END IF;

	/* before looking: another session may be writing this very report */
	PERFORM disclosure.lock_unit(key_unit_id);
	SELECT r.origin, r.status INTO existing
	FROM disclosure.report r
	WHERE r.unit_id = key_unit_id AND r.year = page.year AND r.scope = key_scope
	FOR UPDATE;
	IF existing.origin = 'recorded' AND import_report.origin = 'filed' THEN
		RAISE EXCEPTION 'report of unit % for % is a recorded one', key_unit_id, page.year
			USING ERRCODE = 'object_not_in_prerequisite_state';
	END IF;
	IF existing.origin = 'filed' AND existing.status NOT IN ('draft', 'returned') THEN
		RAISE EXCEPTION 'report of unit % for % is filed and %', key_unit_id, page.year, existing.status
			USING ERRCODE = 'object_not_in_prerequisite_state',
				HINT = 'Only a draft, a returned or a recorded report can be read in again.';
	END IF;

	INSERT INTO disclosure.report AS r (unit_id, year, scope, origin, status, issued_on, figures)
	VALUES (key_unit_id, page.year, key_scope, import_report.origin,
		CASE import_report.origin WHEN 'recorded' THEN 'published' ELSE 'draft' END,
		page.issued_on, page.figures)
	ON CONFLICT (unit_id, year, scope) DO UPDATE
		SET figures = excluded.figures, issued_on = coalesce(excluded.issued_on, r.issued_on);

	INSERT INTO disclosure.report_text (unit_id, year, scope, title, unit_name, index_number, sections)
	VALUES (key_unit_id, page.year, key_scope, page.title, page.unit_name, page.index_number, page.sections)
	ON CONFLICT (unit_id, year, scope) DO UPDATE
		SET title = excluded.title, unit_name = excluded.unit_name,
			index_number = excluded.index_number, sections = excluded.sections;

	INSERT INTO disclosure.report_source (unit_id, year, scope, source, notes)
	VALUES (key_unit_id, page.year, key_scope, import_report.source, coalesce(page.notes, '[]'))
	ON CONFLICT (unit_id, year, scope) DO UPDATE
		SET source = excluded.source, notes = excluded.notes, imported_at = now();

	RETURN QUERY SELECT * FROM disclosure.check_figures(page.figures);
END
$$;
COMMENT ON FUNCTION disclosure.import_report(text, text, text, text) IS
'reads a published page into the report of a unit and keeps the page; returns the findings';
