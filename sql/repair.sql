-- Which cells are wrong.
SET search_path = disclosure, public;

-- Two published reports that contradict themselves, and one that does not: 洪泽 2023, 平潭 2020, 淮安 2024.
\set ECHO none
\i sql/include/reports.sql
\set ECHO all
CREATE TEMP TABLE published AS SELECT place, figures AS f FROM real_report
WHERE (place, year) IN (('洪泽', 2023), ('平潭', 2020), ('淮安', 2024));
SELECT place, rank, cells, old, new, weight, parts, sets, reason FROM published, repairs(f) ORDER BY place, rank \g (format=unaligned)
SELECT place, rank, cells, new, parts, sets FROM published, repair_parts(f) ORDER BY place, parts, rank;

-- How a number goes wrong: one cell of 淮安 after the other.
CREATE FUNCTION pg_temp.changed(f figures, paths text[], numbers numeric[]) RETURNS figures LANGUAGE plpgsql AS $$
BEGIN
	FOR i IN 1 .. cardinality(paths) LOOP f[paths[i]] = numbers[i]; END LOOP;  -- NULL: all blank
	RETURN f;
END $$;
CREATE TEMP VIEW sound AS SELECT f FROM published WHERE place = '淮安';
SELECT wrong.number, r.rank, r.sets, r.reason FROM sound, (VALUES
	(1, 'requests.granted.natural_person', 1828), (2, 'requests.granted.natural_person', 12288), (3, 'requests.granted.natural_person', 128),
	(4, 'requests.granted.natural_person', 1258), (5, 'requests.granted.natural_person', -1288), (6, 'requests.granted.natural_person', 13288),
	(7, 'requests.granted.natural_person', 447), (8, 'requests.granted.natural_person', 7777), (9, 'requests.granted.natural_person', 0),
	(10, 'requests.granted.total', 0), (11, 'requests.granted.total', 1300), (12, 'requests.processed.natural_person', 0),
	(13, 'requests.processed.total', 3000), (14, 'requests.received.total', 3191), (15, 'requests.carried_out.total', 13),
	(16, 'remedies.direct_suit.total', 0), (17, 'remedies.direct_suit.upheld', 31)) AS wrong (number, path, value),
	repairs(pg_temp.changed(f, ARRAY[path], ARRAY[value])) AS r
ORDER BY number, rank;
-- numbers in the next column, or in the next row
SELECT rank, points.* FROM sound, repairs(pg_temp.changed(f, '{requests.repeated.natural_person,requests.repeated.enterprise}', '{0,25}')) AS r,
	LATERAL (SELECT sets, reason) AS points ORDER BY rank LIMIT 2;
SELECT rank, sets, reason FROM sound, repairs(pg_temp.changed(f, '{requests.repeated.natural_person,requests.published_material.natural_person}', '{0,25}'))
ORDER BY rank LIMIT 2;

-- Errors that have nothing to do with one another are parts; their alternatives multiply.
CREATE TEMP TABLE several AS SELECT pg_temp.changed(f, '{requests.granted.natural_person,requests.partly_granted.enterprise,
	remedies.reconsideration.upheld,remedies.suit_after_reconsideration.total}', '{1828,17,27,24}') AS f FROM sound;
SELECT rank, cells, new, parts, sets FROM several, repairs(f) ORDER BY rank LIMIT 5;
SELECT rank, cells, old, new, parts, sets, reason FROM several, repair_parts(f) ORDER BY parts, rank;
SELECT count(*), count(DISTINCT cells), count(rank) = max(rank) AS numbered,
	bool_and((SELECT is_sound(pg_temp.changed(f, cells, new)))) AS repaired FROM several, repairs(f);
-- more cells than allowed
SELECT rank, cells, sets, reason FROM several, repairs(f, 3);
SELECT rank, cells, sets, reason FROM sound,
	repairs(pg_temp.changed(f, '{requests.granted.natural_person,requests.not_held.enterprise,requests.received.legal_service}', '{1,2,3}'), 2);

-- Blanks are free. If they leave a choice the new number is a range.
SELECT rank, cells, old, new, low, high, sets, reason FROM sound, repairs(pg_temp.changed(f,
	'{remedies.direct_suit.upheld,remedies.direct_suit.overturned,remedies.direct_suit.other_result}', '{90,NULL,NULL}')) ORDER BY rank;
SELECT count(*) FROM repairs('{"form":"2021"}');

