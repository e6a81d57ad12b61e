-- Prints docs/reference.md: `make reference` writes the file, the test sql/reference.sql compares it whole. All of it comes
-- from the catalogs, from views of the extension, and from errors that are provoked.
--	psql -Xq -f tools/reference.sql		as a superuser; makes and drops the database regression_reference
\set QUIET on
\set ON_ERROR_STOP on
\pset format unaligned
\pset tuples_only on
\pset pager off
SET client_min_messages = warning;
SELECT current_database() AS caller \gset
DROP DATABASE IF EXISTS regression_reference;
DROP ROLE IF EXISTS regress_reference_clerk;
CREATE DATABASE regression_reference TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C';
CREATE ROLE regress_reference_clerk;
\c regression_reference
SET client_min_messages = warning;
SET search_path = pg_catalog, pg_temp;
CREATE EXTENSION report_ext;
CALL disclosure.create_register();

-- helpers of this page
CREATE FUNCTION pg_temp.cell(content text) RETURNS text LANGUAGE sql AS
$$SELECT replace(replace(coalesce(content, ''), '|', '\|'), E'\n', '<br>')$$;
CREATE FUNCTION pg_temp.plain(expression text) RETURNS text LANGUAGE sql AS
$$SELECT regexp_replace(replace(expression, 'disclosure.', ''), '(NULL|''[^'']*'')::[a-z_]+( varying)?(\[\])?', '\1', 'g')$$;

