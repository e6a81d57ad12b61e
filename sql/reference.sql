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

-- rules across years and levels
SELECT format('| `%s` | %s | %s | %s | `%s` |', code, severity_label, source,
	from_year || CASE to_year WHEN 9999 THEN '–' WHEN from_year THEN '' ELSE '–' || to_year END, statement)
FROM disclosure.report_rule;

-- rules on the text, by what they check
SELECT format('| %s | %s | %s |', source, string_agg(DISTINCT severity_label, '、'), string_agg(format('`%s`', code), ' ' ORDER BY n))
FROM (SELECT *, row_number() OVER () AS n FROM disclosure.text_rule) r GROUP BY source ORDER BY min(n);

-- indicators of the text
SELECT format('| `%s` | %s | %s |', topic, topic_label, string_agg(format('`%s`', name), ' ' ORDER BY n))
FROM (SELECT *, row_number() OVER () AS n FROM disclosure.text_indicator) i GROUP BY topic, topic_label ORDER BY min(n);

-- functions a user calls: those whose names are not a type's or an aggregate's support
SELECT format('| `%s(%s)` | %s | %s |', p.proname, replace(pg_get_function_arguments(p.oid), 'disclosure.', ''),
	replace(pg_get_function_result(p.oid), 'disclosure.', ''), obj_description(p.oid, 'pg_proc'))
FROM pg_depend d JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND p.oid = d.objid
WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
	AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'report_ext')
	AND p.proname !~ '^figures_(?!differ)' AND p.proname !~ '^(register_files|sql_statements|refuse|composite_attributes|create_composites|forms|form_cells|statutory_rules|report_rules|text_rules|text_indicators|run_register_files)$'
ORDER BY p.proname COLLATE "C", pg_get_function_arguments(p.oid) COLLATE "C";

-- functions of the register that are no triggers
CREATE DATABASE regress_reference;
\c regress_reference
\pset format unaligned
\pset tuples_only on
SET search_path = pg_catalog, pg_temp;
CREATE EXTENSION report_ext;
CALL disclosure.create_register();
SELECT format('| `%s(%s)` | %s | %s |', p.proname, regexp_replace(replace(pg_get_function_arguments(p.oid), 'disclosure.', ''), '::[a-z]+', '', 'g'),
	replace(pg_get_function_result(p.oid), 'disclosure.', ''), obj_description(p.oid, 'pg_proc'))
FROM pg_proc p
WHERE p.pronamespace = 'disclosure'::regnamespace AND p.prorettype <> 'trigger'::regtype
	AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
	AND p.proname !~ '^(next_version|version_hash|move_report|keep_carried_in|build_closure|cyclic_unit|refresh_closure|some_names|step_report|filling_unit|lock_report|previous_of|require_.*|rule_pattern|rules_in_use|reported_as_area|calling_.*|note_is_of_cells|bare_unit_name|same_unit_name|import_note|unit_note|zero_blanks|open_report|write_report|store_page|page_findings|stored_findings|page_outcome|rules_replaced|texts_of|text_findings)$'
ORDER BY p.proname COLLATE "C", pg_get_function_arguments(p.oid) COLLATE "C";
\c contrib_regression
DROP DATABASE regress_reference;
