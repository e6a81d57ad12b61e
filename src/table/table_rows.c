/*
 * table_rows.c
 *	  Makes rows of labels and the cells behind them.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "page/picture.h"
#include "table/shape.h"
#include "table/table_rows.h"

DataCell *
row_add_data(ReadRow *row, const Quantity *quantity, Span text)
{
	DataCell   *data = &row->line.data[row->line.ndata++];

	memset(data, 0, sizeof(*data));
	data->quantity = *quantity;
	data->text = text.start;
	data->len = text.end - text.start;
	return data;
}

DataCell *
row_add_blank(ReadRow *row, Span cell)
{
	const char *picture = picture_find(cell.start, cell.end);
	Quantity	quantity = {.kind = picture ? QUANTITY_OTHER : QUANTITY_EMPTY};

	if (picture)
		cell = (Span) {picture, picture + strlen(PICTURE_SIGN)};
	return row_add_data(row, &quantity, cell);
}

void
close_row(TableReader *reader, bool at_page_end)
{
	ReadRow    *row = reader->row;

	if (row == NULL)
		return;
	row->line.at_page_end = at_page_end;
	row->tail_gap = reader->gap;
	reader->above = row;
	if (reader->after_line_end && row->line.ndata < LINE_DATA_MAX)
		/* the text between the last pipe of the row and the end of its line */
		row_add_blank(row, (Span) {row->line.at, row->line.at})->tail = true;
	reader->row = NULL;
}

/* Opens a row; one whose label was seen before without numbers is opened again. */
static void
open_row(TableReader *reader, TableId table, int row, const char *path, const char *name,
		 const char *at)
{
	ReadRow    *read = row >= 0 ? reader->tables->row[row] : NULL;
	ReadRow    *above = reader->above;

	/* keep the rows in the order of their numbers, not of their labels */
	if (read == NULL)
		read = palloc0(sizeof(ReadRow));
	else
		reader->tables->rows = list_delete_ptr(reader->tables->rows, read);
	reader->tables->rows = lappend(reader->tables->rows, read);
	read->line.ndata = 0;
	if (row < 0)
		reader->nunnamed++;
	else
	{
		reader->tables->row[row] = read;
		reader->tables->labelled[row] = true;
	}
	read->in_lines = reader->in_lines;
	read->page = reader->page_number;
	read->on_label_line = !reader->in_lines && row >= 0;
	read->row = row;
	read->header = reader->header;
	read->rows = reader->header_rows;
	read->heads_before = reader->nheads;
	read->caption = shape_is(table, SHAPE_CAPTIONED) ? reader->caption : NULL;
	read->line.table = table;
	read->line.shape = reader->tables->shape[table];
	read->line.path = path;
	read->line.name = name;
	read->line.at = at;
	read->same_cell = row < 0 && reader->same_cell;
	read->above = row < 0 && above != NULL && above->line.table == table && reader->gap == 0 &&
		(above->width > 0 ||
		 (row_expected_cells(above) > 0 && above->line.ndata >= row_expected_cells(above))) ? above : NULL;
	reader->row = read;
	reader->above = NULL;
}

void
reopen_row(TableReader *reader, int row)
{
	ReadRow    *read = reader->tables->row[row];

	if (read != NULL)
		open_row(reader, read->line.table, row, read->line.path, read->line.name, read->line.at);
}

/* Notes, once, that numbers follow no label of the form; they are dropped. */
static void
note_stray(TableReader *reader, const char *text, size_t len)
{
	if (reader->stray_noted)
		return;
	reader->stray_noted = true;
	if (reader->context.table >= 0)
		reader->tables->style[reader->context.table].unplaced++;
	if (notes_dropped(reader->notes))
		return;
	if (reader->stray != NULL)
		note_add(reader->notes, "extra_row", NULL, reader->stray, reader->stray_len, NULL,
				 SURE_AMBIGUOUS, reader->stray,
				 psprintf("“%s”不是格式中的行，或者与数字不在一行，其后的数字未采用。",
						  note_quote(reader->stray, reader->stray_len)));
	else
		note_add(reader->notes, "extra_row", NULL, text, len, NULL, SURE_AMBIGUOUS, text,
				 psprintf("“%s”前面没有行名，未采用。", note_quote(text, len)));
}

