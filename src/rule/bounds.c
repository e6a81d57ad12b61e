/*
 * bounds.c
 *	  Bounds of cells by the statutory relations.
 *
 * Interval arithmetic on the compiled relations: a term is at most the rest that
 * the other terms leave for it.
 */
#include "postgres.h"

#include "rule/bounds.h"
#include "rule/statutory.h"

/* Limit of passes over all relations; a pass that narrows no bound is the last. */
#define PASSES_MAX	16

/* The least and the greatest sum of the terms of a relation, left minus right. */
typedef struct Range
{
	int128		least;
	int128		most;
	int			open_below;		/* terms without a bound */
	int			open_above;
} Range;

static bool
is_plain_equality(const Rule *rule)
{
	if (rule->relation.nterms == 0 || rule->relation.comparator != COMPARATOR_EQ ||
		rule->nconditions != 0)
		return false;
	for (int i = 0; i < rule->relation.nterms; i++)
		if (rule->relation.terms[i].scope != SCOPE_OWN)
			return false;
	return true;
}

static void
term_range(const Bounds *bounds, const RuleTerm *term, Range *range)
{
	int64		factor = term->on_right ? -term->multiplier : term->multiplier;
	int64		low;
	int64		high;

	memset(range, 0, sizeof(*range));
	if (term->cell == CONSTANT_TERM)
	{
		range->least = range->most = (int128) factor * RULE_COEFFICIENT_UNIT;
		return;
	}
	low = factor > 0 ? bounds->low[term->cell] : bounds->high[term->cell];
	high = factor > 0 ? bounds->high[term->cell] : bounds->low[term->cell];
	if (low == BOUND_NONE || low == -BOUND_NONE)
		range->open_below = 1;
	else
		range->least = (int128) factor * low;
	if (high == BOUND_NONE || high == -BOUND_NONE)
		range->open_above = 1;
	else
		range->most = (int128) factor * high;
}

static void
relation_range(const Bounds *bounds, const Rule *rule, Range *sum)
{
	memset(sum, 0, sizeof(*sum));
	for (int i = 0; i < rule->relation.nterms; i++)
	{
		Range		range;

		term_range(bounds, &rule->relation.terms[i], &range);
		sum->least += range.least;
		sum->most += range.most;
		sum->open_below += range.open_below;
		sum->open_above += range.open_above;
	}
}

static bool
can_hold(const Bounds *bounds, const Rule *rule)
{
	Range		sum;

	relation_range(bounds, rule, &sum);
	return (sum.open_below > 0 || sum.least <= rule->tolerance) &&
		(sum.open_above > 0 || sum.most >= -rule->tolerance);
}

static void
open_cell(Bounds *bounds, int cell)
{
	bounds->low[cell] = cell_info[cell].scale == 0 && !cell_info[cell].is_signed ? 0 : -BOUND_NONE;
	bounds->high[cell] = BOUND_NONE;
}

Bounds *
bounds_begin(const CellVector *known, const CellSet *open)
{
	Bounds	   *bounds = palloc(sizeof(Bounds));

	bounds->nrelations = 0;
	bounds->relation = palloc(statutory_rule_count() * sizeof(Rule *));
	bounds->cells = palloc0(statutory_rule_count() * sizeof(CellSet));
	bounds->broken = palloc0(statutory_rule_count() * sizeof(bool));
	for (int cell = 0; cell < CELL_COUNT; cell++)
	{
		bounds->low[cell] = bounds->high[cell] = known->value[cell];
		if (!cellset_has(&known->numbers, cell) && cellset_has(open, cell))
			open_cell(bounds, cell);
	}
	for (int i = 0; i < nrelations; i++)
	{
		const Rule *rule = &statutory[i].rule;

		if (!is_plain_equality(rule))
			continue;
		bounds->broken[bounds->nrelations] = !can_hold(bounds, rule);
		for (int t = 0; t < rule->relation.nterms; t++)
			if (rule->relation.terms[t].cell != CONSTANT_TERM)
				cellset_add(&bounds->cells[bounds->nrelations], rule->relation.terms[t].cell);
		bounds->relation[bounds->nrelations++] = rule;
	}
	/* one of its numbers is wrong, and nobody knows which: none says anything of others */
	for (int i = 0; i < bounds->nrelations; i++)
		for (int cell = 0; bounds->broken[i] && cell < CELL_COUNT; cell++)
			if (cellset_has(&bounds->cells[i], cell) && cellset_has(&known->numbers, cell))
				open_cell(bounds, cell);
	return bounds;
}

