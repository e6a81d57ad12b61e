-- The measures of each unit with all below it, beside those of the year before. A side that several measures have is sent once; what is
-- the same as beside it is left out, and ratios are left to the page: numbers with many digits would make it large.
WITH line AS MATERIALIZED (
	SELECT t.unit_id, t.measure_code, t.numerator, t.denominator, t.holes, t.is_small, t.state, CASE WHEN t.holes > 0 THEN t.known_ratio END AS known_ratio,
		t.last_numerator, t.comparable_numerator, t.comparable_last, t.comparable_units, dense_rank() OVER (ORDER BY t.unit_id COLLATE "C") AS place
	FROM disclosure.bi_trend t
	WHERE t.year = :year
), side AS (
	SELECT DISTINCT ON (s.expression) s.expression, s.code, s.is_numerator
	FROM disclosure.measure m CROSS JOIN LATERAL (VALUES (m.numerator, m.code, true), (m.denominator, m.code, false)) s(expression, code, is_numerator)
	WHERE s.expression IS NOT NULL AND m.code IN (SELECT l.measure_code FROM line l)
	ORDER BY s.expression, s.code
)
SELECT json_build_object('unit_id', (SELECT json_agg(l.unit_id ORDER BY l.place) FROM line l WHERE l.measure_code = (SELECT min(f.measure_code) FROM line f)),
	'sides', (SELECT json_object_agg(v.expression, v.amounts) FROM (
		SELECT s.expression, json_agg(trim_scale(CASE WHEN s.is_numerator THEN l.numerator ELSE l.denominator END) ORDER BY l.place) AS amounts
		FROM side s JOIN line l ON l.measure_code = s.code
		GROUP BY s.expression) v),
	'measures', (SELECT json_object_agg(v.measure_code, v.columns) FROM (
		SELECT l.measure_code, json_build_object('holes', json_agg(nullif(l.holes, 0) ORDER BY l.place), 'is_small', json_agg(nullif(l.is_small, 0) ORDER BY l.place),
			'state', json_agg(left(l.state, 1) ORDER BY l.place), 'known_ratio', json_agg(trim_scale(l.known_ratio) ORDER BY l.place),
			'last', json_agg(trim_scale(l.last_numerator) ORDER BY l.place) FILTER (WHERE m.denominator IS NULL),
			'comparable', json_agg(CASE WHEN l.comparable_numerator <> l.numerator THEN trim_scale(l.comparable_numerator) END ORDER BY l.place)
				FILTER (WHERE m.denominator IS NULL),
			'comparable_last', json_agg(CASE WHEN l.comparable_last <> l.last_numerator THEN trim_scale(l.comparable_last) END ORDER BY l.place)
				FILTER (WHERE m.denominator IS NULL),
			'comparable_units', json_agg(l.comparable_units ORDER BY l.place) FILTER (WHERE m.denominator IS NULL)) AS columns
		FROM line l JOIN disclosure.measure m ON m.code = l.measure_code
		GROUP BY l.measure_code) v));
