/*
 * token_ruled.c
 *	  Tables in which each row is a line that begins and ends with a pipe: HTML
 *	  as html.c writes it, and Markdown.
 *
 * Every cell stands in its place, the empty ones too.  Damage that is mended
 * here:
 *
 *  - rows whose label is torn out, even if their first cells, or all, are empty;
 *    the label stands on lines before or after the row, or is lost
 *  - labels that span several cells, repeated in each of them or followed by
 *    empty ones
 */
#include "postgres.h"

#include "miscadmin.h"

#include "page/pipe_cell.h"
#include "table/row_line.h"
#include "table/shape.h"
#include "table/thresholds.h"
#include "table/token.h"
#include "table/token_lines.h"
#include "table/token_ruled.h"

static bool
line_is_ruled(Span line)
{
	return line.end - line.start > 1 && *line.start == '|' && line.end[-1] == '|';
}

/* Does a row begin in the line, and the page end in it? */
static bool
line_is_cut(const RowMaker *maker, Span line)
{
	return line.end - line.start > 1 && *line.start == '|' && line.end >= maker->source.text.end;
}

bool
piece_is_ruled(const char *start, const char *end)
{
	Span		line;
	int			ruled = 0;
	int			piped = 0;

	while (span_next_line(&start, end, &line))
	{
		CHECK_FOR_INTERRUPTS();
		if (line_is_ruled(line) && line.end - line.start >= RULED_BYTES_MIN)
			ruled++;
		if (has_pipe(line.start, line.end))
			piped++;
	}
	return ruled * RULED_OF >= piped * RULED_MIN;
}

/* Counts the cells of a row, and those before the first that holds a number. */
static int
count_ruled_cells(Span line, int *lead, bool *last_filled)
{
	PipeCell	cell = {0};
	const char *p = line.start + 1;
	int			n = 0;

	*lead = -1;
	*last_filled = false;
	while (pipe_cell_next(&p, line.end - 1, &cell))
	{
		Quantity	quantity;

		CHECK_FOR_INTERRUPTS();
		quantity_read(cell.start, cell.end - cell.start, &quantity);
		if (*lead < 0 && (quantity.kind == QUANTITY_NUMBER || quantity.kind == QUANTITY_NOT_STATED))
			*lead = n;
		*last_filled = quantity.kind != QUANTITY_EMPTY;
		n++;
	}
	return n;
}

/*
 * Returns how many columns of a headed table hold labels.  Damage: labels that span
 * several columns are followed by empty cells, or repeated.  Columns before the
 * first that ever holds a number are those of labels, as far as the form's are left.  If the last column is always empty, the empty ones may just be added at
 * the end, and the answer is 0.
 */
static int
label_columns(int cells, const char *start, const char *end)
{
	int			columns = -1;
	int			width = 0;
	bool		any_last = false;
	Span		line;

	while (span_next_line(&start, end, &line))
	{
		int			lead;
		bool		last_filled;
		int			n;

		CHECK_FOR_INTERRUPTS();
		if (!line_is_ruled(line))
			continue;
		n = count_ruled_cells(line, &lead, &last_filled);
		if (lead < 0 || n <= cells)
			continue;
		if (width != 0 && n != width)
			return 0;
		width = n;
		columns = columns < 0 ? lead : Min(columns, lead);
		any_last = any_last || last_filled;
	}
	return any_last ? Min(columns, width - cells) : 0;
}

static bool
cell_is_empty(const PipeCell *cell)
{
	Span		text = {cell->start, cell->end};

	trim_blank_points(&text.start, &text.end);
	return text.start == text.end;
}

/* Does a line begin with empty cells and hold no label, and may it be a row nevertheless? */
static bool
begins_empty(const RowMaker *maker, Span line)
{
	PipeCell	cell = {0};
	const char *p = line.start + 1;
	bool		last_filled;
	int			lead;
	int			n = count_ruled_cells(line, &lead, &last_filled);

	if (!rows_may_begin_empty(maker, n, lead))
		return false;
	for (int i = 0; i < (lead < 0 ? n : lead); i++)
	{
		pipe_cell_next(&p, line.end - 1, &cell);
		if (!cell_is_empty(&cell))
			return false;
	}
	return true;
}

/* Feeds a row; the page may end in its last cell. */
static void
feed_ruled_line(RowMaker *maker, Span line, int nlabels)
{
	bool		cut = !line_is_ruled(line);
	const char *end = cut ? line.end : line.end - 1;
	PipeCell	cell = {0};
	const char *p = line.start + 1; /* behind the first pipe */
	bool		first = true;
	bool		label_empty = false;
	int			width = 0;

	rows_begin_line(maker);
	if (begins_empty(maker, line))
	{
		open_unnamed_row(maker, line.start);
		nlabels = 0;
	}
	for (int i = 0; pipe_cell_next(&p, end, &cell); i++)
	{
		Span		text = {cell.start, cell.end};

		trim_blank_points(&text.start, &text.end);
		width++;
		if (i == 0)
			label_empty = text.start == text.end;
		if (text.start < text.end)
		{
			token_feed(maker, text, first, cut && cell.end == end);
			first = false;
		}
		else
			rows_feed_ruled_empty(maker, (Span) {cell.start, cell.end}, i < nlabels);
	}
	rows_end_line(maker, width, label_empty, cut);
}

void
feed_ruled(RowMaker *maker, const char *start, const char *end)
{
	int			nlabels = shape_is(maker->now.context.table, SHAPE_HEADED) ? label_columns(maker->tables->shape[maker->now.context.table]->columns, start, end) : 0;
	Span		line;
	const char *plain = NULL;	/* start of lines without pipes that are not yet fed */

	while (span_next_line(&start, end, &line))
	{
		bool		ruled = line_is_ruled(line) || line_is_cut(maker, line);

		CHECK_FOR_INTERRUPTS();
		if (!ruled && plain == NULL && line.start < line.end)
			plain = line.start;
		if (!ruled)
			continue;
		if (plain != NULL)
			feed_lines(maker, plain, line.start);
		plain = NULL;
		feed_ruled_line(maker, line, nlabels);
	}
	if (plain != NULL)
		feed_lines(maker, plain, end);
}
