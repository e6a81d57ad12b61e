/* Row-level security asks once for rows that follow one another. */

CREATE FUNCTION disclosure.recall(ask regprocedure, unit_id text, year integer, duty text)
RETURNS boolean
AS 'MODULE_PATHNAME', 'disclosure_recall'
LANGUAGE C STABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION disclosure.recall(regprocedure, text, integer, text) IS
'what a function answers of a unit, a year and a duty, any of which may be NULL; not called again for the same question in the same place of a query; a null is false';

CREATE FUNCTION disclosure.escapes_policies(role name, relation regclass)
RETURNS boolean
AS 'MODULE_PATHNAME', 'disclosure_escapes_policies'
LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.escapes_policies(name, regclass) IS
'is a role one that row-level security of a table does not bind: its owner, a member of that, or one that may bypass it?';
