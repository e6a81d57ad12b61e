/*
 * Pages: published reports, read into the register.
 *
 * If a page is no report or may not be written, import_report() raises an
 * error and import_page() returns a row that says so.  A cell that cannot be
 * read is blank and has a note.
 */

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

/* A number that no report of the register can hold is none. */
CREATE OR REPLACE FUNCTION disclosure.drop_too_large(INOUT figures disclosure.figures, INOUT notes jsonb)
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	cell record;
BEGIN
	FOR cell IN
		SELECT c.path, c.row_label, c.column_label, trim_scale(c.value) AS value FROM disclosure.labelled_cells(figures) c
		WHERE abs(c.value) >= disclosure.cell_limit(c.path)
	LOOP
		figures[cell.path] := NULL;
		notes := notes || disclosure.import_note('unreadable'::text, cell.path, cell.value::text, NULL::numeric, 'ambiguous'::text,
			format('“%s”的“%s”：“%s”过大，不像是真的。', cell.row_label, cell.column_label, cell.value));
	END LOOP;
END
$$;
COMMENT ON FUNCTION disclosure.drop_too_large(disclosure.figures, jsonb) IS
'blanks the numbers that are too large for a report, with a note of each';

/*
 * What a page does not say replaces no number that a report has: cells that
 * could not be read, and in a filed report requests carried in, which are known
 * from last year.  A row of another form may stand in for rows of this one; it
 * stays if none of these could be read.
 */
CREATE OR REPLACE FUNCTION disclosure.keep_known(INOUT figures disclosure.figures, INOUT notes jsonb, known disclosure.figures, filed boolean)
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	unread text[] := ARRAY(SELECT disclosure.unread_cells(figures, notes));
	cell record;
	outside record;
	trial disclosure.figures;
BEGIN
	FOR outside IN
		SELECT array_agg(k.path) AS paths, array_agg(k.value) AS numbers, bool_and(disclosure.is_unread(k.path, notes)) AS unread
		FROM disclosure.cells(known) k
		WHERE k.value IS NOT NULL AND NOT EXISTS (SELECT FROM disclosure.cells(figures) c WHERE c.path = k.path)
		GROUP BY regexp_replace(k.path, '[^.]*$', '')
	LOOP
		trial := figures;
		FOR i IN 1 .. cardinality(outside.paths) LOOP
			trial[outside.paths[i]] := outside.numbers[i];
		END LOOP;
		SELECT count(*) AS gone, count(*) FILTER (WHERE c.value IS NOT NULL OR c.path <> ALL (unread)) AS lost INTO cell
		FROM disclosure.cells(figures) c
		WHERE NOT EXISTS (SELECT FROM disclosure.cells(trial) t WHERE t.path = c.path);
		CONTINUE WHEN cell.lost > 0 OR (cell.gone = 0 AND NOT outside.unread);
		figures := trial;
		FOR i IN 1 .. cardinality(outside.paths) LOOP
			notes := notes || disclosure.import_note('kept'::text, outside.paths[i], NULL::text, outside.numbers[i], 'by rule'::text,
				format('“%s”没有读出，保留原有的%s。', outside.paths[i], trim_scale(outside.numbers[i])));
		END LOOP;
	END LOOP;
	FOR cell IN
		SELECT c.path, c.row_label, c.column_label, k.value, c.path = ANY (unread) AS unread, (
			SELECT n ->> 'raw' FROM jsonb_array_elements(notes) n WHERE n ->> 'cell' = c.path AND disclosure.note_is_of_cells(n) LIMIT 1) AS raw
		FROM disclosure.labelled_cells(figures) c
		JOIN disclosure.cells(known) k ON k.path = c.path
		WHERE c.value IS NULL AND k.value IS NOT NULL AND (c.path = ANY (unread) OR (filed AND starts_with(c.path, 'requests.carried_in.')))
		ORDER BY c.position
	LOOP
		figures[cell.path] := cell.value;
		notes := notes || disclosure.import_note('kept'::text, cell.path, cell.raw, cell.value, 'by rule'::text,
			format('“%s”的“%s”%s，保留原有的%s。', cell.row_label, cell.column_label,
				CASE WHEN NOT cell.unread THEN '页面上空白' WHEN cell.raw <> '' THEN format('写的是“%s”，没有读出', cell.raw) ELSE '没有读出' END,
				trim_scale(cell.value)));
	END LOOP;
END
$$;
COMMENT ON FUNCTION disclosure.keep_known(disclosure.figures, jsonb, disclosure.figures, boolean) IS
'the numbers of a page with those that a report has and the page does not say, and a note of each that is kept';

