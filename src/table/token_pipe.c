/*
 * token_pipe.c
 *	  Tables with pipes between the cells, whose line ends mean nothing.
 *
 * The cells of a section come one after the other, on whatever lines; labels and
 * not lines begin rows.  Damage that is mended here:
 *
 *  - cells broken over lines, and each cell on a line of its own
 *  - rows that do not end in a pipe, so that two cells run together over the end
 *    of the line
 *  - labels broken over lines
 *  - text and page numbers between the rows
 */
#include "postgres.h"

#include "miscadmin.h"

#include "page/pipe_cell.h"
#include "table/guess_wrapped.h"
#include "table/page_number.h"
#include "table/row_line.h"
#include "table/token.h"
#include "table/token_pipe.h"

/* Lines of a broken label */
#define LABEL_LINES_MAX	6

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
 * Damage: a number is broken over the lines of its cell.  Feeds them as one cell
 * if the row has further cells.  If the cell would be the row's last, the lines
 * may also be cells of two rows, and are fed one by one.
 */
static bool
feed_broken_number(RowMaker *maker, const PipeCell *cell, const Span *lines, int n)
{
	Quantity	quantity;
	DataCell   *data;

	if (!cell->closed || rows_cells_left(maker) < 2)
		return false;
	for (int i = 0; i < n; i++)
		if (!span_may_be_wrapped(lines[i], i == n - 1))
			return false;
	spans_join(lines, n, &quantity);
	rows_feed_data(maker, &quantity, (Span) {lines[0].start, lines[n - 1].end}, false, false);
	data = rows_last_cell(maker);
	data->joined = true;
	data->rest = lines[n - 1].start;
	data->rest_len = lines[n - 1].end - lines[n - 1].start;
	return true;
}

/*
 * Feeds a cell of several lines.  Its first line belongs to the pipe before it,
 * the last ones to the pipe behind it; the text that they make together decides.
 */
static void
feed_cell_lines(RowMaker *maker, const PipeCell *cell, const Span *lines, int n, bool first_opened,
		   bool skipped, bool cut)
{
	Span		whole = {lines[0].start, lines[n - 1].end};
	Quantity	quantity;
	const LabelEntry *entry = NULL;
	bool		misprint;
	int			first = 0;
	int			from;
	int			with_digits = 0;

	/* damage: a number and its unit are on different lines */
	for (int i = 0; i < n; i++)
		if (has_digit(lines[i]))
			with_digits++;
	quantity_read(whole.start, whole.end - whole.start, &quantity);
	if (!skipped && with_digits == 1 && quantity.kind == QUANTITY_NUMBER && first_opened)
	{
		rows_feed_data(maker, &quantity, whole, false, cut);
		return;
	}

	if (!skipped && first_opened && feed_broken_number(maker, cell, lines, n))
		return;

	/* damage: a label is broken over lines, and a number above it is no part of it */
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
		const LabelEntry *found = rows_find_label(maker, joined, i > 0 || !first_opened, &misprint);

		if (found == NULL)
			misprint = true;
		else if (entry == NULL || !misprint)
		{
			entry = found;
			from = i;
		}
	}
	maker->source.same_cell = first_opened;
	for (int i = 0; i < from; i++)
		if (i == 0 && first_opened)
		{
			token_feed(maker, lines[i], false, false);
			if (maker->now.context.table >= 0)
				maker->habits.open_ends[maker->now.context.table]++;
		}
		else if (!line_is_page_number(&maker->source.numbers, maker->source.text, lines[i]))
		{
			rows_note_year(maker, lines[i]);
			rows_begin_stray(maker, lines[i].start, lines[i].end - lines[i].start);
		}
	if (entry != NULL)
		rows_feed_label(maker, entry, misprint, (Span) {lines[from].start, lines[n - 1].end});
	else if (!line_is_page_number(&maker->source.numbers, maker->source.text, lines[n - 1]) || cell->closed)
		token_feed(maker, lines[n - 1], true, cut);
	maker->source.same_cell = false;
}

