/*
 * shape.c
 *	  What a form's print says of the lines of a table.
 */
#include "postgres.h"

#include "figures/structure.h"
#include "page/section.h"
#include "table/shape.h"

/* arrangements, as cells.def calls them */
#define CAPTIONED	SHAPE_CAPTIONED
#define HEADED		SHAPE_HEADED
#define ABREAST		SHAPE_ABREAST

/* the lines of the forms, in the order of print */
static const struct ShapeFact
{
	enum
	{
		FACT_BLOCK, FACT_HEAD, FACT_LINE
	}			what;
	FormId		form;
	TableId		table;
	int			id;				/* kind, column or row */
}			facts[] = {
#define BLOCK(form, table, arrangement, caption) {FACT_BLOCK, FORM_##form, TABLE_##table, arrangement},
#define HEAD_AS(form, table, column, width, label) \
	{FACT_HEAD, FORM_##form, TABLE_##table, COLUMN_##table##_##column},
#define LINE_AS(form, table, row, label) \
	{FACT_LINE, FORM_##form, TABLE_##table, ROW_##table##_##row},
#include "figures/cells.def"
};

static void
read_shape(FormId form, TableId table, TableShape *shape)
{
	memset(shape, 0, sizeof(*shape));
	shape->total = shape->sum_cell = -1;
	for (int i = 0; i < lengthof(facts); i++)
		if (facts[i].table != table || facts[i].form != form)
			continue;
		else if (facts[i].what == FACT_BLOCK)
			shape->kind = facts[i].id;
		else if (facts[i].what == FACT_LINE)
			shape->row[shape->rows++] = facts[i].id;
		else if (shape->kind != SHAPE_CAPTIONED)
			shape->column[shape->columns++] = facts[i].id;
	for (int i = 0; i < shape->columns; i++)
		if (column_is_total(shape->column[i]))
		{
			shape->total = i;
			shape->sum_cell = cell_at(shape->row[0], shape->column[i]);
		}
	shape->line_cells = shape->kind == SHAPE_ABREAST ? shape->columns * shape->rows : shape->columns;
	if (shape->line_cells > LINE_CELLS_MAX)
		elog(ERROR, "cells.def: a line of table %s has more than %d cells", table_info[table].name, LINE_CELLS_MAX);
}

const TableShape *
shape_of(FormId form, TableId table)
{
	static TableShape shapes[FORM_COUNT][TABLE_COUNT];
	static bool filled = false;

	if (!filled)
		for (int f = 0; f < FORM_COUNT; f++)
			for (int t = 0; t < TABLE_COUNT; t++)
				read_shape(f, t, &shapes[f][t]);
	filled = true;
	return &shapes[form][table];
}

ShapeKind
shape_kind(TableId table)
{
	return shape_of(FORM_COUNT - 1, table)->kind;
}

int
shape_section(TableId table)
{
	return section_by_key(table_info[table].number);
}

/* Does the text name each column of the form that some other form lacks? */
static bool
text_names_columns(FormId form, const char *text)
{
	for (int table = 0; table < TABLE_COUNT; table++)
	{
		const TableShape *shape = shape_of(form, table);

		for (int i = 0; i < shape->columns; i++)
			for (int other = 0; other < FORM_COUNT; other++)
				if (shape_place_of_column(shape_of(other, table), shape->column[i]) < 0 &&
					strstr(text, column_info[shape->column[i]].label) == NULL)
					return false;
	}
	return true;
}

FormId
shape_form_of_page(int year, const char *text)
{
	int			by_year = year != 0 ? form_of_year(year) : -1;

	if (by_year >= 0 && text_names_columns(by_year, text))
		return by_year;
	for (int form = FORM_COUNT - 1; form >= 0; form--)
		if (text_names_columns(form, text))
			return form;
	return FORM_COUNT - 1;
}

bool
shape_is(int table, ShapeKind kind)
{
	return table >= 0 && shape_kind(table) == kind;
}

int
shape_place_of_row(const TableShape *shape, int row)
{
	for (int i = 0; i < shape->rows; i++)
		if (shape->row[i] == row)
			return i;
	return -1;
}

int
shape_place_of_column(const TableShape *shape, int column)
{
	for (int i = 0; i < shape->columns; i++)
		if (shape->column[i] == column)
			return i;
	return -1;
}

bool
shape_cell_is_total(int cell)
{
	return column_is_total(cell_info[cell].column);
}

bool
shape_group_is_of_columns(GroupId group)
{
	for (int column = 0; column < COLUMN_COUNT; column++)
		if (column_info[column].group == group)
			return true;
	return false;
}
