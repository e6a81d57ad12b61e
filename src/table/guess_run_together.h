/*
 * guess_run_together.h
 *	  Rows of published tables whose numbers run together, cut into cells.
 */
#ifndef DISCLOSURE_GUESS_RUN_TOGETHER_H
#define DISCLOSURE_GUESS_RUN_TOGETHER_H

#include "figures/figures.h"
#include "page/note.h"
#include "table/table_line.h"

/* Do numbers of the line run together? */
extern bool line_runs_together(const TableLine *line);

/*
 * Cuts the lines as far as the relations, given the figures read so far, leave
 * one way to do so, and puts the numbers into the figures.  empty_rows counts, by
 * table, the rows without any number: they show that the page lost empty cells.
 * "all" are the lines of the page: a row that it lacks may have run into the one before.
 */
extern void place_run_together(List *lines, List *all, const int *empty_rows, CellVector *figures, NoteList *notes);

#endif							/* DISCLOSURE_GUESS_RUN_TOGETHER_H */
