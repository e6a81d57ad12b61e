/*
 * table.h
 *	  The tables of a page as rows with the cells that follow their labels.
 */
#ifndef DISCLOSURE_TABLE_H
#define DISCLOSURE_TABLE_H

#include "page/page.h"
#include "table/placement.h"

#define HEADER_MAX 32

/* Cells of a row of table 三. */
#define REQUEST_COLUMNS	7

/* A column's label as printed. */
typedef struct HeaderCell
{
	int			column;			/* -1: not recognised */
	int			width;			/* cells of the page that it takes */
	const char *at;
	bool		has_unit;
	int			shift;			/* of money, as a power of ten of yuan */
} HeaderCell;

typedef struct Header
{
	int			n;				/* more than HEADER_MAX are counted only */
	HeaderCell	cell[HEADER_MAX];
} Header;

/* Of a row that stands without its label, and of the lines of table 四 */
#define ROW_UNNAMED		-1

/* A row, or in table 四 the line of numbers under a header. */
typedef struct ReadRow
{
	int			row;			/* or ROW_UNNAMED */
	bool		in_lines;		/* nothing but white space parts its cells */
	bool		label_whole;	/* its label is that of the form to the letter */
	bool		by_order;		/* it has its row by the order of the rows */
	bool		on_one_line;	/* all its numbers are on one line */
	bool		on_label_line;	/* and its label too */
	bool		mixed_up;		/* its numbers may be those of a row beside it */
	int			tail_gap;		/* empty lines behind it */
	int			page;			/* of a PDF */
	Header		header;
	const char *caption;		/* table 二: of the block, NULL where it was not seen */
	uint32		rows;			/* table 四: those that the header names, by RowId */
	int			heads_before;	/* table 四: labels of columns before it on the page */
	TableLine	line;			/* its cells not yet assigned */
} ReadRow;

/* Where the label of a column stands in its line, in code points; set out by blanks. */
typedef struct HeadPlace
{
	bool		seen;
	int			page;			/* of a PDF */
	int			from;
	int			to;
} HeadPlace;

typedef struct Tables
{
	List	   *rows;			/* of ReadRow, as they were read */
	bool		seen[TABLE_COUNT];	/* anything of it */
	bool		labelled[ROW_COUNT];	/* rows whose label is on the page */
	ReadRow    *row[ROW_COUNT]; /* of table 二 and 三, where it was read */
	PipeStyle	style[TABLE_COUNT];
	HeadPlace	head[REQUEST_COLUMNS];	/* of table 三 */
	int			usual_gap;		/* empty lines between two lines of text, in most cases */
} Tables;

extern bool row_is_filled(const ReadRow *row);

/* How many cells a row has, as far as that is known. */
extern int	row_expected_cells(const ReadRow *row);

/* Reads the tables of a page, adding notes on labels and rows. */
extern Tables *tables_read(const ReportPage *page, NoteList *notes);

#endif							/* DISCLOSURE_TABLE_H */
