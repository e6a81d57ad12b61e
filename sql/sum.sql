-- Sums: + and -, the aggregate and its state, alone, in groups, windows and parallel.
SET search_path = disclosure, public;
\pset null NULL

-- Values of both forms and of mixed kind, and the same in a flat table.  No temporary tables: workers cannot see them.
CREATE TABLE public.sum_cell AS
	SELECT n, c.path,
		CASE ((n * 7919 + c.ordinal * 104729) % 1013) % 5
			WHEN 0 THEN 0
			WHEN 1 THEN CASE WHEN n % 7 = 0 THEN NULL ELSE n END
			WHEN 2 THEN -n
			WHEN 3 THEN (n * 37 + c.ordinal) % 1000 / 10::numeric ^ c.decimals
			ELSE (1000000000000 + n * c.ordinal) / 10::numeric ^ c.decimals END AS value
	FROM generate_series(1, 2000) AS n JOIN form_cell AS c ON c.form = CASE n % 3 WHEN 0 THEN '2019' ELSE '2021' END
	-- some have a row of the other form, the second some blanks in the row that it replaces
	WHERE NOT (n % 11 = 1 AND c.path ~ 'miscellaneous|_overdue') AND NOT (n % 11 = 2 AND c.path ~ 'charges|carried_in');
INSERT INTO public.sum_cell
	SELECT n, c.path, n % 5 FROM generate_series(1, 2000) AS n JOIN form_cell AS c ON c.path ~ 'otherwise_handled'
	WHERE n % 3 <> 0 AND n % 11 IN (1, 3);
CREATE TABLE public.sum_value AS
	SELECT n, n % 10 AS region, n % 4 AS kind, jsonb_build_object('form', CASE n % 3 WHEN 0 THEN '2019' ELSE '2021' END)
		|| jsonb_object_agg(tab, lines) AS json, NULL::figures AS figures
	FROM (SELECT n, tab, jsonb_object_agg(line, cells) AS lines FROM (
			SELECT n, split_part(path, '.', 1) AS tab, split_part(path, '.', 2) AS line,
				jsonb_object_agg(split_part(path, '.', 3), value) AS cells
			FROM public.sum_cell GROUP BY 1, 2, 3) AS l GROUP BY n, tab) AS t GROUP BY n;
UPDATE public.sum_value SET figures = json;
ALTER TABLE public.sum_value DROP COLUMN json;
INSERT INTO public.sum_value SELECT n, n % 10, n % 4, NULL FROM generate_series(2001, 2100) AS n;
SELECT n, path FROM public.sum_cell FULL JOIN (SELECT n, c.* FROM public.sum_value, cells(figures) AS c) AS c USING (n, path)
WHERE sum_cell.value IS DISTINCT FROM c.value;
-- with the blanks of rows that the flat table does not have
DROP TABLE public.sum_cell;
CREATE TABLE public.sum_cell AS SELECT n, region, kind, c.path, c.value, value IS NULL AS blank FROM public.sum_value, cells(figures) AS c;
ANALYZE public.sum_value;
ANALYZE public.sum_cell;
SELECT count(DISTINCT n) AS values, count(*) AS cells, count(*) FILTER (WHERE blank) AS blanks, sum(value) AS total FROM public.sum_cell;

-- A sum differs if one of its cells is not the plain sum, or one of them is missing.
CREATE FUNCTION pg_temp.differs(total figures, expected json) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT path FROM (SELECT path, value FROM disclosure.cells(total) AS c WHERE value IS NOT NULL) AS got
		FULL JOIN (SELECT key AS path, value::numeric FROM json_each_text(expected) WHERE value IS NOT NULL) AS e USING (path)
	WHERE got.value IS DISTINCT FROM e.value $$;

SET max_parallel_workers_per_gather = 0;
CREATE TEMP TABLE plain AS
	SELECT json_object_agg(path, value) AS cells, json_object_agg(path, holes) AS holes
	FROM (SELECT path, sum(value) AS value, count(*) FILTER (WHERE blank) AS holes FROM public.sum_cell GROUP BY path) AS s;
