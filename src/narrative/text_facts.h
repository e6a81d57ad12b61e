/*
 * text_facts.h
 *	  What can be counted in the text of a report itself: has it all its parts,
 *	  and do they say what they have to say?
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

/* The facts, a list of TextHit; "numbers" are the numbers that the sections state. */
extern List *text_facts(const TextSection *sections, int nsections, const List *numbers);

#endif							/* DISCLOSURE_TEXT_FACTS_H */
