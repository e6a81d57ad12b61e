-- Publications, corrections and freezes: figures once published stay readable, whatever is done to the report.
CREATE DATABASE regress_publication;
\c regress_publication
CREATE EXTENSION report_ext;
SET search_path = disclosure, public;
SET datestyle = iso;
\set VERBOSITY terse
\pset null -
CALL create_register();
-- rules have no part in this
UPDATE rule SET enabled = false;
\set ECHO none
\i sql/include/reports.sql
\set ECHO all
CREATE FUNCTION pg_temp.n(f figures) RETURNS numeric LANGUAGE sql AS $$ SELECT disclosure.value_of(f, 'requests.granted.total') $$;
CREATE FUNCTION pg_temp.pass(unit_id text, year integer, scope text DEFAULT 'own') RETURNS void LANGUAGE sql AS $$
	SELECT set_config('disclosure.actor', 'clerk', true);
	SELECT disclosure.submit_report(unit_id, year, scope);
	SELECT set_config('disclosure.actor', 'reviewer', true);
	SELECT disclosure.approve_report(unit_id, year, scope) $$;
INSERT INTO unit (unit_id, name, kind) VALUES ('c', '甲县', 'government'), ('a', '甲局', 'department'), ('b', '乙局', 'department'),
	('d', '丁局', 'department'), ('late', '迟报局', 'department'), ('x', '甲镇', 'township'), ('x1', '甲镇财政所', 'dispatched'),
	('other', '乙县', 'government'), ('r', '收录局', 'department');
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('a', 'c'), ('b', 'c'), ('d', 'c'), ('late', 'c'), ('x', 'c'), ('x1', 'x'), ('r', 'c');
INSERT INTO unit_name (unit_id, from_year, to_year, name) VALUES ('a', 0, 2023, '甲委员会');
CREATE VIEW public.published AS SELECT unit_id, year, number, kind, published_on, address, current, pg_temp.n(figures) AS granted, unit_name
FROM published_report ORDER BY unit_id COLLATE "C", year, scope, number;

-- The first publication: by function, with a date and an address; by UPDATE; by INSERT; today if no date is given.
INSERT INTO report (unit_id, year, figures) VALUES ('a', 2023, pg_temp.granted(10)), ('b', 2023, pg_temp.granted(20)), ('d', 2023, pg_temp.granted(40));
SELECT count(*) FROM published;
SELECT pg_temp.pass('a', 2023), pg_temp.pass('b', 2023);
SELECT count(*) FROM published;
-- an address that a page can link to
SELECT publish_report('a', 2023, published_on => '2024-01-20', address => 'javascript:alert(1)');
SELECT publish_report('a', 2023, published_on => '2024-01-20', address => '门户网站');
SELECT publish_report('a', 2023, published_on => '2024-01-20', address => E'https://www.example.cn/a\nhttps://www.example.cn/b');
SELECT publish_report('a', 2023, published_on => '2024-01-20', address => 'http://www.example.cn/a');
UPDATE report SET status = 'published', issued_on = '2024-01-21' WHERE unit_id = 'b';
INSERT INTO report (unit_id, year, status, issued_on, figures) VALUES ('b', 2022, 'published', '2023-01-21', pg_temp.granted(2));
INSERT INTO report (unit_id, year, origin, status, issued_on, figures) VALUES ('r', 2023, 'recorded', 'published', '2024-01-10', pg_temp.granted(80)),
	('r', 2022, 'recorded', 'draft', NULL, pg_temp.granted(8));
SELECT * FROM published;
SELECT issued_on FROM report WHERE unit_id = 'a';
INSERT INTO report (unit_id, year, figures) VALUES ('b', 2021, pg_temp.granted(1));
SELECT pg_temp.pass('b', 2021), publish_report('b', 2021);
SELECT published_on = current_date AS today, address, issued_on = published_on AS same FROM publication JOIN report USING (unit_id, year, scope) WHERE unit_id = 'b' AND year = 2021;
-- date and address of one are not left for the next
SELECT current_setting('disclosure.published_on', true) = '' AS no_date, current_setting('disclosure.address', true) = '' AS no_address;
-- published already: neither again nor by a change that changes nothing, nor by its date
SELECT publish_report('a', 2023);
UPDATE report SET figures = figures, issued_on = '2024-01-19' WHERE unit_id = 'a';
SELECT number, version, published_on FROM publication WHERE unit_id = 'a';
-- a recorded report takes no steps; its figures are the published ones
SELECT publish_report('r', 2022);

