/*
 * text_cells.c
 *	  Fills cells from numbers that the text of a report states.
 *
 * The cell of an indicator follows from the rules on the text that compare the
 * two.
 */
#include "postgres.h"

#include "narrative/text_cells.h"
#include "rule/statutory.h"

/* Does the rule compare one number of the text with one cell? */
static bool
compares_a_cell(const Rule *rule)
{
	const RuleTerm *text = &rule->relation.terms[0];
	const RuleTerm *cell = &rule->relation.terms[1];

	return rule->relation.comparator == COMPARATOR_EQ && rule->relation.nterms == 2 && rule->nconditions == 0 &&
		text->scope == SCOPE_TEXT && !text->of_topic &&
		text->cell == TEXT_REFERENCE(REFERENCE_INDICATOR(text->cell), ASPECT_VALUE) &&
		cell->scope == SCOPE_OWN && cell->cell != CONSTANT_TERM;
}

static bool
is_exact(const TextNumber *number)
{
	return !number->no_low && !number->no_high && number->low == number->high;
}

/*
 * Computes the number of the cell from the text.  Returns false if the text
 * states no number, or several.
 */
static bool
stated_number(const Statements *statements, const Rule *rule, int64 *number)
{
	const RuleTerm *text = &rule->relation.terms[0];
	const RuleTerm *cell = &rule->relation.terms[1];
	bool		found = false;

	*number = 0;
	for (int i = 0; i < statements->n; i++)
	{
		const Statement *statement = &statements->statement[i];
		int128		product = (int128) statement->number.value * text->multiplier;

		if (statement->reference != text->cell || statement_is_foreign(statements, statement))
			continue;
		if (!is_exact(&statement->number) || product % cell->multiplier != 0 ||
			(found && product / cell->multiplier != *number))
			return false;
		*number = (int64) (product / cell->multiplier);
		found = true;
	}
	return found;
}

void
text_cells(const TextInput *text, CellVector *vector)
{
	const FormLayout *layout = form_layout(vector->forms);
	int			nrules;
	const CheckRule *rules = text_rules_compiled(&nrules);
	Statements	statements;

	collect_statements(&statements, text);
	for (int i = 0; i < nrules; i++)
	{
		const Rule *rule = &rules[i].rule;
		int64		number;

		if (compares_a_cell(rule) && cellset_has(&layout->asked, rule->relation.terms[1].cell) &&
			stated_number(&statements, rule, &number))
			vector_set(vector, rule->relation.terms[1].cell, number);
	}
}
