/*
 * plain_text.h
 *	  The text of a page in lines, whatever the page was published as.
 */
#ifndef DISCLOSURE_PLAIN_TEXT_H
#define DISCLOSURE_PLAIN_TEXT_H

#include "page/html.h"

typedef struct PlainText
{
	char	   *text;			/* ends with a null byte */
	size_t		len;
	char	   *head;			/* lines from <title> and <meta>, or NULL */
	bool		was_html;
	bool		is_markdown;	/* has tables of Markdown */
	bool		too_deep;		/* see html.h */
	const char *hidden;			/* see html.h */
	List	   *grid;			/* of GridCell, from HTML if asked for */
} PlainText;

extern PlainText *plain_text_read(const char *source, size_t len, bool with_grid);

#endif							/* DISCLOSURE_PLAIN_TEXT_H */
