-- The views for BI tools: their contract from the catalog, their data against plain SQL, tables made of them, and who sees what.
CREATE DATABASE regress_bi;
\c regress_bi
CREATE EXTENSION report_ext;
SET search_path = disclosure, public;
SET client_min_messages = warning;
\set VERBOSITY terse
\set SHOW_CONTEXT never
CALL create_register();

/* The contract.  Each query prints what breaks it: nothing. */
CREATE TEMP VIEW bi AS SELECT c.oid, c.relname::text AS view, c.reloptions FROM pg_class c
WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relname LIKE 'bi\_%' AND c.relkind = 'v';
CREATE TEMP VIEW bi_col AS SELECT b.view, a.attnum, a.attname::text AS col, format_type(a.atttypid, a.atttypmod) AS type,
	col_description(a.attrelid, a.attnum) AS comment FROM bi b JOIN pg_attribute a ON a.attrelid = b.oid AND a.attnum > 0;
GRANT SELECT ON bi, bi_col TO PUBLIC;
SELECT count(*) >= 16 AS views, (SELECT count(*) >= 900 FROM bi_col) AS columns FROM bi;
-- names
SELECT view FROM bi WHERE view !~ '^[a-z][a-z_0-9]*$' OR length(view) > 48;
SELECT view, col FROM bi_col WHERE col !~ '^[a-z][a-z_0-9]*$' OR length(col) > 48 OR col IN (SELECT word FROM pg_get_keywords() WHERE catcode IN ('R', 'T', 'C'));
-- types; text is for prose alone
SELECT view, col, type FROM bi_col WHERE type !~ '^(character varying\([0-9]+\)|text|integer|bigint|numeric\((18|9),6\)|date|smallint)$';
SELECT string_agg(DISTINCT col, ' ' ORDER BY col) AS prose FROM bi_col WHERE type = 'text';
-- a key first; the end of the period beside the year; flags and only they are smallint
SELECT view, col FROM bi_col WHERE attnum = 1 AND (col !~ '_(key|name)$' OR type NOT LIKE 'character varying(%');
SELECT view FROM bi_col WHERE col = 'year' EXCEPT SELECT view FROM bi_col WHERE col = 'period_end' AND type = 'date';
SELECT view, col, type FROM bi_col WHERE (col = 'division_code' AND type <> 'character varying(6)') OR ((col ~ '^(is_|owes_)') <> (type = 'smallint'));
-- a label has something to sort by, and a code its label
SELECT l.view, l.col FROM bi_col l WHERE l.col ~ '_label$' AND l.col NOT IN ('unit_label', 'cell_labels')
	AND NOT EXISTS (SELECT FROM bi_col n WHERE n.view = l.view AND n.col = replace(l.col, '_label', '_no'));
SELECT c.view, c.col FROM bi_col c WHERE c.col IN ('scope', 'kind', 'origin', 'status', 'form', 'basis', 'severity', 'result', 'why', 'state', 'outcome', 'outcome_group',
	'applicant', 'channel', 'case_kind', 'case_group', 'role', 'publication_kind')
	AND NOT EXISTS (SELECT FROM bi_col l WHERE l.view = c.view AND l.col = c.col || '_label');
-- a ratio is told from what adds up by its type, and what it is made of stands in its comment
SELECT view, col, comment FROM bi_col WHERE type = 'numeric(9,6)' AND comment NOT LIKE '%/%';
-- comments in Chinese, and as the reader
SELECT view FROM bi WHERE obj_description(oid, 'pg_class') !~ '^[^：]+：一行是' OR obj_description(oid, 'pg_class') IS NULL;
SELECT view, col FROM bi_col WHERE comment IS NULL OR comment !~ '[一-龥]';
SELECT view FROM bi WHERE NOT 'security_invoker=true' = ANY (coalesce(reloptions, '{}'));
-- the dictionary has all of them, each with a label and a part to play
SELECT coalesce(c.view, d.view_name), coalesce(c.col, d.column_name) FROM bi_col c FULL JOIN bi_column d ON d.column_key = c.view || '.' || c.col
WHERE c.col IS NULL OR d.column_key IS NULL OR d.label = '' OR d.label ~ '（[^）]*$' OR d.role_label IS NULL OR d.data_type <> c.type OR d.column_no <> c.attnum;
SELECT view FROM bi EXCEPT SELECT view_name FROM bi_view WHERE grain <> '' AND label <> '' AND key_column IN (SELECT col FROM bi_col WHERE attnum = 1 AND view = view_name);
SELECT role, role_label, count(*) > 0 AS used, sum(is_additive) > 0 AS additive FROM bi_column GROUP BY role, role_label, role_no ORDER BY role_no;
SELECT column_name, label, unit_label, is_additive, path, definition FROM bi_column WHERE view_name = 'bi_wide'
	AND column_name IN ('t2_charges_amount', 't3_granted_natural_person', 't3_miscellaneous_total', 't4_direct_suit_upheld', 'year') ORDER BY column_no;
