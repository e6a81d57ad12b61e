/*
 * Everybody may use the types, the functions and the views of facts.  The
 * tables of the register are its owner's to grant.
 *
 * No update script repeats a GRANT: it would take the rights that others have
 * been given on the object as the extension's own, and pg_dump leaves those
 * out.
 */
GRANT USAGE ON SCHEMA disclosure TO PUBLIC;

/*
 * Whoever owns the schema can replace what is in it, and whoever owns an object
 * of it has every user of the register run what he likes.
 */
CREATE FUNCTION disclosure.foreign_objects()
RETURNS SETOF text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT format('%s（所有者 %s）', pg_describe_object(o.classid, o.objid, 0), pg_get_userbyid(o.owner))
	FROM (
		SELECT 'pg_namespace'::regclass AS classid, n.oid AS objid, n.nspowner AS owner FROM pg_namespace n
		WHERE n.oid = 'disclosure'::regnamespace
		UNION ALL
		SELECT 'pg_class'::regclass, c.oid, c.relowner FROM pg_class c
		WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind NOT IN ('i', 'I')
		UNION ALL
		SELECT 'pg_proc'::regclass, p.oid, p.proowner FROM pg_proc p WHERE p.pronamespace = 'disclosure'::regnamespace
		UNION ALL
		/* Types of tables and of arrays belong to the owner of their table or element. */
		SELECT 'pg_type'::regclass, t.oid, t.typowner FROM pg_type t
		WHERE t.typnamespace = 'disclosure'::regnamespace AND t.typcategory <> 'A'
			AND NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind <> 'c')
		UNION ALL
		SELECT 'pg_operator'::regclass, p.oid, p.oprowner FROM pg_operator p WHERE p.oprnamespace = 'disclosure'::regnamespace
		UNION ALL
		SELECT 'pg_opclass'::regclass, p.oid, p.opcowner FROM pg_opclass p WHERE p.opcnamespace = 'disclosure'::regnamespace
		UNION ALL
		SELECT 'pg_opfamily'::regclass, p.oid, p.opfowner FROM pg_opfamily p WHERE p.opfnamespace = 'disclosure'::regnamespace
		UNION ALL
		SELECT 'pg_collation'::regclass, p.oid, p.collowner FROM pg_collation p WHERE p.collnamespace = 'disclosure'::regnamespace
		UNION ALL
		SELECT 'pg_conversion'::regclass, p.oid, p.conowner FROM pg_conversion p WHERE p.connamespace = 'disclosure'::regnamespace
		UNION ALL
		SELECT 'pg_statistic_ext'::regclass, p.oid, p.stxowner FROM pg_statistic_ext p WHERE p.stxnamespace = 'disclosure'::regnamespace
		UNION ALL
		SELECT 'pg_ts_dict'::regclass, p.oid, p.dictowner FROM pg_ts_dict p WHERE p.dictnamespace = 'disclosure'::regnamespace
		UNION ALL
		SELECT 'pg_ts_config'::regclass, p.oid, p.cfgowner FROM pg_ts_config p WHERE p.cfgnamespace = 'disclosure'::regnamespace) o
	WHERE o.owner <> current_user::regrole
		AND NOT EXISTS (SELECT FROM pg_roles r WHERE r.oid = o.owner AND r.rolsuper)
	ORDER BY o.classid <> 'pg_namespace'::regclass, 1
	/* A whole register would fill pages. */
	LIMIT 20
$$;
COMMENT ON FUNCTION disclosure.foreign_objects() IS
'the schema disclosure and what is in it, so far as they belong to others than the caller and superusers; the first twenty';

DO $$
DECLARE
	others text := (SELECT string_agg(o, E'\n') FROM disclosure.foreign_objects() o);
BEGIN
	IF others IS NOT NULL THEN
		RAISE EXCEPTION '模式 disclosure 或其中的对象属于别的角色，不能在其中安装'
			USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = others,
				HINT = '先查明来历：ALTER SCHEMA disclosure OWNER TO …，ALTER … OWNER TO … 归自己，或者 DROP 掉，再安装。';
	END IF;
END
$$;
