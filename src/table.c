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

#include "table_reader.h"

/* Lines of a broken label, and the bytes of a label. */
#define LABEL_LINES_MAX	6
#define LABEL_BYTES_MAX	900

/* Rows that must run together with the next for the table to be written so. */
#define OPEN_ENDS_MIN	3

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
