/*
 * shape.c
 *	  What a form's print says of the lines of a table.
 */
#include "postgres.h"

#include "page/section.h"
#include "table/shape.h"

/* arrangements, as cells.def calls them */
#define CAPTIONED	SHAPE_CAPTIONED
#define HEADED		SHAPE_HEADED
#define ABREAST		SHAPE_ABREAST

static const struct
{
	TableId		table;
	ShapeKind	kind;
}			blocks[] = {
#define BLOCK(form, table, arrangement, caption) {TABLE_##table, arrangement},
#include "figures/cells.def"
};

/* The column that is the sum of the others has this name in every table. */
static const char total_name[] = "total";

static void
read_shape(TableId table, TableShape *shape)
{
	memset(shape, 0, sizeof(*shape));
	for (int i = 0; i < lengthof(blocks); i++)
		if (blocks[i].table == table)
			shape->kind = blocks[i].kind;
	shape->section = section_by_key(table_info[table].number);
	shape->first_row = table_row(table, 0);
	shape->first_column = table_column(table, 0);
	shape->total = shape->sum_cell = -1;
	while (table_row(table, shape->rows) >= 0)
		shape->rows++;
	for (int column; (column = table_column(table, shape->columns)) >= 0; shape->columns++)
		if (strcmp(column_info[column].name, total_name) == 0)
		{
			shape->total = shape->columns;
			shape->sum_cell = cell_at(shape->first_row, column);
		}
	shape->line_cells = shape->kind == SHAPE_ABREAST ? shape->columns * shape->rows : shape->columns;
}

const TableShape *
shape_of(TableId table)
{
	static TableShape shapes[TABLE_COUNT];
	static bool filled = false;

	if (!filled)
		for (int i = 0; i < TABLE_COUNT; i++)
			read_shape(i, &shapes[i]);
	filled = true;
	return &shapes[table];
}

bool
shape_cell_is_total(int cell)
{
	return strcmp(column_info[cell_info[cell].column].name, total_name) == 0;
}
