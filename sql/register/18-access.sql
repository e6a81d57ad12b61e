/*
 * Access: a role has a duty for a unit and all units below it.  Roles are the
 * server's, kept by their identity: one that is renamed keeps its duties, one
 * that is made later under the name of a dropped one has none.  The owner of the
 * register and superusers may do everything, since row-level security does not
 * apply to them.
 */
CREATE TABLE IF NOT EXISTS disclosure.access (
	role text NOT NULL,
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	duty text NOT NULL CHECK (duty IN ('fill', 'review', 'publish', 'read', 'applicant', 'manage')),
	role_id regrole NOT NULL,
	PRIMARY KEY (unit_id, role, duty)
);
COMMENT ON TABLE disclosure.access IS '权限：哪个数据库角色对哪个单位及其所属单位负什么责';
COMMENT ON COLUMN disclosure.access.role IS '数据库角色，授权时的名称';
COMMENT ON COLUMN disclosure.access.unit_id IS '单位代码，包括其所属各级单位';
COMMENT ON COLUMN disclosure.access.duty IS '职责：fill 填报，review 审核，publish 公布，read 查看，applicant 登记和查看申请人，manage 管理单位、名录和期限；有其他职责的都可以查看';
COMMENT ON COLUMN disclosure.access.role_id IS '这个角色现在的名称：改名的职责照旧；已删除的显示为数字，不再有职责，同名的新角色也没有';

/*
 * The plans of policies depend on how many lines there are.  Of a table never
 * analysed the planner expects a thousand; of one that was empty, no more than
 * its pages hold.  Autovacuum would pass over one so small.
 */
ALTER TABLE disclosure.access SET (autovacuum_analyze_threshold = 0);
ANALYZE disclosure.access;

CREATE OR REPLACE FUNCTION disclosure.identify_role()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	NEW.role_id := to_regrole(quote_ident(NEW.role));
	IF NEW.role_id IS NULL THEN
		PERFORM disclosure.raise_error('undefined_object'::text, format('没有数据库角色“%s”', NEW.role), '先建立这个数据库角色。'::text, NULL::text, NULL::regclass);
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.identify_role() IS 'trigger before a line of access is written: the role that has the name now';

CREATE OR REPLACE TRIGGER access_role BEFORE INSERT OR UPDATE OF role, role_id ON disclosure.access
	FOR EACH ROW EXECUTE FUNCTION disclosure.identify_role();
COMMENT ON TRIGGER access_role ON disclosure.access IS '记下名称所指的角色';

/* Web tools share one login and name the person.  This right is the owner's to give: a name is otherwise that of the login. */
CREATE TABLE IF NOT EXISTS disclosure.application (
	login regrole PRIMARY KEY
);
COMMENT ON TABLE disclosure.application IS '可以替其用户具名的应用系统：只有这些登录名可以用 SET LOCAL disclosure.actor 或 SET ROLE 以他人名义办理';
COMMENT ON COLUMN disclosure.application.login IS '应用系统的登录名';

/* session_user and role, because current_user is the owner inside a SECURITY DEFINER function. */
CREATE OR REPLACE FUNCTION disclosure.calling_role()
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(nullif(current_setting('role'), 'none'), session_user::text);
COMMENT ON FUNCTION disclosure.calling_role() IS 'the role of SET ROLE, or else of the session';

CREATE OR REPLACE FUNCTION disclosure.is_owner()
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN disclosure.escapes_policies(disclosure.calling_role()::name, 'disclosure.access'::regclass);
COMMENT ON FUNCTION disclosure.is_owner() IS
'is the calling role one that row-level security does not bind, also inside functions that run as the owner?';

/* The owner's login could give itself the right. */
CREATE OR REPLACE FUNCTION disclosure.may_claim()
RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN EXISTS (SELECT FROM disclosure.application a WHERE a.login = session_user::regrole)
		OR (SELECT pg_has_role(session_user, c.relowner, 'MEMBER') FROM pg_class c WHERE c.oid = 'disclosure.access'::regclass);
