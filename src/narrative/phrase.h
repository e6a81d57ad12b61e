/*
 * phrase.h
 *	  The phrases of phrases.def, compiled, and where they fit.
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
	CONTEXT_OTHER
} Context;

typedef enum PhraseKind
{
	PHRASE_NUMBER,
	PHRASE_NONE,
	PHRASE_ALL,
	PHRASE_COMPANION
} PhraseKind;

typedef struct Element Element;

typedef struct Phrase
{
	PhraseKind	kind;
	IndicatorId indicator;		/* not of a companion */
	Context		context;
	IndicatorId of;				/* PHRASE_ALL: whose number it is; PHRASE_NUMBER: which it follows */
	Aspect		aspect;			/* PHRASE_COMPANION */
	int			sign;
	bool		names_last_year;	/* as in 上年结转 */
	int			nbefore;
	const Element *before;
	int			nafter;
	const Element *after;
} Phrase;

extern const Phrase *phrases;
extern int	nphrases;

/* Compiles phrases.def; called once, when the library is loaded. */
extern void phrase_init(void);

/*
 * How many characters of the phrase stand before a place, from "low" on, or
 * after a place; -1 where it does not fit.  "start" is where it begins.
 */
extern int	phrase_before(const Phrase *phrase, const Passage *passage, int at, int low, int *start);
extern int	phrase_after(const Phrase *phrase, const Passage *passage, int at, int *end);

#endif							/* DISCLOSURE_PHRASE_H */
