/*
 * guess_places.c
 *	  Empty cells of which only blanks are left on their line.
 *
 * If columns are set out with blanks, an empty cell leaves more of them.  A row of
 * a headed table gets its empty cells back if its numbers stand under those of whole
 * rows, or under the labels of columns.
 */
#include "postgres.h"

#include "table/guess_places.h"
#include "table/shape.h"
#include "table/thresholds.h"

/* How lines are set out: by code points, as in the text of a PDF, or by places on a screen. */
typedef enum Measure
{
	BY_POINTS,
	BY_SCREEN
} Measure;

/* Returns twice the place of its middle. */
static int
middle(const DataCell *data, Measure measure)
{
	return data->from + data->to + (measure == BY_SCREEN ? 2 * data->wide : 0);
}

/* Are columns set out: at least two blanks between any two numbers? */
static bool
row_is_set_out(const ReadRow *row)
{
	for (int i = 1; i < row->line.ndata; i++)
		if (row->line.data[i].from < row->line.data[i - 1].to + 2)
			return false;
	return true;
}

/* Are all its numbers just as far apart as two blanks?  Then these part them, and set out no columns. */
static bool
row_is_parted_by_two(const ReadRow *row)
{
	for (int i = 1; i < row->line.ndata; i++)
		if (row->line.data[i].from > row->line.data[i - 1].to + 2)
			return false;
	return true;
}

/*
 * Finds the columns of a line's numbers by those of a whole row on the same page.
 * Each number must be much closer to one of them than that one is to its neighbours.
 */
static bool
columns_by_place(const ReadRow *row, const ReadRow *whole, Measure measure, int *column)
{
	int			last = -1;

	if (!row_is_set_out(row) || !row_is_set_out(whole) || row_is_parted_by_two(whole))
		return false;
	for (int i = 0; i < row->line.ndata; i++)
	{
		int			x = middle(&row->line.data[i], measure);
		int			best = -1;

		for (int c = 0; c < whole->line.ndata; c++)
		{
			const DataCell *data = &whole->line.data[c];
			int			at = middle(data, measure);
			int			to_next = c + 1 < whole->line.ndata ? middle(data + 1, measure) - at : PG_INT32_MAX;
			int			to_last = c > 0 ? at - middle(data - 1, measure) : PG_INT32_MAX;

			if (abs(x - at) * PLACES_MUCH_SMALLER < Min(to_next, to_last))
				best = c;
		}
		if (best <= last)
			return false;
		column[i] = last = best;
	}
	return true;
}

/* Is it a row of a headed table whose numbers stand on one line? */
static bool
is_line(const ReadRow *row)
{
	return shape_is(row->line.table, SHAPE_HEADED) && row->in_lines && row->on_one_line;
}

static bool
is_full_line(const ReadRow *row, int page)
{
	return is_line(row) && row->page == page && row_is_full(row);
}

/* Returns how much places within the columns vary, over the whole rows of a page. */
static int
spread_of_columns(const Tables *tables, int page, Measure measure)
{
	int			sum = 0;

	for (int column = 0; column < LINE_CELLS_MAX; column++)
	{
		int			least = PG_INT32_MAX;
		int			most = 0;
		ListCell   *lc;

		foreach(lc, tables->rows)
		{
			const ReadRow *row = lfirst(lc);
			int			x;

			if (!is_full_line(row, page) || column >= row->line.ndata)
				continue;
			x = middle(&row->line.data[column], measure);
			least = Min(least, x);
			most = Max(most, x);
		}
		sum += Max(most - least, 0);
	}
	return sum;
}

/* Returns how much the places of the last numbers on lines vary on a page; most are totals. */
static int
spread_of_ends(const Tables *tables, int page, Measure measure)
{
	int			least = PG_INT32_MAX;
	int			most = 0;
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		const ReadRow *row = lfirst(lc);
		int			x;

		if (!is_line(row) || row->page != page || row->line.ndata < 2)
			continue;
		x = middle(&row->line.data[row->line.ndata - 1], measure);
		least = Min(least, x);
		most = Max(most, x);
	}
	return Max(most - least, 0);
}

/* Are lines clearly set out by code points?  Their ends tell if whole rows do not. */
static bool
ends_tell_points(const Tables *tables, int page)
{
	int			by_points = spread_of_ends(tables, page, BY_POINTS);

	return by_points <= ENDS_APART_MAX && by_points * PLACES_MUCH_SMALLER < spread_of_ends(tables, page, BY_SCREEN);
}

/* Does the last number of a line stand in the column of the total, set out as a whole row is? */
static bool
ends_in_total(const ReadRow *row, const ReadRow *whole)
{
	int			column[LINE_DATA_MAX];

	for (int measure = BY_POINTS; measure <= BY_SCREEN; measure++)
		if (columns_by_place(row, whole, measure, column) && column[row->line.ndata - 1] == row->line.shape->total)
			return true;
	return false;
}

/*
 * Do all lines of a page that end in their sums end elsewhere than in the column of the total, by its first whole row?
 * Then their numbers have moved up over the empty cells.
 */