-- bi_wide has each cell of each form once
SELECT coalesce(p.path, c.path) AS path FROM (SELECT DISTINCT path FROM form_cell) p
	FULL JOIN (SELECT path FROM bi_column WHERE view_name = 'bi_wide' AND path IS NOT NULL) c USING (path) WHERE p.path IS NULL OR c.path IS NULL;

/* A register with whatever is odd: long codes, several parents, mergers, names by year, holes, mixed forms, corrections, limits. */
\set ECHO none
\i sql/include/reports.sql
\set ECHO all
INSERT INTO unit (unit_id, name, kind, division_code) VALUES ('p', '某省', 'government', '360000'), ('c', '某市', 'government', '360800'),
	('k', '甲县', 'government', '360821'), ('k1', '甲县某局', 'department', NULL), ('k2', '甲县某镇', 'township', '36082110'), ('k3', '甲县旧局', 'department', NULL),
	('v', '某海关', 'vertical', NULL), ('both', '两处汇总的局', 'department', NULL), ('e', '某公司', 'enterprise', NULL), ('alone', repeat('很长的名称', 50), 'zone', '12'),
	(repeat('x', 31) || '1', '三十二个字', 'department', NULL), (repeat('x', 40) || '1', '长代码一', 'department', NULL), (repeat('x', 40) || '2', '长代码二', 'department', NULL);
INSERT INTO unit_parent (unit_id, parent_id, from_year, to_year, counted) VALUES ('c', 'p', 0, NULL, true), ('k', 'c', 0, NULL, true), ('k1', 'k', 0, 2022, true),
	('k1', 'c', 2023, NULL, true), ('k2', 'k', 0, NULL, true), ('k3', 'k', 0, NULL, true), ('v', 'k', 0, NULL, false), ('v', 'p', 0, NULL, true), ('both', 'k', 0, NULL, true),
	('both', 'c', 0, NULL, true), ('e', 'c', 0, NULL, true), (repeat('x', 40) || '1', 'k', 0, NULL, true), (repeat('x', 40) || '2', 'k', 0, NULL, true);
INSERT INTO unit_name (unit_id, to_year, name, kind, division_code) VALUES ('k1', 2022, '甲县老局', 'authorised', '360829');
INSERT INTO unit_successor (unit_id, successor_id, year) VALUES ('k3', 'k1', 2023);
INSERT INTO reporter (unit_id, exempt, reason, from_year) VALUES ('k3', true, '撤销', 2023), ('alone', true, '免报', 2020);
INSERT INTO unit_contact (unit_id, task, name, telephone) VALUES ('k1', 'answer', '乙', '2'), ('k1', 'fill', '甲', '1');
INSERT INTO report (unit_id, year, scope, origin, status, issued_on, figures)
SELECT CASE place WHEN '宿迁' THEN 'c' WHEN '淮安' THEN 'p' ELSE 'k' || row_number() OVER (PARTITION BY place) END, year, CASE WHEN row_number() OVER (ORDER BY place, year) % 2 = 0 THEN 'consolidated' ELSE 'own' END,
	'recorded', 'published', make_date(year + 1, 1, 20), figures FROM real_report;
INSERT INTO report (unit_id, year, scope, origin, status, issued_on, figures)
SELECT u, y, 'own', 'recorded', 'published', CASE WHEN y < 2022 THEN make_date(y + 1, 4, 20) END, CASE n % 4
	WHEN 0 THEN zero_figures(form_of(y)) WHEN 1 THEN jsonb_build_object('form', form_of(y), 'requests', jsonb_build_object('received', jsonb_build_array(n, null, 3, 0, 0, 1, n + 4)))::figures
	ELSE zero_figures(form_of(y)) + jsonb_build_object('form', form_of(y), 'requests', jsonb_build_object('received', jsonb_build_array(n, 1, 2, 0, 0, 3, n + 6),
		'state_secret', jsonb_build_array(1, 0, 0, 0, 0, 0, 1), 'granted', jsonb_build_array(n - 1, 1, 2, 0, 0, 3, n + 5), 'processed', jsonb_build_array(n, 1, 2, 0, 0, 3, n + 6)),
		'remedies', jsonb_build_object('direct_suit', jsonb_build_array(1, 2, 3, 4, 10)))::figures END
