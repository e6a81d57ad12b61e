/*
 * table_reader.h
 *	  The state of reading tables.
 *
 * table.c chooses the reader for each piece of a page: table_pipe.c,
 * table_ruled.c, table_plain.c or table_glued.c.  They take the text apart and
 * feed labels, numbers and other text to table_rows.c, which makes rows of them.
 */
#ifndef DISCLOSURE_TABLE_READER_H
#define DISCLOSURE_TABLE_READER_H

#include "table/label_book.h"
#include "table/span.h"
#include "table/table.h"

/* Bytes of a label; longer text is prose. */
#define LABEL_BYTES_MAX	900

/* Rows whose labels stand together; more are forgotten. */
#define WAITING_MAX	32

/* Rows without label on a page; a page with more is no report. */
#define UNNAMED_MAX	200

typedef struct TableReader
{
	const ReportPage *page;
	const char *text_end;		/* end of the page, trailing white space excluded */
	NoteList   *notes;
	Tables	   *tables;
	const LabelBook *book;
	LabelContext context;
	int			nunnamed;		/* rows without label so far */
	int			nheads;			/* labels of columns of rows abreast so far */
	Header		header;			/* of a captioned block, or since the last numbers */
	uint32		header_rows;
	ReadRow    *row;			/* the row being read, or NULL */
	ReadRow    *above;			/* the row that ended just before, with nothing but white space behind it, or NULL */
	bool		same_cell;		/* the text being read shares its cell with what is before it */
	const char *label_end;		/* end of the latest label of a row */
	const char *caption;		/* of the current block */
	int			nwaiting;		/* rows opened since the last number, all of them empty */
	int			waiting[WAITING_MAX];
	int			waiting_gap;	/* empty lines before the label of the last of them */
	const char *stray;			/* label or text that opens no row of the form, or NULL */
	size_t		stray_len;
	bool		stray_is_part;	/* perhaps torn off a label */
	bool		stray_noted;
	/* labels that certainly begin a row, and how many of them follow a pipe */
	int			row_begins[TABLE_COUNT];
	int			leading_pipes[TABLE_COUNT];
	int			open_ends[TABLE_COUNT]; /* rows that ran together with the next one */
	GroupId		group;			/* whose label is the latest, or GROUP_none */
	bool		beside_group;	/* the numbers that follow may be its subtotal */
	int			lead;			/* empty cells since the latest label or number, while no row is open */
	bool		after_line_end; /* the current cell begins on a line below its pipe */
	bool		empty_before;	/* the previous cell was empty, its pipe on a line of its own */
	bool		glued;			/* the page has nothing left between its cells */
	bool		in_lines;		/* the text has only white space between its cells */
	int			gap;			/* empty lines before the current line */
	int			gaps[GAPS_MAX];	/* how often each number of empty lines occurs between lines of text */
	int			page_number;	/* page of the PDF, counted from 0 */
	bool		number_above;	/* each page begins with its number, alone on a line */
	bool		number_below;	/* each page ends with its number, alone on a line */
} TableReader;

/* Returns the entry for a text, given its place, or NULL if it is no label. */
extern const LabelEntry *reader_find_label(TableReader *reader, Span text, bool begins_line, bool *misprint);

/* Feeds a cell or word that is one label, number or text. */
extern void reader_feed(TableReader *reader, Span text, bool begins_line, bool cut);

#endif							/* DISCLOSURE_TABLE_READER_H */
