/*
 * deduce.c
 *	  Blanks with only one possible value, with the proof.
 *
 * The blanks are the free columns of a tableau, which gives the smallest and
 * the largest value of each.  The row that the answer is read off shows which
 * equations it combines: these are a proof.  Most blanks can also be settled as
 * a person would do it, one equation after the other: either the other cells of
 * the equation are known, or the known ones already make up the total and the
 * blanks are zero.  That proof is easier to follow.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "repair/admit.h"
#include "repair/deduce.h"
#include "repair/tableau_integer.h"

/* A longer chain of equations is compared with the proof by the tableau. */
#define LONG_CHAIN	8

/* With more equations it would take long to look for the shortest proof. */
#define MANY_EQUATIONS	100

/* Of so many, a longer proof is taken as it was read off: nobody follows it step by step. */
#define LONG_PROOF	32

typedef struct Deducing
{
	const Equations *equations;
	bool	   *omitted;		/* equations left aside */
	Tableau    *tableau;
	MemoryContext trial;		/* memory of the tableau */
	int			settled_by[CELL_COUNT]; /* equation that settled a blank, or -1 */
} Deducing;

/* Leaves aside the equations that a row combines, or all if the row is -1. */
static void
omit_equations(Deducing *deducing, int row)
{
	for (int i = 0; i < deducing->equations->n; i++)
		if (row < 0 || tableau_row(deducing->tableau, row)[CELL_COUNT + i] != 0)
			deducing->omitted[i] = true;
}

/*
 * Is there an integer solution?  If not, *row cannot hold, or is -1.  Without
 * marks the rows do not show which equations they combine, and cost much less.
 */
static TableauAnswer
set_up_tableau(Deducing *deducing, bool marks, int *row)
{
	TableauAnswer answer;

	CHECK_FOR_INTERRUPTS();
	deducing->tableau = equations_tableau(deducing->equations, deducing->omitted, marks);
	equations_free_blanks(deducing->equations, deducing->tableau);
	answer = tableau_solve(deducing->tableau, row);
	if (answer != TABLEAU_YES)
		return answer;
	*row = -1;
	return tableau_has_whole(deducing->tableau);
}

/* As set_up_tableau(), and frees the tableau before. */
static TableauAnswer
try_tableau(Deducing *deducing, int *row)
{
	MemoryContext old;
	TableauAnswer answer;

	MemoryContextReset(deducing->trial);
	old = MemoryContextSwitchTo(deducing->trial);
	*row = -1;
	answer = set_up_tableau(deducing, true, row);
	MemoryContextSwitchTo(old);
	return answer;
}

/*
 * Leaves aside statutory relations until the others do not contradict one
 * another.  If these have a solution, they have one in whole numbers.
 */
static void
admit_statutory(Deducing *deducing)
{
	for (;;)
	{
		int			row;
		TableauAnswer answer = try_tableau(deducing, &row);

		if (answer == TABLEAU_YES)
			return;
		omit_equations(deducing, answer == TABLEAU_NO ? row : -1);
	}
}

/* Makes a tableau with an integer solution, of equations that do not contradict one another. */
static void
set_up_equations(Deducing *deducing)
{
	const Equations *equations = deducing->equations;
	bool	   *wanted = palloc(equations->n * sizeof(bool) + 1);
	bool		any = false;

	for (int i = 0; i < equations->n; i++)
	{
		const Equation *equation = &equations->equation[i];

		wanted[i] = equation->is_own && !equation->fails;
		deducing->omitted[i] = equation->is_own || equation->fails;
		any = any || wanted[i];
	}
	admit_statutory(deducing);
	if (any)
	{
		int			row;

		admit_office_rules(equations, wanted, deducing->omitted);
		try_tableau(deducing, &row);
	}
	pfree(wanted);
}

