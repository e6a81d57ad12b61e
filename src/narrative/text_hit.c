/*
 * text_hit.c
 *	  A number that the text of a report states: its bounds and its SQL names.
 */
#include "postgres.h"

#include "narrative/text_hit.h"

const char *const text_scope_name[TEXT_SCOPE_COUNT] = {
	[TEXT_SCOPE_NONE] = NULL,
	[TEXT_SCOPE_own] = "own",
	[TEXT_SCOPE_level] = "level",
	[TEXT_SCOPE_consolidated] = "consolidated",
};

void
text_hit_set_number(TextHit *hit, const SpokenNumber *number, NumberBound bound)
{
	int64		rounding = TEXT_UNIT / 2;

	hit->value = hit->low = hit->high = number->value;
	hit->unit = number->unit;
	hit->approximate = bound != BOUND_EXACT;
	switch (bound)
	{
		case BOUND_ABOUT:
			hit->low = number->value - number->magnitude;
			hit->high = number->value + number->magnitude;
			break;
		case BOUND_ALMOST:
			hit->low = number->value - number->magnitude;
			break;
		case BOUND_AND_MORE:
			hit->high = number->value + number->magnitude;
			break;
		case BOUND_AT_LEAST:
			hit->no_high = true;
			break;
		case BOUND_AT_MOST:
			hit->no_low = true;
			break;
		case BOUND_EXACT:
			break;
	}
	if (strcmp(number->unit, "%") != 0)
		return;
	for (int i = 0; i < number->decimals; i++)
		rounding /= 10;
	hit->low -= rounding;
	hit->high += rounding;
}

TextScope
text_scope_by_name(const char *name)
{
	for (TextScope scope = TEXT_SCOPE_NONE + 1; scope < TEXT_SCOPE_COUNT; scope++)
		if (strcmp(text_scope_name[scope], name) == 0)
			return scope;
	return TEXT_SCOPE_COUNT;
}

char *
text_hit_name(const TextHit *hit)
{
	return psprintf("%s%s", indicator_info[hit->indicator].name, aspect_suffix[hit->aspect]);
}
