-- The register: ordinary tables with a gate, owned by whoever made them.
SET search_path = disclosure, public;
\set VERBOSITY terse
CREATE ROLE regress_office;
SET ROLE regress_office;
CALL create_register();
RESET ROLE;
GRANT USAGE, CREATE ON SCHEMA disclosure TO regress_office;
SET ROLE regress_office;
CALL upgrade_register();
CALL create_register();
CALL create_register();
CALL upgrade_register();

-- all of it belongs to the caller, nothing to the extension, and everything has a comment
SELECT c.relname FROM pg_class c
WHERE relnamespace = 'disclosure'::regnamespace AND relkind IN ('r', 'v')
	AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND deptype = 'e')
	AND (relowner <> 'regress_office'::regrole OR obj_description(oid, 'pg_class') IS NULL OR EXISTS (
		SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND attnum > 0 AND col_description(c.oid, attnum) IS NULL));
SELECT p.proname FROM pg_proc p
WHERE pronamespace = 'disclosure'::regnamespace AND proowner = 'regress_office'::regrole
	AND (obj_description(oid, 'pg_proc') IS NULL OR (proconfig IS NULL AND prosqlbody IS NULL));
SELECT count(*) > 0 AS any_made FROM pg_class
WHERE relnamespace = 'disclosure'::regnamespace AND relowner = 'regress_office'::regrole;
-- a member that runs with its owner's rights would belong to the superuser
SELECT p.proname FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
WHERE deptype = 'e' AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'report_ext') AND prosecdef;

INSERT INTO unit VALUES ('320813', '淮安市洪泽区', 'government', '320813'), ('x', '某局', 'department', NULL);
INSERT INTO unit VALUES ('y', '某院', 'court', NULL);

-- a draft may be in any state; without figures it begins blank in the form of its year
INSERT INTO report (unit_id, year) VALUES ('x', 2020), ('x', 2021);
INSERT INTO report (unit_id, year, figures) VALUES ('x', 2022, '{"form":"2021","requests":{"received":[1,0,0,0,0,0,7]}}');
SELECT year, scope, origin, status, figures FROM report ORDER BY year;
INSERT INTO report (unit_id, year) VALUES ('x', 2018);
INSERT INTO report (unit_id, year) VALUES ('nowhere', 2021);
INSERT INTO report (unit_id, year, status) VALUES ('x', 2023, 'done');

-- the gate
UPDATE report SET status = 'submitted' WHERE year = 2021;
UPDATE report SET status = 'returned' WHERE year = 2022;
UPDATE report SET status = 'approved' WHERE year = 2022;
UPDATE report SET figures = zero_figures('2021') WHERE year = 2021;
UPDATE report SET status = 'submitted' WHERE year = 2021 RETURNING status;
UPDATE report SET figures['requests.granted.total'] = 1 WHERE year = 2021;
UPDATE report SET figures['requests.granted.total'] = NULL WHERE year = 2021;
UPDATE report SET figures = '{"form":""}' WHERE year = 2021;
UPDATE report SET figures['requests.granted.natural_person'] = 1,
	figures['requests.granted.total'] = 1, figures['requests.processed.natural_person'] = 1,
	figures['requests.processed.total'] = 1, figures['requests.received.natural_person'] = 1,
	figures['requests.received.total'] = 1 WHERE year = 2021 RETURNING figures['requests.granted.total'];
INSERT INTO report (unit_id, year, status, figures) VALUES ('x', 2024, 'submitted', '{"form":"2021"}');
INSERT INTO report (unit_id, year, status, figures) VALUES ('x', 2024, 'submitted', zero_figures('2021'));

-- a draft is not wiped by mistake, and there is no way around the gate
UPDATE report SET figures = NULL WHERE year = 2022;
UPDATE report SET origin = 'recorded' WHERE year = 2021;
DELETE FROM report WHERE unit_id = 'x' AND year = 2022 RETURNING year;
INSERT INTO report (unit_id, year, figures) VALUES ('x', 2022, '{"form":"2021","requests":{"received":[1,0,0,0,0,0,7]}}');
-- many reports in one transaction
INSERT INTO unit SELECT 'many' || n, '某单位', 'department' FROM generate_series(1, 20000) n;
INSERT INTO report (unit_id, year) SELECT 'many' || n, 2023 FROM generate_series(1, 20000) n;
DELETE FROM report WHERE unit_id LIKE 'many%';

-- a refusal as an application sees it
CREATE FUNCTION pg_temp.refusal(statement text, OUT state text, OUT message text, OUT detail text,
	OUT schema_name text, OUT table_name text, OUT constraint_name text) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
		schema_name = SCHEMA_NAME, table_name = TABLE_NAME, constraint_name = CONSTRAINT_NAME;
END $$;
\x on
SELECT * FROM pg_temp.refusal($$UPDATE disclosure.report SET figures['requests.granted.total'] = 3 WHERE year = 2021$$);
\x off

