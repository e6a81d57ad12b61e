/* The register's SQL travels inside the extension: see tools/install-script. */

CREATE TYPE disclosure.register_file AS (file text, content text);
COMMENT ON TYPE disclosure.register_file IS '登记簿的一个 SQL 文件';

CREATE FUNCTION disclosure.sql_statements(script text)
RETURNS SETOF text
AS 'MODULE_PATHNAME', 'disclosure_sql_statements'
LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.sql_statements(text) IS
'the statements of an SQL script, one by one';
