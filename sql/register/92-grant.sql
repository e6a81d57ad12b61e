/* After an upgrade, roles with a duty get the rights on new tables and views. */
DO $$
BEGIN
	PERFORM disclosure.grant_duty(a.rolname, a.duty, NULL::text)
	FROM (SELECT DISTINCT r.rolname, a.duty FROM disclosure.access a JOIN pg_catalog.pg_roles r ON r.oid = a.role_id) a;
END
$$;
