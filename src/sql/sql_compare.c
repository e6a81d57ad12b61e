/*
 * sql_compare.c
 *	  SQL functions that compare figures cell by cell.
 */
#include "postgres.h"

#include "funcapi.h"

#include "figures/compare.h"
#include "sql/datum.h"

static void
row_add_change(SqlRow *row, const Changes *changes, int cell)
{
	int128		number;

	if (changes_difference(changes, cell, &number))
		row_add(row, number_datum(number, cell_info[cell].scale));
	else
		row_add_null(row);
	if (changes_rate(changes, cell, &number))
		row_add(row, number_datum(number, RATE_SCALE));
	else
		row_add_null(row);
}

static void
emit_change(FunctionCallInfo fcinfo, const Changes *changes, int cell)
{
	const CellInfo *info = &cell_info[cell];
	FormId		form = form_printing(changes->forms, cell);
	SqlRow		row = {0};

	row_add_label(&row, info->path);
	row_add_label(&row, table_info[row_info[info->row].table].number);
	row_add_label(&row, row_full_label(form, info->row));
	row_add_label(&row, column_label(form, cell));
	row_add_cell(&row, &changes->before.vector, cell);
	row_add_cell(&row, &changes->after.vector, cell);
	row_add_change(&row, changes, cell);
	row_emit(&row, fcinfo);
}

SQL_FUNCTION(disclosure_compare)
{
	Changes		changes;
	const FormLayout *layout;

	changes_init(&changes, PG_GETARG_FIGURES(0), PG_GETARG_FIGURES(1));
	layout = form_layout(changes.forms);

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < CELL_COUNT; i++)
		if (cellset_has(&changes.cells, layout->cell[i]))
			emit_change(fcinfo, &changes, layout->cell[i]);
	return (Datum) 0;
}

SQL_FUNCTION(disclosure_correction_statement)
{
	Changes		changes;
	char	   *text;

	changes_init(&changes, PG_GETARG_FIGURES(0), PG_GETARG_FIGURES(1));
	text = changes_correction(&changes);
	if (text == NULL)
		PG_RETURN_NULL();
	PG_RETURN_DATUM(label_datum(text));
}

SQL_FUNCTION(disclosure_is_nil)
{
	PG_RETURN_BOOL(figures_nil(PG_GETARG_FIGURES(0)));
}
