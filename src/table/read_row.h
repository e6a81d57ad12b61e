/*
 * read_row.h
 *	  A row of a published table as it was read, with the header over it.
 */
#ifndef DISCLOSURE_READ_ROW_H
#define DISCLOSURE_READ_ROW_H

#include "page/note.h"
#include "table/evidence.h"
#include "table/span.h"
#include "table/table_line.h"

/*
 * Labels of a header.  A form has fifteen at most, but a label that spans
 * columns may be repeated in each.
 */
#define HEADER_MAX 32

/* A label of a column, as printed. */
typedef struct HeaderCell
{
	int			column;			/* ColumnId, or -1 if not recognised */
	int			width;			/* number of cells of the page under it */
	const char *at;
	size_t		len;
	bool		has_unit;
	int			shift;			/* unit of money, as a power of ten of yuan */
} HeaderCell;

typedef struct Header
{
	int			n;				/* may exceed HEADER_MAX; the rest is counted, not kept */
	HeaderCell	cell[HEADER_MAX];
} Header;

/* The row of a line whose label is missing, and of every line of rows that stand abreast */
#define ROW_UNNAMED		-1

/* A row; of rows that stand abreast the line of numbers under their heads. */
typedef struct ReadRow
{
	int			row;			/* RowId or ROW_UNNAMED */
	bool		in_lines;		/* only white space separates its cells */
	bool		label_whole;	/* its label is the form's, to the letter */
	bool		label_begins_line;
	bool		by_order;		/* placed by the order of the rows */
	bool		on_one_line;	/* all its numbers are on one line */
	bool		on_label_line;	/* its numbers begin on the line of its label */
	bool		mixed_up;		/* its numbers may belong to a neighbouring row */
	int			tail_gap;		/* empty lines behind it */
	int			page;			/* page of the PDF */
	Header		header;
	int			year;			/* that the caption of its table names, or 0 */
	const char *caption;		/* caption of its block, NULL if not seen or if there is none */
	uint32		rows;			/* rows named in its header, one bit each, by place */
	bool		rows_moved;		/* in another order than the form prints them */
	int			heads_before;	/* labels of columns that precede a line of rows abreast on the page */
	int			width;			/* cells of its line, the label's too, if pipes begin and end it; or 0 */
	bool		label_empty;	/* it has no label, and its line begins with an empty cell */
	GroupId		below_group;	/* it has no label, and follows that of a group of rows; or GROUP_none */
	bool		beside_group;	/* so closely that it may be the subtotal of the group */
	const char *group_at;		/* that label, as printed */
	size_t		group_len;
	int			lead;			/* empty cells before its first number, which may be pipes at the margin instead */
	bool		same_cell;		/* it has no label, and stands in the last cell of the row above */
	struct ReadRow *above;		/* the whole row that it follows at once, without label; or NULL */
	TableLine	line;			/* cells of the page; those of the form are assigned later */
} ReadRow;

/* Adds a cell that the page fills. */
extern DataCell *row_add_data(ReadRow *row, const Quantity *quantity, Span text);

/* Adds an empty cell, or a picture: that hides a value, so the cell is not blank. */
extern DataCell *row_add_blank(ReadRow *row, Span cell);

extern bool row_is_filled(const ReadRow *row);

/* Are all cells of a row of a headed table there and filled? */
extern bool row_is_full(const ReadRow *row);

/* Counts the cells of a row without the empty one behind its last pipe. */
extern int	row_count_cells(const ReadRow *row);

/* Moves the cells of a row of a headed table into the given columns; the other columns become empty. */
extern void row_spread(ReadRow *row, const int *column);

/* Is the last number of a row the sum of the others?  Open if some cell is not a number. */
extern ReadEvidence row_sum(const ReadRow *row);

/*
 * Does a row of a headed table end in its sum?  Also true while some cell is not a
 * number, or cells are missing.
 */
extern bool row_sum_holds(const ReadRow *row);

/*
 * Does a row below its label have fewer cells than expected?  Then numbers may
 * have come under that label by chance.
 */
extern bool row_is_incomplete(const ReadRow *row);

/* Returns how many cells a row should have, 0 if not known. */
extern int	row_expected_cells(const ReadRow *row);

/* Lists the cells of a row in a form, in printed order; returns how many. */
extern int	row_cells(FormId form, int row, int *cells);

/*
 * Returns how many cells a row of a captioned block may have, judging by the recognised
 * part of its header.
 */
extern int	row_most_cells(const ReadRow *row);

/* Appends a cell of the form to a line; "header" is the label of its column, or NULL. */
extern void line_add_cell(TableLine *line, int cell, const HeaderCell *header);

/* Appends the cells of a row of the form whose table has the same columns in each, in printed order. */
extern void line_add_row(TableLine *line, int row);

/* Returns how many cells of the page the header spans. */
extern int	header_width(const Header *header);

/* Merges cells of the page that share one label, so that each column of the form has one cell. */
extern void row_join_spanned_cells(ReadRow *row);

/* Does a header have n columns, each recognised one that of its cell? */
extern bool header_resembles(const Header *header, const int *cells, int n);

/* Does the form have, for this row, every column that its header names? */
extern bool form_has_row_columns(FormId form, const ReadRow *row);

/* Notes that a row came again, by the text that says so, or if there is none by its name. */
extern void note_repeated_row(NoteList *notes, const TableLine *line, Span text, const char *at);

#endif							/* DISCLOSURE_READ_ROW_H */
