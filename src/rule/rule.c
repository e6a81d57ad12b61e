/*
 * rule.c
 *	  The evaluation of compiled rules.
 */
#include "postgres.h"

#include "rule/rule.h"

const char *const scope_prefix[SCOPE_COUNT + 1] = {
	[SCOPE_OWN] = "",
	[SCOPE_PREVIOUS] = "previous.",
	[SCOPE_CHILDREN] = "children.",
	[SCOPE_TEXT] = "text.",
};

void
rule_input_set(RuleInput *input, Scope scope, const CellVector *vector)
{
	input->vector[scope] = vector;
	memset(&input->present[scope], 0, sizeof(CellSet));
	memset(&input->holes[scope], 0, sizeof(CellSet));
	if (vector != NULL)
	{
		vector_blanks(vector, &input->blanks[scope]);
		input->present[scope] = vector->numbers;
		cellset_union(&input->present[scope], &input->blanks[scope]);
	}
}

void
rule_input_set_holes(RuleInput *input, Scope scope, const CellVector *holes)
{
	for (int cell = 0; cell < CELL_COUNT; cell++)
		if (holes->value[cell] != 0)
		{
			/* blank in one addend, and replaced in the sum by a row of another */
			if (!cellset_has(&input->vector[scope]->numbers, cell))
			{
				cellset_add(&input->blanks[scope], cell);
				cellset_add(&input->present[scope], cell);
			}
			cellset_add(&input->holes[scope], cell);
		}
}

CellSet
rule_input_open_cells(const RuleInput *input)
{
	CellSet		open = input->blanks[SCOPE_OWN];

	cellset_union(&open, &input->holes[SCOPE_OWN]);
	return open;
}

bool
rule_term_is_there(const RuleTerm *term, const CellSet *const *cells,
				   const TextNumber *const *text)
{
	if (term->scope == SCOPE_TEXT)
		return text != NULL && text[term->cell] != NULL;
	return term->cell == CONSTANT_TERM ||
		(cells[term->scope] != NULL && cellset_has(cells[term->scope], term->cell));
}

/* The cells that are there by scope, as rule_comparison_applicability() takes them. */
static void
present_cells(const RuleInput *input, const CellSet **cells)
{
	for (int scope = 0; scope < SCOPE_COUNT; scope++)
		cells[scope] = input->vector[scope] ? &input->present[scope] : NULL;
}

bool
rule_has_term(const RuleInput *input, const RuleTerm *term)
{
	const CellSet *cells[SCOPE_COUNT];

	present_cells(input, cells);
	return rule_term_is_there(term, cells, input->text);
}

Applicability
rule_comparison_applicability(const Comparison *comparison, const CellSet *const *cells,
						 const TextNumber *const *text, Scope *missing)
{
	bool		left = false;
	bool		right = false;
	bool		kept = false;
	bool		reference_kept = false;
	bool		reference_lost = false;
	int			scopes = 0;

	if (comparison->kind != NULL)
		return APPLIES;
	for (int i = 0; i < comparison->nterms; i++)
	{
		const RuleTerm *term = &comparison->terms[i];
		bool		is_there = rule_term_is_there(term, cells, text);
		bool		is_text = term->scope == SCOPE_TEXT;

		if (is_text && !is_there && !term->of_topic)
			return APPLIES_NO_CELLS;
		if (!is_text && term->cell != CONSTANT_TERM)
		{
			if (cells[term->scope] == NULL)
			{
				*missing = term->scope;
				return APPLIES_NO_REPORT;
			}
			scopes |= 1 << term->scope;
		}
		if (is_there)
		{
			kept = true;
			if (term->on_right)
				right = true;
			else
				left = true;
		}
		if (i + 1 == comparison->nterms || term[1].reference != term->reference)
		{
			if (kept && term->cell != CONSTANT_TERM)
				reference_kept = true;
			/* a topic that the text is silent about is not lost */
			if (!kept && !is_text)
				reference_lost = true;
			kept = false;
		}
	}

	/* a cell that only one of the years or levels has cannot be compared */
	if (reference_lost && reference_kept && (scopes & (scopes - 1)) != 0)
		return APPLIES_INCOMPARABLE;
	return left && right && reference_kept ? APPLIES : APPLIES_NO_CELLS;
}

/* How far the true difference of the sides may lie from the known one. */
typedef struct Margin
{
	bool		open_below;
	bool		open_above;
	bool		any_below;		/* a number of the text has no lower bound */
	bool		any_above;		/* or no upper bound */
	int128		below;			/* how far the numbers of the text may lie below (above) the stated ones */
	int128		above;
} Margin;

