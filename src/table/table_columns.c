/*
 * table_columns.c
 *	  Columns of numbers one below the other, from the text of PDFs.
 *
 * Damage that is mended here:
 *
 *  - the columns of some rows written one after the other, behind the labels of
 *    the rows, each in one paragraph or several
 *  - the column of totals before columns of zeros
 */
#include "postgres.h"

#include "miscadmin.h"

#include "table/page_number.h"
#include "table/table_columns.h"
#include "table/table_rows.h"

/* Numbers one below the other that are looked at together */
#define COLUMN_MAX	400

/* Numbers one below the other, and the paragraphs they form. */
typedef struct Column
{
	int			n;
	Span		number[COLUMN_MAX];
	int			nparagraphs;
	int			size[COLUMN_MAX];	/* numbers in each paragraph */
	const char *behind;
} Column;

/* Reads numbers, passing over empty lines and page numbers, up to any other line. */
static void
read_column(const TableReader *reader, const char *p, const char *end, Column *column)
{
	bool		new_paragraph = true;
	Span		line;

	column->n = column->nparagraphs = 0;
	column->behind = p;
	while (span_next_line(&p, end, &line))
	{
		CHECK_FOR_INTERRUPTS();
		if (line.start == line.end || line_is_page_number(reader, line))
		{
			new_paragraph = true;
			continue;
		}
		if (!span_is_number(line) || column->n == COLUMN_MAX)
			break;
		if (new_paragraph)
			column->size[column->nparagraphs++] = 0;
		column->size[column->nparagraphs - 1]++;
		column->number[column->n++] = line;
		new_paragraph = false;
		column->behind = p;
	}
}

/* Reads a number as that of a cell of table 三; false if it cannot be. */
static bool
request_value(Span text, int64 *value)
{
	Quantity	quantity;

	return span_is_data(text, &quantity) && quantity.kind == QUANTITY_NUMBER &&
		quantity_fits(&quantity, CELL_requests_received_total, AMOUNT_SHIFT, value);
}

/* Returns in how many rows the number in column "total" is the sum of the others. */
static int
sums_that_hold(const Span *number, int rows, int row_step, int column_step, int total)
{
	int			holding = 0;

	for (int row = 0; row < rows; row++)
	{
		int128		sum = 0;
		bool		ok = true;

		for (int column = 0; ok && column < REQUEST_COLUMNS; column++)
		{
			int64		value = 0;

			ok = request_value(number[row * row_step + column * column_step], &value);
			sum += column != total ? value : -value;
		}
		if (ok && sum == 0)
			holding++;
	}
	return holding;
}

static bool
all_zero(const Span *number, int n)
{
	for (int i = 0; i < n; i++)
	{
		int64		value;

		if (!request_value(number[i], &value) || value != 0)
			return false;
	}
	return true;
}

/* Totals other than zero; fewer may fit by chance. */
#define DISPLACED_TOTALS_MIN	3

static int
count_not_zero(const Span *number, int n)
{
	int			count = 0;

	for (int i = 0; i < n; i++)
		if (!all_zero(&number[i], 1))
			count++;
	return count;
}

/*
 * Returns which of the columns, each of so many rows, holds the totals, or -1.
 * It is the last one, or stands before columns of zeros, which add nothing.
 */
static int
column_of_totals(const Span *number, int rows)
{
	for (int total = REQUEST_COLUMNS - 1; total > 0; total--)
	{
		if (!all_zero(&number[(total + 1) * rows], (REQUEST_COLUMNS - 1 - total) * rows))
			return -1;
		if (sums_that_hold(number, rows, 1, rows, total) == rows &&
			(total == REQUEST_COLUMNS - 1 || count_not_zero(&number[total * rows], rows) >= DISPLACED_TOTALS_MIN))
			return total;
	}
	return -1;
}

/* The columns of some rows, one after the other. */
typedef struct ColumnBlock
{
	int			rows;
	int			paragraphs;		/* paragraphs of each column */
	int			total;			/* column that holds the totals */
} ColumnBlock;

/*
 * Do columns of several rows, one after the other, begin with a paragraph?
 * Then paragraphs come in seven runs of equal sizes, and one number in each
 * row is the sum of the others.
 */
