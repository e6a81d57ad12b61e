/*
 * evidence.c
 *	  What sums and relations say of numbers that are read.
 */
#include "postgres.h"

#include "rule/statutory.h"
#include "table/evidence.h"

/* The verdict, and by how much the others exceed the total. */
static ReadEvidence
weigh_sum(const Quantity *const *number, int n, int total, int cell, SumBlanks blanks, int128 *excess)
{
	bool		total_known = false;
	bool		others_known = false;

	*excess = 0;
	for (int i = 0; i < n; i++)
	{
		const Quantity *quantity = number[i];
		int64		value;

		if ((blanks != BLANKS_OPEN && quantity->kind == QUANTITY_EMPTY) ||
			(blanks == BLANKS_NOTHING && quantity->kind == QUANTITY_NOT_STATED))
			continue;
		if (quantity->kind != QUANTITY_NUMBER || !quantity_fits(quantity, cell, AMOUNT_SHIFT, &value))
			return EVIDENCE_OPEN;
		*excess += i == total ? -value : value;
		*(i == total ? &total_known : &others_known) = true;
	}
	if (!total_known || !others_known)
		return EVIDENCE_OPEN;
	return *excess == 0 ? EVIDENCE_HOLDS : EVIDENCE_FAILS;
}

ReadEvidence
evidence_of_sum(const Quantity *const *number, int n, int total, int cell, SumBlanks blanks)
{
	int128		excess;

	return weigh_sum(number, n, total, cell, blanks, &excess);
}

ReadEvidence
line_sum_excess(const TableLine *line, int from, int n, SumBlanks blanks, int128 *excess)
{
	const Quantity *number[LINE_DATA_MAX];

	for (int i = 0; i < n; i++)
		number[i] = &line->data[from + i].quantity;
	return weigh_sum(number, n, n - 1, line->shape->sum_cell, blanks, excess);
}

ReadEvidence
line_sum(const TableLine *line, int from, int n, SumBlanks blanks)
{
	int128		excess;

	return line_sum_excess(line, from, n, blanks, &excess);
}

ReadEvidence
relations_verdict(const CellVector *figures,
				  bool (*concerns) (const Comparison *relation, const void *what), const void *what)
{
	RuleInput	input = {0};
	ReadEvidence	verdict = EVIDENCE_OPEN;

	rule_input_set(&input, SCOPE_OWN, figures);
	for (int i = 0; i < nrelations; i++)
	{
		Evaluation	evaluation;

		if (!concerns(&statutory[i].rule.relation, what))
			continue;
		rule_evaluate(&statutory[i].rule, &input, &evaluation);
		if (evaluation.outcome == OUTCOME_FAIL)
			return EVIDENCE_FAILS;
		if (evaluation.outcome == OUTCOME_PASS)
			verdict = EVIDENCE_HOLDS;
	}
	return verdict;
}

bool
relation_has_cell(const Comparison *relation, const void *what)
{
	for (int t = 0; t < relation->nterms; t++)
		if (relation->terms[t].cell == *(const int *) what)
			return true;
	return false;
}

/* Returns the place of a cell in a line, or -1. */
static int
place_in_line(const TableLine *line, int cell)
{
	for (int i = 0; i < line->ncells; i++)
		if (line->cell[i] == cell)
			return i;
	return -1;
}

int
line_relations(const TableLine *line, LineRelation *relations)
{
	int			n = 0;

	for (int i = 0; i < nrelations && n < LINE_RELATIONS_MAX; i++)
	{
		const Comparison *relation = &statutory[i].rule.relation;
		LineRelation *found = &relations[n];
		bool		inside = relation->nterms > 0 && relation->nterms <= LINE_CELLS_MAX;

		found->n = 0;
		found->last = -1;
		for (int t = 0; inside && t < relation->nterms; t++)
		{
			const RuleTerm *term = &relation->terms[t];
			int			place = place_in_line(line, term->cell);

			inside = place >= 0;
			found->last = Max(found->last, place);
			found->place[found->n] = place;
			found->factor[found->n++] = term->on_right ? -term->multiplier : term->multiplier;
		}
		if (inside)
			n++;
	}
	return n;
}
