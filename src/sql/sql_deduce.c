/*
 * sql_deduce.c
 *	  SQL functions that fill in the blanks that follow from the other numbers.
 */
#include "postgres.h"

#include "funcapi.h"

#include "repair/deduction_words.h"
#include "sql/datum.h"
#include "sql/office_rule.h"

/* complete(figures, rules) */
SQL_FUNCTION(disclosure_complete)
{
	CellVector	vector;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	figures_unpack(PG_GETARG_FIGURES(0), &vector);
	deductions_apply(deduce(&vector, office_rules_argument(fcinfo, 1), false), &vector);
	PG_RETURN_FIGURES(figures_pack(&vector));
}

static void
add_limit(SqlRow *row, const Deduction *deduction, bool has_limit, int64 limit)
{
	if (has_limit)
		row_add(row, cell_datum(deduction->cell, limit));
	else
		row_add_null(row);
}

static void
emit_deduction(FunctionCallInfo fcinfo, const Deduction *deduction, FormSet forms)
{
	SqlRow		row = {0};

	row_add_label(&row, cell_info[deduction->cell].path);
	add_limit(&row, deduction, deduction_is_number(deduction), deduction->low);
	row_add(&row, text_array_datum(deduction->proof));
	add_limit(&row, deduction, deduction->has_low, deduction->low);
	add_limit(&row, deduction, deduction->has_high, deduction->high);
	row_add(&row, text_array_datum(deduction->broken));
	row_add_label(&row, deduction_message(deduction, forms));
	row_emit(&row, fcinfo);
}

/* deductions(figures, rules) */
SQL_FUNCTION(disclosure_deductions)
{
	CellVector	vector;
	ListCell   *lc;

	InitMaterializedSRF(fcinfo, 0);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	figures_unpack(PG_GETARG_FIGURES(0), &vector);
	foreach(lc, deduce(&vector, office_rules_argument(fcinfo, 1), true))
		emit_deduction(fcinfo, lfirst(lc), vector.forms);
	return (Datum) 0;
}
