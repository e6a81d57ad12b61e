/*
 * row_order.h
 *	  Rows of published tables that stand without their labels: which rows of
 *	  the form they are, by the order of the rows.
 */
#ifndef DISCLOSURE_ROW_ORDER_H
#define DISCLOSURE_ROW_ORDER_H

#include "table/table.h"

/* Gives rows to the unnamed ones of a table, where one order is the best. */
extern void order_rows(Tables *tables, TableId table, NoteList *notes);

#endif							/* DISCLOSURE_ROW_ORDER_H */
