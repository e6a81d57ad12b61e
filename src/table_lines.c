/*
 * table_lines.c
 *	  Tables whose cells nothing but white space separates: the text of a PDF,
 *	  or of a page with a cell on each line.
 *
 * A line is words, then numbers.  Damage that is mended here:
 *
 *	 - labels broken over lines, also by the numbers of their row
 *	 - heads of columns and of groups on the line of a row, or in the middle of
 *	   a label
 *	 - page numbers between the rows
 *	 - blanks between a number and its unit
 *	 - the number of a label, "1.", parted from it
 *	 - columns written one after the other: a paragraph of numbers for each
 *	   column of some rows
 */
#include "postgres.h"

#include "miscadmin.h"

#include "table_reader.h"

/* Words of a line that may be labels; a line of more is prose. */
#define WORDS_MAX	40

/* Numbers one below the other that are looked at together. */
#define COLUMN_MAX	400

/* Bytes of the number of a label. */
#define MARK_BYTES_MAX	6

/* A line taken apart. */
typedef struct Words
{
	int			n;
	int			first_data;		/* those from here on are numbers, or signs for nothing */
	Span		word[WORDS_MAX];
} Words;

/* The number of a label, with the sign behind it: none of a cell. */
static bool
is_mark(Span word)
{
	Label		label;

	return label_read_mark(word.start, word.end, &label) == count_code_points(word.start, word.end) &&
		label.mark_style == MARK_DIGIT;
}

static bool
word_is_data(Span word, Quantity *quantity)
{
	if (word.end - word.start <= MARK_BYTES_MAX && is_mark(word))
		return false;
	quantity_read(word.start, word.end - word.start, quantity);
	return quantity->kind == QUANTITY_NUMBER || quantity->kind == QUANTITY_NOT_STATED;
}

/* Is the word a unit, and nothing else? */
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
			if (words->n > 0 && is_unit(word) && word_is_data(words->word[words->n - 1], &quantity) &&
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
	while (words->first_data > 0 && word_is_data(words->word[words->first_data - 1], &quantity))
		words->first_data--;
	return true;
}

/* Does the text of an open row that has no number yet go on with these words? */
static bool
continues_label(Reader *reader, Span text)
{
	ReadRow    *row = reader->row;
	Span		joined;
	bool		misprint;
	const LabelEntry *entry;

	if (row == NULL || row->row < 0 || row->line.ndata > 0)
		return false;
	joined = (Span) {row->line.at, text.end};
	entry = find_label(reader, joined, true, &misprint);
	if (entry == NULL || entry->kind != LABEL_ROW || entry->table != row->line.table ||
		entry->id != row->row)
		return false;
	row->line.name = quote_text(joined.start, joined.end - joined.start);
	reader->label_end = text.end;
	return true;
}

/* The longest label that some words from one on make, to the letter; sets where it ends. */
static const LabelEntry *
exact_label(Reader *reader, const Words *words, int from, int n, int *behind)
{
	for (int to = n; to > from; to--)
	{
		bool		misprint;
		const LabelEntry *entry = find_label(reader, (Span) {words->word[from].start, words->word[to - 1].end},
											 from == 0, &misprint);

		if (entry != NULL && !misprint)
		{
			*behind = to;
			return entry;
		}
	}
	return NULL;
}

/* Words that are no label to the letter: one with a misprint, one that goes on, or none. */
static void
feed_unknown_words(Reader *reader, const Words *words, int from, int to)
{
	Span		text = {words->word[from].start, words->word[to - 1].end};
	Quantity	none = {.kind = QUANTITY_OTHER};
	bool		misprint;
	const LabelEntry *entry;

	if (from == 0 && continues_label(reader, text))
		return;
	for (int i = from; i < to; i++)
	{
		text.start = words->word[i].start;
		entry = find_label(reader, text, i == 0, &misprint);
		if (entry != NULL)
		{
			feed_label(reader, entry, misprint, text);
			return;
		}
		if (!feed_run_of_labels(reader, words->word[i].start, words->word[i].end))
			feed_text(reader, words->word[i], &none, i == 0);
	}
}

/* The words before the numbers: labels to the letter, and what stands between them. */
static void
feed_words(Reader *reader, const Words *words, int n)
{
	int			unknown = 0;	/* words from here on are not yet fed */

	for (int i = 0; i < n;)
	{
		int			behind;
		const LabelEntry *entry = exact_label(reader, words, i, n, &behind);

		if (entry == NULL)
		{
			i++;
			continue;
		}
		if (unknown < i)
		{
			feed_unknown_words(reader, words, unknown, i);
			/* what it was may tell what this is */
			entry = exact_label(reader, words, i, n, &behind);
		}
		if (entry != NULL)
			feed_label(reader, entry, false, (Span) {words->word[i].start, words->word[behind - 1].end});
		unknown = i = entry != NULL ? behind : i + 1;
	}
	if (unknown < n)
		feed_unknown_words(reader, words, unknown, n);
}