CREATE TEMP TABLE serial AS SELECT sum(figures) AS total, sum(blanks(figures)) AS holes FROM public.sum_value;
SELECT pg_temp.differs(total, cells) AS total_differs FROM serial, plain;
SELECT pg_temp.differs(serial.holes, plain.holes) AS holes_differ FROM serial, plain;
SELECT total::json ->> 'form' AS form, is_complete(total) FROM serial;

-- groups, HAVING, FILTER, DISTINCT
CREATE TEMP TABLE grouped AS SELECT region, sum(figures) AS total, sum(blanks(figures)) AS holes FROM public.sum_value GROUP BY region;
SELECT region, pg_temp.differs(total, cells) AS differs FROM grouped JOIN (
	SELECT region, json_object_agg(path, value) AS cells
	FROM (SELECT region, path, sum(value) AS value FROM public.sum_cell GROUP BY region, path) AS s GROUP BY region) AS p USING (region) ORDER BY 1, 2;
SELECT region, pg_temp.differs(grouped.holes, p.holes) AS holes_differ FROM grouped JOIN (
	SELECT region, json_object_agg(path, holes) AS holes
	FROM (SELECT region, path, count(*) FILTER (WHERE blank) AS holes FROM public.sum_cell GROUP BY region, path) AS s GROUP BY region) AS p USING (region) ORDER BY 1, 2;
SELECT sum(total) = (SELECT total FROM serial) AS sum_of_sums, sum(holes) = (SELECT holes FROM serial) AS sum_of_holes FROM grouped;
SELECT count(*) AS sort_groups_differ FROM (SELECT sum(figures ORDER BY n DESC) AS total FROM public.sum_value GROUP BY region) AS s
WHERE total NOT IN (SELECT total FROM grouped);
SELECT sum(figures) FILTER (WHERE region = 3) = (SELECT total FROM grouped WHERE region = 3) AS filtered,
	sum(figures) FILTER (WHERE false) IS NULL AS filtered_out, sum(DISTINCT figures) = (SELECT total FROM serial) AS "distinct",
	(SELECT sum(DISTINCT figures) FROM (SELECT figures FROM public.sum_value UNION ALL SELECT figures FROM public.sum_value) AS twice)
		= sum(figures) AS distinct_twice,
	(SELECT count(*) FROM (SELECT kind FROM public.sum_value GROUP BY kind HAVING (sum(figures))['requests.received.total'] > 0) AS h) AS having
FROM public.sum_value;
SELECT count(*) AS groups, sum((total = (SELECT total FROM serial))::int) AS whole, sum((total IN (SELECT total FROM grouped))::int) AS regions
FROM (SELECT sum(figures) AS total FROM public.sum_value GROUP BY ROLLUP (region, kind)) AS r;

-- no rows, NULL, one row, a row and NULL, two rows, and nothing lost of them
SELECT what, sum(f) AS sum, sum(f) = max(f::text)::figures AS same FROM (VALUES ('NULL', NULL::figures), ('one', '{"form":"2021","remedies":{"direct_suit":[1,null,0,0,1]}}'),
	('one and NULL', '{"form":"2019"}'), ('one and NULL', NULL), ('NULL and one', NULL), ('NULL and one', '{"form":""}')) AS v (what, f) GROUP BY what ORDER BY what;
SELECT sum(figures) IS NULL AS no_rows FROM public.sum_value WHERE false;
SELECT '{"form":"2021","remedies":{"direct_suit":[1,null,null,-1,0]}}'::figures + '{"form":"2021","remedies":{"direct_suit":[2,3,null,1,0]}}' AS plus,
	'{"form":"2021","remedies":{"direct_suit":[1,null,null,-1,0]}}'::figures - '{"form":"2021","remedies":{"direct_suit":[2,3,null,1,0]}}' AS minus,
	'{"form":"2021"}'::figures + NULL AS null_plus, '{"form":"2021"}'::figures - NULL AS null_minus \gx

