/*
 * bounds.h
 *	  How large and how small cells can be, given other cells and the
 *	  statutory relations.
 */
#ifndef DISCLOSURE_BOUNDS_H
#define DISCLOSURE_BOUNDS_H

#include "figures/figures.h"

/* Says that there is no bound; no cell holds as much. */
#define BOUND_NONE	PG_INT64_MAX

typedef struct Bounds
{
	int			nrelations;
	const struct Rule **relation;
	CellSet    *cells;			/* of each relation */
	bool	   *broken;			/* by the known numbers: set aside */
	int64		low[CELL_COUNT];	/* or -BOUND_NONE */
	int64		high[CELL_COUNT];	/* or BOUND_NONE */
} Bounds;

/*
 * Starts from the numbers of some cells and a set of open cells, which may hold
 * any number, or any that is not negative if they are counts.  A cell in neither
 * set is absent and adds nothing.
 */
extern Bounds *bounds_begin(const CellVector *known, const CellSet *open);

/* Sets both bounds of a cell to a number that has become known. */
extern void bounds_set(Bounds *bounds, int cell, int64 value);

/* Narrows the bounds by all relations until nothing changes. */
extern void bounds_narrow(Bounds *bounds);

/* Could these cells hold these numbers, all at once? */
extern bool bounds_allow(Bounds *bounds, const int *cells, const int64 *values, int n);

#endif							/* DISCLOSURE_BOUNDS_H */
