/*
 * shape.h
 *	  What a form's print says of the lines of a table: how many cells they have,
 *	  which of these are totals, and where their labels stand.
 *
 * Everything here comes from the lines TABLE, COLUMN, ROW, BLOCK, HEAD and LINE
 * of figures/cells.def.  Nothing else in this room names a table, row or column.
 */
#ifndef DISCLOSURE_SHAPE_H
#define DISCLOSURE_SHAPE_H

#include "figures/form.h"

/* Cells of the longest line of a form that can be read */
#define LINE_CELLS_MAX	15

/* How the blocks of a table are arranged; see cells.def. */
typedef enum ShapeKind
{
	SHAPE_CAPTIONED,			/* blocks, each with a caption and heads of its own; nothing is summed */
	SHAPE_HEADED,				/* rows with all columns of the table, below one head */
	SHAPE_ABREAST				/* rows beside each other on one line, their labels over the heads */
} ShapeKind;

#define SHAPE_KINDS	(SHAPE_ABREAST + 1)

/* A table as one form prints it. */
typedef struct TableShape
{
	ShapeKind	kind;
	/* rows and columns in the order of print; of captioned blocks the columns differ, and there are none here */
	int			rows;
	RowId		row[ROW_COUNT];
	int			columns;
	ColumnId	column[COLUMN_COUNT];
	int			total;			/* the column that is the sum of the others, from 0, or -1 */
	int			sum_cell;		/* a cell of that column, or -1 */
	int			line_cells;		/* cells of a line, 0 if its block decides */
} TableShape;

extern const TableShape *shape_of(FormId form, TableId table);

/* All forms print a table in the same arrangement and section. */
extern ShapeKind shape_kind(TableId table);
extern int	shape_section(TableId table);

/*
 * Returns the form whose columns a page may have: that of the year, or else the
 * newest, but not one with a column, not in all forms, that the text does not name.
 * "year" may be 0.
 */
extern FormId shape_form_of_page(int year, const char *text);

/* Is the table, if known (not -1), of this kind? */
extern bool shape_is(int table, ShapeKind kind);

/* Return the place of a row or column, from 0, or -1. */
extern int	shape_place_of_row(const TableShape *shape, int row);
extern int	shape_place_of_column(const TableShape *shape, int column);

/* Is the cell the total of its row? */
extern bool shape_cell_is_total(int cell);

/* Is the group one of columns, not of rows? */
extern bool shape_group_is_of_columns(GroupId group);

#endif							/* DISCLOSURE_SHAPE_H */
