/*
 * Access: a role has a duty for a unit and all units below it.  Roles are the
 * server's.  The owner of the register and superusers may do everything, since
 * row-level security does not apply to them.
 */
CREATE TABLE IF NOT EXISTS disclosure.access (
	role text NOT NULL,
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	duty text NOT NULL CHECK (duty IN ('fill', 'review', 'publish', 'read', 'applicant')),
	PRIMARY KEY (unit_id, role, duty)
);
COMMENT ON TABLE disclosure.access IS '权限：哪个数据库角色对哪个单位及其所属单位负什么责';
COMMENT ON COLUMN disclosure.access.role IS '数据库角色';
COMMENT ON COLUMN disclosure.access.unit_id IS '单位代码，包括其所属各级单位';
COMMENT ON COLUMN disclosure.access.duty IS '职责：fill 填报，review 审核，publish 公布，read 查看，applicant 登记和查看申请人；有其他职责的都可以查看';

/* session_user and role, because current_user is the owner inside a SECURITY DEFINER function. */
CREATE OR REPLACE FUNCTION disclosure.calling_role()
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT coalesce(nullif(current_setting('role'), 'none'), session_user::text) $$;
COMMENT ON FUNCTION disclosure.calling_role() IS 'the role of SET ROLE, or else of the session';

/* Web tools share one role and name the person.  A person who submits cannot approve. */
CREATE OR REPLACE FUNCTION disclosure.calling_person()
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT coalesce(nullif(current_setting('disclosure.actor', true), ''), disclosure.calling_role()) $$;
COMMENT ON FUNCTION disclosure.calling_person() IS 'disclosure.actor, or else the role';

ALTER TABLE disclosure.access ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS access_own ON disclosure.access;
/*
 * Looks up the roles of the lines that are read, not all roles of the server;
 * to_regrole() is null for a role that was dropped.
 */
CREATE POLICY access_own ON disclosure.access FOR SELECT USING (
	pg_catalog.pg_has_role(pg_catalog.to_regrole(pg_catalog.quote_ident(role)), 'USAGE'));
COMMENT ON POLICY access_own ON disclosure.access IS '各角色只看到自己的权限';

CREATE OR REPLACE VIEW disclosure.my_unit WITH (security_invoker = true) AS
SELECT c.unit_id, c.from_year, c.to_year, a.duty, a.unit_id AS granted_on, c.depth
FROM disclosure.access a
JOIN disclosure.unit_closure c ON c.ancestor_id = a.unit_id AND (c.counted OR a.duty = 'read');
COMMENT ON VIEW disclosure.my_unit IS '当前角色对哪些单位、哪些年度负什么责';
COMMENT ON COLUMN disclosure.my_unit.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.my_unit.from_year IS '自哪个报告年度起';
COMMENT ON COLUMN disclosure.my_unit.to_year IS '至哪个报告年度';
COMMENT ON COLUMN disclosure.my_unit.duty IS '职责';
COMMENT ON COLUMN disclosure.my_unit.granted_on IS '授权的单位';
COMMENT ON COLUMN disclosure.my_unit.depth IS '比授权的单位低几级';

CREATE OR REPLACE FUNCTION disclosure.has_duty(unit_id text, year integer, duty text)
RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT NOT row_security_active('disclosure.report') OR EXISTS (
		SELECT FROM disclosure.my_unit m
		WHERE m.unit_id = has_duty.unit_id AND m.duty = has_duty.duty
			AND has_duty.year BETWEEN m.from_year AND m.to_year)
$$;
COMMENT ON FUNCTION disclosure.has_duty(text, integer, text) IS
'has the current role the duty fill, review, publish, read or applicant for a unit in a year?';

CREATE OR REPLACE FUNCTION disclosure.require_duty(unit_id text, year integer, duty text)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF NOT disclosure.has_duty(require_duty.unit_id, require_duty.year, require_duty.duty) AND duty IS NOT NULL THEN
		RAISE EXCEPTION 'this needs the duty % for unit %', duty, unit_id USING ERRCODE = 'insufficient_privilege';
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_duty(text, integer, text) IS
'raises an error if the current role does not have a duty for a unit in a year';

CREATE OR REPLACE FUNCTION disclosure.filling_unit(unit_id text, year integer)
RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT CASE WHEN row_security_active('disclosure.report') THEN (
		SELECT nullif(m.granted_on, m.unit_id) FROM disclosure.my_unit m
		WHERE m.unit_id = filling_unit.unit_id AND m.duty = 'fill' AND filling_unit.year BETWEEN m.from_year AND m.to_year
		ORDER BY m.depth, m.granted_on LIMIT 1) END
$$;
COMMENT ON FUNCTION disclosure.filling_unit(text, integer) IS
'the unit for which the current role fills in reports, if that is one above the unit';

/* Grants the rights on tables and functions that a duty needs; table access has its units. */
CREATE OR REPLACE FUNCTION disclosure.grant_duty(role name, duty text, unit_id text DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	grantee text := quote_ident(role);
	relation regclass;
BEGIN
	IF duty NOT IN ('fill', 'review', 'publish', 'read', 'applicant') THEN
		RAISE EXCEPTION 'there is no duty "%"', duty
			USING ERRCODE = 'invalid_parameter_value', HINT = 'It is fill, review, publish, read or applicant.';
	ELSIF NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = grant_duty.role) THEN
		/* This also refuses "public", which would be everybody. */
		RAISE EXCEPTION 'role "%" does not exist', role USING ERRCODE = 'undefined_object';
	END IF;
	/* Row-level security limits the rows. */
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
				'rollup_by_division', 'plausibility', 'calendar_year', 'holiday', 'request', 'request_text', 'request_event', 'request_change',
				'remedy_case', 'disclosed_item', 'disclosed_channel', 'ledger', 'supplied_figure', 'ledger_entry', 'request_due',
				'overdue_request', 'due_this_week', 'request_history', 'request_finding', 'ledger_heading', 'ledger_value',
				'catalogue_item', 'site_column', 'task', 'training', 'assessment', 'catalogue_due', 'blank_column', 'stale_column', 'open_task',
				'open_assessment', 'ledger_indicator')
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
		EXECUTE format('GRANT INSERT, DELETE, UPDATE ON disclosure.request, disclosure.request_text, disclosure.request_event,'
			' disclosure.remedy_case, disclosure.disclosed_item, disclosure.disclosed_channel, disclosure.supplied_figure,'
			' disclosure.catalogue_item, disclosure.site_column, disclosure.task, disclosure.training, disclosure.assessment TO %s', grantee);
	ELSIF duty = 'review' THEN
		EXECUTE format('GRANT UPDATE (accepted_at) ON disclosure.explanation TO %s', grantee);
		/* A note names its author, so nobody may rewrite the text of another. */
		EXECUTE format('GRANT INSERT (unit_id, year, scope, path, note), UPDATE (resolved_at), DELETE'
			' ON disclosure.review_note TO %s', grantee);
	ELSIF duty = 'applicant' THEN
		EXECUTE format('GRANT SELECT, INSERT, DELETE, UPDATE ON disclosure.request_applicant TO %s', grantee);
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
'gives an existing role the rights of a duty (fill, review, publish, read, applicant), and with a unit the duty for it and all below; called by the owner of the register';
REVOKE ALL ON FUNCTION disclosure.grant_duty(name, text, text) FROM PUBLIC;
