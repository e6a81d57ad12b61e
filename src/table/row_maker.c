/*
 * row_maker.c
 *	  Makes rows of labels and the cells behind them.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "page/pipe_cell.h"
#include "table/cell_word.h"
#include "table/row_maker.h"
#include "table/shape.h"
#include "table/table_year.h"
#include "table/thresholds.h"

void
rows_begin_piece(RowMaker *maker, int table, int year)
{
	maker->source.gap = 0;
	maker->source.after_line_end = maker->source.empty_before = false;
	memset(&maker->now, 0, sizeof(maker->now));
	maker->now.year = year;
	maker->now.context.table = table;
	maker->now.context.next_row = -1;
	maker->now.group = GROUP_none;
}

const LabelEntry *
rows_find_label(RowMaker *maker, Span text, bool begins_line, bool *misprint)
{
	Label		label;

	*misprint = false;
	maker->now.context.begins_line = begins_line;
	if (text.end - text.start > LABEL_BYTES_MAX)
		return NULL;
	label_read(text.start, text.end - text.start, &label);
	return label_book_find(maker->book, &label, &maker->now.context, misprint);
}

void
close_row(RowMaker *maker, bool at_page_end)
{
	ReadRow    *row = maker->now.row;

	if (row == NULL)
		return;
	row->line.at_page_end = at_page_end;
	row->tail_gap = maker->source.gap;
	maker->now.above = row;
	if (maker->source.after_line_end && row->line.ndata < LINE_DATA_MAX)
		/* the text between the last pipe of the row and the end of its line */
		row_add_blank(row, (Span) {row->line.at, row->line.at})->tail = true;
	maker->now.row = NULL;
}

/* Opens a row; one whose label was seen before without numbers is opened again. */
static void
open_row(RowMaker *maker, TableId table, int row, const char *path, const char *name,
		 const char *at)
{
	ReadRow    *read = row >= 0 ? maker->tables->row[row] : NULL;
	ReadRow    *above = maker->now.above;

	/* keep the rows in the order of their numbers, not of their labels */
	if (read == NULL)
		read = palloc0(sizeof(ReadRow));
	else
		maker->tables->rows = list_delete_ptr(maker->tables->rows, read);
	maker->tables->rows = lappend(maker->tables->rows, read);
	read->line.ndata = 0;
	if (row < 0)
		maker->nunnamed++;
	else
	{
		maker->tables->row[row] = read;
		maker->tables->labelled[row] = true;
	}
	read->in_lines = maker->source.in_lines;
	read->page = maker->source.page_number;
	read->on_label_line = !maker->source.in_lines && row >= 0;
	read->row = row;
	read->header = maker->now.header;
	read->rows = maker->now.header_rows;
	read->rows_moved = maker->now.header_rows_moved;
	read->heads_before = maker->nheads;
	read->year = maker->now.year;
	read->caption = shape_is(table, SHAPE_CAPTIONED) ? maker->now.caption : NULL;
	read->line.table = table;
	read->line.shape = maker->tables->shape[table];
	read->line.path = path;
	read->line.name = name;
	read->line.at = at;
	read->same_cell = row < 0 && maker->source.same_cell;
	read->above = row < 0 && above != NULL && above->line.table == table && maker->source.gap == 0 &&
		(above->width > 0 ||
		 (row_expected_cells(above) > 0 && above->line.ndata >= row_expected_cells(above))) ? above : NULL;
	maker->now.row = read;
	maker->now.above = NULL;
}

void
reopen_row(RowMaker *maker, int row)
{
	ReadRow    *read = maker->tables->row[row];

	if (read != NULL)
		open_row(maker, read->line.table, row, read->line.path, read->line.name, read->line.at);
}

/* Notes, once, that numbers follow no label of the form; they are dropped. */
static void
note_stray(RowMaker *maker, const char *text, size_t len)
{
	if (maker->now.stray_noted)
		return;
	maker->now.stray_noted = true;
	if (maker->now.context.table >= 0)
		maker->tables->style[maker->now.context.table].unplaced++;
	if (notes_dropped(maker->notes))
		return;
	if (maker->now.stray != NULL)
		note_add(maker->notes, "extra_row", NULL, maker->now.stray, maker->now.stray_len, NULL,
				 SURE_AMBIGUOUS, maker->now.stray,
				 psprintf("“%s”不是格式中的行，或者与数字不在一行，其后的数字未采用。",
						  note_quote(maker->now.stray, maker->now.stray_len)));
	else
		note_add(maker->notes, "extra_row", NULL, text, len, NULL, SURE_AMBIGUOUS, text,
				 psprintf("“%s”前面没有行名，未采用。", note_quote(text, len)));
}

