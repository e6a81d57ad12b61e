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

/* Open tags; pages made for readers have far fewer. */
#define DEPTH_MAX		5000

/* Bytes quoted of what is hidden. */
#define HIDDEN_SIZE		64

typedef struct HtmlLog
{
	char	   *bytes;			/* from malloc() */
	size_t		n;
	size_t		size;
	bool		out_of_memory;
	bool		too_deep;
	int			depth;
	unsigned char hides[DEPTH_MAX + 1]; /* by depth: bits of html_style.h */
	int			pre;			/* open <pre> tags */
	int			cells;			/* open cells */
	bool		cell_shows;		/* the latest cell has text, or something else to see */
	bool		cell_struck;	/* the latest cell has text that is struck out */
	bool		drawing_says;	/* the sign of the latest drawing says that it holds text */
	int			hidden_len;
	char		hidden[HIDDEN_SIZE];	/* the first text with a digit in it that a table hides or strikes out */
	bool		in_title;
	bool		stopped;
	htmlParserCtxtPtr context;
} HtmlLog;

/* Fills an empty log.  The caller frees its bytes, also after an error. */
extern void html_log_fill(HtmlLog *log, const char *html, size_t len);

#endif							/* DISCLOSURE_HTML_LOG_H */
