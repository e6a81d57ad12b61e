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
#include "table/table.h"

/* Bytes of a label. */
#define LABEL_BYTES_MAX	900

/* Rows whose labels stand together; more are forgotten. */
#define WAITING_MAX	32

/* Empty lines that are told apart. */
#define GAPS_MAX	8

/* Rows without label of a page; a page with more is no report. */
#define UNNAMED_MAX	200

typedef struct Span
{
	const char *start;
	const char *end;
} Span;

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

/* Ends the row at hand; its last cell may be where the page ends. */
extern void close_row(TableReader *reader, bool at_page_end);

extern DataCell *row_add_data(ReadRow *row, const Quantity *quantity, Span text);

/* A cell without words: an empty one, or a picture, which is not nothing to those who see it. */
extern DataCell *row_add_blank(ReadRow *row, Span cell);

/* Does the label open a row?  The rows of table 四 are printed as heads of columns. */
extern bool label_opens_row(const LabelEntry *entry);

/* What comes up to the next label is of no row of the form. */
extern void rows_begin_stray(TableReader *reader, const char *text, size_t len);

/* A row without a label, to be placed by the order of the rows. */
extern void open_unnamed_row(TableReader *reader, const char *at);

/* Numbers of a row whose label was read before, and that has none yet. */
extern void reopen_row(TableReader *reader, int row);

/* A label of the form: of a row, of a column, or what stands around them. */
extern void rows_feed_label(TableReader *reader, const LabelEntry *entry, bool misprint, Span text);

/* Text that is no label: a remark in a cell, a row or column unknown, or prose. */
extern void rows_feed_text(TableReader *reader, Span text, const Quantity *quantity, bool begins_line);

/* A number, or a sign for nothing. */
extern void rows_feed_data(TableReader *reader, const Quantity *quantity, Span text, bool begins_line,
						   bool cut);

/* What a text is the label of, given where it stands; NULL for nothing. */
extern const LabelEntry *reader_find_label(TableReader *reader, Span text, bool begins_line, bool *misprint);

/* A label, a number or a text that stands by itself. */
extern void reader_feed(TableReader *reader, Span text, bool begins_line, bool cut);

/* Do the pages of a PDF begin, or end, with their bare numbers? */
extern void find_page_numbers(TableReader *reader, const char *start, const char *end);

/* Is the line the number of a page? */
extern bool line_is_page_number(const TableReader *reader, Span line);

/* Is a word of a line what a cell holds? */
extern bool span_is_data(Span word, Quantity *quantity);

/* A line with one number and nothing else. */
extern bool span_is_number(Span line);

/* Feeds numbers one below the other that are columns of several rows, and moves behind them; false where they are not. */
extern bool feed_columns(TableReader *reader, const char **p, const char *end);

/* A line of the piece, white space at both ends set aside; false at the end. */
extern bool span_next_line(const char **p, const char *end, Span *line);

/* Empty cells of rows that left nothing but white space. */
extern void fill_empty_cells(Tables *tables);

/* The kinds of text, each in a file of its own */
extern void feed_pipes(TableReader *reader, const char *start, const char *end);
extern bool piece_is_ruled(const char *start, const char *end);
extern void feed_ruled(TableReader *reader, const char *start, const char *end);
extern void feed_plain(TableReader *reader, const char *start, const char *end);
extern int	count_glued(TableReader *reader, const char *start, const char *end);
extern bool feed_glued_labels(TableReader *reader, const char *start, const char *end);
extern void feed_glued(TableReader *reader, const char *start, const char *end);

#endif							/* DISCLOSURE_TABLE_READER_H */
