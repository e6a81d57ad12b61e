/*
 * grid_rows.h
 *	  The tables of a page row by row: each row whole, with the cells that reach
 *	  into it from rows above.
 */
#ifndef DISCLOSURE_GRID_ROWS_H
#define DISCLOSURE_GRID_ROWS_H

#include "page/html.h"

typedef struct GridRows
{
	List	   *grid;			/* of GridCell, table by table and row by row */
	int			next;			/* the first cell of the grid that is not read */
	const GridCell **above;		/* by column: the last cell that begins there */
	int			width;			/* columns of the table so far */
	int			table;
	int			row;			/* of the table */
	int64		cells;			/* of all rows read */
	int			line;			/* of the page: the rows of all its tables are counted */
} GridRows;

/* Begins to read the rows of a grid, as document_grid() returns it. */
extern void grid_rows_open(GridRows *reader, List *grid);

/*
 * Reads a row as a list of its cells, white space at their ends cut off.  What a
 * cell holds stands in each row that it reaches, in its first column.  Rows
 * without any text are passed over.  Returns NIL after the last row.
 */
extern List *grid_rows_next(GridRows *reader);

#endif							/* DISCLOSURE_GRID_ROWS_H */
