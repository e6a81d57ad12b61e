-- The tables of the README, as the server sees them; `make check-readme` compares.
\pset format unaligned
\pset tuples_only on
SET search_path = pg_catalog, pg_temp;

-- forms
SELECT format('| `%s` | %s | %s | %s |', f.form, f.notice,
	concat(f.first_year, '–', f.last_year), count(*))
FROM disclosure.form f JOIN disclosure.form_cell c USING (form)
GROUP BY f.form, f.notice, f.first_year, f.last_year ORDER BY f.form;

-- rows, with the label of each form
SELECT format('| `%s` | %s | %s | %s |', row_path, row_group,
	coalesce(max(label) FILTER (WHERE form = '2019'), '—'),
	coalesce(max(label) FILTER (WHERE form = '2021'), '—'))
FROM (SELECT form, ordinal, regexp_replace(path, '\.[^.]*$', '') AS row_path, coalesce(row_group, '') AS row_group,
		row_label AS label FROM disclosure.form_cell) c
GROUP BY row_path, row_group ORDER BY min(ordinal), row_path;

-- columns
SELECT format('| `%s` | %s | %s | %s |', column_path,
	coalesce(string_agg(DISTINCT label, '，') FILTER (WHERE form = '2019'), '—'),
	coalesce(string_agg(DISTINCT label, '，') FILTER (WHERE form = '2021'), '—'),
	string_agg(DISTINCT measure, '，'))
FROM (SELECT form, ordinal, regexp_replace(path, '\.[^.]*\.', '.*.') AS column_path, column_label AS label, measure
	FROM disclosure.form_cell) c
GROUP BY column_path ORDER BY min(ordinal), column_path;

-- rules, by the line that makes them
SELECT format('| `%s` | %s | %s | %s | %s | %s |', line, severity_label, source, description,
	count(*) FILTER (WHERE form = '2019'), count(*) FILTER (WHERE form = '2021'))
FROM (SELECT *, CASE WHEN statement IS NULL THEN code ELSE regexp_replace(code, '[^.]*$', '*') END AS line
	FROM disclosure.statutory_rule) r
GROUP BY line, severity_label, source, description ORDER BY source, line;

-- functions a user calls: those whose names are not a type's or an aggregate's support
SELECT format('| `%s(%s)` | %s | %s |', p.proname, replace(pg_get_function_arguments(p.oid), 'disclosure.', ''),
	replace(pg_get_function_result(p.oid), 'disclosure.', ''), obj_description(p.oid, 'pg_proc'))
FROM pg_depend d JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND p.oid = d.objid
WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
	AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'report_ext')
	AND p.proname !~ '^figures_(?!differ)' AND p.proname !~ '^(register_files|sql_statements|refuse|composite_attributes|create_composites|forms|form_cells|statutory_rules)$'
ORDER BY p.proname COLLATE "C", pg_get_function_arguments(p.oid) COLLATE "C";
