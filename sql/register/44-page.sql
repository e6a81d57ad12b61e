/*
 * Pages: published reports, read into the register.
 *
 * If a page is no report or may not be written, import_report() raises an
 * error and import_page() returns a row that says so.  A cell that cannot be
 * read is blank and has a note.
 */

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
CREATE OR REPLACE FUNCTION disclosure.unread_cells(figures disclosure.figures, notes jsonb)
RETURNS SETOF text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
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

/* The office of a government is named after its area: 甲县人民政府办公室 is 甲县. */
CREATE OR REPLACE FUNCTION disclosure.bare_unit_name(name text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT regexp_replace(regexp_replace(regexp_replace(translate(name, E' \t\r\n　', ''), '^国家税务总局(?=.)', ''),
		'(?<=[^ -~]{2})[和与及、](?=[^ -~]{2})', '', 'g'), '((人民)?政府办|((人民)?政府)?(办公[室厅]|办事处|管理委员会|管委会)?)$', '')
$$;
COMMENT ON FUNCTION disclosure.bare_unit_name(text) IS 'the name of an office without 人民政府, 办公室 and the like at its end, 国家税务总局 before it, and 和 within';

/* Equal, or one of them adds the places above. */
CREATE OR REPLACE FUNCTION disclosure.same_unit_name(a text, b text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
	/* 市财政局 is that of a city, and 西山街道 that of a district: a name may lack what is above it, also in part. */
	SELECT longer = shorter OR (shorter <> '' AND right(longer, length(shorter)) = shorter
		AND (left(longer, length(longer) - length(shorter)) ~ '([国省州盟市县区旗乡镇]|人民政府)$' OR shorter ~ '^[省州盟市县区旗].'))
	FROM (SELECT disclosure.bare_unit_name(a) AS a, disclosure.bare_unit_name(b) AS b) n,
		LATERAL (SELECT CASE WHEN length(n.a) < length(n.b) THEN n.b ELSE n.a END AS longer,
			CASE WHEN length(n.a) < length(n.b) THEN n.a ELSE n.b END AS shorter) o
$$;
COMMENT ON FUNCTION disclosure.same_unit_name(text, text) IS
'do two names mean the same office, apart from 人民政府, 办公室 and the like and the places above it?';

CREATE OR REPLACE FUNCTION disclosure.import_note(kind text, cell text, raw text, value numeric, sure text, message text)
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT jsonb_build_array(jsonb_build_object('kind', kind, 'cell', cell, 'raw', raw, 'value', value,
		'sure', sure, 'text', message))
$$;
COMMENT ON FUNCTION disclosure.import_note(text, text, text, numeric, text, text) IS 'an array of one note on a page';

/* Only a note: names change more often than registers. */
CREATE OR REPLACE FUNCTION disclosure.unit_note(unit_id text, year integer, printed text)
RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT disclosure.import_note('unit'::text, NULL::text, unit_note.printed, NULL::numeric, 'read'::text,
		format('页面是“%s”的报告，登记的单位是“%s”。', unit_note.printed, coalesce(min(k.name) FILTER (WHERE k.of_year), min(k.name))))
	FROM (
		SELECT u.name, false AS of_year FROM disclosure.unit u WHERE u.unit_id = unit_note.unit_id
		UNION ALL
		SELECT n.name, true FROM disclosure.unit_name n
		WHERE n.unit_id = unit_note.unit_id AND disclosure.in_years(unit_note.year, n.from_year, n.to_year)) k
	HAVING NOT bool_or(disclosure.same_unit_name(k.name, unit_note.printed))
$$;
COMMENT ON FUNCTION disclosure.unit_note(text, integer, text) IS
'a note if the name of the unit on a page is no name of the unit, now or in that year; else NULL';

CREATE OR REPLACE FUNCTION disclosure.zero_blanks(INOUT figures disclosure.figures, INOUT notes jsonb)
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	filled text[];
	unread text[] := ARRAY(SELECT disclosure.unread_cells(figures, notes));
	raws jsonb := coalesce((SELECT jsonb_object_agg(n ->> 'cell', n ->> 'raw') FROM jsonb_array_elements(notes) n
		WHERE n ->> 'kind' = 'not_stated' AND n ->> 'cell' IS NOT NULL), '{}');
	outside text[];
	path text;
	trial disclosure.figures;
BEGIN
	/*
	 * A row of another form may stand in for rows of this one and hold signs
	 * such as "/": read as zero, it takes the place of those rows.
	 */
	FOR outside IN
		SELECT array_agg(k) FROM jsonb_object_keys(raws) k
		WHERE NOT EXISTS (SELECT FROM disclosure.cells(figures) c WHERE c.path = k)
		GROUP BY regexp_replace(k, '[^.]*$', '')
	LOOP
		trial := figures;
		FOREACH path IN ARRAY outside LOOP
			trial[path] := 0;
		END LOOP;
		IF disclosure.blank_count(trial) < disclosure.blank_count(figures) THEN
			figures := trial;
			filled := filled || outside;
		END IF;
	END LOOP;
	filled := filled || ARRAY(SELECT c.path FROM disclosure.cells(figures) c WHERE c.value IS NULL AND c.path <> ALL (unread));
	figures := disclosure.fill_zero(figures, filled);
	notes := notes || coalesce((
		SELECT jsonb_agg(disclosure.import_note('blank_as_zero'::text, c.path, coalesce(raws ->> c.path, ''), 0::numeric, 'by request'::text,
			format('“%s”的“%s”：%s，按要求填0。', c.row_label, c.column_label,
				coalesce('“' || (raws ->> c.path) || '”', '空白'))) -> 0 ORDER BY c.position)
		FROM disclosure.labelled_cells(figures) c WHERE c.path = ANY (filled)), '[]');
END
$$;
COMMENT ON FUNCTION disclosure.zero_blanks(disclosure.figures, jsonb) IS
'zero in the cells that a page leaves empty, and a note of each; not in those that could not be read';

/*
 * Reads a page into a new report, a recorded one, or a filed one that is a
 * draft or was returned.  It does not overwrite a page with other numbers that
 * was read after "since".
 */
CREATE OR REPLACE FUNCTION disclosure.store_page(unit_id text, source text, page bytea, scope text, origin text,
	blank_means text, year integer, since timestamptz)
RETURNS disclosure.report_source
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	stored disclosure.report_source;
	read disclosure.parsed_report;
	existing disclosure.report;
	said_year integer := store_page.year;
BEGIN
	IF NOT EXISTS (SELECT FROM disclosure.unit u WHERE u.unit_id = store_page.unit_id) THEN
		RAISE EXCEPTION 'there is no unit "%"', store_page.unit_id USING ERRCODE = 'no_data_found';
	END IF;
	PERFORM disclosure.require_import(store_page.scope, store_page.origin, store_page.blank_means);
	stored.unit_id := store_page.unit_id;
	stored.scope := store_page.scope;
	stored.page := store_page.page;
	IF stored.page IS NULL THEN
		stored.source := store_page.source;
	ELSE
		stored.source := disclosure.page_text(stored.page);
	END IF;
	read := disclosure.parse_report(stored.source);
	stored.notes := coalesce(read.notes, '[]');
	stored.year := coalesce(said_year, read.year);
	IF stored.source IS NULL OR EXISTS (SELECT FROM jsonb_array_elements(stored.notes) n WHERE n ->> 'kind' IN ('not_report', 'old_form'))
		OR (read.figures IS NULL AND read.year IS NOT NULL) THEN
		RAISE EXCEPTION 'the page is not an annual report that can be read'
			USING ERRCODE = 'invalid_parameter_value', DETAIL = coalesce((
				SELECT string_agg(n ->> 'text', E'\n') FROM jsonb_array_elements(stored.notes) n), ''),
				HINT = 'The argument is the page itself, not its name or address; in psql: \set page `cat page.html`, then :''page''.';
	ELSIF stored.year IS NULL THEN
		RAISE EXCEPTION 'the page does not say which year it is of'
			USING ERRCODE = 'invalid_parameter_value', HINT = 'Say it: year => 2023.';
	ELSIF said_year IS NOT NULL AND said_year IS DISTINCT FROM read.year THEN
		/* A page with two years, or an unclear one, has a note already. */
		IF read.year IS NOT NULL AND NOT EXISTS (SELECT FROM jsonb_array_elements(stored.notes) n WHERE n ->> 'kind' = 'year') THEN
			RAISE EXCEPTION 'the page is of %, not of %', read.year, said_year
				USING ERRCODE = 'invalid_parameter_value', HINT = 'Without the argument "year" it is stored as what it says it is.';
		END IF;
		stored.notes := stored.notes || disclosure.import_note('year'::text, NULL::text, NULL::text, said_year::numeric, 'by request'::text,
			format('页面没有写明是哪一年的报告，或者写得不一致，按要求作为%s年的报告。', said_year));
	END IF;

	existing := disclosure.open_report(stored.unit_id, stored.year, stored.scope, store_page.origin);
	/* a page of sections without tables, whose year the caller has named */
	read.figures := coalesce(read.figures, jsonb_build_object('form', disclosure.form_of(stored.year))::disclosure.figures);
	stored.notes := coalesce(disclosure.unit_note(stored.unit_id, stored.year, read.unit_name), '[]') || stored.notes;
	IF NOT EXISTS (SELECT FROM disclosure.cells(read.figures) c WHERE c.value IS NOT NULL)
		AND EXISTS (SELECT FROM disclosure.cells(existing.figures) c WHERE c.value IS NOT NULL) THEN
		RAISE EXCEPTION 'no number could be read on the page, and the report of unit % for % has some', stored.unit_id, stored.year
			USING ERRCODE = 'invalid_parameter_value', DETAIL = coalesce((
				SELECT string_agg(n ->> 'text', E'\n') FROM jsonb_array_elements(stored.notes) n), ''),
				HINT = 'A report that is to be blank is deleted first.';
	END IF;
	IF store_page.blank_means = 'zero' THEN
		SELECT z.figures, z.notes INTO read.figures, stored.notes FROM disclosure.zero_blanks(read.figures, stored.notes) z;
	END IF;
	IF disclosure.figures_differ(existing.figures, read.figures) AND EXISTS (SELECT FROM disclosure.report_source s
			WHERE s.unit_id = stored.unit_id AND s.year = stored.year AND s.scope = stored.scope AND s.imported_at >= since) THEN
		RAISE EXCEPTION 'another page of unit % for % with other numbers has just been read', stored.unit_id, stored.year
			USING ERRCODE = 'object_not_in_prerequisite_state',
				HINT = 'Of several pages of one report in one statement the first is kept; read the right one alone.';
	END IF;

	PERFORM disclosure.write_report(existing, stored.unit_id, stored.year, stored.scope, store_page.origin,
		read.issued_on, read.figures);
	INSERT INTO disclosure.report_text (unit_id, year, scope, title, unit_name, index_number, document_number,
		period_start, period_end, metadata, sections)
	VALUES (stored.unit_id, stored.year, stored.scope, read.title, read.unit_name, read.index_number, read.document_number,
		read.period_start, read.period_end, read.metadata, read.sections)
	ON CONFLICT (unit_id, year, scope) DO UPDATE
		SET title = excluded.title, unit_name = excluded.unit_name, index_number = excluded.index_number,
			document_number = excluded.document_number, period_start = excluded.period_start,
			period_end = excluded.period_end, metadata = excluded.metadata, sections = excluded.sections;
	INSERT INTO disclosure.report_source (unit_id, year, scope, source, page, notes, imported_at)
	VALUES (stored.unit_id, stored.year, stored.scope, stored.source, stored.page, stored.notes, clock_timestamp())
	ON CONFLICT (unit_id, year, scope) DO UPDATE
		SET source = excluded.source, page = excluded.page, notes = excluded.notes, imported_at = excluded.imported_at;
	RETURN stored;
END
$$;
COMMENT ON FUNCTION disclosure.store_page(text, text, bytea, text, text, text, integer, timestamptz) IS
'reads a page into a report and keeps it; an error if that cannot be';

/* The notes about unread cells or about another unit, as rows of findings. */
CREATE OR REPLACE FUNCTION disclosure.page_findings(notes jsonb)
RETURNS SETOF disclosure.check_result
LANGUAGE sql IMMUTABLE
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
		NULL::text
	FROM jsonb_array_elements(notes) WITH ORDINALITY a(n, place)
	WHERE n ->> 'kind' = 'unit' OR n ->> 'sure' = 'ambiguous' OR disclosure.note_is_of_cells(n)
	ORDER BY place
$$;
COMMENT ON FUNCTION disclosure.page_findings(jsonb) IS
'the notes on a page that say what could not be read, or that it is another unit''s';

CREATE OR REPLACE FUNCTION disclosure.stored_findings(stored disclosure.report_source)
RETURNS SETOF disclosure.check_result
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN QUERY SELECT f.* FROM disclosure.report r, disclosure.check_figures(r.figures) f
		WHERE r.unit_id = stored.unit_id AND r.year = stored.year AND r.scope = stored.scope;
	RETURN QUERY SELECT * FROM disclosure.text_findings(stored.unit_id, stored.year, stored.scope);
	RETURN QUERY SELECT * FROM disclosure.page_findings(stored.notes);
END
$$;
COMMENT ON FUNCTION disclosure.stored_findings(disclosure.report_source) IS
'the findings on a report whose page was just read, those on its text, then what could not be read';

CREATE OR REPLACE FUNCTION disclosure.import_report(
	unit_id text,
	source text,
	scope text DEFAULT 'own',
	origin text DEFAULT 'recorded',
	blank_means text DEFAULT 'unknown',
	year integer DEFAULT NULL)
RETURNS SETOF disclosure.check_result
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT f.* FROM disclosure.store_page(unit_id, source, NULL::bytea, scope, origin, blank_means, year, NULL::timestamptz) s,
		LATERAL disclosure.stored_findings(s) f
$$;
COMMENT ON FUNCTION disclosure.import_report(text, text, text, text, text, integer) IS
'reads a published page into the report of a unit and keeps the page; returns the findings, then what could not be read';

/* Turns errors into outcomes, so that one of many pages does not stop the others. */
CREATE OR REPLACE FUNCTION disclosure.page_outcome(unit_id text, source text, page bytea, scope text, origin text,
	blank_means text, year integer)
RETURNS disclosure.import_outcome
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	stored disclosure.report_source;
	o disclosure.import_outcome;
	detail text;
BEGIN
	o.unit_id := page_outcome.unit_id;
	o.year := page_outcome.year;
	o.scope := page_outcome.scope;
	BEGIN
		stored := disclosure.store_page(page_outcome.unit_id, page_outcome.source, page_outcome.page, page_outcome.scope,
			page_outcome.origin, page_outcome.blank_means, page_outcome.year,
			coalesce(nullif(current_setting('disclosure.import_began', true), '')::timestamptz, statement_timestamp()));
		SELECT 'read', r.unit_id, r.year, r.scope, disclosure.forms_of(r.figures), c.numbers, c.blanks,
			(SELECT count(*) FROM disclosure.unread_cells(r.figures, stored.notes)), jsonb_array_length(stored.notes),
			f.errors, f.warnings, u.message INTO o
		FROM disclosure.report r
		CROSS JOIN LATERAL (SELECT count(c.value) AS numbers, count(*) - count(c.value) AS blanks FROM disclosure.cells(r.figures) c) c
		CROSS JOIN LATERAL (
			SELECT count(*) FILTER (WHERE f.severity = 'error') AS errors, count(*) FILTER (WHERE f.severity = 'warning') AS warnings
			FROM (SELECT f.severity, f.result FROM disclosure.check_figures(r.figures) f
				UNION ALL SELECT f.severity, f.result FROM disclosure.text_findings(r.unit_id, r.year, r.scope) f) f
			WHERE f.result = 'fail') f
		CROSS JOIN LATERAL (
			SELECT min(n.message) FILTER (WHERE n.place = 1) || CASE WHEN count(*) > 1 THEN format('（共%s处）', count(*)) ELSE '' END AS message
			FROM (SELECT p.message, row_number() OVER () AS place FROM disclosure.page_findings(stored.notes) p) n) u
		WHERE r.unit_id = stored.unit_id AND r.year = stored.year AND r.scope = stored.scope;
	EXCEPTION WHEN OTHERS THEN
		o.outcome := disclosure.outcome_of_error(SQLSTATE);
		IF o.outcome IS NULL THEN
			RAISE;
		END IF;
		GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
		o.message := replace(concat_ws(': ', SQLERRM, nullif(detail, '')), E'\n', ' ');
	END;
	RETURN o;
END
$$;
COMMENT ON FUNCTION disclosure.page_outcome(text, text, bytea, text, text, text, integer) IS
'store_page() with its errors as an outcome';

CREATE OR REPLACE FUNCTION disclosure.import_page(
	unit_id text,
	source text,
	scope text DEFAULT 'own',
	origin text DEFAULT 'recorded',
	blank_means text DEFAULT 'unknown',
	year integer DEFAULT NULL)
RETURNS disclosure.import_outcome
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $$ SELECT disclosure.page_outcome(unit_id, source, NULL::bytea, scope, origin, blank_means, year) $$;
COMMENT ON FUNCTION disclosure.import_page(text, text, text, text, text, integer) IS
'reads one of many pages into the report of a unit, and returns what came of it; a page that cannot be read is an outcome, no error';

/* import_report() and import_page() of the published bytes, which are kept beside their text */
CREATE OR REPLACE FUNCTION disclosure.import_report(
	unit_id text,
	source bytea,
	scope text DEFAULT 'own',
	origin text DEFAULT 'recorded',
	blank_means text DEFAULT 'unknown',
	year integer DEFAULT NULL)
RETURNS SETOF disclosure.check_result
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT f.* FROM disclosure.store_page(unit_id, NULL::text, source, scope, origin, blank_means, year, NULL::timestamptz) s,
		LATERAL disclosure.stored_findings(s) f
$$;
COMMENT ON FUNCTION disclosure.import_report(text, bytea, text, text, text, integer) IS
'reads a published page, as bytes of whatever encoding, into the report of a unit and keeps it as it is; returns the findings, then what could not be read';

CREATE OR REPLACE FUNCTION disclosure.import_page(
	unit_id text,
	source bytea,
	scope text DEFAULT 'own',
	origin text DEFAULT 'recorded',
	blank_means text DEFAULT 'unknown',
	year integer DEFAULT NULL)
RETURNS disclosure.import_outcome
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $$ SELECT disclosure.page_outcome(unit_id, NULL::text, source, scope, origin, blank_means, year) $$;
COMMENT ON FUNCTION disclosure.import_page(text, bytea, text, text, text, integer) IS
'reads one of many pages, as bytes of whatever encoding, and keeps it as it is; returns what came of it';
