-- Small counts left out of published tables. The comparison with an integer program is bench/suppress-oracle.
CREATE DATABASE regress_suppress;
\c regress_suppress
CREATE EXTENSION report_ext;
SET search_path = disclosure, public;
\set ECHO none
\i sql/include/reports.sql
\set ECHO all

-- 商业企业 1 and 自然人 3: with them what is needed so that neither follows, in the order of the form
CREATE TEMP TABLE report AS SELECT zero_figures('2021') + '{"form":"2021","requests":{"received":[33,6,0,0,0,0,39],"granted":[20,1,0,0,0,0,21],
	"partly_granted":[10,5,0,0,0,0,15],"miscellaneous":[3,0,0,0,0,0,3],"processed":[33,6,0,0,0,0,39]}}' AS f;
SELECT is_sound(f), is_complete(f) FROM report;
SELECT s.* FROM report, suppressed(f) s;
-- what is blank in the published table, and nothing else
SELECT c.path, c.value AS was, p.value AS published FROM report, cells(f) c, cells(suppress(f)) p
WHERE p.path = c.path AND p.value IS DISTINCT FROM c.value;
SELECT suppress(f) = without_cells(f, (SELECT array_agg(path) FROM suppressed(f))) AS same FROM report;
-- nothing small, nothing left out
SELECT suppress(zero_figures('2021')) = zero_figures('2021') AS nothing;
SELECT count(*) FROM suppressed(zero_figures('2019'));
SELECT suppress(NULL) IS NULL AS a, suppress_total(NULL) IS NULL AS b, suppress_total('{}') IS NULL AS c, suppress_total('{NULL}') IS NULL AS d;
SELECT suppress(f, 1) FROM report;
SELECT without_cells(f, '{requests.granted.totals}') FROM report;

-- An audit in another part of the extension: what deductions() makes of the published table, of real reports and of random ones.
CREATE TEMP TABLE audited AS SELECT place || year AS name, figures AS f FROM real_report;
-- rows of a sound table: random counts by applicant, all else from the relations
CREATE FUNCTION pg_temp.random_report(seed integer) RETURNS figures LANGUAGE sql IMMUTABLE AS $$
	WITH leaf AS (
		SELECT row_code, column_code, (get_byte(d, 0) % 4 = 0 OR column_code = 'natural_person')::integer * (get_byte(d, 1) % (1 + seed % 13)) AS n
		FROM (SELECT DISTINCT split_part(path, '.', 2) AS row_code FROM cells(zero_figures('2021')) WHERE path ~ '^requests') r,
			(SELECT DISTINCT split_part(path, '.', 3) AS column_code FROM cells(zero_figures('2021')) WHERE path ~ '^requests' AND path !~ 'total$') c,
			LATERAL (SELECT sha256(convert_to(format('%s %s %s', seed, row_code, column_code), 'UTF8')) AS d) h
		WHERE row_code NOT IN ('processed', 'received', 'carried_in')
	), whole AS (
		SELECT * FROM leaf
		UNION ALL SELECT 'processed', column_code, sum(n) FROM leaf WHERE row_code <> 'carried_out' GROUP BY 2
		UNION ALL SELECT 'received', column_code, sum(n) FROM leaf GROUP BY 2
		UNION ALL SELECT 'carried_in', column_code, 0 FROM leaf GROUP BY 2
	), printed AS (
		SELECT * FROM whole UNION ALL SELECT row_code, 'total', sum(n) FROM whole GROUP BY 1
	)
	SELECT zero_figures('2021') OPERATOR(disclosure.+) jsonb_build_object('form', '2021', 'requests', (SELECT jsonb_object_agg(row_code, o)
		FROM (SELECT row_code, jsonb_object_agg(column_code, n) AS o FROM printed GROUP BY 1) x))::figures
$$;
INSERT INTO audited SELECT 'random' || i, pg_temp.random_report(i) FROM generate_series(1, 60) i;
SELECT count(*), bool_and(is_sound(f)) FROM audited WHERE name ~ 'random';
CREATE TEMP TABLE published AS SELECT name, f, suppress(f) AS p FROM audited;
-- no small count left out has fewer than three values
SELECT count(*) AS small, count(*) FILTER (WHERE d.high - d.low < 2) AS betrayed, count(*) FILTER (WHERE d.path IS NULL) AS missing,
	count(*) FILTER (WHERE NOT c.value BETWEEN d.low AND coalesce(d.high, c.value)) AS wrong