-- A correction: the published report stays as it was while the correction is under way.
CREATE VIEW public.totals AS
SELECT least_status, pg_temp.n(figures) AS granted, units, reported, drafts, published FROM unnest('{draft,submitted,approved,published}'::text[]) WITH ORDINALITY s(least_status, o),
	rollup(2023, 'c', 0, least_status => least_status) ORDER BY o;
SELECT * FROM totals;
SELECT return_report('a', 2023, 'own', '漏计一件');
SELECT * FROM published WHERE unit_id = 'a';
UPDATE report SET figures = pg_temp.granted(11) WHERE unit_id = 'a';
SELECT * FROM published WHERE unit_id = 'a';
SELECT value FROM published_cell WHERE unit_id = 'a' AND path = 'requests.granted.total';
SELECT value FROM report_cell WHERE unit_id = 'a' AND path = 'requests.granted.total';
SELECT * FROM totals;
SELECT pg_temp.pass('a', 2023);
SELECT granted, current FROM published WHERE unit_id = 'a';
SELECT * FROM totals;
SELECT publish_report('a', 2023, published_on => '2024-03-01', address => 'http://www.example.cn/a2');
SELECT * FROM published WHERE unit_id = 'a';
SELECT * FROM totals;
SELECT value FROM published_cell WHERE unit_id = 'a' AND path = 'requests.granted.total';
-- the statement lists the changes between the publications, and nothing that was tried in between
\pset format unaligned
\pset tuples_only on
SELECT statement FROM published_report WHERE unit_id = 'a' ORDER BY number;
\pset tuples_only off
\pset format aligned
SELECT p.number, p.statement IS NOT DISTINCT FROM correction_statement((SELECT v.figures FROM report_version v JOIN publication o USING (unit_id, year, scope, version)
	WHERE (o.unit_id, o.year, o.scope) = (p.unit_id, p.year, p.scope) AND o.number = p.number - 1), r.figures) AS same
FROM publication p JOIN report r USING (unit_id, year, scope) WHERE unit_id = 'a' ORDER BY 1;
-- a publication is the version of its time, whole
SELECT p.number, v.status, pg_temp.n(v.figures) AS granted, verify_history('a', 2023) FROM publication p JOIN report_version v USING (unit_id, year, scope, version) WHERE unit_id = 'a' ORDER BY 1;
-- a second correction, by UPDATEs of the owner, without a date
BEGIN;
SET LOCAL disclosure.reason = '再次更正';
SET LOCAL disclosure.actor = 'clerk';
UPDATE report SET status = 'returned', figures = pg_temp.granted(12) WHERE unit_id = 'a';
UPDATE report SET figures = pg_temp.granted(13), status = 'submitted' WHERE unit_id = 'a';
SET LOCAL disclosure.actor = 'reviewer';
UPDATE report SET status = 'approved' WHERE unit_id = 'a';
UPDATE report SET status = 'published' WHERE unit_id = 'a';
SELECT number, kind, granted, current, published_on = current_date AS today FROM published WHERE unit_id = 'a';
SELECT statement LIKE '%11%13%' AS from_what_was_published FROM publication WHERE unit_id = 'a' AND number = 3;
ROLLBACK;
-- taken back and published as it was: again, with nothing to state
BEGIN;
SELECT return_report('a', 2023, 'own', '误退'), pg_temp.pass('a', 2023), publish_report('a', 2023, published_on => '2024-04-01');
SELECT number, kind, statement, current FROM published_report WHERE unit_id = 'a' ORDER BY 1 \g (format=unaligned)
ROLLBACK;
-- figures changed by the owner while it is published are a correction, not a silent one
BEGIN;
UPDATE report SET figures = pg_temp.granted(14) WHERE unit_id = 'a';
SELECT number, kind, granted, current FROM published WHERE unit_id = 'a';
SELECT count(*) FILTER (WHERE statement LIKE '%11%14%') AS stated FROM publication WHERE unit_id = 'a';
ROLLBACK;
-- a version that was published cannot be removed
DELETE FROM report WHERE unit_id = 'a';
DELETE FROM report_version WHERE unit_id = 'a' AND version = 4;
-- another code is refused
UPDATE unit SET unit_id = 'a-2' WHERE unit_id = 'a';
-- against plain SQL: each unit with its last publication, or its recorded report
SELECT pg_temp.n(figures) = (SELECT sum(pg_temp.n(v.figures)) FROM published_report v WHERE v.year = 2023 AND v.current) AS same,
	NOT figures_differ(figures, (SELECT sum(v.figures) FROM published_report v WHERE v.year = 2023 AND v.current)) AS all_cells FROM rollup(2023, 'c', 0, least_status => 'published');

