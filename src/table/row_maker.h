/*
 * row_maker.h
 *	  Makes rows of labels and the cells behind them.
 *
 * The sources of tokens, token_*.c, take the text apart and feed labels, numbers
 * and other text, in the order of the page.
 */
#ifndef DISCLOSURE_ROW_MAKER_H
#define DISCLOSURE_ROW_MAKER_H

#include "table/label_book.h"
#include "table/page_number.h"
#include "table/span.h"
#include "table/tables.h"

/* Rows whose labels stand together; more are forgotten. */
#define WAITING_MAX	32

/* Rows without label on a page; a page with more is no report. */
#define UNNAMED_MAX	200

/* Where the text being fed stands, as its source knows. */
typedef struct TokenSource
{
	Span		text;			/* of the page, without white space at its end */
	PageNumbers numbers;
	int			page_number;	/* page of the PDF, counted from 0 */
	bool		in_lines;		/* the text has only white space between its cells */
	bool		same_cell;		/* the text being read shares its cell with what is before it */
	int			gap;			/* empty lines before the current line */
	bool		after_line_end; /* the current cell begins on a line below its pipe */
	bool		empty_before;	/* the previous cell was empty, its pipe on a line of its own */
} TokenSource;

/* What is known at this place of a piece of the page; each piece begins anew. */
typedef struct RowPlace
{
	LabelContext context;
	int			year;			/* that the latest caption of a table names, or 0 */
	ReadRow    *row;			/* the row being read, or NULL */
	ReadRow    *above;			/* the row that ended just before, with nothing but white space behind it, or NULL */
	Header		header;			/* of a captioned block, or since the last numbers */
	uint32		header_rows;	/* rows named in it, one bit each, by place */
	bool		header_rows_moved;	/* in another order than the form prints them */
	const char *caption;		/* of the current block */
	const char *label_end;		/* end of the latest label of a row */
	int			nwaiting;		/* rows opened since the last number, all of them empty */
	int			waiting[WAITING_MAX];
	int			waiting_gap;	/* empty lines before the label of the last of them */
	const char *stray;			/* label or text that opens no row of the form, or NULL */
	size_t		stray_len;
	bool		stray_is_part;	/* perhaps torn off a label */
	bool		stray_noted;
	GroupId		group;			/* whose label is the latest, or GROUP_none */
	bool		beside_group;	/* the numbers that follow may be its subtotal */
	int			lead;			/* empty cells since the latest label or number, while no row is open */
	int			line_heads;		/* labels in the header when the line began */
} RowPlace;

/* How often the page does what tells how it is written. */
typedef struct PageHabits
{
	/* labels that certainly begin a row, and how many of them follow a pipe */
	int			row_begins[TABLE_COUNT];
	int			leading_pipes[TABLE_COUNT];
	int			open_ends[TABLE_COUNT]; /* rows that ran together with the next one */
	int			gaps[GAPS_MAX];	/* each number of empty lines between lines of text */
} PageHabits;

typedef struct RowMaker
{
	const LabelBook *book;
	NoteList   *notes;
	Tables	   *tables;
	int			report_year;	/* or 0 */
	int			nunnamed;		/* rows without label so far */
	int			nheads;			/* labels of columns of rows abreast so far */
	TokenSource source;
	RowPlace	now;
	PageHabits	habits;
} RowMaker;

/* Begins a piece of the page, in which a table is to be expected, or none (-1), and whose heading names a year, or none (0). */
extern void rows_begin_piece(RowMaker *maker, int table, int year);

/* Returns the entry for a text, given its place, or NULL if it is no label. */
extern const LabelEntry *rows_find_label(RowMaker *maker, Span text, bool begins_line, bool *misprint);

/* Ends the current row, if there is one; "at_page_end" says that the page ends in it. */
extern void close_row(RowMaker *maker, bool at_page_end);

/* Does the label open a row?  Those of rows abreast do not: they are printed as heads of columns. */
extern bool label_opens_row(const LabelEntry *entry);

/* Ends the current row: up to the next label, numbers belong to no row of the form. */
extern void rows_begin_stray(RowMaker *maker, const char *text, size_t len);

/* Opens a row without label, to be placed by the order of the rows. */
extern void open_unnamed_row(RowMaker *maker, const char *at);

/* Opens a row again whose label was read before and had no numbers behind it. */
extern void reopen_row(RowMaker *maker, int row);

/* Notes the year that a text names as the caption of a table, be it alone on its line or the first cell of a head. */
extern void rows_note_year(RowMaker *maker, Span text);

/* Feeds a label of a row, of a column, or of something around them. */
extern void rows_feed_label(RowMaker *maker, const LabelEntry *entry, bool misprint, Span text);

/* Feeds text that is no label: a remark in a cell, an unknown row or column, or prose. */
extern void rows_feed_text(RowMaker *maker, Span text, const Quantity *quantity, bool begins_line);

/* Feeds an empty cell before the numbers of a row that has no label of its own. */
extern void rows_feed_lead(RowMaker *maker);

/* Feeds a number or a sign for "nothing". */
extern void rows_feed_data(RowMaker *maker, const Quantity *quantity, Span text, bool begins_line,
						   bool cut);

#endif							/* DISCLOSURE_ROW_MAKER_H */
