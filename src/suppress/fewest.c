/*
 * fewest.c
 *	  The fewest candidates to leave out so that every secret is kept.
 *
 * Which sets keep all secrets is not written down at once: the reader is asked
 * about one set after the other, and answers with cuts.  The sets that satisfy
 * all cuts found so far are searched by branch and bound, for one that is
 * smaller than the best known, until the bound of the cuts proves that there is
 * none.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "nodes/pg_list.h"

#include "suppress/cover.h"
#include "suppress/fewest.h"

/*
 * A pivot takes longer the larger the tableau is; after so many entries gone
 * through, the best set known is returned.  The first set is found without a
 * limit.
 */
#define ENTRIES_MAX		INT64CONST(160000000000)

/* A larger set that keeps all secrets becomes smaller without what it does not need, which takes long to find out. */
#define ROUNDED_MAX		3

typedef struct FewestSearch
{
	Reader	   *reader;
	List	   *cuts;
	bool	   *best;
	int			nbest;
	int64		npivots_max;	/* when the search ends */
	int			nrounded;		/* sets of the relaxation that were larger than the best */
	bool		proven;
} FewestSearch;

static int
count(const FewestSearch *search, const bool *left_out)
{
	int			n = 0;

	for (int i = 0; i < search->reader->ncandidates; i++)
		n += left_out[i];
	return n;
}

/* Notes a cut, unless it is known. */
static bool
note_cut(FewestSearch *search, ReaderCut *cut)
{
	ListCell   *lc;

	foreach(lc, search->cuts)
	{
		const ReaderCut *known = lfirst(lc);

		if (known->least == cut->least &&
			memcmp(known->weight, cut->weight, search->reader->ncandidates) == 0)
			return false;
	}
	search->cuts = lappend(search->cuts, cut);
	return true;
}

/*
 * Of the candidates not left out, that which does most for the cuts that do not
 * hold; -1 if all known cuts hold.
 */
static int
most_useful(const FewestSearch *search, const bool *left_out)
{
	int			n = search->reader->ncandidates;
	int		   *use = palloc0(Max(n, 1) * sizeof(int));
	int			best = -1;
	ListCell   *lc;

	foreach(lc, search->cuts)
	{
		const ReaderCut *cut = lfirst(lc);
		int			missing = cut->least;

		for (int i = 0; i < n; i++)
			missing -= left_out[i] ? cut->weight[i] : 0;
		for (int i = 0; missing > 0 && i < n; i++)
			use[i] += left_out[i] ? 0 : Min(cut->weight[i], missing);
	}
	for (int i = 0; i < n; i++)
		if (use[i] > (best < 0 ? 0 : use[best]))
			best = i;
	pfree(use);
	return best;
}

/* Does a set keep all secrets?  If not, a cut that says so is noted. */
static bool
keeps(FewestSearch *search, const bool *left_out)
{
	Inquiry    *inquiry = inquiry_begin(search->reader, left_out);
	ReaderCut  *cut = inquiry_next(inquiry);

	if (cut != NULL)
		note_cut(search, cut);
	search->proven &= inquiry->exact;
	inquiry_end(inquiry);
	return cut == NULL;
}

/*
 * Adds candidates to a set until it keeps all secrets, and notes a cut for each
 * secret that it did not keep then.
 */
static void
complete(FewestSearch *search, bool *set)
{
	Inquiry    *inquiry;
	ReaderCut  *cut;
	int			useful;

	while ((useful = most_useful(search, set)) >= 0)
		set[useful] = true;
	inquiry = inquiry_begin(search->reader, set);
	while ((cut = inquiry_next(inquiry)) != NULL)
	{
		note_cut(search, cut);
		while ((useful = most_useful(search, set)) >= 0)
		{
			set[useful] = true;
			inquiry_leave_out(inquiry, useful);
		}
		if (!cut_holds(search->reader, cut, set))
		{
			/* the tableau gave up, and there is nothing more to ask for: all candidates together keep all secrets */
			memset(set, true, search->reader->ncandidates);
			break;
		}
	}
	search->proven &= inquiry->exact;
	inquiry_end(inquiry);
}

/* Takes a set that keeps all secrets, without what it does not need, as the best one if it is smaller. */
static void
take(FewestSearch *search, const bool *left_out)
{
	int			n = search->reader->ncandidates;
	bool	   *set = palloc(Max(n, 1));

	memcpy(set, left_out, n * sizeof(bool));
	for (int i = n - 1; i >= 0; i--)
	{
		if (!set[i])
			continue;
		set[i] = false;
		if (most_useful(search, set) >= 0 || !keeps(search, set))
			set[i] = true;
	}
	if (count(search, set) < search->nbest)
	{
		search->nbest = count(search, set);
		memcpy(search->best, set, n * sizeof(bool));
	}
	pfree(set);
}

/* Adds to the relaxation all known cuts that it violates.  Returns false if nothing satisfies them. */
static bool
apply_cuts(const FewestSearch *search, Cover *cover)
{
	for (;;)
	{
		bool		any = false;
		ListCell   *lc;

		foreach(lc, search->cuts)
		{
			if (!cover_is_open(cover))
				return true;
			if (!cover_violates(cover, lfirst(lc)))
				continue;
			if (!cover_add(cover, lfirst(lc)))
				return false;
			any = true;
		}
		if (!any)
			return true;
	}
}

