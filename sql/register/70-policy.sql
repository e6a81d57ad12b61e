/*
 * Row-level security: a role sees the rows of the units and years it has a
 * duty for.  The owner of the register is exempt.
 */
DO $$
DECLARE
	held text;
	writable record;
	name text;
	duty text;
	/* Not my_unit: pg_dump reads no views, and a reader dumps what he may see. */
	by_year text := 'EXISTS (SELECT FROM disclosure.access a JOIN disclosure.unit_closure c ON c.ancestor_id = a.unit_id'
		' AND (c.counted OR a.duty = ''read'') WHERE c.unit_id = %1$I.unit_id AND %1$I.year BETWEEN c.from_year AND c.to_year%2$s)';
	in_report text := 'EXISTS (SELECT FROM disclosure.report r WHERE r.unit_id = %1$I.unit_id AND r.year = %1$I.year'
		' AND r.scope = %1$I.scope AND %2$s)';
	written text := 'r.origin = ''filed'' AND disclosure.is_open(r.status)';
	recorded text := 'r.origin = ''recorded''';
	explained text := '(r.origin = ''recorded'' OR r.status IN (''draft'', ''returned'', ''submitted''))';
	any_year text := 'EXISTS (SELECT FROM disclosure.access a JOIN disclosure.unit_closure c ON c.ancestor_id = a.unit_id'
		' AND (c.counted OR a.duty = ''read'') WHERE c.unit_id = %1$I.unit_id%2$s)';
BEGIN
	DROP POLICY IF EXISTS report_update ON disclosure.report;
	DROP POLICY IF EXISTS report_delete ON disclosure.report;
	FOREACH held IN ARRAY ARRAY['report', 'report_text', 'report_source', 'past_text', 'past_page', 'indicator_value', 'report_version', 'publication', 'explanation',
		'review_note', 'freeze_member', 'unit_contact'] LOOP
		EXECUTE format('ALTER TABLE disclosure.%I ENABLE ROW LEVEL SECURITY', held);
		EXECUTE format('DROP POLICY IF EXISTS %I ON disclosure.%I', held || '_read', held);
		EXECUTE format('CREATE POLICY %I ON disclosure.%I FOR SELECT USING (%s)', held || '_read', held,
			format(CASE held WHEN 'unit_contact' THEN any_year ELSE by_year END, held, ''));
		EXECUTE format('COMMENT ON POLICY %I ON disclosure.%I IS %L', held || '_read', held, '有任一职责的可以查看');
	END LOOP;
	/* Whose turn it is the trigger says, in a sentence; a policy would say nothing. */
	EXECUTE format('CREATE POLICY report_update ON disclosure.report FOR UPDATE USING (%1$s) WITH CHECK (%1$s)', format(by_year, 'report', ''));
	EXECUTE format('CREATE POLICY report_delete ON disclosure.report FOR DELETE USING (%s)', format(by_year, 'report', ''));
	COMMENT ON POLICY report_update ON disclosure.report IS '由谁修改，由触发器 report_prepare 说明';
	COMMENT ON POLICY report_delete ON disclosure.report IS '由谁删除，由触发器 report_prepare 说明';
	FOR writable IN SELECT * FROM (VALUES
			('report', 'INSERT', 'fill', 'origin = ''filed'' AND status IN (''draft'', ''submitted'')', '填报人新建'),
			('report', 'INSERT', 'review', 'origin = ''recorded''', '审核人收录'),
			('report', 'INSERT', 'manage', 'origin = ''filed'' AND status = ''draft''', '管理人开始一个年度'),
			/* A submitted report keeps its words, an approved one its explanations. */
			('report_text', 'ALL', 'fill', format(in_report, 'report_text', written), '填报人修改文字'),
			('report_text', 'ALL', 'review', format(in_report, 'report_text', recorded), '审核人收录文字'),
			('report_text', 'INSERT', 'manage', format(in_report, 'report_text', written), '管理人开始一个年度'),
			('report_source', 'ALL', 'fill', format(in_report, 'report_source', written), '填报人读入页面'),
			('report_source', 'ALL', 'review', format(in_report, 'report_source', recorded), '审核人收录页面'),
			('explanation', 'INSERT', 'fill', format(in_report, 'explanation', explained), '填报人说明'),
			('explanation', 'UPDATE', 'fill', format(in_report, 'explanation', explained), '填报人改写说明'),
			('explanation', 'UPDATE', 'review', 'true', '审核人认可说明'),
			('explanation', 'DELETE', 'fill', format(in_report, 'explanation', explained), '填报人撤回说明'),
			('review_note', 'ALL', 'review', 'true', '审核人提出意见'),
			('freeze_member', 'INSERT', 'manage', 'true', '管理人封账'),
			('unit_contact', 'ALL', 'manage', 'true', '管理人登记联系人')) w(held, verb, duty, condition, description) LOOP
		name := format('%s_%s_%s', writable.held, lower(writable.verb), writable.duty);
		duty := format(CASE writable.held WHEN 'unit_contact' THEN any_year ELSE by_year END, writable.held, format(' AND a.duty = %L', writable.duty));
		EXECUTE format('DROP POLICY IF EXISTS %I ON disclosure.%I', name, writable.held);
		EXECUTE format('CREATE POLICY %I ON disclosure.%I FOR %s', name, writable.held, writable.verb)
			|| CASE WHEN writable.verb <> 'INSERT' THEN format(' USING (%s AND %s)', writable.condition, duty) ELSE '' END
			|| CASE writable.verb WHEN 'DELETE' THEN '' WHEN 'INSERT' THEN format(' WITH CHECK (%s AND %s)', writable.condition, duty)
				ELSE format(' WITH CHECK (%s AND %s)', writable.condition, duty) END;
		EXECUTE format('COMMENT ON POLICY %I ON disclosure.%I IS %L', name, writable.held, writable.description);
	END LOOP;
END
$$;
