/*
 * assign_cells.h
 *	  Which cells the columns of a published row stand for.
 */
#ifndef DISCLOSURE_ASSIGN_CELLS_H
#define DISCLOSURE_ASSIGN_CELLS_H

#include "table/tables.h"

/* Returns the lines of all rows whose columns are known; a note tells of each other row. */
extern List *assign_cells(Tables *tables, int form, NoteList *notes);

#endif							/* DISCLOSURE_ASSIGN_CELLS_H */
