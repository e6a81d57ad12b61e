/*
 * html_log.h
 *	  The log of tags and text that the HTML parser reports: written by
 *	  html_log.c, made into text by html.c.
 */
#ifndef DISCLOSURE_HTML_LOG_H
#define DISCLOSURE_HTML_LOG_H

#include <libxml/HTMLparser.h>

/* Rows or columns that a cell may span, and columns of a grid. */
#define SPAN_MAX		1000

/*
 * In the log a span is two digits of this base, written as bytes from the
 * blank on, which are no marks.
 */
#define SPAN_BASE		32
#define SPAN_BYTES		2

/* Marks of the log: bytes below the blank, which text does not contain. */
enum
{
	MARK_BREAK = 1,				/* end of a line */
	MARK_LINE,					/* end of a line, kept if the line is empty */
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
	int			silent;			/* open tags whose text a browser does not show */
	int			pre;			/* open <pre> tags */
	bool		in_title;
	bool		stopped;
	htmlParserCtxtPtr context;
} HtmlLog;

/* Fills an empty log.  The caller frees its bytes, also after an error. */
extern void html_log_fill(HtmlLog *log, const char *html, size_t len);

#endif							/* DISCLOSURE_HTML_LOG_H */
