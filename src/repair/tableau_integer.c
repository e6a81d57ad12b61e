/*
 * tableau_integer.c
 *	  Whole numbers that satisfy the equations of a tableau.
 *
 * Branch and bound: if the value of a column is a fraction, the column is
 * either at most the whole number below, or at least the one above.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/fraction.h"
#include "repair/tableau_integer.h"

void
tableau_release(Tableau *tableau, int column, int128 value)
{
	int			best = -1;

	tableau_set_free(tableau, column, TABLEAU_FREE, value);
	if (tableau->gave_up || tableau->place[column] >= 0)
		return;

	/* it goes down from its value until a basic column would become negative, and takes the place of that */
	for (int r = 0; r < tableau->nrows; r++)
	{
		int128		entry = tableau_row(tableau, r)[column];

		if (tableau->constant[r] < 0 && tableau->basic[r] >= 0 &&
			tableau->kind[tableau->basic[r]] != TABLEAU_UNBOUNDED &&
			(best < 0 || tableau->constant[r] * tableau_row(tableau, best)[column] > tableau->constant[best] * entry))
			best = r;
	}
	if (best >= 0)
		tableau_make_basic(tableau, best, column);
}

/* The row whose basic column is the first to become zero as a column moves, or -1. */
static int
row_that_limits(const Tableau *tableau, int column, int direction)
{
	int			best = -1;
	int128		best_entry = 0;

	for (int r = 0; r < tableau->nrows; r++)
	{
		int128		entry = (int128) tableau_row(tableau, r)[column] * direction;
		int128		difference;

		if (entry <= 0 || tableau->basic[r] < 0 ||
			tableau->kind[tableau->basic[r]] == TABLEAU_UNBOUNDED)
			continue;
		difference = best < 0 ? 0 :
			tableau->constant[r] * best_entry - tableau->constant[best] * entry;
		if (best < 0 || difference < 0 ||
			(difference == 0 && tableau->basic[r] < tableau->basic[best]))
		{
			best = r;
			best_entry = entry;
		}
	}
	return best;
}

/*
 * The free column that changes a row's basic column most in a direction, before
 * another becomes zero, by moving in the direction *move; or -1.  While none
 * changes it, the lowest is taken: so this ends (Bland's rule).
 */
static int
column_to_move(const Tableau *tableau, int row, int direction, int *move)
{
	const int32 *entry = tableau_row(tableau, row);
	int			best = -1;
	int128		most = -1;

	for (int c = 0; c < tableau->ncolumns; c++)
	{
		int			way = (entry[c] < 0) == (direction > 0) ? 1 : -1;
		int			limit;
		int128		change = 0;

		if (entry[c] == 0 || tableau->kind[c] == TABLEAU_FIXED || tableau->place[c] >= 0 ||
			(way < 0 && tableau->kind[c] != TABLEAU_UNBOUNDED))
			continue;
		limit = row_that_limits(tableau, c, way);
		if (limit >= 0 && tableau->constant[limit] != 0)
			change = 1 + tableau->constant[limit] * abs(entry[c]) / abs(tableau_row(tableau, limit)[c]);
		if (limit >= 0 && change <= most)
			continue;
		best = c;
		*move = way;
		most = change;
		if (limit < 0)
			break;
	}
	return best;
}

bool
tableau_push(Tableau *tableau, int column, int direction, TableauAnswer *answer)
{
	int			move = direction;
	int			entering = column;
	int			leaving;

	*answer = tableau->gave_up ? TABLEAU_UNKNOWN : TABLEAU_YES;
	if (tableau->gave_up)
		return false;
	if (tableau->place[column] >= 0)
		entering = column_to_move(tableau, tableau->place[column], direction, &move);
	else if (direction < 0 && tableau->kind[column] == TABLEAU_FREE)
		return false;
	if (entering < 0)
		return false;
	leaving = row_that_limits(tableau, entering, move);
	if (leaving < 0)
	{
		*answer = TABLEAU_NO;
		return false;
	}
	tableau_make_basic(tableau, leaving, entering);
	return true;
}

/* The extreme over the rationals; read it off the column's row. */
static TableauAnswer
rational_extreme(Tableau *tableau, int column, int direction)
{
	TableauAnswer answer;

	while (tableau_push(tableau, column, direction, &answer))
		CHECK_FOR_INTERRUPTS();
	return answer;
}

void
tableau_note_helpful(const Tableau *tableau, int row)
{
	const int32 *entry = tableau_row(tableau, row);
	bool		is_short;
	int64		divisor;

	if (tableau->helpful == NULL)
		return;
	is_short = tableau->basic[row] >= 0 && tableau_row_is_short(tableau, row);
	divisor = tableau_row_remainder(tableau, row);
	for (int c = 0; c < tableau->ncolumns; c++)
	{
		if (entry[c] == 0 || tableau->kind[c] != TABLEAU_FIXED)
			continue;
		if (is_short)
			tableau->helpful[c] |= entry[c] < 0 ? TABLEAU_LARGER : TABLEAU_SMALLER;
		else if (divisor == 0 || entry[c] % divisor != 0)
			tableau->helpful[c] |= TABLEAU_LARGER | TABLEAU_SMALLER;
	}
}

static int
count_free(const Tableau *tableau, int row)
{
	int			n = 0;

	for (int c = 0; c < tableau->ncolumns; c++)
		n += tableau_row(tableau, row)[c] != 0 && tableau->kind[c] != TABLEAU_FIXED;
	return n;
}

