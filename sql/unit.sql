-- Units: names, parents and obligations by year, succession, the closure of the tree.
CREATE DATABASE regress_unit;
\c regress_unit
CREATE EXTENSION report_ext;
SET search_path = disclosure, public;
\set VERBOSITY terse
CALL create_register();
INSERT INTO unit (unit_id, name, kind, division_code) VALUES
	('36', '某省', 'government', '360000'), ('3608', '某市', 'government', '360800'),
	('a', '甲县', 'government', '360821'), ('a1', '甲县公安局', 'department', NULL), ('a2', '甲县城关镇', 'township', '360821100'),
	('b', '乙县', 'government', '360822'), ('b1', '乙县公安局', 'department', NULL),
	('z', '某市高新区', 'zone', NULL), ('t', '甲县税务局', 'vertical', NULL), ('st', '某市税务局', 'vertical', NULL),
	('e', '甲县自来水公司', 'enterprise', NULL);

-- codes as a spreadsheet leaves them, and none; a name is a name
INSERT INTO unit (unit_id, name) VALUES ('', '甲县民政局');
INSERT INTO unit (unit_id, name) VALUES ('　', '甲县民政局');
INSERT INTO unit (unit_id, name) VALUES (' a3', '甲县民政局');
INSERT INTO unit (unit_id, name) VALUES ('ａ3', '甲县民政局');
INSERT INTO unit (unit_id, name) VALUES (E'a3\t', '甲县民政局');
INSERT INTO unit (unit_id, name) VALUES ('a3', '');
UPDATE unit SET unit_id = 'a1 ' WHERE unit_id = 'a1';
INSERT INTO unit (unit_id, name) VALUES ('a3', '　');
INSERT INTO unit (unit_id, name) VALUES ('a3', ' 甲县民政局');
INSERT INTO unit_name (unit_id, name, to_year) VALUES ('a1', E'甲县公安司法局\t', 2018);

-- years of two digits would be long past, days of other years belong to another line, and who is exempt is so for a reason
INSERT INTO unit_parent (unit_id, parent_id, from_year, to_year) VALUES ('a1', 'a', 0, 24);
INSERT INTO unit_name (unit_id, name, from_year) VALUES ('a1', '甲县公安司法局', 20180);
INSERT INTO unit_successor (unit_id, successor_id, year) VALUES ('a1', 'b1', 24);
INSERT INTO reporter (unit_id, to_year) VALUES ('a1', 23);
INSERT INTO reporter (unit_id, from_date) VALUES ('a1', '2022-07-01');
INSERT INTO reporter (unit_id, from_year, from_date) VALUES ('a1', 2022, '2023-07-01');
INSERT INTO reporter (unit_id, to_date) VALUES ('a1', '2022-07-01');
INSERT INTO reporter (unit_id, to_year, to_date) VALUES ('a1', 2022, '2020-07-01');
INSERT INTO reporter (unit_id, exempt, reason) VALUES ('a1', true, ' 　');
INSERT INTO deadline (unit_id, month, day, from_year) VALUES ('a', 1, 26, 24);
INSERT INTO rule (code, statement, to_year) VALUES ('own.a', 'requests.received.total >= 0', 24);
INSERT INTO measure (code, label, numerator, unit, from_year) VALUES ('own_a', '新收', 'requests.received.total', '件', 24);
BEGIN;
INSERT INTO reporter (unit_id, from_year, from_date, to_year, to_date) VALUES ('a1', 2022, '2021-12-01', 2023, '2024-03-31'), ('b1', 2022, '2022-12-01', 2023, '2023-03-31');
ROLLBACK;

SELECT w AS word, unit_kind(w) FROM unnest('{部门,department,企事业单位,局,""}'::text[] || NULL::text) w;

