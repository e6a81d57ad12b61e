-- Measures of figures against plain SQL over their cells; the register's measures; growth over the same units against SQL from the edges of the tree.
CREATE DATABASE regress_measure;
\c regress_measure
CREATE EXTENSION report_ext;
SET search_path = disclosure, public;
\set VERBOSITY terse
\set ECHO none
\i sql/include/reports.sql
\i sql/include/pages.sql
\set ECHO all
CREATE FUNCTION pg_temp.m(numerator text, denominator text DEFAULT NULL, at_least integer DEFAULT NULL, from_year integer DEFAULT NULL, to_year integer DEFAULT NULL)
RETURNS measure_definition[] LANGUAGE sql AS $$ SELECT ARRAY[ROW('m', numerator, denominator, at_least, from_year, to_year)::disclosure.measure_definition] $$;

-- The ratios of published reports, computed by hand from what was published; 测试市 2025 with its totals alone.
INSERT INTO real_report VALUES ('330100', '测试市', 2025, '{"form":"2021","requests":{"received":{"natural_person":13612,"enterprise":252,"total":14069},"carried_in":{"total":560},
	"granted":{"total":5548},"partly_granted":{"total":2168},"processed":{"total":13810},"carried_out":{"total":819}},
	"remedies":{"reconsideration":[376,97,196,121,790],"direct_suit":[16,1,12,27,56],"suit_after_reconsideration":[74,1,30,51,156]}}');
CALL create_register();
SELECT p.place, p.year, p.code, m.numerator, m.denominator, round(m.ratio, 4) AS ratio, (m.numerator, m.denominator, round(m.ratio, 4)) = (p.numerator, p.denominator, p.ratio) AS as_published
FROM (VALUES ('测试市', 2025, 'disclosure_rate', 7716, 13810, 0.5587), ('宿迁', 2023, 'disclosure_rate', 1519, 3486, 0.4357), ('宿迁', 2024, 'disclosure_rate', 1902, 3521, 0.5402),
	('淮安', 2024, 'disclosure_rate', 1816, 3050, 0.5954), ('测试市', 2025, 'reconsideration_correction', 97, 669, 0.1450), ('宿迁', 2023, 'reconsideration_correction', 17, 414, 0.0411),
	('宿迁', 2024, 'reconsideration_correction', 18, 134, 0.1343), ('淮安', 2024, 'reconsideration_correction', 64, 314, 0.2038), ('测试市', 2025, 'lawsuit_correction', 2, 134, 0.0149),
	('宿迁', 2023, 'lawsuit_correction', 1, 98, 0.0102), ('宿迁', 2024, 'lawsuit_correction', 0, 57, 0), ('淮安', 2024, 'lawsuit_correction', 5, 39, 0.1282)) p(place, year, code, numerator, denominator, ratio)
JOIN real_report r USING (place, year) LEFT JOIN LATERAL measures(r.figures, measures_in_use(), r.year) m ON m.code = p.code;

-- Every measure of the product against plain SQL: the cells written out by hand, any of them blank: unknown; all absent: no value.
CREATE TEMP TABLE by_hand (code text, numerator text[], denominator text[], at_least integer, from_year integer);
INSERT INTO by_hand SELECT code, regexp_split_to_array(n, ' '), regexp_split_to_array(d, ' '), at_least, from_year FROM (VALUES
	('requests_received', 'requests.received.total', NULL, NULL::integer, NULL::integer),
	('requests_open', 'requests.received.total requests.carried_in.total', NULL, NULL, NULL),
	('requests_processed', 'requests.processed.total', NULL, NULL, NULL),
	('processed_rate', 'requests.processed.total', 'requests.received.total requests.carried_in.total', 30, NULL),
	('carried_out_rate', 'requests.carried_out.total', 'requests.received.total requests.carried_in.total', 30, NULL),
	('disclosure_rate', 'requests.granted.total requests.partly_granted.total', 'requests.processed.total', 30, NULL),
	('full_disclosure_rate', 'requests.granted.total', 'requests.processed.total', 30, NULL),
	('denial_rate', 'requests.state_secret.total requests.prohibited_by_law.total requests.security_stability.total requests.third_party_rights.total requests.internal_affairs.total requests.process_information.total requests.enforcement_file.total requests.registry_lookup.total', 'requests.processed.total', 30, NULL),
	('unavailable_rate', 'requests.not_held.total requests.needs_creation.total requests.still_unclear.total', 'requests.processed.total', 30, NULL),
	('not_held_share', 'requests.not_held.total', 'requests.not_held.total requests.needs_creation.total requests.still_unclear.total', 30, NULL),
	('not_processed_rate', 'requests.petition_complaint.total requests.repeated.total requests.published_material.total requests.unjustified_mass.total requests.confirm_or_reissue.total', 'requests.processed.total', 30, NULL),
	('petition_share', 'requests.petition_complaint.total', 'requests.processed.total', 30, NULL),
	('natural_person_share', 'requests.received.natural_person', 'requests.received.total', 30, NULL),
	('enterprise_share', 'requests.received.enterprise', 'requests.received.total', 30, NULL),
	('reconsideration_correction', 'remedies.reconsideration.overturned', 'remedies.reconsideration.upheld remedies.reconsideration.overturned remedies.reconsideration.other_result', 10, NULL),
	('lawsuit_correction', 'remedies.direct_suit.overturned remedies.suit_after_reconsideration.overturned', 'remedies.direct_suit.upheld remedies.suit_after_reconsideration.upheld remedies.direct_suit.overturned remedies.suit_after_reconsideration.overturned remedies.direct_suit.other_result remedies.suit_after_reconsideration.other_result', 10, NULL),
	('remedy_conversion', 'remedies.reconsideration.total remedies.direct_suit.total', 'requests.processed.total', 30, NULL),
	('documents_in_force', 'proactive.normative_documents.in_force', NULL, NULL, 2021),
	('decisions', 'proactive.licensing.decisions proactive.penalties.decisions proactive.compulsion.decisions', NULL, NULL, NULL),
	('charges', 'proactive.charges.amount', NULL, NULL, 2021)) v(code, n, d, at_least, from_year);
