/*
 * repair_search.c
 *	  The smallest sets of cells that repair one part of the equations.
 *
 * Depth first, one cell after the other is set free, with a budget of weight
 * that grows until there is an answer.  A row of the tableau that cannot hold is
 * a combination of equations, and one of the fixed cells in it must change.
 * These are tried in turn.  A cell that has been tried stays fixed while the
 * others are, so that no set is met twice or missed.  Every row that cannot hold
 * needs a cell that helps it, which bounds the number of cells from below.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "repair/repair_search.h"
#include "repair/tableau_integer.h"

/* Steps after which a search is given up: a few seconds. */
#define STEPS_MAX		100000

/* A larger budget allows nothing more. */
#define NO_BUDGET		PG_INT32_MAX

/* A cell that helps so many rows counts as helping all. */
#define HELPED_MAX		127

typedef struct Search
{
	const RepairProblem *problem;
	int			ncolumns;
	int64	   *value;
	int		   *weight;
	int			least_weight;
	bool	   *barred;			/* must not change */
	Tableau    *level[REPAIR_CELLS_MAX + 1];	/* by the number of cells chosen */
	int			chosen[REPAIR_CELLS_MAX];
	int			nchosen;
	int			spent;
	int			budget;
	int			next_budget;	/* the least that allows a step refused so far */
	bool		short_of_cells; /* more cells might have helped */
	bool		stopped;
	int			steps;
	int64		nfound;
	List	   *found;
} Search;

static Search *
begin_search(const RepairProblem *problem)
{
	const Tableau *tableau = problem->tableau;
	Search	   *search = palloc0(sizeof(Search));

	search->problem = problem;
	search->ncolumns = tableau->ncolumns;
	search->value = palloc0(search->ncolumns * sizeof(int64));
	search->weight = palloc0(search->ncolumns * sizeof(int));
	search->barred = palloc0(search->ncolumns * sizeof(bool));
	search->least_weight = REPAIR_WEIGHT_MAX;
	for (int c = 0; c < search->ncolumns; c++)
	{
		int			cell = problem->cell[c];

		search->value[c] = problem->equations->vector->value[cell];
		search->weight[c] = problem->options->weight[cell];
		search->barred[c] = cellset_has(&problem->options->sure, cell);
		if (!search->barred[c] && tableau->kind[c] == TABLEAU_FIXED)
			search->least_weight = Min(search->least_weight, search->weight[c]);
	}
	search->level[0] = tableau_clone(tableau);
	return search;
}

static int
cells_left(const Search *search)
{
	return search->problem->cells_allowed - search->nchosen;
}

/* How a column could change to help a row. */
#define HELP_LARGER		1
#define HELP_SMALLER	2

/* Returns the changes of a column that could help a row, 0 if there are none. */
static int
help_for(const Search *search, const Tableau *tableau, int row, int column)
{
	int32		entry = tableau_row(tableau, row)[column];
	int64		divisor;
	int			smaller;

	if (entry == 0 || tableau->kind[column] != TABLEAU_FIXED || search->barred[column])
		return 0;
	smaller = search->value[column] > 0 ||
		cell_kind(search->problem->cell[column]) == TABLEAU_UNBOUNDED ? HELP_SMALLER : 0;
	if (tableau->basic[row] >= 0)
	{
		divisor = tableau_row_remainder(tableau, row);
		if (divisor != 0)
			return entry % divisor != 0 ? HELP_LARGER | smaller : 0;
	}
	return (entry > 0) == (tableau->constant[row] > 0) ? HELP_LARGER : smaller;
}

/*
 * A lower bound of the cells that help all the rows, or -1 if no number of
 * cells does.  A cell helps only rows that need it to change in the same
 * direction; it takes the fewest if they are those that help the most rows.
 */
static int
cells_needed(const Search *search, const Tableau *tableau, const int *rows, int nrows)
{
	int			helped[HELPED_MAX + 1] = {0};	/* columns by the number of rows they help */
	int			needed = 0;

	for (int i = 0; i < nrows; i++)
	{
		bool		any = false;

		for (int c = 0; c < search->ncolumns && !any; c++)
			any = help_for(search, tableau, rows[i], c) != 0;
		if (!any)
			return -1;
	}
	for (int c = 0; c < search->ncolumns; c++)
	{
		int			larger = 0;
		int			smaller = 0;

		if (tableau->kind[c] != TABLEAU_FIXED || search->barred[c])
			continue;
		for (int i = 0; i < nrows; i++)
		{
			int			help = help_for(search, tableau, rows[i], c);

			larger += (help & HELP_LARGER) != 0;
			smaller += (help & HELP_SMALLER) != 0;
		}
		helped[Min(Max(larger, smaller), HELPED_MAX)]++;
	}
	for (int n = HELPED_MAX; n > 0 && nrows > 0; n--)
		for (; helped[n] > 0 && nrows > 0; helped[n]--)
		{
			nrows -= n == HELPED_MAX ? nrows : n;
			needed++;
		}
	return nrows > 0 ? -1 : needed;
}

