/*
 * table.c
 *	  The tables of a page as rows with the cells that follow their labels.
 *
 * The cells of a section come one after the other, whatever lines they are
 * on; labels tell rows apart, not lines.  Damage that is mended here:
 *
 *	 - cells broken over lines, and each cell on a line of its own
 *	 - rows that do not end in a pipe, so that two cells run together over the
 *	   end of the line
 *	 - labels broken over lines
 *	 - text, page numbers and Markdown rules between the rows
 *	 - misprinted labels (see label.c)
 */
#include "postgres.h"

#include "miscadmin.h"

#include "table.h"

/* Lines of a broken label, and the bytes of a label. */
#define LABEL_LINES_MAX	6
#define LABEL_BYTES_MAX	900

/* Rows that must run together with the next for the table to be written so. */
#define OPEN_ENDS_MIN	3

typedef struct Span
{
	const char *start;
	const char *end;
} Span;

typedef struct Reader
{
	const ReportPage *page;
	const char *text_end;		/* of the page, without white space */
	NoteList   *notes;
	Tables	   *tables;
	LabelBook  *book;
	LabelContext context;
	Header		header;			/* of table 二, or of 四 since the last numbers */
	uint32		header_rows;
	ReadRow    *row;			/* the open one, NULL for none */
	const char *stray;			/* label of a row that is none of the form's */
	size_t		stray_len;
	bool		stray_noted;
	/* labels that begin a row for certain, and those of them after a pipe */
	int			row_begins[TABLE_COUNT];
	int			leading_pipes[TABLE_COUNT];
	int			open_ends[TABLE_COUNT]; /* rows that ran together with the next */
	bool		after_line_end; /* the cell at hand begins on a line after its pipe */
	bool		empty_before;	/* the cell before was empty, with its pipe on a line of its own */
} Reader;

static DataCell *
add_data(ReadRow *row, const Quantity *quantity, Span text)
{
	DataCell   *data = &row->line.data[row->line.ndata++];

	memset(data, 0, sizeof(*data));
	data->quantity = *quantity;
	data->text = text.start;
	data->len = text.end - text.start;
	return data;
}

static void
close_row(Reader *reader, bool at_page_end)
{
	ReadRow    *row = reader->row;

	if (row == NULL)
		return;
	row->line.at_page_end = at_page_end;
	if (reader->after_line_end && row->line.ndata < LINE_DATA_MAX)
	{
		/* what stands between the last pipe of the row and the end of its line */
		Quantity	quantity = {.kind = QUANTITY_EMPTY};

		add_data(row, &quantity, (Span) {row->line.at, row->line.at})->tail = true;
	}
	reader->row = NULL;
}

/* Columns that the row at hand has, as far as that is known. */
static int
expected_cells(const ReadRow *row)
{
	if (row->row < 0)
		return LINE_CELLS_MAX;
	if (row->line.table == TABLE_requests)
	{
		int			n = 0;

		for (int column = 0; column < COLUMN_COUNT; column++)
			if (cell_at(row->row, column) >= 0)
				n++;
		return n;
	}
	return row->header.n;
}

bool
row_is_filled(const ReadRow *row)
{
	for (int i = 0; i < row->line.ndata; i++)
		if (row->line.data[i].quantity.kind != QUANTITY_EMPTY)
			return true;
	return false;
}

/* Opens a row; one whose label was seen before, with nothing after it, again. */
static void
open_row(Reader *reader, TableId table, int row, const char *path, const char *name,
		 const char *at)
{
	ReadRow    *read = row >= 0 ? reader->tables->row[row] : NULL;

	if (read == NULL)
	{
		read = palloc0(sizeof(ReadRow));
		reader->tables->rows = lappend(reader->tables->rows, read);
	}
	read->line.ndata = 0;
	if (row >= 0)
		reader->tables->row[row] = read;
	read->row = row;
	read->header = reader->header;
	read->rows = reader->header_rows;
	read->line.table = table;
	read->line.path = path;
	read->line.name = name;
	read->line.at = at;
	reader->row = read;
}

