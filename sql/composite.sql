-- The typed face of figures: a composite for each table and for its rows.
SET search_path = disclosure, public;
\pset null NULL

-- The types have an attribute for every row and column, in the order of the ordinals.
SELECT t.relname AS type, count(*) AS attributes, string_agg(a.attname || ' ' || format_type(a.atttypid, NULL), ', ' ORDER BY a.attnum) AS list
FROM pg_class AS t JOIN pg_attribute AS a ON a.attrelid = t.oid
WHERE t.relname IN ('proactive_counts', 'applicant_counts', 'remedy_counts') AND t.relnamespace = 'disclosure'::regnamespace GROUP BY 1 ORDER BY 1 \g (format=unaligned)
SELECT type, attribute FROM (
	SELECT t.relname AS type, a.attname::text AS attribute, a.attnum::bigint AS place, format_type(a.atttypid, NULL) AS of
	FROM pg_class AS t JOIN pg_attribute AS a ON a.attrelid = t.oid
	WHERE t.relname IN ('proactive_table', 'request_table', 'remedy_table') AND t.relnamespace = 'disclosure'::regnamespace) AS got
FULL JOIN (
	SELECT CASE tab WHEN 'proactive' THEN 'proactive_table' WHEN 'requests' THEN 'request_table' ELSE 'remedy_table' END AS type, line AS attribute,
		row_number() OVER (PARTITION BY tab ORDER BY ordinal) AS place,
		CASE tab WHEN 'proactive' THEN 'proactive_counts' WHEN 'requests' THEN 'applicant_counts' ELSE 'remedy_counts' END AS of
	FROM (SELECT split_part(path, '.', 1) AS tab, split_part(path, '.', 2) AS line, min(ordinal) AS ordinal FROM form_cell GROUP BY 1, 2) AS l) AS expected
	USING (type, attribute, place, of)
WHERE got IS NULL OR expected IS NULL;
SELECT count(*) AS without_comment FROM pg_attribute AS a JOIN pg_class AS t ON t.oid = a.attrelid
WHERE t.relname ~ '_(counts|table)$' AND t.relkind = 'c' AND t.relnamespace = 'disclosure'::regnamespace AND col_description(t.oid, a.attnum) IS NULL;

-- the numbers of 井冈山 2020, blanks and all; one of 2021 with a row of 2019; both forms; nothing
CREATE TEMP TABLE t (id int, f figures);
INSERT INTO t VALUES
	(1, '{"form":"2019","proactive":{"government_rules":[0,0,1874],"normative_documents":[0,0,0],"licensing":[161,0,2537],"other_services":[194,0,16681],
		"penalties":[2133,0,1065],"compulsion":[72,0,30],"charges":[3138.14,1108.67],"procurement":[947,11900]},
		"requests":{"received":[8,0,0,0,0,0,8],"carried_in":[0,0,0,0,0,0,0],"granted":[8,null,null,null,null,null,8],"processed":[8,null,null,null,null,null,8],
		"carried_out":[0,0,0,0,0,0,0]},"remedies":{"reconsideration":[0,0,0,0,0],"direct_suit":[0,0,0,0,0],"suit_after_reconsideration":[0,0,0,0,0]}}'),
	(2, '{"form":"2021","proactive":{"licensing":[9],"charges":[7730.28]},"requests":{"received":[21,0,0,0,0,0,21],"otherwise_handled":{"natural_person":0,"total":0}},
		"remedies":{"reconsideration":[10,1,0,0,0]}}'),
	(3, '{"form":"2021","proactive":{"procurement":{"items":1,"amount":0.000001}},"requests":{"miscellaneous":[1,0,0,0,0,0,1]}}'),
	(4, '{"form":"2019+2021","requests":{"otherwise_handled":[1,2,3,4,5,6,7],"fee_overdue":[1,2,3,4,5,6,7]}}'),
	(5, '{"form":"2021"}'), (6, '{"form":"2019"}'), (7, '{"form":""}'),
	(8, '{"form":"","remedies":{"direct_suit":{"total":-9223372036854775808}}}'),
	(9, zero_figures('2019')), (10, zero_figures('2021')), (11, zero_figures('2019+2021')), (12, NULL);
SELECT id AS round_trip_differs FROM t WHERE f IS DISTINCT FROM figures(f::json ->> 'form', proactive(f), requests(f), remedies(f));

-- Every attribute is the cell of its path: number for number, and a row is NULL if cells() has no cell of it.
SELECT id, path, by_row.value, by_cell.value FROM (
	SELECT id, tab || '.' || line.key || '.' || col.key AS path, col.value::text::numeric AS value
	FROM t, LATERAL (VALUES ('proactive', to_jsonb(proactive(f))), ('requests', to_jsonb(requests(f))), ('remedies', to_jsonb(remedies(f)))) AS j (tab, rows),
		jsonb_each(rows) AS line, jsonb_each(CASE jsonb_typeof(line.value) WHEN 'object' THEN line.value ELSE '{}' END) AS col
	WHERE col.value <> 'null') AS by_row
