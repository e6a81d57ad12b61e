/*
 * Who may do what with which units: a role has a duty for a unit and all
 * below it.  Roles are the server's; register's owner and superusers may do
 * everything, as row-level security does not hold for them.
 */
CREATE TABLE IF NOT EXISTS disclosure.access (
	role text NOT NULL,
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	duty text NOT NULL CHECK (duty IN ('fill', 'review', 'publish', 'read')),
	PRIMARY KEY (unit_id, role, duty)
);
COMMENT ON TABLE disclosure.access IS '权限：哪个数据库角色对哪个单位及其所属单位负什么责';
COMMENT ON COLUMN disclosure.access.role IS '数据库角色';
COMMENT ON COLUMN disclosure.access.unit_id IS '单位代码，包括其所属各级单位';
COMMENT ON COLUMN disclosure.access.duty IS '职责：fill 填报，review 审核，publish 公布，read 查看；有其他职责的都可以查看';

/* The role that speaks, also inside functions that run with their owner's rights. */
CREATE OR REPLACE FUNCTION disclosure.calling_role()
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT coalesce(nullif(current_setting('role'), 'none'), session_user::text) $$;
COMMENT ON FUNCTION disclosure.calling_role() IS 'the role of SET ROLE, or else of the session';

/* Web tools share one role and name the person; who submits cannot approve, and this is who. */
CREATE OR REPLACE FUNCTION disclosure.calling_person()
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT coalesce(nullif(current_setting('disclosure.actor', true), ''), disclosure.calling_role()) $$;
COMMENT ON FUNCTION disclosure.calling_person() IS 'disclosure.actor, or else the role';

ALTER TABLE disclosure.access ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS access_own ON disclosure.access;
/* asked of the roles in the lines that are looked at, not of all roles of the server; one that is gone has none */
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
'has the current role the duty fill, review, publish or read for a unit in a year?';
