/*
 * page_place.h
 *	  Places in the text read from a page, found again in the page.
 */
#ifndef DISCLOSURE_PAGE_PLACE_H
#define DISCLOSURE_PAGE_PLACE_H

#include "c.h"

typedef struct PagePlace
{
	const char *at;				/* in the text that was read */
	int			position;		/* in characters of the page, from 1; 0 if not found */
} PagePlace;

/*
 * Sets the positions of places, in order, in the page that a text was read
 * from: both hold the same characters in the same order, apart from white
 * space, and from tags and entities if the page is markup.
 */
extern void page_places(const char *page, size_t page_len, bool is_markup,
						const char *text, size_t text_len, PagePlace *places, int n);

#endif							/* DISCLOSURE_PAGE_PLACE_H */
