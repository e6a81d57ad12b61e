/*
 * refute.c
 *	  The refutation of several clauses at once.
 *
 * The refutation starts without any clause, and with reports of zeros as the witness.  As
 * long as the witness breaks a clause, that clause is bound too; if the clause
 * leaves a choice, each way is tried.  So only clauses that matter to the
 * question are looked at, however many there are.  A witness with a fraction in
 * a cell leaves a choice as well: at most the whole number below, or at least
 * the one above.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "conflict/refute.h"

/* A question that takes more choices is given up. */
#define CHOICES_MAX		50

/* Clauses bound before the next witness is looked for. */
#define CLAUSES_AT_ONCE 8

/* A clause, and for each literal the variable of its sum, or -1 if not needed yet. */
typedef struct Considered
{
	const Clause *clause;
	int		   *sum;
	bool		bound;			/* every further witness satisfies it */
} Considered;

typedef struct Refutation
{
	Linear	   *lp;
	int			variable[UNKNOWN_COUNT];	/* -1: not needed yet, and zero */
	int			nclauses;
	Considered *clauses;
	Considered *pending[CLAUSES_AT_ONCE];	/* to be bound */
	int			choices_left;
	Bitmapset  *proof;
} Refutation;

static Refutation *
begin_refutation(const Clause *const *clauses, int nclauses)
{
	Refutation *refutation = palloc(sizeof(Refutation));
	int			nliterals = 0;
	int		   *sum;

	for (int i = 0; i < nclauses; i++)
		nliterals += clauses[i]->nliterals;
	sum = palloc(nliterals * sizeof(int) + 1);
	memset(sum, -1, nliterals * sizeof(int));

	refutation->lp = linear_begin();
	memset(refutation->variable, -1, sizeof(refutation->variable));
	refutation->nclauses = nclauses;
	refutation->clauses = palloc(nclauses * sizeof(Considered));
	for (int i = 0; i < nclauses; i++)
	{
		refutation->clauses[i].clause = clauses[i];
		refutation->clauses[i].sum = sum;
		refutation->clauses[i].bound = false;
		sum += clauses[i]->nliterals;
	}
	refutation->choices_left = CHOICES_MAX;
	refutation->proof = NULL;
	return refutation;
}

static int
variable_of(Refutation *refutation, int unknown)
{
	LinearRange range = {.has_low = unknown == UNKNOWN_KIND || !cell_info[unknown % CELL_COUNT].is_signed};

	if (refutation->variable[unknown] < 0)
		refutation->variable[unknown] = linear_add_variable(refutation->lp, &range);
	return refutation->variable[unknown];
}

static int
sum_of(Refutation *refutation, const Literal *literal)
{
	int		   *variable = palloc(literal->nterms * sizeof(int) + 1);
	int			sum;

	for (int i = 0; i < literal->nterms; i++)
		variable[i] = variable_of(refutation, literal->unknown[i]);
	sum = linear_add_sum(refutation->lp, literal->nterms, variable, literal->coefficient);
	pfree(variable);
	return sum;
}

static void
bind_literal(Refutation *refutation, Considered *considered, int i)
{
	const Literal *literal = &considered->clause->literals[i];

	if (considered->sum[i] < 0)
		considered->sum[i] = sum_of(refutation, literal);
	linear_bind(refutation->lp, considered->sum[i], &literal->range, considered->clause->owner);
}

/* A sum too large to compute counts as outside: binding one more clause does no harm. */
static bool
witness_satisfies_literal(const Refutation *refutation, const Literal *literal)
{
	Fraction	sum = FRACTION_ZERO;
	const LinearRange *range = &literal->range;

	for (int i = 0; i < literal->nterms; i++)
	{
		int			variable = refutation->variable[literal->unknown[i]];
		Fraction	value;

		if (variable < 0)
			continue;
		value = linear_value(refutation->lp, variable);
		if (!fraction_is_zero(value))
			sum = fraction_add(sum, fraction_multiply(value,
													  fraction_of(literal->coefficient[i])));
	}
	return fraction_is_number(sum) &&
		(!range->has_low || fraction_compare(sum, range->low) >= 0) &&
		(!range->has_high || fraction_compare(sum, range->high) <= 0);
}

static bool
witness_satisfies(const Refutation *refutation, const Considered *considered)
{
	if (considered->bound)
		return true;
	for (int i = 0; i < considered->clause->nliterals; i++)
		if (witness_satisfies_literal(refutation, &considered->clause->literals[i]))
			return true;
	return false;
}

/*
 * Binds clauses that the witness breaks and that leave no choice.  *choice is
 * a broken clause that leaves one, or NULL.
 */
