/*
 * shape.h
 *	  What a form's print says of the lines of a table: how many cells they have,
 *	  which of these are totals, and where their labels stand.
 *
 * Everything here comes from the lines TABLE, COLUMN, ROW and BLOCK of
 * figures/cells.def.  Nothing else in this room names a table, row or column.
 */
#ifndef DISCLOSURE_SHAPE_H
#define DISCLOSURE_SHAPE_H

#include "figures/form.h"

/* How the blocks of a table are arranged; see cells.def. */
typedef enum ShapeKind
{
	SHAPE_CAPTIONED,			/* blocks, each with a caption and heads of its own */
	SHAPE_HEADED,				/* rows with all columns of the table, below one head */
	SHAPE_ABREAST				/* rows beside each other on one line, their labels over the heads */
} ShapeKind;

typedef struct TableShape
{
	ShapeKind	kind;
	int			section;		/* of the report */
	int			first_row;		/* RowId */
	int			rows;
	int			first_column;	/* ColumnId */
	int			columns;
	int			total;			/* the column that is the sum of the others, from 0, or -1 */
	int			sum_cell;		/* a cell of that column, or -1 */
	int			line_cells;		/* cells of the longest line */
} TableShape;

extern const TableShape *shape_of(TableId table);

/* Is the cell the total of its row? */
extern bool shape_cell_is_total(int cell);

#endif							/* DISCLOSURE_SHAPE_H */