CREATE TEMP TABLE sampled AS
SELECT i, y AS year, pg_temp.with_blanks(pg_temp.sound(form_of(y), 'measure' || i), 'measure' || i, CASE i % 4 WHEN 0 THEN 0 ELSE i % 4 * 20 END) AS figures
FROM generate_series(1, 60) i, unnest(ARRAY[2020, 2023]) y
UNION ALL SELECT 100 + row_number() OVER (), year, figures FROM real_report
UNION ALL SELECT 200, 2023, zero_figures('2021') UNION ALL SELECT 201, 2023, '{"form":"2021"}' UNION ALL SELECT 202, 2020, '{"form":"2019"}';
-- all numbers of some cells
CREATE FUNCTION pg_temp.side(figures figures, paths text[], OUT value numeric, OUT holes bigint) LANGUAGE sql AS $$
	SELECT CASE WHEN count(*) = count(c.value) THEN sum(c.value) END, count(*) - count(c.value) FROM disclosure.cells(figures) c WHERE c.path = ANY (paths) $$;
SELECT count(*) AS measures, count(*) FILTER (WHERE m.is_unknown) > 100 AS some_unknown, count(*) FILTER (WHERE m.is_small) > 100 AS some_small, count(m.ratio) > 300 AS some_ratios,
	count(*) FILTER (WHERE m.code IS NULL) AS missing,
	count(*) FILTER (WHERE (m.numerator, m.denominator, m.ratio, m.is_unknown, m.is_small, m.holes) IS DISTINCT FROM
		(n.value, d.value, CASE WHEN a.holes = 0 AND d.value <> 0 THEN round(n.value / d.value, 6) END, a.holes > 0, coalesce(d.value < h.at_least, false), a.holes)) AS wrong
FROM sampled s JOIN by_hand h ON s.year >= coalesce(h.from_year, 0)
CROSS JOIN LATERAL pg_temp.side(s.figures, h.numerator) n CROSS JOIN LATERAL pg_temp.side(s.figures, h.denominator) d
CROSS JOIN LATERAL pg_temp.side(s.figures, h.numerator || h.denominator) a
LEFT JOIN LATERAL measures(s.figures, measures_in_use(), s.year) m ON m.code = h.code;
-- each of the product's is there, and no other
SELECT count(*), count(h.code), count(p.code) FROM by_hand h FULL JOIN product_measures() p USING (code);

-- A sum with its holes, against what its addends state: no ratio where there are any.
SELECT count(*) AS measures, count(m.ratio) > 0 AS some_ratios, count(*) FILTER (WHERE (m.numerator, m.denominator, m.ratio, m.holes) IS DISTINCT FROM
	(e.n, e.d, CASE WHEN e.holes = 0 AND e.d <> 0 THEN round(e.n / e.d, 6) END, e.holes)) AS wrong
FROM (SELECT i / 5 AS part, sum(figures) AS figures, sum(blanks(figures)) AS holes FROM sampled WHERE year = 2023 AND i < 61 GROUP BY 1) s
CROSS JOIN by_hand h
JOIN LATERAL measures(s.figures, measures_in_use(), 2023, s.holes) m ON m.code = h.code
CROSS JOIN LATERAL (SELECT sum(c.value) FILTER (WHERE c.path = ANY (h.numerator)) AS n, sum(c.value) FILTER (WHERE c.path = ANY (h.denominator)) AS d,
	count(*) FILTER (WHERE c.value IS NULL AND c.path = ANY (h.numerator || h.denominator)) AS holes
	FROM sampled q, cells(q.figures) c WHERE q.year = 2023 AND q.i < 61 AND q.i / 5 = s.part) e;