/* Code points of which each takes two places on a screen: those from the first of the radicals on. */
static int
count_wide(const char *p, const char *end)
{
	int			n = 0;

	while (p < end)
		if (next_code_point(&p, end) >= 0x2E80)
			n++;
	return n;
}

/* Where a number stands in its line. */
static void
note_space(DataCell *data, int gap, const char *line_start, Span word)
{
	data->gap = gap;
	data->wide = count_wide(line_start, word.start);
	data->from = count_code_points(line_start, word.start);
	data->to = data->from + count_code_points(word.start, word.end);
}

/* The column of table 三 of which the word is the label, or its beginning; -1 for none. */
static int
column_of_head(Span word)
{
	Label		label;
	int			n = 0;

	if (word.end - word.start > LABEL_BYTES_MAX)
		return -1;
	label_read(word.start, word.end - word.start, &label);
	for (int column = 0; column < COLUMN_COUNT; column++)
	{
		Label		head;

		if (column_info[column].table != TABLE_requests)
			continue;
		label_read(column_info[column].label, strlen(column_info[column].label), &head);
		if (label.full.n > 1 && label.full.n <= head.full.n &&
			memcmp(label.full.point, head.full.point, label.full.n * sizeof(pg_wchar)) == 0)
			return n;
		n++;
	}
	return -1;
}

/* Labels of columns that stand clear of their neighbours, and so above their columns. */
static void
note_heads(Reader *reader, const char *line_start, const Words *words)
{
	int			behind = -1;	/* where the word before ends */

	for (int i = 0; i < words->n; i++)
	{
		Span		word = words->word[i];
		int			from = count_code_points(line_start, word.start);
		int			to = from + count_code_points(word.start, word.end);
		bool		clear = (i == 0 || from > behind + 1) &&
			(i + 1 == words->n || count_code_points(word.end, words->word[i + 1].start) > 1);
		int			column = clear ? column_of_head(word) : -1;

		if (column >= 0 && !reader->tables->head[column].seen)
			reader->tables->head[column] = (HeadPlace) {true, reader->page_number, from, to};
		behind = to;
	}
}

static void
feed_line(Reader *reader, const char *line_start, Span line, bool cut)
{
	Words		words;
	Quantity	quantity;

	if (!split_words(line, &words))
	{
		begin_stray(reader, line.start, line.end - line.start);
		return;
	}
	if (reader->context.table == TABLE_requests && !reader->context.rows_begun)
		note_heads(reader, line_start, &words);
	feed_words(reader, &words, words.first_data);
	for (int i = words.first_data; i < words.n; i++)
	{
		word_is_data(words.word[i], &quantity);
		feed_data(reader, &quantity, words.word[i], i == 0, cut && i == words.n - 1);
		if (reader->row == NULL || reader->row->line.ndata == 0)
			continue;
		note_space(&reader->row->line.data[reader->row->line.ndata - 1],
				   i == 0 ? reader->gap : 0, line_start, words.word[i]);
		if (reader->row->line.ndata == 1)
			reader->row->on_one_line = words.n > 1;
		else if (i == words.first_data)
			reader->row->on_one_line = false;
		if (reader->label_end > line.start && reader->label_end <= line.end && reader->row->row >= 0)
			reader->row->on_label_line = true;
	}
	/* several numbers on a line are all that their row has; table 四 may go on */
	if (words.n - words.first_data > 1 && reader->context.table != TABLE_remedies)
		close_row(reader, false);
}

/* A line with one number and nothing else. */
static bool
is_lone_number(Span line)
{
	Quantity	quantity;

	return line.start < line.end && word_is_data(line, &quantity);
}

/* Numbers one below the other, and which paragraphs they make. */
typedef struct Column
{
	int			n;
	Span		number[COLUMN_MAX];
	int			nparagraphs;
	int			size[COLUMN_MAX];	/* numbers in a paragraph */
	const char *behind;
} Column;

