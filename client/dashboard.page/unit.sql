-- The units of a year, parents before their children; the other files refer to them by unit_id.
SELECT json_build_object('unit_id', json_agg(u.unit_id), 'name', json_agg(u.unit_name), 'kind', json_agg(u.kind_label),
	'division_code', json_agg(u.division_code), 'parent_id', json_agg(u.parent_id))
FROM (SELECT * FROM disclosure.bi_unit u WHERE u.year = :year ORDER BY u.depth, u.sort_no, u.unit_id) u;