-- business is handed over once: to one unit, or in parts to several, and not on in the same year
BEGIN;
INSERT INTO unit_successor (unit_id, successor_id, year) VALUES ('a1', 'b1', 2023), ('a1', 'z', 2024);
SAVEPOINT s;
INSERT INTO unit_successor (unit_id, successor_id, year) VALUES ('a1', 't', 2023);
ROLLBACK TO s;
INSERT INTO unit_successor (unit_id, successor_id, year, partly) VALUES ('a1', 't', 2023, true);
ROLLBACK TO s;
INSERT INTO unit_successor (unit_id, successor_id, year) VALUES ('b1', 'a1', 2023);
ROLLBACK TO s;
INSERT INTO unit_successor (unit_id, successor_id, year) VALUES ('b1', 't', 2023);
ROLLBACK TO s;
INSERT INTO unit_successor (unit_id, successor_id, year, partly) VALUES ('t', 'a1', 2023, true);
ROLLBACK TO s;
UPDATE unit_successor SET year = 2023;
ROLLBACK TO s;
-- in parts, of several, in another year
INSERT INTO unit_successor (unit_id, successor_id, year, partly) VALUES ('b1', 't', 2023, true), ('b1', 'st', 2023, true);
INSERT INTO unit_successor (unit_id, successor_id, year) VALUES ('a2', 'b1', 2023), ('b1', 't', 2024);
UPDATE unit_successor SET partly = true WHERE unit_id = 'a1';
INSERT INTO unit_successor (unit_id, successor_id, year, partly) VALUES ('a1', 't', 2023, true);
ROLLBACK;

-- a tree by year; the tax office is published by the county and counted by the city's bureau
INSERT INTO unit_parent (unit_id, parent_id, from_year, to_year, counted) VALUES
	('3608', '36', 0, NULL, true), ('a', '3608', 0, NULL, true), ('b', '3608', 0, NULL, true), ('z', '3608', 2021, NULL, true),
	('a1', 'a', 0, NULL, true), ('a2', 'a', 0, 2021, true), ('a2', 'b', 2022, NULL, true), ('b1', 'b', 0, NULL, true),
	('t', 'a', 0, NULL, false), ('t', 'st', 0, NULL, true), ('st', '3608', 0, NULL, true), ('e', 'a', 0, NULL, true);
SELECT ancestor_id, string_agg(unit_id || CASE WHEN counted THEN '' ELSE '（不计）' END, ' ' ORDER BY unit_id COLLATE "C") AS units_2021
FROM unit_closure WHERE 2021 BETWEEN from_year AND to_year AND depth > 0 GROUP BY 1 ORDER BY ancestor_id COLLATE "C";
SELECT ancestor_id, from_year, to_year, depth, counted, only_parent FROM unit_closure WHERE unit_id IN ('a2', 't') ORDER BY unit_id COLLATE "C", depth, ancestor_id COLLATE "C", 2;

-- refused: cycles in some year, long ones and short, and two lines at a time; two lines that hold in the same years
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('36', 'a1');
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('36', '36');
INSERT INTO unit_parent (unit_id, parent_id, from_year, to_year) VALUES ('b', 'a2', 2022, 2023);
INSERT INTO unit_parent (unit_id, parent_id, from_year, to_year) VALUES ('z', 'a2', 2023, NULL), ('b1', 'z', 2023, NULL), ('b', 'b1', 2024, NULL);
UPDATE unit_parent SET parent_id = 'a2' WHERE unit_id = 'b' AND parent_id = '3608';
INSERT INTO unit_parent (unit_id, parent_id, from_year) VALUES ('a1', 'a', 2020);
INSERT INTO unit_parent (unit_id, parent_id, from_year, to_year) VALUES ('a2', 'a', 2020, 2030);
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('a1', 'nowhere');
INSERT INTO unit_name VALUES ('a1', 2000, 2018, '甲县公安司法局'), ('a1', 2018, NULL, '甲县公安局');
INSERT INTO reporter (unit_id, from_year) VALUES ('a1', 2019), ('a1', 2021);
INSERT INTO reporter (unit_id, exempt) VALUES ('a1', true);
-- a cycle in no single year is no cycle: b was once below a2, now a2 is below b
INSERT INTO unit_parent (unit_id, parent_id, from_year, to_year) VALUES ('b', 'a2', 0, 2000);
DELETE FROM unit_parent WHERE unit_id = 'b' AND parent_id = 'a2';
SELECT count(*) FROM unit_closure WHERE ancestor_id = 'a2';

