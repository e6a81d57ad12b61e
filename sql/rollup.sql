-- Totals of the tree against plain SQL; which report stands for a unit; freezes are in publication.sql.
CREATE DATABASE regress_rollup;
\c regress_rollup
CREATE EXTENSION report_ext;
SET search_path = disclosure, public;
\set VERBOSITY terse
CALL create_register();
SELECT setseed(0.7);
-- five levels at random, some units counted in two places or not counted, some moving in 2023
INSERT INTO unit (unit_id, name, kind, division_code)
SELECT 'u' || i, '单位' || i, CASE WHEN i < 20 THEN 'government' WHEN i % 29 = 0 THEN 'enterprise' WHEN i % 5 = 0 THEN 'township' ELSE 'department' END,
	CASE WHEN i % 3 = 0 THEN (360800 + i % 40)::text END
FROM generate_series(0, 400) i;
INSERT INTO unit_parent (unit_id, parent_id, to_year) SELECT 'u' || i, 'u' || (i - 1) / 4, CASE WHEN i % 17 = 0 THEN 2022 END FROM generate_series(1, 400) i;
INSERT INTO unit_parent (unit_id, parent_id, from_year) SELECT 'u' || i, 'u' || (i - 1) / 5, 2023 FROM generate_series(1, 400) i WHERE i % 17 = 0 AND (i - 1) / 5 <> (i - 1) / 4;
INSERT INTO unit_parent (unit_id, parent_id, counted) SELECT 'u' || i, 'u' || i / 7, i % 2 = 0 FROM generate_series(100, 400) i WHERE i % 11 = 0
	ON CONFLICT DO NOTHING;
INSERT INTO reporter (unit_id, exempt, reason) SELECT 'u' || i, true, '免报' FROM generate_series(40, 400) i WHERE i % 31 = 0;
INSERT INTO reporter (unit_id, from_year) SELECT 'u' || i, 2023 FROM generate_series(40, 400) i WHERE i % 37 = 0 AND i % 31 <> 0;
CREATE FUNCTION pg_temp.figures(year integer, i integer, kind integer) RETURNS figures LANGUAGE sql AS $$
	SELECT CASE kind WHEN 0 THEN disclosure.zero_figures(disclosure.form_of(year))
		WHEN 1 THEN jsonb_build_object('form', disclosure.form_of(year), 'requests', jsonb_build_object('received', jsonb_build_array(i, null, i % 3, 0, 0, 1, i + 5)))::disclosure.figures
		ELSE disclosure.zero_figures(disclosure.form_of(year)) OPERATOR(disclosure.+) jsonb_build_object('form', disclosure.form_of(year),
			'requests', jsonb_build_object('received', jsonb_build_array(i, 0, 0, 0, 0, 0, i), 'granted', jsonb_build_array(i, 0, 0, 0, 0, 0, i),
			'processed', jsonb_build_array(i, 0, 0, 0, 0, 0, i)))::disclosure.figures END $$;
INSERT INTO report (unit_id, year, scope, origin, status, figures)
SELECT 'u' || i, y, s, CASE WHEN i % 7 = 1 THEN 'filed' ELSE 'recorded' END, CASE WHEN i % 7 = 1 THEN CASE WHEN i % 2 = 0 THEN 'draft' ELSE 'submitted' END ELSE 'published' END,
	pg_temp.figures(y, i, CASE WHEN i % 7 = 1 THEN CASE WHEN i % 2 = 0 THEN 1 ELSE 2 END ELSE i % 4 END)
FROM generate_series(0, 400) i, generate_series(2020, 2024) y, unnest(ARRAY['own', 'consolidated']) s
-- nothing below u26 and u91, which have reports of their areas
WHERE (s = 'own' AND random() < 0.8 AND i % 41 <> 0 AND i NOT BETWEEN 105 AND 108 AND i NOT BETWEEN 365 AND 368) OR (s = 'consolidated' AND i < 100 AND i % 13 = 0);

