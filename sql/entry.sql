-- Entry views: whole reports, rows and sections by INSERT, UPDATE and DELETE; who may; what is refused and in which words.
-- Compared with plain reading of report.figures.
CREATE DATABASE regress_entry;
\c regress_entry
CREATE EXTENSION report_ext;
SET search_path = disclosure, public;
SET datestyle = iso;
SET jit = off;
SET client_min_messages = warning;
\set VERBOSITY terse
\pset null -
CREATE ROLE regress_entry_fill;
CREATE ROLE regress_entry_review;
CREATE ROLE regress_entry_both;
CREATE ROLE regress_entry_none;
CREATE ROLE regress_entry_app LOGIN;
CALL create_register();
-- An error as a user reads it: SQLSTATE, message, detail, hint; nothing of the statement stays.
CREATE FUNCTION pg_temp.said(who text, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	rows bigint;
	detail text;
	hint text;
BEGIN
	EXECUTE format('SET LOCAL ROLE %I', who);
	EXECUTE statement;
	GET DIAGNOSTICS rows = ROW_COUNT;
	RAISE EXCEPTION USING ERRCODE = 'ZZ000';
EXCEPTION WHEN SQLSTATE 'ZZ000' THEN
	RETURN format('%s rows', rows);
WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(' | ', SQLSTATE || ' ' || SQLERRM, nullif(detail, ''), nullif(hint, ''));
END
$$;
INSERT INTO unit (unit_id, name, kind) VALUES ('a', '甲县', 'government'), ('a1', '甲县财政局', 'department'), ('a2', '甲县教育局', 'department'), ('b1', '乙县财政局', 'department');
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('a1', 'a'), ('a2', 'a');
INSERT INTO unit_contact (unit_id, task, name, telephone) VALUES ('a1', 'answer', '办公室', '0599-1000');
SELECT grant_duty('regress_entry_fill', 'fill', 'a1'), grant_duty('regress_entry_fill', 'read', 'a'), grant_duty('regress_entry_review', 'review', 'a'),
	grant_duty('regress_entry_both', 'fill', 'a'), grant_duty('regress_entry_both', 'review', 'a'), grant_duty('regress_entry_app', 'fill', 'a1') \g /dev/null
INSERT INTO report (unit_id, year, origin, status, figures) VALUES
	('a1', 2022, 'recorded', 'published', zero_figures('2021') + '{"form":"2021","requests":{"received":[9,0,0,0,0,0,9],"carried_out":[2,1,0,0,0,0,3]}}');

-- The columns: every cell of both forms, once, by the contract's types, each with a comment.
SELECT c.relname, count(*) AS columns, count(*) FILTER (WHERE a.atttypid = 'double precision'::regtype AND a.attname !~ '^last_') AS numbers
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relname ~ '^entry_' AND c.relkind = 'v' GROUP BY 1 ORDER BY 1;
SELECT count(DISTINCT path) AS cells FROM form_cell;
SELECT path FROM (SELECT DISTINCT path FROM form_cell) f
WHERE NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = 'entry_report'::regclass AND a.attname = entry_column(path) AND a.atttypid = 'double precision'::regtype);
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) AS type FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relname ~ '^entry_' AND c.relkind = 'v'
	AND (format_type(a.atttypid, a.atttypmod) !~ '^(character varying\([0-9]+\)|integer|smallint|double precision)$'
		OR col_description(c.oid, a.attnum) IS NULL OR a.attname !~ '^[a-z_0-9]{1,48}$')
ORDER BY 1, 2;

