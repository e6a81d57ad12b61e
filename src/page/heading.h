/*
 * heading.h
 *	  Recognises the headings of the six sections.
 */
#ifndef DISCLOSURE_HEADING_H
#define DISCLOSURE_HEADING_H

#include "page/section.h"

/* The part of a page under one heading. */
typedef struct PagePiece
{
	int			section;		/* 1 to SECTION_COUNT, or 0 before the first heading */
	int			mark;			/* the number before the title, or 0 */
	const char *title;			/* as printed */
	size_t		title_len;
	const char *start;			/* of the text behind the heading */
	const char *end;
} PagePiece;

/*
 * Is the line a heading, or does it begin with one?  Returns the section and
 * sets title, mark and start of *piece; returns 0 if there is no heading.
 */
extern int	heading_read(const char *line, const char *line_end, const char *page_end, PagePiece *piece);

/*
 * Looks for the numbered heading of a section at p, within a line.  Returns the
 * end of the heading, or NULL.
 */
extern const char *heading_in_line(const char *p, const char *line_end);

#endif							/* DISCLOSURE_HEADING_H */
