/*
 * guess_filled_ends.h
 *	  Rows of a headed table that have lost empty cells, of an office that fills
 *	  in the first column and the total throughout.
 */
#ifndef DISCLOSURE_GUESS_FILLED_ENDS_H
#define DISCLOSURE_GUESS_FILLED_ENDS_H

#include "table/open_line.h"

/*
 * Settles the first and the last number of each row of a headed table if the
 * office fills in both throughout.  "empty_rows" counts, by table, rows that hold
 * no number.
 * Returns whether anything was settled.
 */
extern bool settle_filled_ends(OpenLine *open, int nopen, const int *empty_rows, const CellVector *figures);

#endif							/* DISCLOSURE_GUESS_FILLED_ENDS_H */