-- the right total, from the edges alone: units below, each once, and one report for each
CREATE FUNCTION pg_temp.expected(y integer, root text, basis text) RETURNS TABLE (figures figures, holes figures, units bigint, owing bigint, reported bigint,
	exempt bigint, drafts bigint, nil bigint, with_errors bigint) LANGUAGE sql AS $$
	WITH RECURSIVE edge AS (SELECT e.unit_id, e.parent_id FROM disclosure.unit_parent e WHERE e.counted AND y >= e.from_year AND (e.to_year IS NULL OR y <= e.to_year)),
	done AS (SELECT r.* FROM disclosure.report r WHERE r.year = y AND (r.origin = 'recorded' OR r.status IN ('submitted', 'approved', 'published'))),
	below AS (SELECT root AS unit_id UNION SELECT e.unit_id FROM edge e JOIN below b ON e.parent_id = b.unit_id),
	deep AS (SELECT b.unit_id AS top, e.unit_id FROM below b JOIN edge e ON e.parent_id = b.unit_id UNION SELECT d.top, e.unit_id FROM deep d JOIN edge e ON e.parent_id = d.unit_id),
	chosen AS (SELECT b.unit_id, CASE WHEN basis = 'best' AND EXISTS (SELECT FROM done r WHERE r.unit_id = b.unit_id AND r.scope = 'consolidated')
		AND NOT EXISTS (SELECT FROM deep d JOIN done r ON r.unit_id = d.unit_id WHERE d.top = b.unit_id) THEN 'consolidated' ELSE 'own' END AS scope FROM below b)
	SELECT disclosure.sum(r.figures), disclosure.sum(disclosure.blanks(r.figures)), count(*),
		count(*) FILTER (WHERE o), count(*) FILTER (WHERE o AND EXISTS (SELECT FROM done q WHERE q.unit_id = c.unit_id)),
		count(*) FILTER (WHERE EXISTS (SELECT FROM disclosure.reporter p WHERE p.unit_id = c.unit_id AND p.exempt)),
		count(*) FILTER (WHERE r.origin = 'filed' AND r.status = 'draft'),
		count(*) FILTER (WHERE (SELECT bool_and(v.value = 0) AND count(v.value) = count(*) FROM disclosure.cells(r.figures) v)),
		count(*) FILTER (WHERE EXISTS (SELECT FROM disclosure.check_figures(r.figures) f WHERE f.severity = 'error' AND f.result = 'fail' AND f.rule <> 'form.blank'))
	FROM chosen c JOIN disclosure.unit u USING (unit_id)
	LEFT JOIN disclosure.report r ON r.unit_id = c.unit_id AND r.year = y AND r.scope = c.scope
	CROSS JOIN LATERAL (SELECT CASE WHEN EXISTS (SELECT FROM disclosure.reporter p WHERE p.unit_id = u.unit_id)
		THEN EXISTS (SELECT FROM disclosure.reporter p WHERE p.unit_id = u.unit_id AND NOT p.exempt AND p.from_year <= y) ELSE u.kind <> 'enterprise' END) owes(o) $$;
SELECT y, b AS asked, d AS depth, count(*) AS nodes, count(DISTINCT r.basis) AS ways, sum(r.missing) > 0 AS some_missing, count(*) FILTER (WHERE
	(e.units, e.owing, e.reported, e.owing - e.reported, e.exempt, e.drafts, e.nil, e.with_errors) IS DISTINCT FROM
	(r.units::bigint, r.owing::bigint, r.reported::bigint, r.missing::bigint, r.exempt::bigint, r.drafts::bigint, r.nil::bigint, r.with_errors::bigint)) AS wrong_counts,
	count(*) FILTER (WHERE figures_differ(e.figures, r.figures) OR figures_differ(e.holes, r.holes)) AS wrong_figures
FROM unnest(ARRAY[2020, 2022, 2023]) y, unnest(ARRAY['units', 'best']) b, unnest(ARRAY[0, 1, 3, NULL]) d
CROSS JOIN LATERAL rollup(y, 'u0', d, b) r CROSS JOIN LATERAL pg_temp.expected(y, r.unit_id, b) e
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;
-- another root; a leaf; a unit with nothing
SELECT r.unit_id, r.depth, r.units, r.basis, NOT figures_differ(r.figures, e.figures) AS same
FROM rollup(2023, 'u3', 1, 'best') r, pg_temp.expected(2023, r.unit_id, 'best') e ORDER BY 2, 1;
SELECT unit_id, units, basis, figures, reported, missing FROM rollup(2024, 'u287');
-- the status that counts
SELECT least_status, drafts, reported, figures['requests.received.total'] AS received FROM unnest(ARRAY['draft', 'submitted', 'approved', 'published']) least_status,
	rollup(2023, 'u0', 0, least_status => least_status);
SELECT sum(figures['requests.received.total']) FILTER (WHERE origin = 'recorded' OR status = 'submitted') AS submitted,
	sum(figures['requests.received.total']) FILTER (WHERE origin = 'recorded') AS approved
FROM report WHERE year = 2023 AND scope = 'own' AND unit_id IN (SELECT unit_id FROM members(2023, 'u0'));
SELECT published, NOT figures_differ(figures, (SELECT sum(figures) FROM report WHERE year = 2023 AND scope = 'own' AND status = 'published'
	AND unit_id IN (SELECT unit_id FROM members(2023, 'u0')))) AS same FROM rollup(2023, 'u0', 0, least_status => 'published');
