-- What things are called.
SELECT json_build_object('made_on', to_char(current_timestamp, 'YYYY-MM-DD HH24:MI'),
	'years', (SELECT json_agg(DISTINCT r.year) FROM disclosure.report r WHERE r.year BETWEEN :first AND :last),
	'counts', (SELECT json_agg(json_build_object('code', c.column_name, 'label', c.label, 'unit', c.unit_label, 'path', c.path) ORDER BY c.column_no)
		FROM disclosure.bi_column c WHERE c.view_name = 'bi_total' AND c.role = 'measure' AND c.column_name <> 'depth'),
	'measures', (SELECT json_agg(json_build_object('code', m.code, 'label', m.label, 'topic', m.topic, 'unit', m.unit, 'numerator', m.numerator, 'denominator', m.denominator,
			'least', m.least_denominator, 'note', m.note) ORDER BY m.sort_no, m.code)
		FROM disclosure.measure m WHERE m.enabled),
	'outcomes', (SELECT json_agg(json_build_object('code', p.row_code || '.' || p.column_code, 'label', p.row_label, 'group', p.group_code, 'group_label', p.group_label)
			ORDER BY p.cell_no)
		FROM disclosure.bi_places() p
		WHERE p.table_code = 'requests' AND p.column_code = 'total' AND p.row_code NOT IN ('received', 'carried_in', 'processed', 'carried_out')),
	'applicants', (SELECT json_agg(json_build_object('code', p.row_code || '.' || p.column_code, 'label', p.column_label) ORDER BY p.cell_no)
		FROM disclosure.bi_places() p WHERE p.table_code = 'requests' AND p.row_code = 'received' AND p.column_code <> 'total'),
	'contacts', (SELECT json_build_object('unit_id', json_agg(u.unit_id), 'contact', json_agg(u.contact), 'telephone', json_agg(u.telephone))
		FROM disclosure.bi_unit u WHERE u.year = :last AND coalesce(u.contact, u.telephone) IS NOT NULL),
	'states', (SELECT json_object_agg(w.code, disclosure.bi_label('state', w.code)) FROM unnest('{late,missing,impossible,due_soon}'::text[]) w(code)));