END
$$;
COMMENT ON FUNCTION disclosure.may_claim() IS
'may this login name the person it acts for: is it an application''s, by table application, or that of the register''s owner?';

CREATE OR REPLACE FUNCTION disclosure.claimed_person()
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	claimed text := nullif(current_setting('disclosure.actor', true), '');
	bound constant integer := 200;
BEGIN
	IF length(claimed) > bound THEN
		PERFORM disclosure.raise_error('program_limit_exceeded'::text, format('办理人的姓名（disclosure.actor）过长：%s 字，不得超过 %s 字',
			length(claimed), bound), '只写姓名。'::text, NULL::text, NULL::regclass);
	END IF;
	RETURN claimed;
END
$$;
COMMENT ON FUNCTION disclosure.claimed_person() IS 'the person that disclosure.actor names, or NULL; an error if that is longer than a name';

/* A person who submits cannot approve, as whatever role. */
CREATE OR REPLACE FUNCTION disclosure.calling_person()
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	claimed text := coalesce(disclosure.claimed_person(), disclosure.calling_role());
BEGIN
	RETURN CASE WHEN claimed <> session_user AND disclosure.may_claim() THEN claimed ELSE session_user::text END;
END
$$;
COMMENT ON FUNCTION disclosure.calling_person() IS
'who acts: for the login of an application disclosure.actor, or else the role; for any other the login itself';

CREATE OR REPLACE FUNCTION disclosure.require_own_name()
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	claimed text := disclosure.claimed_person();
BEGIN
	IF claimed IS NOT NULL AND claimed <> session_user AND NOT disclosure.may_claim() THEN
		PERFORM disclosure.raise_error('insufficient_privilege'::text, format('登录名 %s 不能以“%s”的名义办理', session_user, claimed),
			'不要设置 disclosure.actor；应用系统的登录名要替用户具名的，由登记簿的所有者登记在表 application 中。'::text, NULL::text, NULL::regclass);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_own_name() IS 'raises an error if this login names another person without the right to';

ALTER TABLE disclosure.access ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS access_own ON disclosure.access;
/* null for a role that was dropped */
CREATE POLICY access_own ON disclosure.access FOR SELECT USING (pg_catalog.pg_has_role(role_id::oid, 'USAGE'));
COMMENT ON POLICY access_own ON disclosure.access IS '各角色只看到自己的权限';

/* A barrier, because the reader's own functions in a query must not see the lines of others. */
CREATE OR REPLACE VIEW disclosure.my_unit WITH (security_invoker = true, security_barrier = true) AS
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

/* By what my_unit says; in C, because policies ask it of each row. */
CREATE OR REPLACE FUNCTION disclosure.has_duty(unit_id text, year integer, duty text)
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN NOT row_security_active('disclosure.access'::regclass)
	OR disclosure.holds_duty(unit_id, year, CASE WHEN duty IS NOT NULL THEN ARRAY[duty] END, false);
COMMENT ON FUNCTION disclosure.has_duty(text, integer, text) IS
'has the current role a duty, or if that is NULL any, for a unit in a year, or if that is NULL in any year?';

CREATE OR REPLACE FUNCTION disclosure.duty_condition(relation text, year text, duty text)
RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT format('disclosure.holds_duty(%I.unit_id, %s, %L::text[], false)', relation,
		CASE WHEN year IS NULL THEN 'NULL' ELSE format('%I.%I', relation, year) END, CASE WHEN duty IS NOT NULL THEN ARRAY[duty]::text END)
$$;
COMMENT ON FUNCTION disclosure.duty_condition(text, text, text) IS
'has_duty() as a condition for the policy of a relation, of the unit of a row, the year in a column or any, and a duty or any';

