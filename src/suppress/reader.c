/*
 * reader.c
 *	  What a reader of a table can work out about the cells left out of it.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "nodes/bitmapset.h"

#include "common/fraction.h"
#include "repair/tableau_integer.h"
#include "suppress/reader.h"

/* The values that a secret was seen to have in solutions in whole numbers. */
typedef struct Seen
{
	int32		low;
	int32		high;
} Seen;

#define NOT_LOOKED_AT	(-1)

/* A solution: the candidates that have another number in it than in truth, and the numbers of the secrets. */
typedef struct Solution
{
	Bitmapset  *changed;
	int32		number[FLEXIBLE_ARRAY_MEMBER];
} Solution;

static bool
seen_enough(const Seen *seen)
{
	return seen->high >= seen->low + SUPPRESSED_VALUES - 1;
}

static bool
is_whole(const Tableau *tableau)
{
	for (int r = 0; r < tableau->nrows; r++)
	{
		int			column = tableau->basic[r];

		if (column >= 0 && tableau_row(tableau, r)[column] != 1 &&
			tableau->constant[r] % tableau_row(tableau, r)[column] != 0)
			return false;
	}
	return true;
}

/* The number of a free column in a solution in whole numbers. */
static int128
number_of(const Tableau *tableau, int column)
{
	int			row = tableau->place[column];

	return row < 0 ? 0 : tableau->constant[row] / tableau_row(tableau, row)[column];
}

/* Returns whether the numbers of a solution tell something new. */
static bool
see(const Reader *reader, const Solution *solution, Seen *seen)
{
	bool		any = false;

	for (int s = 0; s < reader->nsecrets; s++)
	{
		int32		number = solution->number[s];

		if (number == NOT_LOOKED_AT)
			continue;
		any |= !seen_enough(&seen[s]) && (number < seen[s].low || number > seen[s].high);
		seen[s].low = Min(seen[s].low, number);
		seen[s].high = Max(seen[s].high, number);
	}
	return any;
}

static Bitmapset *
set_of(const Reader *reader, const bool *left_out)
{
	Bitmapset  *set = NULL;

	for (int i = 0; i < reader->ncandidates; i++)
		if (left_out[i])
			set = bms_add_member(set, i);
	return set;
}

static Solution *
new_solution(const Reader *reader)
{
	return palloc(offsetof(Solution, number) + reader->nsecrets * sizeof(int32));
}

/* A solution on the way to one secret's extreme shows numbers of the others too. */
static void
look(Reader *reader, const bool *left_out, const Tableau *tableau, Seen *seen)
{
	Solution   *solution;

	if (tableau->gave_up || !is_whole(tableau))
		return;
	solution = new_solution(reader);
	for (int s = 0; s < reader->nsecrets; s++)
		solution->number[s] = (int32) Min(number_of(tableau, reader->secret[s]), PG_INT32_MAX);
	if (!see(reader, solution, seen))
	{
		pfree(solution);
		return;
	}
	solution->changed = NULL;
	for (int i = 0; i < reader->ncandidates; i++)
		if (left_out[i] && number_of(tableau, reader->candidate[i]) != reader->value[i])
			solution->changed = bms_add_member(solution->changed, i);
	reader->solutions = lappend(reader->solutions, solution);
}

/* What solutions known already show, if they change only what is left out. */
static void
recall(const Reader *reader, const bool *left_out, Seen *seen)
{
	Bitmapset  *set = set_of(reader, left_out);
	ListCell   *lc;

	foreach(lc, reader->solutions)
	{
		const Solution *solution = lfirst(lc);

		if (bms_is_subset(solution->changed, set))
			see(reader, solution, seen);
	}
	bms_free(set);
}

/* Adds a number to a weight.  More than would satisfy any cut is not told apart. */
static void
add_weight(uint8 *weight, int128 number)
{
	*weight = (uint8) Min(*weight + number, SUPPRESSED_VALUES);
}

/*
 * The tableau is at the extreme of a secret in a direction.  Its row says how
 * far the secret gets with nothing left out but what always is, which is
 * returned, rounded in the direction; and how much each candidate adds.
 */