/* The candidates of which at least a share is left out. */
static void
set_of_share(const Cover *cover, int share, bool *set)
{
	for (int i = 0; i < cover->ncandidates; i++)
		set[i] = cover_share(cover, i) >= share;
}

/* Are all candidates left out wholly or not at all? */
static bool
is_set(const Cover *cover)
{
	for (int i = 0; i < cover->ncandidates; i++)
		if (cover_share(cover, i) == 1 || cover_share(cover, i) == 2)
			return false;
	return true;
}

/*
 * Asks the reader about sets near the solution of the relaxation.  Returns false
 * if it stands.  The set of all that it leaves out in part satisfies all known
 * cuts, so whatever that does not keep is a new cut that the solution violates.
 */
static bool
find_cuts(FewestSearch *search, const Cover *cover, bool *set)
{
	int			known = list_length(search->cuts);

	for (int share = 1; share <= (is_set(cover) ? 1 : 3); share++)
	{
		set_of_share(cover, share, set);
		complete(search, set);
		if (count(search, set) < search->nbest || search->nrounded++ < ROUNDED_MAX)
			take(search, set);
		for (int i = known; i < list_length(search->cuts); i++)
			if (cover_violates(cover, list_nth(search->cuts, i)))
				return true;
	}
	return false;
}

/* In how many cuts does a candidate help? */
static int
count_cuts(const FewestSearch *search, int candidate)
{
	int			n = 0;
	ListCell   *lc;

	foreach(lc, search->cuts)
		n += ((const ReaderCut *) lfirst(lc))->weight[candidate] > 0;
	return n;
}

/*
 * The candidate to decide next, or -1 if all cuts hold with those left out.  Of
 * those left out in part it is that of the most cuts: to print it asks most of
 * the others.
 */
static int
next_candidate(const FewestSearch *search, const Cover *cover)
{
	int			best = -1;
	ListCell   *lc;

	for (int i = 0; i < cover->ncandidates && cover_is_open(cover); i++)
		if ((cover_share(cover, i) == 1 || cover_share(cover, i) == 2) &&
			(best < 0 || count_cuts(search, i) > count_cuts(search, best)))
			best = i;
	if (best >= 0)
		return best;
	foreach(lc, search->cuts)
	{
		const ReaderCut *cut = lfirst(lc);
		int			sum = 0;
		int			useful = -1;

		for (int i = cover->ncandidates - 1; i >= 0; i--)
		{
			sum += cover->choice[i] == LEFT_OUT ? cut->weight[i] : 0;
			if (cover->choice[i] == UNDECIDED && cut->weight[i] != 0)
				useful = i;
		}
		if (sum < cut->least && useful >= 0)
			return useful;
	}
	return -1;
}

static void branch(FewestSearch *search, const Choice *parent, int candidate, Choice decision);

/* Searches the sets with these choices for one smaller than the best. */
static void
search_choices(FewestSearch *search, Choice *choice)
{
	int			n = search->reader->ncandidates;
	Cover	   *cover = cover_begin(n, choice);
	bool	   *set = palloc(Max(n, 1));
	int			next = -1;

	while (apply_cuts(search, cover) && cover_least(cover) < search->nbest)
	{
		if (search->reader->npivots >= search->npivots_max)
		{
			search->proven = false;
			break;
		}
		if (cover_is_open(cover) && find_cuts(search, cover, set))
			continue;
		if (cover_least(cover) >= search->nbest)
			break;
		next = next_candidate(search, cover);
		if (next >= 0 || cover_is_open(cover))
			break;

		/* the relaxation has ended: do those decided on suffice? */
		for (int i = 0; i < n; i++)
			set[i] = choice[i] == LEFT_OUT;
		if (most_useful(search, set) >= 0)
			break;
		if (keeps(search, set))
		{
			take(search, set);
			break;
		}
	}
	if (next >= 0)
		for (int i = 0; i < n; i++)
			if (i != next && cover_excludes(cover, i, search->nbest - 1))
				choice[i] = PRINTED;
	cover_end(cover);
	pfree(set);
	if (next < 0)
		return;
	branch(search, choice, next, LEFT_OUT);
	branch(search, choice, next, PRINTED);
}

static void
branch(FewestSearch *search, const Choice *parent, int candidate, Choice decision)
{
	int			n = search->reader->ncandidates;
	Choice	   *choice;

	CHECK_FOR_INTERRUPTS();
	check_stack_depth();
	choice = palloc(n * sizeof(Choice));
	memcpy(choice, parent, n * sizeof(Choice));
	choice[candidate] = decision;
	search_choices(search, choice);
	pfree(choice);
}

bool
fewest_left_out(Reader *reader, bool *left_out)
{
	FewestSearch search = {0};
	bool	   *set;

	search.reader = reader;
	search.best = left_out;
	search.proven = true;
	search.nbest = PG_INT32_MAX;
	set = palloc0(Max(reader->ncandidates, 1));
	complete(&search, set);
	take(&search, set);
	pfree(set);
	search.npivots_max = reader->npivots +
		ENTRIES_MAX / ((int64) reader->tableau->nrows * reader->tableau->ncolumns + 1);
	if (search.nbest > 0)
		search_choices(&search, palloc0(reader->ncandidates * sizeof(Choice)));
	return search.proven;
}
