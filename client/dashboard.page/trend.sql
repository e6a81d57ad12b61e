-- The measures of each unit with all below it, beside those of the year before. A side that several measures have is sent once; columns of
-- which most is empty are sent as rows that are not; what is the same as beside it is left out, and ratios are left to the page: numbers with
-- many digits would make it large. Sorted once, because an aggregate with an order of its own sorts again.
WITH line AS (
	SELECT t.unit_id, t.measure_code COLLATE "C" AS measure_code, m.denominator IS NULL AS is_number,
		row_number() OVER (PARTITION BY t.measure_code COLLATE "C" ORDER BY t.unit_id COLLATE "C") - 1 AS place,
		t.numerator, t.denominator, t.holes, t.is_small, t.state, t.known_ratio, t.last_numerator, t.comparable_numerator, t.comparable_last, t.comparable_units
	FROM disclosure.bi_trend t JOIN disclosure.measure m ON m.code = t.measure_code
	WHERE t.year = :year
), measure AS MATERIALIZED (
	SELECT l.measure_code, json_agg(l.unit_id) AS unit_id, json_agg(trim_scale(l.numerator)) AS numerator, json_agg(trim_scale(l.denominator)) AS denominator,
		json_object_agg(l.place, l.holes) FILTER (WHERE l.holes > 0) AS holes,
		json_object_agg(l.place, 1) FILTER (WHERE l.is_small = 1) AS is_small,
		json_object_agg(l.place, left(l.state, 1)) FILTER (WHERE l.state IS NOT NULL) AS state,
		json_object_agg(l.place, trim_scale(l.known_ratio)) FILTER (WHERE l.holes > 0) AS known_ratio,
		json_agg(trim_scale(l.last_numerator)) FILTER (WHERE l.is_number) AS last,
		json_object_agg(l.place, trim_scale(l.comparable_numerator)) FILTER (WHERE l.is_number AND l.comparable_numerator <> l.numerator) AS comparable,
		json_object_agg(l.place, trim_scale(l.comparable_last)) FILTER (WHERE l.is_number AND l.comparable_last <> l.last_numerator) AS comparable_last,
		json_agg(l.comparable_units) FILTER (WHERE l.is_number) AS comparable_units
	FROM line l
	GROUP BY l.measure_code
), side AS (
	SELECT DISTINCT ON (s.expression) s.expression, s.amounts
	FROM disclosure.measure d JOIN measure m ON m.measure_code = d.code
	CROSS JOIN LATERAL (VALUES (d.numerator, d.code, m.numerator), (d.denominator, d.code, m.denominator)) s(expression, code, amounts)
	WHERE s.expression IS NOT NULL
	ORDER BY s.expression, s.code
)
SELECT json_build_object('unit_id', (SELECT m.unit_id FROM measure m LIMIT 1),
	'sides', (SELECT json_object_agg(s.expression, s.amounts) FROM side s),
	'measures', (SELECT json_object_agg(m.measure_code, json_strip_nulls(json_build_object('holes', m.holes, 'is_small', m.is_small, 'state', m.state,
			'known_ratio', m.known_ratio, 'last', m.last, 'comparable', m.comparable, 'comparable_last', m.comparable_last, 'comparable_units', m.comparable_units)))
		FROM measure m));
