/*
 * indicator.c
 *	  The indicators of indicators.def: their names, units and relations.
 */
#include "postgres.h"

#include "rule/indicator.h"

const TopicInfo topic_info[TOPIC_COUNT] = {
#define TOPIC(name, label) [TOPIC_##name] = {#name, sizeof(#name) - 1, label},
#include "rule/indicators.def"
};

const IndicatorInfo indicator_info[INDICATOR_COUNT] = {
#define INDICATOR(name, topic, units, label) [INDICATOR_##name] = {#name, sizeof(#name) - 1, TOPIC_##topic, units, label},
#define FACT(name, topic, unit, label) [INDICATOR_##name] = {#name, sizeof(#name) - 1, TOPIC_##topic, unit, label},
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

/* Does a name end with the suffix of an aspect?  Before it stand the first *base bytes, one at least. */
static bool
has_suffix(const char *name, size_t len, Aspect aspect, size_t *base)
{
	size_t		suffix = strlen(aspect_suffix[aspect]);

	*base = len - suffix;
	return len > suffix && memcmp(name + *base, aspect_suffix[aspect], suffix) == 0;
}

int
topic_by_name(const char *name, size_t len, Aspect *aspect)
{
	size_t		base;

	for (*aspect = 0; *aspect < ASPECT_COUNT; (*aspect)++)
	{
		if (!has_suffix(name, len, *aspect, &base))
			continue;
		for (int i = 0; i < TOPIC_COUNT; i++)
			if (topic_info[i].len == base && memcmp(topic_info[i].name, name, base) == 0)
				return i;
	}
	return -1;
}

int
indicator_by_name(const char *name, size_t len, Aspect *aspect)
{
	size_t		base;

	for (*aspect = 0; *aspect < ASPECT_COUNT; (*aspect)++)
	{
		if (!has_suffix(name, len, *aspect, &base))
			continue;
		for (int i = 0; i < (*aspect == ASPECT_VALUE ? INDICATOR_COUNT : FIRST_FACT); i++)
			if (indicator_info[i].len == base && memcmp(indicator_info[i].name, name, base) == 0)
				return i;
	}
	return -1;
}
