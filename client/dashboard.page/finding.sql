-- What does not add up, consequences of another finding left out; of warnings in earlier years only how many.
WITH line AS MATERIALIZED (
	SELECT f.unit_id, f.severity, f.result, f.scope_label, f.message, f.is_explained, f.is_consequence FROM disclosure.bi_finding f WHERE f.year = :year
)
SELECT json_build_object('unit_id', json_agg(l.unit_id), 'severity', json_agg(left(l.severity, 1)), 'scope', json_agg(nullif(l.scope_label, '本机关')),
	'message', json_agg(CASE WHEN l.severity = 'error' OR :is_last THEN l.message END), 'is_explained', json_agg(nullif(l.is_explained, 0)))
FROM line l
WHERE l.result = 'fail' AND l.severity IN ('error', 'warning') AND l.is_consequence = 0;
