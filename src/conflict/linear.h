/*
 * linear.h
 *	  Are there values of variables that keep all of their sums within bounds?
 *
 * An exact simplex for variables and sums that are added, bounded and released
 * as the question unfolds.  If there are no such values, the owners of the
 * bounds that rule one another out are known: Farkas' certificate, read off the
 * tableau.
 */
#ifndef DISCLOSURE_LINEAR_H
#define DISCLOSURE_LINEAR_H

#include "nodes/bitmapset.h"

#include "common/fraction.h"

/* The bounds of a variable; either may be missing. */
typedef struct LinearRange
{
	bool		has_low;
	bool		has_high;
	int128		low;
	int128		high;
} LinearRange;

/* The owner of bounds that need no proof, such as that a count is not negative. */
#define LINEAR_NO_OWNER	(-1)

typedef enum LinearAnswer
{
	LINEAR_FEASIBLE,			/* linear_value() is a witness */
	LINEAR_INFEASIBLE,			/* linear_conflict() is the proof */
	LINEAR_UNKNOWN				/* numbers or tableau grew too large */
} LinearAnswer;

typedef struct Linear Linear;

extern Linear *linear_begin(void);

/* Both return the number of a new variable.  A sum has no bounds yet. */
extern int	linear_add_variable(Linear *lp, const LinearRange *range);
extern int	linear_add_sum(Linear *lp, int nterms, const int *variable,
						   const int128 *coefficient);

extern void linear_bind(Linear *lp, int variable, const LinearRange *range, int owner);
extern void linear_release(Linear *lp, int variable);

extern LinearAnswer linear_solve(Linear *lp);
extern Fraction linear_value(const Linear *lp, int variable);
extern const Bitmapset *linear_conflict(const Linear *lp);

#endif							/* DISCLOSURE_LINEAR_H */
