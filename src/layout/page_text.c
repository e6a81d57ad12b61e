/*
 * page_text.c
 *	  The text of a recorded page, line by line and without what a rendering
 *	  prints by itself.
 *
 * The text of sections two to four of a page holds their tables, as lines of
 * labels and numbers; the text above section one holds title and metadata.
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "miscadmin.h"

#include "layout/page_text.h"
#include "page/metadata_field.h"
#include "page/pipe_cell.h"
#include "table/label_book.h"
#include "table/quantity.h"

/* Lines of labels and numbers; fewer are no table. */
#define TABLE_LINES_MIN	3

#define FULL_STOP		"。"

/* Code points of the shortest piece of a title on a line of its own. */
#define TITLE_PART_MIN	4

bool
next_text_line(const char **text, const char **line, const char **end)
{
	while (**text != '\0')
	{
		const char *line_end = strchr(*text, '\n');

		CHECK_FOR_INTERRUPTS();
		*line = *text;
		*end = line_end ? line_end : *text + strlen(*text);
		*text = line_end ? line_end + 1 : *end;
		trim_blank_points(line, end);
		if (*line < *end)
			return true;
	}
	return false;
}

/* Do labels to the letter and numbers follow each other, with nothing or blanks between them? */
static bool
is_run_of_labels(const char *p, const char *end, const LabelContext *context)
{
	while (p < end)
	{
		const char *behind;

		if (is_digit_point(*p) || *p == '.' || *p == '-' || *p == ' ')
			p++;
		else if (label_book_at(label_book(), p, end, context, &behind) != NULL)
			p = behind;
		else
			return false;
	}
	return true;
}

/* Does a stretch of a line consist of labels and numbers only? */
static bool
is_table_piece(const char *start, const char *end, TableId table)
{
	LabelContext context = {.table = table, .rows_begun = true, .begins_line = true, .next_row = -1};
	Quantity	quantity;
	Label		label;
	bool		misprint;

	trim_blank_points(&start, &end);
	if (is_run_of_labels(start, end, &context))
		return true;
	quantity_read(start, end - start, &quantity);
	if (quantity.kind != QUANTITY_OTHER)
		return true;
	label_read(start, end - start, &label);
	return label_book_find(label_book(), &label, &context, &misprint) != NULL ||
		label_book_has_part(label_book(), &label, table);
}

/* Is there a full stop in the line, as no label has one? */
static bool
is_sentence(const char *start, const char *end)
{
	for (const char *p = start; end - p >= (ptrdiff_t) strlen(FULL_STOP); p++)
		if (memcmp(p, FULL_STOP, strlen(FULL_STOP)) == 0)
			return true;
	return false;
}

static bool
is_table_line(const char *start, const char *end, TableId table)
{
	PipeCell	cell = {0};

	if (is_sentence(start, end))
		return false;
	if (has_pipe(start, end))
	{
		for (const char *p = start; pipe_cell_next(&p, end, &cell);)
			if (!is_table_piece(cell.start, cell.end, table))
				return false;
		return true;
	}
	if (is_table_piece(start, end, table))
		return true;
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
		else if (is_sentence(line, end))
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