/* For functions that run as the owner: whose row-level security would ask is the caller. */
CREATE OR REPLACE FUNCTION disclosure.caller_has_duty(unit_id text, year integer, duties text[])
RETURNS boolean
LANGUAGE sql STABLE
RETURN disclosure.is_owner() OR disclosure.holds_duty(unit_id, year, duties, true);
COMMENT ON FUNCTION disclosure.caller_has_duty(text, integer, text[]) IS
'has the calling role, whatever role a function runs as, one of these duties, or if they are NULL any, for a unit in a year, or if that is NULL in any year?';

/* What a caller is told is what he may see. */
CREATE OR REPLACE FUNCTION disclosure.caller_sees(unit_id text, year integer)
RETURNS boolean
LANGUAGE sql STABLE
RETURN disclosure.caller_has_duty(unit_id, year, NULL);
COMMENT ON FUNCTION disclosure.caller_sees(text, integer) IS
'has the calling role any duty for a unit in a year, or if that is NULL in any year?';

CREATE OR REPLACE FUNCTION disclosure.duty_label(duty text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT CASE duty WHEN 'fill' THEN '填报' WHEN 'review' THEN '审核' WHEN 'publish' THEN '公布' WHEN 'read' THEN '查看'
		WHEN 'applicant' THEN '申请人' WHEN 'manage' THEN '管理' ELSE duty END
$$;
COMMENT ON FUNCTION disclosure.duty_label(text) IS 'a duty in Chinese';

CREATE OR REPLACE FUNCTION disclosure.raise_lacks_duty(unit_id text, duties text[])
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.raise_error('insufficient_privilege'::text,
		format('单位 %s 的这件事由负责%s的人办理，角色 %s 没有这项职责', unit_id,
			(SELECT string_agg(format('%s（%s）', disclosure.duty_label(d), d), '或者' ORDER BY n) FROM unnest(duties) WITH ORDINALITY u(d, n)),
			disclosure.calling_role()),
		format('需要的，由登记簿的所有者 grant_duty(%L, %L, %L)。', disclosure.calling_role(), duties[1], unit_id), NULL::text, NULL::regclass);
END
$$;
COMMENT ON FUNCTION disclosure.raise_lacks_duty(text, text[]) IS
'the error that the calling role has none of the duties that may do something for a unit';

CREATE OR REPLACE FUNCTION disclosure.require_duty(unit_id text, year integer, duty text)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF duty IS NOT NULL AND NOT disclosure.has_duty(require_duty.unit_id, require_duty.year, require_duty.duty) THEN
		PERFORM disclosure.raise_lacks_duty(unit_id, ARRAY[duty]);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_duty(text, integer, text) IS
'raises an error if the current role does not have a duty for a unit in a year';

CREATE OR REPLACE FUNCTION disclosure.filling_unit(unit_id text, year integer)
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF NOT row_security_active('disclosure.report') THEN
		RETURN NULL;
	END IF;
	RETURN (SELECT nullif(m.granted_on, m.unit_id) FROM disclosure.my_unit m
		WHERE m.unit_id = filling_unit.unit_id AND m.duty = 'fill' AND filling_unit.year BETWEEN m.from_year AND m.to_year
		ORDER BY m.depth, m.granted_on LIMIT 1);
END
$$;
COMMENT ON FUNCTION disclosure.filling_unit(text, integer) IS
'the unit for which the current role fills in reports, if that is one above the unit';

CREATE OR REPLACE FUNCTION disclosure.manages(unit_id text)
RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT NOT row_security_active('disclosure.report') OR EXISTS (
		SELECT FROM disclosure.my_unit m
		WHERE m.unit_id = manages.unit_id AND m.duty = 'manage'
			/* A unit that was moved away is its new parent's. */
			AND NOT EXISTS (SELECT FROM disclosure.unit_closure c
				WHERE c.unit_id = m.unit_id AND c.depth = 1 AND c.from_year > m.to_year))
$$;
COMMENT ON FUNCTION disclosure.manages(text) IS 'has the current role the duty manage for a unit as it stands now?';

/*
 * The rights on tables and functions of a duty, in the words of GRANT and REVOKE.
 * Row-level security limits the rows, and triggers who may write one.
 */
CREATE OR REPLACE FUNCTION disclosure.duty_rights(duty text)
RETURNS SETOF text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT format('SELECT ON %s', c.oid::regclass) FROM pg_class c
	WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind IN ('r', 'v')
		AND NOT EXISTS (SELECT FROM pg_depend d
			WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
		AND (c.relname IN ('register', 'unit', 'unit_name', 'unit_parent', 'unit_successor', 'reporter', 'unit_contact',
			'unit_closure', 'unit_lock', 'tree_lock', 'report', 'report_text', 'report_source', 'past_text', 'past_page', 'indicator_value', 'report_version',
			'version_text', 'access', 'application', 'setting', 'status_move',
			'explanation', 'review_note', 'publication', 'receipt', 'rule', 'reporting_year', 'deadline', 'freeze', 'freeze_member',
			'my_unit', 'predecessor', 'finding', 'numbered_finding', 'headed_report', 'report_overview', 'report_cell', 'report_change', 'published_report',
			'published_cell', 'report_due', 'total_member', 'counted_twice', 'unit_finding', 'rollup_by_kind',
			'rollup_by_division', 'plausibility', 'measure', 'calendar_year', 'holiday', 'request', 'request_text', 'request_event', 'request_change', 'request_applicant',
			'remedy_case', 'disclosed_item', 'disclosed_channel', 'ledger', 'supplied_figure', 'ledger_entry', 'request_due',
			'overdue_request', 'due_this_week', 'request_history', 'request_finding', 'ledger_heading', 'ledger_value',
			'catalogue_item', 'site_column', 'task', 'training', 'assessment', 'catalogue_due', 'blank_column', 'stale_column', 'open_task',
			'open_assessment', 'ledger_indicator') OR c.relname ~ '^(bi|entry)_')
	UNION ALL
	/* pg_dump reads them with their tables */
	SELECT format('SELECT ON SEQUENCE %s', c.oid::regclass) FROM pg_class c
	WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind = 'S'
	UNION ALL
	SELECT r.rights FROM (VALUES
		('{fill,review,publish,read,applicant,manage}', 'EXECUTE ON FUNCTION disclosure.report_exists(text, integer, text), disclosure.history_head(),'
			' disclosure.verify_history(text), disclosure.areas_checked(), disclosure.above_findings(text, integer, text)'),
		/* Who has not the duty that they need for a unit, these say themselves. */
		('{fill,review,publish,read,applicant,manage}', 'EXECUTE ON FUNCTION disclosure.lock_unit(text), disclosure.lock_units(text[]), disclosure.lock_reports(text[], integer[], text),'
			' disclosure.lock_ledgers(text[])'),
		('{fill,review,publish,read,applicant,manage}', 'INSERT, DELETE, UPDATE ON disclosure.entry_report, disclosure.entry_proactive,'
			' disclosure.entry_request, disclosure.entry_remedy, disclosure.entry_text'),
		('{fill,review,publish,read,applicant,manage}', 'EXECUTE ON FUNCTION disclosure.write_sheet(text, integer, text, text[], numeric[]), disclosure.reopen_sheet(text, integer, text),'
			' disclosure.finish_entry(text, integer, text), disclosure.cancel_entry(text, integer, text, text),'
			' disclosure.decide_entry(text, integer, text, numeric, text, text)'),
		/*
		 * So do the triggers of these tables.  But who only reads has none of their rights, the server's sentence notwithstanding:
		 * with them he could LOCK a table.
		 */
		('{fill,review,publish}', 'INSERT ON disclosure.report_text'),
		('{fill,review,publish,manage}', 'INSERT, DELETE, UPDATE (figures, status, issued_on) ON disclosure.report'),
		('{fill,review,publish,manage}', 'DELETE, UPDATE ON disclosure.report_text'),
		('{fill,review,publish,manage}', 'INSERT, DELETE, UPDATE ON disclosure.report_source'),
		('{fill,review,publish,manage}', 'INSERT, DELETE, UPDATE (explanation, accepted_at) ON disclosure.explanation'),
		('{fill,review,publish,manage}', 'INSERT, DELETE, UPDATE ON disclosure.request, disclosure.request_text, disclosure.request_event,'
			' disclosure.remedy_case, disclosure.disclosed_item, disclosure.disclosed_channel, disclosure.supplied_figure,'
			' disclosure.catalogue_item, disclosure.site_column, disclosure.task, disclosure.training, disclosure.assessment'),
		('{review}', 'EXECUTE ON FUNCTION disclosure.enter_publication(text, integer, text, jsonb),'
			' disclosure.enter_receipt(disclosure.receipt, jsonb)'),
		/* A note names its author, so nobody may rewrite the text of another. */
		('{fill,review,publish,manage}', 'INSERT (unit_id, year, scope, path, note), UPDATE (resolved_at), DELETE ON disclosure.review_note'),
		('{applicant}', 'INSERT, DELETE, UPDATE ON disclosure.request_applicant'),
		('{fill,review,publish,manage}', 'INSERT, DELETE, UPDATE ON disclosure.unit, disclosure.unit_name, disclosure.unit_parent, disclosure.unit_successor,'
			' disclosure.unit_contact, disclosure.reporter, disclosure.deadline, disclosure.rule, disclosure.measure'),
		('{fill,review,publish,manage}', 'INSERT (year) ON disclosure.reporting_year'),
		('{manage}', 'EXECUTE ON FUNCTION disclosure.enter_freeze(integer, text, text, text)'),
		('{manage}', 'INSERT (unit_id, year, scope, title, unit_name, contact) ON disclosure.report_text')) r(duties, rights)
	WHERE duty_rights.duty = ANY (r.duties::text[])
$$;
COMMENT ON FUNCTION disclosure.duty_rights(text) IS
'the rights on tables and functions that a role with a duty has, as GRANT and REVOKE name them';

CREATE OR REPLACE FUNCTION disclosure.require_role(role name, duty text)
RETURNS regrole
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF duty IS NULL OR duty NOT IN ('fill', 'review', 'publish', 'read', 'applicant', 'manage') THEN
		PERFORM disclosure.raise_error('invalid_parameter_value'::text, format('没有“%s”这项职责', duty),
			'职责是 fill 填报、review 审核、publish 公布、read 查看、applicant 申请人、manage 管理之一。'::text, NULL::text, NULL::regclass);
	ELSIF NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = require_role.role) THEN
		/* This also refuses "public", which would be everybody. */
		PERFORM disclosure.raise_error('undefined_object'::text, format('没有数据库角色“%s”', role),
			'先建立这个数据库角色；职责给具体的角色，不能给 public。'::text, NULL::text, NULL::regclass);
	ELSIF NOT disclosure.is_owner() THEN
		PERFORM disclosure.raise_error('insufficient_privilege'::text, format('职责由登记簿的所有者授予和收回，角色 %s 不是', disclosure.calling_role()),
			'请登记簿的所有者办理。'::text, NULL::text, NULL::regclass);
	END IF;
	RETURN to_regrole(quote_ident(role));
END
$$;
COMMENT ON FUNCTION disclosure.require_role(name, text) IS
'the role, or an error if there is none of the name, no such duty, or it is not the owner of the register who asks';

CREATE OR REPLACE FUNCTION disclosure.grant_duty(role name, duty text, unit_id text DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	grantee regrole := disclosure.require_role(grant_duty.role, grant_duty.duty);
	rights text;
BEGIN
	/* Of two who GRANT rights on one table, the server lets the later fail instead of waiting. */
	LOCK TABLE disclosure.access IN SHARE UPDATE EXCLUSIVE MODE;
	FOR rights IN SELECT disclosure.duty_rights(duty) LOOP
		EXECUTE format('GRANT %s TO %s', rights, grantee);
	END LOOP;
	IF unit_id IS NOT NULL THEN
		/* another role may have had the name before */
		INSERT INTO disclosure.access (role, unit_id, duty) VALUES (grant_duty.role, grant_duty.unit_id, grant_duty.duty)
		ON CONFLICT ON CONSTRAINT access_pkey DO UPDATE SET role = excluded.role;
	ELSIF NOT EXISTS (SELECT FROM disclosure.access a WHERE a.role_id = grantee AND a.duty = grant_duty.duty) THEN
		PERFORM disclosure.raise_notice(format('没有写明单位：角色 %s 有了各表上的权利，但对哪个单位都还没有%s（%s）的职责',
			grant_duty.role, disclosure.duty_label(grant_duty.duty), grant_duty.duty));
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.grant_duty(name, text, text) IS
'gives an existing role the rights of a duty (fill, review, publish, read, applicant, manage), and with a unit the duty for it and all below; called by the owner of the register';

CREATE OR REPLACE FUNCTION disclosure.revoke_duty(role name, duty text, unit_id text DEFAULT NULL)
RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	grantee regrole := disclosure.require_role(revoke_duty.role, revoke_duty.duty);
	rights text;
	removed integer;
BEGIN
	LOCK TABLE disclosure.access IN SHARE UPDATE EXCLUSIVE MODE;
	DELETE FROM disclosure.access a
	WHERE a.role_id = grantee AND a.duty = revoke_duty.duty AND a.unit_id = coalesce(revoke_duty.unit_id, a.unit_id);
	GET DIAGNOSTICS removed = ROW_COUNT;
	IF removed = 0 AND unit_id IS NOT NULL THEN
		PERFORM disclosure.raise_error('no_data_found'::text,
			format('角色 %s 对单位 %s 没有%s（%s）的职责', role, unit_id, disclosure.duty_label(duty), duty),
			'各角色的职责见表 access；从上级单位得来的，在那个单位上收回。'::text, NULL::text, NULL::regclass);
	END IF;
	/* Other duties may need the same rights. */
	IF NOT EXISTS (SELECT FROM disclosure.access a WHERE a.role_id = grantee AND a.duty = revoke_duty.duty) THEN
		FOR rights IN SELECT disclosure.duty_rights(duty) LOOP
			EXECUTE format('REVOKE %s FROM %s', rights, grantee);
		END LOOP;
		PERFORM disclosure.grant_duty(revoke_duty.role, a.duty, NULL::text)
		FROM (SELECT DISTINCT a.duty FROM disclosure.access a WHERE a.role_id = grantee) a;
	END IF;
	RETURN removed;
END
$$;
COMMENT ON FUNCTION disclosure.revoke_duty(name, text, text) IS
'takes a duty for a unit, or without one for all units, from a role, and with the last of them its rights; returns how many lines of access went; called by the owner of the register';

CREATE OR REPLACE FUNCTION disclosure.grant_claim(login name)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF NOT has_table_privilege('disclosure.application', 'INSERT') THEN
		PERFORM disclosure.raise_error('insufficient_privilege'::text, format('替用户具名的权利由登记簿的所有者给，角色 %s 不是', disclosure.calling_role()),
			'请管理员办理。'::text, NULL::text, NULL::regclass);
	END IF;
	INSERT INTO disclosure.application (login) VALUES (disclosure.require_role(grant_claim.login, 'read'::text)) ON CONFLICT DO NOTHING;
END
$$;
COMMENT ON FUNCTION disclosure.grant_claim(name) IS
'lets the login of an application name the persons it acts for, by disclosure.actor or SET ROLE; DELETE from table application takes it back; called by the owner of the register';