/* A row that the form does not have: what it holds is noted once, and dropped. */
static void
note_stray(Reader *reader, const char *text, size_t len)
{
	if (reader->stray_noted)
		return;
	reader->stray_noted = true;
	if (reader->stray != NULL)
		note_add(reader->notes, "extra_row", NULL, reader->stray, reader->stray_len, NULL,
				 SURE_AMBIGUOUS, reader->stray,
				 psprintf("“%s”不是格式中的行，或者与数字不在一行，其后的数字未采用。",
						  quote_text(reader->stray, reader->stray_len)));
	else
		note_add(reader->notes, "extra_row", NULL, text, len, NULL, SURE_AMBIGUOUS, text,
				 psprintf("“%s”前面没有行名，未采用。", quote_text(text, len)));
}

static void
begin_stray(Reader *reader, const char *text, size_t len)
{
	close_row(reader, false);
	reader->stray = text;
	reader->stray_len = len;
	reader->stray_noted = false;
}

/* What the form prints after a row of table 三. */
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
note_misprint(Reader *reader, const LabelEntry *entry, Span text)
{
	bool		is_row = entry->kind == LABEL_ROW;

	if (entry->kind != LABEL_ROW && entry->kind != LABEL_COLUMN)
		return;
	note_add(reader->notes, is_row ? "label" : "header",
			 is_row ? psprintf("%s.%s", table_info[entry->table].name, row_info[entry->id].name) :
			 table_info[entry->table].name,
			 text.start, text.end - text.start, NULL, SURE_READ, text.start,
			 psprintf("“%s”按“%s”读取。", quote_text(text.start, text.end - text.start),
					  is_row ? row_label(form_printing_row(ALL_FORMS, entry->id), entry->id) :
					  column_info[entry->id].label));
}

static void
add_header(Reader *reader, int column, Span text)
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
		cell->has_unit = unit_in_label(text.start, text.end - text.start, &cell->shift);
	}
	header->n++;
}

static void
feed_row_label(Reader *reader, const LabelEntry *entry, Span text)
{
	const RowId row = entry->id;
	char	   *path = psprintf("%s.%s", table_info[entry->table].name, row_info[row].name);

	if (reader->tables->row[row] != NULL && row_is_filled(reader->tables->row[row]))
	{
		note_add(reader->notes, "repeated_row", path, text.start, text.end - text.start, NULL,
				 SURE_READ, text.start,
				 psprintf("“%s”已经读过，重复的一行未采用。",
						  quote_text(text.start, text.end - text.start)));
		begin_stray(reader, text.start, text.end - text.start);
		reader->stray_noted = true;
	}
	else
		open_row(reader, entry->table, row, path,
				 quote_text(text.start, text.end - text.start), text.start);
	reader->context.rows_begun = true;
	reader->context.in_header = false;
	reader->context.next_row = row_after(row);
}

/* The rows of table 四 are printed as heads of columns. */
static bool
opens_row(const LabelEntry *entry)
{
	return entry->kind == LABEL_ROW && entry->table != TABLE_remedies;
}

/*
 * Labels that nothing precedes in their row, nor an empty cell in the row
 * before: captions, and the first cell of a header.
 */
static bool
begins_row(const LabelEntry *entry)
{
	switch (entry->table)
	{
		case TABLE_proactive:
			return entry->kind == LABEL_CAPTION || entry->kind == LABEL_STUB;
		case TABLE_requests:
			return entry->kind == LABEL_STUB && entry->is_first;
		case TABLE_remedies:
			return entry->kind == LABEL_ROW && entry->id == ROW_remedies_reconsideration;
		default:
			return false;
	}
}

/* A label of the form: of a row, of a column, or what stands around them. */
static void
feed_label(Reader *reader, const LabelEntry *entry, bool misprint, Span text)
{
	close_row(reader, false);
	if (entry->table != reader->context.table)
	{
		reader->context.table = entry->table;
		reader->context.rows_begun = false;
		reader->context.in_header = false;
		reader->header.n = 0;
		reader->header_rows = 0;
	}
	reader->tables->seen[entry->table] = true;
	if (begins_row(entry))
	{
		reader->row_begins[entry->table]++;
		if (reader->empty_before)
			reader->leading_pipes[entry->table]++;
	}
	if (misprint)
		note_misprint(reader, entry, text);

	if (opens_row(entry))
		feed_row_label(reader, entry, text);
	else if (entry->kind == LABEL_ROW || entry->kind == LABEL_COLUMN)
	{
		/* the rows of table 四 are printed above its columns */
		if (entry->kind == LABEL_COLUMN)
			add_header(reader, entry->id, text);
		else if (!reader->context.in_header)
			reader->header.n = reader->header_rows = 0;
		if (entry->kind == LABEL_ROW)
			reader->header_rows |= (uint32) 1 << (entry->id - ROW_remedies_reconsideration);
		reader->context.in_header = true;
		begin_stray(reader, text.start, text.end - text.start);
	}
	else
	{
		bool		over_rows = entry->kind == LABEL_GROUP && entry->table == TABLE_requests &&
			entry->id != GROUP_applicants;

		if (!over_rows && !reader->context.in_header)
		{
			reader->header.n = 0;
			reader->header_rows = 0;
		}
		reader->context.in_header = !over_rows;
		begin_stray(reader, text.start, text.end - text.start);
	}
}