/* Reads numbers up to the first line that is none, nor empty, nor the number of a page. */
static void
read_column(const Reader *reader, const char *p, const char *end, Column *column)
{
	bool		new_paragraph = true;
	Span		line;

	column->n = column->nparagraphs = 0;
	column->behind = p;
	while (next_line(&p, end, &line))
	{
		CHECK_FOR_INTERRUPTS();
		if (line.start == line.end || is_page_number(reader, line))
		{
			new_paragraph = true;
			continue;
		}
		if (!is_lone_number(line) || column->n == COLUMN_MAX)
			break;
		if (new_paragraph)
			column->size[column->nparagraphs++] = 0;
		column->size[column->nparagraphs - 1]++;
		column->number[column->n++] = line;
		new_paragraph = false;
		column->behind = p;
	}
}

/* How many of some rows have a total that is the sum of the others? */
static int
sums_that_hold(const Span *number, int rows, int row_step, int column_step)
{
	int			holding = 0;

	for (int row = 0; row < rows; row++)
	{
		int128		sum = 0;
		bool		ok = true;

		for (int column = 0; ok && column < APPLICANT_CELLS; column++)
		{
			Span		text = number[row * row_step + column * column_step];
			Quantity	quantity;
			int64		value = 0;

			ok = word_is_data(text, &quantity) && quantity.kind == QUANTITY_NUMBER &&
				quantity_fits(&quantity, CELL_requests_received_total, AMOUNT_SHIFT, &value);
			sum += column < APPLICANT_CELLS - 1 ? value : -value;
		}
		if (ok && sum == 0)
			holding++;
	}
	return holding;
}

/*
 * Do the paragraphs from one on hold the columns of some rows, one after the
 * other?  Then they come in seven runs of the same sizes, and in each row the
 * last number is the sum of the others.  Returns how many rows there are, 0
 * for none; *paragraphs is how many a column takes.
 */
static int
rows_in_columns(const Column *column, int paragraph, int first, int *paragraphs)
{
	int			rows = 0;

	CHECK_FOR_INTERRUPTS();
	for (int n = 1; paragraph + n * APPLICANT_CELLS <= column->nparagraphs; n++)
	{
		const int  *size = &column->size[paragraph];
		bool		repeats = true;

		rows += size[n - 1];
		for (int i = n; repeats && i < n * APPLICANT_CELLS; i++)
			repeats = size[i] == size[i - n];
		if (repeats && rows > 1 && sums_that_hold(&column->number[first], rows, 1, rows) == rows)
		{
			*paragraphs = n;
			return rows;
		}
	}
	return 0;
}

static void
feed_numbers_in_line(Reader *reader, const Span *number, int n, int step)
{
	for (int i = 0; i < n; i++)
	{
		Span		text = number[i * step];
		Quantity	quantity;

		word_is_data(text, &quantity);
		feed_data(reader, &quantity, text, i == 0 && reader->row == NULL, false);
	}
}

/* Table 三: rows, and rows whose columns were written one after the other. */
static bool
feed_request_columns(Reader *reader, const Column *column)
{
	int			at = 0;
	bool		any = false;
	Column		rest;

	for (int paragraph = 0; paragraph < column->nparagraphs;)
	{
		int			paragraphs = 0;
		bool		is_row = column->n - at >= APPLICANT_CELLS &&
			sums_that_hold(&column->number[at], 1, APPLICANT_CELLS, 1) == 1;
		int			rows = rows_in_columns(column, paragraph, at, &paragraphs);
		bool		all_rows = rows == APPLICANT_CELLS &&
			sums_that_hold(&column->number[at], rows, APPLICANT_CELLS, 1) == rows;

		/* numbers in paragraphs of their own make rows, where the sums hold */
		if (rows > 0 && !all_rows && !(is_row && column->size[paragraph] == 1 && paragraphs == rows))
		{
			close_row(reader, false);
			for (int row = 0; row < rows; row++)
			{
				open_unnamed_row(reader, column->number[at + row].start);
				feed_numbers_in_line(reader, &column->number[at + row], APPLICANT_CELLS, rows);
				close_row(reader, false);
			}
			paragraph += paragraphs * APPLICANT_CELLS;
			at += rows * APPLICANT_CELLS;
			any = true;
			continue;
		}
		if (!any && paragraph == 0 && at == 0)
		{
			/* nothing out of the way so far: is there further on? */
			int			further = 0;
			int			skipped = 0;

			while (further < column->nparagraphs && rows_in_columns(column, further, skipped, &paragraphs) == 0)
				skipped += column->size[further++];
			if (further == column->nparagraphs)
				return false;
		}
		/* one paragraph as it stands */
		rest.n = column->size[paragraph];
		for (int i = 0; i < rest.n; i++)
		{
			Quantity	quantity;

			word_is_data(column->number[at], &quantity);
			feed_data(reader, &quantity, column->number[at], true, false);
			at++;
		}
		paragraph++;
	}
	return true;
}