void
rows_begin_stray(TableReader *reader, const char *text, size_t len)
{
	close_row(reader, false);
	reader->above = NULL;
	reader->stray = text;
	reader->stray_len = len;
	reader->stray_is_part = false;
	reader->stray_noted = false;
	reader->group = GROUP_none;
}

void
open_unnamed_row(TableReader *reader, const char *at)
{
	open_row(reader, reader->context.table, ROW_UNNAMED, table_info[reader->context.table].name,
			 pstrdup(table_info[reader->context.table].label), at);
	reader->tables->seen[reader->context.table] = true;
	reader->context.rows_begun = true;
	reader->context.in_header = false;
	reader->row->below_group = reader->group;
	reader->row->beside_group = reader->beside_group;
	reader->row->group_at = reader->stray;
	reader->row->group_len = reader->stray_len;
}

/* Returns the row that the form prints behind a row, or -1. */
static int
row_after(int row)
{
	const FormLayout *layout = form_layout(ALL_FORMS);

	for (int i = 0; i + 1 < ROW_COUNT; i++)
		if (layout->row[i] == row && row_info[layout->row[i + 1]].table == row_info[row].table)
			return layout->row[i + 1];
	return -1;
}

static void
note_misprint(TableReader *reader, const LabelEntry *entry, Span text)
{
	bool		is_row = entry->kind == LABEL_ROW;

	if ((entry->kind != LABEL_ROW && entry->kind != LABEL_COLUMN) ||
		notes_dropped(reader->notes))
		return;
	note_add(reader->notes, is_row ? "label" : "header",
			 is_row ? psprintf("%s.%s", table_info[entry->table].name, row_info[entry->id].name) :
			 table_info[entry->table].name,
			 text.start, text.end - text.start, NULL, SURE_READ, text.start,
			 psprintf("“%s”按“%s”读取。", note_quote(text.start, text.end - text.start),
					  is_row ? row_label(form_printing_row(ALL_FORMS, entry->id), entry->id) :
					  column_info[entry->id].label));
}

static void
add_header(TableReader *reader, int column, Span text)
{
	Header	   *header = &reader->header;

	if (!reader->context.in_header)
	{
		header->n = 0;
		reader->header_rows = 0;
	}
	if (header->n < HEADER_MAX)
	{
		HeaderCell *cell = &header->cell[header->n];

		cell->column = column;
		cell->width = 1;
		cell->at = text.start;
		cell->len = text.end - text.start;
		cell->has_unit = text.end - text.start <= LABEL_BYTES_MAX &&
			quantity_unit_in_label(text.start, text.end - text.start, &cell->shift);
	}
	header->n++;
}

static void
feed_row_label(TableReader *reader, const LabelEntry *entry, bool misprint, Span text)
{
	const RowId row = entry->id;
	size_t		len = text.end - text.start;
	const ReadRow *before = reader->tables->row[row];

	if (before != NULL && row_is_filled(before))
	{
		if (!notes_dropped(reader->notes))
			note_add(reader->notes, "repeated_row", before->line.path, text.start, len, NULL,
					 SURE_READ, text.start,
					 psprintf("“%s”已经读过，重复的一行未采用。", note_quote(text.start, len)));
		rows_begin_stray(reader, text.start, len);
		reader->stray_noted = true;
	}
	else
		open_row(reader, entry->table, row,
				 before ? before->line.path :
				 psprintf("%s.%s", table_info[entry->table].name, row_info[row].name),
				 before ? before->line.name : note_quote(text.start, len), text.start);
	if (reader->row != NULL)
	{
		reader->row->label_whole = !misprint;
		reader->row->label_begins_line = reader->context.begins_line;
	}
	if (reader->nwaiting < WAITING_MAX)
		reader->waiting[reader->nwaiting++] = row;
	reader->waiting_gap = reader->gap;
	reader->context.rows_begun = true;
	reader->context.in_header = false;
	reader->context.next_row = row_after(row);
	reader->group = GROUP_none;
}

bool
label_opens_row(const LabelEntry *entry)
{
	return entry->kind == LABEL_ROW && !shape_is(entry->table, SHAPE_ABREAST);
}

/*
 * Does the label certainly begin a row?  Captions and the first cell of a header
 * do; an empty cell before one is the pipe that begins its row.
 */
