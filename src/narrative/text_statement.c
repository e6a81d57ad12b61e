/*
 * text_statement.c
 *	  The numbers of a report's text, under the references that rules use.
 */
#include "postgres.h"

#include "narrative/text_statement.h"

/* Characters between the numbers of a list. */
#define LIST_MAX 400

/* Error allowed in a percentage besides its rounding, in units of 10^-TEXT_SCALE percent. */
#define PERCENT_TOLERANCE (TEXT_UNIT / 100)

/* 100 %, and the last decimal shown of an implied number. */
#define HUNDRED_PERCENT (100 * TEXT_UNIT)
#define SHOWN_UNIT (TEXT_UNIT / 100)

/* Statements of one reference; further ones are ignored. */
#define STATEMENTS_MAX 100

/* Does the sentence name no other year than the report's? */
static bool
is_of_year(const Statements *statements, const TextHit *hit)
{
	return hit->year == 0 || hit->year == statements->text->year;
}

static void
add_statement(Statements *statements, const TextHit *hit, Aspect aspect, const TextNumber *number)
{
	Statement  *statement = &statements->statement[statements->n];
	/* those received, with those carried in, are those that were to be handled */
	int			reference = TEXT_REFERENCE(hit->with_carried_in ? INDICATOR_requests_handled : hit->indicator, aspect);

	if (statements->count[reference]++ >= STATEMENTS_MAX)
		return;
	statements->n++;
	statement->hit = hit;
	statement->reference = reference;
	statement->number = *number;
}

static int64
divide(int128 dividend, int128 divisor)
{
	int128		result = divisor == 0 ? PG_INT64_MAX : dividend / divisor;

	return (int64) Min(Max(result, PG_INT64_MIN), PG_INT64_MAX);
}

/*
 * Adds the whole that a share implies, or the number of the year before that a
 * growth implies: the base over the percentage, with bounds, to two decimals.
 */
static void
add_implied(Statements *statements, const TextHit *hit)
{
	int64		offset = hit->aspect == ASPECT_SHARE ? 0 : HUNDRED_PERCENT;
	int128		base = (int128) hit->base * HUNDRED_PERCENT;
	int64		low = hit->low + offset - PERCENT_TOLERANCE;
	int64		high = hit->high + offset + PERCENT_TOLERANCE;
	TextNumber	number = {0};

	if (!hit->has_base || hit->no_low || hit->no_high || hit->base <= 0)
		return;
	if (hit->aspect == ASPECT_INCREASE)
	{
		number.value = hit->base - hit->value;
		number.low = hit->base - hit->high;
		number.high = hit->base - hit->low;
	}
	else if (low <= 0)
		return;
	else
	{
		number.low = divide(base, high);
		number.high = divide(base, low);
		number.value = divide(base, hit->value + offset);
		number.value = (number.value + SHOWN_UNIT / 2) / SHOWN_UNIT * SHOWN_UNIT;
	}
	add_statement(statements, hit, hit->aspect == ASPECT_SHARE ? ASPECT_WHOLE : ASPECT_BEFORE, &number);
}

void
collect_statements(Statements *statements, const TextInput *text)
{
	ListCell   *lc;
	TextHit    *year = palloc0(sizeof(TextHit));
	TextNumber	number = {0};

	statements->text = text;
	statements->n = 0;
	statements->statement = palloc((2 * list_length(text->hits) + 1) * sizeof(Statement));
	statements->other_year = palloc0(TEXT_REFERENCE_COUNT * sizeof(bool));
	statements->count = palloc0(TEXT_REFERENCE_COUNT * sizeof(int));
	foreach(lc, text->hits)
	{
		const TextHit *hit = lfirst(lc);

		if (hit->cumulative)
			continue;
		if (!is_of_year(statements, hit))
		{
			statements->other_year[TEXT_REFERENCE(hit->indicator, hit->aspect)] = true;
			continue;
		}
		number.value = hit->value;
		number.low = hit->no_low ? hit->value : hit->low;
		number.high = hit->no_high ? hit->value : hit->high;
		number.no_low = hit->no_low;
		number.no_high = hit->no_high;
		add_statement(statements, hit, hit->aspect, &number);
		if (hit->aspect != ASPECT_VALUE)
			add_implied(statements, hit);
	}
	year->indicator = INDICATOR_report_year;
	memset(&number, 0, sizeof(number));
	number.value = number.low = number.high = statements->text->year * TEXT_UNIT;
	add_statement(statements, year, ASPECT_VALUE, &number);
}

static bool
same_section(const TextHit *a, const TextHit *b)
{
	return a->section == b->section ||
		(a->section != NULL && b->section != NULL && strcmp(a->section, b->section) == 0);
}

const Statement *
nearest_statement(const Statements *statements, int reference, const Statement *pivot, bool of_list)
{
	const Statement *nearest = NULL;
	int			least = PG_INT32_MAX;

	for (int i = 0; i < statements->n; i++)
	{
		const Statement *statement = &statements->statement[i];
		int			distance = abs(statement->hit->position - pivot->hit->position);

		if (statement->reference != reference)
			continue;
		if (!same_section(statement->hit, pivot->hit))
			distance = PG_INT32_MAX - 1;
		if (of_list && distance > LIST_MAX)
			continue;
		if (distance < least)
		{
			nearest = statement;
			least = distance;
		}
	}
	return nearest;
}

bool
has_statement(const Statements *statements, int reference)
{
	return statements->count[reference] > 0;
}

static bool
same_number(const TextNumber *a, const TextNumber *b)
{
	return a->value == b->value && a->low == b->low && a->high == b->high &&
		a->no_low == b->no_low && a->no_high == b->no_high;
}

bool
statement_is_repeated(const Statements *statements, int n)
{
	const Statement *statement = &statements->statement[n];

	for (int i = 0; i < n; i++)
	{
		const Statement *earlier = &statements->statement[i];

		if (earlier->reference == statement->reference && earlier->hit->scope == statement->hit->scope &&
			same_number(&earlier->number, &statement->number))
			return true;
	}
	return false;
}

bool
statement_is_foreign(const Statements *statements, const Statement *statement)
{
	TextScope	scope = statement->hit->scope;

	if (scope == TEXT_SCOPE_NONE)
		return false;
	/* with no scope told, a report speaks of itself */
	return statements->text->scope != TEXT_SCOPE_NONE ? scope != statements->text->scope :
		scope != TEXT_SCOPE_consolidated && !statement->hit->of_itself;
}
