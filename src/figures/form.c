/*
 * form.c
 *	  Tables, rows, columns, cells and forms: lookups and labels.
 */
#include "postgres.h"

#include "figures/form.h"

const TableInfo table_info[TABLE_COUNT] = {
#define TABLE(name, number, label, table_type, row_type) \
	[TABLE_##name] = {#name, number, label, table_type, row_type},
#include "figures/cells.def"
};

const GroupInfo group_info[GROUP_COUNT] = {
#define GROUP(table, name, parent, label) \
	[GROUP_##name] = {TABLE_##table, #name, GROUP_##parent, label},
#include "figures/cells.def"
};

const AxisInfo column_info[COLUMN_COUNT] = {
#define COLUMN(table, name, group, label, definition) \
	[COLUMN_##table##_##name] = {TABLE_##table, #name, GROUP_##group, label, definition},
#include "figures/cells.def"
};

const AxisInfo row_info[ROW_COUNT] = {
#define ROW(table, name, group, label, definition) \
	[ROW_##table##_##name] = {TABLE_##table, #name, GROUP_##group, label, definition},
#include "figures/cells.def"
};

#define UNSIGNED false
#define SIGNED true
const CellInfo cell_info[CELL_COUNT] = {
#define CELL(table, row, column, unit, scale, sign) \
	[CELL_##table##_##row##_##column] = {ROW_##table##_##row, \
		COLUMN_##table##_##column, #table "." #row "." #column, unit, scale, sign},
#include "figures/cells.def"
};
#undef UNSIGNED
#undef SIGNED

const FormInfo form_info[FORM_COUNT] = {
#define FORM(name, notice, first_year, last_year) \
	[FORM_##name] = {#name, notice, first_year, last_year},
#include "figures/cells.def"
};

/* ordinal + 1 of the cell in a row and column, or 0 */
static const int16 cell_in[ROW_COUNT][COLUMN_COUNT] = {
#define CELL(table, row, column, unit, scale, sign) \
	[ROW_##table##_##row][COLUMN_##table##_##column] = CELL_##table##_##row##_##column + 1,
#include "figures/cells.def"
};

/* the lines of the forms, in the order of print */
typedef struct FormItem
{
	enum
	{
		ITEM_BLOCK, ITEM_HEAD, ITEM_LINE
	}			kind;
	FormId		form;
	int			id;				/* table, column, row */
	const char *label;
} FormItem;

static const FormItem form_items[] = {
#define BLOCK(form, table, arrangement, caption) {ITEM_BLOCK, FORM_##form, TABLE_##table, caption},
#define HEAD_AS(form, table, column, width, label) \
	{ITEM_HEAD, FORM_##form, COLUMN_##table##_##column, label},
#define LINE_AS(form, table, row, label) \
	{ITEM_LINE, FORM_##form, ROW_##table##_##row, label},
#include "figures/cells.def"
};

/* a row as a form prints it; form_init() reads these from form_items */
typedef struct FormRow
{
	int			position;		/* among the rows of the form, or -1 */
	const char *label;
	const char *caption;
	const char *column_label[COLUMN_COUNT]; /* NULL: no such cell */
} FormRow;

static FormRow form_rows[FORM_COUNT][ROW_COUNT];

/* the columns by ordinal, but one that a form prints before an older one in its place */
static int16 column_order[COLUMN_COUNT];
static FormLayout layouts[ALL_FORMS + 1];

StaticAssertDecl(FORM_COUNT <= 8, "a layout for each set of forms takes too much memory");

static void
read_form_items(void)
{
	const FormItem *block = NULL;
	const char *heads[COLUMN_COUNT];
	int			nrows = 0;

	for (int form = 0; form < FORM_COUNT; form++)
		for (int row = 0; row < ROW_COUNT; row++)
			form_rows[form][row].position = -1;

	for (int i = 0; i < lengthof(form_items); i++)
	{
		const FormItem *item = &form_items[i];
		FormRow    *form_row;

		switch (item->kind)
		{
			case ITEM_BLOCK:
				if (block == NULL || block->form != item->form)
					nrows = 0;
				block = item;
				memset(heads, 0, sizeof(heads));
				break;
			case ITEM_HEAD:
				heads[item->id] = item->label ? item->label : column_info[item->id].label;
				break;
			case ITEM_LINE:
				form_row = &form_rows[item->form][item->id];
				form_row->position = nrows++;
				form_row->label = item->label ? item->label : row_info[item->id].label;
				form_row->caption = block->label;
				for (int column = 0; column < COLUMN_COUNT; column++)
					if (cell_in[item->id][column] != 0)
						form_row->column_label[column] = heads[column];
				break;
		}
	}
}

static int
column_place(int column)
{
	int			place = 0;

	while (column_order[place] != column)
		place++;
	return place;
}

/* Puts the columns in order: from the last head of a block to the first, each stands before the next. */
static void
order_columns(void)
{
	for (int column = 0; column < COLUMN_COUNT; column++)
		column_order[column] = column;
	for (int i = lengthof(form_items) - 2; i >= 0; i--)
	{
		int			from;
		int			to;

		if (form_items[i].kind != ITEM_HEAD || form_items[i + 1].kind != ITEM_HEAD)
			continue;
		from = column_place(form_items[i].id);
		to = column_place(form_items[i + 1].id);
		if (from < to)
			continue;
		memmove(&column_order[to + 1], &column_order[to], (from - to) * sizeof(column_order[0]));
		column_order[to] = form_items[i].id;
	}
}

/*
 * Puts the rows of a form into a list of rows: a row that is not yet there
 * comes after the one that precedes it in the form.
 */
static int
merge_form_rows(FormId form, int16 *list, int nlist)
{
	int			at = 0;

	for (int position = 0;; position++)
	{
		int			row = 0;
		int			i = 0;

		while (row < ROW_COUNT && form_rows[form][row].position != position)
			row++;
		if (row == ROW_COUNT)
			return nlist;

		while (i < nlist && list[i] != row)
			i++;
		if (i == nlist)
		{
			memmove(&list[at + 1], &list[at], (nlist - at) * sizeof(list[0]));
			list[at] = row;
			nlist++;
			i = at;
		}
		at = i + 1;
	}
}

static void
make_layout(FormSet forms, FormLayout *layout)
{
	int			nrows = 0;
	int			ncells = 0;

	for (int pass = 0; pass < 2; pass++)
		for (int form = 0; form < FORM_COUNT; form++)
			if (((forms & FORM_BIT(form)) != 0) == (pass == 0))
				nrows = merge_form_rows(form, layout->row, nrows);

	for (int i = 0; i < nrows; i++)
		for (int c = 0; c < COLUMN_COUNT; c++)
		{
			int			column = column_printed(c);
			int			cell = cell_at(layout->row[i], column);

			if (cell < 0)
				continue;
			layout->cell[ncells++] = cell;
			for (int form = 0; form < FORM_COUNT; form++)
				if ((forms & FORM_BIT(form)) &&
					form_rows[form][layout->row[i]].column_label[column] != NULL)
					cellset_add(&layout->asked, cell);
		}

	if (nrows != ROW_COUNT || ncells != CELL_COUNT)
		elog(ERROR, "cells.def: a row or cell is in no form");
}

void
form_init(void)
{
	read_form_items();
	order_columns();
	for (FormSet forms = 0; forms <= ALL_FORMS; forms++)
		make_layout(forms, &layouts[forms]);
}

const FormLayout *
form_layout(FormSet forms)
{
	Assert(forms <= ALL_FORMS);
	return &layouts[forms];
}

static bool
name_is(const char *name, const char *text, size_t len)
{
	return strlen(name) == len && memcmp(name, text, len) == 0;
}

int
table_by_name(const char *name, size_t len)
{
	for (int table = 0; table < TABLE_COUNT; table++)
		if (name_is(table_info[table].name, name, len))
			return table;
	return -1;
}

int
row_by_name(TableId table, const char *name, size_t len)
{
	for (int row = 0; row < ROW_COUNT; row++)
		if (row_info[row].table == table && name_is(row_info[row].name, name, len))
			return row;
	return -1;
}

int
column_by_name(TableId table, const char *name, size_t len)
{
	for (int column = 0; column < COLUMN_COUNT; column++)
		if (column_info[column].table == table &&
			name_is(column_info[column].name, name, len))
			return column;
	return -1;
}

int
group_by_name(TableId table, const char *name, size_t len)
{
	for (int group = GROUP_none + 1; group < GROUP_COUNT; group++)
		if (group_info[group].table == table &&
			name_is(group_info[group].name, name, len))
			return group;
	return -1;
}

/* The n-th row or column of a table. */
static int
axis_nth(const AxisInfo *axis, int count, TableId table, int n)
{
	for (int i = 0; i < count; i++)
		if (axis[i].table == table && n-- == 0)
			return i;
	return -1;
}

int
table_row(TableId table, int n)
{
	return axis_nth(row_info, ROW_COUNT, table, n);
}

int
table_column(TableId table, int n)
{
	return axis_nth(column_info, COLUMN_COUNT, table, n);
}

ColumnId
column_printed(int n)
{
	return column_order[n];
}

bool
column_has_decimals(ColumnId column)
{
	for (int cell = 0; cell < CELL_COUNT; cell++)
		if (cell_info[cell].column == column && cell_info[cell].scale > 0)
			return true;
	return false;
}

int
cell_at(RowId row, ColumnId column)
{
	return cell_in[row][column] - 1;
}

int
cell_by_path(const char *path, size_t len)
{
	const char *end = path + len;
	const char *row_name = memchr(path, '.', len);
	const char *column_name;
	int			table;
	int			row;
	int			column;

	if (row_name == NULL)
		return -1;
	table = table_by_name(path, row_name - path);
	row_name++;
	column_name = memchr(row_name, '.', end - row_name);
	if (table < 0 || column_name == NULL)
		return -1;
	row = row_by_name(table, row_name, column_name - row_name);
	column_name++;
	column = column_by_name(table, column_name, end - column_name);
	return row < 0 || column < 0 ? -1 : cell_at(row, column);
}

int
form_of_year(int year)
{
	for (int form = FORM_COUNT - 1; form >= 0; form--)
		if (year >= form_info[form].first_year &&
			(form_info[form].last_year == 0 || year <= form_info[form].last_year))
			return form;
	return -1;
}

FormSet
forms_from_text(const char *text, size_t len, bool *ok)
{
	const char *end = text + len;
	FormSet		forms = 0;

	*ok = true;
	while (text < end)
	{
		const char *plus = memchr(text, '+', end - text);
		const char *stop = plus ? plus : end;
		int			form = 0;

		while (form < FORM_COUNT && !name_is(form_info[form].name, text, stop - text))
			form++;
		if (form == FORM_COUNT || (forms & FORM_BIT(form)) || stop + 1 == end)
		{
			*ok = false;
			return 0;
		}
		forms |= FORM_BIT(form);
		text = stop + 1;
	}
	return forms;
}

void
forms_to_text(FormSet forms, char *buf)
{
	char	   *p = buf;

	for (int form = 0; form < FORM_COUNT; form++)
		if (forms & FORM_BIT(form))
			p += sprintf(p, "%s%s", p == buf ? "" : "+", form_info[form].name);
	*p = '\0';
}

bool
group_within(GroupId group, GroupId outer)
{
	while (group != outer && group != GROUP_none)
		group = group_info[group].parent;
	return group == outer;
}

FormId
form_printing(FormSet forms, CellId cell)
{
	const CellInfo *info = &cell_info[cell];

	for (int pass = 0; pass < 2; pass++)
		for (int form = FORM_COUNT - 1; form >= 0; form--)
			if ((pass == 1 || (forms & FORM_BIT(form))) &&
				form_rows[form][info->row].column_label[info->column] != NULL)
				return form;
	elog(ERROR, "cell %d is in no form", cell);
}

FormId
form_printing_row(FormSet forms, RowId row)
{
	for (int pass = 0; pass < 2; pass++)
		for (int form = FORM_COUNT - 1; form >= 0; form--)
			if ((pass == 1 || (forms & FORM_BIT(form))) &&
				form_rows[form][row].position >= 0)
				return form;
	elog(ERROR, "row %d is in no form", row);
}

const char *
row_label(FormId form, RowId row)
{
	return form_rows[form][row].label;
}

/*
 * A group of groups is no heading of a single row, and a row that is all of
 * its group in the form carries the group's label itself.
 */
const char *
row_group_label(FormId form, RowId row)
{
	GroupId		group = row_info[row].group;

	if (group == GROUP_none ||
		strcmp(group_info[group].label, form_rows[form][row].label) == 0)
		return NULL;
	for (int inner = 0; inner < GROUP_COUNT; inner++)
		if (group_info[inner].parent == group)
			return NULL;
	return group_info[group].label;
}

char *
row_full_label(FormId form, RowId row)
{
	const char *group = row_group_label(form, row);

	return group ? psprintf("%s·%s", group, row_label(form, row)) :
		pstrdup(row_label(form, row));
}

char *
cell_full_label(FormSet forms, CellId cell)
{
	FormId		form = form_printing(forms, cell);

	return psprintf("%s·%s", row_full_label(form, cell_info[cell].row),
					column_label(form, cell));
}

const char *
column_label(FormId form, CellId cell)
{
	return form_rows[form][cell_info[cell].row].column_label[cell_info[cell].column];
}

const char *
block_caption(FormId form, RowId row)
{
	return form_rows[form][row].caption;
}