FROM (SELECT u.unit_id, y, row_number() OVER (ORDER BY u.unit_id COLLATE "C", y) FROM unit u, generate_series(2019, 2024) y) v(u, y, n) ON CONFLICT DO NOTHING;
-- the largest numbers, and the single row （六）其他处理 in a report of 2021's form
UPDATE report SET figures['proactive.charges.amount'] = 999999999, figures['requests.received.total'] = 999999999999 WHERE year = 2023 AND unit_id IN ('k2', 'both');
UPDATE report SET figures = (zero_figures('2021')::jsonb #- '{requests,supplement_overdue}' #- '{requests,fee_overdue}' #- '{requests,miscellaneous}'
	|| '{}')::figures WHERE unit_id = 'k3' AND year = 2022;
UPDATE report SET figures['requests.otherwise_handled.total'] = 7 WHERE unit_id = 'k3' AND year = 2022;
-- filed: a draft with errors, one published and corrected, one of which the correction is under way
INSERT INTO reporting_year VALUES (2024), (2025);
DELETE FROM report WHERE year = 2024 AND unit_id IN ('k1', 'k2', 'both', 'v');
INSERT INTO report (unit_id, year, figures) SELECT u, 2024, zero_figures('2021') FROM unnest('{k1,k2,both}'::text[]) u;
UPDATE report SET figures['requests.granted.total'] = 5 WHERE unit_id = 'both' AND year = 2024;
CREATE FUNCTION pg_temp.publish(u text, y integer, day date) RETURNS void LANGUAGE sql AS $$
	SELECT set_config('disclosure.actor', '张三', true), disclosure.submit_report(u, y), set_config('disclosure.actor', '李四', true), disclosure.approve_report(u, y),
		disclosure.publish_report(u, y, published_on => day, address => 'http://www.example.cn/' || u) $$;
UPDATE rule SET enabled = false;
SELECT pg_temp.publish('k1', 2024, '2025-01-20'), pg_temp.publish('k2', 2024, '2025-04-20');
SELECT return_report('k1', 2024, 'own', '漏计一件');
UPDATE report SET figures = pg_temp.granted(1) WHERE unit_id = 'k1' AND year = 2024;
SELECT pg_temp.publish('k1', 2024, '2025-02-10');
SELECT return_report('k2', 2024, 'own', '漏计');
UPDATE report SET figures = pg_temp.granted(3) WHERE unit_id = 'k2' AND year = 2024;
UPDATE rule SET enabled = true;
-- requests: in time, late, extended, stopped, waiting, open, and into a year whose holidays nobody knows
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on, outcome, decided_on) VALUES
	('k1', '1', 'natural_person', 'online', '2024-03-01', 'granted', '2024-03-08'), ('k1', '2', 'enterprise', 'post', '2024-03-01', 'state_secret', '2024-04-10'),
	('k1', '3', 'research', 'email', '2024-04-01', 'partly_granted', '2024-05-20'), ('k1', '4', 'natural_person', 'fax', '2023-12-20', 'not_held', '2024-01-10'),
	('k1', '5', 'legal_service', 'in_person', '2024-04-01', 'granted', '2024-05-08'), ('k2', '1', 'natural_person', 'online', '2015-04-01', 'granted', '2015-04-20'),
	('k2', repeat('长', 200), 'other_organisation', 'online', '2026-12-20', 'granted', '2028-03-01');
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('k2', '2', 'public_welfare', 'online', '2024-05-06'), ('k2', '3', 'public_welfare', 'online', '2024-05-06'),
	('k2', '4', 'natural_person', 'online', '2026-12-20');
INSERT INTO request_event (unit_id, request_no, kind, happened_on, days, party) VALUES ('k1', '3', 'extended', '2024-04-20', 20, NULL),
	('k1', '5', 'third_party_consulted', '2024-04-03', NULL, '甲公司'), ('k1', '5', 'third_party_replied', '2024-04-16', NULL, '甲公司'), ('k2', '3', 'supplement_requested', '2024-05-08', NULL, NULL);
INSERT INTO request_applicant (unit_id, request_no, name, contact, description) VALUES ('k1', '1', '赵甲乙', '13900000001', '某规划');
INSERT INTO request_text (unit_id, request_no, subject) VALUES ('k1', '1', '某规划全文');
UPDATE request SET handled_by = '钱丙丁';
ANALYZE;