-- A correction of the words alone has its statement; what was published stays readable, with its page.
BEGIN;
INSERT INTO unit (unit_id, name) VALUES ('w', '丙局');
INSERT INTO report (unit_id, year, figures) VALUES ('w', 2023, pg_temp.granted(1));
INSERT INTO report_text (unit_id, year, scope, title, sections) VALUES ('w', 2023, 'own', '丙局2023年报告',
	'{"一": {"title": "总体情况", "text": "全年开展业务培训3场，参加的有各科室人员。"}, "六": {"title": "其他", "text": "无。"}}');
INSERT INTO report_source (unit_id, year, scope, source, notes) VALUES ('w', 2023, 'own', '第一页', '[]');
SELECT explain('w', 2023, 'own', '*', '简报') > 0 AS explained;
CREATE FUNCTION pg_temp.accept(unit_id text, year integer) RETURNS void LANGUAGE sql AS $$
	SELECT set_config('disclosure.actor', 'clerk', true);
	SELECT disclosure.submit_report(unit_id, year);
	SELECT set_config('disclosure.actor', 'reviewer', true);
	SELECT disclosure.accept_explanations(unit_id, year), disclosure.approve_report(unit_id, year) $$;
SELECT pg_temp.accept('w', 2023), publish_report('w', 2023, published_on => '2024-01-20');
SELECT return_report('w', 2023, 'own', '漏写两场');
UPDATE report_text SET title = '丙局2023年度报告', sections = '{"一": {"title": "总体情况", "text": "全年开展业务培训5场，参加的有各科室人员。"}, "五": {"text": "解读不够及时。"}}' WHERE unit_id = 'w';
UPDATE report_source SET source = '第二页' WHERE unit_id = 'w';
SELECT explain('w', 2023, 'own', '*', '简报') > 0 AS explained;
SELECT pg_temp.accept('w', 2023), publish_report('w', 2023, published_on => '2024-03-01');
\pset format unaligned
SELECT number, kind, words #>> '{sections,一,text}' AS words, source, statement FROM published_report WHERE unit_id = 'w' ORDER BY number;
\pset format aligned
SELECT verify_history('w', 2023);
ROLLBACK;

-- 封账: the total of a day stays; later changes are told apart.
SELECT publish_report('d', 2023);
SELECT pg_temp.pass('d', 2023), publish_report('d', 2023, published_on => '2024-03-02');
INSERT INTO report (unit_id, year, figures) VALUES ('x1', 2023, pg_temp.granted(160));
SELECT "freeze"(2023, 'c', '三月') AS reports;
CREATE TEMP TABLE march AS SELECT * FROM rollup(2023, 'c', 0);
CREATE TEMP TABLE march_at AS SELECT clock_timestamp() AS t;
CREATE VIEW public.difference AS SELECT unit_id, unit_name, scope, change, change_label, frozen_version, version, pg_temp.n(frozen_figures) AS frozen, pg_temp.n(figures) AS now
FROM freeze_difference('三月');
-- the frozen total is that of rollup() then, except for columns that were not kept
CREATE FUNCTION pg_temp.as_then() RETURNS TABLE (same boolean, granted numeric, reports bigint) LANGUAGE sql AS $$
	SELECT NOT disclosure.figures_differ(f.figures, m.figures) AND NOT disclosure.figures_differ(f.holes, m.holes)
		AND (f.unit_id, f.name, f.kind, f.depth, f.basis, f.drafts, f.nil, f.with_errors) IS NOT DISTINCT FROM (m.unit_id, m.name, m.kind, m.depth, m.basis, m.drafts, m.nil, m.with_errors),
		pg_temp.n(f.figures), f.units::bigint
	FROM disclosure.rollup_as_of('三月') f, march m $$;
