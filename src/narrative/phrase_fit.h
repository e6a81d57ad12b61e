/*
 * phrase_fit.h
 *	  Finds the phrase that fits a number of the text best.
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
	int			start;			/* start of the words before the number */
	NumberBound bound;
} PhraseFit;

/*
 * Finds the phrase that fits best: words before the number win over words
 * behind it, then the longest phrase wins.  Words before it begin at "low" or
 * later; "last_hit" is the hit of the number before, or NULL.
 */
extern void phrase_fit_best(const Passage *passage, const SpokenNumber *number, int low,
							Context context, const TextHit *last_hit, PhraseFit *best);

#endif							/* DISCLOSURE_PHRASE_FIT_H */