/* Does some form print the rows under one caption? */
static bool
in_one_block(const int *row, int n)
{
	for (int form = 0; form < FORM_COUNT; form++)
	{
		bool		same = true;

		for (int i = 0; same && i < n; i++)
			same = row_label(form, row[i]) != NULL && block_caption(form, row[i]) == block_caption(form, row[0]);
		if (same)
			return true;
	}
	return false;
}

/*
 * Table 二: as many numbers as several labels before them ask for.  With one
 * column they are in the order of the labels, with more the paragraphs tell
 * whether rows or columns come one after the other.
 */
static bool
feed_proactive_columns(Reader *reader, const Column *column)
{
	int			waiting = reader->nwaiting;
	int			cells = reader->row != NULL ? expected_cells(reader->row) : reader->header.n;
	bool		by_column;

	if (waiting < 2 || (reader->row != NULL && reader->row->line.ndata > 0))
		return false;
	by_column = column->nparagraphs == cells && column->size[0] == waiting;
	for (int i = 0; i < column->nparagraphs; i++)
		by_column = by_column && column->size[i] == waiting;
	if (cells > 1 && !by_column)
		for (int i = 0; i < column->nparagraphs; i++)
			if (column->size[i] != cells || column->nparagraphs != waiting)
				cells = 0;
	if (cells == 0 || column->n != waiting * cells || !in_one_block(reader->waiting, waiting))
	{
		/* numbers of no label for certain */
		begin_stray(reader, column->number[0].start, column->number[0].end - column->number[0].start);
		reader->nwaiting = 0;
		feed_numbers_in_line(reader, column->number, column->n, 1);
		return true;
	}
	close_row(reader, false);
	for (int i = 0; i < waiting; i++)
	{
		reopen_row(reader, reader->waiting[i]);
		feed_numbers_in_line(reader, &column->number[by_column ? i : i * cells], cells,
							 by_column ? waiting : 1);
		close_row(reader, false);
	}
	reader->nwaiting = 0;
	return true;
}

static bool
feed_columns(Reader *reader, const char **p, const char *end)
{
	Column	   *column = palloc(sizeof(Column));
	bool		fed = false;

	read_column(reader, *p, end, column);
	if (column->n > 1 && reader->context.table == TABLE_requests)
		fed = feed_request_columns(reader, column);
	else if (column->n > 1 && reader->context.table == TABLE_proactive)
		fed = feed_proactive_columns(reader, column);
	if (fed)
		*p = column->behind;
	pfree(column);
	return fed;
}

/* To the end of the numbers one below the other, which are fed one by one. */
static void
skip_numbers(const Reader *reader, const char **p, const char *end)
{
	Span		line;
	const char *next = *p;

	while (next_line(&next, end, &line) &&
		   (line.start == line.end || is_page_number(reader, line) || is_lone_number(line)))
	{
		CHECK_FOR_INTERRUPTS();
		*p = next;
	}
}

/* Does the line say what the number above it is made of? */
static bool
is_breakdown(const Reader *reader, Span line)
{
	return reader->row != NULL && reader->row->line.ndata > 0 &&
		line.start < line.end && behind_breakdown(line.start, line.end) == line.end;
}

void
feed_plain(Reader *reader, const char *start, const char *end)
{
	const char *columns_end = start;	/* numbers up to here were looked at together */
	bool		after_number = true;
	Span		line;

	reader->in_lines = true;
	reader->gap = 0;
	for (const char *p = start; p < end;)
	{
		const char *at = p;

		CHECK_FOR_INTERRUPTS();
		next_line(&p, end, &line);
		for (const char *c = at; c < line.start && c < p; c++)
			if (*c == '\f')
				reader->page_number++;
		if (line.start == line.end)
		{
			reader->gap++;
			continue;
		}
		if (!is_lone_number(line) && !after_number)
			reader->gaps[Min(reader->gap, GAPS_MAX - 1)]++;
		after_number = is_lone_number(line);
		if (is_page_number(reader, line) || is_breakdown(reader, line))
			continue;
		if (is_lone_number(line) && p > columns_end)
		{
			columns_end = at;
			if (feed_columns(reader, &columns_end, end))
			{
				p = columns_end;
				reader->gap = 0;
				continue;
			}
			columns_end = p;
			skip_numbers(reader, &columns_end, end);
		}
		/* signs of a heading in Markdown, and of bold words */
		while (line.start < line.end && (*line.start == '#' || *line.start == '*' || *line.start == ' '))
			line.start++;
		while (line.end > line.start && line.end[-1] == '*')
			line.end--;
		feed_line(reader, at, line, line.end >= reader->text_end);
		reader->gap = 0;
	}
	reader->in_lines = false;
}