SELECT * FROM pg_temp.as_then();
SELECT owing, missing, exempt, published FROM rollup_as_of('三月');
SELECT label, year, root, basis, frozen_by = calling_person() AS by_me FROM "freeze";
SELECT unit_id, scope, m.version, pg_temp.n(v.figures) AS granted FROM freeze_member m JOIN report_version v USING (unit_id, year, scope, version) ORDER BY unit_id COLLATE "C";
SELECT * FROM difference;
-- 补报, a correction, one moved out, one moved in, one removed: each is told; a change of status alone is not
INSERT INTO report (unit_id, year, figures) VALUES ('late', 2023, pg_temp.granted(320)), ('other', 2023, pg_temp.granted(640)), ('late', 2022, pg_temp.granted(1));
SELECT pg_temp.pass('late', 2023);
SELECT return_report('d', 2023, 'own', '更正');
SELECT * FROM difference;
UPDATE report SET figures = pg_temp.granted(44) WHERE unit_id = 'd';
SELECT * FROM difference;
UPDATE unit_parent SET to_year = 2022 WHERE unit_id = 'b';
INSERT INTO unit_parent (unit_id, parent_id, from_year) VALUES ('b', 'other', 2023);
SELECT * FROM difference;
BEGIN;
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('other', 'c');
SELECT unit_id, change, change_label, now FROM difference;
ROLLBACK;
DELETE FROM report WHERE unit_id = 'x1';
SELECT * FROM difference;
\pset format unaligned
\pset tuples_only on
SELECT unit_id, statement FROM freeze_difference('三月') WHERE statement IS NOT NULL;
\pset tuples_only off
\pset format aligned
-- the frozen total is still that of March; with the differences it is the one of now
SELECT * FROM pg_temp.as_then();
SELECT pg_temp.n(m.figures) + d.change = pg_temp.n(r.figures) AS adds_up, pg_temp.n(r.figures) AS now
FROM march m, rollup(2023, 'c', 0) r, (SELECT sum(coalesce(now, 0) - coalesce(frozen, 0)) AS change FROM difference) d;
-- and report_as_of() that of the moment: the same versions as were frozen
SELECT unit_id, m.version AS frozen, a.version AS then_was FROM freeze_member m
FULL JOIN (SELECT a.* FROM march_at, report_as_of(t) a WHERE a.year = 2023 AND a.scope = 'own') a USING (unit_id, year, scope)
WHERE m.version IS DISTINCT FROM a.version;
SELECT NOT figures_differ((SELECT sum(a.figures) FROM march_at, report_as_of(t) a WHERE a.year = 2023), m.figures) AS same FROM march m;
-- back again: the same figures again are no difference, though another version
UPDATE report SET figures = pg_temp.granted(40) WHERE unit_id = 'd';
SELECT unit_id FROM difference ORDER BY 1;
SELECT r.version > m.version AS newer FROM report r JOIN freeze_member m USING (unit_id, year, scope) WHERE unit_id = 'd';
-- written anew after it was removed: the frozen version and the new one
INSERT INTO report (unit_id, year, figures) VALUES ('x1', 2023, pg_temp.granted(161));
SELECT * FROM difference WHERE unit_id = 'x1';
-- another code of the root, which has no report of its own
BEGIN;
UPDATE unit SET unit_id = unit_id || '-2' WHERE unit_id = 'c';
SELECT unit_id, change, frozen, now FROM difference;
SELECT unit_id, pg_temp.n(figures) AS granted FROM rollup_as_of('三月');
ROLLBACK;
-- a frozen version cannot be removed, except with the whole freeze
DELETE FROM report_version WHERE unit_id = 'x1' AND version = 1;
DELETE FROM unit WHERE unit_id = 'c';
SELECT "freeze"(2023, 'c', '三月');
SELECT "freeze"(2023, 'c', '五月', 'all');
SELECT "freeze"(2023, 'c', '五月', NULL);
SELECT count(*) FROM "freeze";

-- By the best: if no unit below has reported, the report of the whole; when one does, it takes its place.
INSERT INTO report (unit_id, year, scope, origin, status, figures) VALUES ('x', 2024, 'consolidated', 'recorded', 'published', pg_temp.granted(500));
INSERT INTO report (unit_id, year, figures) VALUES ('a', 2024, pg_temp.granted(1000));
SELECT "freeze"(2024, 'c', '择优', 'best') AS reports;
SELECT basis, pg_temp.n(figures) AS granted, units FROM rollup_as_of('择优');
SELECT basis, pg_temp.n(figures) AS granted FROM rollup(2024, 'c', 0, 'best');
INSERT INTO report (unit_id, year, origin, status, figures) VALUES ('x1', 2024, 'recorded', 'published', pg_temp.granted(7));
SELECT unit_id, scope, change, change_label, pg_temp.n(frozen_figures) AS frozen, pg_temp.n(figures) AS now FROM freeze_difference('择优');
SELECT basis, pg_temp.n(figures) AS granted FROM rollup_as_of('择优');
-- of nothing
SELECT "freeze"(2020, 'c', '空') AS reports;
SELECT unit_id, basis, figures, units, reported FROM rollup_as_of('空');
SELECT count(*) FROM freeze_difference('空');