-- a blank, an absent cell, stand-ins, a zero denominator, the least one, a negative one, constants and factors
SELECT w, m.* FROM (VALUES
	('blank', '{"form":"2021","requests":{"granted":{"total":null},"partly_granted":{"total":3},"processed":{"total":10}}}'::figures, pg_temp.m('requests.granted.total + requests.partly_granted.total', 'requests.processed.total')),
	('absent', zero_figures('2019'), pg_temp.m('proactive.normative_documents.in_force', 'requests.processed.total')),
	('partly absent', '{"form":"2019","proactive":{"licensing":[1,2,3],"other_services":[4,5,6]}}', pg_temp.m('proactive.licensing.decisions + proactive.other_services.decisions + proactive.normative_documents.in_force')),
	('absent in 2021', zero_figures('2021'), pg_temp.m('proactive.other_services.decisions')),
	('stand-in', '{"form":"2021","requests":{"otherwise_handled":{"total":4},"processed":{"total":8}}}', pg_temp.m('requests.other_handling.total', 'requests.processed.total')),
	('zero', zero_figures('2021'), pg_temp.m('requests.granted.total', 'requests.processed.total', 0)),
	('at least', '{"form":"2021","requests":{"granted":{"total":1},"processed":{"total":30}}}', pg_temp.m('requests.granted.total', 'requests.processed.total', 30)),
	('too few', '{"form":"2021","requests":{"granted":{"total":1},"processed":{"total":29}}}', pg_temp.m('requests.granted.total', 'requests.processed.total', 30)),
	('negative', '{"form":"2021","requests":{"granted":{"total":1},"processed":{"total":3}}}', pg_temp.m('requests.granted.total', '-requests.processed.total', 1)),
	('factors', '{"form":"2021","requests":{"granted":{"total":7},"processed":{"total":3}}}', pg_temp.m('0.5 requests.granted.total - 2 * requests.processed.total + 1.25', '1000000 requests.processed.total'))) v(w, f, d)
CROSS JOIN LATERAL measures(f, d) m;
-- years
SELECT y, count(m.code) FROM generate_series(2020, 2024) y LEFT JOIN LATERAL measures(zero_figures('2021'), pg_temp.m('requests.granted.total', NULL, NULL, 2021, 2023), y) m ON true GROUP BY y ORDER BY y;
SELECT count(*) FROM measures(zero_figures('2021'), pg_temp.m('requests.granted.total', NULL, NULL, 2021, 2023));
SELECT count(*) FROM measures(NULL, pg_temp.m('requests.granted.total')) UNION ALL SELECT count(*) FROM measures(zero_figures('2021'), NULL) UNION ALL SELECT count(*) FROM measures(zero_figures('2021'), '{}');
-- Rounding is half away from zero, and exact: against numeric, where the sixth decimal is a tie, and with numbers of any size.
CREATE FUNCTION pg_temp.ratio(n numeric, d numeric) RETURNS numeric LANGUAGE sql AS $$
	SELECT m.ratio FROM disclosure.measures(jsonb_build_object('form', '2021', 'requests', jsonb_build_object('granted', jsonb_build_object('total', n), 'processed', jsonb_build_object('total', d)))::disclosure.figures,
		pg_temp.m('requests.granted.total', 'requests.processed.total')) m $$;
SELECT n, d, pg_temp.ratio(n, d) FROM (VALUES (1, 3), (2, 3), (1, 2000000), (-1, 2000000), (1, 2000001), (3, 2000000), (-3, -2000000), (9223372036854775807, 1), (-9223372036854775808, 1), (1, 9223372036854775807),
	(9223372036854775807, 9223372036854775806), (0, -5)) v(n, d);
SELECT count(*) AS pairs, count(*) FILTER (WHERE pg_temp.ratio(n, d) IS DISTINCT FROM round(n::numeric(60,40) / d, 6)) AS wrong
FROM (SELECT pg_temp.pick('n' || i, 400000) * (CASE i % 3 WHEN 0 THEN 1 WHEN 1 THEN 1000003 ELSE -7 END)::numeric AS n, 1 + pg_temp.pick('d' || i, 2000000) * (CASE i % 5 WHEN 0 THEN 900001 ELSE 1 END)::numeric AS d
	FROM generate_series(1, 3000) i) p;