static bool
numbers_have_moved(const Tables *tables, int page)
{
	const ReadRow *whole = NULL;
	bool		moved = false;
	ListCell   *lc;

	foreach(lc, tables->rows)
		if (whole == NULL && is_full_line(lfirst(lc), page))
			whole = lfirst(lc);
	if (whole == NULL || !row_is_set_out(whole) || row_is_parted_by_two(whole))
		return false;
	foreach(lc, tables->rows)
	{
		const ReadRow *row = lfirst(lc);

		if (!is_line(row) || row->page != page || row->line.ndata < 2 || row_is_full(row) ||
			line_is_zero(&row->line) || row_sum(row) != EVIDENCE_HOLDS)
			continue;
		if (ends_in_total(row, whole))
			return false;
		moved = true;
	}
	return moved;
}

/* Puts the empty cells of a row behind its numbers. */
static void
fill_behind(ReadRow *row)
{
	int			column[LINE_DATA_MAX];

	for (int i = 0; i < row->line.ndata; i++)
		column[i] = i;
	row_spread(row, column);
}

/* Fills a row by the whole rows before and after it on its page, which must agree. */
static void
fill_by_place(const Tables *tables, ReadRow *row)
{
	int			by_points = spread_of_columns(tables, row->page, BY_POINTS);
	int			by_screen = spread_of_columns(tables, row->page, BY_SCREEN);
	Measure		measure = by_screen < by_points ? BY_SCREEN : BY_POINTS;
	const ReadRow *before = NULL;
	const ReadRow *after = NULL;
	bool		passed = false;
	int			column[LINE_DATA_MAX];
	int			other[LINE_DATA_MAX];
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		const ReadRow *whole = lfirst(lc);

		if (whole == row)
			passed = true;
		if (!is_full_line(whole, row->page))
			continue;
		if (!passed)
			before = whole;
		else if (after == NULL)
			after = whole;
	}
	if (before == NULL)
		before = after;
	if (after == NULL)
		after = before;
	if (before == NULL || !columns_by_place(row, before, measure, column) ||
		!columns_by_place(row, after, measure, other) ||
		memcmp(column, other, row->line.ndata * sizeof(int)) != 0)
		return;
	/* one whole row does not tell how its line is set out */
	if (by_points == by_screen && !ends_tell_points(tables, row->page) &&
		(!columns_by_place(row, before, BY_SCREEN, other) ||
		 memcmp(column, other, row->line.ndata * sizeof(int)) != 0))
		return;
	row_spread(row, column);
}

/* Returns the column whose label, on the same page, is above a number; -1 if not just one is. */
static int
column_under_head(const Tables *tables, const ReadRow *row, int i)
{
	const DataCell *data = &row->line.data[i];
	int			found = -1;

	for (int column = 0; column < row->line.shape->columns; column++)
	{
		const HeadPlace *head = &tables->head[column];

		if (!head->seen || head->page != row->page || data->from >= head->to || data->to <= head->from)
			continue;
		if (found >= 0)
			return -1;
		found = column;
	}
	return found;
}

/* Is the last number under "total", and the sum of the others? */
static bool
ends_under_total(const Tables *tables, const ReadRow *row)
{
	int			last = row->line.ndata - 1;

	return last >= 1 && row_is_set_out(row) && column_under_head(tables, row, last) == row->line.shape->total &&
		row_sum(row) == EVIDENCE_HOLDS;
}

/*
 * Does the row show the place of the first column?  The label of that column is
 * often out of place; a number before one below the second label is in the first.
 */
static bool
shows_first_column(const Tables *tables, const ReadRow *row)
{
	return row->line.ndata > 2 && ends_under_total(tables, row) &&
		column_under_head(tables, row, 0) <= 0 && column_under_head(tables, row, 1) == 1;
}

/* Lists the places of the first number in rows that show the first column. */
static List *
first_columns(const Tables *tables)
{
	List	   *places = NIL;
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		const ReadRow *row = lfirst(lc);
		HeadPlace  *place;

		if (!is_line(row) || !shows_first_column(tables, row))
			continue;
		place = palloc(sizeof(HeadPlace));
		*place = (HeadPlace) {true, row->page, row->line.data[0].from, row->line.data[0].to};
		places = lappend(places, place);
	}
	return places;
}

static bool
is_in_first_column(List *places, const ReadRow *row)
{
	ListCell   *lc;

	foreach(lc, places)
	{
		const HeadPlace *place = lfirst(lc);

		if (place->page == row->page && row->line.data[0].from < place->to && row->line.data[0].to > place->from)
			return true;
	}
	return false;
}

static void
fill_by_heads(const Tables *tables, List *places, ReadRow *row)
{
	int			column[LINE_DATA_MAX];
	int			last = -1;

	if (!ends_under_total(tables, row))
		return;
	for (int i = 0; i < row->line.ndata; i++)
	{
		column[i] = column_under_head(tables, row, i);
		if (i == 0 && column[i] < 0 && is_in_first_column(places, row))
			column[i] = 0;
		if (column[i] <= last)
			return;
		last = column[i];
	}
	row_spread(row, column);
}

void
fill_by_places(Tables *tables)
{
	List	   *places = first_columns(tables);
	List	   *moved = NIL;
	List	   *others = NIL;
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		ReadRow    *row = lfirst(lc);

		if (!is_line(row) || row->line.ndata == 0 || row->line.ndata >= row->line.shape->columns)
			continue;
		if (numbers_have_moved(tables, row->page))
			moved = lappend(moved, row);
		else
			others = lappend(others, row);
	}
	foreach(lc, moved)
		fill_behind(lfirst(lc));
	foreach(lc, others)
	{
		ReadRow    *row = lfirst(lc);

		fill_by_place(tables, row);
		if (row->line.ndata < row->line.shape->columns)
			fill_by_heads(tables, places, row);
	}
}
