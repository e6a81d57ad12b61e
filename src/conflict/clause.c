/*
 * clause.c
 *	  Rules as clauses over whole numbers.
 */
#include "postgres.h"

#include "conflict/clause.h"

/* The left side of a comparison minus the right, like terms added up. */
typedef struct Difference
{
	int128		constant;
	int128		coefficient[UNKNOWN_COUNT];
} Difference;

/* The answers that rule_evaluate() can give of complete reports in the setting. */
static Applicability
comparison_applicability(const Comparison *comparison, const Setting *setting)
{
	Scope		missing;

	return rule_comparison_applicability(comparison, setting->cells, NULL, &missing);
}

Applicability
rule_applicability(const Rule *rule, const Setting *setting)
{
	Applicability result = comparison_applicability(&rule->relation, setting);

	for (int i = 0; i < rule->nconditions && result == APPLIES; i++)
		result = comparison_applicability(&rule->conditions[i], setting);
	return result;
}

/*
 * Kinds of units that no rule names have other numbers, and any do: there may
 * always be one more, so what is refuted holds for whatever kinds there are.
 */
static int
kind_number(const char *kind, const Setting *setting)
{
	ListCell   *lc;

	foreach(lc, setting->kinds)
		if (strcmp(lfirst(lc), kind) == 0)
			return foreach_current_index(lc);
	elog(ERROR, "kind \"%s\" has no number", kind);
}

static void
find_difference(const Comparison *comparison, const Setting *setting, Difference *difference)
{
	memset(difference, 0, sizeof(*difference));
	if (comparison->kind != NULL)
	{
		difference->coefficient[UNKNOWN_KIND] = 1;
		difference->constant = -kind_number(comparison->kind, setting);
		return;
	}
	for (int i = 0; i < comparison->nterms; i++)
	{
		const RuleTerm *term = &comparison->terms[i];
		int128		multiplier = term->on_right ? -term->multiplier : term->multiplier;
		Scope		scope = term->scope == SCOPE_OWN ? setting->own : term->scope;

		if (term->cell == CONSTANT_TERM)
			difference->constant += multiplier * RULE_COEFFICIENT_UNIT;
		else if (rule_term_is_there(term, setting->cells, NULL))
			difference->coefficient[UNKNOWN_OF(scope, term->cell)] += multiplier;
	}
}

/* Divides by the greatest common divisor of the coefficients, which narrows the bounds. */
static void
tighten_literal(Literal *literal)
{
	int128		divisor = 0;
	LinearRange *range = &literal->range;

	for (int i = 0; i < literal->nterms; i++)
		divisor = fraction_gcd(divisor, literal->coefficient[i]);
	if (divisor == 0)
		return;
	for (int i = 0; i < literal->nterms; i++)
		literal->coefficient[i] /= divisor;
	range->low = -fraction_floor(-range->low, divisor);
	range->high = fraction_floor(range->high, divisor);
}

static bool
literal_is_possible(const Literal *literal)
{
	const LinearRange *range = &literal->range;

	if (literal->nterms == 0)
		return !(range->has_low && range->low > 0) && !(range->has_high && range->high < 0);
	return !(range->has_low && range->has_high && range->low > range->high);
}

/* Adds "the difference is within the range" to a clause, unless that is impossible. */
static void
add_literal(Clause *clause, const Difference *difference, LinearRange range)
{
	Literal    *literal = &clause->literals[clause->nliterals];
	int			nterms = 0;

	for (int i = 0; i < UNKNOWN_COUNT; i++)
		nterms += difference->coefficient[i] != 0;
	literal->nterms = 0;
	literal->unknown = palloc(nterms * sizeof(int16) + 1);
	literal->coefficient = palloc(nterms * sizeof(int128) + 1);
	for (int i = 0; i < UNKNOWN_COUNT; i++)
	{
		if (difference->coefficient[i] == 0)
			continue;
		literal->unknown[literal->nterms] = i;
		literal->coefficient[literal->nterms++] = difference->coefficient[i];
	}
	literal->range = range;
	literal->range.low -= difference->constant;
	literal->range.high -= difference->constant;
	tighten_literal(literal);
	if (literal_is_possible(literal))
		clause->nliterals++;
}

