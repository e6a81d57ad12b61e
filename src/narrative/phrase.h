/*
 * phrase.h
 *	  Compiles the phrases of phrases.def and matches them.
 */
#ifndef DISCLOSURE_PHRASE_H
#define DISCLOSURE_PHRASE_H

#include "narrative/passage.h"
#include "rule/indicator.h"

typedef enum Context
{
	CONTEXT_ANY,
	CONTEXT_DISCLOSURE,
	CONTEXT_REQUESTS,
	CONTEXT_RECONSIDERATIONS,
	CONTEXT_LAWSUITS,
	CONTEXT_DIRECT_SUITS,
	CONTEXT_LATER_SUITS,
	CONTEXT_RULES,
	CONTEXT_DOCUMENTS,
	CONTEXT_FEES,
	CONTEXT_LICENSING,
	CONTEXT_PENALTIES,
	CONTEXT_COMPULSION,
	CONTEXT_PROPOSALS,
	CONTEXT_OTHER
} Context;

typedef enum PhraseKind
{
	PHRASE_NUMBER,
	PHRASE_NONE,
	PHRASE_ALL,
	PHRASE_SUBJECT,
	PHRASE_CHANNEL,
	PHRASE_PUBLISHED,
	PHRASE_COMPANION
} PhraseKind;

typedef struct Element Element;

typedef struct Phrase
{
	PhraseKind	kind;
	IndicatorId indicator;		/* INDICATOR_none for a companion */
	Context		context;
	IndicatorId of;				/* PHRASE_ALL: indicator whose number is taken; PHRASE_NUMBER: indicator before it */
	Aspect		aspect;			/* of a companion */
	int			sign;
	bool		names_last_year;	/* as in 上年结转 */
	const char *units;			/* units that it takes besides those of the indicator, or NULL */
	int			nbefore;
	const Element *before;
	int			nafter;
	const Element *after;
	uint64		before_points;	/* POINT_BIT of each code point that may stand next to the number */
	uint64		after_points;
} Phrase;

extern const Phrase *phrases;
extern int	nphrases;

/* Compiles phrases.def; called once. */
extern void phrase_init(void);

/*
 * Matches the part of a phrase before its number, from "low" on, or the part
 * after it, and sets the start or end of the match.  Returns the characters of
 * its words, or -1 if it does not fit.
 */
extern int	phrase_before(const Phrase *phrase, const Passage *passage, int at, int low, int *start);
extern int	phrase_after(const Phrase *phrase, const Passage *passage, int at, int *end);

#endif							/* DISCLOSURE_PHRASE_H */
