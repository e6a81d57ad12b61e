-- Figures before and after: compare(), correction_statement(), is_nil(), each against plain SQL over cells().
SET search_path = disclosure, public;
\pset null NULL

-- A year and the next.
SELECT path, section, row_label, column_label, before, after, change, rate
FROM compare(zero_figures('2021') + '{"form":"2021","requests":{"granted":[120,3,0,0,0,0,123],"received":[-1,0,0,0,0,0,8]}}',
	'{"form":"2021","proactive":{"charges":[1.25]},"requests":{"granted":[102,5,0,1,null,0,108],"received":[1,0,0,0,0,0,9]}}')
WHERE path ~ '[.]granted|received[.](natural_person|total)|charges';

-- Values of many kinds: of each form, of both and without one; blank, negative and at the ends of the range; rows that stand in
-- for each other, and cells of another form.
CREATE TEMP TABLE sample AS
	WITH number AS (
		SELECT n, form, split_part(path, '.', 1) AS in_table, split_part(path, '.', 2) AS in_row, split_part(path, '.', 3) AS in_column,
			CASE (n * 7919 + ordinal * 104729) % 1009 % 8
				WHEN 0 THEN CASE WHEN n % 3 > 0 THEN 0 END
				WHEN 1 THEN CASE WHEN n % 5 > 0 THEN 7 END
				WHEN 2 THEN ordinal / 10::numeric ^ decimals
				WHEN 3 THEN -(n * ordinal)
				WHEN 4 THEN (9223372036854775807 - n) / 10::numeric ^ decimals
				WHEN 5 THEN (-9223372036854775808 + n) / 10::numeric ^ decimals
				ELSE (n * ordinal * 97) % 1000 END AS value
		FROM form_cell, generate_series(1, 14) AS n
		WHERE n % 3 = 0 OR form = CASE n % 3 WHEN 1 THEN '2019' ELSE '2021' END)
	SELECT n, (jsonb_build_object('form', (ARRAY['2019', '2021', '2019+2021', '2019', '2021', '2019+2021', ''])[n % 7 + 1])
		|| jsonb_object_agg(in_table, rows))::figures AS figures
	FROM (SELECT n, in_table, jsonb_object_agg(in_row, cells) AS rows FROM (
			SELECT n, in_table, in_row, jsonb_object_agg(in_column, value) AS cells FROM number
			WHERE value IS NOT NULL AND (n % 4 > 0 OR in_row !~ 'overdue|miscellaneous|carried')
			GROUP BY n, in_table, in_row) AS r GROUP BY n, in_table) AS t
	GROUP BY n;
INSERT INTO sample VALUES (101, '{"form":""}'), (102, '{"form":"2019"}'), (103, '{"form":"2021"}'), (104, '{"form":"2019+2021"}'),
	(105, zero_figures('2019')), (106, zero_figures('2021')), (107, zero_figures('2019+2021')),
	(108, '{"form":"","requests":{"granted":{"total":0}}}'),
	(109, zero_figures('2021') + '{"form":"","requests":{"otherwise_handled":{"total":0}}}'),
	(110, zero_figures('2021') + '{"form":"","requests":{"otherwise_handled":{"total":1}}}'),
	(111, zero_figures('2021') + '{"form":"","requests":{"granted":{"total":-1}}}');
-- zeros but for one blank; zeros, with the row of the other form in place of its own
INSERT INTO sample SELECT 112, figures FROM sample WHERE n = 106;
UPDATE sample SET figures['remedies.suit_after_reconsideration.total'] = NULL WHERE n = 112;
INSERT INTO sample SELECT 113, fill_zero('{"form":"2021","requests":{"otherwise_handled":{"natural_person":0,"total":0}}}');

-- The rows of compare(): the cells of one side or both, in the order and with the labels that the sum has; the values of
-- cells(); and whole-number arithmetic of numeric, which rounds nothing before the end.
CREATE TEMP TABLE state AS SELECT n, c.path, c.value FROM sample, cells(figures) AS c;
CREATE TEMP TABLE pair AS
	SELECT a.n AS a, b.n AS b, a.figures AS before, b.figures AS after FROM sample AS a, sample AS b;
CREATE TEMP TABLE expected AS
	SELECT a, b, rank() OVER (PARTITION BY a, b ORDER BY c.position) AS position, c.path, c.section, c.row_label, c.column_label,
		l.n IS NOT NULL AS in_before, r.n IS NOT NULL AS in_after, l.value AS before, r.value AS after,
		r.value - l.value AS change,
		-- (2x + 1) / 2 rounded down is x rounded half up
		sign(r.value - l.value) * sign(l.value)
			* div(20000 * abs(r.value - l.value) + abs(l.value), nullif(2 * abs(l.value), 0)) * 0.01 AS rate
	FROM pair CROSS JOIN labelled_cells(blanks(before) + blanks(after)) AS c
		LEFT JOIN state AS l ON l.n = a AND l.path = c.path LEFT JOIN state AS r ON r.n = b AND r.path = c.path
	WHERE c.value IS NOT NULL;
CREATE TEMP TABLE got AS SELECT a, b, c.* FROM pair, compare(before, after) WITH ORDINALITY AS c
	(path, section, row_label, column_label, before, after, change, rate, position);