/* The row with the fewest cells that could help it. */
static int
narrowest_row(const Search *search, const Tableau *tableau, const int *rows, int nrows)
{
	int			best = -1;
	int			best_width = 0;

	for (int i = 0; i < nrows; i++)
	{
		int			width = 0;

		for (int c = 0; c < search->ncolumns; c++)
			width += help_for(search, tableau, rows[i], c) != 0;
		if (best < 0 || width < best_width)
		{
			best = rows[i];
			best_width = width;
		}
	}
	return best;
}

/*
 * Could this cell, as the last one, satisfy the rows without a free cell, and
 * the others that fail?
 */
static bool
fits_alone(const Search *search, const Tableau *tableau, int column)
{
	bool		changed = false;
	int128		change = 0;

	for (int r = 0; r < tableau->nrows; r++)
	{
		int32		entry = tableau_row(tableau, r)[column];
		int128		constant = tableau->constant[r];

		if (tableau->basic[r] >= 0 || (entry == 0 && constant == 0))
			continue;
		if (entry == 0 || constant % entry != 0 || (changed && change != constant / entry))
			return false;
		change = constant / entry;
		changed = true;
	}
	if (!changed)
		return true;
	for (int r = 0; r < tableau->nrows; r++)
		if (tableau->basic[r] >= 0 && tableau->constant[r] < 0 &&
			tableau->constant[r] < tableau_row(tableau, r)[column] * change &&
			tableau_row_is_short(tableau, r))
			return false;
	return search->value[column] + change >= 0 ||
		cell_kind(search->problem->cell[column]) == TABLEAU_UNBOUNDED;
}

/* Fills in the values that the cell can have.  Returns false if they are too large for a cell. */
static bool
set_change(Tableau *tableau, int column, Change *change)
{
	int128		low;
	int128		high;

	change->has_low = tableau_extreme(tableau, column, -1, &low) != TABLEAU_NO;
	change->has_high = tableau_extreme(tableau, column, 1, &high) != TABLEAU_NO;
	if (tableau->gave_up)
	{
		/* nothing else is certain */
		low = 0;
		change->has_low = tableau->kind[column] == TABLEAU_FREE;
		change->has_high = false;
	}
	if ((change->has_low && low > PG_INT64_MAX) || (change->has_high && high < PG_INT64_MIN))
		return false;
	if (change->has_low && low < PG_INT64_MIN)
		change->has_low = false;
	if (change->has_high && high > PG_INT64_MAX)
		change->has_high = false;
	change->low = change->has_low ? (int64) low : 0;
	change->high = change->has_high ? (int64) high : 0;
	return true;
}

static int
compare_columns(const void *a, const void *b)
{
	return *(const int *) a - *(const int *) b;
}

/* Adds the chosen cells to the repairs found, unless a value is too large for its cell. */
static bool
add_found(Search *search, Tableau *tableau)
{
	Repair	   *repair = palloc0(sizeof(Repair));
	int			column[REPAIR_CELLS_MAX];

	repair->nchanges = search->nchosen;
	repair->weight = search->spent;
	repair->change = palloc0(search->nchosen * sizeof(Change));
	memcpy(column, search->chosen, search->nchosen * sizeof(int));
	qsort(column, search->nchosen, sizeof(int), compare_columns);
	for (int i = 0; i < search->nchosen; i++)
	{
		Change	   *change = &repair->change[i];

		change->cell = search->problem->cell[column[i]];
		change->place = search->problem->place[column[i]];
		change->old = search->value[column[i]];
		if (!set_change(tableau, column[i], change))
			return false;
	}
	search->nfound++;
	search->found = lappend(search->found, repair);
	return true;
}

/* Is there so much weight left?  If not, notes the budget that it takes. */
static bool
budget_allows(Search *search, int weight)
{
	if (search->spent + weight <= search->budget)
		return true;
	search->next_budget = Min(search->next_budget, search->spent + weight);
	return false;
}

static void search_deeper(Search *search);

/* Sets one more cell free and searches on from there. */
static void
choose_cell(Search *search, const Tableau *tableau, int column)
{
	int			next = search->nchosen + 1;

	if (search->level[next] == NULL)
		search->level[next] = tableau_clone(tableau);
	else
		tableau_copy(search->level[next], tableau);
	tableau_set_free(search->level[next], column, cell_kind(search->problem->cell[column]),
					 search->value[column]);
	search->chosen[search->nchosen++] = column;
	search->spent += search->weight[column];
	search_deeper(search);
	search->spent -= search->weight[column];
	search->nchosen--;
}

