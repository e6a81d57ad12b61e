/*
 * grid_rows.c
 *	  The tables of a page row by row.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/code_point.h"
#include "table/grid_rows.h"

/* Cells of all rows: many times what a page of 16 MB can write, and not what rowspans can make of it. */
#define ROW_CELLS_MAX	10000000

void
grid_rows_open(GridRows *reader, List *grid)
{
	int			width = 0;
	ListCell   *lc;

	foreach(lc, grid)
	{
		const GridCell *cell = lfirst(lc);

		width = Max(width, cell->column + cell->column_span - 1);
	}
	memset(reader, 0, sizeof(GridRows));
	reader->grid = grid;
	reader->above = palloc0(sizeof(GridCell *) * Max(width, 1));
}

static const GridCell *
next_cell(const GridRows *reader)
{
	return reader->next < list_length(reader->grid) ? list_nth(reader->grid, reader->next) : NULL;
}

/* Goes to the next row that has a cell of its own.  Returns false after the last. */
static bool
next_row(GridRows *reader)
{
	const GridCell *cell = next_cell(reader);

	if (cell == NULL)
		return false;
	if (cell->table != reader->table)
	{
		memset(reader->above, 0, sizeof(GridCell *) * reader->width);
		reader->width = reader->row = 0;
		reader->table = cell->table;
	}
	reader->line += cell->row - reader->row;
	reader->row = cell->row;
	for (; cell != NULL && cell->table == reader->table && cell->row == reader->row; cell = next_cell(reader))
	{
		reader->above[cell->column - 1] = cell;
		reader->width = Max(reader->width, cell->column + cell->column_span - 1);
		reader->next++;
	}
	return true;
}

List *
grid_rows_next(GridRows *reader)
{
	while (next_row(reader))
	{
		List	   *cells = NIL;
		bool		any = false;

		reader->cells += reader->width;
		if (reader->cells > ROW_CELLS_MAX)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("the tables of the page are too large"),
					 errdetail("Their rows have more than %d cells, with those that reach into them from above.", ROW_CELLS_MAX)));
		for (int i = 0; i < reader->width; i++)
		{
			const GridCell *cell = reader->above[i];
			const char *start = cell != NULL && cell->row + cell->row_span > reader->row ? cell->text : "";
			const char *end = start + strlen(start);

			CHECK_FOR_INTERRUPTS();
			trim_blank_points(&start, &end);
			/* what comes from above does not make a row */
			any |= start < end && cell->row == reader->row;
			cells = lappend(cells, pnstrdup(start, end - start));
		}
		if (any)
			return cells;
		list_free_deep(cells);
	}
	return NIL;
}
