-- The tables counted from a ledger of 10,000 requests, 500 cases and 300 documents, and every number opened again.
CREATE DATABASE regress_ledger;
\c regress_ledger
SET client_min_messages = warning;
CREATE EXTENSION report_ext;
CALL disclosure.create_register();
SET search_path = public, disclosure;
SET datestyle = ISO;
\set SHOW_CONTEXT never
INSERT INTO unit (unit_id, name) SELECT 'u' || n, '单位' || n FROM generate_series(1, 8) n;
-- u2 goes into u1 as a whole in 2023; u3 is split into u4 and u5 in 2024, and some of its requests say who goes on with them
INSERT INTO unit_successor (unit_id, successor_id, year, partly, kind) VALUES ('u2', 'u1', 2023, false, 'merged'), ('u3', 'u4', 2024, true, 'split'), ('u3', 'u5', 2024, true, 'split');
INSERT INTO ledger (unit_id, from_year) SELECT unit_id, 2021 FROM unit WHERE unit_id <> 'u8';
SELECT setseed(0.17);
CREATE FUNCTION pick(words text[]) RETURNS text LANGUAGE sql VOLATILE AS 'SELECT words[ceil(random() * cardinality(words))::integer]';
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on, decided_on, outcome, successor_id)
SELECT unit_id, n, class, 'online', day, CASE WHEN NOT open THEN day + took END, CASE WHEN NOT open THEN CASE WHEN outcome = 'otherwise_handled' THEN 'granted' ELSE outcome END END,
	CASE WHEN unit_id = 'u3' AND n % 3 = 0 THEN 'u' || 4 + n % 2 END
FROM (SELECT n, 'u' || ceil(random() * 7)::integer AS unit_id, '2020-11-01'::date + (random() * 1500)::integer AS day,
		CASE WHEN random() < 0.05 THEN (random() * 800)::integer ELSE (random() * 40)::integer END AS took, random() < 0.03 AS open,
		pick(ARRAY['natural_person', 'natural_person', 'enterprise', 'research', 'public_welfare', 'legal_service', 'other_organisation']) AS class,
		pick((SELECT array_agg(word) FROM ledger_word WHERE field = 'outcome' AND n > 0)) AS outcome FROM generate_series(1, 10000) n) r;
INSERT INTO remedy_case (unit_id, case_no, kind, filed_on, concluded_on, outcome, part)
SELECT 'u' || ceil(random() * 7)::integer, n, pick(ARRAY['reconsideration', 'direct_suit', 'suit_after_reconsideration']), day, CASE WHEN n % 10 > 0 THEN day + n END,
	CASE WHEN n % 10 > 0 THEN pick(ARRAY['upheld', 'overturned', 'other_result']) END, CASE WHEN n % 9 = 0 THEN 'co_defendant' ELSE 'original' END
FROM (SELECT n, '2020-06-01'::date + (random() * 1500)::integer AS day FROM generate_series(1, 500) n) c;
INSERT INTO disclosed_item (unit_id, item_no, kind, title, made_on, repealed_on)
SELECT 'u' || ceil(random() * 7)::integer, n, pick(ARRAY['government_rules', 'normative_documents', 'other']), '文件' || n, day, CASE WHEN n % 4 = 0 THEN day + n * 10 END
FROM (SELECT n, '2004-06-01'::date + (random() * 7400)::integer AS day FROM generate_series(1, 300) n) d;
INSERT INTO supplied_figure (unit_id, year, path, value, supplied_by) VALUES ('u1', 2023, 'proactive.licensing.decisions', 120, '行政审批局'), ('u8', 2023, 'proactive.charges.amount', 12.5, '财政局');
VACUUM ANALYZE;

-- What counts for whom in a year, in plain SQL: u1 has what was u2's from 2023 on; from 2024 on u4 and u5 have what was u3's and names them.
CREATE VIEW entry AS
SELECT CASE WHEN e.unit_id = 'u2' AND year >= 2023 THEN 'u1' WHEN e.unit_id = 'u3' AND year >= 2024 THEN coalesce(e.successor_id, 'u3') ELSE e.unit_id END AS unit_id,
	year, source, entry_no, extract(year FROM entered_on) AS entered, coalesce(extract(year FROM left_on), 9999) AS gone, class, result