-- Cells that are sure, and cells that weigh more.
SELECT rank, cells, new, weight, sets FROM published, repairs(f, sure => '{remedies.suit_after_reconsideration.total}') WHERE place = '洪泽';
SELECT rank, cells, new, weight, sets, reason FROM published,
	repairs(f, sure => '{remedies.suit_after_reconsideration.total,remedies.suit_after_reconsideration.upheld}') WHERE place = '洪泽';
SELECT rank, cells, new, weight, sets FROM published, repairs(f, weights => '{"remedies.suit_after_reconsideration.total": 3}') WHERE place = '洪泽';
SELECT rank, cells, new, weight, sets FROM published, repairs(f, weights => '{"requests.granted.natural_person": 2}') WHERE place = '平潭';
SELECT rank, cells, new, weight, sets, reason FROM sound,
	repairs(pg_temp.changed(f, '{requests.granted.natural_person}', '{1828}'), weights => '{"requests.granted.natural_person": 1000}') ORDER BY rank LIMIT 3 \gx (format=unaligned)
-- every cell of a row that does not hold is sure
SELECT rank, cells, reason FROM published, repairs(f, sure => ARRAY(SELECT path FROM form_cell WHERE form = '2021')) WHERE place = '洪泽';

-- A negative count is wrong even if no relation says so.
SELECT rank, cells, old, new, low, high, reason FROM repairs('{"form":"2021","proactive":{"licensing":[-7]}}');
SELECT rank, cells, reason FROM repairs('{"form":"2021","proactive":{"licensing":[-7]}}', sure => '{proactive.licensing.decisions}');

-- The office's own equalities take part, with whole numbers only: of 27 cases no half was upheld.
CREATE TEMP TABLE own AS SELECT ARRAY[ROW('half', 'error', '2 * remedies.direct_suit.upheld = remedies.direct_suit.total',
	NULL, NULL, NULL, NULL)]::checked_rule[] AS rules;
SELECT count(*) FROM sound, own, repairs(f, rules => rules);
SELECT rank, cells, old, new, low, high, sets FROM sound, own,
	repairs(pg_temp.changed(f, '{remedies.direct_suit.total,remedies.direct_suit.pending}', '{27,2}'), rules => rules) ORDER BY rank;

-- Rules other than equalities of this report's cells take no part: a choice, a condition, an inequality.
SELECT count(*) FROM repairs('{"form":"2021","remedies":{"direct_suit":[1,1,0,0,2]}}', rules => pg_temp.rules(
	'remedies.direct_suit.upheld = 2 or remedies.direct_suit.upheld = 1', 'remedies.direct_suit.upheld = 3 when remedies.direct_suit.total > 2',
	'remedies.direct_suit.upheld >= 1'));
-- Whole numbers: seven is odd, whatever is chosen for the blanks; five cannot be twice anything; the least total is eight.
SELECT rank, cells, low, high, reason FROM repairs('{"form":"2021","remedies":{"direct_suit":[1,null,null,null,90],"reconsideration":[null,null,null,null,7]}}',
	rules => pg_temp.rules('2 * remedies.direct_suit.pending = remedies.reconsideration.total + 2'));
SELECT rank, reason FROM sound, repairs(f, 32, rules => pg_temp.rules('2 * requests.granted.natural_person = 5'));
SELECT rank, reason FROM repairs('{"form":"2021","remedies":{"direct_suit":[1,1,0,0,2]}}', rules => pg_temp.rules('remedies.direct_suit.upheld = 0 - 3'));
SELECT rank, cells, low, high FROM repairs('{"form":"2021","remedies":{"reconsideration":[5,null,null,2,7],"direct_suit":[8,null,null,1,90]}}',
	rules => pg_temp.rules('0.5 * remedies.reconsideration.total + remedies.direct_suit.pending = remedies.reconsideration.total + 1'));
-- Nothing is wrong here: government_rules can be 1, 2, 2. Nor is anything known to be if factors do not go together, and that is said.
SELECT rank, cells, reason FROM repairs('{"form":"2021","proactive":{"licensing":[10],"compulsion":[10]}}', rules => pg_temp.rules(
	'1009 * proactive.government_rules.in_force + 1009 * proactive.government_rules.repealed + 3 * proactive.compulsion.decisions = 4066',
	'1009 * proactive.government_rules.issued - 999983 * proactive.government_rules.repealed - 3 * proactive.licensing.decisions = - 1998987'));
