/*
 * placement.h
 *	  Which number of a row of a published table belongs into which cell.
 */
#ifndef DISCLOSURE_PLACEMENT_H
#define DISCLOSURE_PLACEMENT_H

#include "nodes/pg_list.h"

#include "figures/figures.h"
#include "page/note.h"
#include "table/quantity.h"

/* Cells of the longest line of a form, the three rows of table 四. */
#define LINE_CELLS_MAX	15

/* Cells of a published row; pipes at its end may make more, which are empty. */
#define LINE_DATA_MAX	40

/* What stands in one cell of the page. */
typedef struct DataCell
{
	Quantity	quantity;
	const char *text;
	size_t		len;
	bool		is_cell;		/* empty, but a cell in its own right: see feed_cell() */
	bool		own_line;		/* empty, and its pipe on another line than that before */
	bool		tail;			/* empty, between the row's last pipe and the line's end */
	bool		cut;			/* the page ends in it */
	int			gap;			/* empty lines before it, where it stands on a line of its own */
	int			from;			/* place in its line, in code points */
	int			to;
	int			wide;			/* code points before it that take two places on a screen */
	bool		is_run;			/* several numbers may run together in it */
	bool		touches;		/* no blank parts it from a label */
} DataCell;

/* A row of a published table, with the cells it should fill. */
typedef struct TableLine
{
	TableId		table;
	const char *path;			/* "table.row" for notes, the table for several rows */
	const char *name;			/* its label as printed, for notes */
	const char *at;
	int			ncells;
	int			cell[LINE_CELLS_MAX];
	int			label_shift[LINE_CELLS_MAX];	/* unit of bare amounts */
	bool		unit_printed[LINE_CELLS_MAX];	/* is it in the column's label? */
	int			ndata;
	DataCell	data[LINE_DATA_MAX];
	bool		overflow;		/* there were more cells that are not empty */
	bool		at_page_end;
} TableLine;

/* How the page writes a table; found out from all of its rows. */
typedef struct PipeStyle
{
	bool		keeps_empty;	/* empty cells stand between numbers on one line */
	bool		leading_pipes;	/* rows begin with a pipe on a line of its own */
	bool		open_ended;		/* rows do not end in a pipe */
	int			unplaced;		/* rows of numbers that stand without a label of the form */
} PipeStyle;

static inline bool
data_is_number(const DataCell *data)
{
	return data->quantity.kind == QUANTITY_NUMBER;
}

static inline bool
data_is_empty(const DataCell *data)
{
	return data->quantity.kind == QUANTITY_EMPTY;
}

/* Cells of a line that are not empty. */
extern int	line_count_filled(const TableLine *line);

/* Puts the numbers of the lines into the figures, with notes; styles by table. */
extern void place_lines(List *lines, const PipeStyle *styles, CellVector *figures,
						NoteList *notes);

#endif							/* DISCLOSURE_PLACEMENT_H */