/* The basic column with a fraction as its value and the fewest free columns in its row, or -1. */
static int
fractional_column(const Tableau *tableau)
{
	int			best = -1;
	int			best_count = 0;

	for (int r = 0; r < tableau->nrows; r++)
	{
		int			column = tableau->basic[r];
		int			count;

		if (column < 0 || tableau->constant[r] % tableau_row(tableau, r)[column] == 0)
			continue;
		count = count_free(tableau, r);
		if (best < 0 || count < best_count || (count == best_count && column < best))
		{
			best = column;
			best_count = count;
		}
	}
	return best;
}

/* Is there a row that cannot hold in whole numbers by itself? */
static bool
has_remainder(const Tableau *tableau)
{
	for (int r = 0; r < tableau->nrows; r++)
		if (tableau->basic[r] >= 0 && tableau_row_remainder(tableau, r) != 0)
		{
			tableau_note_helpful(tableau, r);
			return true;
		}
	return false;
}

/* The value of a free column, rounded down. */
static int128
value_below(const Tableau *tableau, int column)
{
	int			row = tableau->place[column];

	return row < 0 ? 0 : fraction_floor(tableau->constant[row], tableau_row(tableau, row)[column]);
}

bool
tableau_bind(Tableau *tableau, int column, int side, int128 bound)
{
	int			row = tableau->nrows;
	int			slack = tableau->ncolumns;
	int32	   *entry;

	if (row == tableau->height || slack == tableau->width)
		return false;
	tableau->nrows++;
	tableau->ncolumns++;
	for (int r = 0; r <= row; r++)
		tableau_row(tableau, r)[slack] = 0;
	entry = tableau_row(tableau, row);
	memset(entry, 0, tableau->ncolumns * sizeof(int32));
	entry[column] = side;
	entry[slack] = 1;
	tableau->constant[row] = side * bound;
	tableau->basic[row] = slack;
	tableau->place[slack] = row;
	tableau->kind[slack] = TABLEAU_FREE;
	if (tableau->place[column] >= 0)
		tableau_eliminate(tableau, row, tableau->place[column], column);
	return true;
}

/*
 * Splits on a column whose value is a fraction.  Finds the better extreme of
 * both sides, or with direction 0 whether there is an integer solution at all.
 */
static TableauAnswer
branch_on_fraction(const Tableau *tableau, int column, int direction, int128 *value, int fraction, Tableau **whole)
{
	TableauAnswer answer = TABLEAU_NO;

	if (has_remainder(tableau))
		return TABLEAU_NO;
	for (int side = 1; side >= -1; side -= 2)
	{
		Tableau    *half = tableau_clone(tableau);
		int128		below = value_below(tableau, fraction);
		int128		found = 0;
		TableauAnswer there = TABLEAU_UNKNOWN;
		int			row;

		if (tableau_bind(half, fraction, side, side > 0 ? below : below + 1))
			there = tableau_solve(half, &row);
		if (there == TABLEAU_NO)
			tableau_note_helpful(half, row);
		if (there == TABLEAU_YES && direction != 0 && rational_extreme(half, column, direction) != TABLEAU_YES)
			there = TABLEAU_UNKNOWN;
		if (there == TABLEAU_YES)
		{
			int			next = fractional_column(half);

			if (next >= 0)
				there = branch_on_fraction(half, column, direction, &found, next, whole);
			else if (direction != 0)
				found = value_below(half, column);
			else if (whole != NULL)
				*whole = tableau_clone(half);
		}
		tableau_end(half);
		if (there == TABLEAU_UNKNOWN)
			answer = TABLEAU_UNKNOWN;
		if (there != TABLEAU_YES)
			continue;
		if (direction == 0)
			return TABLEAU_YES;
		if (answer == TABLEAU_NO || (answer == TABLEAU_YES && (found - *value) * direction > 0))
			*value = found;
		if (answer == TABLEAU_NO)
			answer = TABLEAU_YES;
	}
	return answer;
}

TableauAnswer
tableau_find_whole(const Tableau *tableau, Tableau **whole)
{
	int			fraction = fractional_column(tableau);

	if (fraction >= 0)
		return branch_on_fraction(tableau, -1, 0, NULL, fraction, whole);
	if (whole != NULL)
		*whole = tableau_clone(tableau);
	return TABLEAU_YES;
}

TableauAnswer
tableau_has_whole(const Tableau *tableau)
{
	return tableau_find_whole(tableau, NULL);
}

TableauAnswer
tableau_extreme(Tableau *tableau, int column, int direction, int128 *value)
{
	TableauAnswer answer = rational_extreme(tableau, column, direction);
	int			fraction;
	int128		bound;

	*value = 0;
	if (answer != TABLEAU_YES)
		return answer;
	*value = value_below(tableau, column);
	fraction = fractional_column(tableau);
	if (fraction < 0)
		return TABLEAU_YES;
	bound = *value;
	if (direction < 0 && tableau->place[column] >= 0 &&
		tableau->constant[tableau->place[column]] %
		tableau_row(tableau, tableau->place[column])[column] != 0)
		bound++;
	answer = branch_on_fraction(tableau, column, direction, value, fraction, NULL);
	if (answer == TABLEAU_YES)
		return TABLEAU_YES;
	*value = bound;
	return TABLEAU_UNKNOWN;
}
