/*
 * token_lines.c
 *	  Tables with only white space between the cells: the text of a PDF, or of a
 *	  page with a cell on each line.
 *
 * A line is words, then numbers.  Damage that is mended here:
 *
 *  - labels broken over lines, also by the numbers of their row
 *  - heads of columns and of groups on the line of a row, or inside a label
 *  - page numbers between the rows
 *  - blanks between a number and its unit
 *  - blanks between the number of a label, "1.", and the label
 *
 * token_columns.c reads columns written one after the other.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "table/cell_word.h"
#include "table/page_number.h"
#include "table/row_line.h"
#include "table/shape.h"
#include "table/thresholds.h"
#include "table/token_columns.h"
#include "table/token_glued.h"
#include "table/token_lines.h"

/* Words of a line that may be labels; a line with more is prose. */
#define WORDS_MAX	40

/* A line divided into words. */
typedef struct Words
{
	int			n;
	int			first_data;		/* first of the numbers, or signs for "nothing", at its end */
	Span		word[WORDS_MAX];
} Words;

/* Is the word a unit and nothing else? */
static bool
is_unit(Span word)
{
	return unit_at(word.start, word.end) == word.end;
}

static bool
split_words(Span line, Words *words)
{
	Quantity	quantity;

	words->n = 0;
	for (const char *p = line.start; p < line.end;)
	{
		Span		word = {p, p};

		while (word.end < line.end)
		{
			const char *next = word.end;

			if (is_blank_point(next_code_point(&next, line.end)))
				break;
			word.end = next;
		}
		if (word.end > word.start)
		{
			if (words->n > 0 && is_unit(word) && span_is_data(words->word[words->n - 1], &quantity) &&
				quantity.unit == UNIT_NONE)
				words->word[words->n - 1].end = word.end;
			else if (words->n == WORDS_MAX)
				return false;
			else
				words->word[words->n++] = word;
		}
		p = word.end;
		if (p < line.end)
			next_code_point(&p, line.end);
	}
	words->first_data = words->n;
	while (words->first_data > 0 && span_is_data(words->word[words->first_data - 1], &quantity))
		words->first_data--;
	return true;
}

/*
 * Returns the longest label, to the letter, that some of the words make; sets
 * *behind to its end.
 */
static const LabelEntry *
exact_label(RowMaker *maker, const Words *words, int from, int n, int *behind)
{
	for (int to = n; to > from; to--)
	{
		bool		misprint;
		const LabelEntry *entry = rows_find_label(maker, (Span) {words->word[from].start, words->word[to - 1].end},
													from == 0, &misprint);

		if (entry != NULL && !misprint)
		{
			*behind = to;
			return entry;
		}
	}
	return NULL;
}

/* Feeds words that are no exact label: one misprinted, the rest of one, or other text. */
static void
feed_unknown_words(RowMaker *maker, const Words *words, int from, int to)
{
	Span		text = {words->word[from].start, words->word[to - 1].end};
	Quantity	none = {.kind = QUANTITY_OTHER};
	bool		misprint;
	const LabelEntry *entry;

	if (from == 0 && rows_continue_label(maker, text))
		return;
	for (int i = from; i < to; i++)
	{
		text.start = words->word[i].start;
		entry = rows_find_label(maker, text, i == 0, &misprint);
		if (entry != NULL)
		{
			rows_feed_label(maker, entry, misprint, text);
			return;
		}
		if (!feed_glued_labels(maker, words->word[i].start, words->word[i].end))
			rows_feed_text(maker, words->word[i], &none, i == 0);
	}
}

/* Feeds the words before the numbers: exact labels and the words between them. */
static void
feed_words(RowMaker *maker, const Words *words, int n)
{
	int			unknown = 0;	/* first word that is not yet fed */

	for (int i = 0; i < n;)
	{
		int			behind;
		const LabelEntry *entry = exact_label(maker, words, i, n, &behind);

		if (entry == NULL)
		{
			i++;
			continue;
		}
		if (unknown < i)
		{
			feed_unknown_words(maker, words, unknown, i);
			/* those words may have changed the meaning of these */
			entry = exact_label(maker, words, i, n, &behind);
		}
		if (entry != NULL)
			rows_feed_label(maker, entry, false, (Span) {words->word[i].start, words->word[behind - 1].end});
		unknown = i = entry != NULL ? behind : i + 1;
	}
	if (unknown < n)
		feed_unknown_words(maker, words, unknown, n);
}

/* Counts the code points that take two places on a screen. */
static int
count_wide(const char *p, const char *end)
{
	int			n = 0;

	while (p < end)
		if (next_code_point(&p, end) >= FIRST_WIDE_POINT)
			n++;
	return n;
}

