/*
 * page_text.c
 *	  The text of a recorded page without what a rendering prints by itself.
 *
 * The text of sections two to four of a page holds their tables, as lines of
 * labels and numbers; the text above section one holds title and metadata.
 */
#include "postgres.h"

#include "lib/stringinfo.h"

#include "layout/page_text.h"
#include "layout/render.h"
#include "page/metadata_field.h"
#include "page/pipe_cell.h"
#include "table/label_book.h"
#include "table/span.h"

/* Lines of labels and numbers; fewer are no table. */
#define TABLE_LINES_MIN	3

/* A full stop, or many code points: a sentence. */
#define FULL_STOP		"。"

/* Code points of the shortest piece of a title on a line of its own. */
#define TITLE_PART_MIN	4

/* Does a stretch of a line consist of labels and numbers only? */
static bool
is_table_piece(const char *start, const char *end, TableId table)
{
	LabelContext context = {.table = table, .rows_begun = true, .begins_line = true, .next_row = -1};
	const LabelBook *book = label_book();
	Span		piece = {start, end};
	Quantity	quantity;
	Label		label;
	bool		misprint;

	trim_blank_points(&piece.start, &piece.end);
	if (piece.start == piece.end || span_is_data(piece, &quantity))
		return true;
	quantity_read(piece.start, piece.end - piece.start, &quantity);
	if (quantity.kind != QUANTITY_OTHER)
		return true;
	label_read(piece.start, piece.end - piece.start, &label);
	if (label_book_find(book, &label, &context, &misprint) != NULL ||
		label_book_has_part(book, &label, table))
		return true;

	/* with nothing left between label and numbers */
	while (piece.start < piece.end)
	{
		const char *behind;

		if (label_book_at(book, piece.start, piece.end, &context, &behind) != NULL)
			piece.start = behind;
		else if (is_digit_point(*piece.start) || *piece.start == '.' || *piece.start == '-' || *piece.start == ' ')
			piece.start++;
		else
			return false;
	}
	return true;
}

static bool
is_table_line(const char *start, const char *end, TableId table)
{
	PipeCell	cell = {0};

	if (is_table_piece(start, end, table))
		return true;
	if (has_pipe(start, end))
	{
		for (const char *p = start; pipe_cell_next(&p, end, &cell);)
			if (!is_table_piece(cell.start, cell.end, table))
				return false;
		return true;
	}
	for (const char *p = start; p < end;)
	{
		const char *word = p;

		while (p < end)
		{
			const char *next = p;

			if (is_blank_point(next_code_point(&next, end)))
				break;
			p = next;
		}
		if (!is_table_piece(word, p, table))
			return false;
		if (p < end)
			next_code_point(&p, end);
	}
	return true;
}

static void
append_text_line(StringInfo text, const char *start, const char *end)
{
	if (text->len > 0)
		appendStringInfoChar(text, '\n');
	appendBinaryStringInfo(text, start, end - start);
}

void
text_without_table(const char *text, TableId table, const char **above, const char **below)
{
	StringInfoData before;
	StringInfoData behind;
	const char *first = NULL;
	const char *last = NULL;
	int			n = 0;
	const char *line;
	const char *end;

	for (const char *p = text; next_text_line(&p, &line, &end);)
		if (is_table_line(line, end, table))
		{
			n++;
			first = first ? first : line;
			last = line;
		}
	*above = text;
	*below = "";
	if (n < TABLE_LINES_MIN)
		return;
	initStringInfo(&before);
	initStringInfo(&behind);
	for (const char *p = text; next_text_line(&p, &line, &end);)
		if (line < first)
			append_text_line(&before, line, end);
		else if (line > last)
			append_text_line(&behind, line, end);
		else if (!has_pipe(line, end) && !is_table_line(line, end, table) &&
				 strstr(pnstrdup(line, end - line), FULL_STOP) != NULL)
			append_text_line(&before, line, end);
	*above = before.data;
	*below = behind.data;
}

/* Is the line the title, or a piece of it? */
static bool
is_title_line(const char *start, const char *end, const Label *title)
{
	Label		label;

	label_read(start, end - start, &label);
	return label.full.n >= TITLE_PART_MIN && reading_contains(&title->full, &label.full);
}

/* Is the line a field of metadata with its value? */
static bool
is_metadata_line(const char *start, const char *end)
{
	FoldedText *text = folded_text_read(start, end);

	return text->n > 0 && is_field_name_at(text, 0, text->n);
}

const char *
preamble_without_head(const char *preamble, const char *title)
{
	StringInfoData result;
	const char *head_end = NULL;
	const char *line;
	const char *end;
	Label		label;

	label_read(title, strlen(title), &label);
	for (const char *p = preamble; label.full.n > 0 && next_text_line(&p, &line, &end);)
		if (is_title_line(line, end, &label))
			head_end = end;
	if (head_end == NULL)
		return preamble;
	initStringInfo(&result);
	for (const char *p = head_end; next_text_line(&p, &line, &end);)
		if (!is_metadata_line(line, end))
			append_text_line(&result, line, end);
	return result.data;
}