-- + and - cell by cell; every order of addends; (a + b) - b
CREATE TEMP TABLE pair AS SELECT a.n AS an, b.n AS bn, a.figures AS a, b.figures AS b, a.figures + b.figures AS plus, a.figures - b.figures AS minus
FROM public.sum_value AS a, public.sum_value AS b WHERE a.n <= 40 AND b.n BETWEEN 20 AND 45;
SELECT an, bn, path FROM pair, LATERAL (
	SELECT path FROM cells(a) AS a (path, av) FULL JOIN cells(b) AS b (path, bv) USING (path)
		FULL JOIN cells(plus) AS p (path, pv) USING (path) FULL JOIN cells(minus) AS m (path, mv) USING (path)
	WHERE pv IS DISTINCT FROM coalesce(av + bv, av, bv) OR mv IS DISTINCT FROM av - bv) AS wrong LIMIT 5;
SELECT count(*) FILTER (WHERE plus <> b + a) AS not_commutative,
	count(*) FILTER (WHERE plus <> (SELECT sum(f) FROM (VALUES (a), (b)) AS v (f))) AS not_the_sum,
	count(*) FILTER (WHERE alike) AS alike, count(*) FILTER (WHERE alike AND plus - b <> a) AS not_inverse
FROM pair, LATERAL (SELECT is_complete(a) AND is_complete(b) AND a::json ->> 'form' = b::json ->> 'form'
	AND an % 11 NOT IN (1, 3) AND bn % 11 NOT IN (1, 3) AS alike) AS l;
WITH RECURSIVE v AS (SELECT n, figures FROM public.sum_value WHERE n IN (1, 2, 3, 14)),
permutation AS (SELECT ARRAY[n] AS used, figures FROM v UNION ALL SELECT used || n, permutation.figures + v.figures FROM permutation, v WHERE n <> ALL (used))
SELECT count(*) AS permutations, count(DISTINCT figures_send(figures)) AS results,
	bool_and(figures = (SELECT sum(figures) FROM v)) AS the_sum FROM permutation WHERE cardinality(used) = 4;

-- over a window: the running sum is that of a subquery; a moving frame begins anew
SELECT n AS running_differs FROM (SELECT n, sum(figures) OVER (PARTITION BY region ORDER BY n) AS running, sum(figures) OVER (ORDER BY n ROWS 3 PRECEDING) AS moving,
	sum(figures) OVER () AS whole, region FROM public.sum_value WHERE n <= 200) AS w, (SELECT sum(figures) AS total FROM public.sum_value WHERE n <= 200) AS t
WHERE running <> (SELECT sum(figures) FROM public.sum_value AS v WHERE v.region = w.region AND v.n <= w.n)
	OR moving <> (SELECT sum(figures) FROM public.sum_value AS v WHERE v.n BETWEEN w.n - 3 AND w.n) OR whole <> total;

