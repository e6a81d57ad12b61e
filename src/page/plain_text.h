/*
 * plain_text.h
 *	  The text of a page in lines, from whatever it was published as.
 */
#ifndef DISCLOSURE_PLAIN_TEXT_H
#define DISCLOSURE_PLAIN_TEXT_H

#include "page/html.h"

typedef struct PlainText
{
	char	   *text;			/* ends with a null byte */
	size_t		len;
	char	   *head;			/* lines that the page tells machines only, or NULL */
	bool		was_html;
	bool		too_deep;		/* see html.h */
	List	   *grid;			/* of GridCell, from HTML, where asked for */
} PlainText;

extern PlainText *plain_text_read(const char *source, size_t len, bool with_grid);

#endif							/* DISCLOSURE_PLAIN_TEXT_H */