static int128
add_side(const Reader *reader, const bool *left_out, const Tableau *tableau, int secret,
		 int direction, uint8 *weight)
{
	int			row = tableau->place[secret];
	const int32 *entry;
	int128		base;

	if (row < 0)
		return 0;
	entry = tableau_row(tableau, row);
	base = tableau->constant[row];
	for (int i = 0; i < reader->ncandidates; i++)
	{
		int			column = reader->candidate[i];
		int128		factor = (int128) entry[column] * direction;

		if (factor == 0 || tableau->place[column] >= 0)
			continue;
		if (left_out[i])
			base -= entry[column] * reader->value[i];
		if (factor < 0)			/* a larger candidate helps, without limit */
			add_weight(&weight[i], SUPPRESSED_VALUES);
		else
			add_weight(&weight[i], -fraction_floor(-factor * reader->value[i], entry[secret]));
	}
	return direction < 0 ? fraction_floor(base, entry[secret]) :
		-fraction_floor(-base, entry[secret]);
}

/* Any candidate not left out yet: what a set does not keep, none of its subsets keeps. */
static void
ask_for_another(const Reader *reader, const bool *left_out, ReaderCut *cut)
{
	cut->least = 1;
	for (int i = 0; i < reader->ncandidates; i++)
		cut->weight[i] = left_out[i] ? 0 : 1;
}

/*
 * Goes to a secret's extreme over the rationals.  Returns false if the secret is
 * seen to be kept before, or has no limit.
 */
static bool
go_to_extreme(Reader *reader, const bool *left_out, Tableau *tableau, int s, int direction, Seen *seen)
{
	TableauAnswer answer;

	while (tableau_push(tableau, reader->secret[s], direction, &answer))
	{
		CHECK_FOR_INTERRUPTS();
		look(reader, left_out, tableau, seen);
		if (seen_enough(&seen[s]))
			return false;
	}
	return answer != TABLEAU_NO;
}

/*
 * Can a secret be at most (side 1) or at least (-1) a number, in whole numbers?
 * If so it is seen to be, and remembered; which solution it is is not known.
 */
static bool
can_reach(Reader *reader, const bool *left_out, const Tableau *tableau, int s, int side,
		  int32 number, Seen *seen, bool *exact)
{
	Tableau    *bound = tableau_clone(tableau);
	TableauAnswer answer = TABLEAU_UNKNOWN;
	int			row;

	if (tableau_bind(bound, reader->secret[s], side, number))
		answer = tableau_solve(bound, &row);
	if (answer == TABLEAU_YES)
		answer = tableau_has_whole(bound);
	tableau_end(bound);
	if (answer == TABLEAU_UNKNOWN)
		*exact = false;
	if (answer == TABLEAU_YES)
	{
		Solution   *solution = new_solution(reader);

		for (int i = 0; i < reader->nsecrets; i++)
			solution->number[i] = i == s ? number : NOT_LOOKED_AT;
		solution->changed = set_of(reader, left_out);
		see(reader, solution, seen);
		reader->solutions = lappend(reader->solutions, solution);
	}
	return answer == TABLEAU_YES;
}

/* Does a secret keep its range in whole numbers too? */
static bool
keeps_whole_range(Reader *reader, const bool *left_out, const Tableau *tableau, int s, Seen *seen, bool *exact)
{
	const int	wide = SUPPRESSED_VALUES - 1;

	/* the truth is whole, but a completion of blanks may not have been seen */
	if (seen[s].high < 0)
	{
		*exact = false;
		return false;
	}
	for (int above = wide; above > 0 && !seen_enough(&seen[s]); above--)
		if (seen[s].low + above > seen[s].high)
			can_reach(reader, left_out, tableau, s, -1, seen[s].low + above, seen, exact);
	if (!seen_enough(&seen[s]) && seen[s].high >= wide)
		can_reach(reader, left_out, tableau, s, 1, seen[s].high - wide, seen, exact);
	return seen_enough(&seen[s]);
}