/* No view fails, and each has a key: as many keys as rows, and none is NULL. */
CREATE FUNCTION pg_temp.keys() RETURNS TABLE (view text, rows bigint, keys bigint) LANGUAGE plpgsql AS $$
DECLARE k bigint;
BEGIN
	FOR view IN SELECT b.view FROM bi b ORDER BY b.view LOOP
		EXECUTE format('SELECT count(*), count(DISTINCT %I) FROM (SELECT * FROM disclosure.%I OFFSET 0) v', (SELECT c.col FROM bi_col c WHERE c.view = keys.view AND c.attnum = 1), view) INTO rows, keys;
		RETURN NEXT;
	END LOOP;
END $$;
SELECT view, rows > 0 AS has_rows, rows = keys AS has_key FROM pg_temp.keys() WHERE view NOT IN ('bi_measure', 'bi_trend');
SELECT count(*) = (SELECT count(*) FROM report) AS reports FROM bi_report;

/*
 * Views are not so dear, before their tables are analysed, that the server would compile them, which takes seconds.  These two
 * are: each small table that was never analysed counts as one of ten pages.
 */
CREATE FUNCTION pg_temp.cost(view text) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
	plan json;
BEGIN
	EXECUTE format('EXPLAIN (FORMAT JSON) SELECT * FROM disclosure.%I', view) INTO plan;
	RETURN plan -> 0 -> 'Plan' ->> 'Total Cost';
END
$$;
SELECT relname, pg_temp.cost(relname) FROM pg_class
WHERE relnamespace = 'disclosure'::regnamespace AND relkind = 'v' AND relname NOT IN ('total_member', 'ledger_indicator')
	AND pg_temp.cost(relname) > current_setting('jit_above_cost')::numeric;

-- the planner knows that a report has many cells: of one it would look for the place of each among all
CREATE FUNCTION pg_temp.expected_rows(view text) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
	plan json;
BEGIN
	EXECUTE format('EXPLAIN (FORMAT JSON) SELECT * FROM disclosure.%I', view) INTO plan;
	RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows';
END
$$;
SELECT view FROM unnest('{bi_cell,bi_outcome,bi_remedy}'::text[]) view WHERE pg_temp.expected_rows(view) < 10 * pg_temp.expected_rows('headed_report');

/* What they hold, computed another way. */
-- the wide view, bi_cell and the cells
CREATE TEMP TABLE cell AS SELECT r.unit_id, r.year, r.scope, c.path, split_part(c.path, '.', 1) AS t, split_part(c.path, '.', 2) AS r, split_part(c.path, '.', 3) AS c, c.value FROM report r, cells(r.figures) c;
CREATE FUNCTION pg_temp.key(unit_id text, year integer, scope text) RETURNS text LANGUAGE sql AS $$ SELECT CASE WHEN length(unit_id) > 32 THEN md5(unit_id) ELSE unit_id END || '-' || year || '-' || scope $$;
CREATE TEMP TABLE wide AS SELECT w.report_key, e.key AS col, e.value::numeric AS value FROM bi_wide w, jsonb_each_text(to_jsonb(w)) e WHERE e.key ~ '^t[2-4]_' AND e.value IS NOT NULL;
CREATE TEMP VIEW expected_wide AS SELECT pg_temp.key(unit_id, year, scope), CASE t WHEN 'proactive' THEN 't2_' WHEN 'requests' THEN 't3_' ELSE 't4_' END || r || '_' || c, value FROM cell WHERE value IS NOT NULL;
SELECT count(*) > 5000 AS many FROM wide;
(TABLE wide EXCEPT TABLE expected_wide) UNION ALL (TABLE expected_wide EXCEPT TABLE wide);
(SELECT report_key, path, amount, is_blank FROM bi_cell EXCEPT SELECT pg_temp.key(unit_id, year, scope), path, value, (value IS NULL)::integer FROM cell)
UNION ALL (SELECT pg_temp.key(unit_id, year, scope), path, value, (value IS NULL)::integer FROM cell EXCEPT SELECT report_key, path, amount, is_blank FROM bi_cell);
-- codes and labels go together, and sort as the form does
SELECT count(DISTINCT row_code), count(DISTINCT row_label) <= count(DISTINCT row_code) AS fewer FROM bi_cell WHERE table_no = 3 UNION ALL
	SELECT count(DISTINCT (row_code, row_label, row_no, group_code, group_label, group_no)), true FROM bi_cell WHERE table_no = 3;
