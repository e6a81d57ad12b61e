/* Open data: what was published, with what a reader needs to check it. */

CREATE OR REPLACE FUNCTION disclosure.publish_year(year integer)
RETURNS SETOF disclosure.open_data_row
LANGUAGE plpgsql STABLE ROWS 3000
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
	PERFORM disclosure.require_any_duty();
	RETURN QUERY
	SELECT concat_ws('-', r.unit_id, r.year, r.scope), r.unit_id, r.unit_name, k.kind, disclosure.bi_label('kind', k.kind), k.division_code,
		r.year, r.scope, disclosure.bi_label('scope', r.scope), disclosure.forms_of(r.figures), r.number, r.number - 1, r.published_on, r.address,
		r.statement, r.version, r.version || ':' || encode(v.hash, 'hex'), encode(sha256(convert_to(c.lines, 'UTF8')), 'hex'), c.cells
	FROM disclosure.published_report r
	JOIN disclosure.unit u ON u.unit_id = r.unit_id
	LEFT JOIN disclosure.unit_name n ON n.unit_id = r.unit_id AND disclosure.in_years(r.year, n.from_year, n.to_year)
	CROSS JOIN LATERAL (SELECT coalesce(n.kind, u.kind) AS kind, CASE WHEN n.unit_id IS NULL THEN u.division_code ELSE n.division_code END AS division_code) k
	LEFT JOIN disclosure.report_version v ON v.unit_id = r.unit_id AND v.year = r.year AND v.scope = r.scope AND v.version = r.version
	CROSS JOIN LATERAL (
		SELECT string_agg(concat(c.path, ',', trim_scale(c.value), E'\n'), '' ORDER BY c.place) AS lines,
			json_object_agg(c.path, trim_scale(c.value) ORDER BY c.place) AS cells
		FROM disclosure.cells(r.figures) WITH ORDINALITY c(path, value, place)) c
	WHERE r.current AND r.year = publish_year.year
	ORDER BY r.unit_id COLLATE "C", r.scope COLLATE "C";
END
$$;
COMMENT ON FUNCTION disclosure.publish_year(integer) IS
'the reports of a year as last published, those that the role may see: a row each with all cells, the number of corrections, the hash in the register and a checksum of the cells that a reader can compute again; no drafts, and no corrections in progress';
