/*
 * evidence.h
 *	  What sums and relations say of numbers that are read: the only arithmetic
 *	  of reading.
 */
#ifndef DISCLOSURE_EVIDENCE_H
#define DISCLOSURE_EVIDENCE_H

#include "table/quantity.h"

typedef enum Evidence
{
	EVIDENCE_HOLDS,
	EVIDENCE_FAILS,
	EVIDENCE_OPEN				/* too little is known */
} Evidence;

/* What cells without a number are in a sum. */
typedef enum SumBlanks
{
	BLANKS_OPEN,				/* any of them leaves it open */
	BLANKS_NOTHING				/* empty cells, and signs for "nothing", add nothing */
} SumBlanks;

/*
 * Is the number "total" of n cells the sum of the others, all of them read as
 * "cell" is?  Open if a cell holds something else, or no number remains beside
 * the total.
 */
extern Evidence evidence_of_sum(const Quantity *const *number, int n, int total, int cell,
								SumBlanks blanks);

#endif							/* DISCLOSURE_EVIDENCE_H */
