-- The measures of each unit with all below it, beside those of the year before. A side that several measures have is sent once; what is
-- the same as beside it is left out, and ratios are left to the page: numbers with many digits would make it large. Sorted once, because
-- an aggregate with an order of its own sorts again.
WITH line AS MATERIALIZED (
	SELECT t.unit_id, t.measure_code, t.numerator, t.denominator, t.holes, t.is_small, t.state, CASE WHEN t.holes > 0 THEN t.known_ratio END AS known_ratio,
		t.last_numerator, t.comparable_numerator, t.comparable_last, t.comparable_units
	FROM disclosure.bi_trend t
	WHERE t.year = :year
	ORDER BY t.measure_code COLLATE "C", t.unit_id COLLATE "C"
), measure AS MATERIALIZED (
	SELECT l.measure_code, json_agg(l.unit_id) AS unit_id, json_agg(trim_scale(l.numerator)) AS numerator, json_agg(trim_scale(l.denominator)) AS denominator,
		json_agg(nullif(l.holes, 0)) AS holes, json_agg(nullif(l.is_small, 0)) AS is_small, json_agg(left(l.state, 1)) AS state,
		json_agg(trim_scale(l.known_ratio)) AS known_ratio, json_agg(trim_scale(l.last_numerator)) AS last,
		json_agg(CASE WHEN l.comparable_numerator <> l.numerator THEN trim_scale(l.comparable_numerator) END) AS comparable,
		json_agg(CASE WHEN l.comparable_last <> l.last_numerator THEN trim_scale(l.comparable_last) END) AS comparable_last,
		json_agg(l.comparable_units) AS comparable_units
	FROM line l
	GROUP BY l.measure_code COLLATE "C", l.measure_code
), side AS (
	SELECT DISTINCT ON (s.expression) s.expression, s.amounts
	FROM disclosure.measure d JOIN measure m ON m.measure_code = d.code
	CROSS JOIN LATERAL (VALUES (d.numerator, d.code, m.numerator), (d.denominator, d.code, m.denominator)) s(expression, code, amounts)
	WHERE s.expression IS NOT NULL
	ORDER BY s.expression, s.code
)
SELECT json_build_object('unit_id', (SELECT m.unit_id FROM measure m LIMIT 1),
	'sides', (SELECT json_object_agg(s.expression, s.amounts) FROM side s),
	'measures', (SELECT json_object_agg(m.measure_code, json_build_object('holes', m.holes, 'is_small', m.is_small, 'state', m.state, 'known_ratio', m.known_ratio,
			'last', CASE WHEN d.denominator IS NULL THEN m.last END, 'comparable', CASE WHEN d.denominator IS NULL THEN m.comparable END,
			'comparable_last', CASE WHEN d.denominator IS NULL THEN m.comparable_last END,
			'comparable_units', CASE WHEN d.denominator IS NULL THEN m.comparable_units END))
		FROM measure m JOIN disclosure.measure d ON d.code = m.measure_code));