SELECT m.ratio FROM measures('{"form":"2021","proactive":{"charges":[9000000000000.000001]},"requests":{"granted":{"total":1}}}', pg_temp.m('1000000 proactive.charges.amount', '0.0001 requests.granted.total')) m;
-- the argument may change from call to call
SELECT e, m.numerator FROM unnest('{requests.received.total,remedies.direct_suit.total,requests.received.total}'::text[]) e, measures((SELECT figures FROM real_report WHERE place = '淮安'), pg_temp.m(e)) m;

-- Over several reports with those of the year before, only what is known: against the measures of each, in SQL. Every third has none before, every fifth a sum with holes.
CREATE TEMP TABLE paired AS SELECT s.i, s.i % 4 AS part, s.figures, CASE WHEN s.i % 3 > 0 THEN p.figures END AS last_figures, CASE WHEN s.i % 5 = 0 THEN blanks(p.figures) END AS last_holes
FROM sampled s JOIN sampled p ON p.i = s.i % 60 + 1 AND p.year = s.year WHERE s.year = 2023 AND s.i < 61;
SELECT count(*) AS sums, count(g.known_numerator) AS some_known, count(*) FILTER (WHERE g.comparable_units > 3) > 40 AS some_comparable, count(*) FILTER (WHERE g.comparable_units < g.known_units) > 40 AS some_not,
	count(*) FILTER (WHERE (g.known_units, g.known_numerator, g.known_denominator, g.comparable_units, g.comparable_numerator, g.comparable_last) IS DISTINCT FROM
		(e.known, e.numerator, e.denominator, e.comparable, e.comparable_numerator, e.comparable_last)) AS wrong
FROM (SELECT part, measure_sums(figures, measures_in_use(), last_figures, last_holes) AS sums FROM paired GROUP BY part) p
CROSS JOIN LATERAL ROWS FROM (unnest(measures_in_use()), unnest(p.sums)) d
	(code, n, d, least, from_year, to_year, known_units, known_numerator, known_denominator, comparable_units, comparable_numerator, comparable_last)
JOIN LATERAL (SELECT d.known_units, d.known_numerator, d.known_denominator, d.comparable_units, d.comparable_numerator, d.comparable_last) g ON true
CROSS JOIN LATERAL (
	SELECT count(*) FILTER (WHERE k.known) AS known, sum(m.numerator) FILTER (WHERE k.known) AS numerator, sum(m.denominator) FILTER (WHERE k.known) AS denominator,
		count(*) FILTER (WHERE k.comparable) AS comparable, sum(m.numerator) FILTER (WHERE k.comparable) AS comparable_numerator, sum(l.numerator) FILTER (WHERE k.comparable) AS comparable_last
	FROM paired q JOIN LATERAL measures(q.figures, measures_in_use()) m ON m.code = d.code
	LEFT JOIN LATERAL measures(q.last_figures, measures_in_use(), NULL, q.last_holes) l ON l.code = d.code
	CROSS JOIN LATERAL (SELECT m.numerator IS NOT NULL AND (d.d IS NULL OR m.denominator IS NOT NULL) AS known,
		m.numerator IS NOT NULL AND l.numerator IS NOT NULL AND l.holes = 0 AS comparable) k
	WHERE q.part = p.part) e;
-- of nothing, and of rows that differ in what they ask for
SELECT measure_sums(NULL, pg_temp.m('requests.granted.total'), NULL, NULL), measure_sums(zero_figures('2021'), NULL, NULL, NULL), measure_sums(zero_figures('2021'), '{}', NULL, NULL),
	measure_sums(zero_figures('2019'), pg_temp.m('proactive.normative_documents.in_force'), NULL, NULL);
SELECT measure_sums(zero_figures('2021'), pg_temp.m(e), NULL, NULL) FROM unnest('{requests.granted.total,requests.received.total}'::text[]) e;

-- errors of programmers
SELECT * FROM measures(zero_figures('2021'), pg_temp.m('requests.recieved.total'));
SELECT * FROM measures(zero_figures('2021'), pg_temp.m('requests.received.total', 'requests.received.all'));
SELECT * FROM measures(zero_figures('2021'), pg_temp.m(NULL));
SELECT * FROM measures(zero_figures('2021'), ARRAY[NULL::measure_definition]);
SELECT * FROM expression_cells('requests.other_handling.total - 2.5 proactive.charges.amount + 3');
SELECT * FROM expression_cells('requests.received');
-- and of offices, each in their words and at its place
SELECT e, (expression_error(e)).* FROM unnest(ARRAY['requests.received.total', 'requests.recieved.total', '约3', '3', '', 'request.received.total', 'requests.received', 'requests.received.total.x', 'proactive.licensing.repealed',
	'requests.received.total + ', 'requests.received.total =', 'previous.requests.received.total', 'children.requests.received.total', 'text.fee', 'text.nothing', 'requests.*.total', 'requests.*.total + proactive.*.issued',
	'99999999999999999999 requests.received.total', '1.23456 requests.received.total', '9999999 requests.received.total', 'requests.received.total * 2']) e;
