/*
 * reader.c
 *	  What a reader of a table can work out about the cells left out of it.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "nodes/pg_list.h"

#include "common/fraction.h"
#include "repair/tableau_integer.h"
#include "suppress/reader.h"

/* The values that a secret was seen to have in whole-numbered solutions. */
typedef struct Seen
{
	bool		any;
	int128		low;
	int128		high;
} Seen;

static bool
seen_enough(const Seen *seen)
{
	return seen->any && seen->high - seen->low >= SUPPRESSED_VALUES - 1;
}

static bool
is_whole(const Tableau *tableau)
{
	for (int r = 0; r < tableau->nrows; r++)
		if (tableau->basic[r] >= 0 &&
			tableau->constant[r] % tableau_row(tableau, r)[tableau->basic[r]] != 0)
			return false;
	return true;
}

/* A solution on the way to one secret's extreme shows values of the others too. */
static void
look(const Reader *reader, const Tableau *tableau, Seen *seen)
{
	if (tableau->gave_up || !is_whole(tableau))
		return;
	for (int s = 0; s < reader->nsecrets; s++)
	{
		int			row = tableau->place[reader->secret[s]];
		int128		value = row < 0 ? 0 :
			tableau->constant[row] / tableau_row(tableau, row)[reader->secret[s]];

		if (!seen[s].any || value < seen[s].low)
			seen[s].low = value;
		if (!seen[s].any || value > seen[s].high)
			seen[s].high = value;
		seen[s].any = true;
	}
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
ask_for_another(const Reader *reader, const bool *left_out, Cut *cut)
{
	cut->least = 1;
	for (int i = 0; i < reader->ncandidates; i++)
		cut->weight[i] = left_out[i] ? 0 : 1;
}

/* The cut of a secret, or NULL if it is kept. */
static Cut *
cut_of(const Reader *reader, const bool *left_out, Tableau *tableau, int s, Seen *seen, bool *exact)
{
	int			secret = reader->secret[s];
	Cut		   *cut = palloc(sizeof(Cut));
	TableauAnswer answer[2];
	int128		extreme[2];
	int128		base[2];
	int128		reached = 0;

	cut->weight = palloc0(Max(reader->ncandidates, 1));
	for (int side = 0; side < 2; side++)
	{
		answer[side] = tableau_extreme(tableau, secret, side == 0 ? 1 : -1, &extreme[side]);
		if (answer[side] == TABLEAU_NO)
			return NULL;
		look(reader, tableau, seen);
		if (seen_enough(&seen[s]))
			return NULL;
		base[side] = add_side(reader, left_out, tableau, secret, side == 0 ? 1 : -1, cut->weight);
	}
	if (answer[0] == TABLEAU_YES && answer[1] == TABLEAU_YES &&
		extreme[0] - extreme[1] >= SUPPRESSED_VALUES - 1)
		return NULL;
	cut->least = (int) (SUPPRESSED_VALUES - 1 - (base[0] - base[1]));
	for (int i = 0; i < reader->ncandidates; i++)
	{
		cut->weight[i] = Min(cut->weight[i], Max(cut->least, 0));
		reached += left_out[i] ? cut->weight[i] : 0;
	}

	/* the rational solutions reach far enough, whole numbers do not, or nobody knows */
	if (tableau->gave_up || reached >= cut->least)
		ask_for_another(reader, left_out, cut);
	if (tableau->gave_up || answer[0] == TABLEAU_UNKNOWN || answer[1] == TABLEAU_UNKNOWN)
		*exact = false;
	return cut;
}

List *
reader_cuts(const Reader *reader, const bool *left_out, bool *exact)
{
	Tableau    *tableau = tableau_clone(reader->tableau);
	Seen	   *seen = palloc0(Max(reader->nsecrets, 1) * sizeof(Seen));
	List	   *cuts = NIL;
	int			row;

	for (int i = 0; i < reader->ncandidates; i++)
		if (left_out[i])
			tableau_set_free(tableau, reader->candidate[i], TABLEAU_FREE, reader->value[i]);
	if (tableau_solve(tableau, &row) == TABLEAU_NO)
		elog(ERROR, "the numbers of a report do not satisfy its own relations");
	look(reader, tableau, seen);
	for (int s = 0; s < reader->nsecrets; s++)
	{
		Cut		   *cut;

		CHECK_FOR_INTERRUPTS();
		if (!seen_enough(&seen[s]) &&
			(cut = cut_of(reader, left_out, tableau, s, seen, exact)) != NULL)
			cuts = lappend(cuts, cut);
	}
	tableau_end(tableau);
	pfree(seen);
	return cuts;
}

void
reader_forget_open(Reader *reader)
{
	bool	   *all = palloc(Max(reader->ncandidates, 1));
	bool		exact = true;
	int			n = 0;
	int16	   *secret = reader->secret;
	int			nsecrets = reader->nsecrets;

	memset(all, true, reader->ncandidates);
	if (reader_cuts(reader, all, &exact) == NIL)
		return;
	reader->nsecrets = 1;
	for (int s = 0; s < nsecrets; s++)
	{
		int16		one = secret[s];

		reader->secret = &one;
		if (reader_cuts(reader, all, &exact) == NIL)
			secret[n++] = one;
	}
	reader->secret = secret;
	reader->nsecrets = n;
}
