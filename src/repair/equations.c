/*
 * equations.c
 *	  The equalities that the numbers of one report must satisfy.
 */
#include "postgres.h"

#include "common/fraction.h"
#include "repair/equations.h"
#include "rule/statutory.h"

static bool
is_own_equality(const Rule *rule)
{
	return rule->relation.nterms > 0 && rule->relation.comparator == COMPARATOR_EQ &&
		rule->nalternatives == 0 && rule->tolerance == 0 && rule->nconditions == 0 &&
		rule->scopes == 1 << SCOPE_OWN;
}

/* Adds up the terms of a rule by cell, without absent cells. */
static void
sum_terms(const Rule *rule, const RuleInput *input, int128 *factor, int128 *total, int *alone)
{
	int			nterms[2] = {0, 0};

	memset(factor, 0, CELL_COUNT * sizeof(int128));
	*total = 0;
	alone[0] = alone[1] = -1;
	for (int i = 0; i < rule->relation.nterms; i++)
	{
		const RuleTerm *term = &rule->relation.terms[i];
		int			side = term->on_right ? 1 : 0;
		int128		multiplier = term->on_right ? -term->multiplier : term->multiplier;

		if (!rule_has_term(input, term))
			continue;
		alone[side] = nterms[side]++ == 0 ? term->cell : -1;
		if (term->cell == CONSTANT_TERM)
			*total -= multiplier * RULE_COEFFICIENT_UNIT;
		else
			factor[term->cell] += multiplier;
	}
}

/* Puts the equation into lowest terms.  Returns false if a factor is too large, or all are zero. */
static bool
fill_equation(Equation *equation, const int128 *factor, int128 total)
{
	int128		divisor = total < 0 ? -total : total;

	equation->nterms = 0;
	for (int cell = 0; cell < CELL_COUNT; cell++)
		if (factor[cell] != 0)
		{
			divisor = fraction_gcd(divisor, factor[cell] < 0 ? -factor[cell] : factor[cell]);
			equation->nterms++;
		}
	if (equation->nterms == 0)
		return false;
	equation->cell = palloc(equation->nterms * sizeof(int16));
	equation->factor = palloc(equation->nterms * sizeof(int32));
	equation->total = total / divisor;
	equation->nterms = 0;
	for (int cell = 0; cell < CELL_COUNT; cell++)
	{
		int128		quotient = factor[cell] / divisor;

		if (quotient == 0)
			continue;
		if (quotient >= TABLEAU_ENTRY_MAX || quotient < -TABLEAU_ENTRY_MAX)
			return false;
		equation->cell[equation->nterms] = cell;
		equation->factor[equation->nterms++] = (int32) quotient;
	}
	for (int side = 0; side < 2; side++)
		if (equation->alone[side] >= 0 &&
			(factor[equation->alone[side]] != divisor && factor[equation->alone[side]] != -divisor))
			equation->alone[side] = -1;
	return true;
}

/* Notes each code once: a rule with "*" stands for many. */
static void
note_unused(Equations *equations, const Rule *rule)
{
	ListCell   *lc;

	foreach(lc, equations->unused)
		if (strcmp(lfirst(lc), rule->code) == 0)
			return;
	equations->unused = lappend(equations->unused, unconstify(char *, rule->code));
}

static void
add_equation(Equations *equations, const Rule *rule, bool is_own, const RuleInput *input)
{
	Equation   *equation;
	int128		factor[CELL_COUNT];
	int128		total;
	Evaluation	evaluation;

	if (!is_own_equality(rule))
		return;
	rule_evaluate(rule, input, &evaluation);
	if (evaluation.outcome == OUTCOME_NOT_APPLICABLE)
		return;
	if (equations->n == TABLEAU_ROWS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("there are too many rules"),
				 errdetail("At most %d equalities can be solved together.", TABLEAU_ROWS_MAX)));
	equation = &equations->equation[equations->n];
	equation->rule = rule;
	equation->is_own = is_own;
	equation->fails = evaluation.outcome == OUTCOME_FAIL;
	sum_terms(rule, input, factor, &total, equation->alone);
	if (!fill_equation(equation, factor, total))
	{
		if (equation->fails)
			note_unused(equations, rule);
		return;
	}
	for (int i = 0; i < equation->nterms; i++)
		cellset_add(&equations->cells, equation->cell[i]);
	equations->n++;
}

