/*
 * title.h
 *	  Finds the title of a report, and the unit and year in it.
 */
#ifndef DISCLOSURE_TITLE_H
#define DISCLOSURE_TITLE_H

#include "common/folded_text.h"

typedef struct Title
{
	int			from;			/* first code point; equal to "to" if there is no title */
	int			to;
	char	   *text;			/* as printed */
	char	   *unit;			/* as printed without white space, or NULL */
	int			year;			/* 0 if absent */
	bool		conflict;		/* two different years are named */
	int			rank;			/* unit 2, year 1; 0 if there is no title */
} Title;

/* Finds the title with the highest rank, the first of equals. */
extern void title_find(const FoldedText *text, Title *title);

/*
 * Finds the unit and the year in sentences that hand the report out, as
 * 现将某某局2023年度政府信息公开工作情况报告如下; sets nothing else.
 */
extern void title_find_in_prose(const FoldedText *text, Title *title);

#endif							/* DISCLOSURE_TITLE_H */