-- by kind and by division
SELECT kind, reports, NOT figures_differ(figures, (SELECT sum(r.figures) FROM report r JOIN unit u USING (unit_id) WHERE u.kind = k.kind AND r.year = k.year AND scope = 'own')) AS same
FROM rollup_by_kind k WHERE year = 2023 ORDER BY 1;
SELECT digits, count(*), sum(reports), bool_and(NOT figures_differ(figures, (SELECT sum(r.figures) FROM report r JOIN unit u USING (unit_id)
	WHERE u.division_code LIKE d.division_code || '%' AND r.year = d.year AND scope = 'own'))) AS same FROM rollup_by_division d WHERE year = 2023 GROUP BY 1 ORDER BY 1;
-- What was reported and is in no sum: of another scope, of an area whose units do not add up to it, not published yet.
INSERT INTO unit (unit_id, name, kind) VALUES ('L', '临江市', 'government'), ('L1', '庚县', 'government'), ('L2', '辛县', 'government'), ('L3', '壬县', 'government'),
	('L31', '壬县水务局', 'department'), ('L4', '癸县', 'government'), ('L41', '癸县水务局', 'department'), ('L5', '子县', 'government'), ('L6', '丑公司', 'enterprise');
INSERT INTO unit_parent (unit_id, parent_id) SELECT unit_id, left(unit_id, greatest(length(unit_id) - 1, 1)) FROM unit WHERE unit_id LIKE 'L_%';
INSERT INTO reporter (unit_id, exempt, reason) VALUES ('L', true, '由市府办公布');
INSERT INTO report (unit_id, year, scope, origin, status, figures)
SELECT u, 2023, s, 'recorded', 'published', pg_temp.figures(2023, n, 2) FROM (VALUES ('L1', 'own', 10), ('L2', 'level', 7),
	('L3', 'consolidated', 5), ('L31', 'own', 5), ('L4', 'consolidated', 9), ('L41', 'own', 4), ('L5', 'consolidated', 3), ('L6', 'level', 1)) v(u, s, n);
INSERT INTO report (unit_id, year, status, figures) VALUES ('L2', 2023, 'draft', NULL);
CREATE VIEW public.left_out AS SELECT unit_id, basis, figures['requests.received.total'] AS received, holes['requests.received.total'] AS holes, reported, missing, drafts, left_out,
	draft_figures['requests.received.total'] AS of_drafts FROM rollup(2023, 'L', NULL) ORDER BY unit_id COLLATE "C";
SELECT * FROM left_out;
SELECT unit_id, basis, figures['requests.received.total'] AS received, left_out FROM rollup(2023, 'L', 1, 'best') ORDER BY unit_id COLLATE "C";
SELECT unit_id, scope FROM members(2023, 'L', 'units') WHERE left_out ORDER BY 1;
SELECT unit_id FROM members(2023, 'L', 'best') WHERE left_out ORDER BY 1;
SELECT unit_id FROM total_member WHERE total_of = 'L' AND left_out ORDER BY 1;
-- a depth that there is not
SELECT count(*) FROM rollup(2023, 'L', -1);
SELECT "freeze"(2023, 'L', '封');
SELECT figures['requests.received.total'] AS received, holes['requests.received.total'] AS holes, left_out, draft_figures['requests.received.total'] AS of_drafts FROM rollup_as_of('封');
-- the draft holds a number, which the total says is a draft's
UPDATE report SET figures['requests.received.total'] = 2 WHERE unit_id = 'L2' AND scope = 'own';
SELECT * FROM left_out WHERE unit_id IN ('L', 'L2');
SELECT kind, figures['requests.received.total'] AS received, draft_figures['requests.received.total'] AS of_drafts FROM rollup_by_kind WHERE year = 2023 AND draft_figures IS NOT NULL ORDER BY 1;
-- the level check says the same as the total
INSERT INTO report (unit_id, year, scope, origin, status, figures) VALUES ('L', 2023, 'consolidated', 'recorded', 'published', pg_temp.figures(2023, 30, 2));
SELECT DISTINCT why, message FROM finding WHERE unit_id = 'L' AND rule LIKE 'level.requests%';
-- submitted, and counted with what it last published, which is nothing
UPDATE report SET figures = pg_temp.figures(2023, 2, 2), status = 'submitted' WHERE unit_id = 'L2' AND scope = 'own';
SELECT unit_id, figures['requests.received.total'] AS received, reported, left_out, holes['requests.received.total'] AS holes, draft_figures FROM rollup(2023, 'L2', 0, least_status => 'published');
-- Kind and division of the year: what a unit is from 2024 on does not move 2023.
CREATE TEMP TABLE before AS SELECT 'kind' AS by, kind AS key, reports, figures FROM rollup_by_kind WHERE year = 2023 UNION ALL SELECT 'division', division_code, reports, figures FROM rollup_by_division WHERE year = 2023;
UPDATE unit SET division_code = '329941' WHERE unit_id = 'L31';
INSERT INTO unit_name (unit_id, to_year, name) VALUES ('L31', 2023, '壬县水务局'), ('L41', 2023, '癸县水利局');
UPDATE unit SET kind = 'vertical', division_code = '329907' WHERE unit_id IN ('L31', 'L41');
SELECT kind FROM rollup(2023, 'L31', 0) UNION ALL SELECT kind FROM rollup(2024, 'L31', 0);
SELECT unit_id, kind, division_code FROM rollup(2023, 'L', NULL) WHERE unit_id IN ('L31', 'L41') ORDER BY 1;
SELECT a.by, a.key, b.key IS NULL AS new FROM (SELECT 'kind' AS by, kind AS key, reports, figures FROM rollup_by_kind WHERE year = 2023
	UNION ALL SELECT 'division', division_code, reports, figures FROM rollup_by_division WHERE year = 2023) a
	LEFT JOIN before b ON b.by = a.by AND b.key = a.key AND b.reports = a.reports AND b.figures = a.figures WHERE b.key IS NULL ORDER BY 2;
