/* Open data without small counts. */

/*
 * Published together are the reports of a unit and of all that count below it,
 * and their total: the total is found so that it betrays none of the reports.
 */
CREATE OR REPLACE FUNCTION disclosure.suppressed_reports(year integer, root text)
RETURNS SETOF disclosure.suppressed_report
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	WITH setting AS MATERIALIZED (
		SELECT nullif(disclosure.setting_value('suppress_below'), 0)::integer AS below
	), report AS MATERIALIZED (
		SELECT r.unit_id, r.figures
		FROM disclosure.unit_closure t
		JOIN disclosure.published_report r ON r.unit_id = t.unit_id AND r.year = suppressed_reports.year AND r.scope = 'own' AND r.current
		WHERE t.ancestor_id = suppressed_reports.root AND t.counted AND suppressed_reports.year BETWEEN t.from_year AND t.to_year
	), result AS (
		SELECT r.unit_id, 'report' AS kind, r.figures, c.paths, c.proven
		FROM report r, setting s
		CROSS JOIN LATERAL (SELECT array_agg(c.path ORDER BY c.place) AS paths, bool_and(c.proven) AS proven
			FROM ROWS FROM (disclosure.suppressed(r.figures, s.below)) WITH ORDINALITY c(path, value, reason, proven, place)) c
		UNION ALL
		SELECT suppressed_reports.root, 'total', t.figures, c.paths, c.proven
		FROM (SELECT array_agg(r.figures ORDER BY r.unit_id) AS tables, disclosure.sum(r.figures) AS figures FROM report r) t, setting s
		CROSS JOIN LATERAL (SELECT array_agg(c.path ORDER BY c.place) AS paths, bool_and(c.proven) AS proven
			FROM ROWS FROM (disclosure.suppressed_total(t.tables, s.below)) WITH ORDINALITY c(path, value, reason, proven, place)) c
		WHERE t.figures IS NOT NULL
	)
	SELECT r.unit_id, r.kind, disclosure.without_cells(r.figures, coalesce(r.paths, '{}')), coalesce(r.paths, '{}'), coalesce(r.proven, true)
	FROM result r
	ORDER BY r.kind, r.unit_id
$$;
COMMENT ON FUNCTION disclosure.suppressed_reports(integer, text) IS
'the reports published for a year by a unit and all below it, and their total, without the small counts that setting suppress_below leaves out; all numbers if it is 0 or missing';
