/*
 * sql_ledger_source.c
 *	  SQL functions that take apart what is to be imported into a ledger.
 */
#include "postgres.h"

#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/memutils.h"

#include "ledger/delimited.h"
#include "ledger/entry_date.h"
#include "ledger/source_word.h"
#include "sql/datum.h"
#include "table/grid.h"
#include "table/grid_rows.h"

/* Emits a row, and frees it: "memory" is for this alone. */
static void
emit_row(FunctionCallInfo fcinfo, MemoryContext memory, int line, List *cells)
{
	MemoryContext old = MemoryContextSwitchTo(memory);
	SqlRow		row = {0};

	row_add(&row, Int32GetDatum(line));
	row_add(&row, text_array_datum(cells));
	row_emit(&row, fcinfo);
	MemoryContextSwitchTo(old);
	MemoryContextReset(memory);
	list_free_deep(cells);
}

static MemoryContext
row_memory(void)
{
	return AllocSetContextCreate(CurrentMemoryContext, "row", ALLOCSET_DEFAULT_SIZES);
}

/* delimited_rows(source text) */
SQL_FUNCTION(disclosure_delimited_rows)
{
	char	   *utf8 = utf8_argument(fcinfo, 0);
	DelimitedReader reader;
	List	   *cells;
	MemoryContext memory = row_memory();

	InitMaterializedSRF(fcinfo, 0);
	delimited_open(&reader, utf8, strlen(utf8));
	while ((cells = delimited_next(&reader)) != NIL)
		emit_row(fcinfo, memory, reader.line, cells);
	return (Datum) 0;
}

/* table_rows(page text) */
SQL_FUNCTION(disclosure_table_rows)
{
	char	   *page = utf8_argument(fcinfo, 0);
	GridRows	reader;
	List	   *cells;
	MemoryContext memory = row_memory();

	InitMaterializedSRF(fcinfo, 0);
	grid_rows_open(&reader, document_grid(page, strlen(page)));
	while ((cells = grid_rows_next(&reader)) != NIL)
		emit_row(fcinfo, memory, reader.line, cells);
	return (Datum) 0;
}

/* entry_date(written text) */
SQL_FUNCTION(disclosure_entry_date)
{
	char	   *utf8 = utf8_argument(fcinfo, 0);
	Day			day;
	bool		was_serial;

	if (!entry_date_read(utf8, strlen(utf8), &day, &was_serial))
		PG_RETURN_NULL();
	PG_RETURN_DATEADT(day);
}

/* source_word_key(word text) */
SQL_FUNCTION(disclosure_source_word_key)
{
	char	   *utf8 = utf8_argument(fcinfo, 0);

	PG_RETURN_DATUM(label_datum(source_word_key(utf8, strlen(utf8))));
}