SELECT DISTINCT group_no, group_label, row_no, left(row_label, 12) AS row_label FROM bi_cell WHERE table_no = 3 AND row_no > 18 ORDER BY row_no;
SELECT column_no, column_label FROM bi_cell WHERE table_no = 3 GROUP BY 1, 2 ORDER BY 1;
-- parts add up to the totals where no report has an error or a blank
SELECT r.report_key FROM bi_report r JOIN bi_outcome o USING (report_key) WHERE r.errors = 0 AND r.blanks = 0 GROUP BY r.report_key, r.processed HAVING sum(o.cases) <> r.processed;
SELECT r.report_key FROM bi_report r JOIN bi_applicant a USING (report_key) WHERE r.errors = 0 AND r.blanks = 0 GROUP BY r.report_key, r.received, r.processed HAVING sum(a.cases) <> r.received OR sum(a.processed) <> r.processed;
SELECT r.report_key FROM bi_report r JOIN bi_remedy a USING (report_key) WHERE r.errors = 0 AND r.blanks = 0 GROUP BY r.report_key, r.reconsiderations, r.lawsuits HAVING sum(a.cases) <> r.reconsiderations + r.lawsuits;
SELECT (SELECT sum(cases) FROM bi_outcome) = sum(value) FILTER (WHERE t = 'requests' AND c <> 'total' AND r NOT IN ('received', 'carried_in', 'processed', 'carried_out')) AS outcome,
	(SELECT sum(cases) FROM bi_applicant) = sum(value) FILTER (WHERE t = 'requests' AND c <> 'total' AND r = 'received') AS applicant,
	(SELECT sum(cases) FROM bi_remedy) = sum(value) FILTER (WHERE t = 'remedies' AND c <> 'total') AS remedy FROM cell;
-- numbers of a report: known if all their cells are
CREATE TEMP TABLE part AS SELECT DISTINCT n, f.path FROM (VALUES ('received', '^requests.received.total$'), ('denied', '^requests.(state_secret|prohibited_by_law|security_stability|third_party_rights|internal_affairs|process_information|enforcement_file|registry_lookup).total$'),
	('other_handling', '^requests.(otherwise_handled|supplement_overdue|fee_overdue|miscellaneous).total$'), ('organisations', '^requests.received.(enterprise|research|public_welfare|legal_service|other_organisation)$'),
	('natural_person', '^requests.received.natural_person$'), ('lawsuits', '^remedies.(direct_suit|suit_after_reconsideration).total$'), ('reconsiderations_pending', '^remedies.reconsideration.pending$'),
	('decisions', '^proactive.(licensing|penalties|compulsion).decisions$'), ('charges', '^proactive.charges.amount$')) v(n, pattern) JOIN form_cell f ON f.path ~ v.pattern;
SELECT e.key, p.n, to_jsonb(b) -> p.n AS is, e.should FROM (SELECT pg_temp.key(c.unit_id, c.year, c.scope), p.n, CASE WHEN count(*) = count(c.value) THEN sum(c.value) END AS should FROM cell c JOIN part p USING (path) GROUP BY 1, 2) e
	JOIN part p USING (n) JOIN bi_report b ON b.report_key = e.key WHERE (to_jsonb(b) ->> p.n)::numeric IS DISTINCT FROM e.should;
SELECT report_key, denied, other_handling, charges, blanks FROM bi_report WHERE unit_id IN ('k3', 'k2') AND year IN (2022, 2023) ORDER BY report_key COLLATE "C";
SELECT b.report_key FROM bi_report b JOIN report r ON pg_temp.key(r.unit_id, r.year, r.scope) = b.report_key LEFT JOIN (SELECT unit_id, year, scope, count(*) FILTER (WHERE severity = 'error' AND result = 'fail') AS errors,
	count(*) FILTER (WHERE result = 'unknown') AS unknown FROM finding GROUP BY 1, 2, 3) f ON f.unit_id = r.unit_id AND f.year = r.year AND f.scope = r.scope WHERE (b.errors, b.unknown) IS DISTINCT FROM (coalesce(f.errors, 0), coalesce(f.unknown, 0));
