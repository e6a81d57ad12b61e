/*
 * read_row.h
 *	  A row of a published table as it was read, with the header over it.
 */
#ifndef DISCLOSURE_READ_ROW_H
#define DISCLOSURE_READ_ROW_H

#include "table/table_line.h"

/* Labels of a header; no form has more than fifteen, but spans are written cell by cell. */
#define HEADER_MAX 32

/* Cells of a row of table 三, one for each kind of applicant and the total. */
#define REQUEST_COLUMNS	(COLUMN_requests_total - COLUMN_requests_natural_person + 1)
#define REQUEST_TOTAL	(REQUEST_COLUMNS - 1)

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

/* Is the last number of a row of table 三 the sum of the others? */
typedef enum RowSum
{
	SUM_HOLDS,
	SUM_FAILS,
	SUM_OPEN					/* not all are numbers */
} RowSum;

extern bool row_is_filled(const ReadRow *row);

/* Has a row of table 三 all its cells, none of them empty? */
extern bool row_is_full(const ReadRow *row);

/* Puts the cells of a row of table 三 into the columns given; the others are empty. */
extern void row_spread(ReadRow *row, const int *column);

extern RowSum row_sum(const ReadRow *row);

/* Does a row of table 三 end in its sum?  Also true while some cell is not a number. */
extern bool row_sum_holds(const ReadRow *row);

/* Has a row fewer cells than expected, so that its numbers may have got to the label above them by chance? */
extern bool row_is_incomplete(const ReadRow *row);

/* How many cells a row has, as far as that is known. */
extern int	row_expected_cells(const ReadRow *row);

/* The cells of a row in a form, in the order printed; returns how many. */
extern int	row_cells(FormId form, int row, int *cells);

/* Cells that a row of table 二 may have, by what is recognised of its header. */
extern int	row_most_cells(const ReadRow *row);

/* One more cell of a line; "header" is the label of its column, or NULL. */
extern void line_add_cell(TableLine *line, int cell, const HeaderCell *header);

/* Cells of the page that the labels of a header take. */
extern int	header_width(const Header *header);

/* Gives each column of the form one cell, where the page has several for it. */
extern void row_join_spanned_cells(ReadRow *row);

/* Has the header as many columns as a row has in a form, with those recognised in their places? */
extern bool header_resembles(const Header *header, const int *cells, int n);

/* Does a form have every column of a row that is recognised? */
extern bool form_has_row_columns(FormId form, const ReadRow *row);

#endif							/* DISCLOSURE_READ_ROW_H */