FROM (SELECT unit_id, successor_id, 'request' AS source, request_no AS entry_no, received_on AS entered_on, decided_on AS left_on, applicant_kind AS class, outcome AS result FROM request
	UNION ALL SELECT unit_id, NULL, 'remedy_case', case_no, filed_on, concluded_on, kind, outcome FROM remedy_case WHERE part = 'original'
	UNION ALL SELECT unit_id, NULL, 'disclosed_item', item_no, made_on, repealed_on, kind, CASE WHEN repealed_on IS NOT NULL THEN 'repealed' END FROM disclosed_item WHERE kind <> 'other') e
CROSS JOIN generate_series(2021, 2025) year;
DO $$ BEGIN EXECUTE (SELECT format('CREATE TABLE counted AS SELECT unit_id, year, %s FROM entry GROUP BY unit_id, year',
	string_agg(format('count(*) FILTER (WHERE %s) AS %I', CASE split_part(path, '.', 1)
		WHEN 'requests' THEN CASE split_part(path, '.', 3) WHEN 'total' THEN 'source = ''request''' ELSE format('class = %L', split_part(path, '.', 3)) END || ' AND ' ||
			CASE split_part(path, '.', 2) WHEN 'received' THEN 'entered = year' WHEN 'carried_in' THEN 'entered < year AND gone >= year'
				WHEN 'carried_out' THEN 'entered <= year AND gone > year' WHEN 'processed' THEN 'gone = year' ELSE format('gone = year AND result = %L', split_part(path, '.', 2)) END
		WHEN 'remedies' THEN format('class = %L AND ', split_part(path, '.', 2)) || CASE split_part(path, '.', 3) WHEN 'pending' THEN 'entered <= year AND gone > year'
				WHEN 'total' THEN 'entered <= year AND gone >= year' ELSE format('gone = year AND result = %L', split_part(path, '.', 3)) END
		ELSE format('class = %L AND ', split_part(path, '.', 2)) || CASE split_part(path, '.', 3) WHEN 'issued' THEN 'entered = year' WHEN 'repealed' THEN 'gone = year'
				ELSE 'entered <= year AND gone > year' END END, path), ', '))
FROM form_cell WHERE form = '2021' AND ledger_part(path) IS NOT NULL);
END $$;
CREATE TABLE compiled AS SELECT unit_id, year, compile_figures(unit_id, year) AS figures FROM unit CROSS JOIN generate_series(2021, 2025) year;
SELECT count(*) AS cells, count(*) FILTER (WHERE c.value IS DISTINCT FROM coalesce(f.value::numeric, 0)) AS wrong, sum(c.value) > 40000 AS many
FROM compiled m CROSS JOIN LATERAL cells(m.figures) c
	LEFT JOIN LATERAL (SELECT value FROM counted, jsonb_each_text(to_jsonb(counted)) WHERE counted.unit_id = m.unit_id AND counted.year = m.year AND key = c.path) f ON true