SELECT rank, cells, reason FROM repairs('{"form":"2021","proactive":{"licensing":[10],"compulsion":[10],"penalties":[1]},"remedies":{"direct_suit":[1,1,0,0,0]}}',
	rules => pg_temp.rules('999983 * proactive.government_rules.in_force + 999979 * proactive.government_rules.repealed + 3 * proactive.compulsion.decisions = 4066',
	'999961 * proactive.government_rules.issued - 999983 * proactive.government_rules.repealed - 3 * proactive.licensing.decisions = - 1998987',
	'500009 * proactive.government_rules.issued + 999953 * proactive.government_rules.in_force - 7 * proactive.penalties.decisions = 12'));
-- Amounts have six decimals; larger numbers are left aside, and so are rules that no cell can mend.
SELECT rank, cells, new, reason FROM repairs('{"form":"2021","proactive":{"charges":[10.5],"licensing":[11]}}',
	rules => pg_temp.rules('proactive.charges.amount = 2 * proactive.licensing.decisions'));
SELECT rank, cells, new, reason FROM repairs('{"form":"2021","proactive":{"charges":[10.5],"licensing":[11]}}',
	rules => pg_temp.rules('proactive.charges.amount = 2000 * proactive.licensing.decisions', 'proactive.licensing.decisions = proactive.licensing.decisions + 1'));
-- With weights the lightest repair may change more cells than another one.
SELECT rank, cells, weight, reason FROM unnest('{3,2}'::integer[]) w,
	repairs('{"form":"2021","remedies":{"direct_suit":[1,1,0,0,0],"reconsideration":[1,1,0,0,0]}}', 2, weights => jsonb_build_object('remedies.direct_suit.total', w));
-- No cell can hold the sum.
SELECT rank, cells, new, high FROM repairs('{"form":"2021","remedies":{"direct_suit":[9223372036854775807,9223372036854775807,0,0,1]}}') ORDER BY rank LIMIT 1;
-- Errors of different columns are parts of their own, though the totals of the rows are blank.
SELECT k, parts, count(rank), max(sets) FROM generate_series(1, 3) k,
	LATERAL (SELECT jsonb_build_object('form', '2021', 'requests', jsonb_object_agg(r, CASE
		WHEN r IN ('received', 'processed') THEN '[210,210,210,210,210,210,1260]'::jsonb WHEN r ~ '^carried' THEN '[0,0,0,0,0,0,0]'
		WHEN r = 'granted' THEN jsonb_build_array(9, 10 - (k > 1)::int, 10 - (k > 2)::int, 10, 10, 10, NULL) ELSE '[10,10,10,10,10,10,null]' END))::figures AS f
		FROM (SELECT DISTINCT split_part(path, '.', 2) AS r FROM form_cell WHERE form = '2021' AND path ~ '^requests') r) f,
	repair_parts(f) GROUP BY k, parts ORDER BY k, parts;
-- Too many rules to be solved together.
SELECT count(*) FROM sound, repairs(f, rules => (SELECT pg_temp.rules(VARIADIC array_agg('requests.granted.total = ' || n)) FROM generate_series(1, 2001) n));

-- A list that was cut says so.
CREATE TEMP TABLE many AS SELECT pg_temp.changed(pg_temp.changed(f, array_agg(path), NULL), '{requests.granted.natural_person,
	remedies.reconsideration.pending,remedies.direct_suit.pending,remedies.suit_after_reconsideration.pending}', '{1298,38,2,7}') AS f
	FROM sound, form_cell WHERE form = '2021' AND path ~ '^requests.*total$' GROUP BY f;
SELECT parts[1], min(sets), count(*), string_agg(cells[1], ' ' ORDER BY rank) FROM many, repair_parts(f) GROUP BY parts[1] ORDER BY 1 \gx (format=unaligned)
SELECT count(*), count(rank), min(sets), max(sets), max(reason) FILTER (WHERE rank IS NULL) AS note,
	count(DISTINCT cells) FILTER (WHERE rank IS NOT NULL) AS different FROM many, repairs(f);

-- Numbers that have nothing to do with one another: as far as it got, and that it did not get farther. An answer can be had for few cells.
CREATE TEMP TABLE hard AS SELECT jsonb_build_object('form', '2021', 'requests', jsonb_object_agg(row_name, numbers))::figures AS f FROM (
	SELECT row_name, jsonb_agg((i * 37 + j * 61 + i * j * 29) * 89 % 997) AS numbers FROM (SELECT split_part(path, '.', 2) AS row_name, row_number() OVER (ORDER BY path COLLATE "C") AS i
		FROM form_cell WHERE form = '2021' AND path ~ '^requests.*total') AS r, generate_series(1, 7) AS j GROUP BY row_name) AS n;
SELECT rank, cells, sets, reason FROM hard, repairs(f, 32);
SELECT rank, cells, sets, reason FROM hard, repairs(f);
SET statement_timeout = '50ms';
SELECT count(*) FROM hard, repairs(f, 32);
RESET statement_timeout;

