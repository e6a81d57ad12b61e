/*
 * sql_quantity.c
 *	  read_cell(), one cell that somebody wrote, read as on a page, and plain_key(), a key.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/code_point.h"
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

/*
 * plain_key(text): a key without what spreadsheets add to it: blanks around it, signs without width, and
 * full-width letters and digits.
 */
SQL_FUNCTION(disclosure_plain_key)
{
	char	   *key = utf8_argument(fcinfo, 0);
	const char *p = key;
	const char *end = key + strlen(key);
	StringInfoData plain;

	initStringInfo(&plain);
	trim_blank_points(&p, &end);
	while (p < end)
	{
		unsigned char utf8[4];
		pg_wchar	point = next_code_point(&p, end);

		CHECK_FOR_INTERRUPTS();
		if (is_invisible_point(point))
			continue;
		/* brackets in full width may belong to a name; what codes and paths are made of is meant */
		if (is_alnum_point(fold_point(point)) || strchr("-_./*", fold_point(point) < 0x80 ? (int) fold_point(point) : '(') != NULL)
			point = fold_point(point);
		unicode_to_utf8(point, utf8);
		appendBinaryStringInfo(&plain, (char *) utf8, pg_utf_mblen(utf8));
	}
	PG_RETURN_DATUM(label_datum(plain.data));
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
