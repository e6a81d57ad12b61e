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
-- wrong arguments
SELECT * FROM rollup(2023, 'nowhere');
SELECT * FROM rollup(2023, 'u0', 1, 'all');
SELECT * FROM rollup(2023, 'u0', least_status => 'done');
\c contrib_regression
DROP DATABASE regress_rollup;
