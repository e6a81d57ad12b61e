-- figures['table.row.column']: reading and assigning one cell.
SET search_path = disclosure, public;
\pset null NULL

CREATE TEMP TABLE t (id int, form text, path text, f figures);
INSERT INTO t (id, f) VALUES
	(1, '{"form":"2021","requests":{"received":[8,0,null,0,0,0,8],"otherwise_handled":{"total":3}},"proactive":{"charges":[12.345678]}}'),
	(2, '{"form":"2019","proactive":{"licensing":[161,-8,2537],"charges":[3138.14,-1108.67]}}'),
	(3, NULL), (4, '{"form":""}');
SELECT id, f['requests.received.total'] AS number, f['requests.received.enterprise'] AS zero, f['requests.received.research'] AS blank,
	f['requests.granted.total'] AS blank_row, f['requests.otherwise_handled.total'] AS of_2019, f['requests.fee_overdue.total'] AS of_2021,
	f['proactive.charges.amount'] AS amount, f['proactive.charges.change'] AS change, f['proactive.licensing.change'] AS signed
FROM t ORDER BY id;
SELECT pg_typeof(f['requests.received.total']) FROM t WHERE id = 1;
-- every cell reads as cells() has it, by a path that is not constant, and by one that is
SELECT id, p.path FROM t CROSS JOIN (SELECT DISTINCT path FROM form_cell) AS p LEFT JOIN LATERAL (SELECT * FROM cells(f)) AS c (known, value) ON known = p.path
WHERE f[p.path] IS DISTINCT FROM value;
DO $$
DECLARE
	cell text;
	wrong bigint;
BEGIN
	FOR cell IN SELECT DISTINCT path FROM disclosure.form_cell LOOP
		EXECUTE format('SELECT count(*) FROM t WHERE f[%L] IS DISTINCT FROM (SELECT value FROM disclosure.cells(f) WHERE path = %1$L)', cell) INTO wrong;
		IF wrong > 0 THEN
			RAISE WARNING '% is read wrong', cell;
		END IF;
	END LOOP;
END
$$;
SELECT f['requests.' || line || '.' || col] FROM t, (VALUES ('received', 'total'), ('otherwise_handled', 'total')) AS v (line, col) WHERE id = 1;
SELECT f[NULL] AS null_path, f[path] AS null_column, f[(SELECT 'requests.received.total')] AS subselect FROM t WHERE id IN (1, 3) ORDER BY id;
SELECT ('{"form":"2019","requests":{"received":{"total":7}}}'::figures)['requests.received.total'] AS of_an_expression, (zero_figures('2021') + f)['requests.received.total']
FROM t WHERE id = 1;

-- wrong subscripts
SELECT f['requests.received.sum'] FROM t;
SELECT f['requests.received'] FROM t;
SELECT f[''] FROM t;
SELECT f['requests.received.total.'] FROM t;
-- misspelt, and a group
SELECT f['requests.recieved.total'] FROM t;
SELECT f['Requests.Granted.Total'] FROM t;
SELECT f['requests.denied.total'] FROM t;
SELECT f[' requests.received.total'] FROM t;
SELECT f[repeat('政', 1000)] IS NULL FROM t WHERE id = 1;
SELECT f[1] FROM t;
SELECT f['requests']['received'] FROM t;
SELECT f['a':'b'] FROM t;
SELECT f[:] FROM t;
SELECT f[DATE '2021-01-01'] FROM t;
-- nobody reads the path of a NULL value, unless it is a constant one that is wrong
SELECT f['nonsense'] FROM t WHERE id = 3;

-- Assigning: a number, a blank, a cell that was absent, one outside removed; other cells stay.
BEGIN;
UPDATE t SET f['requests.received.total'] = 9 WHERE id = 1 RETURNING f;
UPDATE t SET f['requests.received.total'] = NULL, f['requests.received.research'] = 0.0, f['requests.received.enterprise'] = 1e2 WHERE id = 1 RETURNING f;
UPDATE t SET f['requests.otherwise_handled.total'] = NULL WHERE id = 1 RETURNING f;
UPDATE t SET f['requests.otherwise_handled.total'] = NULL, f['proactive.procurement.amount'] = NULL WHERE id = 1 RETURNING f;
UPDATE t SET f['requests.fee_overdue.total'] = -5, f['proactive.charges.amount'] = f['proactive.charges.amount'] * 2 WHERE id = 1 RETURNING f;
UPDATE t SET f['remedies.direct_suit.total'] = 9223372036854775807, f['remedies.direct_suit.upheld'] = '-9223372036854775808' WHERE id = 4 RETURNING f;
UPDATE t SET f['remedies.direct_suit.total'] = NULL, f['remedies.direct_suit.upheld'] = NULL WHERE id = 4 RETURNING f;
ROLLBACK;
-- the last of two assignments to a cell counts, and each sees the row as it was
UPDATE t SET f['requests.received.total'] = f['requests.received.total'] + 1, f['requests.received.natural_person'] = f['requests.received.total'] WHERE id = 1
RETURNING f['requests.received.total'] AS nine, f['requests.received.natural_person'] AS eight;
-- a path that is not constant, over rows
UPDATE t SET path = (ARRAY['requests.received.total', 'proactive.licensing.change', 'requests.granted.total', 'requests.granted.total'])[id];
UPDATE t SET f[path] = id * 10 WHERE f IS NOT NULL RETURNING id, f[path];
-- all cells of a form, one after the other, make the report of zeros
CREATE TEMP TABLE filled AS SELECT form, ('{"form":"' || form || '"}')::figures AS f FROM form;
DO $$
DECLARE
	cell record;
BEGIN
	FOR cell IN SELECT form, path FROM form_cell ORDER BY path LOOP
		UPDATE filled SET f[cell.path] = 0 WHERE form = cell.form;
	END LOOP;
