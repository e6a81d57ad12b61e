-- Vectors derived by hand from the law, in ../shared/ledger-vectors.tsv: working days, due dates, fees, counts.
SET search_path = disclosure, public;
SET datestyle = ISO;
\set present `test -r "$PG_ABS_SRCDIR/../shared/ledger-vectors.tsv" && echo true || echo false`
\if :present
\else
\echo skipped: there is no ../shared/ledger-vectors.tsv
\quit
\endif
CREATE TEMP TABLE vector (id text, what text, input jsonb, want text, reasoning text);
\copy vector FROM PROGRAM 'cat "$PG_ABS_SRCDIR/../shared/ledger-vectors.tsv"'

-- an event with the reply that its answered day stands for, as two events
CREATE TEMP VIEW request AS
SELECT id, what, want, (input ->> 'received')::date AS received, coalesce(input ->> 'decided', input ->> 'posted')::date AS decided,
	ARRAY(SELECT ROW(e ->> 'kind', (e ->> 'on')::date, (e ->> 'until')::date, (e ->> 'received')::date, (e ->> 'days')::integer, e ->> 'party')::clock_event
		FROM jsonb_array_elements(input -> 'events') WITH ORDINALITY x(e, n) ORDER BY n)
	|| ARRAY(SELECT ROW(k.kind, (e ->> 'answered')::date, NULL, NULL, NULL, e ->> 'party')::clock_event
		FROM jsonb_array_elements(input -> 'events') WITH ORDINALITY x(e, n) JOIN event_kind k ON k.closes = e ->> 'kind'
		WHERE e ? 'answered' ORDER BY n) AS events
FROM vector WHERE what IN ('due', 'late');
CREATE TEMP VIEW answer AS
SELECT id, what, want, CASE what
	WHEN 'working_day_add' THEN working_day_add((input ->> 'date')::date, (input ->> 'days')::integer)::text
	WHEN 'working_days' THEN working_days((input ->> 'from')::date, (input ->> 'through')::date)::text
	WHEN 'is_working_day' THEN is_working_day((input ->> 'date')::date)::text
	WHEN 'supplement_by' THEN working_day_add((input ->> 'received')::date, 7)::text
	WHEN 'processing_fee_by_item' THEN processing_fee_by_item((input ->> 'items')::integer)::text
	WHEN 'processing_fee_by_page' THEN processing_fee_by_page((input ->> 'pages')::integer)::text END AS got
FROM vector WHERE what IN ('working_day_add', 'working_days', 'is_working_day', 'supplement_by', 'processing_fee_by_item', 'processing_fee_by_page')
UNION ALL
SELECT id, what, want, CASE WHEN what = 'late' THEN concat('due ', c.due_on, CASE WHEN decided <= c.due_on THEN ', in time' ELSE ', late' END)
	WHEN c.state = 'stopped' THEN format('none: stopped, %s days left', c.days_left)
	WHEN c.state = 'waiting' THEN 'none: waiting for the applicant'
	ELSE concat(c.due_on, (SELECT string_agg('; finding ' || i, '') FROM unnest(c.irregularities) i)) END
FROM request, request_clock(received, decided, events, received) c
UNION ALL
SELECT id, what, want, (SELECT jsonb_object_agg(y, paths)::text FROM (
		SELECT y, jsonb_agg(regexp_replace(path, '^(requests|remedies)\.', '') ORDER BY path COLLATE "C") AS paths
		FROM generate_series(2019, 2026) y, unnest(entry_cells(entered, left_on, class, result, y)) path
		WHERE path !~ '^requests.*total$' GROUP BY y) c)
FROM (SELECT v.*, coalesce(input ->> 'received', input #>> '{case,filed}')::date AS entered,
		coalesce(input ->> 'decided', input ->> 'posted', input #>> '{case,concluded}')::date AS left_on,
		coalesce(input ->> 'applicant', input #>> '{case,kind}') AS class, coalesce(input ->> 'outcome', input #>> '{case,outcome}') AS result
	FROM vector v WHERE what = 'count' AND (input ? 'received' OR input ? 'case')) v;
-- the cells of a year in any order, in the years that the vector names: what is open stays so
CREATE FUNCTION pg_temp.sorted(years text, named text) RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_object_agg(year, (SELECT jsonb_agg(x ORDER BY x COLLATE "C") FROM jsonb_array_elements_text(cells) x)) FROM jsonb_each(years::jsonb) e(year, cells)
	WHERE named::jsonb ? year $$;
CREATE TEMP TABLE judged AS
SELECT *, CASE what WHEN 'count' THEN pg_temp.sorted(want, want) IS NOT DISTINCT FROM pg_temp.sorted(got, want) ELSE want IS NOT DISTINCT FROM got END AS agrees FROM answer;
SELECT what, count(*), count(*) FILTER (WHERE agrees) AS "right" FROM judged GROUP BY what ORDER BY what;
SELECT id, want, got FROM judged WHERE NOT agrees;
-- the others are in the tests request, fee, ledger and ledger_import, with inputs of their own
SELECT what, string_agg(id, ' ' ORDER BY id) AS elsewhere FROM vector WHERE id NOT IN (SELECT id FROM answer) GROUP BY what ORDER BY what;

-- The year of a real office: eight requests of natural persons, six online and two by post, all granted, and no case.
CREATE DATABASE regress_corpus_ledger;
\c regress_corpus_ledger
SET client_min_messages = warning;
CREATE EXTENSION report_ext;
CALL disclosure.create_register();
SET search_path = disclosure, public;
CREATE TEMP TABLE printed (path text, value text);
\copy printed FROM PROGRAM 'sed 1d "$PG_ABS_SRCDIR/../shared/reports/numbers/000.tsv"'
CREATE TEMP TABLE page (source text);
\copy page FROM PROGRAM 'cat "$PG_ABS_SRCDIR"/../shared/reports/000_*.txt | tr "\n" "\001"' (DELIMITER E'\002')
INSERT INTO unit (unit_id, name, kind) VALUES ('360881', '井冈山市', 'government');
INSERT INTO ledger (unit_id, from_year, keeps) VALUES ('360881', 2020, '{requests,remedies}');
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on, outcome, decided_on)
SELECT '360881', n, 'natural_person', CASE WHEN n <= 6 THEN 'online' ELSE 'post' END, '2020-03-01'::date + n * 20, 'granted', '2020-03-11'::date + n * 20 FROM generate_series(1, 8) n;
SELECT count(*) AS numbers, count(*) FILTER (WHERE c.value = p.value::numeric) AS equal
FROM printed p JOIN cells(compile_figures('360881', 2020)) c USING (path) WHERE p.path ~ '^(requests|remedies)\.' AND p.value ~ '^[0-9]+$';
SELECT count(*) AS not_zero FROM printed p JOIN cells(compile_figures('360881', 2020)) c USING (path) WHERE p.path ~ '^(requests|remedies)\.' AND p.value !~ '^[0-9]+$' AND c.value <> 0;
SELECT outcome FROM page, import_page('360881', translate(source, E'\001', E'\n'));
SELECT kind, count(*), sum(compiled) AS compiled FROM reconcile('360881', 2020) GROUP BY kind;
\c contrib_regression
DROP DATABASE regress_corpus_ledger;