void
bounds_set(Bounds *bounds, int cell, int64 value)
{
	bounds->low[cell] = bounds->high[cell] = value;
}

/*
 * Narrows the bounds of a term to the room that the other terms leave.  Returns
 * true if it sets one.
 */
static bool
narrow_term(Bounds *bounds, const Rule *rule, const RuleTerm *term, const Range *sum)
{
	int64		factor = term->on_right ? -term->multiplier : term->multiplier;
	Range		own;
	bool		changed = false;

	if (term->cell == CONSTANT_TERM || factor == 0)
		return false;
	term_range(bounds, term, &own);
	if (sum->open_below == own.open_below)
	{
		int128		room = rule->tolerance - (sum->least - own.least);
		int64	   *bound = factor > 0 ? &bounds->high[term->cell] : &bounds->low[term->cell];

		if (own.open_above > 0 || own.most > room)
		{
			int128		limit = room / factor;

			if (limit > -BOUND_NONE && limit < BOUND_NONE)
			{
				*bound = (int64) limit;
				changed = true;
			}
		}
	}
	if (sum->open_above == own.open_above)
	{
		int128		room = -rule->tolerance - (sum->most - own.most);
		int64	   *bound = factor > 0 ? &bounds->low[term->cell] : &bounds->high[term->cell];

		if (own.open_below > 0 || own.least < room)
		{
			int128		limit = room / factor;

			if (limit > -BOUND_NONE && limit < BOUND_NONE)
			{
				*bound = (int64) limit;
				changed = true;
			}
		}
	}
	return changed;
}

/*
 * Narrows each open cell of a relation to what the bounds of the other terms
 * leave.  A published page may contradict itself: a relation that the known
 * numbers break, or that would leave a cell no number at all, is marked broken.
 * Returns true if a bound has changed.
 */
static bool
narrow_relation(Bounds *bounds, int i)
{
	const Rule *rule = bounds->relation[i];
	bool		changed = false;
	Range		sum;

	relation_range(bounds, rule, &sum);
	for (int t = 0; t < rule->relation.nterms; t++)
	{
		const RuleTerm *term = &rule->relation.terms[t];
		int64		low = bounds->low[Max(term->cell, 0)];
		int64		high = bounds->high[Max(term->cell, 0)];

		if (low == high || !narrow_term(bounds, rule, term, &sum))
			continue;
		if (bounds->low[term->cell] > bounds->high[term->cell])
		{
			bounds->low[term->cell] = low;
			bounds->high[term->cell] = high;
			bounds->broken[i] = true;
			return changed;
		}
		changed = changed || bounds->low[term->cell] != low || bounds->high[term->cell] != high;
		relation_range(bounds, rule, &sum);
	}
	return changed;
}

void
bounds_narrow(Bounds *bounds)
{
	bool		changed = true;

	for (int pass = 0; changed && pass < PASSES_MAX; pass++)
	{
		changed = false;
		for (int i = 0; i < bounds->nrelations; i++)
			if (!bounds->broken[i] && narrow_relation(bounds, i))
				changed = true;
	}
}

bool
bounds_allow(Bounds *bounds, const int *cells, const int64 *values, int n)
{
	int64		low[CELL_COUNT];
	int64		high[CELL_COUNT];
	CellSet		own = {0};
	bool		allowed = true;

	for (int i = 0; i < n; i++)
		if (values[i] < bounds->low[cells[i]] || values[i] > bounds->high[cells[i]])
			return false;

	/* a relation with only one of the cells is covered by the bounds of that cell */
	for (int i = 0; i < n; i++)
	{
		low[i] = bounds->low[cells[i]];
		high[i] = bounds->high[cells[i]];
		bounds_set(bounds, cells[i], values[i]);
		cellset_add(&own, cells[i]);
	}
	for (int i = 0; allowed && i < bounds->nrelations; i++)
	{
		CellSet		shared = bounds->cells[i];

		cellset_intersection(&shared, &own);
		if (!bounds->broken[i] && cellset_count(&shared) > 1)
			allowed = can_hold(bounds, bounds->relation[i]);
	}
	for (int i = 0; i < n; i++)
	{
		bounds->low[cells[i]] = low[i];
		bounds->high[cells[i]] = high[i];
	}
	return allowed;
}