static bool
is_mentioned(const Equations *equations, int i, int cell)
{
	for (int t = 0; t < equations->equation[i].nterms; t++)
		if (equations->equation[i].cell[t] == cell)
			return true;
	return false;
}

/* Marks the equations combined in the row that a limit was read off. */
static void
note_used(const Deducing *deducing, int cell, bool *used)
{
	int			row = deducing->tableau->place[cell];

	for (int i = 0; row >= 0 && i < deducing->equations->n; i++)
		if (tableau_row(deducing->tableau, row)[CELL_COUNT + i] != 0)
			used[i] = true;
}

/* Counts the terms of an equation that are not settled yet. */
static int
open_terms(const Equation *equation, const CellSet *open)
{
	int			n = 0;

	for (int t = 0; t < equation->nterms; t++)
		if (cellset_has(open, equation->cell[t]))
			n++;
	return n;
}

/* Does an equation settle its open terms alone?  *rest is left for them. */
static bool
equation_settles(const Equation *equation, const CellSet *open, const int64 *value, int128 *rest)
{
	int			nopen = 0;
	int			nadded = 0;
	bool		counts = true;

	*rest = equation->total;
	for (int t = 0; t < equation->nterms; t++)
	{
		int			cell = equation->cell[t];

		if (!cellset_has(open, cell))
			*rest -= (int128) equation->factor[t] * value[cell];
		else
		{
			nopen++;
			nadded += equation->factor[t] > 0;
			counts = counts && cell_kind(cell) == TABLEAU_FREE;
		}
	}
	return nopen == 1 || (nopen > 1 && *rest == 0 && counts && (nadded == 0 || nadded == nopen));
}

/* Settles blanks in rounds, so that each gets the shortest chain. */
static void
settle_blanks(Deducing *deducing)
{
	const Equations *equations = deducing->equations;
	CellSet		open = equations->blanks;
	int64		value[CELL_COUNT];
	bool		changed = true;

	memcpy(value, equations->vector->value, sizeof(value));
	memset(deducing->settled_by, -1, sizeof(deducing->settled_by));
	while (changed)
	{
		CellSet		before = open;

		changed = false;
		for (int i = 0; i < equations->n; i++)
		{
			const Equation *equation = &equations->equation[i];
			int128		rest;

			if (deducing->omitted[i] || !equation_settles(equation, &before, value, &rest))
				continue;
			for (int t = 0; t < equation->nterms; t++)
			{
				int			cell = equation->cell[t];
				int128		number = rest / equation->factor[t];	/* exact, as there is a solution */

				if (!cellset_has(&before, cell) || !cellset_has(&open, cell) ||
					number != (int64) number)
					continue;
				value[cell] = (int64) number;
				deducing->settled_by[cell] = i;
				cellset_remove(&open, cell);
				changed = true;
			}
		}
	}
}

/* Appends the equation that settled a blank, after those it rests on. */
static void
add_chain(const Deducing *deducing, int cell, bool *told, List **proof)
{
	int			by = deducing->settled_by[cell];
	const Equation *equation = &deducing->equations->equation[by];

	if (told[by])
		return;
	told[by] = true;
	for (int t = 0; t < equation->nterms; t++)
	{
		int			other = deducing->settled_by[equation->cell[t]];

		if (other >= 0 && other != by)
			add_chain(deducing, equation->cell[t], told, proof);
	}
	*proof = lappend(*proof, unconstify(char *, equation->rule->code));
}

/*
 * The codes of the equations used, in the order in which a person would take
 * them: next always the one with the fewest open terms.
 */
static List *
proof_of(const Deducing *deducing, bool *used)
{
	const Equations *equations = deducing->equations;
	CellSet		open = equations->blanks;
	List	   *proof = NIL;

	for (;;)
	{
		const Equation *best = NULL;
		int			best_open = 0;

		for (int i = 0; i < equations->n; i++)
		{
			int			n = used[i] ? open_terms(&equations->equation[i], &open) : 0;

			if (used[i] && (best == NULL || n < best_open))
			{
				best = &equations->equation[i];
				best_open = n;
			}
		}
		if (best == NULL)
			return proof;
		proof = lappend(proof, unconstify(char *, best->rule->code));
		used[best - equations->equation] = false;
		for (int t = 0; t < best->nterms; t++)
			cellset_remove(&open, best->cell[t]);
	}
}