static void
feed_empty(RowMaker *maker, const PipeCell *cell, bool own_line)
{
	bool		fed = cell->opened && cell->closed && rows_feed_empty(maker, (Span) {cell->start, cell->end}, own_line);

	if (cell->opened && !cell->closed)
		maker->source.after_line_end = true;
	else if (cell->opened && !fed)
		rows_feed_lead(maker);
	maker->source.empty_before = own_line || !cell->opened;
}

/* Is the last line a number below a label that is whole without it?  Then it is the first cell of a row. */
static bool
ends_below_label(RowMaker *maker, const Span *lines, int n)
{
	Quantity	quantity;
	bool		misprint;

	if (n < 2 || !span_is_data(lines[n - 1], &quantity))
		return false;
	for (int i = n - 2; i >= 0; i--)
	{
		const LabelEntry *entry = rows_find_label(maker, (Span) {lines[i].start, lines[n - 2].end}, true, &misprint);

		if (entry != NULL && !misprint)
			return label_opens_row(entry) || (entry->kind == LABEL_COLUMN && shape_is(entry->table, SHAPE_HEADED));
	}
	return false;
}

static void
feed_cell(RowMaker *maker, const PipeCell *cell, bool last_of_page)
{
	Span		lines[LABEL_LINES_MAX + 1];
	int			n = 0;
	int			line_number = 0;
	bool		first_opened = false;
	bool		skipped = false;
	bool		begins_line = true;
	bool		cut = last_of_page && !cell->closed;
	bool		below;
	ReadRow    *waiting = maker->now.row != NULL && maker->now.row->line.ndata == 0 ? maker->now.row : NULL;

	for (const char *p = cell->start; p <= cell->end; line_number++)
	{
		const char *line_end = memchr(p, '\n', cell->end - p);
		Span		line = {p, line_end ? line_end : cell->end};

		p = line.end + 1;
		trim_blank_points(&line.start, &line.end);
		/* signs of a Markdown heading */
		while (line.start < line.end && (*line.start == '#' || *line.start == ' '))
			line.start++;
		if (line.start == line.end)
			continue;
		if (n == 0)
			begins_line = line_number > 0 || !cell->opened || maker->source.empty_before;
		if (n == 0 && line_number == 0 && cell->opened)
			first_opened = true;
		if (n > LABEL_LINES_MAX)
		{
			/* prose: keep the first line and the last ones, which may hold a number or a label */
			memmove(&lines[1], &lines[2], (LABEL_LINES_MAX - 1) * sizeof(Span));
			n--;
			skipped = true;
		}
		lines[n++] = line;
	}

	if (n == 0)
	{
		feed_empty(maker, cell, line_number > 1);
		return;
	}
	maker->source.after_line_end = cell->opened && !first_opened;
	below = !skipped && ends_below_label(maker, lines, n);
	if (below)
		n--;
	if (n == 1)
		token_feed(maker, lines[0], begins_line, cut && !below);
	else
		feed_cell_lines(maker, cell, lines, n, first_opened, skipped, cut && !below);
	if (below)
	{
		if (maker->now.row != NULL)
			maker->now.row->on_label_line = false;
		token_feed(maker, lines[n], true, cut);
	}
	/* numbers behind the end of their label's line, which may be those of the next label */
	else if (maker->source.after_line_end && waiting != NULL && maker->now.row == waiting && waiting->line.ndata > 0)
		waiting->on_label_line = false;
	maker->source.empty_before = false;
	maker->source.after_line_end = false;
}

void
feed_pipes(RowMaker *maker, const char *start, const char *end)
{
	PipeCell	cell = {0};

	for (const char *p = start; pipe_cell_next(&p, end, &cell);)
	{
		CHECK_FOR_INTERRUPTS();
		feed_cell(maker, &cell, cell.end >= maker->source.text.end);
	}
}
