/*
 * part_list.h
 *	  The parts that a text lists behind a total: 共171条，其中通知124条，动态34条 …
 */
#ifndef DISCLOSURE_PART_LIST_H
#define DISCLOSURE_PART_LIST_H

#include "narrative/phrase_fit.h"

typedef struct PartList
{
	TextHit    *total;			/* a total that a list of parts may follow, or NULL */
	bool		begun;			/* 其中 was said */
	bool		complete;		/* every number of the list is an exact part */
	int64		sum;
	int			n;
	int			depth;			/* depth of brackets at the first part */
} PartList;

extern void part_list_begin(PartList *list);

/* Is the number one of the list? */
extern bool part_list_takes(const PartList *list, const SpokenNumber *number);

/* Adds a number, if it is one of the list; words that belong to it begin at "low" or later. */
extern void part_list_add(PartList *list, const Passage *passage, const SpokenNumber *number, int low, int depth);

/* Does the hit count a part of the total: a channel of what is disclosed, a result of applications? */
extern bool part_list_knows(const PartList *list, const TextHit *hit);

/*
 * Is the phrase that of what is disclosed, behind a total of it?  Then the
 * number is a part: 公开566条，一是网站398条；二是美篇等发布信息168条.
 */
extern bool part_list_is_part(const PartList *list, const SpokenNumber *number, const Phrase *phrase);

#endif							/* DISCLOSURE_PART_LIST_H */
