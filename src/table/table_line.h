/*
 * table_line.h
 *	  A row of a published table: what stands in the cells of the page, and the
 *	  cells of the form that it should fill.
 */
#ifndef DISCLOSURE_TABLE_LINE_H
#define DISCLOSURE_TABLE_LINE_H

#include "figures/form.h"
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

extern bool data_is_zero(const DataCell *data);

/* The last cell of a row that is not empty, -1 for none. */
extern int	line_last_filled(const TableLine *line);

/* Cells of a line that are not empty. */
extern int	line_count_filled(const TableLine *line);

/* Has the row zeros only? */
extern bool line_is_zero(const TableLine *line);

#endif							/* DISCLOSURE_TABLE_LINE_H */
