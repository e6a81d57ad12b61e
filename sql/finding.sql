-- Rules across years and levels, of the office, and by the year: the view finding.
CREATE DATABASE regress_finding;
\c regress_finding
CREATE EXTENSION report_ext;
SET search_path = disclosure, public;
\set VERBOSITY terse
CALL create_register();
\set ECHO none
\i sql/include/reports.sql
\set ECHO all
-- the seeded rules are tested in workflow.sql
UPDATE rule SET enabled = false;
INSERT INTO unit (unit_id, name, kind, division_code) VALUES ('321300', '宿迁市', 'government', '321300'),
	('320800', '淮安市', 'government', '320800'), ('320813', '淮安市洪泽区', 'government', '320813');

-- reports as published; those of one city are those of the other's district in no total
INSERT INTO report (unit_id, year, figures, scope, origin, status)
SELECT unit_id, year, figures, 'consolidated', 'recorded', 'published' FROM real_report WHERE place <> '平潭';
SELECT unit_id, year, rule, severity, result, why, expected, actual, message FROM finding ORDER BY unit_id, year, result, rule COLLATE "C" \g (format=unaligned)
-- with the rules that an office starts with, no more fails
UPDATE rule SET enabled = true;
SELECT unit_id, year, rule, message FROM finding WHERE result = 'fail' ORDER BY 1, 2, 3;
UPDATE rule SET enabled = false;

-- a revision of 2023 changes the findings of 2024 in the same transaction
BEGIN;
UPDATE report SET figures['requests.carried_out.natural_person'] = 117, figures['requests.carried_out.enterprise'] = 4,
	figures['proactive.normative_documents.in_force'] = 598 WHERE unit_id = '321300' AND year = 2023;
SELECT year, rule, severity, result, cells, expected, actual, difference, message, advice FROM finding WHERE unit_id = '321300' AND year = 2024 ORDER BY rule \gx (format=unaligned)
UPDATE report SET figures['requests.carried_out.total'] = 120 WHERE unit_id = '321300' AND year = 2023;
SELECT rule, severity, expected, actual FROM finding WHERE unit_id = '321300' AND year = 2024 AND rule = 'carry_over.total';
UPDATE report SET figures['requests.carried_out.total'] = NULL, figures['proactive.normative_documents.in_force'] = NULL WHERE unit_id = '321300' AND year = 2023;
SELECT rule, result, why, expected, actual, message FROM finding WHERE unit_id = '321300' AND year = 2024 ORDER BY rule;
ROLLBACK;

-- forms and years: a form that does not fit is a finding, a year without a form is refused
BEGIN;
UPDATE report SET figures = zero_figures('2019') WHERE unit_id = '320800';
SELECT rule, severity, message FROM finding WHERE unit_id = '320800' AND result = 'fail';
INSERT INTO report (unit_id, year) VALUES ('320800', 2018);
ROLLBACK;
-- 2019 has no year before it; from 2020 to 2021 only open cases bridge the forms; in 2020 the items do, in info only
INSERT INTO unit (unit_id, name) VALUES ('j', '某局');
INSERT INTO report (unit_id, year, origin, status, figures)
SELECT 'j', year, 'recorded', 'published', zero_figures(form_of(year)) + f::figures FROM (VALUES
	(2019, '{"form":"2019","proactive":{"licensing":[10,3,7],"government_rules":[1,1,5]},"requests":{"carried_out":[1,0,0,0,0,0,1]}}'),
	(2020, '{"form":"2019","proactive":{"licensing":[14,0,7],"government_rules":[0,2,1]},"requests":{"carried_in":[1,0,0,0,0,0,1]}}'),
	(2021, '{"form":"2021","proactive":{"government_rules":[0,0,5]},"requests":{"carried_in":[0,0,0,0,0,0,0]}}')) v(year, f);
SELECT year, rule, severity, result, expected, actual, message FROM finding WHERE unit_id = 'j' AND rule !~ '^requests' ORDER BY 1, 2;

-- merged units: the year before is the sum of the predecessors, and of the unit itself if it was there
INSERT INTO unit (unit_id, name) VALUES ('p1', '原甲局'), ('p2', '原乙局'), ('s', '新局'), ('new', '新设局');
INSERT INTO unit_successor (unit_id, successor_id, year) VALUES ('p1', 's', 2024), ('p2', 's', 2024);
INSERT INTO report (unit_id, year, origin, status, figures)
SELECT unit_id, year, 'recorded', 'published', zero_figures('2021') + f::figures FROM (VALUES
	('p1', 2023, '{"form":"2021","requests":{"carried_out":[2,1,0,0,0,0,3]}}'),
	('s', 2024, '{"form":"2021","requests":{"carried_in":[6,1,0,0,0,0,7]}}'),
	('new', 2024, '{"form":"2021","requests":{"carried_in":[5,0,0,0,0,0,5]}}')) v(unit_id, year, f);