END
$$;
SELECT form, f = zero_figures(form) AS filled FROM filled ORDER BY form;

-- assignments that fail
UPDATE t SET f['requests.received.total'] = 0.5 WHERE id = 1;
UPDATE t SET f['proactive.charges.amount'] = 0.0000001 WHERE id = 1;
UPDATE t SET f['requests.received.total'] = 9223372036854775808 WHERE id = 1;
UPDATE t SET f['requests.received.total'] = 1e30 WHERE id = 1;
UPDATE t SET f['requests.received.total'] = 'NaN' WHERE id = 1;
UPDATE t SET f['requests.received.total'] = '-Infinity' WHERE id = 1;
UPDATE t SET f['requests.received.total'] = '/' WHERE id = 1;
UPDATE t SET f['requests.received.total'] = true WHERE id = 1;
UPDATE t SET f['requests.received.sum'] = 1 WHERE id = 1;
UPDATE t SET f[(SELECT path FROM t WHERE id = 0)] = 1 WHERE id = 1;
UPDATE t SET f['a']['b'] = 1 WHERE id = 1;
UPDATE t SET f[:] = 1 WHERE id = 1;
UPDATE t SET f['requests.received.total'] = 1 WHERE id = 3;
INSERT INTO t (id, f['requests.received.total']) VALUES (5, 8);
-- trailing zeros are no decimals
UPDATE t SET f['requests.received.total'] = 7.000000000, f['proactive.charges.amount'] = 1.10000000000 WHERE id = 1 RETURNING f['requests.received.total'], f['proactive.charges.amount'];

-- with a default there is something to assign into
CREATE TEMP TABLE d (id int, f figures DEFAULT '{"form":"2021"}');
INSERT INTO d (id) VALUES (1) RETURNING f;
UPDATE d SET f['remedies.direct_suit.total'] = 1 RETURNING f;
INSERT INTO d VALUES (2, zero_figures('2019')) ON CONFLICT DO NOTHING;
CREATE UNIQUE INDEX ON d (id);
INSERT INTO d VALUES (1, NULL) ON CONFLICT (id) DO UPDATE SET f['remedies.direct_suit.total'] = d.f['remedies.direct_suit.total'] + 1 RETURNING f;
-- domains, arrays of figures, composites that hold them
CREATE DOMAIN pg_temp.report AS figures CHECK (VALUE['remedies.direct_suit.total'] < 5);
CREATE TYPE pg_temp.pair AS (a figures, b figures);
CREATE TEMP TABLE e (r pg_temp.report, a figures[], p pg_temp.pair);
INSERT INTO e VALUES ('{"form":"2021","remedies":{"direct_suit":{"total":1}}}', ARRAY['{"form":"2021"}', '{"form":"2019"}']::figures[], ROW('{"form":"2021"}', NULL));
UPDATE e SET r['remedies.direct_suit.total'] = 4 RETURNING r;
UPDATE e SET r['remedies.direct_suit.total'] = 5;
UPDATE e SET p.a['remedies.direct_suit.total'] = 6 RETURNING p;
UPDATE e SET p.b['remedies.direct_suit.total'] = 6 RETURNING p;
SELECT (a[2])['requests.received.total'] IS NULL AS blank, (p).a['remedies.direct_suit.total'] AS six FROM e;
UPDATE e SET a[2]['requests.received.total'] = 1;

-- prepared statements: the path as a parameter, in custom and generic plans
PREPARE read AS SELECT f[$1] FROM t WHERE id = $2;
PREPARE write (text, numeric) AS UPDATE t SET f[$1] = $2 WHERE id = 1 RETURNING f[$1];
SET plan_cache_mode = force_generic_plan;
EXECUTE read('requests.received.enterprise', 1);
EXECUTE write('requests.carried_in.total', 6);
EXECUTE read('requests.carried_in.total', 1);
EXECUTE read(NULL, 1);
EXECUTE write('requests.carried_in.total', NULL);
EXECUTE write(NULL, 1);
EXECUTE read('nonsense', 1);
RESET plan_cache_mode;

-- plpgsql
DO $$
DECLARE
	f disclosure.figures := '{"form":"2021"}';
	g disclosure.figures;
	cell text;
	i int;
BEGIN
	f['requests.received.total'] := 5;
	FOREACH cell IN ARRAY ARRAY['natural_person', 'enterprise', 'total'] LOOP
		f['requests.received.' || cell] := coalesce(f['requests.received.' || cell], 0) + 1;
	END LOOP;
	FOR i IN 1..1000 LOOP
		f['remedies.direct_suit.total'] := i;
	END LOOP;
	f['requests.granted.total'] := NULL;
	RAISE NOTICE '%', f;
	BEGIN
		g['requests.received.total'] := 5;
	EXCEPTION WHEN null_value_not_allowed THEN
		RAISE NOTICE '% %', SQLSTATE, SQLERRM;
	END;
	f['requests.received.total'] := 0.5;
EXCEPTION WHEN invalid_parameter_value THEN
	RAISE NOTICE '% %', SQLSTATE, SQLERRM;
END
$$;
-- in an index, a generated column and a view that is dumped
CREATE TEMP TABLE g (f figures, total numeric GENERATED ALWAYS AS (f['requests.received.total']) STORED);
CREATE INDEX ON g ((f['requests.granted.total']));
INSERT INTO g SELECT f FROM t RETURNING total;
CREATE TEMP VIEW w AS SELECT f['requests.granted.total'] AS granted FROM g WHERE f['requests.received.total'] > 1;
SELECT pg_get_viewdef('w') LIKE '%f[''requests.granted.total''::text]%' AS subscripted;
