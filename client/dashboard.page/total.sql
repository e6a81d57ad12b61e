-- Totals of each unit with all below it.
SELECT format('SELECT json_build_object(''unit_id'', json_agg(t.unit_id), ''basis'', json_agg(t.basis_label), %s) FROM disclosure.bi_total t WHERE t.year = %s',
	string_agg(format(CASE WHEN starts_with(c.data_type, 'numeric') THEN '%L, json_agg(trim_scale(t.%I))' ELSE '%L, json_agg(t.%I)' END, c.column_name, c.column_name), ', '
		ORDER BY c.column_no), :year)
FROM disclosure.bi_column c
WHERE c.view_name = 'bi_total' AND c.role = 'measure' AND c.column_name <> 'depth' \gexec