/* Returns false if there is no limit.  Notes the equations used, unless "used" is NULL. */
static bool
find_limit(const Deducing *deducing, int cell, int direction, int64 *limit, bool *used)
{
	int128		value;
	TableauAnswer answer = tableau_extreme(deducing->tableau, cell, direction, &value);

	*limit = 0;
	if (answer == TABLEAU_NO || deducing->tableau->gave_up ||
		value > PG_INT64_MAX || value < PG_INT64_MIN)
		return direction < 0 && cell_kind(cell) == TABLEAU_FREE;
	*limit = (int64) value;
	/* a count is not negative: that needs no proof */
	if (used != NULL && (value != 0 || direction > 0 || cell_kind(cell) != TABLEAU_FREE))
		note_used(deducing, cell, used);
	return true;
}

static void
find_limits(const Deducing *deducing, Deduction *deduction, bool *used)
{
	deduction->has_low = find_limit(deducing, deduction->cell, -1, &deduction->low, used);
	deduction->has_high = find_limit(deducing, deduction->cell, 1, &deduction->high, used);
}

/* Do the same limits follow from the used equations alone? */
static bool
equations_prove(const Deducing *deducing, const Deduction *deduction, const bool *used)
{
	Deducing	alone = *deducing;
	Deduction	again = *deduction;
	int			row;

	alone.omitted = palloc(alone.equations->n * sizeof(bool));
	for (int i = 0; i < alone.equations->n; i++)
		alone.omitted[i] = !used[i];
	if (set_up_tableau(&alone, false, &row) != TABLEAU_YES)
		return false;
	find_limits(&alone, &again, NULL);
	return again.has_low == deduction->has_low && again.low == deduction->low &&
		again.has_high == deduction->has_high && again.high == deduction->high;
}

/*
 * Leaves out those of n equations, tried in order, without which the others still
 * prove.  What proves with fewer proves with more, so all of a stretch can go if
 * the rest proves without it: few equations are needed, and each is found by
 * halving.
 */
static void
leave_out(const Deducing *deducing, const Deduction *deduction, bool *needed, const int *tried, int n,
		  MemoryContext context)
{
	bool		proves;

	if (n == 0)
		return;
	for (int i = 0; i < n; i++)
		needed[tried[i]] = false;
	proves = equations_prove(deducing, deduction, needed);
	MemoryContextReset(context);
	if (proves)
		return;
	for (int i = 0; i < n; i++)
		needed[tried[i]] = true;
	if (n == 1)
		return;
	leave_out(deducing, deduction, needed, tried, n / 2, context);
	leave_out(deducing, deduction, needed, tried + n / 2, n - n / 2, context);
}

/*
 * Leaves out equations that the proof does not need, first those that do not
 * mention the cell; from the first equation on, or with step -1 from the last.
 */
static bool *
shorten_proof(const Deducing *deducing, const Deduction *deduction, const bool *used, int step)
{
	int			n = deducing->equations->n;
	bool	   *needed = palloc(n * sizeof(bool));
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "shorter proof",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	int		   *tried = MemoryContextAlloc(old, n * sizeof(int));
	int			ntried = 0;

	memcpy(needed, used, n * sizeof(bool));
	for (int near = 0; near <= 1; near++)
		for (int k = 0; k < n; k++)
		{
			int			i = step > 0 ? k : n - 1 - k;

			if (needed[i] && is_mentioned(deducing->equations, i, deduction->cell) == (near == 1))
				tried[ntried++] = i;
		}
	leave_out(deducing, deduction, needed, tried, ntried, context);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	pfree(tried);
	return needed;
}

