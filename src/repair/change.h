/*
 * change.h
 *	  Changes of cells that repair a report: one cell's, a set of them, and
 *	  all sets for one part of the report.
 */
#ifndef DISCLOSURE_CHANGE_H
#define DISCLOSURE_CHANGE_H

#include "nodes/pg_list.h"

#include "figures/figures.h"

/* How a number goes wrong. */
typedef enum Slip
{
#define SLIP(name, points, words) SLIP_##name,
#include "repair/slips.def"
	SLIP_COUNT
} Slip;

/* The numbers of another account, such as the text of the report. */
typedef struct Witness
{
	const char *label;
	CellVector	vector;
} Witness;

/* The values a cell can have if only the cells of the repair are wrong. */
typedef struct Change
{
	int16		cell;
	int16		place;			/* of the cell, in the order of the form */
	int16		part;			/* from 1 */
	bool		has_low;
	bool		has_high;
	Slip		slip;
	const Witness *witness;		/* one whose number is possible, or NULL */
	int64		old;
	int64		low;
	int64		high;
} Change;

/* A set of cells of one part, or after repairs_combine() of several. */
typedef struct Repair
{
	int			nchanges;
	int			weight;
	int			points;			/* sum over the changes; the fewer, the likelier */
	Change	   *change;			/* part by part, each in the order of the form */
} Repair;

typedef enum RepairState
{
	REPAIR_FOUND,
	REPAIR_IMPOSSIBLE,			/* no change of cells that are not sure is enough */
	REPAIR_BEYOND,				/* takes more cells than allowed */
	REPAIR_STOPPED				/* too hard: the search gave up */
} RepairState;

/* The smallest sets of cells that repair one part of the equations. */
typedef struct RepairPart
{
	RepairState state;
	int			cells_allowed;
	int			weight;			/* of each of these sets; if none was found, a lower bound */
	int64		count;			/* of the sets found */
	bool		counted;		/* the search was complete */
	List	   *repairs;		/* of Repair, the likeliest first; at most REPAIRS_KEPT */
	int			a_cell;			/* some cell of the part */
	bool		is_weighted;	/* weights are not all 1 */
	bool		has_sure;		/* some cells are sure */
	bool		is_row;			/* the cells are all in one row */
} RepairPart;

/* Sets kept for one part; any more are only counted. */
#define REPAIRS_KEPT		20000

/* Does the cell have only one possible value? */
static inline bool
change_is_certain(const Change *change)
{
	return change->has_low && change->has_high && change->low == change->high;
}

#endif							/* DISCLOSURE_CHANGE_H */