-- parallel: whole and in groups
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
EXPLAIN (COSTS OFF) SELECT sum(figures), sum(blanks(figures)) FROM public.sum_value;
SELECT sum(figures) = (SELECT total FROM serial) AS total, sum(blanks(figures)) = (SELECT holes FROM serial) AS holes FROM public.sum_value;
SELECT figures_send(sum(figures)) = figures_send((SELECT total FROM serial)) AS bytes FROM public.sum_value;
SET enable_hashagg = off;
EXPLAIN (COSTS OFF) SELECT region, sum(figures) FROM public.sum_value GROUP BY region;
SELECT count(*) AS groups, count(*) FILTER (WHERE p.total = g.total) AS equal
FROM (SELECT region, sum(figures) AS total FROM public.sum_value GROUP BY region) AS p JOIN grouped AS g USING (region);
SET enable_hashagg = on; SET enable_sort = off;
EXPLAIN (COSTS OFF) SELECT region, sum(figures) FROM public.sum_value GROUP BY region;
SELECT count(*) AS groups, count(*) FILTER (WHERE p.total = g.total) AS equal
FROM (SELECT region, sum(figures) AS total FROM public.sum_value GROUP BY region) AS p JOIN grouped AS g USING (region);
RESET enable_sort;
-- more groups than memory: the states go to disk and come back
SET work_mem = '64kB'; SET max_parallel_workers_per_gather = 0;
SELECT count(*) AS groups, count(*) FILTER (WHERE total <> figures + figures) AS differ
FROM (SELECT n, sum(figures) AS total FROM (SELECT * FROM public.sum_value UNION ALL SELECT * FROM public.sum_value) AS twice GROUP BY n) AS g
	JOIN public.sum_value USING (n);
RESET work_mem;
-- partitions, each with partial states
CREATE TABLE public.sum_part (LIKE public.sum_value) PARTITION BY LIST (kind);
CREATE TABLE public.sum_part_0 PARTITION OF public.sum_part FOR VALUES IN (0, 1);
CREATE TABLE public.sum_part_1 PARTITION OF public.sum_part FOR VALUES IN (2, 3);
INSERT INTO public.sum_part SELECT * FROM public.sum_value;
ANALYZE public.sum_part;
SET enable_partitionwise_aggregate = on;
EXPLAIN (COSTS OFF) SELECT region, sum(figures) FROM public.sum_part GROUP BY region;
SELECT count(*) AS groups, count(*) FILTER (WHERE p.total = g.total) AS equal
FROM (SELECT region, sum(figures) AS total FROM public.sum_part GROUP BY region) AS p JOIN grouped AS g USING (region);
SET max_parallel_workers_per_gather = 2;
SELECT count(*) AS groups, count(*) FILTER (WHERE p.total = g.total) AS equal
FROM (SELECT region, sum(figures) AS total FROM public.sum_part GROUP BY region) AS p JOIN grouped AS g USING (region);
RESET ALL;
SET search_path = disclosure, public;

-- The state as a value: text and binary are exact; it can be kept and summed further.
CREATE AGGREGATE pg_temp.part(figures) (SFUNC = figures_sum_add, STYPE = figures_sum);
CREATE AGGREGATE pg_temp.whole(figures_sum) (SFUNC = figures_sum_combine, STYPE = figures_sum, FINALFUNC = figures_sum_result);
CREATE AGGREGATE pg_temp.with_start(figures) (SFUNC = figures_sum_add, STYPE = figures_sum, FINALFUNC = figures_sum_result, INITCOND = '{"form":"2019"}');
CREATE TABLE public.sum_state AS SELECT region, pg_temp.part(figures) AS state FROM public.sum_value GROUP BY region;
INSERT INTO public.sum_state VALUES (NULL, NULL), (NULL, '{"form":"2021","remedies":{"direct_suit":[9223372036854775807,-9223372036854775808,null,0,0]}}');
\copy public.sum_state TO PROGRAM 'cat >"$PG_ABS_BUILDDIR/results/sum_state.binary"' (FORMAT binary)
\copy public.sum_state TO PROGRAM 'cat >"$PG_ABS_BUILDDIR/results/sum_state.text"'
CREATE TEMP TABLE again (LIKE public.sum_state);
\copy again FROM PROGRAM 'cat "$PG_ABS_BUILDDIR/results/sum_state.binary"' (FORMAT binary)
\copy again FROM PROGRAM 'cat "$PG_ABS_BUILDDIR/results/sum_state.text"'
SELECT count(*) AS states, count(*) FILTER (WHERE figures_sum_result(state) <> total OR state::text <> total::text) AS differ
FROM (SELECT region, state FROM public.sum_state UNION ALL SELECT region, state FROM again) AS s LEFT JOIN grouped USING (region);
SELECT pg_temp.whole(state) = (SELECT total FROM serial) AS whole FROM public.sum_state WHERE region IS NOT NULL;
SELECT pg_temp.whole(state) IS NULL AS of_nothing FROM public.sum_state WHERE state IS NULL;
SELECT pg_temp.with_start(f) AS started FROM (VALUES (NULL::figures), ('{"form":"2021"}')) AS v (f);
SELECT figures_sum_result(state) FROM again WHERE region IS NULL;

