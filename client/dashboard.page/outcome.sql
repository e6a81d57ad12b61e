-- Outcomes and applicants of the same totals one by one, which bi_total does not have, and how many cells of these and of its counts are blank:
-- of the few totals that have blanks, by their row.
SELECT format('WITH total AS MATERIALIZED (
		SELECT row_number() OVER () - 1 AS place, t.unit_id, t.figures, CASE WHEN NOT disclosure.is_nil(t.holes) THEN t.holes END AS holes
		FROM disclosure.rollup(%s, NULL, NULL, ''best'') t
	)
	SELECT json_build_object(''unit_id'', json_agg(disclosure.bi_code(t.unit_id)), %s, %s) FROM total t',
	:year,
	(SELECT format('''value'', json_build_object(%s), ''holes'', json_build_object(%s)',
			string_agg(format('%L, json_agg(t.figures[%L])', p.row_code || '.' || p.column_code, p.path), ', '),
			string_agg(format('%L, json_object_agg(t.place, t.holes[%L]) FILTER (WHERE t.holes[%2$L] > 0)', p.row_code || '.' || p.column_code, p.path), ', '))
		FROM disclosure.bi_places() p
		WHERE p.table_code = 'requests' AND (p.column_code = 'total' AND p.row_code NOT IN ('received', 'carried_in', 'processed', 'carried_out')
			OR p.row_code = 'received' AND p.column_code <> 'total')),
	(SELECT format('''count_holes'', json_build_object(%s)', string_agg(
			format('%L, json_object_agg(t.place, disclosure.value_of(t.holes, %2$L)) FILTER (WHERE disclosure.value_of(t.holes, %2$L) > 0)', c.name, c.expression), ', '))
		FROM disclosure.bi_counts() c)) \gexec
