/*
 * table_reader.h
 *	  Between the parts of reading tables: table.c chooses how a piece of a
 *	  page is taken apart, table_pipe.c, table_ruled.c, table_plain.c and
 *	  table_glued.c take it apart, each its kind of text, and table_rows.c makes
 *	  rows of what they find.
 */
#ifndef DISCLOSURE_TABLE_READER_H
#define DISCLOSURE_TABLE_READER_H

#include "table/label_book.h"
#include "table/span.h"
#include "table/table.h"

/* Bytes of a label. */
#define LABEL_BYTES_MAX	900

/* Rows whose labels stand together; more are forgotten. */
#define WAITING_MAX	32

/* Rows without label of a page; a page with more is no report. */
#define UNNAMED_MAX	200

typedef struct TableReader
{
	const ReportPage *page;
	const char *text_end;		/* of the page, without white space */
	NoteList   *notes;
	Tables	   *tables;
	const LabelBook *book;
	LabelContext context;
	int			nunnamed;		/* rows without label so far */
	int			nheads;			/* labels of columns of table 四 so far */
	Header		header;			/* of table 二, or of 四 since the last numbers */
	uint32		header_rows;
	ReadRow    *row;			/* the open one, NULL for none */
	const char *label_end;		/* of the label of a row that was read last */
	const char *caption;		/* of the block of table 二 at hand */
	int			nwaiting;		/* rows opened since the last number, none of them filled */
	int			waiting[WAITING_MAX];
	const char *stray;			/* label of a row that is none of the form's */
	size_t		stray_len;
	bool		stray_is_part;	/* it may be a part of a label, torn off */
	bool		stray_noted;
	/* labels that begin a row for certain, and those of them after a pipe */
	int			row_begins[TABLE_COUNT];
	int			leading_pipes[TABLE_COUNT];
	int			open_ends[TABLE_COUNT]; /* rows that ran together with the next */
	bool		after_line_end; /* the cell at hand begins on a line after its pipe */
	bool		empty_before;	/* the cell before was empty, with its pipe on a line of its own */
	bool		glued;			/* the page lost what parts its cells */
	bool		in_lines;		/* the text has no signs between its cells */
	int			gap;			/* empty lines before the line at hand */
	int			gaps[GAPS_MAX];	/* how often there were so many between lines of text */
	int			page_number;	/* pages of a PDF so far */
	bool		number_above;	/* its pages begin with their numbers, and nothing else on the line */
	bool		number_below;	/* they end so */
} TableReader;

/* What a text is the label of, given where it stands; NULL for nothing. */
extern const LabelEntry *reader_find_label(TableReader *reader, Span text, bool begins_line, bool *misprint);

/* A label, a number or a text that stands by itself. */
extern void reader_feed(TableReader *reader, Span text, bool begins_line, bool cut);

#endif							/* DISCLOSURE_TABLE_READER_H */
