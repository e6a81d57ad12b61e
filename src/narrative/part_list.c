/*
 * part_list.c
 *	  The parts that a text lists behind a total.
 */
#include "postgres.h"

#include "common/int.h"

#include "narrative/part_list.h"

void
part_list_begin(PartList *list)
{
	memset(list, 0, sizeof(PartList));
	list->complete = true;
}

bool
part_list_takes(const PartList *list, const SpokenNumber *number)
{
	return list->total != NULL && list->begun && strcmp(number->unit, list->total->unit) == 0;
}

void
part_list_add(PartList *list, const Passage *passage, const SpokenNumber *number, int low, int depth)
{
	NumberBound bound;

	if (!part_list_takes(list, number))
		return;
	if (list->n++ == 0)
		list->depth = depth;
	if (number_glue_before(passage, number->start, low, &bound) < 0)
		bound = BOUND_EXACT;
	/* a part in brackets is part of a part: it would count twice */
	list->complete &= number->bound == BOUND_EXACT && bound == BOUND_EXACT && depth == list->depth &&
		!pg_add_s64_overflow(list->sum, number->value, &list->sum);
}

bool
part_list_knows(const PartList *list, const TextHit *hit)
{
	/* the results of those received need not add up to them: some were carried in, and some are carried out */
	TopicId		parts = list->total->indicator == INDICATOR_requests_answered ? TOPIC_request_results : TOPIC_disclosure_channels;

	return hit->aspect == ASPECT_VALUE && indicator_info[hit->indicator].topic == parts;
}

bool
part_list_is_part(const PartList *list, const SpokenNumber *number, const Phrase *phrase)
{
	return phrase != NULL && phrase->indicator == INDICATOR_disclosed && list->total != NULL &&
		list->total->indicator == INDICATOR_disclosed && !list->total->cumulative && list->begun &&
		number->value <= list->total->value;
}
