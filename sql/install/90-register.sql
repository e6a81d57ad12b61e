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
DECLARE
	others text[];
BEGIN
	IF to_regclass('disclosure.register') IS NOT NULL THEN
		RAISE EXCEPTION 'there is a register already'
			USING ERRCODE = 'duplicate_object', HINT = 'CALL disclosure.upgrade_register() brings it up to date.';
	END IF;
	/* A superuser would take over, unawares, objects that somebody else has put under the register's names. */
	others := ARRAY(
		SELECT format('%s of %s', pg_describe_object(o.classid, o.objid, 0), r.rolname)
		FROM (SELECT 'pg_class'::regclass AS classid, c.oid AS objid, c.relowner AS owner FROM pg_class c
				WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind <> 'i'
			UNION ALL
			SELECT 'pg_proc'::regclass, p.oid, p.proowner FROM pg_proc p WHERE p.pronamespace = 'disclosure'::regnamespace) o
		JOIN pg_roles r ON r.oid = o.owner
		WHERE r.rolname <> current_user AND NOT r.rolsuper
			AND NOT EXISTS (SELECT FROM pg_depend d
				WHERE d.classid = o.classid AND d.objid = o.objid AND d.deptype IN ('e', 'i'))
		ORDER BY 1);
	IF others <> '{}' THEN
		RAISE EXCEPTION 'the schema disclosure holds objects of other roles'
			USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = array_to_string(others, ', ');
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
		RAISE EXCEPTION 'there is no register'
			USING ERRCODE = 'undefined_object', HINT = 'CALL disclosure.create_register() makes one.';
	END IF;
	SELECT version INTO STRICT present FROM disclosure.register ORDER BY since DESC LIMIT 1;
	IF present = wanted THEN
		RAISE NOTICE 'the register is of version % already', present;
		RETURN;
	ELSIF string_to_array(present, '.')::integer[] > string_to_array(wanted, '.')::integer[] THEN
		RAISE EXCEPTION 'the register is of version %, the extension of version %', present, wanted
			USING ERRCODE = 'feature_not_supported', HINT = 'ALTER EXTENSION report_ext UPDATE comes first.';
	END IF;
	CALL disclosure.run_register_files();
END
$$;
COMMENT ON PROCEDURE disclosure.upgrade_register() IS
'brings the register to the version of the extension, after ALTER EXTENSION report_ext UPDATE; what users added stays';
