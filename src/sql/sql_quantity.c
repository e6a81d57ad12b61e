/*
 * sql_quantity.c
 *	  read_cell(): what somebody wrote into one cell, read as on a page.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"

#include "sql/datum.h"
#include "table/quantity.h"

/* The kind of a reading, and the number where it is one that the cell can hold. */
static const char *
cell_reading(int cell, const Quantity *quantity, int64 *value)
{
	switch (quantity->kind)
	{
		case QUANTITY_EMPTY:
		case QUANTITY_NOT_STATED:
			return "blank";
		case QUANTITY_NUMBER:
			return quantity_fits(quantity, cell, AMOUNT_SHIFT, value) ? "number" : "misfit";
		default:
			return "other";
	}
}

SQL_FUNCTION(disclosure_read_cell)
{
	text	   *path = PG_GETARG_TEXT_PP(0);
	text	   *source = PG_GETARG_TEXT_PP(1);
	char	   *raw = pg_server_to_any(text_to_cstring(source), VARSIZE_ANY_EXHDR(source), PG_UTF8);
	int			cell = cell_by_path(VARDATA_ANY(path), VARSIZE_ANY_EXHDR(path));
	Quantity	quantity;
	const char *kind = "no_cell";
	int64		value = 0;
	TupleDesc	desc;
	SqlRow		row = {0};

	quantity_read(raw, strlen(raw), &quantity);
	if (cell >= 0)
		kind = cell_reading(cell, &quantity, &value);
	row_add_label(&row, kind);
	if (strcmp(kind, "number") == 0)
		row_add(&row, cell_datum(cell, value));
	else
		row_add_null(&row);
	row_add(&row, BoolGetDatum(quantity.plain));
	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a composite type");
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), row.values, row.nulls)));
}
