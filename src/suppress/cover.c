/*
 * cover.c
 *	  The fewest candidates that satisfy a set of cuts: a bound from below.
 *
 * Columns: the candidates, their number, and a slack for each cut.  The first
 * row says what the number is; its entries, all of one sign, keep it the
 * smallest, while the rows of cuts that are violated are put right.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/fraction.h"
#include "suppress/cover.h"

/* Cuts beyond these would hardly raise the bound. */
#define COVER_ROWS_MAX		800

/* Pivots after which the lowest row and column are taken, so that solving ends. */
#define PIVOTS_MAX			1000

static void
add_slack(Tableau *tableau, int row)
{
	int			slack = tableau->ncolumns++;

	tableau_row(tableau, row)[slack] = 1;
	tableau->basic[row] = slack;
	tableau->place[slack] = row;
	tableau->kind[slack] = TABLEAU_FREE;
}

Cover *
cover_begin(int ncandidates, const Choice *choice)
{
	Cover	   *cover = palloc0(sizeof(Cover));
	int			number = ncandidates;
	Tableau    *tableau = tableau_begin(COVER_ROWS_MAX, ncandidates + 1 + COVER_ROWS_MAX);

	cover->ncandidates = ncandidates;
	cover->choice = choice;
	cover->tableau = tableau;
	tableau->nrows = 1;
	tableau->ncolumns = ncandidates + 1;
	for (int i = 0; i < ncandidates; i++)
	{
		cover->nleft_out += choice[i] == LEFT_OUT;
		if (choice[i] != UNDECIDED)
			continue;
		tableau->kind[i] = TABLEAU_FREE;
		tableau_row(tableau, 0)[i] = -1;
	}
	tableau_row(tableau, 0)[number] = 1;
	tableau->basic[0] = number;
	tableau->place[number] = 0;
	tableau->kind[number] = TABLEAU_UNBOUNDED;
	return cover;
}

void
cover_end(Cover *cover)
{
	tableau_end(cover->tableau);
	pfree(cover);
}

bool
cover_is_open(const Cover *cover)
{
	return !cover->tableau->gave_up && cover->tableau->nrows < COVER_ROWS_MAX;
}

/* The row most in need, or from some pivot on that with the lowest basic column; -1 if all hold. */
static int
leaving_row(const Tableau *tableau, bool lowest)
{
	int			best = -1;

	for (int r = 1; r < tableau->nrows; r++)
		if (tableau->constant[r] < 0 &&
			(best < 0 || (lowest ? tableau->basic[r] < tableau->basic[best] :
						  tableau->constant[r] * tableau_row(tableau, best)[tableau->basic[best]] <
						  tableau->constant[best] * tableau_row(tableau, r)[tableau->basic[r]])))
			best = r;
	return best;
}

/* The column that makes the number grow least; -1 if none can help the row. */
static int
cheapest_column(const Tableau *tableau, int row)
{
	const int32 *entry = tableau_row(tableau, row);
	const int32 *cost = tableau_row(tableau, 0);
	int			best = -1;

	for (int c = 0; c < tableau->ncolumns; c++)
		if (entry[c] < 0 && tableau->kind[c] == TABLEAU_FREE && tableau->place[c] < 0 &&
			(best < 0 || (int64) cost[c] * entry[best] < (int64) cost[best] * entry[c]))
			best = c;
	return best;
}

static bool
solve(Tableau *tableau)
{
	int			row;

	for (int n = 0; !tableau->gave_up && (row = leaving_row(tableau, n > PIVOTS_MAX)) >= 0; n++)
	{
		int			column = cheapest_column(tableau, row);

		CHECK_FOR_INTERRUPTS();
		if (column < 0)
			return false;
		tableau_make_basic(tableau, row, column);
	}
	return true;
}

/* Makes the last row agree with the basis, and gives it a slack. */
static bool
enter_row(Tableau *tableau)
{
	int			row = tableau->nrows++;

	add_slack(tableau, row);
	for (int c = 0; c < tableau->ncolumns - 1; c++)
		if (tableau->place[c] >= 0 && tableau_row(tableau, row)[c] != 0)
			tableau_eliminate(tableau, row, tableau->place[c], c);
	return solve(tableau);
}

/* A candidate can be left out only once. */
static bool
bound_shares(Cover *cover)
{
	Tableau    *tableau = cover->tableau;

	for (int i = 0; i < cover->ncandidates && cover_is_open(cover); i++)
	{
		int			row = tableau->place[i];

		if (row < 0 || tableau->constant[row] <= tableau_row(tableau, row)[i])
			continue;
		tableau_row(tableau, tableau->nrows)[i] = 1;
		tableau->constant[tableau->nrows] = 1;
		if (!enter_row(tableau))
			return false;
		i = -1;
	}
	return true;
}

bool
cover_add(Cover *cover, const ReaderCut *cut)
{
	Tableau    *tableau = cover->tableau;
	int			least = cut->least;

	for (int i = 0; i < cover->ncandidates; i++)
		if (cover->choice[i] == LEFT_OUT)
			least -= cut->weight[i];
	if (least <= 0)
		return true;
	for (int i = 0; i < cover->ncandidates; i++)
		if (cover->choice[i] == UNDECIDED)
			tableau_row(tableau, tableau->nrows)[i] = -Min(cut->weight[i], least);
	tableau->constant[tableau->nrows] = -least;
	return enter_row(tableau) && bound_shares(cover);
}

int
cover_least(const Cover *cover)
{
	const Tableau *tableau = cover->tableau;
	int32		divisor = tableau_row(tableau, 0)[cover->ncandidates];

	if (tableau->gave_up)
		return cover->nleft_out;
	return cover->nleft_out + (int) ((tableau->constant[0] + divisor - 1) / divisor);
}

bool
cover_violates(const Cover *cover, const ReaderCut *cut)
{
	const Tableau *tableau = cover->tableau;
	Fraction	sum = fraction_of(-cut->least);

	for (int i = 0; i < cover->ncandidates; i++)
	{
		int			row = tableau->place[i];
		Fraction	share = FRACTION_ZERO;

		if (cover->choice[i] == LEFT_OUT)
			share = fraction_of(1);
		else if (row >= 0)
			share = fraction_multiply(fraction_of(tableau->constant[row]),
									  fraction_inverse(fraction_of(tableau_row(tableau, row)[i])));
		sum = fraction_add(sum, fraction_multiply(fraction_of(cut->weight[i]), share));
	}
	return fraction_is_number(sum) && fraction_compare(sum, 0) < 0;
}

int
cover_share(const Cover *cover, int candidate)
{
	const Tableau *tableau = cover->tableau;
	int			row = tableau->place[candidate];
	int32		whole;

	if (cover->choice[candidate] != UNDECIDED)
		return cover->choice[candidate] == LEFT_OUT ? 3 : 0;
	if (row < 0 || tableau->constant[row] == 0)
		return 0;
	whole = tableau_row(tableau, row)[candidate];
	return tableau->constant[row] >= whole ? 3 : tableau->constant[row] * 2 >= whole ? 2 : 1;
}

bool
cover_excludes(const Cover *cover, int candidate, int most)
{
	const Tableau *tableau = cover->tableau;
	int32		divisor = tableau_row(tableau, 0)[cover->ncandidates];

	return !tableau->gave_up && cover->choice[candidate] == UNDECIDED &&
		tableau->place[candidate] < 0 &&
		tableau->constant[0] - tableau_row(tableau, 0)[candidate] >
		(int128) (most - cover->nleft_out) * divisor;
}