SELECT report_key, status_label, due_on, published_on, is_late, publication_no, is_corrected FROM bi_report WHERE year = 2024 AND unit_id IN ('k1', 'k2', 'both', 'e') OR (unit_id, year) = ('k2', 2019) ORDER BY 1;
-- where units stood
SELECT unit_id, year, unit_name, kind_label, division_code, concat_ws(' / ', level1_name, level2_name, level3_name, level4_name) AS levels, parent_id, depth, sort_no, owes_report, is_exempt, contact
FROM bi_unit WHERE year IN (2022, 2024) AND unit_id IN ('p', 'k1', 'k3', 'both', 'v', 'e') ORDER BY year, sort_no, unit_id COLLATE "C";
SELECT left(unit_id, 5) AS unit_id, length(unit_id) AS length, length(unit_name) AS name_length, division_code FROM bi_unit WHERE year = 2024 AND (length(unit_id) > 20 OR unit_id = 'alone') ORDER BY unit_name COLLATE "C";
SELECT count(*) = (SELECT count(*) FROM unit) * count(DISTINCT year) AS all_units, array_agg(DISTINCT year) FILTER (WHERE year < 2026) AS years FROM bi_unit;
-- totals from the edges alone; without any of a unit's own or below, the area's report
CREATE TEMP TABLE total AS WITH RECURSIVE below AS (SELECT y AS year, unit_id AS root, unit_id FROM unit, generate_series(2019, 2025) y
	UNION SELECT b.year, b.root, e.unit_id FROM below b JOIN unit_parent e ON e.parent_id = b.unit_id AND e.counted AND b.year >= e.from_year AND (e.to_year IS NULL OR b.year <= e.to_year)),
	area AS (SELECT r.* FROM report r WHERE (r.scope = 'consolidated' AND NOT EXISTS (SELECT FROM below b JOIN report o ON o.unit_id = b.unit_id AND o.year = r.year
		WHERE b.root = r.unit_id AND b.year = r.year AND b.unit_id <> r.unit_id AND o.scope IN ('own', 'consolidated') AND (o.origin = 'recorded' OR o.status IN ('submitted', 'approved', 'published'))))),
	chosen AS (TABLE area UNION ALL SELECT * FROM report r WHERE r.scope = 'own' AND NOT EXISTS (SELECT FROM area a WHERE a.unit_id = r.unit_id AND a.year = r.year))
	SELECT pg_temp.key(b.root, b.year, '') AS key, count(DISTINCT b.unit_id) AS units, sum(c.value) FILTER (WHERE c.path = 'requests.received.total') AS received,
		sum(c.value) FILTER (WHERE c.path = 'proactive.charges.amount') AS charges, count(*) FILTER (WHERE c.path IS NOT NULL AND c.value IS NULL) AS holes
	FROM below b LEFT JOIN chosen r ON r.unit_id = b.unit_id AND r.year = b.year LEFT JOIN cell c ON c.unit_id = r.unit_id AND c.year = r.year AND c.scope = r.scope GROUP BY 1;
SELECT count(*) = (SELECT count(*) FROM unit) * 7 AS all_units, sum(holes) > 0 AS holes, sum(drafts) > 0 AS drafts, sum(missing) > 0 AS missing, sum(left_out) > 0 AS left_out FROM bi_total;
SELECT b.total_key, b.units, t.units, b.received, t.received, b.charges, t.charges, b.holes, t.holes FROM bi_total b JOIN total t ON t.key = b.total_key || '-'
WHERE b.left_out = 0 AND (b.units, b.received, coalesce(b.holes, 0)) IS DISTINCT FROM (t.units, t.received, t.holes) OR b.charges IS DISTINCT FROM t.charges ORDER BY 1;
SELECT total_key, basis_label, units, owing, reported, missing, exempt, drafts, left_out FROM bi_total WHERE unit_id IN ('p', 'k') AND year IN (2019, 2024, 2025) ORDER BY total_key COLLATE "C";
-- a sum too large for the type that all tools read is unknown
SELECT bi_amount(999999999998.999999), bi_amount(1000000000000), bi_ratio(1, 3), bi_ratio(1, 0), bi_ratio(NULL, 1), bi_ratio(12345, 1), bi_ratio(0, 7);
-- findings and their cells
SELECT (SELECT count(*) FROM finding) = count(*) AS findings, count(*) FILTER (WHERE is_explained = 1) = (SELECT count(*) FROM finding WHERE explained) AS explained,
	(SELECT sum(cardinality(cells)) FROM finding) = (SELECT count(*) FROM bi_finding_cell) AS cells FROM bi_finding;