FROM published JOIN LATERAL cells(f) c ON c.path ~ '^requests' AND c.path !~ 'total$' AND c.value BETWEEN 1 AND 4
LEFT JOIN LATERAL deductions(p) d ON d.path = c.path WHERE is_sound(f);
-- every count left out that is not small is needed: with any one of them printed, some small count has fewer
SELECT count(*) AS complements, count(*) FILTER (WHERE NOT betrayed) AS needless FROM published, suppressed(f) s, LATERAL (
	SELECT EXISTS (SELECT FROM cells(f) c JOIN deductions(without_cells(f, (SELECT array_agg(o.path) FROM suppressed(f) o WHERE o.path <> s.path))) d
		USING (path) WHERE c.path !~ 'total$' AND c.value BETWEEN 1 AND 4 AND d.high - d.low < 2) AS betrayed) b
WHERE s.reason = 'complement' AND name ~ 'random[1-6]$';
-- with a limit of 2 only ones are small; with one above all counts, all counts by applicant but zeros
SELECT below, count(*) FILTER (WHERE reason = 'small') AS small, (SELECT count(*) FROM cells(f) c WHERE path ~ '^requests' AND path !~ 'total$'
	AND value > 0 AND value < below) AS should_be, bool_and(proven) AS proven
FROM report, unnest('{2,3,21,1000000}'::int[]) below, suppressed(f, below) GROUP BY below, f ORDER BY 1;
-- ... however large they are
WITH big AS (SELECT zero_figures('2021') + '{"form":"2021","requests":{"received":[1500000000,0,0,0,0,0,1500000000],"granted":[1500000000,0,0,0,0,0,1500000000],
	"processed":[1500000000,0,0,0,0,0,1500000000]}}' AS f)
SELECT count(*) FILTER (WHERE reason = 'small') AS small, count(*) FILTER (WHERE reason = 'complement') AS complements, (SELECT min(d.high - d.low)
	FROM deductions(suppress(f, 2000000000)) d JOIN cells(f) c USING (path) WHERE c.value > 0 AND path !~ 'total$') AS range FROM big, suppressed(f, 2000000000) GROUP BY f;
-- a cell is blank if it is left out, and the others are as they were
SELECT count(*) FROM published, cells(f) c JOIN cells(p) q USING (path) WHERE c.value IS DISTINCT FROM q.value
	AND (q.value IS NOT NULL OR path NOT IN (SELECT s.path FROM suppressed(f) s));

-- A total that would betray a report: one of two reports leaves a count out, the total less the other says it.
SELECT array_agg(reason || ' ' || path ORDER BY path) FROM report, suppressed_total(ARRAY[f, zero_figures('2021')]);
SELECT name, t.n AS left_out, t.proven FROM (VALUES ('ten', 10)) v(name, n), LATERAL (SELECT count(*) AS n, bool_and(proven) AS proven
	FROM suppressed_total(ARRAY(SELECT pg_temp.random_report(i) FROM generate_series(1, v.n) i))) t;
-- a count that only one report leaves out is left out of the total too, if it is small
WITH tables AS (SELECT ARRAY(SELECT pg_temp.random_report(i) FROM generate_series(1, 10) i) AS a),
	left_out AS (SELECT s.path, count(*) AS n, bool_or(s.reason = 'small') AS small FROM tables, unnest(a) f, suppressed(f) s GROUP BY 1)
SELECT count(*) FROM left_out WHERE n = 1 AND small AND path NOT IN (SELECT path FROM tables, suppressed_total(a));
-- Published together, tables and total are attacked together: what deductions() makes of each, and differences between the total and
-- the tables, go into each other until nothing new is found. Of a total that is left as it is, or suppressed by itself, that betrays counts.
CREATE FUNCTION pg_temp.attack(published figures[]) RETURNS TABLE (place integer, path text, low numeric, high numeric) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
	total integer := cardinality(published);
	f figures;
	d record;
	found boolean := true;
BEGIN
	WHILE found LOOP
		found := false;
		FOR i IN 1 .. total LOOP
			f := published[i];
			FOR d IN SELECT e.path, e.low FROM deductions(f) e WHERE e.low = e.high LOOP
				f[d.path] := d.low;
				found := true;
			END LOOP;
			published[i] := f;
		END LOOP;
		/* a cell that is blank in one of them alone is the total less the others, or their sum */
		FOR d IN SELECT c.path, min(u.n) FILTER (WHERE c.value IS NULL) AS n, sum(CASE WHEN u.n = total THEN c.value ELSE -c.value END) AS rest
			FROM unnest(published) WITH ORDINALITY u(f, n), cells(u.f) c GROUP BY c.path HAVING count(*) FILTER (WHERE c.value IS NULL) = 1 LOOP
			f := published[d.n];
			f[d.path] := CASE WHEN d.n = total THEN -d.rest ELSE d.rest END;
			published[d.n] := f;
			found := true;
		END LOOP;
	END LOOP;
	RETURN QUERY SELECT i, e.path, e.low, e.high FROM generate_series(1, total) i, deductions(published[i]) e;