SELECT rule, result, why, message FROM finding WHERE unit_id = 's' AND rule = 'carry_over.total';
INSERT INTO report (unit_id, year, origin, status, figures)
VALUES ('p2', 2023, 'recorded', 'published', zero_figures('2021') + '{"form":"2021","requests":{"carried_out":[4,0,0,0,0,0,4]}}');
SELECT count(*) FROM finding WHERE unit_id = 's' AND rule LIKE 'carry_over%';
INSERT INTO report (unit_id, year, origin, status, figures)
VALUES ('s', 2023, 'recorded', 'published', zero_figures('2021') + '{"form":"2021","requests":{"carried_out":[1,0,0,0,0,0,1]}}');
SELECT rule, result, expected, actual FROM finding WHERE unit_id = 's' AND year = 2024 AND rule LIKE 'carry_over%' ORDER BY 1;
-- a blank of one predecessor makes the sum a lower bound: 7 may be, 4 is too little
UPDATE report SET figures['requests.carried_out.total'] = NULL WHERE unit_id = 'p1';
SELECT rule, result, why, expected, actual FROM finding WHERE unit_id = 's' AND year = 2024 AND rule = 'carry_over.total';
UPDATE report SET figures['requests.carried_in.total'] = 4 WHERE unit_id = 's' AND year = 2024;
SELECT rule, result, why, expected, actual FROM finding WHERE unit_id = 's' AND year = 2024 AND rule = 'carry_over.total';
-- of a unit divided among several nobody knows the parts
UPDATE unit_successor SET partly = true, kind = 'split' WHERE unit_id = 'p1';
SELECT rule, result, why, message FROM finding WHERE unit_id = 's' AND year = 2024 AND rule = 'carry_over.total';
-- a new unit has no year before it
SELECT rule, why FROM finding WHERE unit_id = 'new' AND rule LIKE 'carry_over%';
INSERT INTO reporter (unit_id, from_year) VALUES ('new', 2024);
SELECT rule, why FROM finding WHERE unit_id = 'new' AND rule LIKE 'carry_over%';

-- levels: a county whose report covers its office, a bureau, two towns and an exempt zone
INSERT INTO unit (unit_id, name, kind) VALUES ('c', '丙县', 'government'), ('c1', '丙县教育局', 'department'), ('c2', '丙县一镇', 'township'),
	('c3', '丙县二镇', 'township'), ('c4', '丙县园区', 'zone'), ('c21', '一镇财政所', 'dispatched');
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('c1', 'c'), ('c2', 'c'), ('c3', 'c'), ('c4', 'c'), ('c21', 'c2');
INSERT INTO reporter (unit_id, exempt, reason) VALUES ('c4', true, '由县政府办代管'), ('c21', true, '由镇政府填报');
INSERT INTO report (unit_id, year, scope, origin, status, figures) VALUES
	('c', 2024, 'consolidated', 'recorded', 'published', pg_temp.granted(111)), ('c', 2024, 'own', 'recorded', 'published', pg_temp.granted(1)),
	('c1', 2024, 'own', 'recorded', 'published', pg_temp.granted(10)), ('c2', 2024, 'own', 'recorded', 'published', pg_temp.granted(100));
