-- Entries counted by the years in which they enter and leave.
SET search_path = public, disclosure;
SET datestyle = ISO;

-- one entry: the cells it counts in, year by year
SELECT y AS year, cells FROM generate_series(2019, 2022) y, entry_cells('2020-06-01', '2021-07-20', 'natural_person', 'supplement_overdue', y) cells;
-- form 2019 has one row for three
SELECT entry_cells('2020-06-01', '2020-07-20', 'natural_person', 'supplement_overdue', 2020);
SELECT y AS year, entry_cells('2023-11-01', NULL, 'direct_suit', NULL, y) AS alive, entry_cells('2023-11-01', NULL, 'direct_suit', NULL, y, 'filed') AS filed
FROM generate_series(2023, 2024) y;
SELECT y AS year, entry_cells('1998-01-01', '2022-03-01', 'normative_documents', 'repealed', y) FROM generate_series(2021, 2023) y;

-- The words are the row and column names of the form; each entry of the three kinds at random.
SELECT setseed(0.31);
CREATE TEMP TABLE entry AS
SELECT unit, entered_on, CASE WHEN result IS NOT NULL THEN left_on END AS left_on, class, CASE WHEN left_on IS NOT NULL THEN result END AS result
FROM (
	SELECT (random() * 20)::integer AS unit, day AS entered_on,
		CASE WHEN open THEN NULL ELSE day + CASE WHEN slow THEN (random() * 700)::integer ELSE (random() * 40)::integer END END AS left_on, class, CASE WHEN open THEN NULL ELSE result END AS result
	FROM (
		SELECT '2020-11-01'::date + (random() * 1400)::integer AS day, random() < 0.03 AS open, random() < 0.05 AS slow,
			CASE WHEN n <= 10000 THEN (ARRAY['natural_person', 'enterprise', 'research', 'public_welfare', 'legal_service', 'other_organisation'])[ceil(random() * 6)::integer]
				WHEN n <= 10500 THEN (ARRAY['reconsideration', 'direct_suit', 'suit_after_reconsideration'])[ceil(random() * 3)::integer]
				ELSE (ARRAY['government_rules', 'normative_documents'])[ceil(random() * 2)::integer] END AS class,
			CASE WHEN n <= 10000 THEN (SELECT outcomes[ceil(random() * cardinality(outcomes))::integer] FROM (SELECT array_agg(DISTINCT split_part(path, '.', 2)) AS outcomes
					FROM form_cell WHERE form = '2021' AND row_group IN ('outcome', 'denied', 'unavailable', 'not_processed', 'other_handling')) o WHERE n > 0)
				WHEN n <= 10500 THEN (ARRAY['upheld', 'overturned', 'other_result'])[ceil(random() * 3)::integer]
				ELSE 'repealed' END AS result
		FROM generate_series(1, 10800) n) e) e;
SELECT count(*), count(left_on) AS left, count(DISTINCT class) AS classes, count(DISTINCT result) AS results FROM entry;

