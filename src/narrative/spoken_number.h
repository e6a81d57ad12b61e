/*
 * spoken_number.h
 *	  Numbers in prose, with their units and the words that make them inexact.
 */
#ifndef DISCLOSURE_SPOKEN_NUMBER_H
#define DISCLOSURE_SPOKEN_NUMBER_H

#include "narrative/passage.h"

/* Decimals of the numbers of texts. */
#define TEXT_SCALE	6
#define TEXT_UNIT	INT64CONST(1000000)

/* The bound that a glue word of phrases.def gives to a number. */
typedef enum NumberBound
{
	BOUND_EXACT,
	BOUND_ABOUT,				/* 约 */
	BOUND_ALMOST,				/* 近 */
	BOUND_AT_LEAST,				/* 超, 以上 */
	BOUND_AT_MOST,				/* 不超过 */
	BOUND_AND_MORE				/* 余, 多 */
} NumberBound;

typedef struct SpokenNumber
{
	int			start;			/* first digit */
	int			end;			/* behind its unit, or behind 以上 after the unit */
	int64		value;			/* in units of 10^-TEXT_SCALE */
	int			decimals;		/* decimals as printed */
	int64		magnitude;		/* place value of its last digit other than zero */
	NumberBound bound;
	const char *unit;			/* NULL without a known unit, e.g. for a year */
	bool		broken;			/* may be only part of a number */
} SpokenNumber;

/* Compiles the words; called once. */
extern void spoken_number_init(void);

/*
 * Reads the number at a place.  Its end is behind its digits even if it is
 * broken, so that the search goes on there.
 */
extern bool spoken_number_read(const Passage *passage, int at, SpokenNumber *number);

/* Returns 3 for 三, 10 for 十, or -1 for other code points. */
extern int	numeral_value(pg_wchar point);

/* Returns the start of the glue word that ends at a place, or -1; sets the bound it gives. */
extern int	number_glue_before(const Passage *passage, int at, int low, NumberBound *bound);

#endif							/* DISCLOSURE_SPOKEN_NUMBER_H */
