/*
 * text_hit.h
 *	  A number that the text of a report states.
 */
#ifndef DISCLOSURE_TEXT_HIT_H
#define DISCLOSURE_TEXT_HIT_H

#include "narrative/spoken_number.h"
#include "rule/indicator.h"

typedef enum TextScope
{
	TEXT_SCOPE_NONE,			/* it does not say */
	TEXT_SCOPE_own,
	TEXT_SCOPE_level,
	TEXT_SCOPE_consolidated,
	TEXT_SCOPE_COUNT
} TextScope;

/*
 * A number of the text.  What it stands for lies between low and high: of an
 * exact count both are the number itself; "5500余" is anything up to 5599,
 * "33.9%" what is rounded to it.
 */
typedef struct TextHit
{
	IndicatorId indicator;
	Aspect		aspect;
	int64		value;			/* in units of 10^-TEXT_SCALE */
	int64		low;
	int64		high;
	bool		no_high;		/* "以上": there is no bound */
	bool		no_low;
	bool		approximate;
	bool		cumulative;
	bool		has_base;		/* of a share or growth: the number it is about */
	int64		base;
	TextScope	scope;
	int			year;			/* that the sentence names, or 0 */
	const char *unit;
	char	   *evidence;		/* the clause as written */
	int			position;		/* in characters, from 1 */
	const char *section;		/* key of the section it stands in, or NULL */
} TextHit;

extern const char *const text_scope_name[TEXT_SCOPE_COUNT];

/* TEXT_SCOPE_COUNT for a name that is none. */
extern TextScope text_scope_by_name(const char *name);

/* "requests_received_share" */
extern char *text_hit_name(const TextHit *hit);

/* Sets the value, and its bounds by the word that makes it inexact and by its rounding. */
extern void text_hit_set_number(TextHit *hit, const SpokenNumber *number, NumberBound bound);

#endif							/* DISCLOSURE_TEXT_HIT_H */
