/* Row-level security of the ledger: who has any duty for a unit reads, who fills in writes; who asked is for the duty applicant alone. */
DO $$
DECLARE
	held text;
	duty text := 'EXISTS (SELECT FROM disclosure.access a JOIN disclosure.unit_closure c ON c.ancestor_id = a.unit_id'
		' AND (c.counted OR a.duty = ''read'') WHERE c.unit_id = %1$I.unit_id%2$s)';
BEGIN
	FOREACH held IN ARRAY ARRAY['request', 'request_text', 'request_event', 'request_change', 'remedy_case', 'disclosed_item', 'disclosed_channel',
		'ledger', 'supplied_figure', 'catalogue_item', 'site_column', 'task', 'training', 'assessment', 'request_applicant'] LOOP
		EXECUTE format('ALTER TABLE disclosure.%I ENABLE ROW LEVEL SECURITY', held);
		EXECUTE format('DROP POLICY IF EXISTS %I ON disclosure.%I', held || '_read', held);
		EXECUTE format('CREATE POLICY %I ON disclosure.%I FOR SELECT USING (%s)', held || '_read', held,
			format(duty, held, CASE held WHEN 'request_applicant' THEN ' AND a.duty = ''applicant''' ELSE '' END));
		EXECUTE format('COMMENT ON POLICY %I ON disclosure.%I IS %L', held || '_read', held,
			CASE held WHEN 'request_applicant' THEN '负责 applicant 的可以查看' ELSE '有任一职责的可以查看' END);
		CONTINUE WHEN held IN ('request_change', 'ledger');
		EXECUTE format('DROP POLICY IF EXISTS %I ON disclosure.%I', held || '_write', held);
		EXECUTE format('CREATE POLICY %I ON disclosure.%I FOR ALL USING (%s)', held || '_write', held,
			format(duty, held, format(' AND a.duty = %L', CASE held WHEN 'request_applicant' THEN 'applicant' ELSE 'fill' END)));
		EXECUTE format('COMMENT ON POLICY %I ON disclosure.%I IS %L', held || '_write', held,
			CASE held WHEN 'request_applicant' THEN '负责 applicant 的登记' ELSE '填报人登记' END);
	END LOOP;
END
$$;
