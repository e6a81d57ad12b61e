/*
 * html_table.c
 *	  The tables of a page while they are read: cells, rows, tables within tables.
 */
#include "postgres.h"

#include "common/code_point.h"
#include "page/html_log.h"
#include "page/html_table.h"
#include "page/picture.h"

/* Cells of a row to begin with. */
#define ROW_CELLS		16

/* Bytes of a cell to begin with; most hold a number, and there may be millions of them. */
#define CELL_SIZE		16

/* A cell being read. */
typedef struct OpenCell
{
	StringInfoData text;
	bool		holds_rows;		/* a table within it has rows */
	int			row_span;
	int			column_span;
} OpenCell;

/* A table being read, with its current row. */
struct OpenTable
{
	int			number;
	int			nrows;
	bool		in_row;
	bool		in_cell;
	int			ncells;
	int			size;
	OpenCell   *cell;
	int			all_cells;		/* cells of the rows already ended */
	bool		holds_rows;		/* a table within it has rows */
	StringInfoData lines;		/* its text so far */
	int			blocked[SPAN_MAX];	/* by column: further rows that a cell above spans */
};

StringInfo
html_target(HtmlTables *tables)
{
	OpenTable  *table;
	StringInfo	text;

	if (tables->depth == 0)
		return &tables->text;
	table = tables->table[tables->depth - 1];
	if (!table->in_cell)
		return &table->lines;
	text = &table->cell[table->ncells - 1].text;
	if (text->data == NULL)
	{
		text->data = palloc0(CELL_SIZE);
		text->maxlen = CELL_SIZE;
	}
	return text;
}

/* Appends the text of a cell on one line. */
static void
append_flat(StringInfo line, const StringInfo text)
{
	int			end = text->len;

	while (end > 0 && (text->data[end - 1] == '\n' || text->data[end - 1] == ' '))
		end--;
	for (int i = 0; i < end; i++)
		html_add_character(line, text->data[i] == '\n' ? ' ' : text->data[i]);
}

/* What stands within a table that is read as text ends nothing. */
static bool
is_in_table(const HtmlTables *tables)
{
	return tables->depth > 0 && tables->ignored == 0;
}

void
html_end_cell(HtmlTables *tables)
{
	if (is_in_table(tables))
		tables->table[tables->depth - 1]->in_cell = false;
}

static void
add_to_grid(HtmlTables *tables, OpenTable *table)
{
	int			column = 0;

	for (int i = 0; i < table->ncells; i++)
	{
		OpenCell   *cell = &table->cell[i];
		GridCell   *entry;

		while (column < SPAN_MAX && table->blocked[column] > 0)
			table->blocked[column++]--;
		if (column == SPAN_MAX)
			break;
		entry = palloc(sizeof(GridCell));
		entry->table = table->number;
		entry->row = table->nrows;
		entry->column = column + 1;
		entry->row_span = cell->row_span;
		entry->column_span = cell->column_span;
		entry->text = pnstrdup(cell->text.data ? cell->text.data : "", cell->text.len);
		tables->grid = lappend(tables->grid, entry);
		for (int span = 0; span < cell->column_span && column < SPAN_MAX; span++)
			table->blocked[column++] = cell->row_span - 1;
	}
	while (column < SPAN_MAX)
	{
		if (table->blocked[column] > 0)
			table->blocked[column]--;
		column++;
	}
}

/* Is all that the cells of a row hold struck out? */
static bool
row_is_struck(const OpenTable *table)
{
	bool		struck = false;

	for (int i = 0; i < table->ncells; i++)
	{
		const char *start = table->cell[i].text.data;
		const char *end = start + table->cell[i].text.len;

		if (start == NULL)
			continue;
		trim_blank_points(&start, &end);
		if (start == end)
			continue;
		if (end - start != strlen(STRUCK_SIGN) || memcmp(start, STRUCK_SIGN, end - start) != 0)
			return false;
		struck = true;
	}
	return struck;
}

