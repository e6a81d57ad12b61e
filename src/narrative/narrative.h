/*
 * narrative.h
 *	  The numbers that the text of a report states.
 */
#ifndef DISCLOSURE_NARRATIVE_H
#define DISCLOSURE_NARRATIVE_H

#include "nodes/pg_list.h"

#include "narrative/phrase.h"

/* Decimals of the numbers of texts. */
#define TEXT_SCALE	6
#define TEXT_UNIT	INT64CONST(1000000)

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

/* All numbers that are known for what they are, in order. */
extern List *narrative_read(const char *text, size_t len);

/* "requests_received_share" */
extern char *text_hit_name(const TextHit *hit);

/* A section of a report, as parse_report() hands it out; title and text may be NULL. */
typedef struct TextSection
{
	const char *key;			/* "preamble", "一" … */
	const char *title;
	const char *text;
} TextSection;

/* in text_facts.c: what can be counted in the sections of a report, of a year or 0 */
extern List *text_facts(const TextSection *sections, int nsections);

/* The numbers of all sections, then the facts. */
extern List *text_read(const TextSection *sections, int nsections);

#endif							/* DISCLOSURE_NARRATIVE_H */
