/*
 * indicator.h
 *	  The indicators of indicators.def: numbers that a text states.
 */
#ifndef DISCLOSURE_INDICATOR_H
#define DISCLOSURE_INDICATOR_H

typedef enum TopicId
{
#define TOPIC(name, label) TOPIC_##name,
#include "rule/indicators.def"
	TOPIC_COUNT
} TopicId;

typedef enum IndicatorId
{
#define INDICATOR(name, topic, units, label) INDICATOR_##name,
#include "rule/indicators.def"
	INDICATOR_none,				/* known to be another number */
#define FACT(name, topic, unit, label) INDICATOR_##name,
#include "rule/indicators.def"
	INDICATOR_COUNT
} IndicatorId;

#define FIRST_FACT (INDICATOR_none + 1)

/* The numbers that a text states about an indicator. */
typedef enum Aspect
{
	ASPECT_VALUE,
	ASPECT_SHARE,				/* in percent of a whole */
	ASPECT_GROWTH,				/* in percent of the year before */
	ASPECT_INCREASE,			/* since the year before */
	/* implied by the others, not stated; see text_rule.h */
	ASPECT_WHOLE,
	ASPECT_BEFORE,
	ASPECT_COUNT
} Aspect;

typedef struct TopicInfo
{
	const char *name;
	size_t		len;			/* of the name */
	const char *label;
} TopicInfo;

typedef struct IndicatorInfo
{
	const char *name;			/* NULL for INDICATOR_none */
	size_t		len;
	TopicId		topic;
	const char *units;			/* separated by blanks; a fact has one */
	const char *label;
} IndicatorInfo;

extern const TopicInfo topic_info[TOPIC_COUNT];
extern const IndicatorInfo indicator_info[INDICATOR_COUNT];
extern const char *const aspect_suffix[ASPECT_COUNT];

/* References of the rule language to the text are numbered: an indicator and an aspect. */
#define TEXT_REFERENCE(indicator, aspect)	((indicator) * ASPECT_COUNT + (aspect))
#define TEXT_REFERENCE_COUNT				(INDICATOR_COUNT * ASPECT_COUNT)
#define REFERENCE_INDICATOR(reference)		((reference) / ASPECT_COUNT)
#define REFERENCE_ASPECT(reference)			((Aspect) ((reference) % ASPECT_COUNT))

/* Does "whole" count in the sum of its topic only if "part" is not stated? */
extern bool indicator_covers(IndicatorId whole, IndicatorId part);

/*
 * Returns the indicator of the sum of a list that follows the indicator, and in
 * *least the parts that make a list; INDICATOR_none if there is no such sum.
 */
extern IndicatorId indicator_of_list(IndicatorId indicator, int *least);

/* Is the unit one of a list, parted by blanks? */
extern bool unit_is_among(const char *units, const char *unit);

/* Is the unit one of the indicator's? */
extern bool indicator_has_unit(IndicatorId indicator, const char *unit);

/* Can a growth that the text states next be that of the indicator? */
extern bool indicator_grows(IndicatorId indicator);

/* Return the indicator or topic of a name, which may have the suffix of an aspect, or -1. */
extern int	indicator_by_name(const char *name, size_t len, Aspect *aspect);
extern int	topic_by_name(const char *name, size_t len, Aspect *aspect);

#endif							/* DISCLOSURE_INDICATOR_H */
