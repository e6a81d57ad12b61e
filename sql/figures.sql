-- The type figures: text form, casts, blanks and zeros, comparison.
SET search_path = disclosure, public;
\pset null NULL

-- The text of an expression, or its error.
CREATE FUNCTION pg_temp.try(expression text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	result text;
	detail text;
BEGIN
	EXECUTE 'SELECT ' || expression INTO result;
	RETURN coalesce(result, 'NULL');
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN SQLSTATE || ' ' || SQLERRM || coalesce(' — ' || nullif(detail, ''), '');
END
$$;
CREATE FUNCTION pg_temp.read(input text) RETURNS text
LANGUAGE sql AS $$ SELECT pg_temp.try(quote_literal(input) || '::disclosure.figures') $$;

-- The text form, and the different ways to write one value.
\pset format unaligned
SELECT pg_temp.read(input) AS canonical, count(*) AS inputs FROM (VALUES
	(1, '{"form":"2021"}'),
	(1, ' { "form" : "2021" , "requests" : { } } '),
	(1, '{"requests":{"received":[null,null,null,null,null,null,null]},"form":"2021"}'),
	(1, '{"form":"2021","requests":{"received":{},"granted":null},"remedies":{}}'),
	(1, '{"form":"2021","requests":{"received":{"total":null}}}'),
	(1, '{"form":"2021","requests":{"otherwise_handled":{"total":null},"received":null}}'),
	(1, '{"\u0066orm":"202\u0031"}'),
	(2, '{"form":"2021","requests":{"received":[8,0,null,0,0,0,8]}}'),
	(2, '{"requests":{"received":[8,0,null,0,0,0,8]},"form":"2021"}'),
	(2, '{"form":"2021","requests":{"received":{"total":8,"other_organisation":0,"legal_service":-0,"public_welfare":0.0,"natural_person":8.000,"enterprise":0e5}}}'),
	(2, '{"form":"2021","requests":{"received":[80e-1,0E+0,null,0e-99,-0.0e-7,0e400,0.8E1]}}'),
	(3, '{"form":"2021","remedies":{"direct_suit":[1,2,3,4,10]},"proactive":{"charges":[1.500000]},"requests":{"granted":[1,null,null,null,null,null,null]}}'),
	(3, '{"remedies":{"direct_suit":{"total":10,"pending":4,"other_result":3,"overturned":2,"upheld":1}},"requests":{"granted":{"natural_person":1}},"proactive":{"charges":{"amount":15e-1}},"form":"2021"}'),
	(4, '{"form":"2019+2021","requests":{"otherwise_handled":[1,0,0,0,0,0,1],"miscellaneous":[1,0,0,0,0,0,1]}}'),
	(4, '{"form":"2021+2019","requests":{"miscellaneous":[1,0,0,0,0,0,1],"otherwise_handled":[1,0,0,0,0,0,1]}}'),
	(5, '{"form":"2021","requests":{"otherwise_handled":{"natural_person":0,"total":0},"miscellaneous":{"total":1}}}'),
	(6, '{"form":"2021","proactive":{"licensing":{"items":1,"change":-2,"decisions":null}}}'),
	(7, '{"form":"2019","proactive":{"charges":[-0.000001,0.000001],"procurement":[1,9223372036854.775807]}}'),
	(7, '{"form":"2019","proactive":{"charges":[-1e-6,0.1e-5],"procurement":[1,9223372036854775807e-6]}}'),
	(8, '{"form":"2021","requests":{"received":[9223372036854775807,-9223372036854775808,922337203685477580.7e1,0,0,0,0]}}'),
	(9, '{"form":""}')
) AS i (value, input) GROUP BY value, 1 ORDER BY value, 1;

-- Every error names the fault, and is of class 22.
SELECT input, pg_temp.read(input) AS error FROM (VALUES
	('{"requests":{}}'),
	('{"form":"2020"}'),
	('{"form":"2019+2019"}'),
	('{"form":"2019+"}'),
	('{"form":"+2019"}'),
	('{"form":" 2019"}'),
	('{"form":2019}'),
	('{"form":null}'),
	('{"form":["2019"]}'),
	('{"form":{"form":"2019"}}'),
	('{"form":"2019","form":"2019"}'),
	('{"form":"2019","request":{}}'),
	('{"form":"2019","requests":{},"requests":{}}'),
	('{"form":"2019","requests":[]}'),
	('{"form":"2019","requests":7}'),
	('{"form":"2019","requests":null}'),
	('{"form":"2019","requests":{"denied":[]}}'),
	('{"form":"2019","requests":{"received":{},"received":{}}}'),
	('{"form":"2019","requests":{"received":8}}'),
	('{"form":"2019","requests":{"received":{"sum":8}}}'),
	('{"form":"2019","requests":{"received":{"upheld":8}}}'),
	('{"form":"2019","requests":{"received":{"total":8,"total":8}}}'),
	('{"form":"2019","requests":{"received":{"total":[8]}}}'),
	('{"form":"2019","requests":{"received":{"total":{"total":8}}}}'),
	('{"form":"2019","requests":{"received":{"total":"8"}}}'),
	('{"form":"2019","requests":{"received":[1,0,0,0,0,1]}}'),
	('{"form":"2019","requests":{"received":[1,0,0,0,0,0,0,1]}}'),
	('{"form":"2019","requests":{"received":[]}}'),
	('{"form":"2019","requests":{"received":[1,0,0,0,0,0,[1]]}}'),
	('{"form":"2019","requests":{"received":[1,0,0,0,0,0,{"total":1}]}}'),
	('{"form":"2019","requests":{"received":[1,0,0,0,0,0,true]}}'),
	('{"form":"2019","requests":{"received":[1,0,0,0,0,0,"／"]}}'),
	('{"form":"2019","requests":{"received":[1.5,0,0,0,0,0,1]}}'),
	('{"form":"2019","requests":{"received":[1,0,0,0,0,0,1e-1]}}'),
	('{"form":"2019","requests":{"received":[1,0,0,0,0,0,9223372036854775808]}}'),
	('{"form":"2019","requests":{"received":[1,0,0,0,0,0,-9223372036854775809]}}'),
	('{"form":"2019","requests":{"received":[1,0,0,0,0,0,1e19]}}'),
	('{"form":"2019","requests":{"received":[1,0,0,0,0,0,1e400]}}'),
	('{"form":"2019","requests":{"received":[1,0,0,0,0,0,1e99999999999999999999]}}'),
	('{"form":"2019","proactive":{"procurement":[1,0.0000001]}}'),
	('{"form":"2019","proactive":{"procurement":[1,9223372036854.775808]}}'),
	('{"form":"2019","proactive":{"charges":[1,2,3]}}'),
	('{"form":"2021","requests":{"otherwise_handled":[1,0,0,0,0,0,1]}}'),
	('{"form":"2021","proactive":{"charges":[1,2]}}'),
	('{"form":"2021","proactive":{"procurement":[]}}'),
	('[]'), ('8'), ('null'), ('"2019"')
) AS i (input) \g (format=unaligned)

-- Text that is not JSON: the message of the server's own parser may change.
SELECT left(error, 43) AS error, count(*) FROM (VALUES
	(''), (' '), ('{'), ('{"form":"2019"'), ('{"form":"2019"}}'), ('{"form":"2019"},'), ('{form:2019}'), ('figures'),
	('{"form":"2019",}'), ('{"form":"2019","requests":{"received":[1,0,0,0,0,0,01]}}'),
	('{"form":"2019","requests":{"received":[1,0,0,0,0,0,+1]}}'), ('{"form":"2019","requests":{"received":[1,0,0,0,0,0,NaN]}}'),
	('{"form":"2019","requests":{"received":[1,0,0,0,0,0,.1]}}'), ('{"form":"2019","requests":{"received":[1,0,0,0,0,0,1.]}}'),
	('{"form":"\u0000"}'), ('{"form":"\ud800"}'), ('{"\u0000":1}'), (E'{"form":"20\n19"}'),
	(repeat('[', 100000)), (repeat('{"form":', 100000)), ('{"form":"2019","requests":' || repeat('[', 100000)),
	('{"form":"2019","requests":{"received":' || repeat('[', 100000)), ('{"' || repeat('政', 100000) || '":1}'),
	('{"form":"' || repeat('开', 100000) || '"}'), ('{"form":"2019","requests":{"' || repeat('政', 100000) || '":1}}'),
	('{"form":"2019","requests":{"received":["' || repeat('公', 100000) || '"]}}'),
	('{"form":"2019","requests":{"received":[' || repeat('9', 100000) || ',0,0,0,0,0,0]}}'),
	('{"form":"2019","requests":{"received":[0' || repeat(',0', 100000) || ']}}')
) AS i (input), pg_temp.read(input) AS error GROUP BY 1 ORDER BY left(error, 43) COLLATE "C";
-- A long name is cut between characters.
SELECT length(pg_temp.read('{"' || repeat('政', 1000) || '":1}')) < 150 AS short;
\pset format aligned

-- Values of many kinds: sound or not, blank, negative, large, with decimals.  Row n of this table is written by SQL alone, in
-- the canonical text form.
CREATE TEMP TABLE cell AS
	SELECT n, form, position, path, split_part(path, '.', 1) AS in_table, split_part(path, '.', 2) AS in_row,
		CASE ((n * 7919 + ordinal * 104729) % 1009) % (CASE n % 4 WHEN 0 THEN 2 ELSE 9 END)
			WHEN 0 THEN 0
			WHEN 1 THEN CASE WHEN n % 4 = 1 THEN 7 END
			WHEN 2 THEN trim_scale(((n * 31 + ordinal * 17) % 100) / 10::numeric ^ decimals)
			WHEN 3 THEN -(n * ordinal)::numeric
			WHEN 4 THEN trim_scale((9223372036854775807 - n * ordinal) / 10::numeric ^ decimals)
			ELSE (n * ordinal * 97) % 1000
		END AS value
	FROM form_cell, generate_series(1, 60) AS n;
CREATE TEMP TABLE canonical AS
	SELECT n, form, format('{"form":"%s"%s}', form, string_agg(
		CASE WHEN rows <> '' THEN format(',"%s":{%s}', in_table, rows) END, '' ORDER BY position)) AS text
	FROM (
		SELECT n, form, in_table, min(position) AS position, string_agg(
			CASE WHEN has_number THEN format('"%s":[%s]', in_row, cells) END, ',' ORDER BY position) AS rows
		FROM (
			SELECT n, form, in_table, in_row, min(position) AS position,
				string_agg(coalesce(value::text, 'null'), ',' ORDER BY position) AS cells, count(value) > 0 AS has_number
			FROM cell GROUP BY n, form, in_table, in_row) AS by_row
		GROUP BY n, form, in_table) AS by_table
	GROUP BY n, form;
CREATE TEMP TABLE sample AS SELECT n, form, text::figures AS figures FROM canonical;

SELECT count(*) AS samples, count(DISTINCT figures) AS different FROM sample;
SELECT n, form AS text_differs FROM sample JOIN canonical USING (n, form) WHERE figures::text <> text;
SELECT n, form AS json_differs FROM sample JOIN canonical USING (n, form) WHERE figures::json::text <> text;
SELECT n, form AS jsonb_differs FROM sample JOIN canonical USING (n, form)
WHERE figures::jsonb <> text::jsonb OR figures::jsonb::figures <> figures OR figures::json::figures <> figures OR to_jsonb(sample) -> 'figures' <> text::jsonb
	OR (to_json(sample) -> 'figures')::text <> text;
-- cells() gives them back, in the order of the form
SELECT n, form, position, cell.path, got.path
FROM cell FULL JOIN (SELECT n, form, c.* FROM sample, cells(figures) WITH ORDINALITY AS c (path, value, position)) AS got
	USING (n, form, position)
WHERE cell.path IS DISTINCT FROM got.path OR cell.value IS DISTINCT FROM got.value
	OR cell.value::text IS DISTINCT FROM got.value::text;
-- the last, through the binary form
CREATE TEMP TABLE received (LIKE sample);
\copy sample TO PROGRAM 'cat >"$PG_ABS_BUILDDIR/results/figures.binary"' (FORMAT binary)
\copy received FROM PROGRAM 'cat "$PG_ABS_BUILDDIR/results/figures.binary"' (FORMAT binary)
SELECT n, form AS binary_differs FROM sample FULL JOIN received USING (n, form)
WHERE sample.figures IS DISTINCT FROM received.figures;

-- jsonb becomes figures in assignment, and nothing does without being asked
CREATE TEMP TABLE assigned (figures figures);
INSERT INTO assigned SELECT figures::jsonb FROM sample;
SELECT count(*) AS assigned FROM assigned JOIN sample USING (figures);
SELECT pg_temp.try($$'{"form":"2021"}'::jsonb = '{"form":"2021"}'::figures$$) AS no_implicit_cast;
SELECT left(pg_temp.try(quote_literal(input) || '::jsonb::disclosure.figures'), 125) AS bad_jsonb FROM (VALUES
	('{"form":"2021","requests":{"received":[1]}}'), ('[1e400]'), ('1e400'), ('{"form":"2021","form":1}'),
	('{"form":"2021","requests":{"received":{"total":1e400}}}')) AS i (input);

-- Blanks: 1 exactly if cells() says NULL, 0 if it says a number, no other cell.
SELECT n, form, path, value, hole FROM
	(SELECT n, form, c.* FROM sample, cells(figures) AS c) AS number FULL JOIN
	(SELECT n, form, c.path, c.value AS hole FROM sample, cells(blanks(figures)) AS c) AS blank USING (n, form, path)
WHERE hole IS DISTINCT FROM (value IS NULL)::int;
SELECT n FROM sample WHERE blanks(blanks(figures)) <> blanks(fill_zero(figures));
-- is_complete and fill_zero say the same
SELECT n, form FROM sample
WHERE is_complete(figures) <> (figures = fill_zero(figures)) OR NOT is_complete(fill_zero(figures))
	OR is_complete(figures) <> (0 = (SELECT count(*) FROM cells(figures) WHERE value IS NULL));
SELECT count(*) AS filled_wrong FROM
	(SELECT n, form, c.* FROM sample, cells(figures) AS c) AS number FULL JOIN
	(SELECT n, form, c.path, c.value AS filled FROM sample, cells(fill_zero(figures)) AS c) AS f USING (n, form, path)
WHERE filled IS DISTINCT FROM coalesce(value, 0);
-- named cells only; no number changes
SELECT n, form, path, number.value, filled.value
FROM sample, cells(figures) AS number
	FULL JOIN LATERAL cells(fill_zero(figures, '{requests.received.total,remedies.direct_suit.upheld,requests.received.total}'))
		AS filled USING (path)
WHERE filled.value IS DISTINCT FROM coalesce(number.value,
	CASE WHEN path IN ('requests.received.total', 'remedies.direct_suit.upheld') THEN 0 END);
SELECT pg_temp.try(e) FROM (VALUES
	($$fill_zero('{"form":"2021"}', '{}')$$), ($$fill_zero('{"form":"2021"}', '{requests.otherwise_handled.total}')$$),
	($$fill_zero('{"form":"2021"}', '{{proactive.charges.amount},{proactive.licensing.decisions}}')$$),
	($$fill_zero('{"form":"2021"}', '{proactive.charges}')$$), ($$fill_zero('{"form":"2021"}', '{NULL}')$$),
	($$fill_zero(NULL)$$), ($$fill_zero(NULL, '{nonsense}')$$),
	($$(SELECT count(*) FROM cells(zero_figures('2019')) WHERE value = 0)$$),
	($$(SELECT count(*) FROM cells(zero_figures('2021')) WHERE value = 0)$$),
	($$(SELECT count(*) FROM cells(zero_figures('2021+2019')) WHERE value = 0)$$),
	($$zero_figures('2021+2019') = zero_figures('2019') + zero_figures('2021')$$), ($$zero_figures('')$$),
	($$zero_figures('2020')$$), ($$zero_figures(NULL)$$), ($$blanks(NULL)$$), ($$cells(NULL)$$)) AS v (e);

\pset format unaligned
-- A row that another stands in for is absent; a row of the form that is not there is blank.
WITH value (what, figures) AS (VALUES
	('2021: nothing', '{"form":"2021"}'::figures),
	('2021: the one row of 2019', '{"form":"2021","requests":{"otherwise_handled":{"natural_person":1,"total":1}}}'),
	('2021: that row, and one of its three', '{"form":"2021","requests":{"otherwise_handled":{"total":1},"fee_overdue":{"total":1}}}'),
	('2021: one of the three', '{"form":"2021","requests":{"fee_overdue":{"total":0}}}'),
	('2019: one of the three', '{"form":"2019","requests":{"fee_overdue":{"total":0}}}'),
	('2019: that one, and its own', '{"form":"2019","requests":{"fee_overdue":{"total":0},"otherwise_handled":{"total":0}}}'),
	('both: nothing', '{"form":"2019+2021"}'), ('both: the one row', '{"form":"2019+2021","requests":{"otherwise_handled":{"total":0}}}'),
	('none', '{"form":""}'), ('none, with a cell', '{"form":"","requests":{"granted":{"total":5}}}'))
SELECT what, (SELECT count(*) FROM cells(figures)) AS cells,
	(SELECT string_agg(row, ' ') FROM (SELECT format('%s:%s/%s', substr(split_part(path, '.', 2), 1, 4), count(value), count(*)) AS row
		FROM cells(figures) AS c WHERE path ~ '(otherwise|suppl.*_overdue|fee_overdue|miscell)' GROUP BY split_part(path, '.', 2)
		ORDER BY 1) AS r) AS "numbers/cells of 其他处理",
	(SELECT sum(value) FROM cells(blanks(figures))) AS holes, is_complete(figures)
FROM value;

-- numbers with very many digits: read in time that grows with their length, and exactly
SELECT pg_temp.read(format('{"form":"2021","requests":{"received":{"total":%s}}}', number)) AS one
FROM (VALUES ('10000000000000000000000e-22'), ('0.' || repeat('0', 500000) || '1e500001'),
	('1' || repeat('0', 500000) || 'e-500000'), ('1.' || repeat('0', 500000))) AS n (number) GROUP BY 1;
SELECT left(pg_temp.read(format('{"form":"2021","requests":{"received":{"total":0.%s1}}}', repeat('0', 500000))), 140) AS too_small;
SELECT length(pg_temp.read(repeat('7x', 500000))) < 400 AS message_is_short;

/*
 * The bytes, by hand: version, forms (the second), a bit for the group of cells 208 to 215, the cells in it, and
 * what is stored of them.  A total that is the sum of its parts is not stored; of one that is not, the difference.
 */
CREATE FUNCTION pg_temp.bytes(upheld int, pending int, total int) RETURNS bytea LANGUAGE plpgsql AS $$
DECLARE
	f disclosure.figures := disclosure.zero_figures('2021');
BEGIN
	f['remedies.reconsideration.upheld'] := upheld;
	f['remedies.reconsideration.pending'] := pending;
	f['remedies.reconsideration.total'] := total;
	RETURN disclosure.figures_send(f);
END
$$;
SELECT disclosure.figures_send(disclosure.zero_figures('2021')) = '\x010200' AS zero,
	pg_temp.bytes(1, 0, 1) = '\x0102808080200802' AS sound,
	pg_temp.bytes(1, 64, 65) = '\x010280808020480280' || '\x01'::bytea AS two_bytes,
	pg_temp.bytes(1, 0, 3) = '\x0102808080208802' || '\x04'::bytea AS total_too_large,
	pg_temp.bytes(1, 0, 0) = '\x0102808080208802' || '\x01'::bytea AS total_too_small,
	pg_temp.bytes(1, 0, NULL) = '\x1102' || '\x8080802080'::bytea || '\x808080208802' || '\x01'::bytea AS total_blank;

-- a bound that a number reaches, as its cells say: whole numbers, decimals, below zero, the largest there is
SELECT count(*) AS asked, count(*) FILTER (WHERE reaches(f, bound)) AS reached,
	count(*) FILTER (WHERE reaches(f, bound) IS DISTINCT FROM EXISTS (SELECT FROM cells(f) c WHERE abs(c.value) >= bound)) AS wrong
FROM unnest(ARRAY['{"form":"2021"}', '{"form":"2021","requests":{"received":[1,0,0,0,0,0,null]}}',
		'{"form":"2021","proactive":{"charges":[999999999.9999]}}', '{"form":"2021","proactive":{"charges":[1000000000]}}',
		'{"form":"2021","proactive":{"charges":[0.0001],"normative_documents":[999999999,0,1000000000]}}',
		'{"form":"2021","requests":{"received":[-1000000000,0,0,0,0,0,9223372036854775807]}}']::figures[]) f,
	unnest(ARRAY[-1, 0, 1, 2, 999999999, 1000000000, 1000000001, 9223372036854775807]) bound;
SELECT reaches(NULL, 1) AS nothing, reaches('{"form":"2021"}', NULL) AS no_bound;
