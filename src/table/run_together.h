/*
 * run_together.h
 *	  Rows of published tables whose numbers run together: where they are cut.
 */
#ifndef DISCLOSURE_RUN_TOGETHER_H
#define DISCLOSURE_RUN_TOGETHER_H

#include "figures/figures.h"
#include "page/note.h"
#include "table/table_line.h"

/* Do numbers of the row run together? */
extern bool line_runs_together(const TableLine *line);

/*
 * Cuts the numbers of the lines where the relations, given the figures read
 * so far, leave one way to cut them, and puts them into the figures.  Rows of
 * which nothing is left show that the page has lost empty cells.
 */
extern void place_run_together(List *lines, const int *empty_rows, CellVector *figures, NoteList *notes);

#endif							/* DISCLOSURE_RUN_TOGETHER_H */
