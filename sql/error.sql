-- raise_error(): the words alone, whatever functions they pass, and whoever catches the error goes on as after any other.
SET search_path = disclosure, public;
\set VERBOSITY verbose
\set SHOW_CONTEXT always
CREATE FUNCTION pg_temp.deep(n integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	IF n > 0 THEN
		EXECUTE 'SELECT pg_temp.deep($1)' USING n - 1;
	ELSE
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state', '报告已经报送', '由审核人退回后再改。', '第一行', 'pg_class');
	END IF;
END $$;
CREATE FUNCTION pg_temp.said(statement text) RETURNS TABLE (state text, message text, detail text, hint text, context text, relation text) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT,
		context = PG_EXCEPTION_CONTEXT, relation = TABLE_NAME;
	RETURN NEXT;
END $$;
SELECT * FROM pg_temp.said('SELECT pg_temp.deep(3)');
SELECT * FROM pg_temp.said('SELECT raise_error(''check_violation'', NULL)');
SELECT state, message FROM pg_temp.said('SELECT raise_error(''no such thing'', ''x'')');
SELECT state, message FROM pg_temp.said('SELECT raise_error(NULL, ''x'')');
-- the condition is the one that PL/pgSQL knows by the name
SELECT name, state, caught FROM unnest('{check_violation,datetime_field_overflow,duplicate_object,exclusion_violation,feature_not_supported,foreign_key_violation,insufficient_privilege,
	integrity_constraint_violation,invalid_parameter_value,no_data_found,not_null_violation,null_value_not_allowed,numeric_value_out_of_range,
	object_not_in_prerequisite_state,program_limit_exceeded,triggered_data_change_violation,undefined_column,undefined_object,unique_violation}'::text[]) name
CROSS JOIN LATERAL pg_temp.said(format('SELECT raise_error(%L, ''x'')', name)) raised
CROSS JOIN LATERAL (SELECT s.state AS caught FROM pg_temp.said(format('DO %L', format('BEGIN RAISE %I; END', name))) s) c
WHERE state <> caught;
-- what is told on the way carries no functions either
CREATE FUNCTION pg_temp.told(n integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	IF n > 0 THEN
		PERFORM pg_temp.told(n - 1);
	ELSE
		PERFORM disclosure.raise_notice('还有一条审核意见'), disclosure.raise_notice('有一格没有读出', 'warning');
		PERFORM disclosure.raise_notice(NULL);
	END IF;
END $$;
\set VERBOSITY default
SELECT pg_temp.told(1);
SELECT raise_notice('?', 'fatal');
\set VERBOSITY verbose
-- after it, the context of others is whole
\set VERBOSITY default
DO $$ BEGIN PERFORM pg_temp.deep(1); EXCEPTION WHEN OTHERS THEN PERFORM 1 / 0; END $$;
