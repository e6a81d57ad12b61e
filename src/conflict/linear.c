/*
 * linear.c
 *	  Are there values of variables that keep all of their sums within bounds?
 *
 * The simplex method in the form of Dutertre and de Moura (A Fast Linear-
 * Arithmetic Solver for DPLL(T), 2006).  Every variable has a value and
 * perhaps bounds.  The tableau gives each basic variable, a row, as a sum of
 * the others, the columns.  The values always agree with the tableau, and
 * those of the columns are always within their bounds; solving moves the rows
 * into theirs.  Bounds can therefore be taken away at any time, and rows and
 * columns be added, without starting anew.
 *
 * The first pivots are chosen so that little changes, later ones by the lowest
 * variable (Bland's rule), so that solving ends.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "conflict/linear.h"

/* More rows are given up; one report has some 45 statutory relations. */
#define ROWS_MAX		400

/* Pivots after which the lowest variable is taken; few questions need so many. */
#define PIVOTS_MAX		100

/* Variables and columns there is room for at first. */
#define INITIAL_ROOM	64

typedef struct Variable
{
	Fraction	value;
	LinearRange range;
	int			owner;			/* of the range */
	bool		is_row;
	int			place;			/* number of the row or column */
} Variable;

struct Linear
{
	int			nvariables;
	int			nrows;
	int			ncolumns;
	int			variables_allocated;
	int			columns_allocated;
	Variable   *variable;
	int			row_variable[ROWS_MAX];
	Fraction   *row[ROWS_MAX];	/* factors of the columns */
	int		   *column_variable;
	int		   *filled;			/* work space: columns with a factor in some row */
	bool		gave_up;
	Bitmapset  *conflict;
};

Linear *
linear_begin(void)
{
	Linear	   *lp = palloc0(sizeof(Linear));

	lp->variables_allocated = lp->columns_allocated = INITIAL_ROOM;
	lp->variable = palloc(lp->variables_allocated * sizeof(Variable));
	lp->column_variable = palloc(lp->columns_allocated * sizeof(int));
	lp->filled = palloc(lp->columns_allocated * sizeof(int));
	return lp;
}

static int
add_variable(Linear *lp, bool is_row, int place)
{
	Variable   *variable;

	if (lp->nvariables == lp->variables_allocated)
	{
		lp->variables_allocated *= 2;
		lp->variable = repalloc(lp->variable, lp->variables_allocated * sizeof(Variable));
	}
	variable = &lp->variable[lp->nvariables];
	memset(variable, 0, sizeof(Variable));
	variable->value = FRACTION_ZERO;
	variable->owner = LINEAR_NO_OWNER;
	variable->is_row = is_row;
	variable->place = place;
	return lp->nvariables++;
}

static void
widen_tableau(Linear *lp)
{
	lp->columns_allocated *= 2;
	lp->column_variable = repalloc(lp->column_variable, lp->columns_allocated * sizeof(int));
	lp->filled = repalloc(lp->filled, lp->columns_allocated * sizeof(int));
	for (int r = 0; r < lp->nrows; r++)
		lp->row[r] = repalloc(lp->row[r], lp->columns_allocated * sizeof(Fraction));
}

int
linear_add_variable(Linear *lp, const LinearRange *range)
{
	int			variable;

	if (lp->ncolumns == lp->columns_allocated)
		widen_tableau(lp);
	variable = add_variable(lp, false, lp->ncolumns);
	lp->column_variable[lp->ncolumns] = variable;
	for (int r = 0; r < lp->nrows; r++)
		lp->row[r][lp->ncolumns] = FRACTION_ZERO;
	lp->ncolumns++;
	linear_bind(lp, variable, range, LINEAR_NO_OWNER);
	return variable;
}

/* Adds a product to a fraction; most products are zero. */
static inline void
add_product(Linear *lp, Fraction *sum, Fraction a, Fraction b)
{
	if (fraction_is_zero(a) || fraction_is_zero(b))
		return;
	*sum = fraction_add(*sum, fraction_multiply(a, b));
	if (!fraction_is_number(*sum))
		lp->gave_up = true;
}

