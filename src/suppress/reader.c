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

/* Larger ones of a solution are not told apart. */
#define NUMBER_MAX		(PG_INT64_MAX / 2)

/* A solution: the candidates that have another number in it than in truth, and the numbers of the secrets. */
typedef struct Solution
{
	Bitmapset  *changed;
	int64		number[FLEXIBLE_ARRAY_MEMBER];
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
		int64		number = solution->number[s];

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
	return palloc(offsetof(Solution, number) + reader->nsecrets * sizeof(int64));
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
		solution->number[s] = (int64) Min(number_of(tableau, reader->secret[s]), NUMBER_MAX);
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

bool
cut_holds(const Reader *reader, const ReaderCut *cut, const bool *left_out)
{
	int			sum = 0;

	for (int i = 0; i < reader->ncandidates; i++)
		sum += left_out[i] ? cut->weight[i] : 0;
	return sum >= cut->least;
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

/*
 * Any candidate that the search for whole numbers, in vain, could have made use
 * of: each of its branches ends with a row that only these change for the better.
 */
static void
ask_for_helpful(const Reader *reader, const bool *left_out, const uint8 *helpful, ReaderCut *cut)
{
	cut->least = 1;
	for (int i = 0; i < reader->ncandidates; i++)
	{
		uint8		help = helpful[reader->candidate[i]];

		cut->weight[i] = !left_out[i] &&
			((help & TABLEAU_LARGER) || ((help & TABLEAU_SMALLER) && reader->value[i] > 0));
	}
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
 * If so it is seen to be, and if not it is noted what could help.
 */
static void
try_to_reach(Reader *reader, const bool *left_out, const Tableau *tableau, int s, int side,
			 int64 number, Seen *seen, bool *exact)
{
	Tableau    *bound = tableau_clone(tableau);
	Tableau    *whole = NULL;
	TableauAnswer answer = TABLEAU_UNKNOWN;
	int			row;

	bound->helpful = palloc0(tableau->width);
	if (tableau_bind(bound, reader->secret[s], side, number))
		answer = tableau_solve(bound, &row);
	if (answer == TABLEAU_NO)
		tableau_note_helpful(bound, row);
	if (answer == TABLEAU_YES)
		answer = tableau_find_whole(bound, &whole);
	if (answer == TABLEAU_YES)
	{
		look(reader, left_out, whole, seen);
		tableau_end(whole);
	}
	if (answer == TABLEAU_NO)
		for (int c = 0; c < tableau->ncolumns; c++)
			tableau->helpful[c] |= bound->helpful[c];
	*exact &= answer != TABLEAU_UNKNOWN;
	pfree(bound->helpful);
	tableau_end(bound);
}

/* Does a secret keep its range in whole numbers too? */
static bool
keeps_whole_range(Reader *reader, const bool *left_out, const Tableau *tableau, int s, Seen *seen, bool *exact)
{
	const int	wide = SUPPRESSED_VALUES - 1;
	Tableau    *whole = NULL;

	/* the truth is whole, but is not known if there are blanks */
	if (seen[s].high < 0 && tableau_find_whole(tableau, &whole) == TABLEAU_YES)
	{
		look(reader, left_out, whole, seen);
		tableau_end(whole);
	}
	if (seen[s].high < 0)
	{
		*exact = false;
		return false;
	}
	for (int above = wide; above > 0 && !seen_enough(&seen[s]); above--)
		if (seen[s].low + above > seen[s].high)
			try_to_reach(reader, left_out, tableau, s, -1, seen[s].low + above, seen, exact);
	if (!seen_enough(&seen[s]) && seen[s].high >= wide)
		try_to_reach(reader, left_out, tableau, s, 1, seen[s].high - wide, seen, exact);
	return seen_enough(&seen[s]);
}

/* The cut of a secret, or NULL if it is kept. */
static ReaderCut *
cut_of(Reader *reader, const bool *left_out, Tableau *tableau, int s, Seen *seen, bool *exact)
{
	ReaderCut  *cut = palloc(sizeof(ReaderCut));
	int128		base[2];
	int128		reached = 0;
	uint8	   *helpful;

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
	*exact &= !tableau->gave_up;
	helpful = palloc0(tableau->width);
	tableau->helpful = helpful;
	if (!tableau->gave_up && keeps_whole_range(reader, left_out, tableau, s, seen, exact))
		cut = NULL;
	else
	{
		if (!*exact)
			memset(helpful, TABLEAU_LARGER, tableau->width);
		ask_for_helpful(reader, left_out, helpful, cut);
	}
	tableau->helpful = NULL;
	pfree(helpful);
	return cut;
}

/* What a secret is known to need, and a set does not have, or NULL. */
static ReaderCut *
known_cut(const Inquiry *inquiry, int s)
{
	ListCell   *lc;

	foreach(lc, inquiry->reader->cuts[s])
	{
		ReaderCut  *cut = lfirst(lc);

		if (!cut_holds(inquiry->reader, cut, inquiry->left_out))
			return cut;
	}
	return NULL;
}

Inquiry *
inquiry_begin(Reader *reader, const bool *left_out)
{
	Inquiry    *inquiry = palloc0(sizeof(Inquiry));

	inquiry->reader = reader;
	inquiry->exact = true;
	inquiry->left_out = palloc(Max(reader->ncandidates, 1));
	memcpy(inquiry->left_out, left_out, reader->ncandidates);
	inquiry->seen = palloc(Max(reader->nsecrets, 1) * sizeof(Seen));
	for (int s = 0; s < reader->nsecrets; s++)
		inquiry->seen[s] = reader->number == NULL ? (Seen) {NUMBER_MAX, -1} :
			(Seen) {reader->number[s], reader->number[s]};
	recall(reader, inquiry->left_out, inquiry->seen);
	return inquiry;
}

void
inquiry_end(Inquiry *inquiry)
{
	if (inquiry->tableau != NULL)
		tableau_end(inquiry->tableau);
	pfree(inquiry->left_out);
	pfree(inquiry->seen);
	pfree(inquiry);
}

void
inquiry_leave_out(Inquiry *inquiry, int candidate)
{
	inquiry->left_out[candidate] = true;
	if (inquiry->tableau != NULL)
		tableau_release(inquiry->tableau, inquiry->reader->candidate[candidate], inquiry->reader->value[candidate]);
}

/* What is left out is free. */
static void
open_tableau(Inquiry *inquiry)
{
	Reader	   *reader = inquiry->reader;

	inquiry->tableau = tableau_clone(reader->tableau);
	for (int i = 0; i < reader->ncandidates; i++)
		if (inquiry->left_out[i])
			tableau_release(inquiry->tableau, reader->candidate[i], reader->value[i]);
	look(reader, inquiry->left_out, inquiry->tableau, inquiry->seen);
}

/* The cut of a secret that is not seen to be kept, or NULL. */
static ReaderCut *
ask(Inquiry *inquiry, int s)
{
	for (;;)
	{
		bool		is_new = inquiry->tableau == NULL;
		bool		exact = true;
		ReaderCut  *cut;

		if (is_new)
			open_tableau(inquiry);
		cut = cut_of(inquiry->reader, inquiry->left_out, inquiry->tableau, s, inquiry->seen, &exact);
		if (inquiry->tableau->gave_up)
		{
			/* one that has not been to the extremes of other secrets may have smaller numbers */
			tableau_end(inquiry->tableau);
			inquiry->tableau = NULL;
			if (!is_new)
				continue;
		}
		inquiry->exact &= exact;
		if (cut != NULL && exact)
			inquiry->reader->cuts[s] = lappend(inquiry->reader->cuts[s], cut);
		return cut;
	}
}

ReaderCut *
inquiry_next(Inquiry *inquiry)
{
	for (; inquiry->secret < inquiry->reader->nsecrets; inquiry->secret++)
	{
		ReaderCut  *cut;

		if (seen_enough(&inquiry->seen[inquiry->secret]))
			continue;
		cut = known_cut(inquiry, inquiry->secret);
		if (cut == NULL)
			cut = ask(inquiry, inquiry->secret);
		if (cut != NULL)
			return cut;
	}
	return NULL;
}

/* Are all secrets kept if all candidates are left out? */
static bool
can_be_kept(Reader *reader, bool *exact)
{
	bool	   *all = palloc(Max(reader->ncandidates, 1));
	Inquiry    *inquiry;
	bool		kept;

	memset(all, true, reader->ncandidates);
	reader->solutions = NIL;
	reader->cuts = palloc0(Max(reader->nsecrets, 1) * sizeof(List *));
	inquiry = inquiry_begin(reader, all);
	kept = inquiry_next(inquiry) == NULL;
	*exact = inquiry->exact;
	inquiry_end(inquiry);
	pfree(all);
	return kept;
}

void
reader_forget_open(Reader *reader)
{
	Reader		one = *reader;
	int			n = 0;
	bool		exact;

	if (!can_be_kept(reader, &exact))
	{
		one.nsecrets = 1;
		for (int s = 0; s < reader->nsecrets; s++)
		{
			one.secret = &reader->secret[s];
			if (reader->number != NULL)
				one.number = &reader->number[s];
			if (!can_be_kept(&one, &exact) && exact)
				continue;
			reader->secret[n] = reader->secret[s];
			if (reader->number != NULL)
				reader->number[n] = reader->number[s];
			n++;
		}
		reader->nsecrets = n;
	}
	reader->solutions = NIL;
	reader->cuts = palloc0(Max(reader->nsecrets, 1) * sizeof(List *));
}
