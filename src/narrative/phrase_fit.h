/*
 * phrase_fit.h
 *	  The phrase that fits a number of the text best.
 */
#ifndef DISCLOSURE_PHRASE_FIT_H
#define DISCLOSURE_PHRASE_FIT_H

#include "narrative/phrase.h"
#include "narrative/text_hit.h"

/* A phrase that fits a number. */
typedef struct PhraseFit
{
	const Phrase *phrase;
	int			score;
	bool		has_before;
	int			start;			/* of what stands before the number */
	NumberBound bound;
} PhraseFit;

/*
 * Finds the phrase that fits a number best, from "low" on: one with words
 * before it rather than behind it, then the longest.  "last_hit" is the number
 * before it in the sentence, or NULL.
 */
extern void phrase_fit_best(const Passage *passage, const SpokenNumber *number, int low,
							Context context, const TextHit *last_hit, PhraseFit *best);

#endif							/* DISCLOSURE_PHRASE_FIT_H */
