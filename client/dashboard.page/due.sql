-- Who is late or missing; of a year that was never begun, who has no report.
SELECT json_build_object('unit_id', json_agg(d.unit_id), 'state', json_agg(d.state), 'status', json_agg(d.status_label),
	'due_on', json_agg(d.due_on), 'published_on', json_agg(d.published_on))
FROM (
	SELECT d.unit_id, d.state, d.status_label, d.due_on, d.published_on
	FROM disclosure.bi_due d
	WHERE d.year = :year AND d.state NOT IN ('in_time', 'open')
	UNION ALL
	SELECT u.unit_id, 'missing', NULL, NULL, NULL
	FROM disclosure.bi_unit u
	WHERE u.year = :year AND u.owes_report = 1 AND NOT EXISTS (SELECT FROM disclosure.reporting_year s WHERE s.year = :year)
		AND u.unit_id NOT IN (SELECT disclosure.bi_code(r.unit_id) FROM disclosure.report r WHERE r.year = :year)) d;
