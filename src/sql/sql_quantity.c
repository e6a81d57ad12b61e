/*
 * sql_quantity.c
 *	  read_cell(): one cell that somebody wrote, read as on a page.
 */
#include "postgres.h"

#include "sql/datum.h"
#include "table/quantity.h"

/* Returns the kind of a reading; *value is set if it is "number". */
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
	char	   *raw = utf8_argument(fcinfo, 1);
	int			cell = cell_by_path(VARDATA_ANY(path), VARSIZE_ANY_EXHDR(path));
	Quantity	quantity;
	const char *kind = "no_cell";
	int64		value = 0;
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
	PG_RETURN_DATUM(row_result(&row, fcinfo));
}