static bool
bind_broken_clauses(Refutation *refutation, Considered **choice)
{
	int			nbound = 0;

	*choice = NULL;
	for (int i = 0; i < refutation->nclauses && nbound < CLAUSES_AT_ONCE; i++)
	{
		Considered *considered = &refutation->clauses[i];

		if (witness_satisfies(refutation, considered))
			continue;
		if (considered->clause->nliterals != 1)
		{
			if (*choice == NULL)
				*choice = considered;
			continue;
		}
		/* later: binding it would change the witness for the other tests */
		considered->bound = true;
		refutation->pending[nbound++] = considered;
	}
	for (int i = 0; i < nbound; i++)
		bind_literal(refutation, refutation->pending[i], 0);
	return nbound > 0;
}

/* Can the clauses not all hold, given those bound so far?  Sets the proof. */
static bool refute(Refutation *refutation);

/* Refutes each way to satisfy the clause; the proofs together are one. */
static bool
refute_choices(Refutation *refutation, Considered *considered)
{
	int			owner = considered->clause->owner;
	Bitmapset  *proof = bms_make_singleton(owner);

	if (refutation->choices_left-- == 0)
		return false;
	considered->bound = true;
	for (int i = 0; i < considered->clause->nliterals; i++)
	{
		bool		refuted;

		bind_literal(refutation, considered, i);
		refuted = refute(refutation);
		linear_release(refutation->lp, considered->sum[i]);
		if (!refuted)
			return false;

		/* the proof does not need the clause, so no other way need be tried */
		if (!bms_is_member(owner, refutation->proof))
		{
			considered->bound = false;
			return true;
		}
		proof = bms_add_members(proof, refutation->proof);
	}
	considered->bound = false;
	refutation->proof = proof;
	return true;
}

/* The clause that a cell is at most this, or at least one more; it needs no proof. */
static Considered *
consider_either_side(int unknown, int128 below)
{
	Considered *considered = palloc0(sizeof(Considered));
	Clause	   *clause = palloc(sizeof(Clause));

	clause->owner = 0;
	clause->nliterals = 2;
	clause->literals = palloc0(2 * sizeof(Literal));
	for (int i = 0; i < 2; i++)
	{
		Literal    *literal = &clause->literals[i];

		literal->nterms = 1;
		literal->unknown = palloc(sizeof(int16));
		literal->unknown[0] = unknown;
		literal->coefficient = palloc(sizeof(int128));
		literal->coefficient[0] = 1;
		literal->range = i == 0 ? (LinearRange) {.has_high = true, .high = below} :
			(LinearRange) {.has_low = true, .low = below + 1};
	}
	considered->clause = clause;
	considered->sum = palloc(2 * sizeof(int));
	considered->sum[0] = considered->sum[1] = -1;
	return considered;
}

/*
 * The choice that a fraction in the witness leaves, or NULL if there is no
 * fraction.  Cells that were needed first are closest to the question.
 */
static Considered *
choice_of_whole_numbers(Refutation *refutation)
{
	int			first = -1;
	Fraction	value;

	for (int unknown = 0; unknown < UNKNOWN_COUNT; unknown++)
	{
		int			variable = refutation->variable[unknown];

		if (variable >= 0 && linear_value(refutation->lp, variable).denominator != 1 &&
			(first < 0 || variable < refutation->variable[first]))
			first = unknown;
	}
	if (first < 0)
		return NULL;
	value = linear_value(refutation->lp, refutation->variable[first]);
	return consider_either_side(first, fraction_floor(value.numerator, value.denominator));
}

static bool
refute(Refutation *refutation)
{
	Considered *choice;

	for (;;)
	{
		CHECK_FOR_INTERRUPTS();
		switch (linear_solve(refutation->lp))
		{
			case LINEAR_INFEASIBLE:
				refutation->proof = bms_copy(linear_conflict(refutation->lp));
				return true;
			case LINEAR_UNKNOWN:
				return false;
			case LINEAR_FEASIBLE:
				break;
		}
		if (bind_broken_clauses(refutation, &choice))
			continue;
		if (choice == NULL)
			choice = choice_of_whole_numbers(refutation);
		return choice != NULL && refute_choices(refutation, choice);
	}
}

bool
clauses_refute(const Clause *const *clauses, int nclauses, Bitmapset **proof)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "refutation",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	Refutation *refutation = begin_refutation(clauses, nclauses);
	bool		refuted = refute(refutation);

	MemoryContextSwitchTo(old);
	*proof = refuted ? bms_del_member(bms_copy(refutation->proof), 0) : NULL;
	MemoryContextDelete(context);
	return refuted;
}
