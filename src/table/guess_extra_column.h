/*
 * guess_extra_column.h
 *	  A column that the form does not have.
 */
#ifndef DISCLOSURE_GUESS_EXTRA_COLUMN_H
#define DISCLOSURE_GUESS_EXTRA_COLUMN_H

#include "page/note.h"
#include "table/tables.h"

/*
 * Takes a column out of the rows of a table with totals if each of them has one
 * cell too many, and head or sums show which.
 */
extern void drop_extra_columns(Tables *tables, NoteList *notes);

#endif							/* DISCLOSURE_GUESS_EXTRA_COLUMN_H */
