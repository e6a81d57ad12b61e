/*
 * structure.h
 *	  How the cells of the forms belong together, as cells.def says: totals and
 *	  their parts, and rows that stand in for each other.
 */
#ifndef DISCLOSURE_STRUCTURE_H
#define DISCLOSURE_STRUCTURE_H

#include "figures/form.h"

/*
 * The totals that a cell is part of: first those that add up the cell itself,
 * then those that add up these totals.
 */
#define CELL_TOTALS_MAX		3

typedef struct CellTotals
{
	int16		direct;
	int16		all;
	int16		cell[CELL_TOTALS_MAX];
} CellTotals;

extern CellTotals cell_totals[CELL_COUNT];

/* Does the column add up others of its row? */
extern bool column_is_total(ColumnId column);

/*
 * The cells of a row, of the rows on its side of STANDS_IN lines, and of those on the
 * other side; no line, no cells in the latter two.
 */
typedef struct RowSets
{
	CellSet		cells;
	CellSet		own_side;
	CellSet		other_side;
} RowSets;

extern RowSets row_sets[ROW_COUNT];

/* Does one of the rows stand in for the other?  See cells.def. */
extern bool row_stands_in(RowId row, RowId other);

/* Called once, when the library is loaded. */
extern void structure_init(void);

#endif							/* DISCLOSURE_STRUCTURE_H */