static bool
label_begins_row(const TableReader *reader, const LabelEntry *entry)
{
	switch (shape_kind(entry->table))
	{
		case SHAPE_CAPTIONED:
			return entry->kind == LABEL_CAPTION || entry->kind == LABEL_STUB;
		case SHAPE_HEADED:
			return entry->kind == LABEL_STUB && entry->is_first;
		case SHAPE_ABREAST:
			return entry->kind == LABEL_ROW && entry->id == reader->tables->shape[entry->table]->row[0];
	}
	return false;
}

void
rows_feed_label(TableReader *reader, const LabelEntry *entry, bool misprint, Span text)
{
	close_row(reader, false);
	reader->above = NULL;
	reader->lead = 0;
	if (entry->table != reader->context.table)
	{
		reader->context.table = entry->table;
		reader->context.rows_begun = false;
		reader->context.in_header = false;
		reader->header.n = 0;
		reader->header_rows = 0;
	}
	reader->tables->seen[entry->table] = true;
	if (label_begins_row(reader, entry))
	{
		reader->row_begins[entry->table]++;
		if (reader->empty_before)
			reader->leading_pipes[entry->table]++;
	}
	if (misprint)
		note_misprint(reader, entry, text);

	if (entry->kind == LABEL_CAPTION)
		reader->caption = entry->text;
	if (label_opens_row(entry))
	{
		feed_row_label(reader, entry, misprint, text);
		reader->label_end = text.end;
	}
	else if (entry->kind == LABEL_ROW || entry->kind == LABEL_COLUMN)
	{
		/* rows that stand abreast are printed above their columns */
		if (entry->kind == LABEL_COLUMN && shape_is(entry->table, SHAPE_ABREAST))
			reader->nheads++;
		if (entry->kind == LABEL_COLUMN)
			add_header(reader, entry->id, text);
		else if (!reader->context.in_header)
			reader->header.n = reader->header_rows = 0;
		if (entry->kind == LABEL_ROW)
			reader->header_rows |= (uint32) 1 << shape_place_of_row(reader->tables->shape[entry->table], entry->id);
		reader->context.in_header = true;
		rows_begin_stray(reader, text.start, text.end - text.start);
		reader->stray_is_part = true;
	}
	else
	{
		bool		over_rows = entry->kind == LABEL_GROUP && shape_is(entry->table, SHAPE_HEADED) &&
			!shape_group_is_of_columns(entry->id);

		if (!over_rows && !reader->context.in_header)
		{
			reader->header.n = 0;
			reader->header_rows = 0;
		}
		reader->context.in_header = !over_rows;
		rows_begin_stray(reader, text.start, text.end - text.start);
		/*
		 * numbers beside the label of a group are its subtotal, or the first of
		 * its rows; in plain text they may be a row below it
		 */
		reader->stray_is_part = !over_rows || reader->in_lines;
		reader->group = over_rows && !reader->in_lines ? entry->id : GROUP_none;
		reader->beside_group = reader->group != GROUP_none;
	}
}

/* Is the text a piece torn off a label, not longer than "most"? */
static bool
is_part_of_label(TableReader *reader, Span text, int most)
{
	Label		label;

	if (text.end - text.start > LABEL_BYTES_MAX)
		return false;
	label_read(text.start, text.end - text.start, &label);
	return label.full.n <= most && label_book_has_part(reader->book, &label, reader->context.table);
}

/* Is it part of a head of the table, or all of one? */
static bool
is_part_of_head(const TableShape *shape, Span text)
{
	Label		label;

	label_read(text.start, text.end - text.start, &label);
	return label_book_head(shape, &label, false) >= 0;
}

/* Is the text behind a whole row, so that a number of that row may go on in it? */
static bool
may_go_on(const TableReader *reader)
{
	const ReadRow *row = reader->row != NULL ? reader->row : reader->above;

	return row != NULL && row->line.table == reader->context.table && reader->gap == 0 &&
		row_expected_cells(row) > 0 && row->line.ndata >= row_expected_cells(row);
}