\qecho # Reference
\qecho
\qecho 'All that the schema `disclosure` offers, as the server itself says it: `make reference` writes this page. What a table, a view or'
\qecho 'a column holds is said in Chinese, for whoever reads it in an office.'
\qecho
\qecho [Functions](#functions) · [Functions of the register](#functions-of-the-register) · [Aggregates](#aggregates) ·
\qecho [Operators](#operators) · [Casts](#casts) · [Types](#types) · [Views](#views) · [Tables](#tables) · [Errors](#errors) ·
\qecho [Forms](#forms) · [Rows](#rows) · [Columns](#columns) · [Statutory rules](#statutory-rules) ·
\qecho [Rules across years and levels](#rules-across-years-and-levels) · [Rules on the text](#rules-on-the-text) ·
\qecho [Indicators](#indicators) · [Settings](#settings)
\qecho

/*
 * Functions that nobody calls by hand: the support of types, operators, casts,
 * aggregates, operator classes and views of the extension, functions of
 * triggers, and the functions named here.
 */
CREATE TEMP TABLE own_use (name name);
INSERT INTO own_use SELECT unnest(string_to_array(
	'composite_attributes create_composites refuse register_files run_register_files sql_statements bare_unit_name '
	'build_closure calling_person calling_role cyclic_unit end_year filling_unit import_note in_years is_open is_reported kind_in_year unit_kinds unit_kind_words '
	'keep_carried_in lock_report move_report next_version note_is_of_cells open_report outcome_of_error owes_report '
	'further_findings neighbour_of page_findings page_outcome previous_of refresh_closure reported_as_area require_duty require_freeze require_import '
	'is_of level_limit lock_entries raise_no_move require_importer require_report require_scope rule_pattern rules_in_use rules_ask_kind rules_replaced same_unit_name seize_reports set_status some_names step_report store_page '
	'stored_findings text_findings texts_of unit_note version_hash write_report zero_blanks counted_entries events_of '
	'are_years head_finding is_plain_key is_plain_name product_settings tell_unfollowed ledger_differences ledger_finding ledger_meanings ledger_members ledger_part read_ledger request_differences require_receiving require_request source_rows '
	'supplied_figures unit_holiday write_ledger request_fault holds_identity_number cell_limit drop_too_large '
	'impossible_date is_abolished is_unread keep_known leave_unread require_within_limits require_year is_report_year says_more_than_units status_label '
	'complete_round entry_column entry_figures exchange_setting first_figures lock_double_entry needs_double_entry open_entry open_round own_sheet '
	'advice_on_origin areas_left_behind check_step disagreement enter_publication enter_receipt enter_units explanation_list latest_explanation outcome_label packed_reports packed_units '
	'read_package receive_report receive_reports receive_units refusal_of_report report_changes require_package_size require_received units_of_package '
	'write_received '
	'reopen_sheet require_double_entry require_numbers require_unchanged sheet_figures write_entry write_sheet', ' '));
CREATE TEMP VIEW routine AS
SELECT p.*, e.objid IS NOT NULL AS core
FROM pg_proc p LEFT JOIN pg_depend e ON e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e'
WHERE p.pronamespace = 'disclosure'::regnamespace;
CREATE TEMP VIEW called_by_hand AS
SELECT * FROM routine p
WHERE p.prokind <> 'a' AND (p.prorettype <> 'trigger'::regtype OR p.core)
	AND p.proname NOT IN (SELECT name FROM own_use)
	AND NOT EXISTS (SELECT FROM pg_type t WHERE p.oid IN (t.typinput, t.typoutput, t.typreceive, t.typsend, t.typsubscript))
	AND NOT EXISTS (SELECT FROM pg_operator o WHERE o.oprcode = p.oid)
	AND NOT EXISTS (SELECT FROM pg_cast c WHERE c.castfunc = p.oid)
	AND NOT EXISTS (SELECT FROM pg_amproc a WHERE a.amproc = p.oid)
	AND NOT EXISTS (SELECT FROM pg_aggregate a WHERE p.oid IN (a.aggtransfn, a.aggcombinefn, a.aggfinalfn))
	AND NOT (p.core AND EXISTS (
		SELECT FROM pg_depend d JOIN pg_rewrite w ON d.classid = 'pg_rewrite'::regclass AND w.oid = d.objid
			JOIN pg_depend e ON e.classid = 'pg_class'::regclass AND e.objid = w.ev_class AND e.deptype = 'e'
		WHERE d.refclassid = 'pg_proc'::regclass AND d.refobjid = p.oid));
CREATE FUNCTION pg_temp.routine_line(p oid) RETURNS text LANGUAGE sql AS $$
SELECT format('| `%s(%s)` | %s | %s |', f.proname, pg_temp.plain(pg_get_function_arguments(p)),
	CASE f.prokind WHEN 'p' THEN '(CALL)' ELSE format('`%s`', pg_temp.plain(pg_get_function_result(p))) END,
	pg_temp.cell(obj_description(p, 'pg_proc')))
FROM pg_proc f WHERE f.oid = p
$$;

\qecho ## Functions
\qecho
\qecho They read no table, but for the two procedures, which make and upgrade the register.
\qecho
\qecho '| function | returns | what it does |'
\qecho '|---|---|---|'
SELECT pg_temp.routine_line(oid) FROM called_by_hand WHERE core
ORDER BY proname COLLATE "C", pg_get_function_arguments(oid) COLLATE "C";
\qecho
\qecho ## Functions of the register
\qecho
\qecho '| function | returns | what it does |'
\qecho '|---|---|---|'
SELECT pg_temp.routine_line(oid) FROM called_by_hand WHERE NOT core
ORDER BY proname COLLATE "C", pg_get_function_arguments(oid) COLLATE "C";
\qecho
SELECT format('For their own use, extension and register have %s more: %s.', count(*), string_agg(format('`%s`', name), ', ' ORDER BY name COLLATE "C"))
FROM (SELECT DISTINCT proname::text AS name FROM routine p WHERE prokind <> 'a' AND proname !~ '^figures_'
	AND NOT EXISTS (SELECT FROM called_by_hand c WHERE c.oid = p.oid)) own;
\qecho
\qecho ## Aggregates
\qecho
\qecho '| aggregate | returns | what it does |'
\qecho '|---|---|---|'
SELECT pg_temp.routine_line(oid) FROM routine WHERE prokind = 'a' ORDER BY proname COLLATE "C", pg_get_function_arguments(oid) COLLATE "C";
\qecho
\qecho ## Operators
\qecho
\qecho '| operator | result | meaning |'
\qecho '|---|---|---|'
SELECT format('| `%s %s %s` | `%s` | %s |', pg_temp.plain(o.oprleft::regtype::text), o.oprname, pg_temp.plain(o.oprright::regtype::text),
	pg_temp.plain(o.oprresult::regtype::text), pg_temp.cell(obj_description(o.oid, 'pg_operator')))
FROM pg_operator o WHERE o.oprnamespace = 'disclosure'::regnamespace ORDER BY o.oprname COLLATE "C";
SELECT format('| `%s[text]` | `numeric` | %s |', t.typname, pg_temp.cell(obj_description(t.typsubscript, 'pg_proc')))
FROM pg_type t WHERE t.typnamespace = 'disclosure'::regnamespace AND t.typelem = 0 AND t.typsubscript <> 0
	AND t.typsubscript IN (SELECT oid FROM routine);
\qecho
SELECT format('Operator classes: %s.', string_agg(format('`%s` (%s%s)', c.opcname, a.amname, CASE WHEN c.opcdefault THEN ', default' END), ', ' ORDER BY a.amname))
FROM pg_opclass c JOIN pg_am a ON a.oid = c.opcmethod WHERE c.opcnamespace = 'disclosure'::regnamespace;
\qecho
\qecho ## Casts
\qecho
\qecho '| from | to | when |'
\qecho '|---|---|---|'
SELECT format('| `%s` | `%s` | %s |', pg_temp.plain(c.castsource::regtype::text), pg_temp.plain(c.casttarget::regtype::text),
	CASE c.castcontext WHEN 'e' THEN 'written' WHEN 'a' THEN 'written, or in an assignment' ELSE 'always' END)
FROM pg_cast c WHERE 'disclosure.figures'::regtype IN (c.castsource, c.casttarget)
ORDER BY c.castsource::regtype::text COLLATE "C", c.casttarget::regtype::text COLLATE "C";
\qecho
\qecho ## Types
\qecho
SELECT format(E'- `%s`: %s', t.typname, pg_temp.cell(obj_description(t.oid, 'pg_type')))
FROM pg_type t WHERE t.typnamespace = 'disclosure'::regnamespace AND t.typtype = 'b' AND t.typelem = 0 ORDER BY t.typname COLLATE "C";
\qecho
\qecho The others are composite, and what functions return or take:
-- without the row types of views: each has the columns of its view
SELECT format(E'\n### %s\n\n%s\n\n| column | type | meaning |\n|---|---|---|\n%s', t.typname, pg_temp.cell(obj_description(t.oid, 'pg_type')),
	(SELECT string_agg(format('| `%s` | `%s` | %s |', a.attname, pg_temp.plain(format_type(a.atttypid, a.atttypmod)),
			pg_temp.cell(col_description(t.typrelid, a.attnum))), E'\n' ORDER BY a.attnum)
		FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped))
FROM pg_type t JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
WHERE t.typnamespace = 'disclosure'::regnamespace AND t.typname NOT IN ('composite_attribute', 'register_file')
	AND NOT EXISTS (SELECT FROM pg_class v WHERE v.relnamespace = t.typnamespace AND t.typname = v.relname || '_row' AND v.relkind = 'v')
ORDER BY t.typname COLLATE "C";
CREATE FUNCTION pg_temp.relation_text(relation oid) RETURNS text LANGUAGE sql AS $$
SELECT concat(format(E'\n### %s\n\n%s\n\n| column | type | meaning |\n|---|---|---|\n%s', c.relname, pg_temp.cell(obj_description(relation, 'pg_class')),
		string_agg(format('| `%s` | `%s`%s | %s |', a.attname, pg_temp.plain(format_type(a.atttypid, a.atttypmod)),
			' default `' || pg_temp.plain(pg_get_expr(d.adbin, d.adrelid)) || '`',
			pg_temp.cell(col_description(relation, a.attnum))), E'\n' ORDER BY a.attnum)),
	(SELECT E'\n\n' || string_agg(format('- `%s`', pg_temp.plain(pg_get_constraintdef(k.oid))), E'\n'
			ORDER BY array_position('{p,u,f,c,x}', k.contype::text), k.conkey, k.conname COLLATE "C")
		FROM pg_constraint k WHERE k.conrelid = relation AND k.contype IN ('p', 'u', 'f', 'c', 'x')))
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
	LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.attidentity = ''
WHERE c.oid = relation GROUP BY c.relname
$$;
\qecho
\qecho ## Views
SELECT pg_temp.relation_text(c.oid) FROM pg_class c
WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind = 'v' ORDER BY c.relname COLLATE "C";
\qecho
\qecho ## Tables
SELECT pg_temp.relation_text(c.oid) FROM pg_class c
WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind = 'r' ORDER BY c.relname COLLATE "C";
\qecho
\ir reference_errors.sql
\qecho
\qecho ## Forms
\qecho
\qecho '| form | notice | years | cells |'
\qecho '|---|---|---|---|'
SELECT format('| `%s` | %s | %s | %s |', f.form, f.notice, concat(f.first_year, '–', f.last_year), count(*))
FROM disclosure.form f JOIN disclosure.form_cell c USING (form)
GROUP BY f.form, f.notice, f.first_year, f.last_year ORDER BY f.form;
\qecho
\qecho ## Rows
\qecho
\qecho 'A group is the sum of its rows, as in `requests.denied.total`.'
\qecho
\qecho '| row | group | form 2019 | form 2021 |'
\qecho '|---|---|---|---|'
SELECT format('| `%s` | %s | %s | %s |', row_path, row_group,
	coalesce(max(label) FILTER (WHERE form = '2019'), '—'),
	coalesce(max(label) FILTER (WHERE form = '2021'), '—'))
FROM (SELECT form, ordinal, regexp_replace(path, '\.[^.]*$', '') AS row_path, coalesce('`' || row_group || '`', '') AS row_group,
		row_label AS label FROM disclosure.form_cell) c
GROUP BY row_path, row_group ORDER BY min(ordinal), row_path;
\qecho
\qecho ## Columns
\qecho
\qecho '| column | form 2019 | form 2021 | measure |'
\qecho '|---|---|---|---|'
SELECT format('| `%s` | %s | %s | %s |', column_path,
	coalesce(string_agg(DISTINCT label, '，') FILTER (WHERE form = '2019'), '—'),
	coalesce(string_agg(DISTINCT label, '，') FILTER (WHERE form = '2021'), '—'),
	string_agg(DISTINCT measure, '，'))
FROM (SELECT form, ordinal, regexp_replace(path, '\.[^.]*\.', '.*.') AS column_path, column_label AS label, measure
	FROM disclosure.form_cell) c
GROUP BY column_path ORDER BY min(ordinal), column_path;
\qecho
\qecho ## Statutory rules
\qecho
\qecho How many each form has of them; the view [statutory_rule](#statutory_rule) lists all.
\qecho
\qecho '| rules | severity | source | meaning | form 2019 | form 2021 |'
\qecho '|---|---|---|---|---|---|'
-- one row for each line of rules.def
SELECT format('| `%s` | %s | %s | %s | %s | %s |', line, severity_label, source, description,
	count(*) FILTER (WHERE form = '2019'), count(*) FILTER (WHERE form = '2021'))
FROM (SELECT *, CASE WHEN statement IS NULL THEN code ELSE regexp_replace(code, '[^.]*$', '*') END AS line
	FROM disclosure.statutory_rule) r
GROUP BY line, severity_label, source, description ORDER BY source, line;
\qecho
\qecho ## Rules across years and levels
\qecho
\qecho '| rules | severity | source | years | statement |'
\qecho '|---|---|---|---|---|'
SELECT format('| `%s` | %s | %s | %s | `%s` |', code, severity_label, source,
	from_year || CASE to_year WHEN 9999 THEN '–' WHEN from_year THEN '' ELSE '–' || to_year END, statement)
FROM disclosure.report_rule;
\qecho
\qecho ## Rules on the text
\qecho
\qecho '| rule | severity | source | meaning |'
\qecho '|---|---|---|---|'
SELECT format('| `%s` | %s | %s | %s |', code, severity_label, source, pg_temp.cell(description)) FROM disclosure.text_rule;
\qecho
\qecho ## Indicators
\qecho
\qecho '| topic | 类别 | indicators |'
\qecho '|---|---|---|'
SELECT format('| `%s` | %s | %s |', topic, topic_label, string_agg(format('`%s` %s', name, label), '，' ORDER BY n))
FROM (SELECT *, row_number() OVER () AS n FROM disclosure.text_indicator) i GROUP BY topic, topic_label ORDER BY min(n);
\qecho
\qecho ## Settings
\qecho
\qecho What a new register begins with, to be changed by the office: lines of table [setting](#setting),
\qecho
\qecho '| name | value | meaning |'
\qecho '|---|---|---|'
SELECT format('| `%s` | %s | %s |', name, value, pg_temp.cell(description)) FROM disclosure.setting ORDER BY name COLLATE "C";
\qecho
\qecho of table [deadline](#deadline),
\qecho
\qecho '| kind of unit | until, of the year after |'
\qecho '|---|---|'
SELECT format('| %s | %s-%s |', coalesce('`' || kind || '`', 'all others'), lpad(month::text, 2, '0'), lpad(day::text, 2, '0'))
FROM disclosure.deadline ORDER BY kind DESC NULLS LAST;
\qecho
\qecho of table [status_move](#status_move),
\qecho
\qecho '| from | to | duty | needs a reason | 办理 |'
\qecho '|---|---|---|---|---|'
SELECT format('| `%s` | `%s` | `%s` | %s | %s |', from_status, to_status, duty, CASE WHEN needs_reason THEN 'yes' ELSE 'no' END, description)
FROM disclosure.status_move ORDER BY array_position('{draft,returned,submitted,approved,published}', from_status), to_status;
\qecho
\qecho and of table [rule](#rule):
\qecho
\qecho '| rule | severity | statement | message |'
\qecho '|---|---|---|---|'
SELECT format('| `%s` | `%s` | `%s` | %s |', code, severity, statement, pg_temp.cell(message)) FROM disclosure.rule ORDER BY code COLLATE "C";

\c :caller
DROP DATABASE regression_reference;
DROP ROLE regress_reference_clerk;
