/*
 * guess_moved_cells.h
 *	  Rows of published tables whose cells have moved up over empty ones.
 */
#ifndef DISCLOSURE_GUESS_MOVED_CELLS_H
#define DISCLOSURE_GUESS_MOVED_CELLS_H

#include "nodes/pg_list.h"

#include "figures/figures.h"
#include "table/evidence.h"
#include "table/table_line.h"

/* What the rows of a page show of moved cells; filled by find_moved_cells(). */
typedef struct MovedCells
{
	bool		everywhere[TABLE_COUNT];	/* no empty cell of the table tells a place */
	bool		shown_by_sums[TABLE_COUNT]; /* by more than a chance: what ends a row early is its total */
	bool		totals_filled[TABLE_COUNT]; /* most rows of the table have a total */
	bool		shown[TABLE_COUNT];	/* cells of some row have moved, while others stand where they should or none has a total */
	bool		shown_anywhere;
	bool		sums_hold;		/* of rows whose cells stand where they should: a wrong one elsewhere is no mistake of the office */
} MovedCells;

extern void find_moved_cells(List *lines, MovedCells *moved);

/*
 * Does a row with a number other than zero end, before the column of its total,
 * in the sum of the others?
 */
extern ReadEvidence line_ends_in_sum_early(const TableLine *line);

/* Has the row an empty cell that moved behind its numbers, so that their columns are open? */
extern bool line_has_moved(const MovedCells *moved, const TableLine *line);

/*
 * May they have, of a row of which that is not known?  The last one is empty, and cells have moved elsewhere on the page,
 * or most rows have their total there and a row ends in what may be one; or, of rows beside each other, a sum is wrong or the last ends
 * in its sum early.  Not where the office's sums are
 * wrong anyway.
 */
extern bool line_may_have_moved(const MovedCells *moved, const TableLine *line);

/*
 * Returns how many cells of such rows beside each other stand where they should: unless cells have moved elsewhere,
 * those up to the last row that ends in its sum.
 */
extern int	line_cells_in_place(const MovedCells *moved, const TableLine *line);

/* Sets the numbers of a row as they are printed, and its total to their sum. */
extern void line_set_as_printed(const TableLine *line, CellVector *figures);

/* Is each number of such a row confirmed by the sum of its column, if blank cells add nothing? */
extern bool line_stands_as_printed(const TableLine *line, const CellVector *figures);

#endif							/* DISCLOSURE_GUESS_MOVED_CELLS_H */