END $$;
CREATE TEMP TABLE together AS SELECT g, array_agg(f ORDER BY i) AS tables, array_agg(suppress(f) ORDER BY i) AS published, sum(f) AS total
FROM generate_series(1, 4) g, generate_series(1, 4) i, pg_temp.random_report(100 * g + i) f GROUP BY g;
CREATE TEMP TABLE attacked AS SELECT t.g, w.way, t.tables, a.* FROM together t CROSS JOIN LATERAL (VALUES ('1 as it is', t.total), ('2 suppressed by itself', suppress(t.total)),
	('3 suppressed with the tables', without_cells(t.total, ARRAY(SELECT s.path FROM suppressed_total(t.tables) s)))) w(way, total)
CROSS JOIN LATERAL pg_temp.attack(t.published || w.total) a;
SELECT w.way AS total, count(*) AS small, count(*) FILTER (WHERE NOT EXISTS (SELECT FROM attacked a WHERE a.g = t.g AND a.way = w.way AND a.place = u.place AND a.path = c.path
	AND (a.high IS NULL OR a.high - a.low >= 2))) > 0 AS betrayed
FROM together t CROSS JOIN LATERAL unnest(t.tables) WITH ORDINALITY u(f, place) CROSS JOIN LATERAL cells(u.f) c CROSS JOIN (SELECT DISTINCT way FROM attacked) w
WHERE c.path ~ '^requests' AND c.path !~ 'total$' AND c.value BETWEEN 1 AND 4 GROUP BY 1 ORDER BY 1;
-- twenty tables, as a county's offices are: proven
\set ECHO none
\i sql/include/twenty_tables.sql
\set ECHO all
SELECT count(*) FILTER (WHERE reason = 'small') AS small, count(*) FILTER (WHERE reason = 'complement') AS complements, bool_and(proven) AS proven FROM twenty, suppressed_total(tables);
-- more tables than the search has room for: not proven, and safe, for all that any of them leaves out is left out
WITH tables AS (SELECT ARRAY(SELECT f FROM audited, generate_series(1, 2) WHERE name ~ 'random') AS a), total AS MATERIALIZED (SELECT t.* FROM tables, suppressed_total(a) t),
	left_out AS (SELECT DISTINCT s.path FROM audited, suppressed(f) s WHERE name ~ 'random')
SELECT count(*) > 100 AS many, bool_or(t.proven) AS proven, (SELECT count(*) FROM left_out WHERE path NOT IN (SELECT path FROM total)) AS printed FROM total t;
-- blanks, contradictions and negative numbers of a report do no harm
SELECT count(*) > 0 AS some, bool_and(proven) AS proven FROM real_report, suppressed(without_cells(figures, '{requests.granted.total,requests.processed.natural_person,requests.carried_out.enterprise}'));
SELECT count(*) FROM suppressed('{"form":"2021","requests":{"granted":[3,null,null,null,null,null,7]}}');
SELECT reason, count(*) FROM report, suppressed(f OPERATOR(disclosure.+) '{"form":"2021","requests":{"granted":[0,0,0,0,-2,0,0]}}') GROUP BY 1 ORDER BY 1;
SELECT count(*) FROM suppressed('{"form":"2021","requests":{"granted":{"natural_person":3}}}');

-- the register: off, then on
CALL create_register();
SELECT name, value FROM setting WHERE name = 'suppress_below';
INSERT INTO unit (unit_id, name) VALUES ('a', '甲县'), ('a1', '甲县某局'), ('a2', '甲县某镇'), ('b', '乙县');
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('a1', 'a'), ('a2', 'a');
INSERT INTO disclosure.report (unit_id, year, origin, status, figures)
SELECT u, 2023, 'recorded', 'published', pg_temp.random_report(n) FROM (VALUES ('a', 4), ('a1', 5), ('a2', 8), ('b', 9)) v(u, n);
SELECT unit_id, kind, left_out, proven, s.figures = CASE kind WHEN 'report' THEN r.figures
	ELSE (SELECT figures FROM rollup(2023, 'a', 0, 'units', 'published')) END AS unchanged
FROM suppressed_reports(2023, 'a') s JOIN disclosure.report r USING (unit_id);
UPDATE setting SET value = 5 WHERE name = 'suppress_below';
SELECT s.unit_id, kind, cardinality(left_out) AS left_out, proven, s.figures = CASE kind WHEN 'report' THEN suppress(r.figures)
	ELSE suppress_total((SELECT array_agg(figures) FROM disclosure.report WHERE unit_id <> 'b')) END AS as_asked
FROM suppressed_reports(2023, 'a') s JOIN disclosure.report r ON r.unit_id = s.unit_id;
SELECT count(*) FROM suppressed_reports(2022, 'a');
\c contrib_regression
DROP DATABASE regress_suppress;