-- Dates that cannot be: refused, or for a recorded report a finding; the due list does not take them for dates in time.
INSERT INTO unit (unit_id, name) VALUES ('y', '丁县粮食局'), ('y1', '丁县水务局'), ('y2', '丁县林业局'), ('y3', '丁县畜牧局');
INSERT INTO reporting_year VALUES (2023);
INSERT INTO report (unit_id, year, figures) VALUES ('y', 2023, zero_figures('2021')), ('y3', 2023, zero_figures('2021'));
SELECT pg_temp.pass('y', 2023), pg_temp.pass('y3', 2023);
SELECT publish_report('y', 2023, published_on => '2022-05-01');
SELECT publish_report('y', 2023, published_on => '2023-12-31');
SELECT publish_report('y', 2023, published_on => '2135-01-01');
UPDATE report SET status = 'published', issued_on = '2023-02-01' WHERE unit_id = 'y';
UPDATE report SET issued_on = '2024-01-20' WHERE unit_id = 'y';
SELECT publish_report('y', 2023, published_on => '2024-01-15');
SELECT publish_report('y', 2023, published_on => '2024-01-20');
SELECT return_report('y', 2023, 'own', '更正');
UPDATE report SET figures = pg_temp.granted(1) WHERE unit_id = 'y';
SELECT pg_temp.pass('y', 2023);
SELECT publish_report('y', 2023, published_on => '2024-01-10');
SELECT publish_report('y', 2023, published_on => '2024-01-21');
SELECT number, published_on FROM publication WHERE unit_id = 'y' ORDER BY 1;
-- nor is a later date put on a report that was published, or one of before
UPDATE report SET issued_on = '2024-01-22' WHERE unit_id = 'y';
UPDATE report SET issued_on = '2023-12-31' WHERE unit_id = 'y';
UPDATE report SET issued_on = '2024-01-21' WHERE unit_id = 'y';
-- a unit that was abolished reports in that year
INSERT INTO reporter (unit_id, to_year, to_date) VALUES ('y3', 2023, '2023-06-30');
SELECT publish_report('y3', 2023, published_on => '2023-07-20');
INSERT INTO report (unit_id, year, origin, status, issued_on, figures) VALUES ('y1', 2023, 'recorded', 'published', '2023-01-20', zero_figures('2021')),
	('y2', 2023, 'recorded', 'published', '2135-01-20', zero_figures('2021'));
SELECT unit_id, rule, severity, message FROM plausibility WHERE unit_id LIKE 'y%' ORDER BY 1, 2;
SELECT unit_id, state, state_label, published_on FROM report_due_on('2024-06-01') WHERE unit_id LIKE 'y%';
SELECT unit_id, state FROM report_due_on('2024-01-25') WHERE unit_id LIKE 'y%';
-- due dates are those of the kind that a unit was of in that year
INSERT INTO unit (unit_id, name, kind) VALUES ('y4', '庚县', 'government');
INSERT INTO unit_name (unit_id, to_year, name) VALUES ('y4', 2023, '庚县');
UPDATE unit SET kind = 'zone', name = '临江新区' WHERE unit_id = 'y4';
INSERT INTO reporting_year VALUES (2024);
SELECT year, due, unit_name FROM report_due_on('2025-06-01') WHERE unit_id = 'y4';
-- what is published in a transaction whose gate waits for its end is still there for the gate to see
UPDATE setting SET value = 1 WHERE name = 'self_approval';
SELECT return_report('y', 2023, 'own', '更正');
BEGIN;
SET CONSTRAINTS report_gate DEFERRED;
UPDATE report SET figures['requests.received.total'] = 99 WHERE unit_id = 'y';
SELECT submit_report('y', 2023), approve_report('y', 2023), publish_report('y', 2023, published_on => '2024-02-01');
SELECT return_report('y', 2023, 'own', '再改');
COMMIT;
BEGIN;
SET CONSTRAINTS report_gate DEFERRED;
UPDATE report SET figures['requests.received.total'] = 99 WHERE unit_id = 'y';
SELECT submit_report('y', 2023), approve_report('y', 2023), publish_report('y', 2023, published_on => '2024-02-01');
COMMIT;
SELECT r.status, max(p.number) AS publications, count(*) FILTER (WHERE NOT is_sound(p.figures)) AS unsound FROM report r JOIN published_report p USING (unit_id, year) WHERE unit_id = 'y' GROUP BY 1;
DELETE FROM "freeze" WHERE label = '三月';
SELECT count(*) FROM freeze_member WHERE year = 2023;
SELECT unit_id, year, scope FROM report WHERE verify_history(unit_id, year, scope) IS NOT NULL;
\c contrib_regression
DROP DATABASE regress_publication;