-- counted in two places: both totals have it, the total above has it once
INSERT INTO unit_parent (unit_id, parent_id, from_year) VALUES ('a1', 'b', 2023);
SELECT * FROM counted_twice;
SELECT ancestor_id, from_year, to_year, depth, only_parent FROM unit_closure WHERE unit_id = 'a1' AND counted ORDER BY ancestor_id COLLATE "C", 2;
DELETE FROM unit_parent WHERE unit_id = 'a1' AND parent_id = 'b';

-- codes: a wrong one is a finding and no obstacle; a missing one is no finding
UPDATE unit SET credit_code = '11370812004339255B', organisation_code = '004339255' WHERE unit_id = 'a';
UPDATE unit SET credit_code = '11370812004339255C', organisation_code = '000000001', division_code = '36082' WHERE unit_id = 'b';
SELECT unit_id, rule, severity, message FROM unit_finding ORDER BY 1, 2;

-- who owes a report: all but enterprises, unless reporter says otherwise
INSERT INTO reporter (unit_id, from_year, to_year, exempt, reason) VALUES ('z', 2021, 2022, true, '筹建'), ('z', 2023, NULL, false, NULL);
INSERT INTO reporter (unit_id, from_year, from_date) VALUES ('a2', 2022, '2022-07-01');
INSERT INTO reporter (unit_id, from_year) VALUES ('e', 2023);
SELECT u.unit_id, array_agg(y ORDER BY y) FILTER (WHERE owes_report(u.unit_id, u.kind, y)) AS years
FROM unit u, generate_series(2020, 2024) y WHERE u.unit_id IN ('a1', 'a2', 'e', 'z') GROUP BY 1 ORDER BY 1;

-- the list of a total (汇总名录), with names of the year
INSERT INTO unit_name VALUES ('a2', 2000, 2021, '甲县城关乡');
INSERT INTO report (unit_id, year) VALUES ('a1', 2021), ('a1', 2022);
SELECT year, total_of, string_agg(unit_name, ' ' ORDER BY depth, unit_id COLLATE "C") FROM total_member
WHERE total_of IN ('a', 'b', 'st') GROUP BY 1, 2 ORDER BY 1, 2;
SELECT unit_id, year, owing, exempt, reason, from_date FROM total_member WHERE total_of = '3608' AND unit_id IN ('z', 'a2') ORDER BY 1, 2;

-- a unit gets another code: everything follows; a unit with reports stays, and keeps its code
UPDATE unit SET unit_id = 'A' WHERE unit_id = 'a';
SELECT string_agg(unit_id, ' ' ORDER BY unit_id COLLATE "C") FROM unit_closure WHERE ancestor_id = 'A' AND 2021 BETWEEN from_year AND to_year;
UPDATE unit SET unit_id = 'A1' WHERE unit_id = 'a1';
SELECT unit_id, year, verify_history(unit_id, year) FROM report ORDER BY 2;
DELETE FROM unit WHERE unit_id = 't';
SELECT count(*) FROM unit_closure WHERE unit_id = 't';