/* Records the place of a number in its line. */
static void
note_space(DataCell *data, int gap, const char *line_start, Span word)
{
	data->gap = gap;
	data->wide = count_wide(line_start, word.start);
	data->from = count_code_points(line_start, word.start);
	data->to = data->from + count_code_points(word.start, word.end);
}

/* Returns the place of the column whose label begins with the word, or -1. */
static int
column_of_head(const TableShape *shape, Span word)
{
	Label		label;

	if (word.end - word.start > LABEL_BYTES_MAX)
		return -1;
	label_read(word.start, word.end - word.start, &label);
	return label.full.n > 1 ? label_book_head(shape, &label, true) : -1;
}

/* Records labels of columns that stand clear of their neighbours, and so above their columns. */
static void
note_heads(RowMaker *maker, const char *line_start, const Words *words)
{
	int			behind = -1;	/* end of the previous word */

	for (int i = 0; i < words->n; i++)
	{
		Span		word = words->word[i];
		int			from = count_code_points(line_start, word.start);
		int			to = from + count_code_points(word.start, word.end);
		bool		clear = (i == 0 || from > behind + 1) &&
			(i + 1 == words->n || count_code_points(word.end, words->word[i + 1].start) > 1);
		int			column = clear ? column_of_head(maker->tables->shape[maker->now.context.table], word) : -1;

		if (column >= 0 && !maker->tables->head[column].seen)
			maker->tables->head[column] = (HeadPlace) {true, maker->source.page_number, from, to};
		behind = to;
	}
}

static void
feed_line(RowMaker *maker, const char *line_start, Span line, bool cut)
{
	Words		words;
	Quantity	quantity;
	DataCell   *data;

	if (!split_words(line, &words))
	{
		rows_begin_stray(maker, line.start, line.end - line.start);
		return;
	}
	if (shape_is(maker->now.context.table, SHAPE_HEADED) && !maker->now.context.rows_begun)
		note_heads(maker, line_start, &words);
	feed_words(maker, &words, words.first_data);
	for (int i = words.first_data; i < words.n; i++)
	{
		span_is_data(words.word[i], &quantity);
		rows_feed_data(maker, &quantity, words.word[i], i == 0, cut && i == words.n - 1);
		if ((data = rows_last_cell(maker)) == NULL)
			continue;
		note_space(data, i == 0 ? maker->source.gap : 0, line_start, words.word[i]);
		rows_note_line(maker, line, i == words.first_data, words.n > 1);
	}
	/* several numbers on a line are a whole row, unless rows stand abreast */
	if (words.n - words.first_data > 1 && !shape_is(maker->now.context.table, SHAPE_ABREAST))
		close_row(maker, false);
}

/* Moves p past numbers one below the other, which are fed one by one. */
static void
skip_numbers(const RowMaker *maker, const char **p, const char *end)
{
	Span		line;
	const char *next = *p;

	while (span_next_line(&next, end, &line) &&
		   (line.start == line.end || line_is_page_number(&maker->source.numbers, maker->source.text, line) || span_is_number(line)))
	{
		CHECK_FOR_INTERRUPTS();
		*p = next;
	}
}

/* Does the line list the parts of the number above it? */
static bool
is_breakdown(const RowMaker *maker, Span line)
{
	return rows_last_cell(maker) != NULL &&
		line.start < line.end && behind_breakdown(line.start, line.end) == line.end;
}

void
feed_lines(RowMaker *maker, const char *start, const char *end)
{
	const char *columns_end = start;	/* end of the numbers that were looked at together */
	bool		after_number = true;
	Span		line;

	maker->source.in_lines = true;
	maker->source.gap = 0;
	for (const char *p = start; p < end;)
	{
		const char *at = p;

		CHECK_FOR_INTERRUPTS();
		span_next_line(&p, end, &line);
		for (const char *c = at; c < line.start && c < p; c++)
			if (*c == '\f')
				maker->source.page_number++;
		if (line.start == line.end)
		{
			maker->source.gap++;
			continue;
		}
		if (!span_is_number(line) && !after_number)
			maker->habits.gaps[Min(maker->source.gap, GAPS_MAX - 1)]++;
		after_number = span_is_number(line);
		if (line_is_page_number(&maker->source.numbers, maker->source.text, line) || is_breakdown(maker, line))
			continue;
		if (span_is_number(line) && p > columns_end)
		{
			columns_end = at;
			if (feed_columns(maker, &columns_end, end))
			{
				p = columns_end;
				maker->source.gap = 0;
				continue;
			}
			columns_end = p;
			skip_numbers(maker, &columns_end, end);
		}
		/* signs of a Markdown heading or of bold words */
		while (line.start < line.end && (*line.start == '#' || *line.start == '*' || *line.start == ' '))
			line.start++;
		while (line.end > line.start && line.end[-1] == '*')
			line.end--;
		feed_line(maker, at, line, line.end >= maker->source.text.end);
		maker->source.gap = 0;
	}
	maker->source.in_lines = false;
}