/*
 * Filling all blanks with zero says nothing of a cell that could not be read.
 * Whoever has looked at the page enters its zero by itself.
 */
CREATE OR REPLACE FUNCTION disclosure.leave_unread(old disclosure.report, figures disclosure.figures)
RETURNS disclosure.figures
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	blank text[];
	unread text[];
	result disclosure.figures := leave_unread.figures;
BEGIN
	IF disclosure.blank_count(old.figures) = 0 OR disclosure.figures_differ(result, disclosure.fill_zero(old.figures, NULL::text[])) THEN
		RETURN result;
	END IF;
	blank := ARRAY(SELECT c.path FROM disclosure.cells(old.figures) c WHERE c.value IS NULL);
	unread := ARRAY(SELECT disclosure.unread_cells(old.figures, s.notes) FROM disclosure.report_source s
		WHERE s.unit_id = old.unit_id AND s.year = old.year AND s.scope = old.scope);
	IF cardinality(unread) = 0 OR cardinality(unread) = cardinality(blank) THEN
		RETURN result;
	END IF;
	FOR i IN 1 .. cardinality(unread) LOOP
		result[unread[i]] := NULL;
	END LOOP;
	PERFORM disclosure.raise_notice(format('有%s格在原页面上没有读出，没有填零：对照原页面填写。', cardinality(unread)), 'warning'::text);
	RETURN result;
END
$$;
COMMENT ON FUNCTION disclosure.leave_unread(disclosure.report, disclosure.figures) IS
'figures that fill all blanks of a report with zero, without the cells that could not be read on its page';

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

/* What the page says, with what the report knows and the page does not say. */
CREATE OR REPLACE FUNCTION disclosure.settle_reading(INOUT figures disclosure.figures, INOUT notes jsonb, known disclosure.figures, filed boolean,
	blank_means text)
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	SELECT k.figures, k.notes INTO figures, notes FROM disclosure.keep_known(figures, notes, known, filed) k;
	IF blank_means = 'zero' THEN
		SELECT z.figures, z.notes INTO figures, notes FROM disclosure.zero_blanks(figures, notes) z;
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.settle_reading(disclosure.figures, jsonb, disclosure.figures, boolean, text) IS
'the numbers of a page with those that the report keeps, and a note of each of these; blanks as zero if that is asked for';

CREATE OR REPLACE FUNCTION disclosure.keep_cells(INOUT figures disclosure.figures, INOUT notes jsonb, known disclosure.figures, keep text[])
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	cell record;
BEGIN
	FOR cell IN
		SELECT c.path, c.row_label, c.column_label, c.value, k.value AS kept
		FROM disclosure.labelled_cells(figures) c
		JOIN disclosure.cells(known) k ON k.path = c.path
		WHERE c.path = ANY (keep_cells.keep) AND c.value IS DISTINCT FROM k.value
		ORDER BY c.position
	LOOP
		figures[cell.path] := cell.kept;
		notes := notes || disclosure.import_note('kept'::text, cell.path, trim_scale(cell.value)::text, cell.kept, 'by request'::text,
			format('“%s”的“%s”：页面读作%s，读入以后有人改过，保留%s。', cell.row_label, cell.column_label,
				coalesce(trim_scale(cell.value)::text, '空白'), coalesce(trim_scale(cell.kept)::text, '空白')));
	END LOOP;
END
$$;
COMMENT ON FUNCTION disclosure.keep_cells(disclosure.figures, jsonb, disclosure.figures, text[]) IS
'the numbers of a page, but some cells as the report has them, with a note of each that differs';

/*
 * Reads a page into a new report, a recorded one, or a filed one that is a
 * draft or was returned.  It does not overwrite a page with other numbers that
 * was read after "since".  The cells in "keep" stay as they are.
 */
CREATE OR REPLACE FUNCTION disclosure.store_page(unit_id text, source text, page bytea, scope text, origin text,
	blank_means text, year integer, since timestamptz, keep text[])
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
	size integer;