/* Tries all cells that could help a row, or every cell if the row is -1. */
static void
try_cells(Search *search, const Tableau *tableau, int row)
{
	int		   *tried = palloc(search->ncolumns * sizeof(int));
	int			ntried = 0;

	for (int c = 0; c < search->ncolumns && !search->stopped; c++)
	{
		bool		is_last;

		if (row < 0 ? tableau->kind[c] != TABLEAU_FIXED || search->barred[c] :
			help_for(search, tableau, row, c) == 0)
			continue;
		if (cells_left(search) == 0)
		{
			search->short_of_cells = true;
			break;
		}
		if (!budget_allows(search, search->weight[c]))
			continue;
		is_last = cells_left(search) == 1 ||
			search->spent + search->weight[c] + search->least_weight > search->budget;
		if (is_last && !fits_alone(search, tableau, c))
		{
			/* together with others it might help */
			if (cells_left(search) == 1)
				search->short_of_cells = true;
			else
				budget_allows(search, search->weight[c] + search->least_weight);
			continue;
		}
		choose_cell(search, tableau, c);
		search->barred[c] = true;
		tried[ntried++] = c;
	}
	for (int i = 0; i < ntried; i++)
		search->barred[tried[i]] = false;
	pfree(tried);
}

static int
failing_rows(const Tableau *tableau, int *rows)
{
	int			nrows = 0;

	for (int r = 0; r < tableau->nrows; r++)
		if (tableau_row_fails(tableau, r))
			rows[nrows++] = r;
	return nrows;
}

/* Is this branch finished: an integer solution recorded, or the solver gave up? */
static bool
is_settled(Search *search, Tableau *tableau)
{
	int			row;

	switch (tableau_solve(tableau, &row))
	{
		case TABLEAU_NO:
			return false;
		case TABLEAU_YES:
			break;
		default:
			search->stopped = true;
			return true;
	}
	switch (tableau_has_whole(tableau))
	{
		case TABLEAU_YES:
			if (search->nfound < REPAIRS_KEPT)
				return add_found(search, tableau);
			search->nfound++;
			return true;
		case TABLEAU_NO:
			return false;
		default:
			search->stopped = true;
			return true;
	}
}

/* Finds the repairs within the budget that have the cells chosen so far. */
static void
search_deeper(Search *search)
{
	Tableau    *tableau = search->level[search->nchosen];
	int		   *rows;
	int			nrows;

	CHECK_FOR_INTERRUPTS();
	if (search->steps++ >= STEPS_MAX || tableau->gave_up)
	{
		search->stopped = true;
		return;
	}
	rows = palloc(tableau->nrows * sizeof(int) + 1);
	nrows = failing_rows(tableau, rows);
	if (nrows == 0 && !is_settled(search, tableau))
	{
		/* recompute, the solver has pivoted; empty if only integrality fails */
		nrows = failing_rows(tableau, rows);
		if (nrows == 0)
			try_cells(search, tableau, -1);
	}
	if (nrows > 0)
	{
		int			needed = cells_needed(search, tableau, rows, nrows);

		if (needed > cells_left(search))
			search->short_of_cells = true;
		else if (needed >= 0 && budget_allows(search, needed * search->least_weight))
			try_cells(search, tableau, narrowest_row(search, tableau, rows, nrows));
	}
	pfree(rows);
}

/* Is it a count below zero?  That is wrong whatever the equations say. */
static bool
is_negative(const Search *search, int column)
{
	return search->value[column] < 0 && search->level[0]->kind[column] == TABLEAU_FIXED &&
		cell_kind(search->problem->cell[column]) != TABLEAU_UNBOUNDED;
}

/* Chooses all counts below zero.  Returns false if one of them must not change. */
static bool
choose_negative_cells(Search *search)
{
	for (int c = 0; c < search->ncolumns; c++)
		if (is_negative(search, c) && search->barred[c])
			return false;
	for (int c = 0; c < search->ncolumns; c++)
	{
		if (!is_negative(search, c))
			continue;
		if (cells_left(search) == 0)
		{
			search->short_of_cells = true;
			return false;
		}
		tableau_set_free(search->level[0], c, TABLEAU_FREE, search->value[c]);
		search->chosen[search->nchosen++] = c;
		search->spent += search->weight[c];
	}
	search->level[search->nchosen] = search->level[0];
	return true;
}

RepairPart *
repair_search(const RepairProblem *problem)
{
	Search	   *search = begin_search(problem);
	RepairPart *part = palloc0(sizeof(RepairPart));

	part->cells_allowed = problem->cells_allowed;
	part->a_cell = problem->cell[0];
	part->is_row = true;
	for (int c = 0; c < search->ncolumns; c++)
	{
		if (cell_info[problem->cell[c]].row != cell_info[part->a_cell].row)
			part->is_row = false;
		if (search->weight[c] != 1)
			part->is_weighted = true;
		if (search->barred[c])
			part->has_sure = true;
	}
	search->next_budget = NO_BUDGET;
	if (choose_negative_cells(search))
		for (search->budget = search->spent;; search->budget = search->next_budget)
		{
			search->next_budget = NO_BUDGET;
			search_deeper(search);
			if (search->nfound > 0 || search->stopped || search->next_budget == NO_BUDGET)
				break;
		}
	part->weight = search->budget;
	part->count = search->nfound;
	part->counted = !search->stopped;
	part->repairs = search->found;
	part->state = search->nfound > 0 ? REPAIR_FOUND : search->stopped ? REPAIR_STOPPED :
		search->short_of_cells ? REPAIR_BEYOND : REPAIR_IMPOSSIBLE;
	return part;
}