static bool
find_block(const Column *column, int paragraph, int first, ColumnBlock *block)
{
	int			rows = 0;

	CHECK_FOR_INTERRUPTS();
	for (int n = 1; paragraph + n * REQUEST_COLUMNS <= column->nparagraphs; n++)
	{
		const int  *size = &column->size[paragraph];
		bool		repeats = true;

		rows += size[n - 1];
		for (int i = n; repeats && i < n * REQUEST_COLUMNS; i++)
			repeats = size[i] == size[i - n];
		block->total = repeats && rows > 1 ? column_of_totals(&column->number[first], rows) : -1;
		if (block->total >= 0)
		{
			block->rows = rows;
			block->paragraphs = n;
			return true;
		}
	}
	return false;
}

static void
feed_number(TableReader *reader, Span text, bool begins_line)
{
	Quantity	quantity;

	span_is_data(text, &quantity);
	rows_feed_data(reader, &quantity, text, begins_line, false);
}

static void
feed_numbers_in_line(TableReader *reader, const Span *number, int n, int step)
{
	for (int i = 0; i < n; i++)
		feed_number(reader, number[i * step], i == 0 && reader->row == NULL);
}

/* Feeds one row of a block, its total last. */
static void
feed_block_row(TableReader *reader, const ColumnBlock *block, const Span *number)
{
	open_unnamed_row(reader, number[0].start);
	for (int i = 0; i < REQUEST_COLUMNS; i++)
		if (i != block->total)
			feed_number(reader, number[i * block->rows], false);
	feed_number(reader, number[block->total * block->rows], false);
	close_row(reader, false);
}

/* Table 三: feeds rows, and rows whose columns were written one after the other. */
static bool
feed_request_columns(TableReader *reader, const Column *column)
{
	int			at = 0;
	bool		any = false;

	for (int paragraph = 0; paragraph < column->nparagraphs;)
	{
		ColumnBlock block;
		bool		found = find_block(column, paragraph, at, &block);
		bool		is_row = column->n - at >= REQUEST_COLUMNS &&
			sums_that_hold(&column->number[at], 1, REQUEST_COLUMNS, 1, REQUEST_COLUMNS - 1) == 1;
		bool		all_rows = found && block.rows == REQUEST_COLUMNS &&
			sums_that_hold(&column->number[at], block.rows, REQUEST_COLUMNS, 1, REQUEST_COLUMNS - 1) == block.rows;

		/* numbers in paragraphs of their own are a row if its sum holds */
		if (found && !all_rows &&
			!(is_row && column->size[paragraph] == 1 && block.paragraphs == block.rows))
		{
			close_row(reader, false);
			for (int row = 0; row < block.rows; row++)
				feed_block_row(reader, &block, &column->number[at + row]);
			paragraph += block.paragraphs * REQUEST_COLUMNS;
			at += block.rows * REQUEST_COLUMNS;
			any = true;
			continue;
		}
		if (!any && paragraph == 0)
		{
			/* no block at the start: is there one further on? */
			int			further = 0;
			int			skipped = 0;

			while (further < column->nparagraphs && !find_block(column, further, skipped, &block))
				skipped += column->size[further++];
			if (further == column->nparagraphs)
				return false;
		}
		/* feed one paragraph as it stands */
		for (int i = 0; i < column->size[paragraph]; i++)
			feed_number(reader, column->number[at++], true);
		paragraph++;
	}
	return true;
}

/* Does some form print all these rows under one caption? */
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
 * Table 二: are there as many numbers as the labels before them need?  In one
 * column they are in the order of the labels; in more, the paragraphs tell
 * whether rows or columns come one after the other.
 */
static bool
feed_proactive_columns(TableReader *reader, const Column *column)
{
	int			waiting = reader->nwaiting;
	int			cells = reader->row != NULL ? row_expected_cells(reader->row) : reader->header.n;
	bool		by_column;

	if (waiting < 2 || (reader->row != NULL && reader->row->line.ndata > 0))
		return false;
	/* empty cells have left their lines behind the label before: the numbers are those of the last label */
	if (cells > 0 && column->n == cells && reader->row != NULL && reader->waiting_gap > reader->gap)
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
		/* the numbers belong to no label for certain */
		rows_begin_stray(reader, column->number[0].start, column->number[0].end - column->number[0].start);
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

bool
feed_columns(TableReader *reader, const char **p, const char *end)
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
