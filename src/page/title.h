/*
 * title.h
 *	  The title of a report, and the unit and the year that it names.
 */
#ifndef DISCLOSURE_TITLE_H
#define DISCLOSURE_TITLE_H

#include "common/folded_text.h"

typedef struct Title
{
	int			from;			/* in the text; from == to: none */
	int			to;
	char	   *text;			/* as printed */
	char	   *unit;			/* as printed, without white space, or NULL */
	int			year;			/* 0: none */
	bool		conflict;		/* it names two years */
	int			rank;			/* how much it says */
} Title;

/* The best title in the text; rank 0: none. */
extern void title_find(const FoldedText *text, Title *title);

#endif							/* DISCLOSURE_TITLE_H */
