/* Errors and notices that people of an office read. */

CREATE FUNCTION disclosure.raise_error(condition text, message text, hint text DEFAULT NULL, detail text DEFAULT NULL,
	relation regclass DEFAULT NULL)
RETURNS void
AS 'MODULE_PATHNAME', 'disclosure_raise_error'
LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.raise_error(text, text, text, text, regclass) IS
'raises an error that shows a person these words alone, without the functions it passed; the condition is named as in PL/pgSQL';

CREATE FUNCTION disclosure.raise_notice(message text, level text DEFAULT 'notice')
RETURNS void
AS 'MODULE_PATHNAME', 'disclosure_raise_notice'
LANGUAGE C VOLATILE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.raise_notice(text, text) IS
'tells a person these words alone, as a notice or a warning';