SELECT (expression_error(string_agg('requests.outcome.applicants', ' + '))).* FROM generate_series(1, 10);

-- The register.
INSERT INTO measure (code, label, numerator, unit) VALUES ('own_a', '甲', 'requests.recieved.total', '件');
INSERT INTO measure (code, label, numerator, denominator, unit) VALUES ('own_a', '甲', 'requests.received.total', '本年新收', '%');
INSERT INTO measure (code, label, numerator, unit) VALUES ('own_a', '甲', '三千件', '件');
INSERT INTO measure (code, label, numerator, unit) VALUES ('own_a', '甲', repeat('requests.received.total + ', 200) || '1', '件');
INSERT INTO measure (code, label, numerator, unit) VALUES ('granted', '甲', 'requests.granted.total', '件');
INSERT INTO measure (code, label, numerator, unit) VALUES ('own_公开', '甲', 'requests.granted.total', '件');
INSERT INTO measure (code, label, numerator, unit, least_denominator) VALUES ('own_a', '甲', 'requests.granted.total', '件', 10);
INSERT INTO measure (code, label, numerator, unit, better) VALUES ('own_a', '甲', 'requests.granted.total', '件', 'high');
INSERT INTO measure (code, label, numerator, unit, red) VALUES ('own_a', '甲', 'requests.granted.total', '件', 10);
INSERT INTO measure (code, label, numerator, unit, better, red, yellow) VALUES ('own_a', '甲', 'requests.granted.total', '件', 'up', 0.5, 0.4);
INSERT INTO measure (code, label, numerator, unit, better, red, yellow) VALUES ('own_a', '甲', 'requests.granted.total', '件', 'down', 0.4, 0.5);
INSERT INTO measure (code, label, numerator, unit, better, red) VALUES ('own_a', '甲', 'requests.granted.total', '件', 'down', 'NaN');
INSERT INTO measure (code, label, numerator, unit, from_year, to_year) VALUES ('own_a', '甲', 'requests.granted.total', '件', 2022, 2021);
INSERT INTO measure (code, label, numerator, denominator, unit, least_denominator) VALUES ('own_a', '甲', 'requests.granted.total', 'requests.received.total', '%', -1);
INSERT INTO measure (code, label, numerator, unit) VALUES ('own_a', repeat('长', 65), 'requests.granted.total', '件');
UPDATE measure SET denominator = 'requests.received.total' WHERE code = 'disclosure_rate';
DELETE FROM measure WHERE code = 'disclosure_rate';
UPDATE measure SET code = 'own_disclosure_rate' WHERE code = 'disclosure_rate';
-- what an office may choose, and its own
UPDATE measure SET red = 0.3, least_denominator = 5, note = '本市的线' WHERE code = 'disclosure_rate';
UPDATE measure SET enabled = false WHERE code = 'decisions';
INSERT INTO measure (code, label, topic, numerator, denominator, unit, least_denominator, better, red, yellow, from_year, source)
VALUES ('own_granted_of_open', '应办公开率', '办理结果', 'requests.granted.total + requests.partly_granted.total', 'requests.received.total + requests.carried_in.total', '%', 20, 'up', 0.4, 0.5, 2021, '本市考核办法');
SELECT measure_state(v, s, b, r, y) FROM (VALUES (0.39, false, 'up', 0.4, 0.45), (0.4, false, 'up', 0.4, 0.45), (0.45, false, 'up', 0.4, 0.45), (0.39, true, 'up', 0.4, 0.45), (NULL, false, 'up', 0.4, 0.45),
	(0.16, false, 'down', 0.15, 0.1), (0.15, false, 'down', 0.15, 0.1), (0.1, false, 'down', 0.15, 0.1), (0.9, false, NULL, NULL, NULL), (0.9, false, 'up', NULL, NULL), (0.3, false, 'up', 0.4, NULL), (0.5, false, 'up', 0.4, NULL),
	(0.3, false, 'up', NULL, 0.4)) t(v, s, b, r, y);
