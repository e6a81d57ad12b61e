-- Comparison of figures: operators, operator classes, and the plans made with them.
SET search_path = disclosure, public;

CREATE TEMP TABLE value AS
	SELECT i, text::figures AS figures FROM (VALUES
	(1, '{"form":"2019"}'),
	(2, '{"form":"2021"}'),
	(3, '{"form":"2019+2021"}'),
	(4, '{"form":""}'),
	(5, '{"form":"2021","requests":{"received":[0,0,0,0,0,0,0]}}'),
	(6, '{"form":"2021","requests":{"received":[1,0,0,0,0,0,1]}}'),
	(7, '{"form":"2021","requests":{"received":[-1,0,0,0,0,0,-1]}}'),
	(8, '{"form":"2021","requests":{"received":[1,0,0,0,0,0,9223372036854775807]}}'),
	(9, '{"form":"2021","requests":{"otherwise_handled":{"total":0}}}'),
	(10, zero_figures('2021')::text),
	(11, zero_figures('2019')::text)) AS v (i, text);

-- Total and antisymmetric; the operators agree with figures_cmp(); equal if and only if text, bytes and hash are.
WITH pair AS (
	SELECT a.i AS ai, b.i AS bi, a.figures AS a, b.figures AS b, figures_cmp(a.figures, b.figures) AS cmp
	FROM value AS a, value AS b)
SELECT count(*) AS pairs,
	count(*) FILTER (WHERE cmp = -figures_cmp(b, a)) AS antisymmetric,
	count(*) FILTER (WHERE (a < b)::int + (a = b)::int + (a > b)::int = 1) AS trichotomous,
	count(*) FILTER (WHERE (a < b) = (cmp < 0) AND (a <= b) = (cmp <= 0) AND (a = b) = (cmp = 0)
		AND (a <> b) = (cmp <> 0) AND (a >= b) = (cmp >= 0) AND (a > b) = (cmp > 0)) AS operators_agree,
	count(*) FILTER (WHERE (a < b) = (b > a) AND (a <= b) = (b >= a) AND (a <= b) <> (a > b) AND (a >= b) <> (a < b)) AS inverses,
	count(*) FILTER (WHERE (a = b) = (ai = bi) AND (a = b) = (a::text = b::text) AND (a = b) = (figures_send(a) = figures_send(b))
		AND (a = b) = (figures_hash_extended(a, 7) = figures_hash_extended(b, 7)) AND (a = b) <= (figures_hash(a) = figures_hash(b))
		AND figures_differ(a, b) = (a <> b)) AS equality
FROM pair;
SELECT a.i, b.i, c.i AS intransitive FROM value AS a, value AS b, value AS c
WHERE a.figures < b.figures AND b.figures < c.figures AND a.figures >= c.figures;
-- the order by the operators is that of a sort, and of the bytes
SELECT i AS out_of_order FROM (SELECT i, rank() OVER (ORDER BY figures) AS by_sort, rank() OVER (ORDER BY figures_send(figures)) AS by_bytes,
	1 + (SELECT count(*) FROM value AS other WHERE other.figures < value.figures) AS by_count FROM value) AS ranked
WHERE by_sort <> by_count OR by_sort <> by_bytes;
SELECT i AS low_half_differs FROM value WHERE (figures_hash_extended(figures, 0) & 4294967295) <> (figures_hash(figures)::bigint & 4294967295);

-- NULL
SELECT a IS NULL AS a_null, b IS NULL AS b_null, figures_differ(a, b), figures_differ(a, b) = (a IS DISTINCT FROM b) AS agrees,
	a = b AS "=", a <> b AS "<>", a < b AS "<"
FROM (VALUES (zero_figures('2021'), zero_figures('2021')), (zero_figures('2021'), NULL), (NULL, zero_figures('2021')), (NULL, NULL)) AS v (a, b);

-- The classes are whole.
SELECT am.amname, amvalidate(c.oid), opcdefault
FROM pg_opclass AS c JOIN pg_am AS am ON am.oid = opcmethod
WHERE opcintype = 'figures'::regtype ORDER BY 1;
SELECT oprname, oprcanhash, oprcanmerge, oprcom <> 0 AS commutes, oprnegate <> 0 AS negates, oprrest <> 0 AS restricts, oprjoin <> 0 AS joins
FROM pg_operator WHERE oprleft = 'figures'::regtype AND oprright = 'figures'::regtype ORDER BY oprname COLLATE "C";

-- Grouping, joining and searching: every value three times.
CREATE TEMP TABLE thrice AS SELECT i, figures FROM value, generate_series(1, 3);
ANALYZE thrice;
ANALYZE value;
SELECT count(*), count(DISTINCT figures) FROM thrice;
SELECT count(*) AS distinct_rows FROM (SELECT DISTINCT figures FROM thrice) AS d;
SELECT i, count(*) AS not_three FROM thrice GROUP BY i, figures HAVING count(*) <> 3;
SET enable_hashagg = off;
SELECT i, count(*) AS not_three FROM thrice GROUP BY i, figures HAVING count(*) <> 3;
RESET enable_hashagg;
SET enable_mergejoin = off; SET enable_nestloop = off;
EXPLAIN (COSTS OFF) SELECT count(*) FROM thrice JOIN value USING (figures);
SELECT count(*), count(*) FILTER (WHERE thrice.i = value.i) AS right_pairs FROM thrice JOIN value USING (figures);
SET enable_mergejoin = on; SET enable_hashjoin = off;
EXPLAIN (COSTS OFF) SELECT count(*) FROM thrice JOIN value USING (figures);
SELECT count(*), count(*) FILTER (WHERE thrice.i = value.i) AS right_pairs FROM thrice JOIN value USING (figures);
RESET enable_nestloop; RESET enable_mergejoin; RESET enable_hashjoin;

SET enable_seqscan = off; SET enable_bitmapscan = off;
CREATE INDEX thrice_btree ON thrice (figures);
EXPLAIN (COSTS OFF) SELECT i FROM thrice WHERE figures = '{"form":"2019"}';
SELECT i FROM thrice WHERE figures = '{"form":"2019"}';
SELECT count(*) AS at_least FROM thrice WHERE figures >= '{"form":"2019"}';
DROP INDEX thrice_btree;
CREATE INDEX thrice_hash ON thrice USING hash (figures);
EXPLAIN (COSTS OFF) SELECT i FROM thrice WHERE figures = '{"form":"2019"}';
SELECT i FROM thrice WHERE figures = '{"form":"2019"}';
RESET enable_seqscan; RESET enable_bitmapscan;
SELECT count(*) AS at_least FROM thrice WHERE figures >= '{"form":"2019"}';

-- A unique key, a partition key and an exclusion constraint of figures.
CREATE TEMP TABLE key (figures figures PRIMARY KEY, EXCLUDE USING hash (figures WITH =));
INSERT INTO key SELECT figures FROM value;
INSERT INTO key SELECT figures FROM value ON CONFLICT DO NOTHING;
SELECT count(*) FROM key;
CREATE TEMP TABLE part (i int, figures figures) PARTITION BY HASH (figures);
CREATE TEMP TABLE part_0 PARTITION OF part FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TEMP TABLE part_1 PARTITION OF part FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO part SELECT i, figures FROM thrice;
SELECT i, count(DISTINCT tableoid) AS scattered FROM part GROUP BY i HAVING count(DISTINCT tableoid) <> 1;
SELECT count(*) FROM part;
