/*
 * guess_moved_cells.h
 *	  Rows of published tables whose cells have moved up over empty ones.
 */
#ifndef DISCLOSURE_GUESS_MOVED_CELLS_H
#define DISCLOSURE_GUESS_MOVED_CELLS_H

#include "nodes/pg_list.h"

#include "table/evidence.h"
#include "table/table_line.h"

/* What the rows of a page show of moved cells; filled by find_moved_cells(). */
typedef struct MovedCells
{
	bool		everywhere[TABLE_COUNT];	/* no empty cell of the table tells a place */
	bool		shown_by_sums[TABLE_COUNT]; /* by more than a chance: what ends a row early is its total */
	bool		totals_filled[TABLE_COUNT]; /* most rows of the table have a total */
} MovedCells;

extern void find_moved_cells(List *lines, MovedCells *moved);

/*
 * Does a row with a number other than zero end, before the column of its total,
 * in the sum of the others?
 */
extern ReadEvidence line_ends_in_sum_early(const TableLine *line);

/* Has the row an empty cell that moved behind its numbers, so that their columns are open? */
extern bool line_has_moved(const MovedCells *moved, const TableLine *line);

#endif							/* DISCLOSURE_GUESS_MOVED_CELLS_H */