ANALYZE pair, expected, got;
SELECT count(*) = (SELECT count(*) FROM (
		SELECT a, b, path FROM pair JOIN state ON n = a UNION SELECT a, b, path FROM pair JOIN state ON n = b) AS cell) AS each_cell_once,
	count(DISTINCT (a, b)) AS pairs, bool_or(change IS NULL) AS unknown, max(abs(rate)) AS largest_rate, min(scale(rate)) AS least, max(scale(rate)) AS most
FROM got;
SELECT a, b, position, expected, got FROM expected FULL JOIN got USING (a, b, position)
WHERE (expected.path, expected.section, expected.row_label, expected.column_label, expected.before, expected.after,
		expected.change, expected.rate)
	IS DISTINCT FROM (got.path, got.section, got.row_label, got.column_label, got.before, got.after, got.change, got.rate)
LIMIT 5;
-- a change is that of a - b, if that fits
SELECT count(*) AS differences, count(*) FILTER (WHERE change IS DISTINCT FROM c.value) AS wrong
FROM pair JOIN LATERAL cells(pair.after - pair.before) AS c ON true JOIN got USING (a, b, path)
WHERE a > 100 OR b > 100;

-- Halves go away from zero; nothing overflows, not even numbers too large for figures.
SELECT before, after, change, rate
FROM (VALUES (800, 801), (800, 799), (-800, -799), (-800, -801), (800, 800), (3, 4), (-3, -4), (-5, 5), (0, 7), (7, 0), (30000, 30001),
		(1, 9223372036854775807), (-1, 9223372036854775807), (1, -9223372036854775808), (-1, -9223372036854775808),
		(-9223372036854775808, 9223372036854775807), (9223372036854775807, -9223372036854775808),
		(-9223372036854775808, -1)) AS v (l, r),
	compare(format('{"form":"","requests":{"granted":{"total":%s}}}', l)::figures,
		format('{"form":"","requests":{"granted":{"total":%s}}}', r)::figures);

-- The statement is equal to one made by SQL from the same cells.
CREATE TEMP TABLE statement AS
	SELECT a, b, string_agg(line, E'\n' ORDER BY section_number) AS text FROM (
		SELECT a, b, min(e.position) AS section_number, format('%s、%s：%s。', section, table_label, string_agg(
			format('%s·%s由%s更正为%s', row_label, column_label,
				CASE WHEN before IS NOT NULL THEN before::text WHEN in_before THEN '空白' ELSE '无此项' END,
				CASE WHEN after IS NOT NULL THEN after::text WHEN in_after THEN '空白' ELSE '无此项' END), '；' ORDER BY position)) AS line
		FROM expected AS e JOIN (SELECT DISTINCT section, table_label FROM form_cell) AS t USING (section)
		WHERE before IS DISTINCT FROM after OR in_before <> in_after
		GROUP BY a, b, section, table_label) AS l
	GROUP BY a, b;
SELECT count(*) AS pairs, count(text) AS different, max(length(text)) AS longest,
	count(*) FILTER (WHERE text IS DISTINCT FROM correction_statement(before, after)) AS wrong
FROM pair LEFT JOIN statement USING (a, b);
-- equal figures need no correction
SELECT count(*) AS same FROM pair WHERE before = after AND correction_statement(before, after) IS NULL;
SELECT a, b FROM pair WHERE before <> after AND forms_of(before) = forms_of(after) AND correction_statement(before, after) IS NULL;

\pset format unaligned
\pset tuples_only on
SELECT correction_statement(
	'{"form":"2021","proactive":{"charges":[59237.2449]},"requests":{"granted":[120,0,0,0,0,0,120]},"remedies":{"direct_suit":[1,0,0,0,1]}}',
	'{"form":"2021","proactive":{"charges":[5923.7]},"requests":{"granted":[102,0,0,0,0,null,120]},"remedies":{"direct_suit":[1,0,0,2,3]}}');
SELECT correction_statement('{"form":"2021","requests":{"otherwise_handled":{"total":5}}}',
	'{"form":"2021","requests":{"miscellaneous":{"total":5},"fee_overdue":{"total":0},"supplement_overdue":{"total":0}}}');
SELECT correction_statement('{"form":"2019"}', '{"form":"2019","proactive":{"charges":[1,-2]},"remedies":{"direct_suit":{"total":0}}}');
\pset tuples_only off
\pset format aligned

-- Nil: a form, and every one of its cells zero.
SELECT n, is_nil(figures) AS nil, is_complete(figures) AS complete, forms_of(figures) AS form FROM sample WHERE n > 100 ORDER BY n;
SELECT count(*) AS samples, count(*) FILTER (WHERE is_nil(figures)) AS nil,
	count(*) FILTER (WHERE is_nil(figures) <> (forms_of(figures) <> ''
		AND (SELECT bool_and(coalesce(value = 0, false)) FROM cells(figures)))) AS wrong
FROM (SELECT figures FROM sample UNION ALL SELECT before + after FROM pair WHERE a > 100 AND b > 100
	UNION ALL SELECT before - after FROM pair WHERE a > 100 AND b > 100) AS f;

-- NULL
SELECT is_nil(NULL), correction_statement(NULL, '{"form":"2021"}'), correction_statement('{"form":"2021"}', NULL),
	(SELECT count(*) FROM compare(NULL, '{"form":"2021"}')) AS no_before, (SELECT count(*) FROM compare('{"form":"2021"}', NULL)) AS no_after;
