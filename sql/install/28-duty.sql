/* Row-level security: who has a duty for a unit, and whom it does not bind. */

CREATE FUNCTION disclosure.holds_duty(unit_id text, year integer, duties text[], caller boolean)
RETURNS boolean
AS 'MODULE_PATHNAME', 'disclosure_holds_duty'
LANGUAGE C STABLE CALLED ON NULL INPUT PARALLEL SAFE COST 30;
COMMENT ON FUNCTION disclosure.holds_duty(text, integer, text[], boolean) IS
'has the current role, or caller: the calling role, whatever role a function runs as, one of these duties, or if they are NULL any, for a unit in a year, or if that is NULL in any year?';

CREATE FUNCTION disclosure.escapes_policies(role name, relation regclass)
RETURNS boolean
AS 'MODULE_PATHNAME', 'disclosure_escapes_policies'
LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.escapes_policies(name, regclass) IS
'is a role one that row-level security of a table does not bind: its owner, a member of that, or one that may bypass it?';