-- 洪泽 2023, as published: two wrong totals in table 四, the single row of the older form in table 三
\set page `cat demo/pages/hongze-2023.txt`
SELECT rule, severity, result, expected, actual, difference, message FROM import_report('320813', :'page');
SELECT origin, status, forms_of(figures), blank_count(figures),
	figures['requests.otherwise_handled.total'] AS otherwise_handled,
	(requests(figures)).supplement_overdue IS NULL AND (requests(figures)).miscellaneous IS NULL AS others_absent
FROM report WHERE unit_id = '320813';
SELECT title, unit_name, sections -> '一' AS section_one FROM report_text WHERE unit_id = '320813';
SELECT source = :'page' AS as_it_was FROM report_source;
UPDATE report SET origin = 'filed' WHERE unit_id = '320813';
SELECT count(*) FROM import_report('320813', :'page', origin => 'filed');
-- read again; the recorded report is replaced
UPDATE report SET figures['requests.received.total'] = 99 WHERE unit_id = '320813';
SELECT count(*) FROM import_report('320813', :'page');
SELECT figures['requests.received.total'] AS received FROM report WHERE unit_id = '320813';

-- into a draft, which stays a draft; not over a submitted report
SELECT count(*) FROM import_report('x', :'page', 'level', 'filed');
SELECT origin, status FROM report WHERE unit_id = 'x' AND scope = 'level';
SELECT count(*) FROM import_report('x', :'page', 'level');
SELECT origin, status FROM report WHERE unit_id = 'x' AND scope = 'level';
UPDATE report SET figures = zero_figures('2021') WHERE unit_id = 'x' AND scope = 'level';
-- the page is another unit's, which has to be explained
SELECT submit_report('x', 2023, 'level');
SELECT explain('x', 2023, 'level', 'page.unit', '页面代为发布');
UPDATE report SET status = 'submitted' WHERE unit_id = 'x' AND scope = 'level';
SELECT count(*) FROM import_report('x', :'page', 'level');
SELECT figures = zero_figures('2021') AS untouched FROM report WHERE unit_id = 'x' AND scope = 'level';
SELECT count(*) FROM import_report('nowhere', :'page');
SELECT count(*) FROM import_report('x', 'no report at all');
SELECT count(*) FROM import_report('x', :'page', 'whole');

-- the views against plain SQL
SELECT o.unit_id, o.year FROM report_overview o JOIN report r USING (unit_id, year, scope)
CROSS JOIN LATERAL (
	SELECT sum(value) FILTER (WHERE path = 'requests.received.total') AS received,
		sum(value) FILTER (WHERE path = 'requests.carried_in.total') AS carried_in,
		sum(value) FILTER (WHERE path = 'requests.granted.total') AS granted,
		sum(value) FILTER (WHERE path = 'requests.partly_granted.total') AS partly_granted,
		sum(value) FILTER (WHERE row_label LIKE '（三）%' AND column_label = '总计') AS denied,
		sum(value) FILTER (WHERE row_label LIKE '（四）%' AND column_label = '总计') AS unavailable,
		sum(value) FILTER (WHERE row_label LIKE '（五）%' AND column_label = '总计') AS not_processed,
		sum(value) FILTER (WHERE row_label LIKE '（六）%' AND column_label = '总计') AS other_handling,
		sum(value) FILTER (WHERE path = 'requests.processed.total') AS processed,
		sum(value) FILTER (WHERE path = 'requests.carried_out.total') AS carried_out,
		sum(value) FILTER (WHERE path = 'remedies.reconsideration.total') AS reconsiderations,
		sum(value) FILTER (WHERE row_label LIKE '行政诉讼%' AND column_label = '总计') AS lawsuits,
		count(*) FILTER (WHERE value IS NULL) AS blanks
	FROM report_cell c WHERE (c.unit_id, c.year, c.scope) = (r.unit_id, r.year, r.scope)) c
CROSS JOIN LATERAL (
	SELECT count(*) FILTER (WHERE severity = 'error' AND result = 'fail') AS errors,
		count(*) FILTER (WHERE severity = 'warning' AND result = 'fail') AS warnings,
		count(*) FILTER (WHERE result = 'unknown') AS unknown
	FROM finding f WHERE (f.unit_id, f.year, f.scope) = (r.unit_id, r.year, r.scope)) f
WHERE (o.received, o.carried_in, o.granted, o.partly_granted, o.denied, o.unavailable, o.not_processed,
	o.other_handling, o.processed, o.carried_out, o.reconsiderations, o.lawsuits, o.blanks, o.errors, o.warnings, o.unknown)
	IS DISTINCT FROM (c.received, c.carried_in, c.granted, c.partly_granted, c.denied, c.unavailable, c.not_processed,
	c.other_handling, c.processed, c.carried_out, c.reconsiderations, c.lawsuits, c.blanks, f.errors, f.warnings, f.unknown);
SELECT count(*) AS reports, sum(received) AS received, sum(blanks) AS blanks, sum(errors) AS errors FROM report_overview;
SELECT unit_id, year, scope, count(*) AS cells FROM report_cell GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;
SELECT unit_id, year, rule, severity_label, explained FROM finding WHERE result = 'fail' ORDER BY 1, 2, 3, cells;

RESET ROLE;
DROP EXTENSION report_ext;