/* The cut of a secret, or NULL if it is kept. */
static ReaderCut *
cut_of(Reader *reader, const bool *left_out, Tableau *tableau, int s, Seen *seen, bool *exact)
{
	ReaderCut		   *cut = palloc(sizeof(ReaderCut));
	int128		base[2];
	int128		reached = 0;

	cut->weight = palloc0(Max(reader->ncandidates, 1));
	for (int side = 0; side < 2; side++)
	{
		int			direction = side == 0 ? 1 : -1;

		if (!go_to_extreme(reader, left_out, tableau, s, direction, seen))
			return NULL;
		base[side] = add_side(reader, left_out, tableau, reader->secret[s], direction, cut->weight);
	}
	cut->least = (int) (SUPPRESSED_VALUES - 1 - (base[0] - base[1]));
	for (int i = 0; i < reader->ncandidates; i++)
	{
		cut->weight[i] = Min(cut->weight[i], Max(cut->least, 0));
		reached += left_out[i] ? cut->weight[i] : 0;
	}
	if (!tableau->gave_up && reached < cut->least)
		return cut;

	/* fractions reach far enough: do whole numbers? */
	if (!tableau->gave_up && keeps_whole_range(reader, left_out, tableau, s, seen, exact))
		return NULL;
	*exact &= !tableau->gave_up;
	ask_for_another(reader, left_out, cut);
	return cut;
}

/* The tableau of a set: what is left out of it is free. */
static Tableau *
open_tableau(const Reader *reader, const bool *left_out)
{
	Tableau    *tableau = tableau_clone(reader->tableau);
	int			row;

	for (int i = 0; i < reader->ncandidates; i++)
		if (left_out[i])
			tableau_set_free(tableau, reader->candidate[i], TABLEAU_FREE, reader->value[i]);
	if (tableau_solve(tableau, &row) == TABLEAU_NO)
		elog(ERROR, "the numbers of a report do not satisfy its own relations");
	return tableau;
}

List *
reader_cuts(Reader *reader, const bool *left_out, bool first, bool *exact)
{
	Tableau    *tableau = NULL;
	Seen	   *seen = palloc(Max(reader->nsecrets, 1) * sizeof(Seen));
	List	   *cuts = NIL;

	for (int s = 0; s < reader->nsecrets; s++)
		seen[s] = reader->number == NULL ? (Seen) {PG_INT32_MAX / 2, -1} :
			(Seen) {reader->number[s], reader->number[s]};
	recall(reader, left_out, seen);
	for (int s = 0; s < reader->nsecrets && !(first && cuts != NIL); s++)
	{
		bool		is_new = tableau == NULL;
		bool		sure = true;
		ReaderCut  *cut;

		if (seen_enough(&seen[s]))
			continue;
		if (is_new)
		{
			tableau = open_tableau(reader, left_out);
			look(reader, left_out, tableau, seen);
		}
		cut = cut_of(reader, left_out, tableau, s, seen, &sure);
		if (tableau->gave_up)
		{
			/* one that has not been to the extremes of other secrets may have smaller numbers */
			tableau_end(tableau);
			tableau = NULL;
			if (!is_new)
			{
				s--;
				continue;
			}
		}
		*exact &= sure;
		if (cut != NULL)
			cuts = lappend(cuts, cut);
	}
	if (tableau != NULL)
		tableau_end(tableau);
	pfree(seen);
	return cuts;
}

void
reader_forget_open(Reader *reader)
{
	bool	   *all = palloc(Max(reader->ncandidates, 1));
	Reader		whole = *reader;
	int			n = 0;
	bool		exact = true;

	memset(all, true, reader->ncandidates);
	if (reader_cuts(reader, all, true, &exact) != NIL)
	{
		reader->nsecrets = 1;
		for (int s = 0; s < whole.nsecrets; s++)
		{
			reader->secret = &whole.secret[s];
			if (whole.number != NULL)
				reader->number = &whole.number[s];
			reader->solutions = NIL;
			if (reader_cuts(reader, all, true, &exact) != NIL)
				continue;
			whole.secret[n] = whole.secret[s];
			if (whole.number != NULL)
				whole.number[n] = whole.number[s];
			n++;
		}
		*reader = whole;
		reader->nsecrets = n;
	}
	reader->solutions = NIL;
}
