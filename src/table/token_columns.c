/*
 * token_columns.c
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

#include "table/evidence.h"
#include "table/page_number.h"
#include "table/shape.h"
#include "table/thresholds.h"
#include "table/token_columns.h"

/* Numbers one below the other that are looked at together */
#define COLUMN_MAX	400

/* Numbers one below the other, and the paragraphs they form. */
typedef struct Column
{
	int			n;
	Span		number[COLUMN_MAX];
	Quantity	quantity[COLUMN_MAX];	/* the same, read */
	int			nparagraphs;
	int			size[COLUMN_MAX];	/* numbers in each paragraph */
	const char *behind;
} Column;

/* Reads numbers, passing over empty lines and page numbers, up to any other line. */
static void
read_column(const RowMaker *maker, const char *p, const char *end, Column *column)
{
	bool		new_paragraph = true;
	Span		line;

	column->n = column->nparagraphs = 0;
	column->behind = p;
	while (span_next_line(&p, end, &line))
	{
		CHECK_FOR_INTERRUPTS();
		if (line.start == line.end || line_is_page_number(&maker->source.numbers, maker->source.text, line))
		{
			new_paragraph = true;
			continue;
		}
		if (!span_is_number(line) || column->n == COLUMN_MAX)
			break;
		if (new_paragraph)
			column->size[column->nparagraphs++] = 0;
		column->size[column->nparagraphs - 1]++;
		span_is_data(line, &column->quantity[column->n]);
		column->number[column->n++] = line;
		new_paragraph = false;
		column->behind = p;
	}
}

/*
 * Returns in how many rows of a table, whose numbers are so many steps apart, the
 * number in column "total" is the sum of the others.
 */
static int
sums_that_hold(const TableShape *shape, const Quantity *quantity, int rows, int row_step, int column_step, int total)
{
	int			holding = 0;

	for (int row = 0; row < rows; row++)
	{
		const Quantity *number[LINE_CELLS_MAX];

		for (int column = 0; column < shape->columns; column++)
			number[column] = &quantity[row * row_step + column * column_step];
		if (evidence_of_sum(number, shape->columns, total, shape->sum_cell, BLANKS_OPEN) == EVIDENCE_HOLDS)
			holding++;
	}
	return holding;
}

/* Counts the numbers that are zero of a table's. */
static int
count_zeros(const TableShape *shape, const Quantity *quantity, int n)
{
	int			count = 0;

	for (int i = 0; i < n; i++)
	{
		int64		value;

		if (quantity[i].kind == QUANTITY_NUMBER &&
			quantity_fits(&quantity[i], shape->sum_cell, AMOUNT_SHIFT, &value) && value == 0)
			count++;
	}
	return count;
}

/*
 * Returns which of the columns, each of so many rows, holds the totals, or -1.
 * It is the last one, or stands before columns of zeros, which add nothing.
 */