/* A proof that needs every equation it uses; of a number, the shorter of two. */
static List *
tableau_proof(const Deducing *deducing, const Deduction *deduction, bool *used)
{
	int			n = deducing->equations->n;
	bool		is_number = deduction_is_number(deduction);
	List	   *proof;
	List	   *other;

	/* Of very many equations, those that the limits were read off: they prove them, if perhaps not in the shortest way. */
	if (n > MANY_EQUATIONS && equations_prove(deducing, deduction, used))
	{
		int			nused = 0;

		for (int i = 0; i < n; i++)
			nused += used[i];
		if (nused > LONG_PROOF)
			return proof_of(deducing, used);
	}
	else
		for (int i = 0; i < n; i++)
			if (!deducing->omitted[i] && (is_number || is_mentioned(deducing->equations, i, deduction->cell)))
				used[i] = true;
	if (!is_number)
		return proof_of(deducing, shorten_proof(deducing, deduction, used, -1));
	proof = proof_of(deducing, shorten_proof(deducing, deduction, used, -1));
	other = proof_of(deducing, shorten_proof(deducing, deduction, used, 1));
	return list_length(other) < list_length(proof) ? other : proof;
}

static Deduction *
deduction_of(const Deducing *deducing, int cell, bool with_proof)
{
	const Equations *equations = deducing->equations;
	Deduction  *deduction = palloc0(sizeof(Deduction));
	bool	   *used = palloc0(equations->n * sizeof(bool) + 1);

	deduction->cell = cell;
	deduction->has_low = cell_kind(cell) == TABLEAU_FREE;
	for (int i = 0; i < equations->n; i++)
		if (deducing->omitted[i] && is_mentioned(equations, i, cell))
			deduction->broken = lappend(deduction->broken,
										unconstify(char *, equations->equation[i].rule->code));
	if (!cellset_has(&equations->cells, cell))
		return deduction;

	find_limits(deducing, deduction, used);
	if (!with_proof)
		return deduction;
	if (deducing->settled_by[cell] >= 0)
		add_chain(deducing, cell, palloc0(equations->n * sizeof(bool)), &deduction->proof);
	if (deducing->settled_by[cell] < 0 || list_length(deduction->proof) > LONG_CHAIN)
	{
		List	   *proof = tableau_proof(deducing, deduction, used);

		if (deducing->settled_by[cell] < 0 || list_length(proof) < list_length(deduction->proof))
			deduction->proof = proof;
	}
	return deduction;
}

List *
deduce(const CellVector *vector, List *office_rules, bool with_proofs)
{
	const FormLayout *layout = form_layout(vector->forms);
	Deducing	deducing;
	List	   *deductions = NIL;

	deducing.equations = equations_of(vector, office_rules);
	if (cellset_is_empty(&deducing.equations->blanks))
		return NIL;
	deducing.omitted = palloc(deducing.equations->n * sizeof(bool) + 1);
	deducing.trial = AllocSetContextCreate(CurrentMemoryContext, "deductions", ALLOCSET_DEFAULT_SIZES);
	set_up_equations(&deducing);
	settle_blanks(&deducing);
	for (int i = 0; i < CELL_COUNT; i++)
		if (cellset_has(&deducing.equations->blanks, layout->cell[i]))
			deductions = lappend(deductions, deduction_of(&deducing, layout->cell[i], with_proofs));
	MemoryContextDelete(deducing.trial);
	return deductions;
}

void
deductions_apply(List *deductions, CellVector *vector)
{
	ListCell   *lc;

	foreach(lc, deductions)
	{
		const Deduction *deduction = lfirst(lc);

		if (deduction_is_number(deduction) && deduction->broken == NIL)
			vector_set(vector, deduction->cell, deduction->low);
	}
}