BEGIN
	PERFORM disclosure.require_any_duty();
	IF NOT EXISTS (SELECT FROM disclosure.unit u WHERE u.unit_id = store_page.unit_id) THEN
		PERFORM disclosure.raise_error('no_data_found', format('没有代码为“%s”的单位', store_page.unit_id), hint => '单位代码见表 unit。'::text);
	END IF;
	PERFORM disclosure.require_import(store_page.scope, store_page.origin, store_page.blank_means);
	size := octet_length(store_page.page);
	IF store_page.page IS NULL THEN
		size := octet_length(store_page.source);
	END IF;
	IF size > disclosure.text_limit('report_source'::text, 'page'::text) THEN
		/* before it takes the time to be read */
		PERFORM disclosure.raise_too_long('disclosure.report_source'::regclass, CASE WHEN store_page.page IS NULL THEN 'source' ELSE 'page' END::name,
			size, disclosure.text_limit('report_source'::text, 'page'::text));
	END IF;
	stored.unit_id := store_page.unit_id;
	stored.scope := store_page.scope;
	stored.page := store_page.page;
	IF stored.page IS NULL THEN
		stored.source := store_page.source;
	ELSE
		stored.source := disclosure.page_text(stored.page);
	END IF;
	/* bytes may be those of a file that is no page */
	IF stored.page IS NULL THEN
		read := disclosure.parse_report(stored.source);
	ELSE
		read := disclosure.parse_report(stored.page);
	END IF;
	stored.notes := coalesce(read.notes, '[]');
	stored.year := coalesce(said_year, read.year);
	IF stored.source IS NULL OR EXISTS (SELECT FROM jsonb_array_elements(stored.notes) n WHERE n ->> 'kind' IN ('not_report', 'old_form'))
		OR (read.figures IS NULL AND read.year IS NOT NULL) THEN
		PERFORM disclosure.raise_error('invalid_parameter_value', '这不是可以读入的年度报告页面'::text,
			hint => E'读入的是页面本身，不是文件名、网址或 PDF 等文件；psql 中先 \\set page `cat page.html`，再用 :''page''。'::text,
			detail => (SELECT string_agg(n ->> 'text', E'\n') FROM jsonb_array_elements(stored.notes) n));
	ELSIF stored.year IS NULL THEN
		PERFORM disclosure.raise_error('invalid_parameter_value', '页面没有写明是哪一年的报告'::text, hint => '另行告知，如 year => 2023。'::text);
	ELSIF said_year IS NOT NULL AND said_year IS DISTINCT FROM read.year THEN
		/* A page with two years, or an unclear one, has a note already. */
		IF read.year IS NOT NULL AND NOT EXISTS (SELECT FROM jsonb_array_elements(stored.notes) n WHERE n ->> 'kind' = 'year') THEN
			PERFORM disclosure.raise_error('invalid_parameter_value', format('页面是 %s 年的报告，不是 %s 年的', read.year, said_year),
				hint => '不写参数 year，就按页面写明的年度读入。'::text);
		END IF;
		stored.notes := stored.notes || disclosure.import_note('year'::text, NULL::text, NULL::text, said_year::numeric, 'by request'::text,
			format('页面没有写明是哪一年的报告，或者写得不一致，按要求作为%s年的报告。', said_year));
	END IF;

	existing := disclosure.lock_report(stored.unit_id, stored.year, stored.scope, store_page.origin);
	/* a page of sections without tables, whose year the caller has named */
	read.figures := coalesce(read.figures, jsonb_build_object('form', disclosure.form_of(stored.year))::disclosure.figures);
	stored.notes := coalesce(disclosure.unit_note(stored.unit_id, stored.year, read.unit_name), '[]') || stored.notes;
	SELECT d.figures, d.notes INTO read.figures, stored.notes FROM disclosure.drop_too_large(read.figures, stored.notes) d;
	IF NOT EXISTS (SELECT FROM disclosure.cells(read.figures) c WHERE c.value IS NOT NULL)
		AND EXISTS (SELECT FROM disclosure.cells(existing.figures) c WHERE c.value IS NOT NULL) THEN
		PERFORM disclosure.raise_error('invalid_parameter_value',
			format('页面上没有读出任何数字，而单位 %s 的 %s 年度报告已有数字', stored.unit_id, stored.year),
			hint => '核对页面；报告确须改为空白的，先删去再读入。'::text,
			detail => (SELECT string_agg(n ->> 'text', E'\n') FROM jsonb_array_elements(stored.notes) n));
	END IF;
	SELECT k.figures, k.notes INTO read.figures, stored.notes
	FROM disclosure.settle_reading(read.figures, stored.notes, existing.figures,
		coalesce(existing.origin, store_page.origin) = 'filed', store_page.blank_means) k;
	stored.figures := read.figures;
	IF store_page.keep IS NOT NULL THEN
		SELECT k.figures, k.notes INTO read.figures, stored.notes
		FROM disclosure.keep_cells(read.figures, stored.notes, existing.figures, store_page.keep) k;
	END IF;
	IF disclosure.figures_differ(existing.figures, read.figures) AND EXISTS (SELECT FROM disclosure.report_source s
			WHERE s.unit_id = stored.unit_id AND s.year = stored.year AND s.scope = stored.scope AND s.imported_at >= since) THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state',
			format('刚刚读入了单位 %s 的 %s 年度报告的另一个页面，数字不同', stored.unit_id, stored.year),
			hint => '一次读入同一份报告的几个页面，只取第一个；请单独读入正确的一个。'::text);
	END IF;

	/* What could not be read on the page before no longer matters. */
	UPDATE disclosure.report_source s SET notes = stored.notes
	WHERE s.unit_id = stored.unit_id AND s.year = stored.year AND s.scope = stored.scope;
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
	INSERT INTO disclosure.report_source (unit_id, year, scope, source, page, notes, imported_at, figures)
	VALUES (stored.unit_id, stored.year, stored.scope, stored.source, stored.page, stored.notes, clock_timestamp(), stored.figures)
	ON CONFLICT (unit_id, year, scope) DO UPDATE
		SET source = excluded.source, page = excluded.page, notes = excluded.notes, imported_at = excluded.imported_at,
			figures = excluded.figures;
	RETURN stored;