-- A unit entered by mistake goes with all that depends on it, as long as nothing of it was ever submitted.
CREATE ROLE regress_unit;
CREATE ROLE regress_unit_filler;
INSERT INTO unit (unit_id, name) VALUES ('wrong', '误录局'), ('right', '正录局');
-- a duty is for a unit
SELECT grant_duty('regress_unit', 'manage');
SELECT grant_duty('regress_unit', 'manage', 'wrong'), grant_duty('regress_unit_filler', 'fill', 'wrong');
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('wrong', 'A');
INSERT INTO unit_name (unit_id, name, to_year) VALUES ('wrong', '误录旧局', 2018);
INSERT INTO unit_successor (unit_id, successor_id, year) VALUES ('wrong', 'right', 2024);
INSERT INTO unit_contact (unit_id, task, name) VALUES ('wrong', 'fill', '张三');
INSERT INTO reporter (unit_id, from_year) VALUES ('wrong', 2020);
INSERT INTO deadline (unit_id, month, day) VALUES ('wrong', 1, 20);
INSERT INTO holiday (unit_id, day, working, reason) VALUES ('wrong', '2023-03-01', false, '节日');
INSERT INTO ledger (unit_id, from_year, keeps) VALUES ('wrong', 2023, '{requests}');
INSERT INTO supplied_figure (unit_id, year, path, value, supplied_by) VALUES ('wrong', 2023, 'proactive.licensing.decisions', 1, '审批办');
INSERT INTO catalogue_item (unit_id, item_no, field, item) VALUES ('wrong', '1', '财政', '预算');
INSERT INTO site_column (unit_id, name, every_days) VALUES ('wrong', '年报', 365);
INSERT INTO task (unit_id, year, task_no, task) VALUES ('wrong', 2023, '1', '公开');
INSERT INTO training (unit_id, title, held_on) VALUES ('wrong', '培训', '2023-03-01');
INSERT INTO assessment (unit_id, assessment_no, kind, held_on) VALUES ('wrong', '1', 'self', '2023-03-01');
INSERT INTO report (unit_id, year, figures) VALUES ('wrong', 2022, zero_figures('2021')), ('wrong', 2023, zero_figures('2021'));
INSERT INTO report_text (unit_id, year, scope, title, sections) VALUES ('wrong', 2023, 'own', '报告', '{"一": {"text": "主动公开3条。"}}');
UPDATE report_text SET title = '年度报告' WHERE unit_id = 'wrong';
INSERT INTO report_source (unit_id, year, scope, source, notes) VALUES ('wrong', 2023, 'own', '原文', '[]');
UPDATE report_source SET source = '页面' WHERE unit_id = 'wrong';
INSERT INTO review_note (unit_id, year, scope, note) VALUES ('wrong', 2023, 'own', '核对');
UPDATE report SET figures['requests.otherwise_handled.total'] = 0 WHERE unit_id = 'wrong' AND year = 2023;
SELECT count(explain('wrong', 2023, 'own', 'form.mixed', '情况属实')) AS explained;
DELETE FROM report WHERE unit_id = 'wrong' AND year = 2022;
SELECT year, version, deleted FROM report_version WHERE unit_id = 'wrong' ORDER BY 1, 2;
-- rows about the unit, by the catalog: all tables that name one
CREATE FUNCTION pg_temp.about(unit text) RETURNS TABLE (held text, rows bigint) LANGUAGE plpgsql AS $$
BEGIN
	FOR held IN SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'unit_id'
		WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind = 'r' ORDER BY c.relname COLLATE "C" LOOP
		EXECUTE format('SELECT count(*) FROM disclosure.%I WHERE unit_id = $1', held) INTO rows USING unit;
		RETURN NEXT;
	END LOOP;