-- Arguments must make sense.
SELECT count(*) FROM repairs(NULL);
SELECT count(*) FROM published, repairs(f, 0);
SELECT count(*) FROM published, repairs(f, sure => '{requests.granted}');
SELECT count(*) FROM published, repairs(f, weights => '{"requests.granted.total": 0}');
SELECT count(*) FROM published, repairs(f, weights => '{"requests.granted.total": 1.5}');
SELECT count(*) FROM published, repairs(f, weights => '{"requests.granted.total": [2]}');
SELECT count(*) FROM published, repairs(f, weights => '{"requests.granted.total": -1e400}');
SELECT count(*) FROM published, repairs(f, weights => '[1]');

-- Another account of the numbers makes a repair likelier, or less so.
CREATE TEMP TABLE told AS SELECT pg_temp.changed(f, '{remedies.direct_suit.upheld}', '{14}') AS f FROM sound;
SELECT rank, cells[1] AS cell, new[1], reason FROM told, repairs(f) ORDER BY rank;
SELECT rank, cells[1] AS cell, new[1], reason FROM told, repairs(f, witness => '{"form":"2021","remedies":{"direct_suit":[14,null,7,null,26]}}') ORDER BY rank;
-- a sum over zeros is not out of date: a part was forgotten
SELECT rank, cells, new, reason FROM repairs('{"form":"2021","remedies":{"direct_suit":[0,0,0,0,3]}}');
-- several, by their names; those that say nothing of the cell, nothing at all, or both sides
SELECT rank, cells[1] AS cell, new[1], reason FROM told, repairs(f, ARRAY[('表五', '{"form":"2021","remedies":{"direct_suit":[null,null,null,null,28]}}'),
	('文字', '{"form":"2021","remedies":{"direct_suit":[14,null,7,null,null]}}'), ('无', NULL), NULL, (NULL, '{"form":"2021"}')]::witness[]) ORDER BY rank;
SELECT rank, cells[1] AS cell, new[1], reason FROM told, repairs(f, ARRAY[('甲', '{"form":"2021","remedies":{"direct_suit":[14,null,null,null,null]}}'),
	('乙', '{"form":"2021","remedies":{"direct_suit":[13,null,null,null,null]}}')]::witness[]) ORDER BY rank;
-- a number within the range, beside it, and the one it is
SELECT cells[1] AS cell, low[1], high[1], reason FROM unnest('{8,25,30}'::integer[]) n,
	LATERAL (SELECT pg_temp.changed(f, '{remedies.direct_suit.upheld,remedies.direct_suit.overturned,remedies.direct_suit.total}', ARRAY[30,NULL,26]) AS f FROM sound) s,
	repairs(f, witness => jsonb_build_object('form', '2021', 'remedies', jsonb_build_object('direct_suit', jsonb_build_object('upheld', n)))::figures)
	WHERE cells[1] ~ 'upheld' ORDER BY n;
SELECT count(*), min(reason) FROM told, repair_parts(f, ARRAY[('表五', '{"form":"2021","remedies":{"direct_suit":[null,null,null,null,28]}}')]::witness[], 1);

-- In the register: last year's report as a witness, the suspect cell in the gate's refusal and in the overview, and the change itself.
CREATE DATABASE regress_repair;
\c regress_repair
CREATE EXTENSION report_ext;
SET search_path = disclosure, public;
\set VERBOSITY terse
CALL create_register();
INSERT INTO unit (unit_id, name, kind, division_code) VALUES ('x', '某县', 'government', NULL);
INSERT INTO report (unit_id, year, figures) VALUES
	('x', 2022, zero_figures('2021') + '{"form":"2021","requests":{"received":[7,0,0,0,0,0,7],"carried_out":[7,0,0,0,0,0,7]}}'),
	('x', 2023, zero_figures('2021') + '{"form":"2021","requests":{"received":[8,0,0,0,0,0,8],"carried_in":[6,0,0,0,0,0,6],"granted":[9,0,0,0,0,0,9],
		"processed":[9,0,0,0,0,0,9],"carried_out":[6,0,0,0,0,0,6]},"remedies":{"direct_suit":[1,1,0,0,0]}}');