SELECT f.finding_key, f.severity_label, f.result_label, f.difference, c.cell_no, c.path, c.cell_label, position(c.cell_label IN f.cell_labels) > 0 AS in_text FROM bi_finding f JOIN bi_finding_cell c USING (finding_key)
WHERE f.report_key = 'both-2024-own' AND f.rule_code = 'requests.row.granted' ORDER BY c.cell_no;
SELECT DISTINCT why, why_label FROM bi_finding WHERE why IS NOT NULL AND why_label = why;
SELECT path, cell_label FROM bi_finding_cell WHERE path ~ '^(previous|children|text)' AND cell_label = path;
-- who has to report
SELECT due_key, state_label, status_label, published_on, contact, telephone FROM bi_due WHERE year = 2024 AND unit_id IN ('k1', 'k2', 'k', 'v', 'both') ORDER BY due_key COLLATE "C";
SELECT count(*) AS more_or_less FROM (SELECT d.unit_id, d.year FROM report_due d EXCEPT SELECT u.unit_id, b.year FROM bi_due b JOIN unit u ON left(pg_temp.key(u.unit_id, b.year, ''), -1) = b.due_key AND b.state NOT IN ('in_time', 'open')) m;
SELECT unit_id, year FROM bi_unit WHERE owes_report = 1 AND year IN (2024, 2025) EXCEPT SELECT unit_id, year FROM bi_due;
-- published: the last of each, while the next is under way; those recorded as they are
SELECT publication_key, publication_no, publication_kind_label, published_on, address, t3_granted_total FROM bi_published WHERE year = 2024 AND unit_id IN ('k1', 'k2', 'both', 'e') ORDER BY 1;
SELECT count(*) = (SELECT count(*) FROM report WHERE origin = 'recorded' AND status = 'published' OR (unit_id IN ('k1', 'k2') AND year = 2024)) AS all_of_them FROM bi_published;
-- requests: days by counting the calendar
SELECT request_key, state_label, due_on, days_allowed, days_taken, stopped_days, is_extended, is_in_time FROM bi_request WHERE length(request_no) = 1 ORDER BY request_key;
SELECT b.request_key, b.days_taken, e.days FROM bi_request b CROSS JOIN LATERAL (SELECT count(*) AS days FROM generate_series(b.received_on + 1, b.decided_on, interval '1 day') d WHERE is_working_day(d::date)) e
WHERE b.decided_on < '2027-01-01' AND b.days_taken IS DISTINCT FROM e.days;
SELECT length(request_key), state_label, days_taken, is_in_time FROM bi_request WHERE length(request_no) > 1;
SELECT answer_time_key, answered, on_time, on_time_ratio, extended, within_5, within_10, within_20, within_20_ratio, within_40, days_total, average_days, uncounted FROM bi_answer_time ORDER BY 1;
SELECT a.answer_time_key FROM bi_answer_time a JOIN (SELECT d.unit_id, extract(year FROM d.decided_on)::integer AS year, count(*) AS answered, count(*) FILTER (WHERE NOT coalesce(d.late, false)) AS on_time
	FROM request_due d WHERE d.decided_on IS NOT NULL AND d.state <> 'unknown' GROUP BY 1, 2) e ON e.unit_id = a.unit_id AND e.year = a.year WHERE (a.answered, a.on_time) IS DISTINCT FROM (e.answered, e.on_time);
-- no person, and nobody's words, in any column
SELECT count(*) FROM bi_request r WHERE to_jsonb(r)::text ~ '赵甲乙|1390000|钱丙丁|规划|甲公司';
SELECT d.refobjid::regclass FROM pg_depend d JOIN pg_rewrite w ON w.oid = d.objid WHERE d.classid = 'pg_rewrite'::regclass AND w.ev_class IN (SELECT oid FROM bi)
	AND d.refobjid IN ('request_applicant'::regclass, 'request_text'::regclass);

/* A new form: the generator appends what a view lacks, and moves nothing. */
CREATE VIEW disclosure.bi_older AS SELECT r.unit_id AS k, r.figures['remedies.direct_suit.total']::bigint AS t4_direct_suit_total, r.figures['requests.granted.total']::bigint AS t3_granted_total FROM report r;
SELECT create_bi_wide('bi_older', 'r.unit_id AS k', 'disclosure.report r');
SELECT count(*) AS columns, string_agg(attname, ' ' ORDER BY attnum) FILTER (WHERE attnum < 6) AS first FROM pg_attribute WHERE attrelid = 'disclosure.bi_older'::regclass AND attnum > 0;
DROP VIEW disclosure.bi_older;
-- the whole of the register's files again: nothing moves, nothing is lost
CREATE TEMP TABLE before AS SELECT * FROM bi_col;
UPDATE register SET version = '0.9';
CALL upgrade_register();
(TABLE before EXCEPT TABLE bi_col) UNION ALL (TABLE bi_col EXCEPT TABLE before);

