/*
 * table_reader.h
 *	  Between the two halves of reading tables: table.c takes cells apart,
 *	  table_rows.c makes rows of what it finds.
 */
#ifndef DISCLOSURE_TABLE_READER_H
#define DISCLOSURE_TABLE_READER_H

#include "table.h"

typedef struct Span
{
	const char *start;
	const char *end;
} Span;

typedef struct Reader
{
	const ReportPage *page;
	const char *text_end;		/* of the page, without white space */
	NoteList   *notes;
	Tables	   *tables;
	LabelBook  *book;
	LabelContext context;
	Header		header;			/* of table 二, or of 四 since the last numbers */
	uint32		header_rows;
	ReadRow    *row;			/* the open one, NULL for none */
	const char *stray;			/* label of a row that is none of the form's */
	size_t		stray_len;
	bool		stray_noted;
	/* labels that begin a row for certain, and those of them after a pipe */
	int			row_begins[TABLE_COUNT];
	int			leading_pipes[TABLE_COUNT];
	int			open_ends[TABLE_COUNT]; /* rows that ran together with the next */
	bool		after_line_end; /* the cell at hand begins on a line after its pipe */
	bool		empty_before;	/* the cell before was empty, with its pipe on a line of its own */
} Reader;

/* Ends the row at hand; its last cell may be where the page ends. */
extern void close_row(Reader *reader, bool at_page_end);

extern DataCell *add_data(ReadRow *row, const Quantity *quantity, Span text);

/* Does the label open a row?  The rows of table 四 are printed as heads of columns. */
extern bool opens_row(const LabelEntry *entry);

/* What comes up to the next label is of no row of the form. */
extern void begin_stray(Reader *reader, const char *text, size_t len);

/* A label of the form: of a row, of a column, or what stands around them. */
extern void feed_label(Reader *reader, const LabelEntry *entry, bool misprint, Span text);

/* Text that is no label: a remark in a cell, a row or column unknown, or prose. */
extern void feed_text(Reader *reader, Span text, const Quantity *quantity, bool begins_line);

/* A number, or a sign for nothing. */
extern void feed_data(Reader *reader, const Quantity *quantity, Span text, bool begins_line,
					  bool cut);

#endif							/* DISCLOSURE_TABLE_READER_H */