static int
column_of_totals(const TableShape *shape, const Quantity *quantity, int rows)
{
	for (int total = shape->columns - 1; total > 0; total--)
	{
		int			behind = (shape->columns - 1 - total) * rows;

		if (count_zeros(shape, &quantity[(total + 1) * rows], behind) < behind)
			return -1;
		if (sums_that_hold(shape, quantity, rows, 1, rows, total) == rows &&
			(total == shape->columns - 1 ||
			 rows - count_zeros(shape, &quantity[total * rows], rows) >= DISPLACED_TOTALS_MIN))
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
 * Then paragraphs come in as many runs of equal sizes, and one number in each
 * row is the sum of the others.
 */
static bool
find_block(const TableShape *shape, const Column *column, int paragraph, int first, ColumnBlock *block)
{
	int			rows = 0;

	CHECK_FOR_INTERRUPTS();
	for (int n = 1; paragraph + n * shape->columns <= column->nparagraphs; n++)
	{
		const int  *size = &column->size[paragraph];
		bool		repeats = true;

		rows += size[n - 1];
		for (int i = n; repeats && i < n * shape->columns; i++)
			repeats = size[i] == size[i - n];
		block->total = repeats && rows > 1 ? column_of_totals(shape, &column->quantity[first], rows) : -1;
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
feed_number(RowMaker *maker, Span text, bool begins_line)
{
	Quantity	quantity;

	span_is_data(text, &quantity);
	rows_feed_data(maker, &quantity, text, begins_line, false);
}

static void
feed_numbers_in_line(RowMaker *maker, const Span *number, int n, int step)
{
	for (int i = 0; i < n; i++)
		feed_number(maker, number[i * step], i == 0 && maker->now.row == NULL);
}

/* Feeds one row of a block, its total last. */
static void
feed_block_row(RowMaker *maker, const ColumnBlock *block, int columns, const Span *number)
{
	open_unnamed_row(maker, number[0].start);
	for (int i = 0; i < columns; i++)
		if (i != block->total)
			feed_number(maker, number[i * block->rows], false);
	feed_number(maker, number[block->total * block->rows], false);
	close_row(maker, false);
}

/*
 * Are the numbers whole rows, one after the other, each in a paragraph of its own?  Then columns that they make too, of
 * zeros for the most part, are by chance, unless all of them make some.
 */
static bool
are_rows(const TableShape *shape, const Column *column)
{
	int			rows = column->n / shape->columns;

	return rows > 1 && column->n % shape->columns == 0 && column->nparagraphs == column->n &&
		sums_that_hold(shape, column->quantity, rows, shape->columns, 1, shape->columns - 1) == rows &&
		column_of_totals(shape, column->quantity, rows) < 0;
}

/* Of a headed table: feeds rows, and rows whose columns were written one after the other. */
static bool
feed_headed_columns(RowMaker *maker, const Column *column)
{
	const TableShape *shape = maker->tables->shape[maker->now.context.table];
	int			at = 0;
	bool		any = false;

	if (are_rows(shape, column))
		return false;
	for (int paragraph = 0; paragraph < column->nparagraphs;)
	{
		ColumnBlock block;
		bool		found = find_block(shape, column, paragraph, at, &block);
		bool		is_row = column->n - at >= shape->columns &&
			sums_that_hold(shape, &column->quantity[at], 1, shape->columns, 1, shape->columns - 1) == 1;
		bool		all_rows = found && block.rows == shape->columns &&
			sums_that_hold(shape, &column->quantity[at], block.rows, shape->columns, 1, shape->columns - 1) == block.rows;

		/* numbers in paragraphs of their own are a row if its sum holds */
		if (found && !all_rows &&
			!(is_row && column->size[paragraph] == 1 && block.paragraphs == block.rows))
		{
			close_row(maker, false);
			for (int row = 0; row < block.rows; row++)
				feed_block_row(maker, &block, shape->columns, &column->number[at + row]);
			paragraph += block.paragraphs * shape->columns;
			at += block.rows * shape->columns;
			any = true;
			continue;
		}
		if (!any && paragraph == 0)
		{
			/* no block at the start: is there one further on? */
			int			further = 0;
			int			skipped = 0;

			while (further < column->nparagraphs && !find_block(shape, column, further, skipped, &block))
				skipped += column->size[further++];
			if (further == column->nparagraphs)
				return false;
		}
		/* feed one paragraph as it stands */
		for (int i = 0; i < column->size[paragraph]; i++)
			feed_number(maker, column->number[at++], true);
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
 * In a captioned block: are there as many numbers as the labels before them need?  In one
 * column they are in the order of the labels; in more, the paragraphs tell
 * whether rows or columns come one after the other.
 */
static bool
feed_captioned_columns(RowMaker *maker, const Column *column)
{
	int			waiting = maker->now.nwaiting;
	int			cells = maker->now.row != NULL ? row_expected_cells(maker->now.row) : maker->now.header.n;
	bool		by_column;

	if (waiting < 2 || (maker->now.row != NULL && maker->now.row->line.ndata > 0))
		return false;
	/* empty cells have left their lines behind the label before: the numbers are those of the last label */
	if (cells > 0 && column->n == cells && maker->now.row != NULL && maker->now.waiting_gap > maker->source.gap)
		return false;
	by_column = column->nparagraphs == cells && column->size[0] == waiting;
	for (int i = 0; i < column->nparagraphs; i++)
		by_column = by_column && column->size[i] == waiting;
	if (cells > 1 && !by_column)
		for (int i = 0; i < column->nparagraphs; i++)
			if (column->size[i] != cells || column->nparagraphs != waiting)
				cells = 0;
	if (cells == 0 || column->n != waiting * cells || !in_one_block(maker->now.waiting, waiting))
	{
		/* the numbers belong to no label for certain */
		rows_begin_stray(maker, column->number[0].start, column->number[0].end - column->number[0].start);
		maker->now.nwaiting = 0;
		feed_numbers_in_line(maker, column->number, column->n, 1);
		return true;
	}
	close_row(maker, false);
	for (int i = 0; i < waiting; i++)
	{
		reopen_row(maker, maker->now.waiting[i]);
		feed_numbers_in_line(maker, &column->number[by_column ? i : i * cells], cells,
							 by_column ? waiting : 1);
		close_row(maker, false);
	}
	maker->now.nwaiting = 0;
	return true;
}

bool
feed_columns(RowMaker *maker, const char **p, const char *end)
{
	Column	   *column = palloc(sizeof(Column));
	bool		fed = false;

	read_column(maker, *p, end, column);
	if (column->n > 1 && shape_is(maker->now.context.table, SHAPE_HEADED))
		fed = feed_headed_columns(maker, column);
	else if (column->n > 1 && shape_is(maker->now.context.table, SHAPE_CAPTIONED))
		fed = feed_captioned_columns(maker, column);
	if (fed)
		*p = column->behind;
	pfree(column);
	return fed;
}
