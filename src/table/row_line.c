/*
 * row_line.c
 *	  What a line of the page says of the row in the making.
 */
#include "postgres.h"

#include "table/row_line.h"
#include "table/shape.h"

DataCell *
rows_last_cell(const RowMaker *maker)
{
	ReadRow    *row = maker->now.row;

	return row != NULL && row->line.ndata > 0 ? &row->line.data[row->line.ndata - 1] : NULL;
}

int
rows_cells_left(const RowMaker *maker)
{
	const ReadRow *row = maker->now.row;

	return row != NULL ? Max(row_expected_cells(row) - row->line.ndata, 0) : 0;
}

bool
rows_continue_label(RowMaker *maker, Span text)
{
	ReadRow    *row = maker->now.row;
	Span		joined;
	bool		misprint;
	const LabelEntry *entry;

	if (row == NULL || row->row < 0 || row->line.ndata > 0)
		return false;
	joined = (Span) {row->line.at, text.end};
	entry = rows_find_label(maker, joined, true, &misprint);
	if (entry == NULL || entry->kind != LABEL_ROW || entry->table != row->line.table ||
		entry->id != row->row)
		return false;
	row->line.name = note_quote(joined.start, joined.end - joined.start);
	maker->now.label_end = text.end;
	return true;
}

void
rows_note_line(RowMaker *maker, Span line, bool first, bool several)
{
	ReadRow    *row = maker->now.row;

	if (row->line.ndata == 1)
		row->on_one_line = several;
	else if (first)
		row->on_one_line = false;
	if (maker->now.label_end > line.start && maker->now.label_end <= line.end && row->row >= 0)
		row->on_label_line = true;
}

bool
rows_feed_empty(RowMaker *maker, Span cell, bool own_line)
{
	ReadRow    *row = maker->now.row;
	DataCell   *data;

	if (row == NULL || row->line.ndata == LINE_DATA_MAX)
		return false;
	data = row_add_blank(row, cell);
	data->own_line = own_line;
	/* with some width to it, "|  |", it was written as a cell; "||" and "| |" may just fill up the width of the table */
	data->is_cell = !own_line && data->len > 1;
	return true;
}

void
rows_begin_line(RowMaker *maker)
{
	close_row(maker, false);
	maker->now.stray = NULL;
	maker->now.stray_is_part = maker->now.stray_noted = maker->now.beside_group = false;
	maker->now.line_heads = maker->now.header.n;
}

bool
rows_may_begin_empty(const RowMaker *maker, int cells, int lead)
{
	const LabelContext *context = &maker->now.context;

	if (lead == 0 || maker->nunnamed >= UNNAMED_MAX)
		return false;
	if (shape_is(context->table, SHAPE_ABREAST))
		return context->in_header && lead > 0 && cells == maker->now.header.n;
	return shape_is(context->table, SHAPE_HEADED) && context->rows_begun &&
		cells == maker->tables->shape[context->table]->columns;
}

void
rows_feed_ruled_empty(RowMaker *maker, Span cell, bool in_label)
{
	ReadRow    *row = maker->now.row;
	Header	   *header = &maker->now.header;

	if (row != NULL && row->line.ndata < LINE_DATA_MAX &&
		(!in_label || !shape_is(row->line.table, SHAPE_HEADED)))
		row_add_blank(row, cell)->is_cell = true;
	else if (row == NULL && shape_is(maker->now.context.table, SHAPE_CAPTIONED) &&
			 maker->now.context.in_header && header->n > 0 && header->n <= HEADER_MAX)
		header->cell[header->n - 1].width++;
}

/* Drops the labels before "from" if those behind it, on one line, are all heads of rows abreast. */
static void
begin_header_at(Header *header, int from, int all)
{
	if (from == 0 || header->n - from != all || header->n > HEADER_MAX)
		return;
	memmove(header->cell, &header->cell[from], all * sizeof(HeaderCell));
	header->n = all;
}

void
rows_end_line(RowMaker *maker, int cells, bool label_empty, bool cut)
{
	ReadRow    *row = maker->now.row;
	int			table = maker->now.context.table;

	if (row != NULL)
	{
		row->width = cells;
		row->label_empty = label_empty;
	}
	if (row != NULL && shape_is(row->line.table, SHAPE_CAPTIONED))
		row_join_spanned_cells(row);
	if (shape_is(table, SHAPE_ABREAST) && maker->now.context.in_header)
		begin_header_at(&maker->now.header, maker->now.line_heads, maker->tables->shape[table]->line_cells);
	close_row(maker, cut);
}
