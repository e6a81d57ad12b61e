/*
 * html_log.h
 *	  What the parser of HTML tells, between html_log.c, which has it told, and
 *	  html.c, which makes text of it.
 */
#ifndef DISCLOSURE_HTML_LOG_H
#define DISCLOSURE_HTML_LOG_H

#include <libxml/HTMLparser.h>

/* Columns that a cell may span, and columns of a row in a grid. */
#define SPAN_MAX		1000

/*
 * In the log each span is two digits of this base, from the blank on, so that
 * no byte of it is a mark.
 */
#define SPAN_BASE		32
#define SPAN_BYTES		2

/* What stands in the log besides text; all below the blank. */
enum
{
	MARK_BREAK = 1,				/* a line ends */
	MARK_LINE,					/* so does this one, even if it is empty */
	MARK_TABLE,
	MARK_TABLE_END,
	MARK_ROW,
	MARK_ROW_END,
	MARK_CELL,					/* spans of rows and columns */
	MARK_CELL_END,
	MARK_TITLE,					/* text, MARK_END */
	MARK_META,					/* name, MARK_END */
	MARK_META_VALUE,			/* value, MARK_END */
	MARK_END
};

typedef struct HtmlLog
{
	char	   *bytes;			/* from malloc() */
	size_t		n;
	size_t		size;
	bool		out_of_memory;
	bool		too_deep;
	int			depth;
	int			silent;			/* open tags whose text is not shown */
	int			pre;			/* open tags that keep lines */
	bool		in_title;
	bool		stopped;
	htmlParserCtxtPtr context;
} HtmlLog;

/* Adds a page to an empty log.  On an error, too, its bytes are for the caller to free. */
extern void html_log_fill(HtmlLog *log, const char *html, size_t len);

#endif							/* DISCLOSURE_HTML_LOG_H */