SELECT scope, rule, result, why, message FROM finding WHERE unit_id = 'c' AND rule LIKE 'level%' ORDER BY 2;
-- a draft is not there yet
INSERT INTO report (unit_id, year, figures) VALUES ('c3', 2024, zero_figures('2021'));
SELECT rule, result, why FROM finding WHERE unit_id = 'c' AND rule = 'level.remedies.*';
UPDATE report SET status = 'submitted' WHERE unit_id = 'c3';
SELECT count(*) FROM finding WHERE unit_id = 'c' AND rule LIKE 'level%';
-- a child revised: its parent's findings follow
UPDATE report SET figures = pg_temp.granted(12) WHERE unit_id = 'c1';
SELECT rule, severity, expected, actual, difference, message FROM finding WHERE unit_id = 'c' AND rule LIKE 'level%' ORDER BY 1;
UPDATE report SET figures['requests.granted.total'] = NULL WHERE unit_id = 'c1';
SELECT rule, result, why, expected, actual FROM finding WHERE unit_id = 'c' AND rule LIKE 'level%' AND rule LIKE '%total' ORDER BY 1;
UPDATE report SET figures = pg_temp.granted(10) WHERE unit_id = 'c1';
-- 本级 is without the towns; rows of another form in one child are compared as a group
INSERT INTO report (unit_id, year, scope, origin, status, figures) VALUES ('c', 2024, 'level', 'recorded', 'published', pg_temp.granted(11));
SELECT count(*) FROM finding WHERE unit_id = 'c' AND scope = 'level' AND rule LIKE 'level%';
UPDATE report SET figures['requests.supplement_overdue.total'] = 4 WHERE unit_id = 'c' AND scope = 'level';
UPDATE report SET figures = (figures::jsonb #- '{requests,supplement_overdue}' #- '{requests,fee_overdue}' #- '{requests,miscellaneous}')::figures WHERE unit_id = 'c1';
UPDATE report SET figures['requests.otherwise_handled.total'] = 3 WHERE unit_id = 'c1';
SELECT rule, expected, actual FROM finding WHERE unit_id = 'c' AND scope = 'level' AND result = 'fail' AND rule LIKE 'level%';
-- the county in a city: its whole if no unit of it has reported, else the units; never both
INSERT INTO unit (unit_id, name, kind) VALUES ('city', '丁市', 'government'), ('d', '戊县', 'government'), ('d1', '戊县某局', 'department');
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('c', 'city'), ('d', 'city'), ('d1', 'd');
INSERT INTO report (unit_id, year, scope, origin, status, figures) VALUES ('d', 2024, 'consolidated', 'recorded', 'published', pg_temp.granted(1000)),
	('city', 2024, 'consolidated', 'recorded', 'published', pg_temp.granted(1111));
SELECT unit_id, scope FROM members(2024, 'city', 'best') ORDER BY 1;
SELECT rule, expected, actual FROM finding WHERE unit_id = 'city' AND result = 'fail' AND rule LIKE 'level%';
INSERT INTO report (unit_id, year, origin, status, figures) VALUES ('d1', 2024, 'recorded', 'published', pg_temp.granted(5));
SELECT unit_id, scope FROM members(2024, 'city', 'best') WHERE unit_id LIKE 'd%' ORDER BY 1;
SELECT rule, expected, actual FROM finding WHERE unit_id = 'city' AND result = 'fail' AND rule = 'level.requests.granted.total';

-- own rules: over other years and levels, in some years, over a cell that a form lacks; the gate obeys at once
INSERT INTO rule (code, severity, statement, message, from_year) VALUES
	('own.less', 'error', 'requests.received.total <= 2 * previous.requests.received.total', '新收不得超过上年两倍', 2024),
	('own.old', 'error', 'proactive.procurement.amount = 0', '只在旧格式中', 2019),
	('own.level', 'info', 'children.requests.received.total <= 1000', '全市不超过一千件', NULL);
SELECT unit_id, year, scope, rule, severity, result, why, message FROM finding WHERE rule LIKE 'own%' AND unit_id IN ('j', '320813', 'city', 'c1') ORDER BY 1, 2, 4;
INSERT INTO report (unit_id, year, figures) VALUES ('c1', 2025, pg_temp.granted(21));
UPDATE report SET status = 'submitted' WHERE unit_id = 'c1' AND year = 2025;
UPDATE rule SET enabled = false WHERE code = 'own.less';
UPDATE report SET status = 'submitted' WHERE unit_id = 'c1' AND year = 2025;
-- with * the message says which row
INSERT INTO rule (code, severity, statement, message) VALUES ('own.each', 'info', 'requests.*.total <= 40', '不超过四十件');
SELECT rule, message FROM finding WHERE rule LIKE 'own.each%' AND unit_id = '320813' AND year = 2024 ORDER BY 1;
DELETE FROM rule WHERE code = 'own.each';
INSERT INTO rule (code, statement) VALUES ('own.bad', 'requests.received.total <= requests.recieved.total');
INSERT INTO rule (code, statement) VALUES ('carry_over.*', 'requests.received.total <= 1');
INSERT INTO rule (code, statement) VALUES ('own.a', 'requests.received.total <= 10'), ('own.b', 'requests.received.total > 10'), ('own.c', 'requests.granted.total <= requests.processed.total');
SELECT kind, rule, proof, message FROM rule_conflicts() WHERE rule LIKE 'own.%' ORDER BY 2;

-- rules for some kinds of units, by the kind of the report's year: k1 was a township until 2023, k2 became a government in 2024
DELETE FROM rule;
SELECT rules_ask_kind();
INSERT INTO unit (unit_id, name, kind) VALUES ('k1', '某街道', 'subdistrict'), ('k2', '某新区', 'government'), ('k3', '某局', 'department');
INSERT INTO unit_name (unit_id, to_year, name, kind) VALUES ('k1', 2023, '某镇', 'township'), ('k2', 2023, '某园区', 'zone');
INSERT INTO report (unit_id, year, origin, status, figures)
SELECT unit_id, year, 'recorded', 'published', zero_figures('2021') + format('{"form":"2021","proactive":{"government_rules":[1,0,%s]},"requests":{"carried_out":[1,0,0,0,0,0,1]}}',
	year - 2021)::figures
FROM unnest('{k1,k2,k3}'::text[]) u (unit_id), generate_series(2022, 2024) y (year);
INSERT INTO report_text (unit_id, year, scope, sections)
SELECT unit_id, year, scope, '{"一": {"text": "（二）依申请公开。收到申请2件。"}}' FROM report WHERE unit_id ~ '^k[1-3]$';
CREATE TEMP TABLE kind_rule (code text, statement text, kinds text[], excluded boolean, from_year integer);
INSERT INTO kind_rule (code, statement, kinds, excluded, from_year) VALUES ('own.not', 'proactive.government_rules.issued = 0 when unit.kind <> government', '{government}', true, 2022),
	('own.town', 'proactive.government_rules.issued = 0 when unit.kind = township and requests.carried_out.total = 1', '{township}', false, 2022),
	('own.two', 'requests.carried_out.total = 2 when unit.kind != zone and unit.kind != department', '{zone,department}', true, 2022),
	('own.before', 'requests.carried_out.total > previous.requests.carried_out.total when unit.kind = zone', '{zone}', false, 2023),
	('own.text', 'text.requests_received = requests.received.total when unit.kind = subdistrict', '{subdistrict}', false, 2022);
INSERT INTO rule (code, statement, from_year) SELECT code, statement, from_year FROM kind_rule;
SELECT rules_ask_kind();
SELECT rule, unit_id, year, result, why, message FROM finding WHERE unit_id ~ '^k[1-3]$' AND rule LIKE 'own.%' AND year <> 2022 ORDER BY 1, 2, 3;
-- the view, try_rule(), the text alone and the versions say the same as kinds looked up here
CREATE TEMP VIEW kind_found AS
	SELECT 'finding' AS place, rule, unit_id, year, result FROM finding
	UNION ALL SELECT 'tried', code, t.unit_id, t.year, t.result FROM kind_rule, try_rule(statement, from_year, 2024) t
	UNION ALL SELECT 'text', f.rule, r.unit_id, r.year, f.result FROM report r, text_findings(r.unit_id, r.year, r.scope) f
	UNION ALL SELECT 'version', f.rule, r.unit_id, r.year, f.result FROM report r, findings_of_version(r.unit_id, r.year, r.scope, r.version) f;
WITH expected AS (
	SELECT q.code AS rule, r.unit_id, r.year, 'fail' AS result
	FROM kind_rule q, report r WHERE r.year >= q.from_year AND r.unit_id ~ '^k[1-3]$' AND q.excluded <> (CASE WHEN r.unit_id = 'k1' AND r.year <= 2023 THEN 'township'
		WHEN r.unit_id = 'k2' AND r.year <= 2023 THEN 'zone' WHEN r.unit_id = 'k1' THEN 'subdistrict' WHEN r.unit_id = 'k2' THEN 'government' ELSE 'department' END = ANY (q.kinds)))
SELECT place, (SELECT count(*) FROM kind_found f WHERE f.place = p.place AND f.unit_id ~ '^k[1-3]$' AND f.rule LIKE 'own.%') AS found,
	(SELECT count(*) FROM expected e WHERE p.place <> 'text' OR e.rule = 'own.text') AS expected,
	(SELECT count(*) FROM (SELECT rule, unit_id, year, result FROM expected e WHERE p.place <> 'text' OR e.rule = 'own.text'
		EXCEPT SELECT rule, unit_id, year, result FROM kind_found f WHERE f.place = p.place) d) AS missed
FROM (VALUES ('finding'), ('tried'), ('text'), ('version')) p (place);
-- of a report above, as though one below had other figures, the kind is that of the unit above
INSERT INTO rule (code, statement) VALUES ('own.area', 'requests.granted.total = children.requests.granted.total + 1000 when unit.kind = government'),
	('own.no_area', 'requests.granted.total = children.requests.granted.total + 1000 when unit.kind = department');
SELECT k.rule FROM report a, report b, children_findings(a, b, b.figures) k
WHERE (a.unit_id, a.year, a.scope, b.unit_id, b.year, b.scope) = ('c', 2024, 'level', 'c1', 2024, 'own') AND k.rule LIKE 'own.%';
DELETE FROM rule WHERE code LIKE 'own.%area';
-- a unit that was of another kind all along
UPDATE unit SET kind = 'government' WHERE unit_id = 'k3';
SELECT count(*) FROM finding WHERE unit_id = 'k3' AND rule = 'own.not';
-- conflicts, then the gate obeys; an unknown kind is refused, whoever asks
SELECT kind, rule, proof FROM rule_conflicts();
DELETE FROM rule WHERE code <> 'own.not';
UPDATE rule SET severity = 'error';
INSERT INTO report (unit_id, year, figures) SELECT unit_id, 2025, zero_figures('2021') + '{"form":"2021","proactive":{"government_rules":[1,0,4]},"requests":{"carried_in":[1,0,0,0,0,0,1],"carried_out":[1,0,0,0,0,0,1]}}'
FROM unnest('{k1,k3}'::text[]) u (unit_id);
UPDATE report SET status = 'submitted' WHERE unit_id = 'k1' AND year = 2025;
UPDATE report SET status = 'submitted' WHERE unit_id = 'k3' AND year = 2025;
\set VERBOSITY default
INSERT INTO rule (code, statement) VALUES ('own.bad', 'requests.received.total = 1 when unit.kind = town');
SELECT * FROM try_rule('requests.received.total = 1 when requests.received.total > 1 and unit.kind <> 乡镇');
INSERT INTO unit (unit_id, name, kind) VALUES ('k4', '某村', 'village');
\set VERBOSITY terse

-- A report below is changed after the one above was checked beside it: both see it, and whoever changes it before he submits.
CREATE ROLE regress_below;
CREATE ROLE regress_above;
CREATE ROLE regress_beside;
DELETE FROM rule;
UPDATE setting SET value = 1 WHERE name = 'self_approval';
INSERT INTO unit (unit_id, name, kind) VALUES ('x', '己县', 'government'), ('x1', '己县某局', 'department'), ('x2', '己县某镇', 'township'), ('x3', '己县新局', 'department');
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('x1', 'x'), ('x2', 'x'), ('x3', 'x');
INSERT INTO reporter (unit_id, from_year) VALUES ('x1', 2024), ('x2', 2024);
INSERT INTO reporter (unit_id, exempt, reason) VALUES ('x3', true, '新设'), ('x', true, '另报全域');
SELECT count(grant_duty(r, 'fill', u)) FROM (VALUES ('regress_below', 'x1'), ('regress_beside', 'x2'), ('regress_above', 'x')) g(r, u);
SELECT count(grant_duty('regress_above', d, 'x')) FROM unnest('{review,publish}'::text[]) d;
-- all is zero but what is granted
CREATE FUNCTION pg_temp.full(n integer) RETURNS figures LANGUAGE sql AS $$ SELECT disclosure.fill_zero(pg_temp.granted(n)) $$;
INSERT INTO report (unit_id, year, figures) VALUES ('x1', 2024, pg_temp.full(3)), ('x2', 2024, pg_temp.full(4));
INSERT INTO report (unit_id, year, scope, figures) VALUES ('x', 2024, 'consolidated', pg_temp.full(7));
CREATE FUNCTION pg_temp.explain_all(unit text, kind text) RETURNS bigint LANGUAGE sql AS $$
	SELECT count(disclosure.explain(unit_id, year, scope, rule, '情况属实')) FROM disclosure.finding
	WHERE unit_id = unit AND year = 2024 AND scope = kind AND severity = 'warning' AND result = 'fail' AND NOT explained $$;
SELECT pg_temp.explain_all('x1', 'own') > 0 AS x1, pg_temp.explain_all('x2', 'own') > 0 AS x2;
SELECT submit_report('x1', 2024), submit_report('x2', 2024);
SELECT pg_temp.explain_all('x', 'consolidated') > 0 AS x;
SELECT submit_report('x', 2024, 'consolidated');
SELECT accept_explanations('x', 2024, 'consolidated') > 0 AS accepted;
SELECT approve_report('x', 2024, 'consolidated');
CREATE VIEW public.above AS SELECT unit_id, scope, rule, severity, cells[:2] AS cells, message, explained FROM finding
WHERE unit_id LIKE 'x%' AND result = 'fail' AND (rule LIKE 'above.%' OR rule LIKE 'level.%');
GRANT SELECT ON public.above TO PUBLIC;
-- a report that goes its way without a change is as it was
SELECT return_report('x1', 2024, 'own', '核对');
SELECT count(*) FROM above;
SET ROLE regress_below;
UPDATE report SET figures = pg_temp.full(5) WHERE unit_id = 'x1' AND year = 2024;
SELECT * FROM finding WHERE unit_id = 'x' LIMIT 1;
\x
SELECT * FROM above ORDER BY 1, 2, 3;
\x
SELECT submit_report('x1', 2024);
SELECT count(explain('x1', 2024, 'own', 'above.consolidated', '漏计两件，已告知县办'));
SELECT pg_temp.explain_all('x1', 'own');
SELECT submit_report('x1', 2024);
-- who has nothing to do with it sees nothing of it
SET ROLE regress_beside;
SELECT count(*) FROM above;
SELECT count(*) FROM above_findings('x1', 2024, 'own');
SET ROLE regress_above;
SELECT unit_id, rule, explained, left(message, 60) AS message FROM above WHERE rule LIKE 'above%' OR rule LIKE '%granted%' ORDER BY 1, 2;
-- another report does not become the cause by a change of something else, nor by being there
UPDATE report SET status = 'approved' WHERE unit_id = 'x2' AND year = 2024;
RESET ROLE;
SELECT count(*) FROM above WHERE unit_id = 'x2';
-- a report that comes later and was not owed
INSERT INTO report (unit_id, year, figures) VALUES ('x3', 2024, pg_temp.full(1));
SELECT rule, message FROM above WHERE unit_id = 'x3';
DELETE FROM report WHERE unit_id = 'x3';
-- the report above is put right: nothing stands any more
SET ROLE regress_above;
SELECT return_report('x', 2024, 'consolidated', '某局更正');
UPDATE report SET figures = pg_temp.full(9) WHERE unit_id = 'x' AND year = 2024;
RESET ROLE;
SELECT pg_temp.explain_all('x', 'consolidated') > 0 AS x;
SELECT submit_report('x', 2024, 'consolidated');
SELECT count(*) FROM above;

-- Whatever makes a report above disagree later is seen there and, where a report did it, on that report: a recorded one that is read again or removed,
-- one that is withdrawn, corrected after it was published, or comes with its unit; a unit that leaves and a rule that is made later, only there.
INSERT INTO unit (unit_id, name, kind) VALUES ('y', '庚县', 'government'), ('y1', '庚县某局', 'department'), ('y2', '庚县某镇', 'township'),
	('y3', '庚县收录局', 'department'), ('y4', '庚县新来局', 'department');
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('y1', 'y'), ('y2', 'y'), ('y3', 'y');
INSERT INTO reporter (unit_id, from_year) VALUES ('y1', 2024), ('y2', 2024), ('y3', 2024);
INSERT INTO reporter (unit_id, exempt, reason) VALUES ('y', true, '另报全域'), ('y4', true, '新设');
SELECT count(grant_duty(r, d, u)) FROM (VALUES ('regress_below', 'fill', 'y1'), ('regress_below', 'review', 'y3'), ('regress_below', 'review', 'y4'), ('regress_above', 'read', 'y')) g(r, d, u);
INSERT INTO report (unit_id, year, figures) VALUES ('y1', 2024, pg_temp.full(3)), ('y2', 2024, pg_temp.full(4));
INSERT INTO report (unit_id, year, origin, figures) VALUES ('y3', 2024, 'recorded', pg_temp.full(2));
INSERT INTO report (unit_id, year, scope, figures) VALUES ('y', 2024, 'consolidated', pg_temp.full(9));
SELECT pg_temp.explain_all('y1', 'own') > 0 AS y1, pg_temp.explain_all('y2', 'own') > 0 AS y2;
SELECT submit_report('y1', 2024), submit_report('y2', 2024);
SELECT pg_temp.explain_all('y', 'consolidated') > 0 AS y;
SELECT submit_report('y', 2024, 'consolidated');
SELECT accept_explanations('y', 2024, 'consolidated') > 0 AS accepted;
SELECT approve_report('y', 2024, 'consolidated');
CREATE TABLE public.later (place integer, change text, statements text);
INSERT INTO later VALUES (0, 'nothing', 'SELECT'),
	(1, 'recorded, read again', 'UPDATE report SET figures = pg_temp.full(5) WHERE unit_id = ''y3'''),
	(2, 'recorded, removed', 'DELETE FROM report WHERE unit_id = ''y3'''),
	(3, 'withdrawn', 'SELECT withdraw_report(''y1'', 2024, ''own'', ''再看'')'),
	(4, 'withdrawn and changed', 'SELECT withdraw_report(''y1'', 2024, ''own'', ''再看''); UPDATE report SET figures = pg_temp.full(6) WHERE unit_id = ''y1'''),
	(5, 'published and corrected', 'SELECT accept_explanations(''y1'', 2024, ''own''); SELECT approve_report(''y1'', 2024); SELECT publish_report(''y1'', 2024); SELECT return_report(''y1'', 2024, ''own'', ''更正'');
		UPDATE report SET figures = pg_temp.full(6) WHERE unit_id = ''y1'''),
	(6, 'the unit leaves', 'DELETE FROM unit_parent WHERE unit_id = ''y1'''),
	(7, 'a unit comes with its report', 'INSERT INTO unit_parent (unit_id, parent_id) VALUES (''y4'', ''y''); INSERT INTO report (unit_id, year, origin, figures) VALUES (''y4'', 2024, ''recorded'', pg_temp.full(8))'),
	(8, 'a rule is made', 'INSERT INTO rule (code, severity, statement) VALUES (''own.half'', ''warning'', ''requests.received.total <= 0.5 children.requests.received.total'')');
-- each change is made and taken back; what the role sees after it, on which report
CREATE FUNCTION public.seen_after(statements text, role name) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	statement text;
	seen text;
BEGIN
	BEGIN
		FOREACH statement IN ARRAY string_to_array(statements, ';') LOOP
			EXECUTE statement;
		END LOOP;
		PERFORM set_config('role', role, true);
		SELECT string_agg(DISTINCT format('%s %s', f.unit_id, CASE WHEN f.rule ~ '^(above|own)' THEN f.rule ELSE 'level.* ' || f.result END), ', ') INTO seen
		FROM disclosure.finding f WHERE f.unit_id LIKE 'y%' AND f.year = 2024 AND f.result <> 'pass'
			AND (f.rule ~ '^(above|level|own)\.');
		RAISE EXCEPTION USING ERRCODE = 'DT000', MESSAGE = coalesce(seen, '');
	EXCEPTION WHEN SQLSTATE 'DT000' THEN
		RETURN SQLERRM;
	END;
END $$;
SELECT change, public.seen_after(statements, 'regress_above') AS above, public.seen_after(statements, 'regress_below') AS below FROM later ORDER BY place;
-- Whoever moves a unit, or makes it one of another kind, is told so at once, as long as the move is none of years before or after.
BEGIN;
DELETE FROM unit_parent WHERE unit_id = 'y1';
ROLLBACK;
BEGIN;
UPDATE unit_parent SET to_year = 2023 WHERE unit_id = 'y1';
-- and when it comes back there is nothing to tell
UPDATE unit_parent SET to_year = NULL WHERE unit_id = 'y1';
ROLLBACK;
BEGIN;
UPDATE unit_parent SET parent_id = 'x' WHERE unit_id IN ('y1', 'y2');
ROLLBACK;
BEGIN;
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('x1', 'y');
ROLLBACK;
BEGIN;
INSERT INTO unit_parent (unit_id, parent_id, from_year) VALUES ('x1', 'y', 2025);
UPDATE unit_parent SET from_year = 2024 WHERE unit_id = 'y1';
UPDATE unit SET name = '庚县某局（新）' WHERE unit_id = 'y1';
ROLLBACK;
-- who manages it is told
SELECT grant_duty('regress_beside', 'manage', 'y');
BEGIN;
SET LOCAL ROLE regress_beside;
UPDATE unit_parent SET counted = false WHERE unit_id = 'y1';
ROLLBACK;
-- a township is none of the county's own level, a department is
INSERT INTO report (unit_id, year, scope, figures) VALUES ('y', 2024, 'level', pg_temp.full(5));
SELECT pg_temp.explain_all('y', 'level') > 0 AS y;
SELECT submit_report('y', 2024, 'level');
BEGIN;
UPDATE unit SET kind = 'department' WHERE unit_id = 'y2';
ROLLBACK;
BEGIN;
INSERT INTO unit_name (unit_id, from_year, to_year, name, kind) VALUES ('y2', 2024, 2024, '庚县某局', 'department');
ROLLBACK;
SELECT revoke_duty('regress_beside', 'manage');
-- who enters that business was handed over is told which submitted report does not carry on from last year any more
INSERT INTO unit (unit_id, name, kind) VALUES ('w1', '辛局', 'department'), ('w2', '壬局', 'department'), ('w3', '癸局', 'department');
INSERT INTO report (unit_id, year, origin, status, issued_on, figures) SELECT 'w1', 2023, 'recorded', 'published', '2024-01-20', zero_figures('2021') OPERATOR(disclosure.+)
	'{"form":"2021","requests":{"received":[2,0,0,0,0,0,2],"granted":[1,0,0,0,0,0,1],"processed":[1,0,0,0,0,0,1],"carried_out":[1,0,0,0,0,0,1]}}';
INSERT INTO report (unit_id, year, status, figures) SELECT u, 2024, 'submitted', zero_figures('2021') FROM unnest('{w2,w3}'::text[]) u;
SELECT grant_duty('regress_beside', 'manage', u) FROM unnest('{w1,w2,w3}'::text[]) u;
BEGIN;
SET LOCAL ROLE regress_beside;
INSERT INTO unit_successor (unit_id, successor_id, year) VALUES ('w1', 'w2', 2024);
UPDATE unit_successor SET successor_id = 'w3' WHERE unit_id = 'w1';
UPDATE unit_successor SET partly = true WHERE unit_id = 'w1';
UPDATE unit_successor SET partly = false WHERE unit_id = 'w1';
UPDATE unit_successor SET year = 2023 WHERE unit_id = 'w1';
DELETE FROM unit_successor WHERE unit_id = 'w1';
ROLLBACK;
-- the same the other way: what was right with a predecessor is not without
BEGIN;
INSERT INTO unit_successor (unit_id, successor_id, year) VALUES ('w1', 'w2', 2024);
UPDATE report SET figures = zero_figures('2021') OPERATOR(disclosure.+)
	'{"form":"2021","requests":{"carried_in":[1,0,0,0,0,0,1],"granted":[1,0,0,0,0,0,1],"processed":[1,0,0,0,0,0,1]}}' WHERE unit_id = 'w2' AND year = 2024;
INSERT INTO report (unit_id, year, origin, status, issued_on, figures) VALUES ('w2', 2023, 'recorded', 'published', '2024-01-20', zero_figures('2021'));
DELETE FROM unit_successor WHERE unit_id = 'w1';
ROLLBACK;
-- and what was right beside a report is not checked any more without it; of that the next year tells nothing which is not submitted
BEGIN;
INSERT INTO report (unit_id, year, origin, status, issued_on, figures) VALUES ('w2', 2023, 'recorded', 'published', '2024-01-20', zero_figures('2021'));
INSERT INTO unit_successor (unit_id, successor_id, year) VALUES ('w1', 'w2', 2024);
DELETE FROM report WHERE unit_id = 'w2' AND year = 2023;
DELETE FROM report WHERE unit_id = 'w1' AND year = 2023;
ROLLBACK;
BEGIN;
SELECT return_report('w2', 2024, reason => '重报');
INSERT INTO report (unit_id, year, origin, status, issued_on, figures) VALUES ('w2', 2023, 'recorded', 'published', '2024-01-20', zero_figures('2021'));
DELETE FROM report WHERE unit_id = 'w2' AND year = 2023;
ROLLBACK;
SELECT revoke_duty('regress_beside', 'manage');
DROP TABLE later;
DROP FUNCTION public.seen_after(text, name);
SELECT count(revoke_duty(r, d, u)) FROM (VALUES ('regress_below', 'fill', 'y1'), ('regress_below', 'review', 'y3'), ('regress_below', 'review', 'y4'), ('regress_above', 'read', 'y')) g(r, d, u);

-- Likewise the ledger: what is entered after the report was submitted is a finding that both see.
INSERT INTO ledger (unit_id, from_year, keeps) VALUES ('x2', 2024, '{requests}');
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on, outcome, decided_on)
	SELECT 'x2', n::text, 'natural_person', 'online', '2024-03-01', 'granted', '2024-03-04' FROM generate_series(1, 4) n;
SELECT count(*) AS differ FROM finding WHERE unit_id = 'x2' AND rule = 'ledger.differs';
UPDATE request SET outcome = 'not_held' WHERE unit_id = 'x2' AND request_no = '4';
SET ROLE regress_beside;
SELECT status, f.rule, f.severity, f.message FROM finding f JOIN report r USING (unit_id, year, scope) WHERE unit_id = 'x2' AND rule = 'ledger.differs';
SET ROLE regress_above;
SELECT status, f.rule, f.severity, f.message FROM finding f JOIN report r USING (unit_id, year, scope) WHERE unit_id = 'x2' AND rule = 'ledger.differs';
SET ROLE regress_below;
SELECT count(*) FROM finding WHERE unit_id = 'x2';
RESET ROLE;
DROP VIEW public.above;
\c contrib_regression
DROP DATABASE regress_finding;
DROP ROLE regress_below, regress_above, regress_beside;
