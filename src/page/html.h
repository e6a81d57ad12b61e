/*
 * html.h
 *	  The text of an HTML page: a line for each paragraph, and a line
 *	  "| cell | cell |" for each row of a table.
 */
#ifndef DISCLOSURE_HTML_H
#define DISCLOSURE_HTML_H

#include "lib/stringinfo.h"
#include "nodes/pg_list.h"

/* A cell of a table, where it stands in the grid that spans make. */
typedef struct GridCell
{
	int			table;
	int			row;
	int			column;
	int			row_span;
	int			column_span;
	char	   *text;
} GridCell;

typedef struct HtmlText
{
	StringInfoData text;		/* UTF-8 */
	StringInfoData head;		/* lines "名称：值" from <title> and <meta> */
	int			ntables;
	bool		too_deep;		/* read only as far as its tags are not nested too deeply */
	List	   *grid;			/* of GridCell, where asked for */
} HtmlText;

/* Reads a page or a piece of one, UTF-8. */
extern HtmlText *html_to_text(const char *html, size_t len, bool with_grid);

#endif							/* DISCLOSURE_HTML_H */