void
html_end_row(HtmlTables *tables)
{
	OpenTable  *table;
	bool		is_row = true;

	if (!is_in_table(tables))
		return;
	table = tables->table[tables->depth - 1];
	table->in_cell = false;
	if (!table->in_row)
		return;
	table->in_row = false;
	table->nrows++;
	table->all_cells += table->ncells;
	for (int i = 0; i < table->ncells; i++)
		if (table->cell[i].holds_rows)
			is_row = false;
	html_break_line(&table->lines);
	if (is_row && row_is_struck(table))
		;
	else if (is_row && table->ncells > 0)
	{
		if (tables->with_grid)
			add_to_grid(tables, table);
		appendStringInfoChar(&table->lines, '|');
		for (int i = 0; i < table->ncells; i++)
		{
			appendStringInfoChar(&table->lines, ' ');
			append_flat(&table->lines, &table->cell[i].text);
			appendStringInfoString(&table->lines, " |");
		}
	}
	else
		for (int i = 0; i < table->ncells; i++)
		{
			if (table->cell[i].text.data == NULL)
				continue;
			appendBinaryStringInfo(&table->lines, table->cell[i].text.data, table->cell[i].text.len);
			html_break_line(&table->lines);
		}
	html_break_line(&table->lines);
	for (int i = 0; i < table->ncells; i++)
		if (table->cell[i].text.data != NULL)
			pfree(table->cell[i].text.data);
	table->ncells = 0;
}

void
html_begin_table(HtmlTables *tables)
{
	OpenTable  *table;

	if (tables->depth == TABLES_MAX)
	{
		tables->ignored++;
		return;
	}
	table = palloc0(sizeof(OpenTable));
	table->number = ++tables->ntables;
	table->size = ROW_CELLS;
	table->cell = palloc(table->size * sizeof(OpenCell));
	initStringInfo(&table->lines);
	tables->table[tables->depth++] = table;
}

/*
 * A table within a cell makes it a layout cell, unless the table has only one
 * cell itself: then it is a frame, and its text becomes the cell's.
 */
void
html_end_table(HtmlTables *tables)
{
	OpenTable  *table;
	StringInfo	outer;
	bool		is_frame;

	if (tables->ignored > 0)
	{
		tables->ignored--;
		return;
	}
	if (tables->depth == 0)
		return;
	table = tables->table[tables->depth - 1];
	html_end_row(tables);
	is_frame = table->all_cells <= 1 && !table->holds_rows;
	tables->depth--;
	outer = html_target(tables);
	if (is_frame && tables->depth > 0)
		for (int i = 0; i < table->lines.len; i++)
		{
			if (table->lines.data[i] != '|')
				html_add_character(outer, table->lines.data[i]);
		}
	else
	{
		OpenTable  *around = tables->depth > 0 ? tables->table[tables->depth - 1] : NULL;

		html_break_line(outer);
		if (outer->len == 0)
		{
			/* swap, not copy: layout tables are nested many levels deep */
			StringInfoData empty = *outer;

			*outer = table->lines;
			table->lines = empty;
		}
		else
			appendBinaryStringInfo(outer, table->lines.data, table->lines.len);
		html_break_line(outer);
		if (around != NULL)
			around->holds_rows = true;
		if (around != NULL && around->in_cell)
			around->cell[around->ncells - 1].holds_rows = true;
	}
	pfree(table->lines.data);
	pfree(table->cell);
	pfree(table);
}

/* Pages leave out <table> and <tr>, and closing tags. */
void
html_begin_row(HtmlTables *tables)
{
	if (tables->ignored > 0)
		return;
	if (tables->depth == 0)
		html_begin_table(tables);
	html_end_row(tables);
	tables->table[tables->depth - 1]->in_row = true;
}

void
html_begin_cell(HtmlTables *tables, int row_span, int column_span)
{
	OpenTable  *table;
	OpenCell   *cell;

	if (tables->ignored > 0)
		return;
	if (tables->depth == 0)
		html_begin_table(tables);
	table = tables->table[tables->depth - 1];
	table->in_row = true;
	if (table->ncells == table->size)
	{
		table->size *= 2;
		table->cell = repalloc_huge(table->cell, table->size * sizeof(OpenCell));
	}
	cell = &table->cell[table->ncells++];
	memset(cell, 0, sizeof(*cell));
	cell->row_span = row_span;
	cell->column_span = column_span;
	table->in_cell = true;
}

void
html_end_tables(HtmlTables *tables)
{
	tables->ignored = 0;
	while (tables->depth > 0)
		html_end_table(tables);
}