int
linear_add_sum(Linear *lp, int nterms, const int *variable, const int128 *coefficient)
{
	Fraction   *row;
	int			sum;

	if (lp->nrows == ROWS_MAX)
	{
		lp->gave_up = true;
		return add_variable(lp, false, -1);
	}
	row = palloc(lp->columns_allocated * sizeof(Fraction));
	for (int c = 0; c < lp->ncolumns; c++)
		row[c] = FRACTION_ZERO;
	sum = add_variable(lp, true, lp->nrows);
	for (int i = 0; i < nterms; i++)
	{
		const Variable *term = &lp->variable[variable[i]];
		Fraction	factor = fraction_of(coefficient[i]);

		add_product(lp, &lp->variable[sum].value, factor, term->value);
		if (!term->is_row)
			add_product(lp, &row[term->place], factor, fraction_of(1));
		else
			for (int c = 0; c < lp->ncolumns; c++)
				add_product(lp, &row[c], factor, lp->row[term->place][c]);
	}
	lp->row[lp->nrows] = row;
	lp->row_variable[lp->nrows] = sum;
	lp->nrows++;
	return sum;
}

/* Is a variable below its bounds (-1), above (1) or within (0)? */
static int
side_of_bounds(const Variable *variable)
{
	if (variable->range.has_low && fraction_compare(variable->value, variable->range.low) < 0)
		return -1;
	if (variable->range.has_high && fraction_compare(variable->value, variable->range.high) > 0)
		return 1;
	return 0;
}

/* The bound on the side where the variable is outside. */
static Fraction
bound_beyond(const Variable *variable, int side)
{
	return fraction_of(side < 0 ? variable->range.low : variable->range.high);
}

/* Changes the value of a column, and with it those of the rows. */
static void
move_column(Linear *lp, int column, Fraction change)
{
	add_product(lp, &lp->variable[lp->column_variable[column]].value, change, fraction_of(1));
	for (int r = 0; r < lp->nrows; r++)
		add_product(lp, &lp->variable[lp->row_variable[r]].value, lp->row[r][column], change);
}

void
linear_bind(Linear *lp, int variable, const LinearRange *range, int owner)
{
	Variable   *bound = &lp->variable[variable];
	int			side;

	bound->range = *range;
	bound->owner = owner;
	if (lp->gave_up || bound->is_row || (side = side_of_bounds(bound)) == 0)
		return;
	move_column(lp, bound->place,
				fraction_add(bound_beyond(bound, side), fraction_negate(bound->value)));
}

void
linear_release(Linear *lp, int variable)
{
	memset(&lp->variable[variable].range, 0, sizeof(LinearRange));
}

/* Of the rows outside their bounds, the one with the lowest variable; or -1. */
static int
row_outside(const Linear *lp)
{
	int			best = -1;

	for (int r = 0; r < lp->nrows; r++)
		if ((best < 0 || lp->row_variable[r] < lp->row_variable[best]) &&
			side_of_bounds(&lp->variable[lp->row_variable[r]]) != 0)
			best = r;
	return best;
}

/* Can a variable go up (1) or down (-1) within its bounds? */
static bool
can_move(const Variable *variable, int direction)
{
	const LinearRange *range = &variable->range;

	if (direction > 0)
		return !range->has_high || fraction_compare(variable->value, range->high) < 0;
	return !range->has_low || fraction_compare(variable->value, range->low) > 0;
}

/* The number of rows with a factor for a column: a pivot on it changes them all. */
static int
column_weight(const Linear *lp, int column)
{
	int			weight = 0;

	for (int r = 0; r < lp->nrows; r++)
		weight += lp->row[r][column].numerator != 0;
	return weight;
}

/*
 * Of the columns that can move a row in a direction, the one in the fewest
 * rows, or with "at_last" the one with the lowest variable; or -1.
 */
