/*
 * table_line.h
 *	  A row of a published table: the cells of the page, and the cells of the
 *	  form that they belong to.
 */
#ifndef DISCLOSURE_TABLE_LINE_H
#define DISCLOSURE_TABLE_LINE_H

#include "table/quantity.h"
#include "table/shape.h"

/* Cells of a published row; pipes at its end may make more, which are empty. */
#define LINE_DATA_MAX	40

/* One cell of the page. */
typedef struct DataCell
{
	Quantity	quantity;
	const char *text;
	size_t		len;
	bool		is_cell;		/* empty, but certainly a cell: see feed_empty() */
	bool		own_line;		/* empty, and its two pipes stand on different lines */
	bool		tail;			/* empty, behind the row's last pipe */
	bool		cut;			/* the page ends in it */
	int			gap;			/* empty lines before it, if it stands on a line of its own */
	int			from;			/* first place in its line, in code points */
	int			to;				/* place behind its last */
	int			wide;			/* code points before it that take two places on a screen */
	bool		is_run;			/* several numbers may run together in it */
	bool		touches;		/* no blank separates it from a label */
	bool		joined;			/* its quantity was joined from several lines: see guess_wrapped.h */
	const char *rest;			/* what may be the rest of its number, or NULL */
	size_t		rest_len;
} DataCell;

/* A row with the cells that it should fill. */
typedef struct TableLine
{
	TableId		table;
	const TableShape *shape;	/* of the table in the form whose columns the page has */
	const char *path;			/* for notes: "table.row", or the table if there are several rows */
	const char *name;			/* for notes: the label as printed */
	const char *at;
	int			ncells;
	int			cell[LINE_CELLS_MAX];
	int			label_shift[LINE_CELLS_MAX];	/* unit of bare amounts, as a power of ten of yuan */
	bool		unit_printed[LINE_CELLS_MAX];	/* the column's label states the unit */
	int			ndata;
	DataCell	data[LINE_DATA_MAX];
	bool		overflow;		/* further filled cells did not fit in */
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

/* Returns the last cell of the page that is not empty, or -1. */
extern int	line_last_filled(const TableLine *line);

/* Returns how many cells of the page are not empty. */
extern int	line_count_filled(const TableLine *line);

/* Does the row hold only zeros? */
extern bool line_is_zero(const TableLine *line);

#endif							/* DISCLOSURE_TABLE_LINE_H */
