/*
 * page_head.h
 *	  The head of a report: title, unit, year, statistics period and metadata,
 *	  read from the lines around it.
 */
#ifndef DISCLOSURE_PAGE_HEAD_H
#define DISCLOSURE_PAGE_HEAD_H

#include "page/metadata.h"

/* A part that is not found is NULL or 0. */
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

/* The lines around a report that are searched for its head. */
typedef struct HeadLines
{
	const char *page;			/* its start: the place of notes on the head */
	const char *above;			/* start of the lines above the first section */
	const char *above_end;
	const char *overview;		/* text of section one, or empty */
	const char *overview_end;
	const char *end;			/* end of the page */
	const char *html_head;		/* lines from <title> and <meta>, or NULL */
} HeadLines;

extern void page_head_read(const HeadLines *lines, PageHead *head, NoteList *notes);

#endif							/* DISCLOSURE_PAGE_HEAD_H */