static int
entering_column(const Linear *lp, int row, int direction, bool at_last)
{
	int			best = -1;
	int			best_weight = 0;

	for (int c = 0; c < lp->ncolumns; c++)
	{
		int128		factor = lp->row[row][c].numerator;
		int			weight;

		if (factor == 0 ||
			!can_move(&lp->variable[lp->column_variable[c]], factor > 0 ? direction : -direction))
			continue;
		weight = at_last ? lp->column_variable[c] : column_weight(lp, c);
		if (best < 0 || weight < best_weight)
		{
			best = c;
			best_weight = weight;
		}
	}
	return best;
}

/* Solves a row for a column's variable: the two change places. */
static void
turn_row(Linear *lp, int row, int column)
{
	Fraction   *factor = lp->row[row];
	Fraction	inverse = fraction_inverse(factor[column]);

	for (int c = 0; c < lp->ncolumns; c++)
	{
		if (c == column || fraction_is_zero(factor[c]))
			continue;
		factor[c] = fraction_negate(fraction_multiply(factor[c], inverse));
		if (!fraction_is_number(factor[c]))
			lp->gave_up = true;
	}
	factor[column] = inverse;
}

static void
pivot(Linear *lp, int row, int column)
{
	int			leaving = lp->row_variable[row];
	int			entering = lp->column_variable[column];
	int			nfilled = 0;

	turn_row(lp, row, column);
	for (int c = 0; c < lp->ncolumns; c++)
		if (!fraction_is_zero(lp->row[row][c]))
			lp->filled[nfilled++] = c;

	/* the column now stands for the variable that left: put the new row in its place */
	for (int r = 0; r < lp->nrows; r++)
	{
		Fraction	factor = lp->row[r][column];

		if (r == row || fraction_is_zero(factor))
			continue;
		lp->row[r][column] = FRACTION_ZERO;
		for (int i = 0; i < nfilled; i++)
			add_product(lp, &lp->row[r][lp->filled[i]], factor, lp->row[row][lp->filled[i]]);
	}

	lp->row_variable[row] = entering;
	lp->variable[entering].is_row = true;
	lp->variable[entering].place = row;
	lp->column_variable[column] = leaving;
	lp->variable[leaving].is_row = false;
	lp->variable[leaving].place = column;
}

static void
add_owner(Linear *lp, int variable)
{
	if (lp->variable[variable].owner != LINEAR_NO_OWNER)
		lp->conflict = bms_add_member(lp->conflict, lp->variable[variable].owner);
}

/* No column can move the row, so the bounds of all its variables rule one another out. */
static void
find_conflict(Linear *lp, int row)
{
	bms_free(lp->conflict);
	lp->conflict = NULL;
	add_owner(lp, lp->row_variable[row]);
	for (int c = 0; c < lp->ncolumns; c++)
		if (!fraction_is_zero(lp->row[row][c]))
			add_owner(lp, lp->column_variable[c]);
}

LinearAnswer
linear_solve(Linear *lp)
{
	for (int npivots = 0; !lp->gave_up; npivots++)
	{
		int			row = row_outside(lp);
		int			column;
		const Variable *variable;
		int			side;
		Fraction	change;

		CHECK_FOR_INTERRUPTS();
		if (row < 0)
			return LINEAR_FEASIBLE;
		variable = &lp->variable[lp->row_variable[row]];
		side = side_of_bounds(variable);
		column = entering_column(lp, row, -side, npivots >= PIVOTS_MAX);
		if (column < 0)
		{
			find_conflict(lp, row);
			return LINEAR_INFEASIBLE;
		}
		change = fraction_add(bound_beyond(variable, side), fraction_negate(variable->value));
		move_column(lp, column,
					fraction_multiply(change, fraction_inverse(lp->row[row][column])));
		if (!lp->gave_up)
			pivot(lp, row, column);
	}
	return LINEAR_UNKNOWN;
}

Fraction
linear_value(const Linear *lp, int variable)
{
	return lp->variable[variable].value;
}

const Bitmapset *
linear_conflict(const Linear *lp)
{
	return lp->conflict;
}
