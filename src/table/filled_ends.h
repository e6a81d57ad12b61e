/*
 * filled_ends.h
 *	  Rows of table 三 that have lost empty cells, of an office that fills in the
 *	  first column and the total throughout.
 */
#ifndef DISCLOSURE_FILLED_ENDS_H
#define DISCLOSURE_FILLED_ENDS_H

#include "table/open_line.h"

/*
 * Settles the first and the last number of each row of table 三 if the office
 * fills in both throughout.  "empty_rows" says that some row holds no number.
 * Returns whether anything was settled.
 */
extern bool settle_filled_ends(OpenLine *open, int nopen, bool empty_rows, const CellVector *figures);

#endif							/* DISCLOSURE_FILLED_ENDS_H */
