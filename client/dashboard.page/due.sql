-- Who is late or missing, in all years at once, for the view looks at them all; of a year that was never begun, who has no report.
-- The planner takes the years for few rows, and would join by loops.
SET LOCAL enable_nestloop = off;
SELECT coalesce(json_object_agg(y.year, y.units), '{}')
FROM (
	SELECT d.year, json_build_object('unit_id', json_agg(d.unit_id), 'state', json_agg(d.state), 'status', json_agg(d.status_label),
		'due_on', json_agg(d.due_on), 'published_on', json_agg(d.published_on)) AS units
	FROM (
		SELECT d.year, d.unit_id, d.state, d.status_label, d.due_on, d.published_on
		FROM disclosure.bi_due d
		WHERE d.state NOT IN ('in_time', 'open')
		UNION ALL
		SELECT u.year, u.unit_id, 'absent', NULL, NULL, NULL
		FROM disclosure.bi_unit u
		WHERE u.owes_report = 1 AND u.year NOT IN (SELECT s.year FROM disclosure.reporting_year s)
			AND (u.unit_id, u.year) NOT IN (SELECT disclosure.bi_code(r.unit_id), r.year FROM disclosure.report r)) d
	WHERE d.year BETWEEN :first AND :last
	GROUP BY d.year) y;
RESET enable_nestloop;
