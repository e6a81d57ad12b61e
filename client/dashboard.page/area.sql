-- Measures of reports on a whole area, for units that the trend has nothing of: registers of published reports often hold no others.
SELECT json_build_object('unit_id', json_agg(m.unit_id), 'measure', json_agg(m.measure_code), 'scope', json_agg(m.scope_label),
	'numerator', json_agg(trim_scale(m.numerator)), 'denominator', json_agg(trim_scale(m.denominator)), 'ratio', json_agg(trim_scale(m.ratio)),
	'is_small', json_agg(m.is_small), 'state', json_agg(left(m.state, 1)))
FROM (
	SELECT DISTINCT ON (m.unit_id, m.measure_code) m.*
	FROM disclosure.bi_measure m
	WHERE m.year = :year AND m.scope <> 'own'
	ORDER BY m.unit_id, m.measure_code, m.scope_no DESC) m;
