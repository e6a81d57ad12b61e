/*
 * html.h
 *	  Turns HTML into text: a line for each paragraph, and a line
 *	  "| cell | cell |" for each row of a table.
 */
#ifndef DISCLOSURE_HTML_H
#define DISCLOSURE_HTML_H

#include "page/html_table.h"

typedef struct HtmlText
{
	StringInfoData text;		/* UTF-8 */
	StringInfoData head;		/* lines "名称：值" from <title> and <meta> */
	int			ntables;
	bool		too_deep;		/* reading stopped at tags nested too deeply */
	char	   *hidden;			/* the first text with a digit that a table hides or strikes out, or NULL */
	List	   *grid;			/* of GridCell, if asked for */
} HtmlText;

/* Reads a page or a fragment, in UTF-8. */
extern HtmlText *html_to_text(const char *html, size_t len, bool with_grid);

#endif							/* DISCLOSURE_HTML_H */
