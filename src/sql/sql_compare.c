/*
 * sql_compare.c
 *	  SQL functions that compare figures cell by cell.
 */
#include "postgres.h"

#include "funcapi.h"

#include "figures/compare.h"
#include "sql/datum.h"

static void
row_add_side(SqlRow *row, const CellVector *vector, int cell)
{
	if (cellset_has(&vector->numbers, cell))
		row_add(row, cell_datum(cell, vector->value[cell]));
	else
		row_add_null(row);
}

static void
row_add_change(SqlRow *row, const Changes *changes, int cell)
{
	int64		before = changes->before.vector.value[cell];
	int64		after = changes->after.vector.value[cell];

	if (!cellset_has(&changes->before.vector.numbers, cell) ||
		!cellset_has(&changes->after.vector.numbers, cell))
	{
		row_add_null(row);
		row_add_null(row);
		return;
	}
	row_add(row, number_datum((int128) after - before, cell_info[cell].scale));
	if (before != 0)
		row_add(row, number_datum(change_rate(before, after), RATE_SCALE));
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
	row_add_side(&row, &changes->before.vector, cell);
	row_add_side(&row, &changes->after.vector, cell);
	row_add_change(&row, changes, cell);
	row_emit(&row, fcinfo);
}

SQL_FUNCTION(disclosure_compare)
{
	Changes	changes;
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
	Changes	changes;
	char	   *text;

	changes_init(&changes, PG_GETARG_FIGURES(0), PG_GETARG_FIGURES(1));
	text = correction_text(&changes);
	if (text == NULL)
		PG_RETURN_NULL();
	PG_RETURN_DATUM(label_datum(text));
}

SQL_FUNCTION(disclosure_is_nil)
{
	PG_RETURN_BOOL(figures_nil(PG_GETARG_FIGURES(0)));
}
