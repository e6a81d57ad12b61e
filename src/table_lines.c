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
 *	 - columns written one after the other: a paragraph of numbers for each
 *	   column of some rows
 */
#include "postgres.h"

#include "miscadmin.h"

#include "table_reader.h"

/* Words of a line that may be labels; a line of more is prose. */
#define WORDS_MAX	40

/* A line taken apart. */
typedef struct Words
{
	int			n;
	int			first_data;		/* those from here on are numbers, or signs for nothing */
	Span		word[WORDS_MAX];
} Words;

static bool
word_is_data(Span word, Quantity *quantity)
{
	quantity_read(word.start, word.end - word.start, quantity);
	return quantity->kind == QUANTITY_NUMBER || quantity->kind == QUANTITY_NOT_STATED;
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
			if (words->n == WORDS_MAX)
				return false;
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
	return true;
}

/* The words before the numbers: the most of them that make a label, again and again. */
static void
feed_words(Reader *reader, const Words *words, int n)
{
	for (int i = 0; i < n;)
	{
		int			j = n;
		bool		misprint;
		const LabelEntry *entry = NULL;
		Quantity	none = {.kind = QUANTITY_OTHER};

		for (; j > i; j--)
		{
			entry = find_label(reader, (Span) {words->word[i].start, words->word[j - 1].end},
							   i == 0, &misprint);
			/* several labels that run together are a misprint of none */
			if (entry != NULL && (!misprint || j == i + 1 || j == n))
				break;
			entry = NULL;
		}
		if (entry != NULL)
		{
			feed_label(reader, entry, misprint, (Span) {words->word[i].start, words->word[j - 1].end});
			i = j;
			continue;
		}
		if (i == 0 && continues_label(reader, (Span) {words->word[0].start, words->word[n - 1].end}))
			return;
		if (!feed_run_of_labels(reader, words->word[i].start, words->word[i].end))
			feed_text(reader, words->word[i], &none, i == 0);
		i++;
	}
}

static void
feed_line(Reader *reader, Span line, bool cut)
{
	Words		words;
	Quantity	quantity;

	if (!split_words(line, &words))
	{
		begin_stray(reader, line.start, line.end - line.start);
		return;
	}
	feed_words(reader, &words, words.first_data);
	for (int i = words.first_data; i < words.n; i++)
	{
		word_is_data(words.word[i], &quantity);
		feed_data(reader, &quantity, words.word[i], i == 0, cut && i == words.n - 1);
		if (reader->row != NULL && words.first_data > 0)
			reader->row->on_label_line = true;
	}
}

/* A line with one number and nothing else. */
static bool
is_lone_number(Span line)
{
	Quantity	quantity;

	return line.start < line.end && word_is_data(line, &quantity);
}

/*
 * Paragraphs of one number a line, as many lines in each, and seven of them:
 * the columns of some rows of table 三.  The lines of the paragraphs go to
 * *number, column after column; returns how many rows there are, 0 for none.
 */
static int
read_columns(const char *start, const char *end, Span **number, const char **behind)
{
	int			size = 64;
	int			n = 0;
	int			rows = 0;
	Span	   *numbers = palloc(size * sizeof(Span));

	for (int column = 0; column < APPLICANT_CELLS; column++)
	{
		int			in_column = 0;
		Span		line;
		const char *before = start;

		while (next_line(&start, end, &line) && is_lone_number(line))
		{
			if (n == size)
				numbers = repalloc(numbers, (size *= 2) * sizeof(Span));
			numbers[n++] = line;
			in_column++;
			before = start;
		}
		if (column == 0)
			rows = in_column;
		if (in_column != rows || rows < 2)
			return 0;
		*behind = before;
		/* nothing but empty lines between the paragraphs */
		start = before;
		while (start < end)
		{
			const char *next = start;

			if (!next_line(&next, end, &line) || line.start < line.end)
				break;
			start = next;
		}
	}
	/* an eighth one: then they are something else */
	if (start < end)
	{
		Span		line;
		const char *next = start;

		if (next_line(&next, end, &line) && start > *behind && is_lone_number(line))
		{
			int			more = 1;

			while (next_line(&next, end, &line) && is_lone_number(line))
				more++;
			if (more == rows)
				return 0;
		}
	}
	*number = numbers;
	return rows;
}

/* How many of the rows have a total that is the sum of the others? */
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

static bool
feed_columns(Reader *reader, const char **p, const char *end)
{
	Span	   *number;
	const char *behind;
	int			rows = read_columns(*p, end, &number, &behind);

	/* seven paragraphs of seven numbers are rows as well: the sums tell */
	if (rows == 0 || sums_that_hold(number, rows, 1, rows) < rows ||
		(rows == APPLICANT_CELLS &&
		 sums_that_hold(number, rows, rows, 1) >= sums_that_hold(number, rows, 1, rows)))
		return false;
	close_row(reader, false);
	for (int row = 0; row < rows; row++)
	{
		open_unnamed_row(reader, number[row].start);
		for (int column = 0; column < APPLICANT_CELLS; column++)
		{
			Span		text = number[column * rows + row];
			Quantity	quantity;

			word_is_data(text, &quantity);
			add_data(reader->row, &quantity, text);
		}
		close_row(reader, false);
	}
	*p = behind;
	return true;
}

void
feed_plain(Reader *reader, const char *start, const char *end)
{
	Span		line;

	reader->in_lines = true;
	reader->gap = 0;
	for (const char *p = start; p < end;)
	{
		const char *at = p;

		CHECK_FOR_INTERRUPTS();
		next_line(&p, end, &line);
		if (line.start == line.end)
		{
			reader->gap++;
			continue;
		}
		if (is_page_number(line))
			continue;
		if (reader->context.table == TABLE_requests && is_lone_number(line) &&
			feed_columns(reader, &at, end))
		{
			p = at;
			reader->gap = 0;
			continue;
		}
		feed_line(reader, line, line.end >= reader->text_end);
		reader->gap = 0;
	}
	reader->in_lines = false;
}
