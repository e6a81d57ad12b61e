/*
 * Everybody may use the type, its functions and the views of facts.  What the
 * register holds is its owner's to grant.
 */
GRANT USAGE ON SCHEMA disclosure TO PUBLIC;
GRANT SELECT ON disclosure.form, disclosure.form_cell, disclosure.statutory_rule TO PUBLIC;

/*
 * The register: ordinary tables, views and triggers that belong to whoever
 * calls create_register(), not to the extension, so that they are dumped and
 * restored with all that their owner adds to them.
 */

CREATE PROCEDURE disclosure.create_register()
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	source disclosure.register_file;
	statement text;
	detail text;
BEGIN
	IF to_regclass('disclosure.register') IS NOT NULL THEN
		RAISE EXCEPTION 'there is a register already'
			USING ERRCODE = 'duplicate_object', HINT = 'CALL disclosure.upgrade_register() brings it up to date.';
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
	INSERT INTO disclosure.register (version)
		SELECT extversion FROM pg_extension WHERE extname = 'report_ext';
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
	IF present <> wanted THEN
		RAISE EXCEPTION 'no way is known from a register of version % to version %', present, wanted
			USING ERRCODE = 'feature_not_supported';
	END IF;
	RAISE NOTICE 'the register is of version % already', present;
END
$$;
COMMENT ON PROCEDURE disclosure.upgrade_register() IS
'brings the register to the version of the extension, after ALTER EXTENSION report_ext UPDATE; what users added stays';
