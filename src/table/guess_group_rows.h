/*
 * guess_group_rows.h
 *	  Rows below the label of their group that have lost their own labels.
 */
#ifndef DISCLOSURE_GUESS_GROUP_ROWS_H
#define DISCLOSURE_GUESS_GROUP_ROWS_H

#include "page/note.h"
#include "table/tables.h"

/*
 * Keeps the rows without label below that of a group, to be placed by their
 * order, if they are as many as the group has.  The numbers beside the label of
 * a group are otherwise its subtotal, and dropped with a note.  "year" is that of
 * the report, or 0.
 */
extern void settle_group_rows(Tables *tables, int year, NoteList *notes);

#endif							/* DISCLOSURE_GUESS_GROUP_ROWS_H */