WHERE ledger_part(c.path) IS NOT NULL AND unit_id <> 'u8';
-- all units in one pass, all years or one
SELECT count(*) AS units, count(*) FILTER (WHERE figures_differ(l.figures, c.figures)) AS wrong
FROM ledger_figures(2021, 2025) l JOIN compiled c ON c.unit_id = l.unit_id AND c.year = l.year;
SELECT count(*) AS units, count(*) FILTER (WHERE figures_differ(l.figures, c.figures)) AS wrong
FROM ledger_figures(2023) l JOIN compiled c ON c.unit_id = l.unit_id AND c.year = l.year;
SELECT count(*) AS units FROM ledger_figures(2024, 2023);
-- a year or a unit outside the ledger is blank; what was supplied is there
SELECT unit_id, year, blank_count(figures) AS blanks, figures['proactive.licensing.decisions'] AS licences, figures['proactive.charges.amount'] AS charges FROM compiled WHERE unit_id = 'u8' AND year = 2023
UNION ALL SELECT 'u1', 2020, blank_count(compile_figures('u1', 2020)), NULL, NULL UNION ALL SELECT unit_id, year, blank_count(figures), figures['proactive.licensing.decisions'], NULL FROM compiled WHERE unit_id = 'u1' AND year = 2023;
-- no relation fails, within a year or from one to the next, over the merger too
INSERT INTO report (unit_id, year, origin, figures) SELECT unit_id, year, 'recorded', figures FROM compiled WHERE unit_id NOT IN ('u2', 'u8') OR unit_id = 'u2' AND year < 2023;
SELECT rule, severity, result, count(*) FROM finding WHERE severity = 'error' AND result = 'fail' AND rule <> 'form.blank' GROUP BY 1, 2, 3;
-- every number is the sum of its sources
SELECT count(*) AS cells, count(*) FILTER (WHERE n IS DISTINCT FROM c.value) AS wrong
FROM compiled m CROSS JOIN LATERAL cells(m.figures) c CROSS JOIN LATERAL (SELECT coalesce(sum(number), 0) AS n FROM cell_source(m.unit_id, m.year, c.path)) s
WHERE m.unit_id IN ('u1', 'u4') AND m.year IN (2023, 2024) AND c.value IS NOT NULL;
SELECT source, unit_id, label, number FROM cell_source('u1', 2023, 'proactive.licensing.decisions');

-- One row changed, added or taken away changes the cells of that row, and no other.
CREATE FUNCTION moved(unit text) RETURNS SETOF text LANGUAGE sql AS
	$$ SELECT m.year || ' ' || c.path || ' ' || to_char(c.value - o.value, 'FMS9') FROM compiled m CROSS JOIN LATERAL cells(compile_figures(m.unit_id, m.year)) c
	JOIN LATERAL cells(m.figures) o ON o.path = c.path WHERE m.unit_id = unit AND c.value <> o.value ORDER BY m.year, o.path $$;
BEGIN;
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('u6', 'new', 'enterprise', 'post', '2023-12-30');
SELECT count(*) AS cells, count(*) FILTER (WHERE path IS NULL) AS wrong FROM moved('u6') m
	LEFT JOIN (SELECT y || ' ' || p || ' +1' AS path FROM generate_series(2021, 2025) y, unnest(entry_cells('2023-12-30', NULL, 'enterprise', NULL, y)) p) e ON e.path = m;
SELECT * FROM moved('u6') LIMIT 3;
UPDATE request SET decided_on = '2024-01-05', outcome = 'granted' WHERE request_no = 'new';
SELECT * FROM moved('u6');
DELETE FROM request WHERE request_no = 'new';
SELECT count(*) FROM moved('u6');
ROLLBACK;

-- A filed report beside its ledger: every difference is listed, and asks for an explanation.
DELETE FROM report WHERE unit_id = 'u7';
SELECT figures_differ(compile_report('u7', 2024), compile_figures('u7', 2024)) AS differs;
-- the text that came with it is tried in the test section_one
DELETE FROM report_text WHERE unit_id = 'u7';
SELECT count(*) FROM reconcile('u7', 2024);
UPDATE report SET figures['proactive.licensing.decisions'] = 5, figures['proactive.penalties.decisions'] = 0, figures['proactive.compulsion.decisions'] = 0,
	figures['proactive.charges.amount'] = 0, figures['remedies.direct_suit.pending'] = figures['remedies.direct_suit.pending'] + 1,
	figures['remedies.direct_suit.total'] = figures['remedies.direct_suit.total'] + 1, figures['requests.granted.research'] = NULL WHERE unit_id = 'u7';
SELECT path, label, difference, kind, kind_label FROM reconcile('u7', 2024);
SELECT rule, severity, cells, regexp_replace(message, '\d+', 'n', 'g') AS message FROM finding WHERE unit_id = 'u7' AND rule = 'ledger.differs';
UPDATE report SET figures['requests.granted.research'] = (compile_figures('u7', 2024))['requests.granted.research'], status = 'submitted' WHERE unit_id = 'u7';
SELECT explain('u7', 2024, 'own', 'ledger.differs', '年底另有一案，尚未入账');
UPDATE report SET figures['requests.granted.research'] = (compile_figures('u7', 2024))['requests.granted.research'], status = 'submitted' WHERE unit_id = 'u7';
SELECT status FROM report WHERE unit_id = 'u7';
SELECT compile_report('u7', 2024);
-- the ledger corrected, nothing differs any more
INSERT INTO remedy_case (unit_id, case_no, kind, filed_on) VALUES ('u7', 'late', 'direct_suit', '2024-12-28');
SELECT count(*) FROM finding WHERE unit_id = 'u7' AND rule = 'ledger.differs';

