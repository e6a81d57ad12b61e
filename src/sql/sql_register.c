/*
 * sql_register.c
 *	  sql_statements(), by which create_register() cuts a script into statements.
 */
#include "postgres.h"

#include "funcapi.h"
#include "nodes/parsenodes.h"
#include "parser/parser.h"
#include "utils/builtins.h"

#include "sql/datum.h"

/* Bytes of a script, ten times those of the longest of ours: the server's parser cannot be cancelled. */
#define SCRIPT_MAX	(256 * 1024)

/* Its scanner reads the rest of such a run again for each comment that begins in it. */
#define OPERATOR_MAX	1000
#define OPERATOR_SIGNS	"~!@#^&|`?+-*/%<>="

static bool
has_long_operator(const char *script)
{
	for (size_t run; *script != '\0'; script += run + (script[run] != '\0'))
	{
		run = strspn(script, OPERATOR_SIGNS);
		if (run > OPERATOR_MAX)
			return true;
	}
	return false;
}

SQL_FUNCTION(disclosure_sql_statements)
{
	char	   *script = text_to_cstring(PG_GETARG_TEXT_PP(0));
	SqlRow		row = {0};
	ListCell   *lc;

	if (strlen(script) > SCRIPT_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("the script is too long"),
				 errdetail("It has more than %d bytes.", SCRIPT_MAX)));
	if (has_long_operator(script))
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("an operator of the script is too long"),
				 errdetail("It has more than %d characters.", OPERATOR_MAX)));
	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	foreach(lc, raw_parser(script, RAW_PARSE_DEFAULT))
	{
		const RawStmt *statement = lfirst_node(RawStmt, lc);
		const char *text = script + statement->stmt_location;
		size_t		len = statement->stmt_len > 0 ? statement->stmt_len : strlen(text);

		/* stmt_location is the end of the statement before */
		size_t		space = strspn(text, " \t\r\n");

		row_add(&row, PointerGetDatum(cstring_to_text_with_len(text + space, len - space)));
		row_emit(&row, fcinfo);
	}
	return (Datum) 0;
}
