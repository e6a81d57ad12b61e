/*
 * text_reading.c
 *	  The numbers of the text that one evaluation of a rule uses.
 */
#include "postgres.h"

#include "common/int.h"

#include "narrative/text_reading.h"

/* Characters between two numbers that stand side by side. */
#define SIDE_BY_SIDE_MAX 60

static void
use_statement(TextReading *reading, int reference, const Statement *statement)
{
	if (statement == NULL || reading->number[reference] != NULL)
		return;
	reading->number[reference] = &statement->number;
	reading->used[reading->nused++] = statement;
}

static void
forget_reference(TextReading *reading, int reference)
{
	int			kept = 0;

	reading->number[reference] = NULL;
	for (int i = 0; i < reading->nused; i++)
		if (reading->used[i]->reference != reference)
			reading->used[kept++] = reading->used[i];
	reading->nused = kept;
}

/*
 * Drops a whole if a part of it is stated, and topics of which fewer than two
 * indicators are stated: they are no sums.
 */
static void
settle_topics(TextReading *reading, const Comparison *comparison)
{
	for (int i = 0; i < comparison->nterms; i++)
		for (int k = 0; k < comparison->nterms && comparison->terms[i].of_topic; k++)
			if (comparison->terms[k].of_topic && reading->number[comparison->terms[k].cell] != NULL &&
				indicator_covers(REFERENCE_INDICATOR(comparison->terms[i].cell),
								 REFERENCE_INDICATOR(comparison->terms[k].cell)))
				forget_reference(reading, comparison->terms[i].cell);
	for (int i = 0; i < comparison->nterms;)
	{
		int			end = i;
		int			stated = 0;

		for (; end < comparison->nterms && comparison->terms[end].reference == comparison->terms[i].reference; end++)
			stated += comparison->terms[end].scope == SCOPE_TEXT &&
				reading->number[comparison->terms[end].cell] != NULL;
		for (; i < end; i++)
			if (comparison->terms[i].of_topic && stated < 2)
				forget_reference(reading, comparison->terms[i].cell);
	}
}

void
take_reading(const Statements *statements, const Rule *rule, const Statement *pivot, TextReading *reading)
{
	reading->pivot = pivot;
	use_statement(reading, pivot->reference, pivot);
	for (int i = -1; i < rule->nalternatives + rule->nconditions; i++)
	{
		const Comparison *comparison = i < 0 ? &rule->relation :
			i < rule->nalternatives ? &rule->alternatives[i] : &rule->conditions[i - rule->nalternatives];

		for (int k = 0; k < comparison->nterms; k++)
		{
			const RuleTerm *term = &comparison->terms[k];

			if (term->scope == SCOPE_TEXT)
				use_statement(reading, term->cell,
							  nearest_statement(statements, term->cell, pivot, term->of_topic));
		}
		settle_topics(reading, comparison);
	}
}

/* A rule uses few of the references: the others need no clearing. */
void
drop_reading(TextReading *reading)
{
	while (reading->nused > 0)
		reading->number[reading->used[--reading->nused]->reference] = NULL;
}

bool
relation_uses(const Rule *rule, int reference)
{
	for (int i = 0; i < rule->relation.nterms; i++)
		if (rule->relation.terms[i].scope == SCOPE_TEXT && rule->relation.terms[i].cell == reference)
			return true;
	return false;
}

bool
reading_is_foreign(const Statements *statements, const Rule *rule, const TextReading *reading)
{
	for (int i = 0; i < reading->nused; i++)
	{
		if (reading->used[i] != reading->pivot && !relation_uses(rule, reading->used[i]->reference))
			continue;
		if (statement_is_foreign(statements, reading->used[i]))
			return true;
	}
	return false;
}

bool
add_neighbours(const Statements *statements, int n, Statement *sum, int *end)
{
	const Statement *last = &statements->statement[n];
	int			added = 0;

	*sum = *last;
	for (*end = n + 1; *end < statements->n; (*end)++)
	{
		const Statement *next = &statements->statement[*end];

		if (next->reference != last->reference)
			continue;
		if (next->hit->section != last->hit->section || next->hit->scope != last->hit->scope ||
			next->hit->position - last->hit->position > SIDE_BY_SIDE_MAX ||
			pg_add_s64_overflow(sum->number.value, next->number.value, &sum->number.value) ||
			pg_add_s64_overflow(sum->number.low, next->number.low, &sum->number.low) ||
			pg_add_s64_overflow(sum->number.high, next->number.high, &sum->number.high))
			break;
		sum->number.no_low |= next->number.no_low;
		sum->number.no_high |= next->number.no_high;
		last = next;
		added++;
	}
	return added > 0;
}