-- Every cell of form 2021 by a FILTER of its own, written from the words of its path.
DO $$ BEGIN EXECUTE (SELECT format('CREATE TEMP TABLE counted AS SELECT unit, year, %s FROM entry CROSS JOIN generate_series(2021, 2024) year GROUP BY unit, year',
	string_agg(format('count(*) FILTER (WHERE %s) AS %I', CASE split_part(path, '.', 1)
		WHEN 'requests' THEN CASE split_part(path, '.', 3) WHEN 'total' THEN 'class IN (''natural_person'', ''enterprise'', ''research'', ''public_welfare'', ''legal_service'', ''other_organisation'')'
				ELSE format('class = %L', split_part(path, '.', 3)) END || ' AND ' ||
			CASE split_part(path, '.', 2) WHEN 'received' THEN 'extract(year FROM entered_on) = year'
				WHEN 'carried_in' THEN 'extract(year FROM entered_on) < year AND (left_on IS NULL OR extract(year FROM left_on) >= year)'
				WHEN 'carried_out' THEN 'extract(year FROM entered_on) <= year AND (left_on IS NULL OR extract(year FROM left_on) > year)'
				WHEN 'processed' THEN 'extract(year FROM left_on) = year'
				ELSE format('extract(year FROM left_on) = year AND result = %L', split_part(path, '.', 2)) END
		WHEN 'remedies' THEN format('class = %L AND ', split_part(path, '.', 2)) || CASE split_part(path, '.', 3)
				WHEN 'pending' THEN 'extract(year FROM entered_on) <= year AND (left_on IS NULL OR extract(year FROM left_on) > year)'
				WHEN 'total' THEN 'extract(year FROM entered_on) <= year AND (left_on IS NULL OR extract(year FROM left_on) >= year)'
				ELSE format('extract(year FROM left_on) = year AND result = %L', split_part(path, '.', 3)) END
		ELSE format('class = %L AND ', split_part(path, '.', 2)) || CASE split_part(path, '.', 3)
				WHEN 'issued' THEN 'extract(year FROM entered_on) = year'
				WHEN 'repealed' THEN 'extract(year FROM left_on) = year'
				ELSE 'extract(year FROM entered_on) <= year AND (left_on IS NULL OR extract(year FROM left_on) > year)' END
		END, path), ', '))
FROM form_cell WHERE form = '2021' AND (split_part(path, '.', 1) <> 'proactive' OR split_part(path, '.', 3) IN ('issued', 'repealed', 'in_force')));
END $$;
CREATE TEMP TABLE made AS
SELECT unit, year, year_figures(t, year, '{requests,remedies,documents}') AS figures
FROM (SELECT unit, tally(entered_on, left_on, class, result) AS t FROM entry GROUP BY unit) x CROSS JOIN generate_series(2021, 2024) year;
SELECT count(*) AS cells, count(*) FILTER (WHERE c.value IS DISTINCT FROM f.value::numeric) AS wrong, sum(c.value) > 50000 AS many
FROM made m CROSS JOIN LATERAL cells(m.figures) c
	LEFT JOIN LATERAL (SELECT value FROM counted, jsonb_each_text(to_jsonb(counted)) WHERE counted.unit = m.unit AND counted.year = m.year AND key = c.path) f ON true
WHERE c.path NOT SIMILAR TO 'proactive.(licensing|penalties|compulsion|charges).%';
-- the other cells are blank, no rule fails, and what is carried out is carried in
SELECT DISTINCT path, value FROM made CROSS JOIN LATERAL cells(figures) WHERE path SIMILAR TO 'proactive.(licensing|penalties|compulsion|charges).%' ORDER BY path;
SELECT count(*) FILTER (WHERE NOT is_sound(figures)) AS unsound FROM made;
SELECT count(*) AS pairs, count(*) FILTER (WHERE a.figures['requests.carried_out.total'] <> b.figures['requests.carried_in.total']) AS broken
FROM made a JOIN made b ON b.unit = a.unit AND b.year = a.year + 1;
-- each entry's own cells add up to the numbers
SELECT count(*) AS wrong FROM (
	SELECT unit, year, path, count(*) AS n FROM entry CROSS JOIN generate_series(2021, 2024) year CROSS JOIN LATERAL unnest(entry_cells(entered_on, left_on, class, result, year)) path
	GROUP BY unit, year, path) e
FULL JOIN (SELECT unit, year, path, value FROM made CROSS JOIN LATERAL cells(figures) WHERE value > 0) m USING (unit, year, path)
WHERE e.n IS DISTINCT FROM m.value;
-- cases open at the end of the year: those filed in it alone
SELECT count(*) AS wrong FROM (
	SELECT unit, (year_figures(tally(entered_on, left_on, class, result), 2023, '{remedies}', 'filed'))['remedies.direct_suit.pending'] AS pending,
		count(*) FILTER (WHERE class = 'direct_suit' AND extract(year FROM entered_on) = 2023 AND (left_on IS NULL OR extract(year FROM left_on) > 2023)) AS n
	FROM entry GROUP BY unit) x WHERE pending <> n;