\set VERBOSITY sqlstate
SELECT figures_sum_add(NULL, '{"form":"2021"}');
SELECT figures_sum_add('{"form":"2021"}', '{"form":"2021"}');
SELECT figures_sum_combine('{"form":"2021"}', NULL);
SELECT '{"form":"1949"}'::figures_sum;
SELECT figures_sum_result(NULL);
-- Near the ends of the range a sum is exact as long as numeric agrees that each number fits, added in this order.
CREATE FUNCTION pg_temp.large(seed int) RETURNS TABLE (fits boolean, same boolean) LANGUAGE plpgsql AS $$
DECLARE
	cell text[] := ARRAY['granted.natural_person', 'granted.enterprise', 'granted.total', 'not_held.natural_person', 'processed.natural_person', 'processed.total'];
	total numeric[] := '{0,0,0,0,0,0}';
	reports disclosure.figures[] := '{}';
	report disclosure.figures;
	digest bytea;
	number numeric;
	expected boolean := true;
	result disclosure.figures;
BEGIN
	FOR n IN 1 .. 4 LOOP
		report := disclosure.zero_figures('2021');
		FOR i IN 1 .. 6 LOOP
			digest := sha256(convert_to(format('%s %s %s', seed, n, i), 'UTF8'));
			-- as many bits as it comes, up to the whole range, and the ends themselves
			number := trunc((('x' || encode(substr(digest, 1, 8), 'hex'))::bit(64)::bigint) / 2::numeric ^ (get_byte(digest, 8) % 12));
			number := CASE get_byte(digest, 9) % 10 WHEN 0 THEN 9223372036854775807 WHEN 1 THEN -9223372036854775808 WHEN 2 THEN 0 ELSE number END;
			report['requests.' || cell[i]] := number;
			total[i] := total[i] + number;
			expected := expected AND total[i] BETWEEN -9223372036854775808 AND 9223372036854775807;
		END LOOP;
		reports := reports || report;
	END LOOP;
	BEGIN
		SELECT disclosure.sum(f ORDER BY n) INTO result FROM unnest(reports) WITH ORDINALITY AS r (f, n);
		fits := true;
		same := expected AND total = ARRAY(SELECT result['requests.' || c] FROM unnest(cell) WITH ORDINALITY AS c (c, n) ORDER BY n);
	EXCEPTION WHEN numeric_value_out_of_range THEN
		fits := false;
		same := NOT expected;
	END;
	RETURN NEXT;
END
$$;
SELECT fits, count(*) > 30 AS many, bool_and(same) AS right FROM generate_series(1, 1500) AS seed, pg_temp.large(seed) GROUP BY fits ORDER BY fits;

-- out of range, in every way to add
CREATE TEMP TABLE large (f figures);
INSERT INTO large VALUES ('{"form":"2019","remedies":{"direct_suit":{"total":9223372036854775807}}}'), ('{"form":"2019","remedies":{"direct_suit":{"total":1}}}');
SELECT sum(f) FROM large;
SELECT pg_temp.whole(f::text::figures_sum) FROM large;
SELECT f + f FROM large;
SELECT '{"form":"2019","remedies":{"direct_suit":{"total":-9223372036854775808}}}'::figures - f FROM large WHERE f['remedies.direct_suit.total'] = 1;
\set VERBOSITY default
SELECT sum(f) FROM large;
DROP TABLE public.sum_cell, public.sum_value, public.sum_part, public.sum_state;