FULL JOIN (SELECT id, c.* FROM t, cells(f) AS c WHERE value IS NOT NULL) AS by_cell USING (id, path)
WHERE by_row.value IS DISTINCT FROM by_cell.value;
SELECT id, path FROM (
	SELECT id, tab || '.' || line.key AS path
	FROM t, LATERAL (VALUES ('proactive', to_jsonb(proactive(f))), ('requests', to_jsonb(requests(f))), ('remedies', to_jsonb(remedies(f)))) AS j (tab, rows),
		jsonb_each(rows) AS line WHERE line.value <> 'null') AS by_row
FULL JOIN (SELECT DISTINCT id, substring(path FROM '^[^.]+\.[^.]+') AS path, true AS there FROM t, cells(f) AS c) AS by_cell USING (id, path)
WHERE by_row IS NULL OR there IS NULL;

-- as one writes it
SELECT id, (requests(f)).granted.natural_person, (requests(f)).granted.total, (remedies(f)).reconsideration.upheld, (proactive(f)).charges.amount, (proactive(f)).charges.items
FROM t WHERE id IN (1, 2, 12) ORDER BY id;
SELECT id, (requests(f)).otherwise_handled, (requests(f)).fee_overdue, (requests(f)).fee_overdue IS NULL AS both_are_null FROM t WHERE id IN (2, 3, 5, 6) ORDER BY id;
SELECT sum((requests(f)).received.total) AS received, count((requests(f)).received.total) AS numbers FROM t;
SELECT r.received, (r.granted).* FROM t, requests(f) AS r WHERE id = 1;
SELECT remedies(NULL) IS NULL AS null_in_null_out, remedies('{"form":"2021"}') IS NULL AS blank_is_null;

-- back: NULL is blank or absent by the form, the tables may be built by hand
SELECT figures('2021', NULL, NULL, NULL) AS blank, figures(NULL, NULL, NULL, NULL) AS no_form, figures('2019+2021', NULL, NULL, NULL) AS both, figures('', NULL, NULL, NULL) AS none \gx
SELECT figures('2021', NULL, NULL, ROW(ROW(1,2,3,4,10), NULL, ROW(NULL,NULL,NULL,NULL,5))::remedy_table) AS by_hand \gx
SELECT figures('2021', NULL, NULL, jsonb_populate_record(NULL::remedy_table, '{"direct_suit":{"total":5}}')) AS from_json \gx
SELECT figures('2019', ROW(NULL,NULL,NULL,NULL,NULL,NULL,ROW(NULL,NULL,NULL,1.5,-2.000001,NULL,NULL,NULL,NULL,NULL),NULL)::proactive_table, NULL, NULL) AS decimals \gx
SELECT figures('2021', NULL, ROW(ROW(1,1,1,1,1,1,6))::request_table, NULL) AS too_short;

-- a number for a cell that does not exist, too many decimals, no form
SELECT figures('2019', jsonb_populate_record(NULL::proactive_table, '{"licensing":{"made":1}}'), NULL, NULL);
SELECT figures('2019', jsonb_populate_record(NULL::proactive_table, '{"procurement":{"amount":0.0000001}}'), NULL, NULL);
SELECT figures('2019', jsonb_populate_record(NULL::proactive_table, '{"procurement":{"items":0.5}}'), NULL, NULL);
SELECT figures('2019', jsonb_populate_record(NULL::proactive_table, '{"procurement":{"amount":9223372036854.775808}}'), NULL, NULL);
SELECT figures('2019', jsonb_populate_record(NULL::proactive_table, '{"procurement":{"amount":"NaN"}}'), NULL, NULL);
SELECT figures('2020', NULL, NULL, NULL);
-- a number in a cell of another form is taken, as in the text form
SELECT figures('2021', jsonb_populate_record(NULL::proactive_table, '{"procurement":{"items":3}}'), NULL, NULL);

-- over many rows, through a subselect, stored in a temporary table and out of line
CREATE TEMP TABLE many AS SELECT n, requests(f) AS r, proactive(f) AS p, remedies(f) AS m, f FROM t, generate_series(1, 200) AS n WHERE f IS NOT NULL;
SELECT count(*) AS rows, count(*) FILTER (WHERE figures(f::json ->> 'form', p, r, m) <> f) AS differ FROM many;
SELECT count(DISTINCT r) AS tables, count(DISTINCT (r).received) AS rows FROM many;
UPDATE many SET r.received.total = 99 WHERE n = 1;
SELECT count(*) AS changed FROM many WHERE (figures(f::json ->> 'form', p, r, m))['requests.received.total'] = 99;
-- the generator has nothing more to do
CALL create_composites();