void
rows_feed_text(TableReader *reader, Span text, const Quantity *quantity, bool begins_line)
{
	ReadRow    *row = reader->row;

	reader->lead = 0;
	if (begins_line && span_continues_number(text) && may_go_on(reader))
	{
		rows_feed_data(reader, quantity, text, begins_line, false);
		return;
	}
	if (row != NULL && !begins_line && !reader->in_lines && row->line.ndata < LINE_DATA_MAX &&
		row->line.ndata < row_expected_cells(row))
	{
		row_add_data(row, quantity, text);
		return;
	}
	/*
	 * damage: letters of a label that runs downwards stand among the numbers of
	 * rows; but a head begins other columns, which may belong to another row
	 */
	if (row != NULL && reader->in_lines && shape_is(row->line.table, SHAPE_HEADED) && row->line.ndata > 0 &&
		row->line.ndata < row_expected_cells(row) && is_part_of_label(reader, text, 2) &&
		!is_part_of_head(row->line.shape, text))
		return;
	/* a column that the form lacks keeps its place in the header */
	if (reader->context.in_header && shape_is(reader->context.table, SHAPE_HEADED) && !is_part_of_label(reader, text, LABEL_MAX))
		add_header(reader, -1, text);
	if (reader->context.in_header && shape_is(reader->context.table, SHAPE_CAPTIONED))
	{
		close_row(reader, false);
		add_header(reader, -1, text);
		return;
	}
	if (reader->context.in_header)
		return;
	rows_begin_stray(reader, text.start, text.end - text.start);
	reader->stray_is_part = is_part_of_label(reader, text, LABEL_MAX);
}

/*
 * Can a number without label belong to a row that lost its own?  Not behind a
 * label that the form does not have.
 */
static bool
may_be_unnamed(const TableReader *reader)
{
	return reader->context.table >= 0 && !shape_is(reader->context.table, SHAPE_ABREAST) &&
		reader->nunnamed < UNNAMED_MAX && reader->tables->seen[reader->context.table] &&
		(reader->stray == NULL || reader->stray_is_part || reader->group != GROUP_none);
}

/* The line of numbers below rows printed as heads has no label of its own: may it begin here? */
static bool
may_be_line_below_heads(const TableReader *reader)
{
	return shape_is(reader->context.table, SHAPE_ABREAST) &&
		reader->nunnamed < UNNAMED_MAX &&
		(reader->context.in_header || reader->stray == NULL || reader->stray_is_part);
}

void
rows_feed_lead(TableReader *reader)
{
	if (reader->context.in_header && may_be_line_below_heads(reader))
		reader->lead = Min(reader->lead + 1, LINE_CELLS_MAX);
}

void
rows_feed_data(TableReader *reader, const Quantity *quantity, Span text, bool begins_line, bool cut)
{
	ReadRow    *row = reader->row;

	CHECK_FOR_INTERRUPTS();
	/* a new line behind a whole row is another row, without its label */
	if (row != NULL && begins_line && row_expected_cells(row) > 0 &&
		row->line.ndata >= row_expected_cells(row))
	{
		close_row(reader, false);
		reader->stray = NULL;
		reader->stray_is_part = reader->stray_noted = false;
		row = NULL;
	}
	if (row == NULL && (may_be_line_below_heads(reader) || may_be_unnamed(reader)))
	{
		open_unnamed_row(reader, text.start);
		row = reader->row;
		row->lead = reader->lead;
	}
	else if (row == NULL)
	{
		if (quantity->kind == QUANTITY_NUMBER && reader->context.table >= 0 &&
			reader->tables->seen[reader->context.table])
			note_stray(reader, text.start, text.end - text.start);
		return;
	}
	if (row->line.ndata == LINE_DATA_MAX)
	{
		row->line.overflow = true;
		return;
	}
	row_add_data(row, quantity, text)->cut = cut;
	reader->nwaiting = reader->lead = 0;

	/* the page keeps empty cells if there is one between two numbers on a line */
	if (row->line.ndata > 2 && !begins_line)
	{
		int			i = row->line.ndata - 2;

		while (i > 0 && row->line.data[i].quantity.kind == QUANTITY_EMPTY &&
			   !row->line.data[i].own_line)
			i--;
		if (i < row->line.ndata - 2 && row->line.data[i].quantity.kind == QUANTITY_NUMBER)
			reader->tables->style[reader->context.table].keeps_empty = true;
	}
}
