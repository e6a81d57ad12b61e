/*
 * spoken_number.h
 *	  Numbers in running text, with their units and what makes them inexact.
 */
#ifndef DISCLOSURE_SPOKEN_NUMBER_H
#define DISCLOSURE_SPOKEN_NUMBER_H

#include "narrative/passage.h"

/* Decimals of the numbers of texts. */
#define TEXT_SCALE	6
#define TEXT_UNIT	INT64CONST(1000000)

/* What a word makes of a number; the order is that of glue words in phrases.def. */
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
	int			start;			/* of its digits */
	int			end;			/* behind its unit, and "以上" after it */
	int64		value;			/* in units of 10^-TEXT_SCALE */
	int			decimals;		/* as printed */
	int64		magnitude;		/* of its last digit that is not zero */
	NumberBound bound;
	const char *unit;			/* NULL: none that is known, as of a year */
	bool		broken;			/* perhaps a part of a number only */
} SpokenNumber;

/* Compiles the words; called once, when the library is loaded. */
extern void spoken_number_init(void);

/*
 * Is there a number at a place?  It is never shorter than its digits, so that
 * the next place to look at is its end.
 */
extern bool spoken_number_read(const Passage *passage, int at, SpokenNumber *number);

/* 三 is 3, 十 is 10; -1 for what is no numeral. */
extern int	numeral_value(pg_wchar point);

/* Where the word that only leads up to a number ends begins, or -1; what it makes of the number. */
extern int	number_glue_before(const Passage *passage, int at, int low, NumberBound *bound);

#endif							/* DISCLOSURE_SPOKEN_NUMBER_H */
