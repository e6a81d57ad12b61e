/*
 * unname_rows.h
 *	  Takes labels away from rows whose numbers may not belong to them.
 */
#ifndef DISCLOSURE_UNNAME_ROWS_H
#define DISCLOSURE_UNNAME_ROWS_H

#include "table/tables.h"

/*
 * Damage: numbers of a row of a captioned block, one below the other, have come behind the
 * label of the next row.  It shows in a row with too many numbers behind one with
 * too few.  Neither keeps its label.
 */
extern void unname_mixed_rows(Tables *tables);

/*
 * If some rows have lost their labels, a row of plain text keeps its label only
 * if it is whole and its sum holds.  If sums fail in many rows, the numbers came
 * in another order, and every such row loses its label.
 */
extern void unname_scrambled_rows(Tables *tables);

/*
 * Damage: numbers stand above their labels.  It shows in numbers that got no row beside
 * a label that got no numbers: all rows between them, but for those on a line with
 * their labels, lose these.
 */
extern void unname_shifted_rows(Tables *tables, TableId table);

/*
 * Unnames all rows of a headed table that were placed by their order, if one of them
 * breaks a relation.
 */
extern void unname_misplaced_rows(Tables *tables);

#endif							/* DISCLOSURE_UNNAME_ROWS_H */
