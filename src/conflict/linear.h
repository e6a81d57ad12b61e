/*
 * linear.h
 *	  Can these sums be within these bounds, all at once?
 *
 * An exact simplex for variables that are added, bounded and released as the
 * question unfolds.  Where the answer is no, the owners of the bounds that
 * together rule it out are known: Farkas' certificate, read off the tableau.
 */
#ifndef DISCLOSURE_LINEAR_H
#define DISCLOSURE_LINEAR_H

#include "nodes/bitmapset.h"

#include "common/fraction.h"

/* Bounds of a variable, of which either may be missing. */
typedef struct LinearRange
{
	bool		has_low;
	bool		has_high;
	int128		low;
	int128		high;
} LinearRange;

/* The owner of bounds that need no proof, as that a count is not negative. */
#define LINEAR_NO_OWNER	(-1)

typedef enum LinearAnswer
{
	LINEAR_FEASIBLE,			/* the values are a witness */
	LINEAR_INFEASIBLE,			/* the conflict is the proof */
	LINEAR_UNKNOWN				/* numbers or tableau grew too large */
} LinearAnswer;

typedef struct Linear Linear;

extern Linear *linear_begin(void);

/* Both return the number of a variable; that of a sum has no bounds yet. */
extern int	linear_add_variable(Linear *lp, const LinearRange *range);
extern int	linear_add_sum(Linear *lp, int nterms, const int *variable,
						   const int128 *coefficient);

extern void linear_bind(Linear *lp, int variable, const LinearRange *range, int owner);
extern void linear_release(Linear *lp, int variable);

extern LinearAnswer linear_solve(Linear *lp);
extern Fraction linear_value(const Linear *lp, int variable);
extern const Bitmapset *linear_conflict(const Linear *lp);

#endif							/* DISCLOSURE_LINEAR_H */
