/*
 * text_facts.h
 *	  Facts about the text of a report itself: are all its parts there, and do
 *	  they mention the required subjects?
 */
#ifndef DISCLOSURE_TEXT_FACTS_H
#define DISCLOSURE_TEXT_FACTS_H

#include "nodes/pg_list.h"

/* A section of a report, as parse_report() hands it out; title and text may be NULL. */
typedef struct TextSection
{
	const char *key;			/* "preamble", "一" … */
	const char *title;
	const char *text;
} TextSection;

/* Returns the facts as a list of TextHit; "numbers" are the hits that narrative_read() found. */
extern List *text_facts(const TextSection *sections, int nsections, const List *numbers);

#endif							/* DISCLOSURE_TEXT_FACTS_H */