END
$$;
COMMENT ON FUNCTION disclosure.store_page(text, text, bytea, text, text, text, integer, timestamptz, text[]) IS
'reads a page into a report and keeps it; an error if that cannot be';

CREATE OR REPLACE FUNCTION disclosure.stored_findings(stored disclosure.report_source)
RETURNS SETOF disclosure.check_result
LANGUAGE plpgsql ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN QUERY SELECT f.* FROM disclosure.report r, disclosure.check_figures(r.figures) f
		WHERE r.unit_id = stored.unit_id AND r.year = stored.year AND r.scope = stored.scope;
	RETURN QUERY SELECT * FROM disclosure.text_findings(stored.unit_id, stored.year, stored.scope);
	RETURN QUERY SELECT p.* FROM disclosure.report r, disclosure.page_findings(stored.notes, r.figures) p
		WHERE r.unit_id = stored.unit_id AND r.year = stored.year AND r.scope = stored.scope;
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
	SELECT f.* FROM disclosure.store_page(unit_id, source, NULL::bytea, scope, origin, blank_means, year, NULL::timestamptz, NULL::text[]) s,
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
			coalesce(nullif(current_setting('disclosure.import_began', true), '')::timestamptz, statement_timestamp()), NULL::text[]);
		SELECT 'read', r.unit_id, r.year, r.scope, disclosure.forms_of(r.figures), c.numbers, c.blanks,
			(SELECT count(*) FROM disclosure.unread_cells(r.figures, stored.notes)), jsonb_array_length(stored.notes),
			f.errors, f.warnings, nullif(concat(CASE WHEN k.kept > 0 THEN format('页面上没有的数，保留原有的%s个。', k.kept) END, u.message), ''), k.kept INTO o
		FROM disclosure.report r
		CROSS JOIN LATERAL (SELECT count(c.value) AS numbers, count(*) - count(c.value) AS blanks FROM disclosure.cells(r.figures) c) c
		CROSS JOIN LATERAL (
			SELECT count(*) FILTER (WHERE f.severity = 'error') AS errors, count(*) FILTER (WHERE f.severity = 'warning') AS warnings
			FROM (SELECT f.severity, f.result FROM disclosure.check_figures(r.figures) f
				UNION ALL SELECT f.severity, f.result FROM disclosure.text_findings(r.unit_id, r.year, r.scope) f
				UNION ALL SELECT f.severity, f.result FROM disclosure.page_findings(stored.notes, r.figures) f) f
			WHERE f.result = 'fail') f
		CROSS JOIN LATERAL (
			SELECT min(n.message) FILTER (WHERE n.place = 1) || CASE WHEN count(*) > 1 THEN format('（共%s处）', count(*)) ELSE '' END AS message
			FROM (SELECT p.message, row_number() OVER () AS place FROM disclosure.page_findings(stored.notes, r.figures) p
				WHERE p.rule <> 'page.kept') n) u
		CROSS JOIN LATERAL (SELECT count(*) AS kept FROM jsonb_array_elements(stored.notes) n WHERE n ->> 'kind' = 'kept') k
		WHERE r.unit_id = stored.unit_id AND r.year = stored.year AND r.scope = stored.scope;
	EXCEPTION WHEN OTHERS THEN
		o.outcome := disclosure.outcome_of_error(SQLSTATE);
		IF o.outcome IS NULL THEN
			RAISE;
		END IF;
		GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
		o.message := replace(concat_ws('：', SQLERRM, nullif(detail, '')), E'\n', ' ');
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
	SELECT f.* FROM disclosure.store_page(unit_id, NULL::text, source, scope, origin, blank_means, year, NULL::timestamptz, NULL::text[]) s,
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
