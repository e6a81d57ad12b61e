/*
 * sql_identifier.c
 *	  SQL functions about codes of organisations.
 */
#include "postgres.h"

#include "funcapi.h"
#include "utils/builtins.h"

#include "page/identifier.h"
#include "page/index_number.h"
#include "sql/datum.h"

/* Words of check_state, which has a third one: an index number may hold no code. */
static Datum
code_state(FunctionCallInfo fcinfo, bool (*valid) (const char *code, size_t len))
{
	text	   *code = PG_GETARG_TEXT_PP(0);

	PG_RETURN_TEXT_P(cstring_to_text(valid(VARDATA_ANY(code), VARSIZE_ANY_EXHDR(code)) ?
									 "ok" : "bad"));
}

SQL_FUNCTION(disclosure_organisation_code_state)
{
	return code_state(fcinfo, organisation_code_valid);
}

SQL_FUNCTION(disclosure_credit_code_state)
{
	return code_state(fcinfo, credit_code_valid);
}

static void
add_integer(SqlRow *row, const char *digits)
{
	if (digits != NULL)
		row_add(row, Int32GetDatum(atoi(digits)));
	else
		row_add_null(row);
}

/* index_number_parts(index_number text) */
SQL_FUNCTION(disclosure_index_number_parts)
{
	char	   *utf8 = utf8_argument(fcinfo, 0);
	IndexNumber number;
	SqlRow		row = {0};

	index_number_read(utf8, strlen(utf8), &number);
	row_add(&row, PG_GETARG_DATUM(0));
	row_add_label(&row, index_family_name(number.family));
	row_add_label(&row, number.check_state);
	row_add_label(&row, number.organisation_code);
	row_add_label(&row, number.credit_code);
	row_add_label(&row, number.region);
	row_add_label(&row, number.department);
	row_add_label(&row, number.category);
	add_integer(&row, number.year);
	add_integer(&row, number.month);
	add_integer(&row, number.day);
	row_add_label(&row, number.serial);
	PG_RETURN_DATUM(row_result(&row, fcinfo));
}
