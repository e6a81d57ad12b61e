/*
 * Row-level security: rows of a unit are for the roles that have a duty for it
 * in that year.  The owner of the register is not held back by it.
 */
DO $$
DECLARE
	held text;
	writable record;
	name text;
	duty text;
	by_year text := 'EXISTS (SELECT FROM disclosure.my_unit m WHERE m.unit_id = %1$I.unit_id'
		' AND %1$I.year BETWEEN m.from_year AND m.to_year%2$s)';
	in_report text := 'EXISTS (SELECT FROM disclosure.report r WHERE r.unit_id = %1$I.unit_id AND r.year = %1$I.year'
		' AND r.scope = %1$I.scope AND %2$s)';
	written text := 'r.origin = ''filed'' AND r.status IN (''draft'', ''returned'')';
	recorded text := 'r.origin = ''recorded''';
	explained text := '(r.origin = ''recorded'' OR r.status IN (''draft'', ''returned'', ''submitted''))';
	any_year text := 'EXISTS (SELECT FROM disclosure.my_unit m WHERE m.unit_id = %1$I.unit_id%2$s)';
BEGIN
	FOREACH held IN ARRAY ARRAY['report', 'report_text', 'report_source', 'indicator_value', 'report_version', 'publication', 'explanation',
		'review_note', 'freeze_member', 'unit_contact'] LOOP
		EXECUTE format('ALTER TABLE disclosure.%I ENABLE ROW LEVEL SECURITY', held);
		EXECUTE format('DROP POLICY IF EXISTS %I ON disclosure.%I', held || '_read', held);
		EXECUTE format('CREATE POLICY %I ON disclosure.%I FOR SELECT USING (%s)', held || '_read', held,
			format(CASE held WHEN 'unit_contact' THEN any_year ELSE by_year END, held, ''));
		EXECUTE format('COMMENT ON POLICY %I ON disclosure.%I IS %L', held || '_read', held, '有任一职责的可以查看');
	END LOOP;
	FOR writable IN SELECT * FROM (VALUES
			('report', 'INSERT', 'fill', 'origin = ''filed'' AND status IN (''draft'', ''submitted'')', '填报人新建'),
			('report', 'INSERT', 'review', 'origin = ''recorded''', '审核人收录'),
			('report', 'UPDATE', 'fill', 'origin = ''filed'' AND status IN (''draft'', ''returned'', ''submitted'')', '填报人修改、报送、撤回'),
			('report', 'UPDATE', 'review', 'true', '审核人审核、退回'),
			('report', 'UPDATE', 'publish', 'origin = ''filed'' AND status IN (''approved'', ''published'')', '公布'),
			('report', 'DELETE', 'fill', 'origin = ''filed'' AND status = ''draft''', '填报人删除草稿'),
			('report', 'DELETE', 'review', 'origin = ''recorded''', '审核人删除收录的报告'),
			/* what was submitted is submitted with its words, and approved with its explanations */
			('report_text', 'ALL', 'fill', format(in_report, 'report_text', written), '填报人修改文字'),
			('report_text', 'ALL', 'review', format(in_report, 'report_text', recorded), '审核人收录文字'),
			('report_source', 'ALL', 'fill', format(in_report, 'report_source', written), '填报人读入页面'),
			('report_source', 'ALL', 'review', format(in_report, 'report_source', recorded), '审核人收录页面'),
			('explanation', 'INSERT', 'fill', format(in_report, 'explanation', explained), '填报人说明'),
			('explanation', 'UPDATE', 'fill', format(in_report, 'explanation', explained), '填报人改写说明'),
			('explanation', 'UPDATE', 'review', 'true', '审核人认可说明'),
			('explanation', 'DELETE', 'fill', format(in_report, 'explanation', explained), '填报人撤回说明'),
			('review_note', 'ALL', 'review', 'true', '审核人提出意见')) w(held, verb, duty, condition, description) LOOP
		name := format('%s_%s_%s', writable.held, lower(writable.verb), writable.duty);
		duty := format(by_year, writable.held, format(' AND m.duty = %L', writable.duty));
		EXECUTE format('DROP POLICY IF EXISTS %I ON disclosure.%I', name, writable.held);
		EXECUTE format('CREATE POLICY %I ON disclosure.%I FOR %s', name, writable.held, writable.verb)
			|| CASE WHEN writable.verb <> 'INSERT' THEN format(' USING (%s AND %s)', writable.condition, duty) ELSE '' END
			|| CASE writable.verb WHEN 'DELETE' THEN '' WHEN 'INSERT' THEN format(' WITH CHECK (%s AND %s)', writable.condition, duty)
				/* what a report becomes is the business of its trigger */
				ELSE format(' WITH CHECK (%s)', CASE writable.held WHEN 'report' THEN duty
					ELSE format('%s AND %s', writable.condition, duty) END) END;
		EXECUTE format('COMMENT ON POLICY %I ON disclosure.%I IS %L', name, writable.held, writable.description);
	END LOOP;