/* Text that is no label: a remark in a cell, a row or column unknown, or prose. */
static void
feed_text(Reader *reader, Span text, const Quantity *quantity, bool begins_line)
{
	ReadRow    *row = reader->row;

	if (row != NULL && !begins_line && row->line.ndata < LINE_DATA_MAX &&
		row->line.ndata < expected_cells(row))
	{
		add_data(row, quantity, text);
		return;
	}
	/* an unknown column keeps its place in the header of table 二 */
	if (reader->context.in_header && reader->context.table == TABLE_proactive)
	{
		close_row(reader, false);
		add_header(reader, -1, text);
		return;
	}
	if (reader->context.in_header)
		return;
	begin_stray(reader, text.start, text.end - text.start);
}

static void
feed_data(Reader *reader, const Quantity *quantity, Span text, bool begins_line, bool cut)
{
	ReadRow    *row = reader->row;

	/* the line of numbers of table 四 has no label of its own */
	if (row == NULL && reader->context.table == TABLE_remedies &&
		(reader->context.in_header || !reader->tables->seen[TABLE_remedies]))
	{
		reader->tables->seen[TABLE_remedies] = true;
		open_row(reader, TABLE_remedies, -1, table_info[TABLE_remedies].name,
				 pstrdup(table_info[TABLE_remedies].label), text.start);
		row = reader->row;
		reader->context.in_header = false;
	}
	/* a whole row and then a new line: another row, without its label */
	else if (row != NULL && begins_line && expected_cells(row) > 0 &&
			 row->line.ndata >= expected_cells(row))
	{
		close_row(reader, false);
		reader->stray = NULL;
		reader->stray_noted = false;
		row = NULL;
	}
	if (row == NULL)
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
	add_data(row, quantity, text)->cut = cut;

	/* an empty cell between two numbers on one line was kept */
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

static const LabelEntry *
find_label(Reader *reader, Span text, bool begins_line, bool *misprint)
{
	Label		label;

	*misprint = false;
	reader->context.begins_line = begins_line;
	if (text.end - text.start > LABEL_BYTES_MAX)
		return NULL;
	label_read(text.start, text.end - text.start, &label);
	return label_find(reader->book, &label, &reader->context, misprint);
}

/*
 * A cell, or what is one of several that ran together.  Damage: labels and
 * numbers torn out of their rows.  What stands on lines without a pipe, before
 * one that begins with a pipe, is no cell: neither a row with the numbers that
 * happen to come next, nor a number.  It may be a heading.
 */
static void
feed_single(Reader *reader, Span text, bool begins_line, bool detached, bool cut)
{
	Quantity	quantity;
	const LabelEntry *entry;
	bool		misprint;

	quantity_read(text.start, text.end - text.start, &quantity);
	if (quantity.kind == QUANTITY_RULE)
		return;
	entry = quantity.kind == QUANTITY_OTHER ? find_label(reader, text, begins_line, &misprint) : NULL;
	if (detached && (entry == NULL || opens_row(entry)))
		begin_stray(reader, text.start, text.end - text.start);
	else if (quantity.kind != QUANTITY_OTHER)
		feed_data(reader, &quantity, text, begins_line, cut);
	else if (entry != NULL)
		feed_label(reader, entry, misprint, text);
	else
		feed_text(reader, text, &quantity, begins_line);
}

/* Is it the number of a page, "- 3 -" or "第3页"? */
static bool
is_page_number(Span line)
{
	const char *p = line.start;
	pg_wchar	first = 0;
	pg_wchar	last = 0;
	bool		digits = false;

	if (line.end - line.start > 30)
		return false;
	while (p < line.end)
	{
		pg_wchar	point = fold_point(next_code_point(&p, line.end));

		if (is_blank_point(point))
			continue;
		if (first == 0)
			first = point;
		else if (point >= '0' && point <= '9')
			digits = true;
		else if (p < line.end && point < 0x2E80)
			return false;
		last = point;
	}
	return digits && ((first == last && (first == '-' || (first >= 0x2012 && first <= 0x2015))) ||
					  (first == 0x7B2C && last == 0x9875)); /* 第 页 */
}

static bool
has_digit(Span text)
{
	while (text.start < text.end)
	{
		pg_wchar	point = fold_point(next_code_point(&text.start, text.end));

		if (point >= '0' && point <= '9')
			return true;
	}
	return false;
}

/*
 * A cell of several lines.  The first line belongs to the pipe before it, the
 * last ones to the pipe after it; what they make, if joined, decides.
 */
static void
feed_lines(Reader *reader, const PipeCell *cell, const Span *lines, int n, bool first_opened,
		   bool skipped, bool detached, bool cut)
{
	Span		whole = {lines[0].start, lines[n - 1].end};
	Quantity	quantity;
	const LabelEntry *entry = NULL;
	bool		misprint;
	int			first = 0;
	int			from;
	int			with_digits = 0;

	/* damage: a number and its unit are broken apart */
	for (int i = 0; i < n; i++)
		if (has_digit(lines[i]))
			with_digits++;
	quantity_read(whole.start, whole.end - whole.start, &quantity);
	if (!skipped && with_digits == 1 && quantity.kind == QUANTITY_NUMBER && first_opened)
	{
		feed_data(reader, &quantity, whole, false, cut);
		return;
	}

	/* damage: a label is broken over lines; a line that is a number is no part of it */
	for (int i = n - 2; first == 0 && i >= 0; i--)
	{
		quantity_read(lines[i].start, lines[i].end - lines[i].start, &quantity);
		if (quantity.kind != QUANTITY_OTHER)
			first = i + 1;
	}
	from = n - 1;
	misprint = true;
	for (int i = first; misprint && i < n; i++)
	{
		Span		joined = {lines[i].start, lines[n - 1].end};
		const LabelEntry *found = find_label(reader, joined, i > 0 || !first_opened, &misprint);

		if (found == NULL)
			misprint = true;
		else if (entry == NULL || !misprint)
		{
			entry = found;
			from = i;
		}
	}
	for (int i = 0; i < from; i++)
		if (i == 0 && first_opened)
		{
			feed_single(reader, lines[i], false, false, false);
			if (reader->context.table >= 0)
				reader->open_ends[reader->context.table]++;
		}
		else if (!is_page_number(lines[i]))
			begin_stray(reader, lines[i].start, lines[i].end - lines[i].start);
	if (entry != NULL && !(detached && opens_row(entry) && (from > 0 || !first_opened)))
		feed_label(reader, entry, misprint, (Span) {lines[from].start, lines[n - 1].end});
	else if (entry != NULL)
		begin_stray(reader, lines[from].start, lines[n - 1].end - lines[from].start);
	else if (!is_page_number(lines[n - 1]) || cell->closed)
		feed_single(reader, lines[n - 1], true, detached, cut);
}

/*
 * An empty cell.  One with some width to it, "|  |", was written as a cell,
 * other than "||" and "| |", which may just make up the width of the table.
 */
static void
feed_empty(Reader *reader, const PipeCell *cell, bool own_line)
{
	ReadRow    *row = reader->row;
	Quantity	quantity = {.kind = QUANTITY_EMPTY};

	if (row != NULL && cell->opened && cell->closed && row->line.ndata < LINE_DATA_MAX)
	{
		DataCell   *data = add_data(row, &quantity, (Span) {cell->start, cell->end});

		data->own_line = own_line;
		data->is_cell = !own_line && data->len > 1;
	}
	else if (cell->opened && !cell->closed)
		reader->after_line_end = true;
	reader->empty_before = own_line || !cell->opened;
}

/*
 * Does the last line of a cell end before the pipe's line begins, and does
 * that line hold more than the pipe?
 */
static bool
stands_detached(const PipeCell *cell, Span last, const char *page_end)
{
	const char *p = cell->end;

	if (!cell->closed || memchr(last.end, '\n', cell->end - last.end) == NULL)
		return false;
	/* behind the pipe, whichever sign it is */
	next_code_point(&p, page_end);
	while (p < page_end && *p != '\n')
		if (!is_blank_point(next_code_point(&p, page_end)))
			return true;
	return false;
}

static void
feed_cell(Reader *reader, const PipeCell *cell, bool last_of_page)
{
	Span		lines[LABEL_LINES_MAX + 1];
	int			n = 0;
	int			line_number = 0;
	bool		first_opened = false;
	bool		skipped = false;
	bool		begins_line = true;
	bool		detached;
	bool		cut = last_of_page && !cell->closed;

	for (const char *p = cell->start; p <= cell->end; line_number++)
	{
		const char *line_end = memchr(p, '\n', cell->end - p);
		Span		line = {p, line_end ? line_end : cell->end};

		p = line.end + 1;
		trim_text(&line.start, &line.end);
		/* signs of a Markdown heading */
		while (line.start < line.end && (*line.start == '#' || *line.start == '*' || *line.start == ' '))
			line.start++;
		if (line.start == line.end)
			continue;
		if (n == 0)
			begins_line = line_number > 0 || !cell->opened || reader->empty_before;
		if (n == 0 && line_number == 0 && cell->opened)
			first_opened = true;
		if (n > LABEL_LINES_MAX)
		{
			/* prose: the first line and the last ones are what matters */
			memmove(&lines[1], &lines[2], (LABEL_LINES_MAX - 1) * sizeof(Span));
			n--;
			skipped = true;
		}
		lines[n++] = line;
	}

	if (n == 0)
	{
		feed_empty(reader, cell, line_number > 1);
		return;
	}
	reader->after_line_end = cell->opened && !first_opened;
	detached = stands_detached(cell, lines[n - 1], reader->page->end);
	if (n == 1)
		feed_single(reader, lines[0], begins_line, detached && !first_opened, cut);
	else
		feed_lines(reader, cell, lines, n, first_opened, skipped, detached, cut);
	reader->empty_before = false;
	reader->after_line_end = false;
}

static void
feed_piece(Reader *reader, const PagePiece *piece)
{
	PipeCell	cell = {0};

	reader->context.table = -1;
	for (int table = 0; table < TABLE_COUNT; table++)
		if (piece->section == table + 2)
			reader->context.table = table;
	reader->context.rows_begun = false;
	reader->context.in_header = false;
	reader->context.next_row = -1;
	reader->header.n = 0;
	reader->header_rows = 0;
	reader->row = NULL;
	reader->stray = NULL;
	reader->stray_noted = false;
	reader->empty_before = false;
	reader->after_line_end = false;
	if (!has_pipe(piece->start, piece->end))
		return;
	for (const char *p = piece->start; pipe_cell_next(&p, piece->end, &cell);)
	{
		CHECK_FOR_INTERRUPTS();
		feed_cell(reader, &cell, cell.end >= reader->text_end);
	}
	close_row(reader, piece->end >= reader->text_end);
}

Tables *
tables_read(const ReportPage *page, NoteList *notes)
{
	Reader	   *reader = palloc0(sizeof(Reader));

	reader->page = page;
	reader->text_end = page->end;
	while (reader->text_end > page->text && (unsigned char) reader->text_end[-1] <= ' ')
		reader->text_end--;
	reader->notes = notes;
	reader->tables = palloc0(sizeof(Tables));
	reader->book = label_book();
	for (int i = 0; i < page->npieces; i++)
	{
		int			section = page->piece[i].section;

		/* damage: the page begins after the heading of its first table */
		if ((section >= 2 && section <= 4) || (section < 2 && !page->has_section[2]))
			feed_piece(reader, &page->piece[i]);
	}
	for (int table = 0; table < TABLE_COUNT; table++)
	{
		PipeStyle  *style = &reader->tables->style[table];

		style->leading_pipes = reader->leading_pipes[table] * 2 > reader->row_begins[table];
		style->open_ended = reader->open_ends[table] >= OPEN_ENDS_MIN;
	}
	return reader->tables;
}
