/*
 * narrative.h
 *	  The numbers that the text of a report states.
 */
#ifndef DISCLOSURE_NARRATIVE_H
#define DISCLOSURE_NARRATIVE_H

#include "nodes/pg_list.h"

#include "narrative/text_facts.h"
#include "narrative/text_hit.h"

/* All numbers of a text that are known for what they are, in order: a list of TextHit. */
extern List *narrative_read(const char *text, size_t len);

/* The numbers of all sections, then what can be counted in the text itself. */
extern List *narrative_read_sections(const TextSection *sections, int nsections);

#endif							/* DISCLOSURE_NARRATIVE_H */
