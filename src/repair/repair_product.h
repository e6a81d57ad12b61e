/*
 * repair_product.h
 *	  Repairs of independent errors: taken apart, and put together.
 */
#ifndef DISCLOSURE_REPAIR_PRODUCT_H
#define DISCLOSURE_REPAIR_PRODUCT_H

#include "repair/repair_search.h"

/* Repairs listed, the likeliest ones: more than anybody reads. */
#define REPAIRS_LISTED		1000

/* Returns the parts whose product the part is, or a list of the part itself. */
extern List *repair_factors(const RepairProblem *problem, RepairPart *part);

/* Sorts by likelihood, then in the order of the form. */
extern void repairs_sort(List *repairs);

/*
 * Combines one repair of each part; all parts must be REPAIR_FOUND.  Returns
 * those that change at most max_cells cells, the likeliest REPAIRS_LISTED.
 */
extern List *repairs_combine(List *parts, int max_cells);

/* The fewest cells that a repair of all parts changes, or a lower bound. */
extern int	repairs_cells(List *parts);

/* The number of combined repairs.  Returns false if it is not known or too large. */
extern bool repairs_count(List *parts, int64 *count);

#endif							/* DISCLOSURE_REPAIR_PRODUCT_H */