-- an upgrade brings back what was lost, and keeps the office's choices and lines
ALTER TABLE measure DISABLE TRIGGER measure_check;
DELETE FROM measure WHERE code = 'petition_share';
UPDATE measure SET numerator = 'requests.granted.total', label = '旧名' WHERE code = 'unavailable_rate';
ALTER TABLE measure ENABLE TRIGGER measure_check;
UPDATE register SET version = '0.1';
CALL upgrade_register();
SELECT code, label, numerator, least_denominator, red, yellow, enabled, note FROM measure WHERE code IN ('petition_share', 'unavailable_rate', 'disclosure_rate', 'decisions', 'own_granted_of_open') ORDER BY sort_no, code;
-- the measures of reports: as measures() has them
INSERT INTO unit (unit_id, name, kind, division_code) SELECT DISTINCT unit_id, place, 'government', unit_id FROM real_report;
INSERT INTO report (unit_id, year, origin, status, figures) SELECT unit_id, year, 'recorded', 'published', figures FROM real_report;
SELECT measure_key, unit_name, measure_label, numerator, denominator, ratio, is_unknown, is_small, state, state_label FROM bi_measure
WHERE measure_code IN ('disclosure_rate', 'lawsuit_correction', 'own_granted_of_open') ORDER BY measure_no, measure_key;
SELECT count(*) AS lines, count(DISTINCT measure_key) AS keys, count(*) FILTER (WHERE (b.numerator, b.denominator, b.ratio) IS DISTINCT FROM (m.numerator, m.denominator, m.ratio)) AS wrong
FROM bi_measure b FULL JOIN (SELECT r.unit_id, r.year, m.* FROM report r, measures(r.figures, measures_in_use(), r.year) m) m ON m.unit_id = b.unit_id AND m.year = b.year AND m.code = b.measure_code;
SELECT * FROM measure_cells('320813', 2023, 'disclosure_rate');
SELECT * FROM measure_cells('350128', 2020, 'documents_in_force');
SELECT * FROM measure_cells('320813', 2023, '公开率');
SELECT * FROM measure_cells('320813', 2022, 'disclosure_rate');
-- whatever is stored: the largest cells, a ratio of millions
INSERT INTO unit (unit_id, name) VALUES (repeat('长', 50), '长代码'), ('big1', '大一'), ('big2', '大二');
INSERT INTO unit_parent (unit_id, parent_id) SELECT u, repeat('长', 50) FROM unnest('{big1,big2}'::text[]) u;
INSERT INTO report (unit_id, year, origin, status, figures) SELECT u, y, 'recorded', 'published', jsonb_build_object('form', '2021', 'requests', jsonb_build_object('granted', jsonb_build_object('total', 999999999999),
	'received', jsonb_build_object('total', CASE y WHEN 2022 THEN 999999999999 ELSE 1 END), 'carried_in', jsonb_build_object('total', 0), 'partly_granted', jsonb_build_object('total', 999999999999), 'processed', jsonb_build_object('total', 1)))::figures
	FROM unnest(ARRAY[repeat('长', 50), 'big1', 'big2']) u, unnest(ARRAY[2022, 2023]) y;
SELECT count(*) > 0 AS lines, max(length(measure_key)) AS longest FROM (SELECT * FROM bi_measure OFFSET 0) m;
SELECT numerator, denominator, ratio, last_numerator, growth, comparable_growth FROM bi_trend WHERE unit_name = '长代码' AND year = 2023 AND measure_code IN ('disclosure_rate', 'requests_received') ORDER BY measure_no;

-- A tree at random: four levels, units that move, merge, split, report not at all or with blanks.
SELECT setseed(0.4);
DELETE FROM report;
INSERT INTO unit (unit_id, name, kind) SELECT 't' || i, '单位' || i, CASE WHEN i < 20 THEN 'government' ELSE 'department' END FROM generate_series(0, 150) i;
INSERT INTO unit_parent (unit_id, parent_id, to_year) SELECT 't' || i, 't' || (i - 1) / 5, CASE WHEN i % 13 = 0 THEN 2022 END FROM generate_series(1, 150) i;
INSERT INTO unit_parent (unit_id, parent_id, from_year) SELECT 't' || i, 't' || (i - 1) / 6, 2023 FROM generate_series(1, 150) i WHERE i % 13 = 0 AND (i - 1) / 6 <> (i - 1) / 5;
INSERT INTO unit_successor (unit_id, successor_id, year, partly) SELECT 't' || i, 't' || i + 1, 2023, i % 20 = 0 FROM generate_series(100, 140, 10) i;
INSERT INTO report (unit_id, year, origin, status, figures)
SELECT 't' || i, y, 'recorded', 'published', CASE WHEN random() < 0.1 THEN jsonb_set(f::jsonb, '{requests,granted,6}', 'null') WHEN random() < 0.1 THEN jsonb_set(f::jsonb, '{requests,received,6}', 'null') ELSE f::jsonb END
FROM generate_series(0, 150) i, generate_series(2020, 2024) y,
LATERAL (SELECT zero_figures(form_of(y)) OPERATOR(disclosure.+) jsonb_build_object('form', form_of(y), 'requests', jsonb_build_object('received', jsonb_build_array(a, 0, 0, 0, 0, 0, a),
	'granted', jsonb_build_array(b, 0, 0, 0, 0, 0, b), 'processed', jsonb_build_array(a, 0, 0, 0, 0, 0, a)))::figures AS f
	FROM (SELECT pg_temp.pick('a' || i || y, 60) AS a, pg_temp.pick('b' || i || y, 20) AS b) n) f
