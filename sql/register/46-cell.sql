/*
 * Cells from a table, such as a CSV file was copied into: one line a cell.
 * All cells of one report are written at once and make one version.  A wrong
 * cell does not keep the others from being written, nor a closed report the
 * other reports.
 */
CREATE OR REPLACE FUNCTION disclosure.import_cells(
	source regclass,
	scope text DEFAULT 'own',
	origin text DEFAULT 'recorded',
	form text DEFAULT NULL,
	blank_means text DEFAULT 'unknown')
RETURNS SETOF disclosure.cell_outcome
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	lacking text;
	units text[];
	years integer[];
	batch record;
	cell record;
	existing disclosure.report;
	figures disclosure.figures;
	outcomes disclosure.cell_outcome[];
	old numeric;
	verdict text;
	why text;
	written integer;
BEGIN
	PERFORM disclosure.require_any_duty();
	PERFORM disclosure.require_import(import_cells.scope, import_cells.origin, import_cells.blank_means);
	IF import_cells.form IS NOT NULL THEN
		/* Raises an error if there is no such form. */
		PERFORM disclosure.zero_figures(import_cells.form);
	END IF;
	SELECT string_agg(k, '、' ORDER BY n) INTO lacking FROM unnest('{unit_id,year,path,value}'::text[]) WITH ORDINALITY t (k, n)
	WHERE NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = source AND a.attname = k AND a.attnum > 0 AND NOT a.attisdropped);
	IF lacking IS NOT NULL THEN
		PERFORM disclosure.raise_error('undefined_column', format('表 %s 没有 %s 列', source, lacking),
			hint => '须有 unit_id、year、path、value 四列，类型最好都是 text。'::text);
	END IF;

	/*
	 * Locks all reports and units in order, with predecessors and successors: two
	 * imports wait for each other, never in a circle.
	 */
	EXECUTE format($query$
		SELECT coalesce(array_agg(l.unit_id), '{}'), array_agg(l.year)
		FROM (SELECT DISTINCT disclosure.plain_key(s.unit_id::text) AS unit_id, substring(disclosure.plain_key(s.year::text) FROM '^([0-9]{4})年?$')::integer AS year
			FROM %s s OFFSET 0) l
		WHERE EXISTS (SELECT FROM disclosure.unit u WHERE u.unit_id = l.unit_id)
			AND (disclosure.has_duty(l.unit_id, l.year, 'fill') OR disclosure.has_duty(l.unit_id, l.year, 'review'))
		$query$, source) INTO units, years;
	IF units <> '{}' THEN
		PERFORM disclosure.lock_reports(units, years, import_cells.scope);
	END IF;
	FOR batch IN EXECUTE format($query$
		WITH line AS MATERIALIZED (
			SELECT s.unit_id::text AS raw_unit, s.year::text AS raw_year, s.path::text AS raw_path, s.value::text AS raw_value,
				disclosure.plain_key(s.unit_id::text) AS unit_id, substring(disclosure.plain_key(s.year::text) FROM '^([0-9]{4})年?$')::integer AS year,
				disclosure.plain_key(s.path::text) AS path, row_number() OVER () AS number
			FROM %s s),
		reading AS (
			SELECT l.*, r.kind, r.value, r.plain, p.forms
			FROM line l CROSS JOIN disclosure.read_cell(coalesce(l.path, ''), coalesce(l.raw_value, '')) r
			LEFT JOIN (SELECT c.path, string_agg(c.form, '+' ORDER BY c.form) AS forms FROM disclosure.form_cell c GROUP BY c.path) p ON p.path = l.path),
		compared AS (
			/* A blank differs from every number. */
			SELECT r.*, min(coalesce(r.value::text, r.kind)) OVER one <> max(coalesce(r.value::text, r.kind)) OVER one AS twice,
				row_number() OVER (PARTITION BY r.unit_id, r.year, r.path ORDER BY r.number) > 1 AS again
			FROM reading r
			WINDOW one AS (PARTITION BY r.unit_id, r.year, r.path))
		SELECT c.unit_id, c.year, (SELECT count(*) FROM disclosure.unit u WHERE u.unit_id = c.unit_id) > 0 AS has_unit,
			(SELECT f.form FROM disclosure.form f WHERE c.year BETWEEN f.first_year AND least(disclosure.end_year(f.last_year), extract(year FROM current_date))) AS form,
			array_agg(c.raw_unit ORDER BY c.number) AS raw_units, array_agg(c.raw_year ORDER BY c.number) AS raw_years,
			array_agg(c.raw_path ORDER BY c.number) AS raw_paths, array_agg(c.raw_value ORDER BY c.number) AS raw_values,
			array_agg(c.path ORDER BY c.number) AS paths, array_agg(c.kind ORDER BY c.number) AS kinds,
			array_agg(c.value ORDER BY c.number) AS numbers, array_agg(c.plain ORDER BY c.number) AS plain,
			array_agg(c.twice ORDER BY c.number) AS twice, array_agg(c.again ORDER BY c.number) AS again,
			array_agg(c.forms ORDER BY c.number) AS forms
		FROM compared c
		GROUP BY c.unit_id, c.year
		ORDER BY c.unit_id, c.year
		$query$, source)
	LOOP
		verdict := CASE WHEN NOT batch.has_unit THEN 'no such unit' WHEN batch.form IS NULL THEN 'no such year' END;
		why := CASE verdict WHEN 'no such unit' THEN '没有这个单位。' WHEN 'no such year' THEN '没有这个报告年度的格式，或者这一年还没有开始。' END;
		outcomes := '{}';
		IF verdict IS NULL THEN
			BEGIN
				PERFORM disclosure.require_importer(batch.unit_id, batch.year, import_cells.origin);
				existing := disclosure.open_report(batch.unit_id, batch.year, import_cells.scope, import_cells.origin);
				figures := coalesce(existing.figures,
					jsonb_build_object('form', coalesce(import_cells.form, batch.form))::disclosure.figures);
				written := 0;
				FOR cell IN
					SELECT * FROM unnest(batch.raw_units, batch.raw_years, batch.raw_paths, batch.raw_values, batch.paths, batch.kinds,
						batch.numbers, batch.plain, batch.twice, batch.again, batch.forms)
						AS t(raw_unit, raw_year, raw_path, raw_value, path, kind, number, plain, twice, again, forms)
				LOOP
					verdict := CASE WHEN cell.kind = 'no_cell' THEN 'no such path' WHEN cell.twice THEN 'twice'
						WHEN cell.kind = 'other' THEN 'not a number'
						WHEN cell.kind = 'misfit' OR abs(cell.number) >= disclosure.cell_limit(cell.path) THEN 'does not fit' END;
					why := CASE verdict
						WHEN 'no such path' THEN '路径应是“表.行.列”，见视图 form_cell；各组之和不是单元格。'
						WHEN 'twice' THEN '同一格有两个不同的数，都没有填入。'
						WHEN 'not a number' THEN '不是数字。'
						WHEN 'does not fit' THEN '该格容不下：单位不对、小数位太多或数字过大。' END;
					IF verdict IS NULL THEN
						old := figures[cell.path];
						IF cell.kind = 'blank' AND old IS NOT NULL AND coalesce(existing.origin, import_cells.origin) = 'filed'
							AND starts_with(cell.path, 'requests.carried_in.') THEN
							/* known from last year: a blank says nothing against it */
							verdict := 'unchanged';
						ELSIF cell.kind = 'blank' THEN
							figures[cell.path] := NULL;
							/* Absent cells stay absent. */
							IF import_cells.blank_means = 'zero' THEN
								figures := disclosure.fill_zero(figures, ARRAY[cell.path]);
							END IF;
							verdict := CASE WHEN figures[cell.path] = 0 THEN 'blank as zero' ELSE 'blank' END;
						ELSIF old = cell.number THEN
							verdict := 'unchanged';
						ELSE
							figures[cell.path] := cell.number;
							verdict := 'set';
						END IF;
						written := written + 1;
						why := nullif(concat(CASE WHEN cell.again THEN '重复的一行。' END,
							CASE WHEN cell.kind = 'number' AND position(disclosure.forms_of(figures) IN cell.forms) = 0
								THEN '这份报告的格式没有这一格。' END,
							CASE WHEN cell.kind = 'number' AND NOT cell.plain
								THEN format('“%s”读作%s。', cell.raw_value, trim_scale(cell.number)) END,
							CASE WHEN old <> figures[cell.path] OR (old IS NOT NULL AND figures[cell.path] IS NULL)
								THEN format('原为%s。', trim_scale(old)) END), '');
					END IF;
					outcomes := array_append(outcomes, ROW(cell.raw_unit, cell.raw_year, cell.raw_path, cell.raw_value,
						verdict, why)::disclosure.cell_outcome);
				END LOOP;
				IF written > 0 AND disclosure.figures_differ(figures, existing.figures) THEN
					PERFORM disclosure.write_report(existing, batch.unit_id, batch.year, import_cells.scope, import_cells.origin,
						NULL::date, figures);
				END IF;
				verdict := NULL;
			EXCEPTION WHEN OTHERS THEN
				IF disclosure.outcome_of_error(SQLSTATE) IS NULL THEN
					RAISE;
				END IF;
				verdict := CASE SQLSTATE WHEN '55000' THEN 'report is closed' WHEN '42501' THEN 'not allowed'
					ELSE disclosure.outcome_of_error(SQLSTATE) END;
				why := SQLERRM;
			END;
		END IF;
		IF verdict IS NULL THEN
			RETURN QUERY SELECT o.* FROM unnest(outcomes) o;
		ELSE
			RETURN QUERY SELECT t.raw_unit, t.raw_year, t.raw_path, t.raw_value, verdict, why
				FROM unnest(batch.raw_units, batch.raw_years, batch.raw_paths, batch.raw_values)
					AS t(raw_unit, raw_year, raw_path, raw_value);
		END IF;
	END LOOP;
END
$$;
COMMENT ON FUNCTION disclosure.import_cells(regclass, text, text, text, text) IS
'cells from a table with the columns unit_id, year, path and value into reports, each of which gets one new version; returns what came of each cell';