-- serial, grouped, and parallel are equal in bytes; text and binary form are exact
CREATE TEMP TABLE serial AS SELECT t, pg_column_size(t) AS size FROM (SELECT tally(entered_on, left_on, class, result) AS t FROM entry) x;
CREATE TABLE parallel_entry AS SELECT * FROM entry ORDER BY random();
ALTER TABLE parallel_entry SET (parallel_workers = 2);
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
EXPLAIN (COSTS OFF) SELECT tally(entered_on, left_on, class, result) FROM parallel_entry;
SELECT s.t::text = p.t::text AS text, s.size = pg_column_size(p.t) AS size, s.t::text = s.t::text::ledger_tally::text AS exact
FROM serial s, (SELECT tally(entered_on, left_on, class, result) AS t FROM parallel_entry) p;
SET max_parallel_workers_per_gather = 0;
SET enable_hashagg = off;
SELECT md5(string_agg(t::text, '|' ORDER BY unit)) AS sorted FROM (SELECT unit, tally(entered_on, left_on, class, result) AS t FROM entry GROUP BY unit) x \gset
SET enable_hashagg = on;
SET enable_sort = off;
SELECT md5(string_agg(t::text, '|' ORDER BY unit)) = :'sorted' AS hashed_is_sorted FROM (SELECT unit, tally(entered_on, left_on, class, result) AS t FROM entry GROUP BY unit) x;
DROP TABLE parallel_entry;
SELECT tally(x.t)::text = (SELECT t::text FROM serial) AS parts_add_up FROM (SELECT tally(entered_on, left_on, class, result) AS t FROM entry GROUP BY unit) x;
-- the year of every day; before 2007 there is one
SELECT count(*) AS days, count(*) FILTER (WHERE t::text IS DISTINCT FROM greatest(extract(year FROM day), 2006) || ':enterprise=1') AS wrong
FROM (SELECT day, tally(day::date, NULL, 'enterprise', NULL) AS t FROM generate_series('1999-01-01'::timestamp, '2099-12-31', '1 day') day GROUP BY day) x;
SELECT encode(ledger_tally_send(tally('2024-03-01', '2024-03-20', 'enterprise', 'granted')), 'escape');
SELECT tally(NULL, NULL, NULL, NULL) FROM entry WHERE false;
SELECT ''::ledger_tally::text = '' AS empty, (year_figures('', 2024, '{remedies}'))['remedies.direct_suit.total'] AS zero;
SELECT ' 2024:enterprise=2  2023:enterprise=1 '::ledger_tally;

-- bad input
SELECT tally('2024-01-01', NULL, '法人', NULL);
SELECT tally('2024-01-01', '2024-01-02', 'enterprise', 'upheld');
SELECT tally('2024-01-01', '2024-01-02', 'enterprise', 'denied');
SELECT tally('2024-01-01', NULL, 'enterprise', 'granted');
SELECT tally('2024-01-01', '2024-01-02', 'enterprise', NULL);
SELECT tally(NULL, '2024-01-02', 'enterprise', 'granted');
SELECT tally('2024-01-03', '2024-01-02', 'enterprise', 'granted');
SELECT tally('2100-01-01', NULL, 'enterprise', NULL);
SELECT tally('2024-01-01', 'infinity', 'enterprise', 'granted');
SELECT ledger_tally_add(NULL, '2024-01-01', NULL, 'enterprise', NULL);
SELECT year_figures('', 2018, '{requests}');
SELECT year_figures('', 2024, '{licences}');
SELECT year_figures('', 2024, '{requests}', 'new');
SELECT text, text::ledger_tally FROM (VALUES ('2024:enterprise')) v(text);
SELECT text, text::ledger_tally FROM (VALUES ('2024:enterprise=0')) v(text);
SELECT text, text::ledger_tally FROM (VALUES ('2024:enterprise=1 2024:enterprise=1')) v(text);
SELECT text, text::ledger_tally FROM (VALUES ('2024:enterprise:upheld=1')) v(text);
SELECT text, text::ledger_tally FROM (VALUES ('1999:enterprise=1')) v(text);
SELECT text, text::ledger_tally FROM (VALUES ('2100:enterprise=1')) v(text);
SELECT text, text::ledger_tally FROM (VALUES ('2024:enterprise=99999999999999999999')) v(text);
SELECT text, text::ledger_tally FROM (VALUES ('2024:enterprise=1;2024:research=1')) v(text);
