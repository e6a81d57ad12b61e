/*
 * sql_identifier.c
 *	  SQL functions about codes of organisations.
 */
#include "postgres.h"

#include "utils/builtins.h"

#include "datum.h"
#include "identifier.h"

/* A word instead of a boolean: there are index numbers without any such code. */
static Datum
code_state(FunctionCallInfo fcinfo, bool (*valid) (const char *code, size_t len))
{
	text	   *code = PG_GETARG_TEXT_PP(0);

	PG_RETURN_TEXT_P(cstring_to_text(valid(VARDATA_ANY(code), VARSIZE_ANY_EXHDR(code)) ?
									 "ok" : "bad"));
}

SQL_FUNCTION(organisation_code_state)
{
	return code_state(fcinfo, organisation_code_valid);
}

SQL_FUNCTION(credit_code_state)
{
	return code_state(fcinfo, credit_code_valid);
}