WHERE random() < 0.85;
-- what it should be, for two measures: received, and granted of processed
CREATE FUNCTION pg_temp.told(f figures, path text) RETURNS numeric LANGUAGE sql AS $$ SELECT c.value FROM disclosure.cells(f) c WHERE c.path = $2 $$;
CREATE TEMP TABLE told AS SELECT unit_id, year, pg_temp.told(figures, 'requests.received.total') AS received, pg_temp.told(figures, 'requests.granted.total') AS granted,
	pg_temp.told(figures, 'requests.processed.total') AS processed FROM report;
CREATE TEMP TABLE hand AS
WITH RECURSIVE year AS (SELECT generate_series(2020, 2024) AS y),
below AS (SELECT u.unit_id AS top, u.unit_id, y FROM unit u, year WHERE u.unit_id LIKE 't%'
	UNION SELECT b.top, e.unit_id, b.y FROM below b JOIN unit_parent e ON e.parent_id = b.unit_id AND b.y BETWEEN e.from_year AND coalesce(e.to_year, 9999)),
-- last year's, with those of whom the unit took over; of one that gave business away, or took a part, nothing is known
last AS (SELECT t.unit_id, t.year, CASE WHEN count(*) = count(p.unit_id) THEN CASE WHEN count(*) = count(p.received) THEN sum(p.received) END END AS received,
		CASE WHEN count(*) = count(p.unit_id) THEN CASE WHEN count(*) = count(p.granted) THEN sum(p.granted) END END AS granted
	FROM told t CROSS JOIN LATERAL (SELECT t.unit_id WHERE EXISTS (SELECT FROM told o WHERE o.unit_id = t.unit_id AND o.year = t.year - 1)
			UNION SELECT s.unit_id FROM unit_successor s WHERE s.successor_id = t.unit_id AND s.year = t.year) w(unit_id)
	LEFT JOIN told p ON p.unit_id = w.unit_id AND p.year = t.year - 1
	WHERE NOT EXISTS (SELECT FROM unit_successor s WHERE s.year = t.year AND (t.unit_id = s.unit_id OR s.partly AND t.unit_id = s.successor_id))
	GROUP BY t.unit_id, t.year)
SELECT b.top, b.y, m.code, sum(CASE m.code WHEN 'r' THEN t.received ELSE t.granted END) AS numerator, sum(CASE m.code WHEN 'g' THEN t.processed END) AS denominator,
	count(*) FILTER (WHERE t.unit_id IS NOT NULL AND CASE m.code WHEN 'r' THEN t.received ELSE t.granted END IS NULL) AS holes,
	count(*) FILTER (WHERE CASE m.code WHEN 'r' THEN t.received + l.received ELSE t.granted + l.granted END IS NOT NULL) AS comparable_units,
	sum(CASE m.code WHEN 'r' THEN t.received ELSE t.granted END) FILTER (WHERE CASE m.code WHEN 'r' THEN t.received + l.received ELSE t.granted + l.granted END IS NOT NULL) AS comparable_numerator,
	sum(CASE m.code WHEN 'r' THEN l.received ELSE l.granted END) FILTER (WHERE CASE m.code WHEN 'r' THEN t.received + l.received ELSE t.granted + l.granted END IS NOT NULL) AS comparable_last,
	count(*) FILTER (WHERE CASE m.code WHEN 'r' THEN t.received ELSE t.granted END IS NOT NULL) AS known_units,
	sum(t.granted) FILTER (WHERE m.code = 'g' AND t.granted IS NOT NULL) / nullif(sum(t.processed) FILTER (WHERE m.code = 'g' AND t.granted IS NOT NULL), 0) AS known_ratio