-- bad input
INSERT INTO supplied_figure (unit_id, year, path, value) VALUES ('u1', 2023, 'requests.received.total', 1);
INSERT INTO supplied_figure (unit_id, year, path, value) VALUES ('u1', 2023, 'proactive.licensing.items', 1);
INSERT INTO supplied_figure (unit_id, year, path, value) VALUES ('u1', 2018, 'proactive.licensing.decisions', 1);
INSERT INTO supplied_figure (unit_id, year, path, value) VALUES ('u1', 2024, 'proactive.licensing.decisions', 1.5);
INSERT INTO supplied_figure (unit_id, year, path, value) VALUES ('u1', 2024, 'proactive.charges.amount', 1.23456789);
INSERT INTO supplied_figure (unit_id, year, path, value) VALUES ('u1', 2024, 'proactive.penalties.decisions', -1);
INSERT INTO supplied_figure (unit_id, year, path, value) VALUES ('u1', 2020, 'proactive.charges.change', -1.5), ('u1', 2024, 'proactive.charges.amount', 1.5);
INSERT INTO ledger (unit_id, from_year) VALUES ('u1', 2023);
INSERT INTO ledger (unit_id, from_year, to_year, keeps) VALUES ('u8', 2023, 2023, '{licences}');
SELECT compile_figures('u1', 2018);
SELECT * FROM cell_source('u1', 2023, 'proactive.licensing.items');

-- A year of a small office: six requests online and two by post, all of natural persons, all granted, and no case.
INSERT INTO unit (unit_id, name) VALUES ('small', '某镇');
INSERT INTO ledger (unit_id, from_year, to_year, keeps) VALUES ('small', 2020, 2020, '{requests,remedies}');
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on, outcome, decided_on)
SELECT 'small', n, 'natural_person', CASE WHEN n <= 6 THEN 'online' ELSE 'post' END, '2020-03-01'::date + n * 20, 'granted', '2020-03-11'::date + n * 20 FROM generate_series(1, 8) n;
SELECT path, value FROM cells(compile_figures('small', 2020)) WHERE value > 0;
SELECT count(*) FILTER (WHERE value = 0) AS zero, count(*) FILTER (WHERE value IS NULL) AS blank FROM cells(compile_figures('small', 2020));
-- Business that goes on, and comes back: each entry counts with one unit a year, with whom it is after all that happened in order.
INSERT INTO unit (unit_id, name) SELECT 'h' || n, '单位' || n FROM generate_series(1, 12) n;
INSERT INTO ledger (unit_id, from_year) SELECT 'h' || n, 2021 FROM generate_series(1, 12) n;
-- merged and founded again; a part that goes to one who is merged himself; a successor named who goes on as a whole
INSERT INTO unit_successor (unit_id, successor_id, year, partly) VALUES ('h1', 'h2', 2022, false), ('h2', 'h1', 2024, false), ('h3', 'h4', 2022, true), ('h4', 'h5', 2023, false),
	('h6', 'h7', 2022, false), ('h7', 'h8', 2023, false), ('h9', 'h10', 2021, false), ('h10', 'h9', 2023, true);
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on, successor_id) VALUES ('h1', '1', 'natural_person', 'online', '2021-05-06', NULL),
	('h1', '2', 'natural_person', 'online', '2024-05-06', NULL), ('h3', '3', 'natural_person', 'online', '2021-05-06', 'h4'), ('h3', '4', 'natural_person', 'online', '2021-05-06', NULL),
	('h6', '5', 'natural_person', 'online', '2021-05-06', 'h7'), ('h9', '6', 'natural_person', 'online', '2020-05-06', 'h9'), ('h9', '7', 'natural_person', 'online', '2020-05-06', NULL),
	('h9', '8', 'natural_person', 'online', '2023-05-06', NULL);