END
$$;

/* What a duty needs, given to a role that is there: rights on tables and functions; for which units says table access. */
CREATE OR REPLACE FUNCTION disclosure.grant_duty(role name, duty text, unit_id text DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	grantee text := quote_ident(role);
	relation regclass;
BEGIN
	IF duty NOT IN ('fill', 'review', 'publish', 'read') THEN
		RAISE EXCEPTION 'there is no duty "%"', duty
			USING ERRCODE = 'invalid_parameter_value', HINT = 'It is fill, review, publish or read.';
	ELSIF NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = grant_duty.role) THEN
		/* "public" is none: it would be everybody */
		RAISE EXCEPTION 'role "%" does not exist', role USING ERRCODE = 'undefined_object';
	END IF;
	/* all that belongs to the register can be read, as far as row-level security lets */
	FOR relation IN
		SELECT c.oid FROM pg_class c
		WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind IN ('r', 'v') AND c.relname <> 'unit_lock'
			AND NOT EXISTS (SELECT FROM pg_depend d
				WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
			AND c.relname IN ('register', 'unit', 'unit_name', 'unit_parent', 'unit_successor', 'reporter', 'unit_contact',
				'unit_closure', 'report', 'report_text', 'report_source', 'indicator_value', 'report_version', 'access', 'setting', 'status_move',
				'explanation', 'review_note', 'publication', 'rule', 'reporting_year', 'deadline', 'freeze', 'freeze_member',
				'my_unit', 'predecessor', 'finding', 'report_overview', 'report_cell', 'report_change', 'published_report',
				'published_cell', 'report_due', 'total_member', 'counted_twice', 'unit_finding', 'rollup_by_kind',
				'rollup_by_division', 'plausibility')
	LOOP
		EXECUTE format('GRANT SELECT ON %s TO %s', relation, grantee);
	END LOOP;
	EXECUTE format('GRANT EXECUTE ON FUNCTION disclosure.report_exists(text, integer, text) TO %s', grantee);
	IF duty <> 'read' THEN
		EXECUTE format('GRANT EXECUTE ON FUNCTION disclosure.lock_unit(text) TO %s', grantee);
	END IF;
	IF duty IN ('fill', 'review') THEN
		EXECUTE format('GRANT INSERT, DELETE, UPDATE (figures, status, issued_on) ON disclosure.report TO %s', grantee);
		EXECUTE format('GRANT INSERT, DELETE, UPDATE ON disclosure.report_text, disclosure.report_source TO %s', grantee);
	END IF;
	IF duty = 'fill' THEN
		EXECUTE format('GRANT INSERT, DELETE, UPDATE (explanation) ON disclosure.explanation TO %s', grantee);
	ELSIF duty = 'review' THEN
		EXECUTE format('GRANT UPDATE (accepted_at) ON disclosure.explanation TO %s', grantee);
		/* a note says who wrote it, so it is not written anew by somebody else */
		EXECUTE format('GRANT INSERT (unit_id, year, scope, path, note), UPDATE (resolved_at), DELETE'
			' ON disclosure.review_note TO %s', grantee);
	ELSIF duty = 'publish' THEN
		EXECUTE format('GRANT UPDATE (status, issued_on) ON disclosure.report TO %s', grantee);
	END IF;
	IF unit_id IS NOT NULL THEN
		INSERT INTO disclosure.access (role, unit_id, duty) VALUES (grant_duty.role, grant_duty.unit_id, grant_duty.duty)
		ON CONFLICT DO NOTHING;
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.grant_duty(name, text, text) IS
'gives an existing role the rights of a duty (fill, review, publish, read), and with a unit the duty for it and all below; called by the owner of the register';
REVOKE ALL ON FUNCTION disclosure.grant_duty(name, text, text) FROM PUBLIC;

/* Who had a duty before an upgrade has it for the tables that came with it. */
DO $$
BEGIN
	PERFORM disclosure.grant_duty(a.role, a.duty)
	FROM (SELECT DISTINCT a.role, a.duty FROM disclosure.access a JOIN pg_catalog.pg_roles r ON r.rolname = a.role) a;
END
$$;
