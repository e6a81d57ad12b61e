/*
 * table_ruled.c
 *	  Tables of which each row is a line that begins and ends with a pipe:
 *	  those of HTML as html.c writes them, and of Markdown.
 *
 * Every cell stands in its place, the empty ones too.  Damage that is mended
 * here: rows whose label is torn out of them, and stands on lines before or
 * after them, if anywhere.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "table_reader.h"

/* How many of ten lines with pipes must be whole rows. */
#define RULED_MIN	8
#define RULED_OF	10

static bool
line_is_ruled(Span line)
{
	return line.end - line.start > 1 && *line.start == '|' && line.end[-1] == '|';
}

bool
piece_is_ruled(const char *start, const char *end)
{
	Span		line;
	int			ruled = 0;
	int			piped = 0;

	while (next_line(&start, end, &line))
	{
		if (line_is_ruled(line) && line.end - line.start > 3)
			ruled++;
		if (has_pipe(line.start, line.end))
			piped++;
	}
	return ruled * RULED_OF >= piped * RULED_MIN;
}

static void
feed_ruled_line(Reader *reader, Span line)
{
	PipeCell	cell = {0};
	const char *p = line.start + 1; /* behind the first pipe */
	bool		first = true;

	close_row(reader, false);
	reader->stray = NULL;
	reader->stray_is_part = reader->stray_noted = false;
	while (pipe_cell_next(&p, line.end - 1, &cell))
	{
		Span		text = {cell.start, cell.end};

		trim_text(&text.start, &text.end);
		if (text.start < text.end)
		{
			feed_single(reader, text, first, false);
			first = false;
		}
		else if (reader->row != NULL && reader->row->line.ndata < LINE_DATA_MAX)
		{
			Quantity	quantity = {.kind = QUANTITY_EMPTY};

			add_data(reader->row, &quantity, text)->is_cell = true;
		}
	}
	close_row(reader, false);
}

void
feed_ruled(Reader *reader, const char *start, const char *end)
{
	Span		line;
	const char *plain = NULL;	/* lines without pipes, not yet fed */

	while (next_line(&start, end, &line))
	{
		bool		ruled = line_is_ruled(line);

		CHECK_FOR_INTERRUPTS();
		if (!ruled && plain == NULL && line.start < line.end)
			plain = line.start;
		if (!ruled)
			continue;
		if (plain != NULL)
			feed_plain(reader, plain, line.start);
		plain = NULL;
		feed_ruled_line(reader, line);
	}
	if (plain != NULL)
		feed_plain(reader, plain, end);
}