void
rows_begin_stray(RowMaker *maker, const char *text, size_t len)
{
	close_row(maker, false);
	maker->now.above = NULL;
	maker->now.stray = text;
	maker->now.stray_len = len;
	maker->now.stray_is_part = false;
	maker->now.stray_noted = false;
	maker->now.group = GROUP_none;
}

void
open_unnamed_row(RowMaker *maker, const char *at)
{
	open_row(maker, maker->now.context.table, ROW_UNNAMED, table_info[maker->now.context.table].name,
			 pstrdup(table_info[maker->now.context.table].label), at);
	maker->tables->seen[maker->now.context.table] = true;
	maker->now.context.rows_begun = true;
	maker->now.context.in_header = false;
	maker->now.row->below_group = maker->now.group;
	maker->now.row->beside_group = maker->now.beside_group;
	maker->now.row->group_at = maker->now.stray;
	maker->now.row->group_len = maker->now.stray_len;
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
note_misprint(RowMaker *maker, const LabelEntry *entry, Span text)
{
	bool		is_row = entry->kind == LABEL_ROW;

	if ((entry->kind != LABEL_ROW && entry->kind != LABEL_COLUMN) ||
		notes_dropped(maker->notes))
		return;
	note_add(maker->notes, is_row ? "label" : "header",
			 is_row ? psprintf("%s.%s", table_info[entry->table].name, row_info[entry->id].name) :
			 table_info[entry->table].name,
			 text.start, text.end - text.start, NULL, SURE_READ, text.start,
			 psprintf("“%s”按“%s”读取。", note_quote(text.start, text.end - text.start),
					  is_row ? row_label(form_printing_row(ALL_FORMS, entry->id), entry->id) :
					  column_info[entry->id].label));
}

/* Forgets the rows named in the header. */
static void
forget_header_rows(RowMaker *maker)
{
	maker->now.header_rows = 0;
	maker->now.header_rows_moved = false;
}

static void
add_header(RowMaker *maker, int column, Span text)
{
	Header	   *header = &maker->now.header;

	if (!maker->now.context.in_header)
	{
		header->n = 0;
		forget_header_rows(maker);
	}
	if (header->n < HEADER_MAX)
	{
		HeaderCell *cell = &header->cell[header->n];

		cell->column = column;
		cell->width = 1;
		cell->at = text.start;
		cell->len = text.end - text.start;
		cell->has_unit = text.end - text.start <= LABEL_BYTES_MAX &&
			unit_in_label(text.start, text.end - text.start, &cell->shift);
	}
	header->n++;
}

/* Adds a row, by its place, that is printed as a head. */
static void
add_header_row(RowMaker *maker, int place)
{
	const uint32 bit = (uint32) 1 << place;

	if (maker->now.header_rows > bit && !(maker->now.header_rows & bit))
		maker->now.header_rows_moved = true;
	maker->now.header_rows |= bit;
}

static void
feed_row_label(RowMaker *maker, const LabelEntry *entry, bool misprint, Span text)
{
	const RowId row = entry->id;
	size_t		len = text.end - text.start;
	ReadRow    *before = maker->tables->row[row];

	/* a row of another year's table: which of them is read is decided when all are known */
	if (before != NULL && row_is_filled(before) && before->year != maker->now.year)
		before = maker->tables->row[row] = NULL;
	/* a label to the letter is this row's, and what was like it was another's: "合计" before （七）总计 */
	if (before != NULL && row_is_filled(before) && !misprint && !before->label_whole)
	{
		before->row = ROW_UNNAMED;
		before->mixed_up = true;
		before = maker->tables->row[row] = NULL;
	}
	if (before != NULL && row_is_filled(before))
	{
		note_repeated_row(maker->notes, &before->line, text, text.start);
		rows_begin_stray(maker, text.start, len);
		maker->now.stray_noted = true;
	}
	else
	{
		/* what stood before the label is no stray of the numbers behind its row */
		maker->now.stray = NULL;
		maker->now.stray_is_part = maker->now.stray_noted = false;
		open_row(maker, entry->table, row,
				 before ? before->line.path :
				 psprintf("%s.%s", table_info[entry->table].name, row_info[row].name),
				 before ? before->line.name : note_quote(text.start, len), text.start);
	}
	if (maker->now.row != NULL)
	{
		maker->now.row->label_whole = !misprint;
		maker->now.row->label_begins_line = maker->now.context.begins_line;
	}
	if (maker->now.nwaiting < WAITING_MAX)
		maker->now.waiting[maker->now.nwaiting++] = row;
	maker->now.waiting_gap = maker->source.gap;
	maker->now.context.rows_begun = true;
	maker->now.context.in_header = false;
	maker->now.context.next_row = row_after(row);
	maker->now.group = GROUP_none;
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
label_begins_row(const RowMaker *maker, const LabelEntry *entry)
{
	switch (shape_kind(entry->table))
	{
		case SHAPE_CAPTIONED:
			return entry->kind == LABEL_CAPTION || entry->kind == LABEL_STUB;
		case SHAPE_HEADED:
			return entry->kind == LABEL_STUB && entry->is_first;
		case SHAPE_ABREAST:
			return entry->kind == LABEL_ROW && entry->id == maker->tables->shape[entry->table]->row[0];
	}
	return false;
}

void
rows_feed_label(RowMaker *maker, const LabelEntry *entry, bool misprint, Span text)
{
	close_row(maker, false);
	maker->now.above = NULL;
	maker->now.lead = 0;
	if (entry->table != maker->now.context.table)
	{
		maker->now.context.table = entry->table;
		maker->now.context.rows_begun = false;
		maker->now.context.in_header = false;
		maker->now.header.n = 0;
		forget_header_rows(maker);
	}
	maker->tables->seen[entry->table] = true;
	if (label_begins_row(maker, entry))
	{
		maker->habits.row_begins[entry->table]++;
		if (maker->source.empty_before)
			maker->habits.leading_pipes[entry->table]++;
	}
	if (misprint)
		note_misprint(maker, entry, text);

	if (entry->kind == LABEL_CAPTION)
		maker->now.caption = entry->text;
	if (label_opens_row(entry))
	{
		feed_row_label(maker, entry, misprint, text);
		maker->now.label_end = text.end;
	}
	else if (entry->kind == LABEL_ROW || entry->kind == LABEL_COLUMN)
	{
		/* rows that stand abreast are printed above their columns */
		if (entry->kind == LABEL_COLUMN && shape_is(entry->table, SHAPE_ABREAST))
			maker->nheads++;
		if (entry->kind == LABEL_COLUMN)
			add_header(maker, entry->id, text);
		else if (!maker->now.context.in_header)
		{
			maker->now.header.n = 0;
			forget_header_rows(maker);
		}
		if (entry->kind == LABEL_ROW)
			add_header_row(maker, shape_place_of_row(maker->tables->shape[entry->table], entry->id));
		maker->now.context.in_header = true;
		rows_begin_stray(maker, text.start, text.end - text.start);
		maker->now.stray_is_part = true;
	}
	else
	{
		bool		over_rows = entry->kind == LABEL_GROUP && shape_is(entry->table, SHAPE_HEADED) &&
			!shape_group_is_of_columns(entry->id);

		if (!over_rows && !maker->now.context.in_header)
		{
			maker->now.header.n = 0;
			forget_header_rows(maker);
		}
		maker->now.context.in_header = !over_rows;
		rows_begin_stray(maker, text.start, text.end - text.start);
		/*
		 * numbers beside the label of a group are its subtotal, or the first of
		 * its rows; in plain text they may be a row below it
		 */
		maker->now.stray_is_part = !over_rows || maker->source.in_lines;
		maker->now.group = over_rows && !maker->source.in_lines ? entry->id : GROUP_none;
		maker->now.beside_group = maker->now.group != GROUP_none;
	}
}

/* Is the text a piece torn off a label, not longer than "most"? */
static bool
is_part_of_label(RowMaker *maker, Span text, int most)
{
	Label		label;

	if (text.end - text.start > LABEL_BYTES_MAX)
		return false;
	label_read(text.start, text.end - text.start, &label);
	return label.full.n <= most && label_book_has_part(maker->book, &label, maker->now.context.table);
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
may_go_on(const RowMaker *maker)
{
	const ReadRow *row = maker->now.row != NULL ? maker->now.row : maker->now.above;

	return row != NULL && row->line.table == maker->now.context.table && maker->source.gap == 0 &&
		row_expected_cells(row) > 0 && row->line.ndata >= row_expected_cells(row);
}

void
rows_note_year(RowMaker *maker, Span text)
{
	Span		line = text;
	int			year;

	while (line.start > maker->source.text.start && line.start[-1] != '\n' && text.end - line.start <= CAPTION_BYTES_MAX)
		line.start--;
	while (line.end < maker->source.text.end && *line.end != '\n' && line.end - line.start <= CAPTION_BYTES_MAX)
		line.end++;
	year = has_pipe(text.end, line.end) ? 0 : year_of_caption(line, maker->report_year);
	if (year == 0)
		year = year_of_caption(text, maker->report_year);
	if (year != 0)
		maker->now.year = year;
}

void
rows_feed_text(RowMaker *maker, Span text, const Quantity *quantity, bool begins_line)
{
	ReadRow    *row = maker->now.row;

	maker->now.lead = 0;
	if (begins_line)
		rows_note_year(maker, text);
	if (begins_line && span_continues_number(text) && may_go_on(maker))
	{
		rows_feed_data(maker, quantity, text, begins_line, false);
		return;
	}
	if (row != NULL && !begins_line && !maker->source.in_lines && row->line.ndata < LINE_DATA_MAX &&
		row->line.ndata < row_expected_cells(row))
	{
		row_add_data(row, quantity, text);
		return;
	}
	/*
	 * damage: letters of a label that runs downwards stand among the numbers of
	 * rows; but a head begins other columns, which may belong to another row
	 */
	if (row != NULL && maker->source.in_lines && shape_is(row->line.table, SHAPE_HEADED) && row->line.ndata > 0 &&
		row->line.ndata < row_expected_cells(row) && is_part_of_label(maker, text, 2) &&
		!is_part_of_head(row->line.shape, text))
		return;
	/* a column that the form lacks keeps its place in the header */
	if (maker->now.context.in_header && shape_is(maker->now.context.table, SHAPE_HEADED) && !is_part_of_label(maker, text, LABEL_MAX))
		add_header(maker, -1, text);
	if (maker->now.context.in_header && shape_is(maker->now.context.table, SHAPE_CAPTIONED))
	{
		close_row(maker, false);
		add_header(maker, -1, text);
		return;
	}
	if (maker->now.context.in_header)
		return;
	rows_begin_stray(maker, text.start, text.end - text.start);
	maker->now.stray_is_part = is_part_of_label(maker, text, LABEL_MAX);
}

/*
 * Can a number without label belong to a row that lost its own?  Not behind a
 * label that the form does not have.
 */
static bool
may_be_unnamed(const RowMaker *maker)
{
	return maker->now.context.table >= 0 && !shape_is(maker->now.context.table, SHAPE_ABREAST) &&
		maker->nunnamed < UNNAMED_MAX && maker->tables->seen[maker->now.context.table] &&
		(maker->now.stray == NULL || maker->now.stray_is_part || maker->now.group != GROUP_none);
}

/* The line of numbers below rows printed as heads has no label of its own: may it begin here? */
static bool
may_be_line_below_heads(const RowMaker *maker)
{
	return shape_is(maker->now.context.table, SHAPE_ABREAST) &&
		maker->nunnamed < UNNAMED_MAX &&
		(maker->now.context.in_header || maker->now.stray == NULL || maker->now.stray_is_part);
}

void
rows_feed_lead(RowMaker *maker)
{
	if (maker->now.context.in_header && may_be_line_below_heads(maker))
		maker->now.lead = Min(maker->now.lead + 1, LINE_CELLS_MAX);
}

void
rows_feed_data(RowMaker *maker, const Quantity *quantity, Span text, bool begins_line, bool cut)
{
	ReadRow    *row = maker->now.row;

	CHECK_FOR_INTERRUPTS();
	/* a new line behind a whole row is another row, without its label */
	if (row != NULL && begins_line && row_expected_cells(row) > 0 &&
		row->line.ndata >= row_expected_cells(row))
	{
		close_row(maker, false);
		maker->now.stray = NULL;
		maker->now.stray_is_part = maker->now.stray_noted = false;
		row = NULL;
	}
	if (row == NULL && (may_be_line_below_heads(maker) || may_be_unnamed(maker)))
	{
		open_unnamed_row(maker, text.start);
		row = maker->now.row;
		row->lead = maker->now.lead;
	}
	else if (row == NULL)
	{
		if (quantity->kind == QUANTITY_NUMBER && maker->now.context.table >= 0 &&
			maker->tables->seen[maker->now.context.table])
			note_stray(maker, text.start, text.end - text.start);
		return;
	}
	if (row->line.ndata == LINE_DATA_MAX)
	{
		row->line.overflow = true;
		return;
	}
	row_add_data(row, quantity, text)->cut = cut;
	maker->now.nwaiting = maker->now.lead = 0;

	/* the page keeps empty cells if there is one between two numbers on a line */
	if (row->line.ndata > 2 && !begins_line)
	{
		int			i = row->line.ndata - 2;

		while (i > 0 && row->line.data[i].quantity.kind == QUANTITY_EMPTY &&
			   !row->line.data[i].own_line)
			i--;
		if (i < row->line.ndata - 2 && row->line.data[i].quantity.kind == QUANTITY_NUMBER)
			maker->tables->style[maker->now.context.table].keeps_empty = true;
	}
}
