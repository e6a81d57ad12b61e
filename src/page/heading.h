/*
 * heading.h
 *	  The headings of the six sections.
 */
#ifndef DISCLOSURE_HEADING_H
#define DISCLOSURE_HEADING_H

#include "page/section.h"

/* A stretch of the page under one heading. */
typedef struct PagePiece
{
	int			section;		/* 1 to SECTION_COUNT, 0 before any heading */
	int			mark;			/* the number before the title, 0 for none */
	const char *title;			/* as printed */
	size_t		title_len;
	const char *start;			/* of what follows the heading */
	const char *end;
} PagePiece;

/*
 * Is the line a heading, or does it begin with one?  The section, and in
 * *piece its title, its number and where the text after it begins; 0: no.
 */
extern int	heading_read(const char *line, const char *line_end, const char *page_end, PagePiece *piece);

/*
 * Does the heading of a section stand at p, with its number, and something
 * else on its line?  Where the heading ends; NULL: no.
 */
extern const char *heading_in_line(const char *p, const char *line_end);

#endif							/* DISCLOSURE_HEADING_H */
