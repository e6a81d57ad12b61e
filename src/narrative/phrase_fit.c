/*
 * phrase_fit.c
 *	  Finds the phrase that fits a number of the text best.
 */
#include "postgres.h"

#include "narrative/phrase_fit.h"

/* Glue words that may stand between a phrase and its number. */
#define GLUE_MAX 6

static bool
phrase_may_fit(const Phrase *phrase, const SpokenNumber *number, Context context, const TextHit *last_hit)
{
	if (phrase->kind == PHRASE_COMPANION)
		return last_hit != NULL && last_hit->aspect == ASPECT_VALUE &&
			(phrase->aspect != ASPECT_GROWTH || indicator_grows(last_hit->indicator)) &&
			(strcmp(number->unit, "%") == 0 ||
			 (phrase->aspect == ASPECT_GROWTH && indicator_has_unit(last_hit->indicator, number->unit)));
	return phrase->kind == PHRASE_NUMBER &&
		(phrase->of == INDICATOR_none ||
		 (last_hit != NULL && last_hit->indicator == phrase->of)) &&
		(phrase->context == CONTEXT_ANY || phrase->context == context) &&
		(phrase->indicator == INDICATOR_none || indicator_has_unit(phrase->indicator, number->unit) ||
		 (phrase->units != NULL && unit_is_among(phrase->units, number->unit)));
}

void
phrase_fit_best(const Passage *passage, const SpokenNumber *number, int low,
				Context context, const TextHit *last_hit, PhraseFit *best)
{
	int			place[GLUE_MAX + 1];
	NumberBound bound[GLUE_MAX + 1];
	int			nplaces = 1;

	place[0] = number->start;
	bound[0] = number->bound;
	while (nplaces <= GLUE_MAX)
	{
		NumberBound by_word;

		place[nplaces] = number_glue_before(passage, place[nplaces - 1], low, &by_word);
		if (place[nplaces] < 0)
			break;
		bound[nplaces] = bound[nplaces - 1] == BOUND_EXACT ? by_word : bound[nplaces - 1];
		nplaces++;
	}

	memset(best, 0, sizeof(*best));
	for (int i = 0; i < nphrases; i++)
	{
		const Phrase *phrase = &phrases[i];
		int			after = 0;
		int			end;

		if (!phrase_may_fit(phrase, number, context, last_hit))
			continue;
		if (phrase->nafter > 0)
			after = phrase_after(phrase, passage, number->end, &end);
		if (after < 0)
			continue;
		for (int k = 0; k < (phrase->nbefore > 0 ? nplaces : 1); k++)
		{
			int			start = place[k];
			int			before = 0;
			bool		better;

			if (phrase->nbefore > 0)
				before = phrase_before(phrase, passage, place[k], low, &start);
			if (before < 0 || (before + after == 0 && phrase->of == INDICATOR_none))
				continue;
			better = best->phrase == NULL ||
				((phrase->nbefore > 0) != best->has_before ? phrase->nbefore > 0 : before + after > best->score ||
				 (before + after == best->score &&
				  (phrase->of != INDICATOR_none || (best->phrase->of == INDICATOR_none && best->phrase->indicator == INDICATOR_none))));
			if (!better)
				continue;
			best->phrase = phrase;
			best->score = before + after;
			best->has_before = phrase->nbefore > 0;
			best->start = start;
			/* the 近 of "近3年" belongs to the number, not to the words before it */
			best->bound = phrase->nbefore > 0 ? bound[k] : bound[nplaces - 1];
		}
	}
}
