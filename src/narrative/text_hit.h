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
	TEXT_SCOPE_NONE,			/* not stated */
	TEXT_SCOPE_own,
	TEXT_SCOPE_level,
	TEXT_SCOPE_consolidated,
	TEXT_SCOPE_COUNT
} TextScope;

/*
 * A number of the text.  The true number lies between low and high: both equal
 * the value of an exact count; "5500余" may be up to 5600, "33.9%" anything
 * that is rounded to it.
 */
typedef struct TextHit
{
	IndicatorId indicator;
	Aspect		aspect;
	int64		value;			/* in units of 10^-TEXT_SCALE */
	int64		low;
	int64		high;
	bool		no_high;		/* 以上: no upper bound */
	bool		no_low;			/* 不超过: no lower bound */
	bool		approximate;
	bool		cumulative;
	bool		has_base;		/* is base, the number that a share or growth is about, known? */
	int64		base;
	TextScope	scope;
	bool		of_itself;		/* is the scope that of the reporting office, as 本机关? */
	bool		with_carried_in;	/* does the text say that applications carried in are in it? */
	int			end;			/* behind the number, in code points of the passage */
	int			year;			/* year that the sentence names, or 0 */
	const char *unit;
	char	   *evidence;		/* the clause as written */
	int			position;		/* in characters, from 1 */
	const char *section;		/* key of its section, or NULL */
} TextHit;

extern const char *const text_scope_name[TEXT_SCOPE_COUNT];

/* Returns the scope with the name, or TEXT_SCOPE_COUNT. */
extern TextScope text_scope_by_name(const char *name);

/* Returns the name of indicator and aspect, e.g. "requests_received_share". */
extern char *text_hit_name(const TextHit *hit);

/* Sets the value, and its bounds by the word that makes it inexact and by its rounding. */
extern void text_hit_set_number(TextHit *hit, const SpokenNumber *number, NumberBound bound);

#endif							/* DISCLOSURE_TEXT_HIT_H */
