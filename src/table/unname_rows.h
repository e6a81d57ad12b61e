/*
 * unname_rows.h
 *	  Labels of published tables that are not those of the numbers behind them:
 *	  the rows lose them.
 */
#ifndef DISCLOSURE_UNNAME_ROWS_H
#define DISCLOSURE_UNNAME_ROWS_H

#include "table/table.h"

/*
 * Damage: numbers of a row of table 二, one below the other, stand behind the
 * label of the next one.  It shows where that has too many and the row itself
 * lacks some: none of them is a row's for certain.
 */
extern void unname_mixed_rows(Tables *tables);

/*
 * Where some rows have lost their labels, a loose one whose sum fails, or that
 * is not whole, is none.  Sums that fail in many rows were not published so:
 * their numbers came in another order, and no loose row is what it seems to be.
 */
extern void unname_scrambled_rows(Tables *tables);

/* Rows of table 三 that were placed by their order, but break a relation with others, are not. */
extern void unname_misplaced_rows(Tables *tables);

#endif							/* DISCLOSURE_UNNAME_ROWS_H */
