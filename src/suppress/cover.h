/*
 * cover.h
 *	  The fewest candidates that satisfy a set of cuts: a bound from below.
 *
 * The relaxation in which a candidate may be left out in part, by the dual
 * simplex method in a tableau: exact, and it grows by a cut at a time.
 */
#ifndef DISCLOSURE_COVER_H
#define DISCLOSURE_COVER_H

#include "nodes/pg_list.h"

#include "suppress/reader.h"

typedef enum Choice
{
	UNDECIDED,
	LEFT_OUT,
	PRINTED
} Choice;

typedef struct Cover
{
	int			ncandidates;
	const Choice *choice;		/* of each candidate; the undecided ones are variables */
	int			nleft_out;		/* candidates that were decided to be */
	Tableau    *tableau;
} Cover;

extern Cover *cover_begin(int ncandidates, const Choice *choice);
extern void cover_end(Cover *cover);

/* Is there room for another cut, and are the bound and the values still known? */
extern bool cover_is_open(const Cover *cover);

/* Adds a cut that the present values violate.  Returns false if nothing satisfies the cuts any more. */
extern bool cover_add(Cover *cover, const ReaderCut *cut);

/* The fewest candidates left out, those decided on included. */
extern int	cover_least(const Cover *cover);

/* Does a cut not hold for the present values? */
extern bool cover_violates(const Cover *cover, const ReaderCut *cut);

/* Is at least half of a candidate left out (2), less than half (1), or nothing (0)?  Whole candidates count as 3. */
extern int	cover_share(const Cover *cover, int candidate);

/* Would leaving out this undecided candidate, now printed, take more than so many in all? */
extern bool cover_excludes(const Cover *cover, int candidate, int most);

#endif							/* DISCLOSURE_COVER_H */
