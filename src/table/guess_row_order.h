/*
 * guess_row_order.h
 *	  Rows of published tables that have lost their labels: which rows of the
 *	  form they are, by the order of the rows.
 */
#ifndef DISCLOSURE_GUESS_ROW_ORDER_H
#define DISCLOSURE_GUESS_ROW_ORDER_H

#include "table/tables.h"

/*
 * Names the rows of a table that have no label, as far as one alignment with
 * the form is the cheapest.
 */
extern void order_rows(Tables *tables, TableId table, NoteList *notes);

#endif							/* DISCLOSURE_GUESS_ROW_ORDER_H */