FROM below b CROSS JOIN (VALUES ('r'), ('g')) m(code) LEFT JOIN told t ON t.unit_id = b.unit_id AND t.year = b.y LEFT JOIN last l ON l.unit_id = t.unit_id AND l.year = t.year
GROUP BY b.top, b.y, m.code HAVING count(t.unit_id) > 0;
SELECT count(*) AS lines, count(DISTINCT trend_key) AS keys, count(*) FILTER (WHERE b.holes > 0) > 50 AS some_holes, count(b.ratio) > 50 AS some_ratios,
	count(*) FILTER (WHERE b.growth <> b.comparable_growth) > 100 AS growths_differ,
	count(*) FILTER (WHERE b.trend_key IS NULL OR h.top IS NULL) AS without_a_like,
	count(*) FILTER (WHERE (b.numerator, b.denominator, b.holes, b.ratio) IS DISTINCT FROM (h.numerator, h.denominator, h.holes, CASE WHEN h.holes = 0 THEN round(h.numerator / nullif(h.denominator, 0), 6) END)) AS wrong,
	count(*) FILTER (WHERE (b.last_numerator, b.growth, b.last_denominator) IS DISTINCT FROM (p.numerator, round((h.numerator - p.numerator) / nullif(p.numerator, 0), 6), p.denominator)) AS wrong_last,
	count(*) FILTER (WHERE b.year > 2020 AND (b.comparable_units, b.comparable_numerator, b.comparable_last, b.comparable_growth) IS DISTINCT FROM
		(h.comparable_units, h.comparable_numerator, h.comparable_last, round((h.comparable_numerator - h.comparable_last) / nullif(h.comparable_last, 0), 6))) AS wrong_comparable,
	count(*) FILTER (WHERE (b.known_units, b.known_ratio) IS DISTINCT FROM (h.known_units, round(h.known_ratio, 6))) AS wrong_known,
	count(*) FILTER (WHERE b.is_comparable = 0) AS not_comparable
FROM (SELECT * FROM bi_trend WHERE unit_id LIKE 't%' AND measure_code IN ('requests_received', 'full_disclosure_rate')) b
FULL JOIN hand h ON h.top = b.unit_id AND h.y = b.year AND h.code = CASE b.measure_code WHEN 'requests_received' THEN 'r' ELSE 'g' END
LEFT JOIN hand p ON p.top = h.top AND p.y = h.y - 1 AND p.code = h.code;
-- the same of one tree alone
SELECT count(*), count(*) FILTER (WHERE (t.numerator, t.comparable_last) IS DISTINCT FROM (b.numerator, b.comparable_last)) AS wrong
FROM measure_trend(2023, 't2') t LEFT JOIN bi_trend b ON b.unit_id = t.unit_id AND b.year = 2023 AND b.measure_code = t.code;
-- the dictionary leads from a column to the measure that it is; the numbers are the same
SELECT view_name, column_name, measure_code FROM bi_column WHERE measure_code IS NOT NULL AND view_name IN ('bi_report', 'bi_wide') ORDER BY view_name, column_no;
SELECT count(*) AS numbers, count(*) FILTER (WHERE m.numerator IS DISTINCT FROM (to_jsonb(r) ->> c.column_name)::numeric) AS wrong
FROM bi_report r JOIN bi_column c ON c.view_name = 'bi_report' JOIN bi_measure m ON m.report_key = r.report_key AND m.measure_code = c.measure_code;
-- what both forms ask for can be compared; 现行有效 begins with the form of 2021, and its first year has no year before
SELECT year, measure_code, is_comparable, growth IS NULL AS no_growth, comparable_units IS NULL AS no_units FROM bi_trend
WHERE unit_id = 't0' AND year IN (2021, 2022) AND measure_code IN ('requests_received', 'documents_in_force', 'charges', 'remedy_conversion') ORDER BY 1, measure_no;
INSERT INTO measure (code, label, numerator, unit) VALUES ('own_other', '其他处理', 'requests.other_handling.total', '件'), ('own_fee', '逾期不缴费', 'requests.fee_overdue.total', '件'), ('own_items', '许可项目', 'proactive.licensing.items', '件');
SELECT code, is_comparable FROM measure_trend(2021, 't0') WHERE unit_id = 't0' AND code LIKE 'own%' ORDER BY 1;
-- every unit of all trees at once
SELECT count(*) AS units, count(*) FILTER (WHERE figures_differ(r.figures, o.figures) OR figures_differ(r.holes, o.holes) OR (r.units, r.missing) <> (o.units, o.missing)) AS wrong
FROM rollup(2023, NULL, NULL) r CROSS JOIN LATERAL (SELECT * FROM rollup(2023, r.unit_id, 0)) o;

-- no flag or ratio that tools misread
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND attnum > 0
WHERE c.relname IN ('bi_measure', 'bi_trend') AND format_type(a.atttypid, a.atttypmod) !~ '^(character varying\([0-9]+\)|integer|bigint|smallint|date|numeric\((18|9),6\))$';
SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND attnum > 0 WHERE c.relname IN ('measure', 'bi_measure', 'bi_trend') AND col_description(c.oid, a.attnum) IS NULL;

\c contrib_regression
DROP DATABASE regress_measure;