/* Adds that a comparison holds within a tolerance; see compare() in rule.c. */
static void
add_comparison(Clause *clause, const Comparison *comparison, const Setting *setting,
			   Comparator comparator, int128 tolerance)
{
	Difference	difference;
	LinearRange at_least = {.has_low = true};
	LinearRange at_most = {.has_high = true};
	LinearRange between = {.has_low = true, .has_high = true,
	.low = -tolerance, .high = tolerance};

	find_difference(comparison, setting, &difference);
	switch (comparator)
	{
		case COMPARATOR_EQ:
			add_literal(clause, &difference, between);
			break;
		case COMPARATOR_NE:
			at_most.high = -tolerance - 1;
			add_literal(clause, &difference, at_most);
			at_least.low = tolerance + 1;
			add_literal(clause, &difference, at_least);
			break;
		case COMPARATOR_LT:
		case COMPARATOR_LE:
			at_most.high = comparator == COMPARATOR_LE ? tolerance : tolerance - 1;
			add_literal(clause, &difference, at_most);
			break;
		case COMPARATOR_GT:
		case COMPARATOR_GE:
			at_least.low = comparator == COMPARATOR_GE ? -tolerance : -tolerance + 1;
			add_literal(clause, &difference, at_least);
			break;
	}
}

/* Adds that a comparison fails: of an inequality the tolerance changes its sign. */
static void
add_opposite(Clause *clause, const Comparison *comparison, const Setting *setting,
			 int128 tolerance)
{
	static const Comparator opposite[] = {
		[COMPARATOR_EQ] = COMPARATOR_NE,
		[COMPARATOR_NE] = COMPARATOR_EQ,
		[COMPARATOR_LT] = COMPARATOR_GE,
		[COMPARATOR_LE] = COMPARATOR_GT,
		[COMPARATOR_GT] = COMPARATOR_LE,
		[COMPARATOR_GE] = COMPARATOR_LT,
	};
	Comparator	comparator = opposite[comparison->comparator];

	if (comparator != COMPARATOR_EQ && comparator != COMPARATOR_NE)
		tolerance = -tolerance;
	add_comparison(clause, comparison, setting, comparator, tolerance);
}

static Clause *
make_clause(int owner, int ncomparisons)
{
	Clause	   *clause = palloc(sizeof(Clause));

	clause->owner = owner;
	clause->nliterals = 0;
	clause->literals = palloc(2 * ncomparisons * sizeof(Literal));
	return clause;
}

Clause *
clause_of_rule(const Rule *rule, const Setting *setting, int owner)
{
	Clause	   *clause = make_clause(owner, rule->nconditions + 1);

	for (int i = 0; i < rule->nconditions; i++)
		add_opposite(clause, &rule->conditions[i], setting, 0);
	add_comparison(clause, &rule->relation, setting, rule->relation.comparator, rule->tolerance);
	return clause;
}

Clause *
clause_of_relation(const Rule *rule, const Setting *setting, bool holds)
{
	Clause	   *clause = make_clause(0, 1);

	if (holds)
		add_comparison(clause, &rule->relation, setting, rule->relation.comparator,
					   rule->tolerance);
	else
		add_opposite(clause, &rule->relation, setting, rule->tolerance);
	return clause;
}

Clause *
clause_of_condition(const Rule *rule, const Setting *setting, int condition)
{
	const Comparison *comparison = &rule->conditions[condition];
	Clause	   *clause = make_clause(0, 1);

	add_comparison(clause, comparison, setting, comparison->comparator, 0);
	return clause;
}
