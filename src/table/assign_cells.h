/*
 * assign_cells.h
 *	  Which cells the columns of a published row stand for.
 */
#ifndef DISCLOSURE_ASSIGN_CELLS_H
#define DISCLOSURE_ASSIGN_CELLS_H

#include "table/table.h"

/* The cells of a row in a form, in the order printed; returns how many. */
extern int	row_cells(FormId form, int row, int *cells);

/* Cells that a row of table 二 may have, by what is recognised of its header. */
extern int	row_most_cells(const ReadRow *row);

/* One more cell of a line; "header" is the label of its column, or NULL. */
extern void line_add_cell(TableLine *line, int cell, const HeaderCell *header);

/* The lines of all rows whose columns are known, with notes on the others. */
extern List *assign_cells(Tables *tables, int form, NoteList *notes);

/* Cells of the page that the labels of a header take. */
extern int	header_width(const Header *header);

/* Gives each column of the form one cell, where the page has several for it. */
extern void row_join_spanned_cells(ReadRow *row);

#endif							/* DISCLOSURE_ASSIGN_CELLS_H */