INSERT INTO unit_name (unit_id, from_year, to_year, name, kind, division_code) VALUES ('L6', 2024, 2024, '丑公司', 'department', NULL);
SELECT owing, kind FROM rollup(2024, 'L6', 0) UNION ALL SELECT owing, kind FROM rollup(2023, 'L6', 0);
INSERT INTO unit_name (unit_id, name) VALUES ('nowhere', '某局');
-- a total of more than a thousand units, which is read in another way: one without a report, one of an area, drafts among them
INSERT INTO unit (unit_id, name, kind) VALUES ('M', '大市', 'government');
INSERT INTO unit (unit_id, name, kind) SELECT 'M' || i, '局' || i, 'department' FROM generate_series(1, 1200) i;
INSERT INTO unit_parent (unit_id, parent_id) SELECT 'M' || i, CASE WHEN i <= 30 THEN 'M' ELSE 'M' || i % 30 + 1 END FROM generate_series(1, 1200) i WHERE i <> 60;
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('M60', 'M59');
INSERT INTO reporter (unit_id, exempt, reason) SELECT 'M' || i, true, '免报' FROM generate_series(50, 1200, 41) i;
INSERT INTO report (unit_id, year, scope, origin, status, figures)
SELECT 'M' || i, 2023, CASE WHEN i = 59 THEN 'consolidated' ELSE 'own' END, CASE WHEN i % 5 = 0 THEN 'filed' ELSE 'recorded' END,
	CASE WHEN i % 5 = 0 THEN 'draft' ELSE 'published' END, pg_temp.figures(2023, i, CASE WHEN i = 59 THEN 0 ELSE i % 4 END)
FROM generate_series(1, 1200) i WHERE i % 7 > 0;
SELECT b AS asked, d AS depth, count(*) AS nodes, max(r.units) AS units, count(DISTINCT r.basis) AS ways, max(r.left_out) AS left_out, count(*) FILTER (WHERE
	(e.figures, CASE r.left_out WHEN 0 THEN e.holes ELSE r.holes END, e.units, e.owing, e.reported, e.exempt, e.drafts, e.nil, e.with_errors) IS DISTINCT FROM
	(r.figures, r.holes, r.units::bigint, r.owing::bigint, r.reported::bigint, r.exempt::bigint, r.drafts::bigint, r.nil::bigint, r.with_errors::bigint)) AS wrong
FROM unnest(ARRAY['units', 'best']) b, unnest(ARRAY[0, 1, NULL]) d
CROSS JOIN LATERAL rollup(2023, 'M', d, b) r CROSS JOIN LATERAL pg_temp.expected(2023, r.unit_id, b) e
WHERE r.depth < 2 OR r.unit_id IN ('M59', 'M60') GROUP BY 1, 2 ORDER BY 1, 2;
SELECT least_status, drafts, r.figures = (SELECT sum(q.figures) FROM report q WHERE q.year = 2023 AND q.unit_id LIKE 'M%' AND q.scope = 'own'
	AND (q.origin = 'recorded' OR least_status = 'draft')) AS same
FROM unnest(ARRAY['draft', 'submitted', 'published']) least_status, rollup(2023, 'M', 0, least_status => least_status) r;
-- wrong arguments
SELECT * FROM rollup(2023, 'nowhere');
SELECT * FROM rollup(2023, 'u0', 1, 'all');
SELECT * FROM rollup(2023, 'u0', least_status => 'done');
\c contrib_regression
DROP DATABASE regress_rollup;