SELECT rank, cells, new, reason FROM repairs((SELECT figures FROM report WHERE year = 2023)) WHERE rank = 1 \g (format=unaligned)
SELECT rank, cells, new, sets, reason FROM report_repairs('x', 2023) \gx (format=unaligned)
SELECT year, errors, suspect FROM report_overview ORDER BY year \g (format=unaligned)
SELECT submit_report('x', 2023);
\set VERBOSITY default
\set SHOW_CONTEXT never
SELECT apply_repair('x', 2023, 'own', 1, E' \t');
SELECT apply_repair('x', 2023, 'own', 9, '核对台账');
SELECT apply_repair('x', 2023, 'own', 1, '核对台账');
SELECT year, version, reason FROM report_version ORDER BY year, version;
SELECT path, value FROM report_cell WHERE year = 2023 AND path ~ 'carried_in.*(natural|total)|direct_suit.total' ORDER BY position;
SELECT year, errors, suspect FROM report_overview ORDER BY year;
SELECT submit_report('x', 2022);
SELECT submit_report('x', 2023);
-- a report that has been submitted, and one that is not there
SELECT apply_repair('x', 2023, 'own', 1, '核对台账');
SELECT * FROM report_repairs('x', 2021);
-- the office's own equality takes part; a blank leaves the number open
SELECT withdraw_report('x', 2023, 'own', '补正');
INSERT INTO rule (code, severity, statement, from_year) VALUES ('own.pending', 'error', 'remedies.direct_suit.pending = requests.carried_out.natural_person', 2019);
SELECT rank, cells, new, sets FROM report_repairs('x', 2023);
DELETE FROM rule;
UPDATE report SET figures['remedies.direct_suit.upheld'] = 9, figures['remedies.direct_suit.pending'] = NULL WHERE year = 2023;
SELECT rank, cells, new, low, high FROM report_repairs('x', 2023);
SELECT apply_repair('x', 2023, 'own', 1, '核对台账');
-- the suspect stands in the overview and the gate's error too, and the text is a witness
UPDATE report SET figures['remedies.direct_suit.upheld'] = 1, figures['remedies.direct_suit.overturned'] = 2,
	figures['remedies.direct_suit.pending'] = 1, figures['remedies.direct_suit.total'] = 4 WHERE year = 2023;
INSERT INTO rule (code, severity, statement, from_year) VALUES ('own.upheld', 'error', 'remedies.direct_suit.upheld = remedies.direct_suit.overturned', 2019);
SELECT errors, suspect FROM report_overview WHERE year = 2023;
INSERT INTO report_text (unit_id, year, scope, sections) VALUES ('x', 2023, 'own', '{"一": {"title": "总体情况", "text": "因政府信息公开被提起行政诉讼、未经复议直接起诉5件。"}}');
SELECT label, figures FROM unnest(repair_witnesses('x', 2023, 'own'));
SELECT errors, suspect FROM report_overview WHERE year = 2023;
SELECT submit_report('x', 2023);
-- a change that was listed for another version, one of more cells, and the text that is returned
SELECT apply_repair('x', 2023, 'own', 1, '核对台账', 1);
SELECT apply_repair('x', 2023, 'own', 1, '核对台账', (SELECT version FROM report WHERE year = 2023), 1);
SELECT apply_repair('x', 2023, 'own', 1, '核对台账', (SELECT version FROM report WHERE year = 2023), 2);
SELECT apply_repair('x', 2023, 'own', 1, '核对台账', NULL);
-- if one part is beyond repair, the others are told nevertheless
UPDATE report SET figures = figures + '{"form":"2021","requests":{"granted":[1,2,3,4,5,6,7],"not_held":[7,6,5,4,3,2,1],"repeated":[11,13,17,19,23,29,31]}}' WHERE year = 2023;
UPDATE report SET figures['remedies.direct_suit.total'] = 0 WHERE year = 2023;
SELECT suspect FROM report_overview WHERE year = 2023;
SELECT rank, cells, new, reason FROM report_repairs('x', 2023);
SELECT rank, cells, new, reason FROM report_repair_parts('x', 2023);
-- the units below are a witness for the unit above
INSERT INTO unit (unit_id, name, kind) VALUES ('y', '某局', 'department');
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('y', 'x');
INSERT INTO report (unit_id, year, scope, origin, status, figures) VALUES
	('y', 2023, 'own', 'recorded', 'published', zero_figures('2021') + '{"form":"2021","requests":{"received":[3,0,0,0,0,0,3]}}'),
	('x', 2023, 'level', 'filed', 'draft', zero_figures('2021') + '{"form":"2021","requests":{"received":[8,0,0,0,0,0,12]}}');
SELECT label, value_of(figures, 'requests.received.total') AS received FROM unnest(repair_witnesses('x', 2023, 'level'));
\c contrib_regression
DROP DATABASE regress_repair;