-- A whole year by rows in random order, in one transaction: one version.  The numbers of the form, 40 rows with the text.
CREATE TEMP TABLE wanted AS
SELECT path, position, CASE WHEN path LIKE 'requests.carried_in.%' THEN (first_figures('a1', 2023, 'own'))[path] WHEN decimals = 6 THEN 1234.567891 ELSE position END AS value
FROM form_cell WHERE form = '2021';
CREATE FUNCTION pg_temp.save(year integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
	line record;
	rows integer := 0;
BEGIN
	PERFORM setseed(0.5);
	FOR line IN
		SELECT l.statement FROM (
		SELECT format('INSERT INTO disclosure.%I (unit_id, year, row_code, %s) VALUES (''a1'', %s, %L, %s)',
			CASE split_part(path, '.', 1) WHEN 'proactive' THEN 'entry_proactive' WHEN 'requests' THEN 'entry_request' ELSE 'entry_remedy' END,
			string_agg(split_part(path, '.', 3), ', ' ORDER BY position), save.year, split_part(path, '.', 2), string_agg(value::text, ', ' ORDER BY position)) AS statement
		FROM wanted GROUP BY split_part(path, '.', 1), split_part(path, '.', 2)
		UNION ALL
		SELECT format('INSERT INTO disclosure.entry_text (unit_id, year, section, title, body) VALUES (''a1'', %s, %L, %L, %L)', save.year, s, s || '、标题', '第' || s || '部分的文字。')
		FROM unnest('{一,二,三,四,五,六}'::text[]) s) l
		ORDER BY random()
	LOOP
		EXECUTE line.statement;
		rows := rows + 1;
	END LOOP;
	RETURN rows;
END
$$;
GRANT SELECT ON wanted TO PUBLIC;
SET ROLE regress_entry_fill;
SELECT pg_temp.save(2023) AS rows;
SELECT version, origin, status, changed_by FROM report WHERE unit_id = 'a1' AND year = 2023;
SELECT count(*) AS cells, count(*) FILTER (WHERE w.value IS DISTINCT FROM c.value) AS wrong
FROM wanted w FULL JOIN (SELECT c.path, c.value FROM report r, cells(r.figures) c WHERE r.unit_id = 'a1' AND r.year = 2023) c USING (path);
SELECT title, contact, sections ->> '五' AS five, (SELECT count(*) FROM jsonb_object_keys(sections)) AS sections FROM report_text WHERE unit_id = 'a1' AND year = 2023;
-- saved again: no version; as UPDATEs of what is read too
SELECT pg_temp.save(2023) AS rows;
UPDATE entry_request SET natural_person = natural_person, total = total WHERE unit_id = 'a1' AND year = 2023;
UPDATE entry_report SET t2_charges_amount = t2_charges_amount WHERE unit_id = 'a1' AND year = 2023;
UPDATE entry_text SET body = body WHERE unit_id = 'a1' AND year = 2023;
SELECT version FROM report WHERE unit_id = 'a1' AND year = 2023;
-- two cells: one version, and the history has both
BEGIN;
UPDATE entry_request SET natural_person = 100, reason = '漏计' WHERE unit_id = 'a1' AND year = 2023 AND scope = 'own' AND row_code = 'granted';
UPDATE entry_remedy SET total = 101 WHERE unit_id = 'a1' AND year = 2023 AND scope = 'own' AND row_code = 'direct_suit';
COMMIT;
SELECT version, path, old, new, reason, actor FROM report_change WHERE unit_id = 'a1' AND year = 2023 AND version > 1 ORDER BY path;
-- the reason was for that row: it does not stay
SELECT coalesce(current_setting('disclosure.reason', true), '') AS reason;
-- every view shows what the report holds
SELECT count(*) AS cells, count(*) FILTER (WHERE v.value IS DISTINCT FROM c.value) AS wrong
FROM report r CROSS JOIN LATERAL cells(r.figures) c
LEFT JOIN (
	SELECT unit_id, year, 'proactive.' || row_code || '.' || key AS path, value::text::numeric FROM entry_proactive e, jsonb_each(to_jsonb(e)) WHERE jsonb_typeof(value) = 'number'
	UNION ALL SELECT unit_id, year, 'requests.' || row_code || '.' || key, value::text::numeric FROM entry_request e, jsonb_each(to_jsonb(e)) WHERE jsonb_typeof(value) = 'number'
	UNION ALL SELECT unit_id, year, 'remedies.' || row_code || '.' || key, value::text::numeric FROM entry_remedy e, jsonb_each(to_jsonb(e)) WHERE jsonb_typeof(value) = 'number'
	) v USING (unit_id, year, path)
WHERE unit_id = 'a1' AND year = 2023;
SELECT count(*) AS cells, count(*) FILTER (WHERE v.value IS DISTINCT FROM c.value) AS wrong
FROM report r CROSS JOIN LATERAL cells(r.figures) c
LEFT JOIN (SELECT unit_id, year, key, value::text::numeric FROM entry_report e, jsonb_each(to_jsonb(e)) WHERE jsonb_typeof(value) = 'number') v
	ON v.unit_id = r.unit_id AND v.year = r.year AND v.key = entry_column(c.path)
WHERE r.unit_id = 'a1' AND r.year = 2023;
-- last year's numbers, labels and definitions beside; rows in the order of the form
SELECT row_no, row_code, group_label, row_label, definition, natural_person, last_natural_person, total, last_total FROM entry_request
WHERE unit_id = 'a1' AND year = 2023 AND row_code IN ('received', 'state_secret', 'carried_out') ORDER BY row_no;
SELECT row_code, row_label, definition FROM entry_proactive WHERE unit_id = 'a1' AND year = 2023 ORDER BY row_no;
-- as many rows as the form has
SELECT (SELECT count(*) FROM entry_proactive WHERE year = 2023) AS proactive, (SELECT count(*) FROM entry_request WHERE year = 2023) AS request,
	(SELECT count(*) FROM entry_remedy WHERE year = 2023) AS remedy, (SELECT count(DISTINCT (section, split_part(path, '.', 2))) FROM form_cell WHERE form = '2021') AS of_form;

-- The whole report at once: one UPDATE, one version.  An INSERT sets what it has.
UPDATE entry_report SET t3_granted_natural_person = 7, t4_reconsideration_upheld = 8, t2_charges_amount = 0.000001 WHERE unit_id = 'a1' AND year = 2023;
INSERT INTO entry_report (unit_id, year, t3_granted_enterprise) VALUES ('a1', 2023, 9);
SELECT version, figures['requests.granted.natural_person'] AS seven, figures['remedies.reconsideration.upheld'] AS eight,
	figures['requests.granted.enterprise'] AS nine, trim_scale(figures['proactive.charges.amount']) AS least, blank_count(figures) AS blanks FROM report WHERE unit_id = 'a1' AND year = 2023;
-- a blank, a row blanked, a section removed, a report of nothing
UPDATE entry_request SET enterprise = NULL WHERE unit_id = 'a1' AND year = 2023 AND row_code = 'granted';
DELETE FROM entry_remedy WHERE unit_id = 'a1' AND year = 2023 AND row_code = 'direct_suit';
DELETE FROM entry_text WHERE unit_id = 'a1' AND year = 2023 AND section = '四';
SELECT (SELECT string_agg(DISTINCT regexp_replace(path, '[^.]*$', ''), ' ') FROM cells(figures) WHERE value IS NULL) AS blank, blank_count(figures) AS blanks, t.sections ? '四' AS section FROM report r JOIN report_text t USING (unit_id, year, scope)
WHERE unit_id = 'a1' AND year = 2023;
-- another year begins with what this one carries out, as start_year() begins it
INSERT INTO entry_proactive (unit_id, year, row_code, decisions) VALUES ('a1', 2024, 'licensing', 0);
RESET ROLE;
INSERT INTO unit (unit_id, name, kind) VALUES ('a3', '甲县某局', 'department');
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('a3', 'a');
INSERT INTO report (unit_id, year, figures) SELECT 'a3', 2023, figures FROM report WHERE unit_id = 'a1' AND year = 2023;
DO $$ BEGIN PERFORM disclosure.start_year(2024); END $$;
SELECT path, before, after FROM report r JOIN report s USING (year), LATERAL compare(r.figures, s.figures) c
WHERE r.unit_id = 'a1' AND s.unit_id = 'a3' AND year = 2024 AND before IS DISTINCT FROM after;
SELECT title, contact FROM report_text WHERE unit_id = 'a1' AND year = 2024;
-- carried-in requests are last year's, unless a reason says why not
SELECT pg_temp.said('regress_entry_fill', 'UPDATE entry_request SET natural_person = 1 WHERE unit_id = ''a1'' AND year = 2024 AND row_code = ''carried_in''');
SELECT pg_temp.said('regress_entry_fill', 'UPDATE entry_request SET natural_person = 1, reason = ''上年误计'' WHERE unit_id = ''a1'' AND year = 2024 AND row_code = ''carried_in''');
-- other scopes and the older form; rows that stand for others
SET ROLE regress_entry_both;
INSERT INTO entry_request (unit_id, year, scope, row_code, total) VALUES ('a', 2020, 'level', 'otherwise_handled', 3);
SELECT scope, form_of(2020) = forms_of(figures) AS form, (SELECT count(*) FROM entry_request e WHERE e.unit_id = 'a' AND e.year = 2020) AS rows FROM report WHERE unit_id = 'a' AND year = 2020;
INSERT INTO entry_request (unit_id, year, row_code, total) VALUES ('a2', 2023, 'otherwise_handled', 3);
SELECT row_code, row_label, total FROM entry_request WHERE unit_id = 'a2' AND row_code IN ('otherwise_handled', 'fee_overdue') ORDER BY row_code;
DELETE FROM entry_request WHERE unit_id = 'a2' AND row_code = 'otherwise_handled';
SELECT forms_of(figures), blank_count(figures) AS blanks FROM report WHERE unit_id = 'a2' AND year = 2023;
RESET ROLE;

-- What cannot be: a sentence with the label of the cell, and the row stays as it was.
SELECT statement, pg_temp.said('regress_entry_fill', statement) AS said FROM unnest(ARRAY[
	'UPDATE entry_request SET natural_person = 3.5 WHERE unit_id = ''a1'' AND year = 2023 AND row_code = ''granted''',
	'UPDATE entry_request SET natural_person = 999999999999 WHERE unit_id = ''a1'' AND year = 2023 AND row_code = ''granted''',
	'UPDATE entry_request SET natural_person = 1000000000000 WHERE unit_id = ''a1'' AND year = 2023 AND row_code = ''granted''',
	'UPDATE entry_request SET natural_person = 350102199001011234, enterprise = ''NaN'', total = ''-Infinity'' WHERE unit_id = ''a1'' AND year = 2023 AND row_code = ''granted''',
	'UPDATE entry_request SET natural_person = -3 WHERE unit_id = ''a1'' AND year = 2023 AND row_code = ''granted''',
	'UPDATE entry_proactive SET amount = 0.0000001 WHERE unit_id = ''a1'' AND year = 2023 AND row_code = ''charges''',
	'UPDATE entry_proactive SET amount = 999999999.123456 WHERE unit_id = ''a1'' AND year = 2023 AND row_code = ''charges''',
	'UPDATE entry_proactive SET amount = 1000000000 WHERE unit_id = ''a1'' AND year = 2023 AND row_code = ''charges''',
	'UPDATE entry_proactive SET issued = 1 WHERE unit_id = ''a1'' AND year = 2023 AND row_code = ''charges''',
	'INSERT INTO entry_proactive (unit_id, year, row_code, decisions) VALUES (''a1'', 2023, ''licences'', 1)',
	'INSERT INTO entry_proactive (unit_id, year, decisions) VALUES (''a1'', 2023, 1)',
	'INSERT INTO entry_request (unit_id, year, row_code, total) VALUES (''nowhere'', 2023, ''granted'', 1)',
	'INSERT INTO entry_request (unit_id, year, row_code, total) VALUES (''a1'', 2017, ''granted'', 1)',
	'INSERT INTO entry_request (unit_id, year, row_code, total) VALUES (''a1'', 2099, ''granted'', 1)',
	'INSERT INTO entry_request (unit_id, year, scope, row_code, total) VALUES (''a1'', 2023, ''all'', ''granted'', 1)',
	'INSERT INTO entry_request (unit_id, row_code, total) VALUES (''a1'', ''granted'', 1)',
	'UPDATE entry_request SET row_code = ''partly_granted'' WHERE unit_id = ''a1'' AND year = 2023 AND row_code = ''granted''',
	'UPDATE entry_report SET status = ''submitted'', year = 2024 WHERE unit_id = ''a1'' AND year = 2023',
	'UPDATE entry_text SET body = ''x'', section_no = 9 WHERE unit_id = ''a1'' AND year = 2023 AND section = ''一''',
	'INSERT INTO entry_text (unit_id, year, section, body) VALUES (''a1'', 2023, ''第五部分'', ''x'')']) statement;
SELECT trim_scale(figures['requests.granted.natural_person']) AS natural_person FROM report WHERE unit_id = 'a1' AND year = 2023;
-- a wrong draft is kept, and is found wrong
UPDATE entry_request SET natural_person = -3 WHERE unit_id = 'a1' AND year = 2023 AND row_code = 'granted';
SELECT path, cell_label, amount, severity_label, message FROM entry_finding WHERE unit_id = 'a1' AND year = 2023 AND rule = 'form.sign';

-- Whose turn it is, for each view, statement, role and state of the report.
INSERT INTO report (unit_id, year, figures) SELECT 'a1', 2021, zero_figures('2021');
INSERT INTO report (unit_id, year, figures) SELECT 'b1', 2023, zero_figures('2021');
SET disclosure.actor = '张三';
DO $$ BEGIN PERFORM disclosure.submit_report('a1', 2021); END $$;
RESET disclosure.actor;
CREATE TEMP VIEW attempt AS
SELECT format(statement, p.unit_id, p.year) AS statement, p.what
FROM (VALUES ('a1', 2022, 'recorded'), ('a1', 2021, 'submitted'), ('a2', 2023, 'of another unit'), ('b1', 2023, 'out of sight')) p(unit_id, year, what),
	unnest(ARRAY['UPDATE entry_request SET total = 1 WHERE unit_id = %1$L AND year = %2$s AND row_code = ''granted''',
		'INSERT INTO entry_proactive (unit_id, year, row_code, decisions) VALUES (%1$L, %2$s, ''licensing'', 1)',
		'DELETE FROM entry_remedy WHERE unit_id = %1$L AND year = %2$s AND row_code = ''direct_suit''',
		'UPDATE entry_report SET t3_granted_total = 1 WHERE unit_id = %1$L AND year = %2$s',
		'INSERT INTO entry_text (unit_id, year, section, body) VALUES (%1$L, %2$s, ''五'', ''文字'')']) statement;
GRANT SELECT ON attempt TO PUBLIC;
SELECT role, what, pg_temp.said('regress_entry_' || role, statement) AS said, count(*) AS statements
FROM attempt, unnest('{fill,review,both}'::text[]) role GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;
SELECT DISTINCT pg_temp.said('regress_entry_none', statement) FROM attempt WHERE statement LIKE 'UPDATE entry_report%';
-- a save without a change of a report that is closed is refused too
SELECT pg_temp.said('regress_entry_fill', 'UPDATE entry_request SET total = total WHERE unit_id = ''a1'' AND year = 2021 AND row_code = ''granted''');

-- Names: an application's login may name its users, others only themselves.
SET SESSION AUTHORIZATION regress_entry_app;
UPDATE entry_request SET total = 1, actor = '王五' WHERE unit_id = 'a1' AND year = 2024 AND row_code = 'granted';
UPDATE entry_request SET total = 1, actor = 'regress_entry_app' WHERE unit_id = 'a1' AND year = 2024 AND row_code = 'granted';
RESET SESSION AUTHORIZATION;
SELECT grant_claim('regress_entry_app') \g /dev/null
SET SESSION AUTHORIZATION regress_entry_app;
UPDATE entry_request SET total = 2, actor = '王五', reason = '复核' WHERE unit_id = 'a1' AND year = 2024 AND row_code = 'granted';
INSERT INTO entry_report (unit_id, year, t3_granted_total, actor, reason) VALUES ('a1', 2024, 3, '赵六', '再复核');
SELECT version, login, changed_by, actor, reason FROM report_version WHERE unit_id = 'a1' AND year = 2024 ORDER BY version;

-- A number is kept to its last digit however the session prints numbers.
RESET SESSION AUTHORIZATION;
BEGIN;
SET LOCAL extra_float_digits = -15;
UPDATE entry_report SET t2_charges_amount = 123456789.123456, t2_licensing_decisions = 123456789012 WHERE unit_id = 'a2' AND year = 2024;
SELECT figures['proactive.charges.amount'] AS amount, figures['proactive.licensing.decisions'] AS decisions FROM report WHERE unit_id = 'a2' AND year = 2024;
ROLLBACK;

-- Findings at their cells: the likely number is that of the repair that report_repair_parts() ranks first.
RESET SESSION AUTHORIZATION;
UPDATE report SET figures = zero_figures('2021') + '{"form":"2021",
	"requests":{"received":[5,2,0,0,0,0,8],"granted":[5,2,0,0,0,0,7],"processed":[5,2,0,0,0,0,7]},"remedies":{"direct_suit":[1,2,0,0,3]}}' WHERE unit_id = 'a2' AND year = 2024;
SELECT rule, path, section, row_code, column_code, cell_label, amount, likely_amount FROM entry_finding
WHERE unit_id = 'a2' AND year = 2024 AND severity = 'error' ORDER BY rule, path;
SELECT cells, old, new FROM report_repair_parts('a2', 2024) WHERE rank = 1;
-- as many rows as findings have cells
SELECT (SELECT count(*) FROM entry_finding WHERE year = 2024) = (SELECT sum(greatest(cardinality(cells), 1)) FROM finding WHERE year = 2024) AS all_cells;
-- a row by its key is found by an index, not by a look at all units
INSERT INTO unit (unit_id, name) SELECT 'u' || n, '某局' FROM generate_series(1, 2000) n;
ANALYZE unit;
EXPLAIN (COSTS OFF) SELECT total FROM entry_request WHERE unit_id = 'u7' AND year = 2024 AND scope = 'own' AND row_code = 'granted' \g (format=unaligned tuples_only) | grep -o 'unit_entry.*'

\c contrib_regression
DROP DATABASE regress_entry;
DROP ROLE regress_entry_fill, regress_entry_review, regress_entry_both, regress_entry_none, regress_entry_app;
