/*
 * guess_gaps.c
 *	  Empty cells of which only empty lines are left.
 *
 * If each cell stands on a line of its own, an empty cell leaves empty lines.  A
 * row of a headed table gets its empty cells back if they add up, with its numbers, to
 * just as many cells as there are columns.
 */
#include "postgres.h"

#include "table/evidence.h"
#include "table/guess_gaps.h"
#include "table/shape.h"
#include "table/thresholds.h"

/* Empty lines before the first number of a row, between its numbers, and behind it. */
typedef struct Gaps
{
	int			first;
	int			between;
	int			tail;
	bool		certain;		/* measured on whole rows, or confirmed by most rows */
} Gaps;

static int
most_frequent(const int *count)
{
	int			best = -1;

	for (int gap = 0; gap < GAPS_MAX; gap++)
		if (count[gap] > 0 && (best < 0 || count[gap] > count[best]))
			best = gap;
	return best;
}

static void
count_gap(int *count, int gap)
{
	if (gap < GAPS_MAX)
		count[gap]++;
}

/* Returns the most frequent gaps of whole rows or, if there is no whole row, the usual gap. */
static Gaps
gaps_of_whole_rows(const Tables *tables)
{
	int			first[GAPS_MAX] = {0};
	int			between[GAPS_MAX] = {0};
	int			tail[GAPS_MAX] = {0};
	Gaps		gaps;
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		const ReadRow *row = lfirst(lc);

		if (!shape_is(row->line.table, SHAPE_HEADED) || !row->in_lines || row->on_one_line || !row_is_full(row))
			continue;
		count_gap(first, row->line.data[0].gap);
		for (int i = 1; i < row->line.ndata; i++)
			count_gap(between, row->line.data[i].gap);
		count_gap(tail, row->tail_gap);
	}
	gaps.first = most_frequent(first);
	gaps.between = most_frequent(between);
	gaps.tail = most_frequent(tail);
	gaps.certain = gaps.between >= 0;
	if (!gaps.certain)
		gaps.first = gaps.between = gaps.tail = tables->usual_gap;
	return gaps;
}

/*
 * Finds the columns of a row's numbers, if each empty cell left so many lines;
 * false if the lines do not fit.
 */
static bool
columns_by_gaps(const ReadRow *row, const Gaps *gaps, int lines_per_cell, int *column)
{
	int			at = 0;
	int			tail = row->tail_gap - gaps->tail;
	int			columns = row->line.shape->columns;

	for (int i = 0; i < row->line.ndata; i++)
	{
		int			more = row->line.data[i].gap - (i == 0 ? gaps->first : gaps->between);

		if (more < 0 || more % lines_per_cell != 0)
			return false;
		at += more / lines_per_cell;
		column[i] = at++;
	}
	/* the text behind the row may follow more closely than its cells do */
	return (at == columns && tail < lines_per_cell) ||
		(at < columns && tail > 0 && tail % lines_per_cell == 0 &&
		 at + tail / lines_per_cell == columns);
}

/* Are the numbers all zero, or the last the total and their sum? */
static bool
sum_confirms(const ReadRow *row, const int *column)
{
	int			last = row->line.ndata - 1;

	bool		zeros = true;

	for (int i = 0; i <= last; i++)
		if (data_is_number(&row->line.data[i]) && !data_is_zero(&row->line.data[i]))
			zeros = false;
	return zeros ||
		(column[last] == row->line.shape->total &&
		 line_sum(&row->line, 0, last + 1, BLANKS_NOTHING) == EVIDENCE_HOLDS);
}

/* Finds the columns of a row if its empty lines fit empty cells in just one way. */
static bool
row_fits_gaps(const ReadRow *row, const Gaps *gaps, int *found)
{
	int			column[LINE_DATA_MAX];
	int			fitting = 0;

	for (int lines = 1; lines <= LINES_PER_CELL_MAX; lines++)
		if (columns_by_gaps(row, gaps, lines, column))
		{
			memcpy(found, column, sizeof(column));
			fitting++;
		}
	return fitting == 1;
}

/* Is it a row of a headed table, one number below the other, that lost cells? */
static bool
is_lost_column(const ReadRow *row)
{
	return shape_is(row->line.table, SHAPE_HEADED) && row->in_lines && !row->on_one_line &&
		row->line.ndata > 0 && row->line.ndata < row->line.shape->columns;
}

/*
 * Without a whole row, empty lines may have another meaning.  They stand for
 * empty cells if three of four rows, and at least three, come out at as many cells as there are columns.
 */
static bool
rows_fit_gaps(const Tables *tables, const Gaps *gaps)
{
	int			nrows = 0;
	int			fitting = 0;
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		int			column[LINE_DATA_MAX];

		if (!is_lost_column(lfirst(lc)))
			continue;
		nrows++;
		fitting += row_fits_gaps(lfirst(lc), gaps, column);
	}
	return fitting >= GAPS_FITTING_MIN && fitting * GAPS_FITTING_SHARE_OF >= nrows * GAPS_FITTING_SHARE_MIN;
}

/* Fills a row; unless the gaps are certain, its sum must confirm them. */
static void
fill_row(const Gaps *gaps, ReadRow *row)
{
	int			column[LINE_DATA_MAX];

	if (row_fits_gaps(row, gaps, column) && (gaps->certain || sum_confirms(row, column)))
		row_spread(row, column);
}

void
fill_by_gaps(Tables *tables)
{
	Gaps		gaps = gaps_of_whole_rows(tables);
	ListCell   *lc;

	gaps.certain = gaps.certain || rows_fit_gaps(tables, &gaps);
	foreach(lc, tables->rows)
		if (is_lost_column(lfirst(lc)))
			fill_row(&gaps, lfirst(lc));
}