Equations *
equations_of(const CellVector *vector, List *office_rules)
{
	Equations  *equations = palloc0(sizeof(Equations));
	int			most = nrelations;
	RuleInput	input;
	ListCell   *lc;
	ListCell   *lc2;

	memset(&input, 0, sizeof(input));
	rule_input_set(&input, SCOPE_OWN, vector);
	equations->vector = vector;
	equations->blanks = input.blanks[SCOPE_OWN];
	foreach(lc, office_rules)
		most += list_length(((OfficeRule *) lfirst(lc))->rules);
	equations->equation = palloc(most * sizeof(Equation));
	for (int i = 0; i < nrelations; i++)
		add_equation(equations, &statutory[i].rule, false, &input);
	foreach(lc, office_rules)
		foreach(lc2, ((OfficeRule *) lfirst(lc))->rules)
			add_equation(equations, &((CheckRule *) lfirst(lc2))->rule, true, &input);
	return equations;
}

Equations *
equations_without_office(const Equations *equations)
{
	Equations  *statutory_ones = palloc0(sizeof(Equations));

	statutory_ones->vector = equations->vector;
	statutory_ones->blanks = equations->blanks;
	statutory_ones->equation = palloc((equations->n + 1) * sizeof(Equation));
	statutory_ones->unused = list_copy(equations->unused);
	for (int i = 0; i < equations->n; i++)
	{
		const Equation *equation = &equations->equation[i];

		if (equation->is_own)
		{
			note_unused(statutory_ones, equation->rule);
			continue;
		}
		statutory_ones->equation[statutory_ones->n++] = *equation;
		for (int t = 0; t < equation->nterms; t++)
			cellset_add(&statutory_ones->cells, equation->cell[t]);
	}
	return statutory_ones;
}

void
equations_add_row(const Equations *equations, Tableau *tableau, int equation)
{
	const Equation *added = &equations->equation[equation];
	int			row = tableau->nrows++;

	memset(tableau_row(tableau, row), 0, tableau->ncolumns * sizeof(int32));
	tableau->basic[row] = -1;
	tableau->constant[row] = added->total;
	for (int t = 0; t < added->nterms; t++)
	{
		int			cell = added->cell[t];

		tableau_row(tableau, row)[cell] = added->factor[t];
		tableau->constant[row] -= (int128) added->factor[t] * equations->vector->value[cell];
	}
	if (tableau->constant[row] > TABLEAU_CONSTANT_MAX || tableau->constant[row] < -TABLEAU_CONSTANT_MAX)
		tableau->gave_up = true;
}

void
equations_free_blanks(const Equations *equations, Tableau *tableau)
{
	CellSet		blanks = equations->blanks;

	cellset_intersection(&blanks, &equations->cells);
	for (int cell = 0; (cell = cellset_next(&blanks, cell)) >= 0; cell++)
		tableau_set_free(tableau, cell, cell_kind(cell), 0);
}

Tableau *
equations_tableau(const Equations *equations, const bool *omitted, bool marks)
{
	Tableau    *tableau;
	int			nrows = 0;

	for (int i = 0; i < equations->n; i++)
		if (omitted == NULL || !omitted[i])
			nrows++;
	tableau = tableau_begin(nrows, CELL_COUNT + (marks ? equations->n : 0));
	tableau->nrows = 0;
	for (int i = 0; i < equations->n; i++)
	{
		if (omitted != NULL && omitted[i])
			continue;
		equations_add_row(equations, tableau, i);
		if (marks)
			tableau_row(tableau, tableau->nrows - 1)[CELL_COUNT + i] = 1;
	}
	return tableau;
}
