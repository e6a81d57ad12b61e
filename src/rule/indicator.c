/*
 * indicator.c
 *	  The indicators of indicators.def: their names, units and relations.
 */
#include "postgres.h"

#include "rule/indicator.h"

const TopicInfo topic_info[TOPIC_COUNT] = {
#define TOPIC(name, label) [TOPIC_##name] = {#name, label},
#include "rule/indicators.def"
};

const IndicatorInfo indicator_info[INDICATOR_COUNT] = {
#define INDICATOR(name, topic, units, label) [INDICATOR_##name] = {#name, TOPIC_##topic, units, label},
#define FACT(name, topic, unit, label) [INDICATOR_##name] = {#name, TOPIC_##topic, unit, label},
#include "rule/indicators.def"
};

const char *const aspect_suffix[ASPECT_COUNT] = {
	[ASPECT_VALUE] = "",
	[ASPECT_SHARE] = "_share",
	[ASPECT_GROWTH] = "_growth",
	[ASPECT_INCREASE] = "_increase",
	[ASPECT_WHOLE] = "_whole",
	[ASPECT_BEFORE] = "_before",
};

bool
indicator_covers(IndicatorId whole, IndicatorId part)
{
#define COVERS(a, b) \
	if (whole == INDICATOR_##a && part == INDICATOR_##b) \
		return true;
#include "rule/indicators.def"
	return false;
}

IndicatorId
indicator_of_list(IndicatorId indicator, int *least)
{
#define LISTED(name, sum, n) \
	if (indicator == INDICATOR_##name) \
	{ \
		*least = n; \
		return INDICATOR_##sum; \
	}
#include "rule/indicators.def"
	return INDICATOR_none;
}

bool
indicator_grows(IndicatorId indicator)
{
#define NO_GROWTH(name) \
	if (indicator == INDICATOR_##name) \
		return false;
#include "rule/indicators.def"
	return true;
}

bool
unit_is_among(const char *units, const char *unit)
{
	const char *p = units;
	size_t		len = strlen(unit);

	while (p != NULL && *p != '\0')
	{
		size_t		word = strcspn(p, " ");

		if (word == len && memcmp(p, unit, len) == 0)
			return true;
		p += word;
		while (*p == ' ')
			p++;
	}
	return false;
}

bool
indicator_has_unit(IndicatorId indicator, const char *unit)
{
	return unit_is_among(indicator_info[indicator].units, unit);
}

/* Is the text this name with the suffix of an aspect? */
static bool
has_name(const char *text, size_t len, const char *name, Aspect *aspect)
{
	size_t		base = 0;

	/* nearly every name differs in its first letters */
	while (base < len && name[base] != '\0' && name[base] == text[base])
		base++;
	if (name[base] != '\0')
		return false;
	for (int i = 0; i < ASPECT_COUNT; i++)
		if (strlen(aspect_suffix[i]) == len - base && memcmp(aspect_suffix[i], text + base, len - base) == 0)
		{
			*aspect = i;
			return true;
		}
	return false;
}

int
topic_by_name(const char *name, size_t len, Aspect *aspect)
{
	for (int i = 0; i < TOPIC_COUNT; i++)
		if (has_name(name, len, topic_info[i].name, aspect))
			return i;
	return -1;
}

int
indicator_by_name(const char *name, size_t len, Aspect *aspect)
{
	for (int i = 0; i < INDICATOR_COUNT; i++)
		if (indicator_info[i].name != NULL && has_name(name, len, indicator_info[i].name, aspect) &&
			(i < FIRST_FACT || *aspect == ASPECT_VALUE))
			return i;
	return -1;
}