END $$;
SELECT string_agg(held, ' ') FILTER (WHERE rows > 0) AS has, string_agg(held, ' ') FILTER (WHERE rows = 0) AS has_not FROM pg_temp.about('wrong');
-- what else refers to it, or was made with it, keeps it
CREATE FUNCTION pg_temp.kept(statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
	DELETE FROM disclosure.unit WHERE unit_id = 'wrong';
	RAISE EXCEPTION 'deleted';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLERRM;
END $$;
SELECT pg_temp.kept(s) FROM unnest(ARRAY[
	$$INSERT INTO disclosure.request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('wrong', '1', 'natural_person', 'online', '2023-03-01')$$,
	$$INSERT INTO disclosure.request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('wrong', '1', 'natural_person', 'online', '2023-03-01');
		DELETE FROM disclosure.request WHERE unit_id = 'wrong'$$,
	$$INSERT INTO disclosure.request (unit_id, request_no, applicant_kind, channel, received_on, successor_id) VALUES ('right', '1', 'natural_person', 'online', '2023-03-01', 'wrong')$$,
	$$INSERT INTO disclosure.remedy_case (unit_id, case_no, kind, filed_on) VALUES ('wrong', '1', 'reconsideration', '2023-03-01')$$,
	$$INSERT INTO disclosure.disclosed_item (unit_id, item_no, kind, title, made_on) VALUES ('wrong', '1', 'normative_documents', '办法', '2023-03-01')$$,
	$$SELECT disclosure.freeze(2023, 'wrong', '封账')$$,
	$$SELECT disclosure.freeze(2023, 'A', '封账')$$,
	$$INSERT INTO disclosure.report (unit_id, year, origin, figures) VALUES ('wrong', 2021, 'recorded', disclosure.zero_figures('2021')); DELETE FROM disclosure.report WHERE unit_id = 'wrong' AND year = 2021$$,
	$$DELETE FROM disclosure.report; INSERT INTO disclosure.report (unit_id, year, status, figures) VALUES ('wrong', 2023, 'submitted', disclosure.zero_figures('2021'));
		SELECT disclosure.return_report('wrong', 2023, 'own', '重报')$$]) s;
-- whoever manages the unit may delete it, nobody else
SET ROLE regress_unit_filler;
DELETE FROM unit WHERE unit_id = 'wrong';
RESET ROLE;
SET ROLE regress_unit;
DELETE FROM unit WHERE unit_id = 'right';
DELETE FROM unit WHERE unit_id = 'wrong';
RESET ROLE;
SELECT string_agg(held, ' ') FILTER (WHERE rows > 0) AS has FROM pg_temp.about('wrong');
-- the history of others is kept as ever
DELETE FROM report_version WHERE unit_id = 'a1';
-- the code is free again
INSERT INTO unit (unit_id, name) VALUES ('wrong', '新局');
INSERT INTO report (unit_id, year) VALUES ('wrong', 2023);
SELECT version, verify_history('wrong', 2023) FROM report WHERE unit_id = 'wrong';
DELETE FROM unit WHERE unit_id IN ('wrong', 'right');

-- Who manages a unit goes on to do so while it has no place: with a parent that does not count it, or not in these years, and when it was in the wrong one.
BEGIN;
INSERT INTO unit (unit_id, name, kind) VALUES ('m', '某区', 'government'), ('mx', '他区', 'government');
SELECT grant_duty('regress_unit', 'manage', 'm');
SET LOCAL ROLE regress_unit;
INSERT INTO unit (unit_id, name) VALUES ('m1', '某区税务局'), ('m2', '某区公安局'), ('m3', '某区水利局');
INSERT INTO unit_parent (unit_id, parent_id, counted) VALUES ('m1', 'm', false);
INSERT INTO unit_parent (unit_id, parent_id, from_year) VALUES ('m2', 'm', 2023);
INSERT INTO unit_parent (unit_id, parent_id, to_year) VALUES ('m3', 'm2', 2020);
SELECT unit_id, string_agg(DISTINCT granted_on, ' ') AS managed_by FROM my_unit WHERE unit_id LIKE 'm_' AND duty = 'manage' GROUP BY unit_id ORDER BY unit_id;
UPDATE unit SET name = '某区国家税务局' WHERE unit_id = 'm1';
UPDATE unit_parent SET counted = true WHERE unit_id = 'm1';
UPDATE unit_parent SET counted = false WHERE unit_id = 'm2';
DELETE FROM unit_parent WHERE unit_id = 'm3';
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('m3', 'm1');
DELETE FROM unit WHERE unit_id = 'm1';
SELECT unit_id, string_agg(DISTINCT granted_on, ' ') AS managed_by FROM my_unit WHERE unit_id LIKE 'm_' AND duty = 'manage' GROUP BY unit_id ORDER BY unit_id;
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('m3', 'm');
-- others are not his, and codes are the owner's
SAVEPOINT s;
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('m3', 'mx');
ROLLBACK TO s;
UPDATE unit SET unit_id = 'mm' WHERE unit_id = 'mx';
ROLLBACK TO s;
UPDATE unit SET unit_id = 'm03' WHERE unit_id = 'm3';
ROLLBACK;

-- those below are not lost without a word
BEGIN;
INSERT INTO unit (unit_id, name) VALUES ('above', '误录县'), ('below', '误录县农业局'), ('beside', '误录县水利局');
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('above', 'A'), ('below', 'above'), ('beside', 'above');
DELETE FROM unit WHERE unit_id = 'below';
DELETE FROM unit WHERE unit_id = 'above';
ROLLBACK;

-- the closure of any tree equals a walk through it, year by year, whatever the order of the changes
CREATE FUNCTION pg_temp.closure_differs() RETURNS TABLE (year integer, missing bigint, extra bigint, wrong bigint) LANGUAGE sql AS $$
	WITH RECURSIVE walk AS (
		SELECT y AS year, u.unit_id, u.unit_id AS ancestor_id, 0 AS depth, true AS counted
		FROM disclosure.unit u, generate_series(2019, 2025) y
		UNION
		SELECT w.year, w.unit_id, e.parent_id, w.depth + 1, w.counted AND e.counted
		FROM walk w JOIN disclosure.unit_parent e ON e.unit_id = w.ancestor_id AND w.year >= e.from_year AND (w.year <= e.to_year OR e.to_year IS NULL)
	), expected AS (
		SELECT year, unit_id, ancestor_id, min(depth) AS depth, bool_or(counted) AS counted FROM walk GROUP BY 1, 2, 3
	), got AS (
		SELECT y AS year, c.unit_id, c.ancestor_id, c.depth, c.counted, count(*) AS lines
		FROM disclosure.unit_closure c, generate_series(2019, 2025) y WHERE y BETWEEN c.from_year AND c.to_year GROUP BY 1, 2, 3, 4, 5
	)
	SELECT year, count(*) FILTER (WHERE g.lines IS NULL), count(*) FILTER (WHERE e.depth IS NULL),
		count(*) FILTER (WHERE g.lines > 1 OR g.depth <> e.depth OR g.counted <> e.counted)
	FROM expected e FULL JOIN got g USING (year, unit_id, ancestor_id)
	WHERE g.lines IS DISTINCT FROM 1 OR e.depth IS NULL OR g.depth <> e.depth OR g.counted <> e.counted
	GROUP BY 1 $$;
INSERT INTO unit (unit_id, name) SELECT 'r' || i, '单位' || i FROM generate_series(1, 300) i;
SELECT setseed(0.3);
-- parents have lower numbers, so there is no cycle; years and counting at random; some units have two
INSERT INTO unit_parent (unit_id, parent_id, from_year, to_year, counted)
SELECT DISTINCT ON (unit_id, parent_id) unit_id, parent_id, from_year, nullif(from_year + length, 2030), counted FROM (
	SELECT 'r' || i AS unit_id, 'r' || greatest(1, (i * random() * 0.5)::integer) AS parent_id, 2018 + (random() * 5)::integer AS from_year,
		(random() * 8)::integer AS length, random() < 0.8 AS counted
	FROM generate_series(2, 300) i, generate_series(1, 2) n) random_edge WHERE unit_id <> parent_id;
SELECT * FROM pg_temp.closure_differs();
DO $$
BEGIN
	FOR i IN 1..60 LOOP
		BEGIN
			CASE i % 3
				WHEN 0 THEN DELETE FROM disclosure.unit_parent WHERE unit_id = 'r' || (2 + (random() * 298)::integer);
				WHEN 1 THEN UPDATE disclosure.unit_parent SET counted = NOT counted, to_year = from_year + (random() * 6)::integer
					WHERE unit_id = 'r' || (2 + (random() * 298)::integer);
				ELSE INSERT INTO disclosure.unit_parent SELECT 'r' || n, 'r' || (n / 3 + 1), 2010, 2017 + (random() * 8)::integer
					FROM (SELECT 5 + (random() * 290)::integer AS n) x ON CONFLICT DO NOTHING;
			END CASE;
		EXCEPTION WHEN exclusion_violation OR integrity_constraint_violation THEN NULL;
		END;
	END LOOP;
END $$;
SELECT * FROM pg_temp.closure_differs();
SET client_min_messages = warning;
-- units in the middle of the tree that go, or get another code, even one that was another's, several at once
DELETE FROM unit WHERE unit_id IN ('r2', 'r5', 'r7', 'r20', 'r299');
SELECT * FROM pg_temp.closure_differs();
UPDATE unit SET unit_id = 'n' || unit_id WHERE unit_id IN ('r1', 'r3', 'r4', 'r8', 'r150');
SELECT * FROM pg_temp.closure_differs();
UPDATE unit SET unit_id = CASE unit_id WHEN 'nr3' THEN 'r1' ELSE 'new' || unit_id END, name = name || '局' WHERE unit_id IN ('nr3', 'r6', 'r9');
SELECT * FROM pg_temp.closure_differs();
DELETE FROM unit WHERE unit_id = 'r6' OR unit_id LIKE 'r1_';
INSERT INTO unit (unit_id, name) SELECT 'r1' || i, '新单位' || i FROM generate_series(0, 9) i;
SELECT * FROM pg_temp.closure_differs();
SELECT count(*) AS without_unit FROM unit_closure c WHERE NOT EXISTS (SELECT FROM unit u WHERE u.unit_id = c.unit_id)
	OR NOT EXISTS (SELECT FROM unit u WHERE u.unit_id = c.ancestor_id);
-- only_parent: the one parent that counts the unit in all of those years
SELECT count(*) > 50 AS some, count(*) FILTER (WHERE c.only_parent <> (
	SELECT count(*) = 1 AND bool_and(e.parent_id = c.ancestor_id AND c.from_year >= e.from_year AND c.to_year <= coalesce(e.to_year, 9999))
	FROM unit_parent e WHERE e.unit_id = c.unit_id AND e.counted AND e.from_year <= c.to_year AND coalesce(e.to_year, 9999) >= c.from_year)) AS wrong
FROM unit_closure c WHERE depth = 1;
-- Units that each have the two of the level above for parents have a million ways up, and a line for each unit above; a chain has an end.
BEGIN;
INSERT INTO unit (unit_id, name) SELECT format('l%s%s', lpad(n::text, 2, '0'), s), '局' FROM generate_series(0, 20) n, unnest('{a,b}'::text[]) s;
INSERT INTO unit_parent (unit_id, parent_id, counted)
SELECT format('l%s%s', lpad(n::text, 2, '0'), s), format('l%s%s', lpad((n - 1)::text, 2, '0'), p), p = s FROM generate_series(1, 20) n, unnest('{a,b}'::text[]) s, unnest('{a,b}'::text[]) p;
SELECT unit_id, count(*), count(DISTINCT ancestor_id), max(depth), count(*) FILTER (WHERE counted) AS counted FROM unit_closure WHERE unit_id LIKE '%a' AND left(unit_id, 3) IN ('l00', 'l01', 'l02', 'l20') GROUP BY 1 ORDER BY 1;
SELECT * FROM pg_temp.closure_differs();
INSERT INTO unit (unit_id, name) VALUES ('l21a', '局');
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('l21a', 'l20a');
ROLLBACK;
-- the owner empties the tables
BEGIN;
TRUNCATE unit_parent;
SELECT * FROM pg_temp.closure_differs();
SET LOCAL client_min_messages = warning;
TRUNCATE unit CASCADE;
SELECT count(*) AS lines FROM unit_closure;
ROLLBACK;
\c contrib_regression
DROP DATABASE regress_unit;
DROP ROLE regress_unit, regress_unit_filler;
