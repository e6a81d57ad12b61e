/*
 * heading.h
 *	  The headings of the six sections.
 */
#ifndef DISCLOSURE_HEADING_H
#define DISCLOSURE_HEADING_H

#include "page/page.h"

/*
 * Is the line a heading, or does it begin with one?  The section, and in
 * *piece its title, its number and where the text after it begins; 0: no.
 */
extern int	heading_read(const char *line, const char *line_end, const char *page_end, PagePiece *piece);

#endif							/* DISCLOSURE_HEADING_H */