SELECT y AS year, string_agg(u.unit_id || ' ' || nos, ', ' ORDER BY length(u.unit_id), u.unit_id) AS counted
FROM generate_series(2021, 2024) y, unit u CROSS JOIN LATERAL (SELECT string_agg(s.entry_no, '+' ORDER BY s.entry_no) AS nos FROM cell_source(u.unit_id, y, 'requests.carried_out.total') s) s
WHERE u.unit_id LIKE 'h%' AND nos IS NOT NULL GROUP BY y ORDER BY y;
-- any such history
CREATE FUNCTION holder(unit text, named text, received integer, through integer) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
	holding text := unit;
	/* founded again since it last went: what it received since then is its own */
	since integer := (SELECT max(t.year) FROM disclosure.unit_successor t WHERE t.successor_id = unit AND t.year <= received
		AND t.year = (SELECT min(a.year) FROM disclosure.unit_successor a WHERE a.successor_id = unit AND a.year > (SELECT max(w.year) FROM disclosure.unit_successor w
			WHERE w.unit_id = unit AND NOT w.partly AND w.year < t.year)));
	moved text;
BEGIN
	FOR y IN coalesce(since + 1, 2015) .. through LOOP
		moved := (SELECT s.successor_id FROM disclosure.unit_successor s WHERE s.unit_id = holding AND s.year = y AND (NOT s.partly OR s.successor_id = named));
		holding := coalesce(moved, holding);
	END LOOP;
	RETURN holding;
END $$;
CREATE TABLE history (round integer, entries bigint, wrong bigint, moved bigint);
DO $$
DECLARE
	a integer;
	b integer;
BEGIN
	FOR round IN 1 .. 10 LOOP
		DELETE FROM disclosure.unit_successor WHERE unit_id LIKE 'h%';
		DELETE FROM disclosure.request WHERE unit_id LIKE 'h%';
		FOR n IN 1 .. 14 LOOP
			a := ceil(random() * 6);
			b := ceil(random() * 6);
			CONTINUE WHEN a = b;
			BEGIN
				INSERT INTO disclosure.unit_successor (unit_id, successor_id, year, partly) VALUES ('h' || a, 'h' || b, 2016 + (random() * 8)::integer, random() < 0.5);
			EXCEPTION WHEN exclusion_violation OR unique_violation THEN NULL;
			END;
		END LOOP;
		INSERT INTO disclosure.request (unit_id, request_no, applicant_kind, channel, received_on, successor_id)
		SELECT 'h' || u, y || '-' || coalesce(s, 0), 'natural_person', 'online', make_date(y, 5, 6), 'h' || s
		FROM generate_series(1, 6) u, generate_series(2015, 2024) y, unnest('{NULL,1,2,3,4,5,6}'::integer[]) s WHERE u IS DISTINCT FROM s;
		INSERT INTO history SELECT round, count(*), count(*) FILTER (WHERE c.held IS DISTINCT FROM ARRAY[public.holder(r.unit_id, r.successor_id, extract(year FROM r.received_on)::integer, y)]),
				count(*) FILTER (WHERE c.held <> ARRAY[r.unit_id])
			FROM disclosure.request r CROSS JOIN generate_series(2021, 2024) y LEFT JOIN (
				SELECT y, e.unit_id, e.entry_no, array_agg('h' || u) AS held FROM generate_series(1, 6) u, generate_series(2021, 2024) y, disclosure.counted_entries('h' || u, y, 'requests') e
				GROUP BY 1, 2, 3) c(year, unit_id, entry_no, held) ON c.year = y AND c.unit_id = r.unit_id AND c.entry_no = r.request_no
			WHERE r.unit_id LIKE 'h%' AND extract(year FROM r.received_on) <= y;
	END LOOP;
END $$;
SELECT count(*) AS rounds, sum(wrong) AS wrong, sum(moved) > 4000 AS many_moved FROM history;
\c contrib_regression
DROP DATABASE regress_ledger;
