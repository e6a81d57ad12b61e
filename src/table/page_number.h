/*
 * page_number.h
 *	  The page numbers of a PDF, told from the numbers of the tables.
 */
#ifndef DISCLOSURE_PAGE_NUMBER_H
#define DISCLOSURE_PAGE_NUMBER_H

#include "table/span.h"

typedef struct PageNumbers
{
	bool		above;			/* each page begins with its number, alone on a line */
	bool		below;			/* each page ends with its number, alone on a line */
} PageNumbers;

/* Finds out whether the pages of a text begin, or end, with a bare number. */
extern PageNumbers find_page_numbers(Span text);

/* Is a line of that text a page number? */
extern bool line_is_page_number(const PageNumbers *numbers, Span text, Span line);

#endif							/* DISCLOSURE_PAGE_NUMBER_H */
