/* Identifiers: codes of organisations and their check characters. */

CREATE FUNCTION disclosure.organisation_code_state(code text)
RETURNS text
AS 'MODULE_PATHNAME', 'disclosure_organisation_code_state'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.organisation_code_state(text) IS
'ok if the text is an organisation code (组织机构代码, GB 11714) whose check character is right, with or without its hyphen; else bad';

CREATE FUNCTION disclosure.credit_code_state(code text)
RETURNS text
AS 'MODULE_PATHNAME', 'disclosure_credit_code_state'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.credit_code_state(text) IS
'ok if the text is a unified social credit code (统一社会信用代码, GB 32100) whose two check characters are right; else bad';