static void
open_margin(Margin *margin, Evaluation *result, const RuleTerm *term)
{
	const CellInfo *info = &cell_info[term->cell];
	bool		is_count = info->scale == 0 && !info->is_signed;
	bool		adds = (term->multiplier > 0) != term->on_right;

	if (!is_count || adds)
		margin->open_above = true;
	if (!is_count || !adds)
		margin->open_below = true;
	if (term->on_right)
		result->right_open = true;
	else
		result->left_open = true;
}

/* Widens the margin by a number of the text, which stands for any number between its bounds. */
static void
add_text_margin(Margin *margin, const TextNumber *number, const RuleTerm *term)
{
	int128		multiplier = term->on_right ? -(int128) term->multiplier : term->multiplier;
	bool		adds = multiplier > 0;
	int128		size = adds ? multiplier : -multiplier;
	int128		below = size * ((int128) number->value - number->low);
	int128		above = size * ((int128) number->high - number->value);

	if (adds ? number->no_low : number->no_high)
		margin->any_below = true;
	else
		margin->below += adds ? below : above;
	if (adds ? number->no_high : number->no_low)
		margin->any_above = true;
	else
		margin->above += adds ? above : below;
}

/*
 * left - right is at least "least" and at most "most", if these are bounded.  A
 * comparison that only an inexact number of the text leaves open has passed:
 * the text cannot be refuted, and will not get more exact.
 */
static Outcome
compare(Comparator comparator, int128 difference, const Margin *margin, int128 tolerance)
{
	int128		least = difference - margin->below;
	int128		most = difference + margin->above;
	bool		has_least = !margin->open_below && !margin->any_below;
	bool		has_most = !margin->open_above && !margin->any_above;
	bool		surely_above = has_least && least > tolerance;
	bool		surely_below = has_most && most < -tolerance;
	bool		known = !margin->open_below && !margin->open_above;
	bool		exact = has_least && has_most && least == most;
	bool		fails;
	bool		passes;

	switch (comparator)
	{
		case COMPARATOR_EQ:
			fails = surely_above || surely_below;
			passes = known && !fails;
			break;
		case COMPARATOR_NE:
			fails = exact && !surely_above && !surely_below;
			passes = (known && !fails) || surely_above || surely_below;
			break;
		case COMPARATOR_LE:
			fails = surely_above;
			passes = !margin->open_above && (margin->any_below || least <= tolerance);
			break;
		case COMPARATOR_GE:
			fails = surely_below;
			passes = !margin->open_below && (margin->any_above || most >= -tolerance);
			break;
		case COMPARATOR_LT:
			fails = has_least && least >= tolerance;
			passes = !margin->open_above && (margin->any_below || least < tolerance);
			break;
		case COMPARATOR_GT:
			fails = has_most && most <= -tolerance;
			passes = !margin->open_below && (margin->any_above || most > -tolerance);
			break;
		default:
			elog(ERROR, "unknown comparator %d", comparator);
	}
	return passes ? OUTCOME_PASS : fails ? OUTCOME_FAIL : OUTCOME_UNKNOWN;
}

static Why
why_no_report(const RuleInput *input, Scope scope)
{
	if (input->why[scope] != WHY_NONE)
		return input->why[scope];
	return scope == SCOPE_PREVIOUS ? WHY_NO_PREVIOUS : WHY_NO_CHILDREN;
}

/* Adds up the known parts of the sides, and the margin around their difference. */
static void
sum_sides(const Comparison *comparison, const RuleInput *input, Evaluation *result, Margin *margin)
{
	for (int i = 0; i < comparison->nterms; i++)
	{
		const RuleTerm *term = &comparison->terms[i];
		int128	   *side = term->on_right ? &result->right : &result->left;

		if (!rule_has_term(input, term))
			continue;
		if (term->cell == CONSTANT_TERM)
			*side += (int128) term->multiplier * RULE_COEFFICIENT_UNIT;
		else if (term->scope == SCOPE_TEXT)
		{
			*side += (int128) term->multiplier * input->text[term->cell]->value;
			add_text_margin(margin, input->text[term->cell], term);
		}
		else
		{
			*side += (int128) term->multiplier * input->vector[term->scope]->value[term->cell];
			if (cellset_has(&input->blanks[term->scope], term->cell) ||
				cellset_has(&input->holes[term->scope], term->cell))
				open_margin(margin, result, term);
		}
	}
}

