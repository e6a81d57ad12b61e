/*
 * narrative.h
 *	  The numbers that the text of a report states.
 */
#ifndef DISCLOSURE_NARRATIVE_H
#define DISCLOSURE_NARRATIVE_H

#include "nodes/pg_list.h"

#include "narrative/text_facts.h"
#include "narrative/text_hit.h"

/* Reads the numbers of a text that a phrase explains, in order: a list of TextHit. */
extern List *narrative_read(const char *text, size_t len);

/* Reads the numbers of all sections, then the facts about their text. */
extern List *narrative_read_sections(const TextSection *sections, int nsections);

#endif							/* DISCLOSURE_NARRATIVE_H */
