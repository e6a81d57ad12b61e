/*
 * sql_suppress.c
 *	  SQL functions that leave small counts out of published tables.
 */
#include "postgres.h"

#include "funcapi.h"
#include "miscadmin.h"

#include "sql/datum.h"
#include "suppress/suppress.h"

/* Counts below this are small. */
static int64
limit_argument(FunctionCallInfo fcinfo, int argument)
{
	int32		below = PG_GETARG_INT32(argument);

	if (below < 2)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there are no small counts below %d", below),
				 errhint("A small count is 1 or more, so the limit is 2 or more.")));
	return below;
}

static void
emit_suppressed(FunctionCallInfo fcinfo, const CellVector *vector, const Suppression *suppression)
{
	CellSet		all = suppression->small;
	const FormLayout *layout = form_layout(vector->forms);

	cellset_union(&all, &suppression->complements);
	for (int i = 0; i < CELL_COUNT; i++)
	{
		int			cell = layout->cell[i];
		SqlRow		row = {0};

		if (!cellset_has(&all, cell))
			continue;
		row_add_label(&row, cell_info[cell].path);
		row_add_cell(&row, vector, cell);
		row_add_label(&row, cellset_has(&suppression->small, cell) ? "small" : "complement");
		row_add(&row, BoolGetDatum(suppression->proven));
		row_emit(&row, fcinfo);
	}
}

static Figures *
without_cells(CellVector *vector, const Suppression *suppression)
{
	CellSet		all = suppression->small;

	cellset_union(&all, &suppression->complements);
	for (int cell = cellset_next(&all, 0); cell >= 0; cell = cellset_next(&all, cell + 1))
		vector_unset(vector, cell);
	return figures_pack(vector);
}

/* suppressed(figures, below) */
SQL_FUNCTION(disclosure_suppressed)
{
	CellVector	vector;
	Suppression suppression;

	InitMaterializedSRF(fcinfo, 0);
	figures_unpack(PG_GETARG_FIGURES(0), &vector);
	suppress_table(&vector, limit_argument(fcinfo, 1), &suppression);
	emit_suppressed(fcinfo, &vector, &suppression);
	return (Datum) 0;
}

/* suppress(figures, below) */
SQL_FUNCTION(disclosure_suppress)
{
	CellVector	vector;
	Suppression suppression;

	figures_unpack(PG_GETARG_FIGURES(0), &vector);
	suppress_table(&vector, limit_argument(fcinfo, 1), &suppression);
	PG_RETURN_FIGURES(without_cells(&vector, &suppression));
}

/* The figures of an array that are not null, and their sum. */
static CellVector *
tables_argument(FunctionCallInfo fcinfo, int *ntables, CellVector *total)
{
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(0);
	CellVector *tables;
	Datum	   *values;
	bool	   *nulls;
	int			n;

	deconstruct_array(array, ARR_ELEMTYPE(array), -1, false, TYPALIGN_INT, &values, &nulls, &n);
	tables = palloc(mul_size(Max(n, 1), sizeof(CellVector)));
	vector_init(total, 0);
	*ntables = 0;
	for (int i = 0; i < n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (nulls[i])
			continue;
		figures_unpack(DatumGetFigures(values[i]), &tables[*ntables]);
		vector_add(total, &tables[(*ntables)++]);
	}
	return tables;
}

/* suppressed_total(tables, below) */
SQL_FUNCTION(disclosure_suppressed_total)
{
	CellVector	total;
	Suppression suppression;
	int			ntables;
	CellVector *tables;

	InitMaterializedSRF(fcinfo, 0);
	tables = tables_argument(fcinfo, &ntables, &total);
	suppress_total(ntables, tables, limit_argument(fcinfo, 1), &total, &suppression);
	emit_suppressed(fcinfo, &total, &suppression);
	return (Datum) 0;
}

/* suppress_total(tables, below) */
SQL_FUNCTION(disclosure_suppress_total)
{
	CellVector	total;
	Suppression suppression;
	int			ntables;
	CellVector *tables = tables_argument(fcinfo, &ntables, &total);

	if (ntables == 0)
		PG_RETURN_NULL();
	suppress_total(ntables, tables, limit_argument(fcinfo, 1), &total, &suppression);
	PG_RETURN_FIGURES(without_cells(&total, &suppression));
}

/* without_cells(figures, paths) */
SQL_FUNCTION(disclosure_without_cells)
{
	CellVector	vector;
	ListCell   *lc;

	figures_unpack(PG_GETARG_FIGURES(0), &vector);
	foreach(lc, array_strings(PG_GETARG_ARRAYTYPE_P(1)))
		vector_unset(&vector, cell_of_path(lfirst(lc), strlen(lfirst(lc))));
	PG_RETURN_FIGURES(figures_pack(&vector));
}