/* Tables. */
CREATE ROLE regress_bi_reader;
CREATE ROLE regress_bi_tool;
CREATE SCHEMA bi;
GRANT USAGE ON SCHEMA bi TO regress_bi_tool;
SELECT count(*) = (SELECT count(*) FROM bi_view) AS all_views, sum(rows) > 0 AS rows FROM publish_tables('bi');
CREATE FUNCTION pg_temp.same(view text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE n bigint;
BEGIN
	EXECUTE format('SELECT count(*) FROM ((TABLE bi.%1$I EXCEPT ALL TABLE disclosure.%1$I) UNION ALL (TABLE disclosure.%1$I EXCEPT ALL TABLE bi.%1$I)) d', view) INTO n;
	RETURN n = 0;
END $$;
SELECT view FROM bi WHERE NOT pg_temp.same(view);
-- ordinary tables with a primary key, the same columns, types and comments; readable by whom the schema's owner let in
SELECT b.view FROM bi b LEFT JOIN pg_class t ON t.relnamespace = 'bi'::regnamespace AND t.relname = b.view AND t.relkind = 'r'
WHERE NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = t.oid AND i.indisprimary AND i.indkey::text = '1') OR obj_description(t.oid, 'pg_class') NOT LIKE obj_description(b.oid, 'pg_class') || '%'
	OR NOT has_table_privilege('regress_bi_tool', t.oid, 'SELECT') OR has_table_privilege('regress_bi_reader', t.oid, 'SELECT');
SELECT c.view, c.col FROM bi_col c LEFT JOIN pg_attribute a ON a.attrelid = to_regclass('bi.' || c.view) AND a.attname = c.col AND a.attnum = c.attnum
WHERE a.attname IS NULL OR format_type(a.atttypid, a.atttypmod) <> c.type OR col_description(a.attrelid, a.attnum) <> c.comment;
-- again: what has changed is there, what others built on the tables too
CREATE VIEW public.built AS SELECT report_key, granted FROM bi.bi_report WHERE unit_id = 'both' AND year = 2024;
GRANT SELECT ON bi.bi_report TO regress_bi_reader;
ALTER TABLE bi.bi_view DROP COLUMN columns;
UPDATE report SET figures['requests.granted.total'] = 6 WHERE unit_id = 'both' AND year = 2024;
SELECT table_name, rows FROM publish_tables('bi', '{bi_report,bi_view,bi_due}') WHERE table_name <> 'bi.bi_view' ORDER BY 1;
SELECT granted, has_table_privilege('regress_bi_reader', 'bi.bi_report', 'SELECT') AS still, (SELECT count(columns) > 0 FROM bi.bi_view) AS column_added FROM public.built;
SELECT view FROM bi WHERE view IN ('bi_report', 'bi_due') AND NOT pg_temp.same(view);
-- all or nothing
CREATE SCHEMA half;
CREATE TABLE half.bi_wide (mine integer);
SELECT count(*) FROM publish_tables('half');
SELECT count(*) FROM pg_class WHERE relnamespace = 'half'::regnamespace;
-- not where it would be read by everybody, belong to others, or be in the way
SELECT count(*) FROM publish_tables('disclosure');
SELECT count(*) FROM publish_tables('pg_catalog');
SELECT count(*) FROM publish_tables('nowhere');
SELECT count(*) FROM publish_tables('bi', '{bi_none,unit}');
-- who sees what: a reader of one unit its rows alone, of whatever view, and tables with no others
SELECT grant_duty('regress_bi_reader', 'read', 'k1');
SELECT grant_duty('regress_bi_tool', 'read');
CREATE SCHEMA own AUTHORIZATION regress_bi_reader;
SET ROLE regress_bi_reader;
SELECT count(*) FROM publish_tables('bi');
SELECT view, rows FROM pg_temp.keys() WHERE view IN ('bi_report', 'bi_wide', 'bi_request', 'bi_answer_time', 'bi_total', 'bi_due', 'bi_published');
CREATE FUNCTION pg_temp.units() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE v text;
BEGIN
	FOR v IN SELECT view FROM bi_col WHERE col = 'unit_id' LOOP
		RETURN QUERY EXECUTE format('SELECT DISTINCT unit_id::text FROM disclosure.%I', v);
	END LOOP;
END $$;
SELECT DISTINCT u AS units FROM pg_temp.units() u;
SELECT DISTINCT level1_name, level2_name, level3_name FROM bi_report ORDER BY 3;
SELECT count(*) > 10 AS tables FROM publish_tables('own');
SELECT DISTINCT unit_id FROM own.bi_wide;
RESET ROLE;
-- the rights of a duty without a unit: no row
SET ROLE regress_bi_tool;
SELECT view, rows FROM pg_temp.keys() WHERE view NOT IN ('bi_column', 'bi_view') AND rows > 0;
RESET ROLE;
\c contrib_regression
DROP DATABASE regress_bi;
DROP ROLE regress_bi_reader, regress_bi_tool;
