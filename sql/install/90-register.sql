/*
 * The register: ordinary tables, views and triggers.  They belong to the
 * caller of create_register(), not to the extension, so that pg_dump takes
 * them with all that their owner adds to them.
 */

CREATE TYPE disclosure.register_file AS (file text, content text);
COMMENT ON TYPE disclosure.register_file IS '登记簿的一个 SQL 文件';

CREATE FUNCTION disclosure.sql_statements(script text)
RETURNS SETOF text
AS 'MODULE_PATHNAME', 'disclosure_sql_statements'
LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.sql_statements(text) IS
'the statements of an SQL script, one by one';

/* A superuser would take over, unawares, what somebody else has put under the register's names. */
CREATE FUNCTION disclosure.refuse_foreign_objects()
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	others text := (SELECT string_agg(o, E'\n') FROM disclosure.foreign_objects() o);
BEGIN
	IF others IS NOT NULL THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
			format('模式 disclosure 或其中的对象不属于 %s，也不属于超级用户', current_user),
			'登记簿归别的角色的，先 SET ROLE 为它；不知来历的对象，由超级用户 ALTER … OWNER TO … 或者 DROP。'::text, others, NULL::regclass);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.refuse_foreign_objects() IS
'an error that names what in the schema disclosure belongs to others than the caller and superusers';

/* Every statement of these files may be run again: upgrades run them all. */
CREATE PROCEDURE disclosure.run_register_files()
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
DECLARE
	source disclosure.register_file;
	statement text;
	detail text;
BEGIN
	PERFORM disclosure.refuse_foreign_objects();
	IF NOT has_schema_privilege('disclosure', 'CREATE') THEN
		PERFORM disclosure.raise_error('insufficient_privilege'::text, format('角色 %s 不能在模式 disclosure 里建立表和函数', current_user),
			format('由超级用户 GRANT CREATE ON SCHEMA disclosure TO %I，再办。', current_user), NULL::text, NULL::regclass);
	END IF;
	FOR source IN SELECT file, content FROM disclosure.register_files() ORDER BY file LOOP
		FOR statement IN SELECT disclosure.sql_statements(source.content) LOOP
			BEGIN
				EXECUTE statement;
			EXCEPTION WHEN OTHERS THEN
				GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
				RAISE EXCEPTION 'register/%: %', source.file, SQLERRM
					USING ERRCODE = SQLSTATE,
						DETAIL = concat_ws(E'\n', nullif(detail, ''),
							'In: ' || substring(statement FROM '(?n)^[A-Z]{2}.*$'));
			END;
		END LOOP;
	END LOOP;
	INSERT INTO disclosure.register (version, since)
		SELECT extversion, clock_timestamp() FROM pg_extension WHERE extname = 'report_ext';
END
$$;
COMMENT ON PROCEDURE disclosure.run_register_files() IS
'makes what the register lacks; called by create_register() and upgrade_register()';

CREATE PROCEDURE disclosure.create_register()
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF to_regclass('disclosure.register') IS NOT NULL THEN
		PERFORM disclosure.raise_error('duplicate_object'::text, '登记簿已经有了，不能再建'::text,
			'要升级的，CALL disclosure.upgrade_register()。'::text, NULL::text, NULL::regclass);
	END IF;
	CALL disclosure.run_register_files();
END
$$;
COMMENT ON PROCEDURE disclosure.create_register() IS
'makes the register: tables, triggers and views owned by the caller, who needs CREATE on the schema disclosure';

CREATE PROCEDURE disclosure.upgrade_register()
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	present text;
	wanted text := (SELECT extversion FROM pg_extension WHERE extname = 'report_ext');
BEGIN
	IF to_regclass('disclosure.register') IS NULL THEN
		PERFORM disclosure.raise_error('undefined_object'::text, '这个数据库还没有登记簿'::text,
			'先 CALL disclosure.create_register()。'::text, NULL::text, NULL::regclass);
	END IF;
	SELECT version INTO STRICT present FROM disclosure.register ORDER BY since DESC LIMIT 1;
	IF present = wanted THEN
		PERFORM disclosure.raise_notice(format('登记簿已是 %s 版', present));
		RETURN;
	ELSIF string_to_array(present, '.')::integer[] > string_to_array(wanted, '.')::integer[] THEN
		PERFORM disclosure.raise_error('feature_not_supported'::text,
			format('登记簿是 %s 版，扩展是较旧的 %s 版', present, wanted), '先 ALTER EXTENSION report_ext UPDATE。'::text, NULL::text, NULL::regclass);
	END IF;
	CALL disclosure.run_register_files();
END
$$;
COMMENT ON PROCEDURE disclosure.upgrade_register() IS
'brings the register to the version of the extension, after ALTER EXTENSION report_ext UPDATE; what users added stays';

/*
 * What create_register() made, the numbers with it.  The name of the database
 * is asked for, since nothing brings them back.
 */
CREATE PROCEDURE disclosure.drop_register(database text)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
DECLARE
	object record;
BEGIN
	IF to_regclass('disclosure.register') IS NULL THEN
		PERFORM disclosure.raise_error('undefined_object'::text, '这个数据库没有登记簿'::text, NULL::text, NULL::text, NULL::regclass);
	ELSIF database IS DISTINCT FROM current_database()::text THEN
		PERFORM disclosure.raise_error('invalid_parameter_value'::text,
			format('要删除登记簿和其中的全部报告、历史、台账，须写明本数据库的名称“%s”', current_database()),
			format('先备份，再 CALL disclosure.drop_register(%L)。', current_database()), NULL::text, NULL::regclass);
	ELSIF NOT pg_has_role((SELECT c.relowner FROM pg_class c WHERE c.oid = to_regclass('disclosure.register')), 'USAGE') THEN
		PERFORM disclosure.raise_error('insufficient_privilege'::text, '登记簿只能由它的所有者删除'::text, NULL::text, NULL::text, NULL::regclass);
	END IF;
	/* by the names in the register's files: what others put into the schema stays, unless it depends on these */
	FOR object IN
		SELECT format('DROP %s IF EXISTS %s CASCADE', CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'r' THEN 'TABLE' END, c.oid::regclass) AS dropping
		FROM pg_class c
		WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind IN ('r', 'v')
			AND EXISTS (SELECT FROM disclosure.register_files() f
				WHERE f.content ~ format(E'(TABLE IF NOT EXISTS|REPLACE VIEW) disclosure\\.%s\\M', c.relname))
			AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
		ORDER BY c.relkind DESC
	LOOP
		EXECUTE object.dropping;
	END LOOP;
	FOR object IN
		SELECT p.oid AS id FROM pg_proc p
		WHERE p.pronamespace = 'disclosure'::regnamespace
			AND EXISTS (SELECT FROM disclosure.register_files() f
				WHERE f.content ~ format(E'REPLACE FUNCTION disclosure\\.%s\\(', p.proname))
			AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
	LOOP
		/* one that called a function dropped before went with it */
		CONTINUE WHEN NOT EXISTS (SELECT FROM pg_proc p WHERE p.oid = object.id);
		EXECUTE format('DROP FUNCTION %s CASCADE', object.id::regprocedure);
	END LOOP;
END
$$;
COMMENT ON PROCEDURE disclosure.drop_register(text) IS
'drops the register with all its reports, histories and ledgers, and whatever depends on them, if the name of the database is given; called by its owner';