/* Nothing is known of a unit whose kind is not told, as of a blank cell. */
static Outcome
compare_kind(const Comparison *comparison, const char *unit_kind)
{
	if (unit_kind == NULL)
		return OUTCOME_UNKNOWN;
	return (strcmp(unit_kind, comparison->kind) == 0) == (comparison->comparator == COMPARATOR_EQ) ?
		OUTCOME_PASS : OUTCOME_FAIL;
}

bool
rule_excludes_unit(const Rule *rule, const RuleInput *input)
{
	for (int i = 0; i < rule->nconditions; i++)
		if (rule->conditions[i].kind != NULL &&
			compare_kind(&rule->conditions[i], input->unit_kind) == OUTCOME_FAIL)
			return true;
	return false;
}

static void
evaluate_comparison(const Comparison *comparison, int128 tolerance,
					const RuleInput *input, Evaluation *result)
{
	const CellSet *cells[SCOPE_COUNT];
	Margin		margin = {0};
	Scope		missing;

	memset(result, 0, sizeof(*result));
	if (comparison->kind != NULL)
	{
		result->outcome = compare_kind(comparison, input->unit_kind);
		result->why = result->outcome == OUTCOME_UNKNOWN ? WHY_NO_KIND : WHY_NONE;
		return;
	}
	present_cells(input, cells);
	switch (rule_comparison_applicability(comparison, cells, input->text, &missing))
	{
		case APPLIES_NO_CELLS:
			result->outcome = OUTCOME_NOT_APPLICABLE;
			return;
		case APPLIES_NO_REPORT:
			result->outcome = OUTCOME_UNKNOWN;
			result->why = why_no_report(input, missing);
			return;
		case APPLIES_INCOMPARABLE:
			result->outcome = OUTCOME_UNKNOWN;
			result->why = WHY_ABSENT;
			return;
		case APPLIES:
			break;
	}
	sum_sides(comparison, input, result, &margin);
	result->outcome = compare(comparison->comparator, result->left - result->right,
							  &margin, tolerance);
	result->why = result->outcome == OUTCOME_UNKNOWN ? WHY_BLANK : WHY_NONE;
}

bool
rule_evaluate_side(const Comparison *side, const RuleInput *input, int128 *value)
{
	bool		found = false;

	*value = 0;
	for (int i = 0; i < side->nterms; i++)
	{
		const RuleTerm *term = &side->terms[i];

		if (term->cell == CONSTANT_TERM)
			*value += (int128) term->multiplier * RULE_COEFFICIENT_UNIT;
		else if (input->vector[term->scope] != NULL &&
				 cellset_has(&input->vector[term->scope]->numbers, term->cell))
		{
			*value += (int128) term->multiplier *
				input->vector[term->scope]->value[term->cell];
			found = true;
		}
	}
	return found;
}

/* Evaluates the relation and its alternatives; the best outcome counts. */
static void
evaluate_relation(const Rule *rule, const RuleInput *input, Evaluation *result)
{
	evaluate_comparison(&rule->relation, rule->tolerance, input, result);
	for (int i = 0; i < rule->nalternatives && result->outcome != OUTCOME_PASS; i++)
	{
		Evaluation	other;

		evaluate_comparison(&rule->alternatives[i], rule->tolerance, input, &other);
		if (other.outcome == OUTCOME_PASS || result->outcome == OUTCOME_NOT_APPLICABLE ||
			(other.outcome == OUTCOME_UNKNOWN && result->outcome == OUTCOME_FAIL))
			*result = other;
	}
}

void
rule_evaluate(const Rule *rule, const RuleInput *input, Evaluation *result)
{
	Evaluation	condition;
	Why			open = WHY_NONE;

	for (int i = 0; i < rule->nconditions; i++)
	{
		evaluate_comparison(&rule->conditions[i], 0, input, &condition);
		if (condition.outcome == OUTCOME_FAIL ||
			condition.outcome == OUTCOME_NOT_APPLICABLE)
		{
			memset(result, 0, sizeof(*result));
			result->outcome = OUTCOME_NOT_APPLICABLE;
			return;
		}
		if (condition.outcome == OUTCOME_UNKNOWN)
			open = condition.why;
	}

	evaluate_relation(rule, input, result);
	if (open != WHY_NONE && result->outcome == OUTCOME_FAIL)
	{
		result->outcome = OUTCOME_UNKNOWN;
		result->why = open;
	}
}
