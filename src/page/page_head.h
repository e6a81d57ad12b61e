/*
 * page_head.h
 *	  What stands around a report: title, unit, year, period of its numbers,
 *	  and what its lines of metadata state.
 */
#ifndef DISCLOSURE_PAGE_HEAD_H
#define DISCLOSURE_PAGE_HEAD_H

#include "page/metadata.h"

/* NULL and 0 for what is not found. */
typedef struct PageHead
{
	char	   *title;
	char	   *unit_name;
	int			year;
	char	   *index_number;
	char	   *document_number;
	PageDate	issued;
	PageDate	period_start;
	PageDate	period_end;
	Metadata	metadata;
} PageHead;

/* The lines around a report, in which its head is looked for. */
typedef struct HeadLines
{
	const char *page;			/* its beginning, for which notes on the head are made */
	const char *above;			/* the lines above the first section */
	const char *above_end;
	const char *end;			/* of the page */
	const char *html_head;		/* lines that the page tells machines only, or NULL */
} HeadLines;

extern void page_head_read(const HeadLines *lines, PageHead *head, NoteList *notes);

#endif							/* DISCLOSURE_PAGE_HEAD_H */
