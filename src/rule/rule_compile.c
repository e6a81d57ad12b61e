/*
 * rule_compile.c
 *	  Statements of the rule language compiled into linear terms.
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "miscadmin.h"

#include "figures/structure.h"
#include "rule/rule_compile.h"
#include "rule/rule_parse.h"

/* Is a row or column among the selected ones?  "each" is the one in place of "*". */
static bool
selected(const Selection *selection, const AxisInfo *axis, TableId table, int id, int each)
{
	switch (selection->kind)
	{
		case SELECT_ONE:
			return selection->id == id;
		case SELECT_EACH:
			return each == id;
		default:
			return axis[id].table == table && group_within(axis[id].group, selection->id);
	}
}

/* Adds the terms of an indicator, or of all indicators of a topic. */
static bool
add_text_terms(const ParsedRule *parsed, const Reference *reference, int number, Comparison *comparison)
{
	for (int i = 0; i < INDICATOR_COUNT; i++)
	{
		RuleTerm   *term = &comparison->terms[comparison->nterms];

		if (reference->indicator >= 0 ? i != reference->indicator :
			indicator_info[i].name == NULL || indicator_info[i].topic != reference->topic)
			continue;
		if (comparison->nterms == RULE_TERMS_MAX)
			return rule_parse_error(parsed, parsed->statement + reference->position,
									"the rule has too many terms");
		memset(term, 0, sizeof(*term));
		term->cell = TEXT_REFERENCE(i, reference->aspect);
		term->scope = SCOPE_TEXT;
		term->on_right = reference->on_right;
		term->of_topic = reference->indicator < 0;
		term->reference = number;
		term->multiplier = reference->coefficient;
		comparison->nterms++;
	}
	return true;
}

/* Adds the terms of a comparison for one row and column in place of "*". */
static bool
add_terms(const ParsedRule *parsed, const ParsedComparison *source, int row, int column,
		  Comparison *comparison, bool *exists)
{
	ListCell   *lc;

	foreach(lc, source->references)
	{
		const Reference *reference = lfirst(lc);
		int			nterms = comparison->nterms;

		if (reference->scope == SCOPE_TEXT)
		{
			if (!add_text_terms(parsed, reference, foreach_current_index(lc), comparison))
				return false;
			continue;
		}
		for (int r = 0; r < (reference->is_constant ? 1 : ROW_COUNT); r++)
			for (int c = 0; c < (reference->is_constant ? 1 : COLUMN_COUNT); c++)
			{
				RuleTerm   *term = &comparison->terms[comparison->nterms];
				int			cell = CONSTANT_TERM;

				if (!reference->is_constant)
				{
					if (!selected(&reference->rows, row_info, reference->table, r, row) ||
						!selected(&reference->columns, column_info, reference->table, c, column))
						continue;
					cell = cell_at(r, c);
					if (cell < 0)
						continue;
				}
				if (comparison->nterms == RULE_TERMS_MAX)
					return rule_parse_error(parsed, parsed->statement + reference->position,
											"the rule has too many terms");
				term->of_topic = false;
				term->cell = cell;
				term->scope = reference->scope;
				term->on_right = reference->on_right;
				term->reference = foreach_current_index(lc);
				term->multiplier = reference->coefficient;
				for (int scale = cell < 0 ? RULE_VALUE_SCALE : cell_info[cell].scale;
					 scale < RULE_VALUE_SCALE; scale++)
					term->multiplier *= 10;
				comparison->nterms++;
			}
		if (comparison->nterms == nterms)
		{
			if (reference->rows.kind != SELECT_EACH && reference->columns.kind != SELECT_EACH)
				return rule_parse_error(parsed, parsed->statement + reference->position,
										"there is no such cell");
			*exists = false;
		}
	}
	return true;
}

/*
 * Makes the terms of a comparison for one row and column in place of "*".  Clears
 * *exists if these have no such cell.
 */
static bool
expand_comparison(const ParsedRule *parsed, const ParsedComparison *source, int row, int column,
				  Comparison *comparison, bool *exists)
{
	RuleTerm	terms[RULE_TERMS_MAX];
	bool		ok;

	CHECK_FOR_INTERRUPTS();
	comparison->comparator = source->comparator;
	comparison->kind = source->kind;
	comparison->terms = terms;
	ok = add_terms(parsed, source, row, column, comparison, exists);
	/* a rule with "*" has hundreds of comparisons: each takes what its terms need */
	comparison->terms = palloc(Max(comparison->nterms, 1) * sizeof(RuleTerm));
	memcpy(comparison->terms, terms, comparison->nterms * sizeof(RuleTerm));
	return ok;
}

/* Returns the statement with names in place of its "*". */
static char *
expand_statement(const ParsedRule *parsed, int row, int column)
{
	StringInfoData out;
	const char *from = parsed->statement;
	ListCell   *lc;

	initStringInfo(&out);
	foreach(lc, parsed->stars)
	{
		const Star *star = lfirst(lc);

		appendBinaryStringInfo(&out, from, star->at - from);
		appendStringInfoString(&out, star->is_column ? column_info[column].name :
							   row_info[row].name);
		from = star->at + 1;
	}
	appendStringInfoString(&out, from);
	return out.data;
}

static char *
expand_code(const char *code, int row, int column)
{
	const char *star = strchr(code, '*');
	const char *row_name = row >= 0 ? row_info[row].name : "";
	const char *column_name = column >= 0 ? column_info[column].name : "";
	const char *between = row >= 0 && column >= 0 ? "." : "";

	if (row < 0 && column < 0)
		return pstrdup(code);
	if (star == NULL)
		return psprintf("%s.%s%s%s", code, row_name, between, column_name);
	return psprintf("%.*s%s%s%s%s", (int) (star - code), code,
					row_name, between, column_name, star + 1);
}

/* Forms differ in the rows that stand in for each other: only their group can be compared across reports. */
static bool
row_has_stand_in(int row)
{
	return !cellset_is_empty(&row_sets[row].other_side);
}

static bool
expand_rule(const ParsedRule *parsed, const char *code, int row, int column, List **rules)
{
	Rule	   *rule = palloc0(sizeof(Rule));
	bool		exists = true;
	ListCell   *lc;
	ListCell   *lc2;

	rule->row = row;
	rule->column = column;
	rule->tolerance = (int128) parsed->tolerance * RULE_COEFFICIENT_UNIT;
	rule->nalternatives = parsed->nalternatives;
	rule->alternatives = palloc0((rule->nalternatives + 1) * sizeof(Comparison));
	rule->nconditions = list_length(parsed->comparisons) - 1 - rule->nalternatives;
	rule->conditions = palloc0((rule->nconditions + 1) * sizeof(Comparison));
	foreach(lc, parsed->comparisons)
	{
		int			i = foreach_current_index(lc);

		if (!expand_comparison(parsed, lfirst(lc), row, column,
							   i == 0 ? &rule->relation :
							   i <= rule->nalternatives ? &rule->alternatives[i - 1] :
							   &rule->conditions[i - 1 - rule->nalternatives], &exists))
			return false;
		foreach(lc2, ((ParsedComparison *) lfirst(lc))->references)
			rule->scopes |= 1 << ((Reference *) lfirst(lc2))->scope;
	}
	if (!exists || (row >= 0 && rule->scopes != 1 << SCOPE_OWN && row_has_stand_in(row)))
		return true;

	rule->code = expand_code(code, row, column);
	rule->statement = expand_statement(parsed, row, column);
	*rules = lappend(*rules, rule);
	return true;
}

/*
 * Finds out whether there is a "*" over rows or columns, and of which table.
 * Refuses comparisons of numbers alone, which would never apply.
 */
static bool
find_each(const ParsedRule *parsed, bool *each_row, bool *each_column, int *table)
{
	ListCell   *lc;
	ListCell   *lc2;
	const Reference *first;
	bool		has_cell;

	*each_row = *each_column = false;
	*table = -1;
	foreach(lc, parsed->comparisons)
	{
		if (((ParsedComparison *) lfirst(lc))->kind != NULL)
			continue;
		first = linitial(((ParsedComparison *) lfirst(lc))->references);
		has_cell = false;
		foreach(lc2, ((ParsedComparison *) lfirst(lc))->references)
		{
			const Reference *reference = lfirst(lc2);
			bool		rows = reference->rows.kind == SELECT_EACH;
			bool		columns = reference->columns.kind == SELECT_EACH;

			has_cell |= !reference->is_constant;
			if (reference->is_constant || (!rows && !columns))
				continue;
			if (*table >= 0 && *table != reference->table)
				return rule_parse_error(parsed, parsed->statement + reference->position,
										"every \"*\" of a rule belongs to one table");
			*table = reference->table;
			*each_row |= rows;
			*each_column |= columns;
		}
		if (!has_cell)
			return rule_parse_error(parsed, parsed->statement + first->position,
									"no cell is compared here");
	}
	return true;
}

/* Refuses a kind of unit that is not among these. */
static bool
check_kinds(const ParsedRule *parsed, List *kinds)
{
	ListCell   *lc;
	ListCell   *lc2;

	foreach(lc, parsed->comparisons)
	{
		const ParsedComparison *comparison = lfirst(lc);
		bool		known = comparison->kind == NULL || kinds == NIL;

		foreach(lc2, kinds)
			known |= comparison->kind != NULL && strcmp(lfirst(lc2), comparison->kind) == 0;
		if (!known)
			return rule_parse_error(parsed, comparison->kind_at, "there is no such kind of unit");
	}
	return true;
}

/* Refuses a statement that would be copied hundreds of times for its "*". */
static void
check_length(const char *statement)
{
	if (strlen(statement) > RULE_BYTES_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("the statement of a rule is too long"),
				 errdetail("It has more than %d bytes.", RULE_BYTES_MAX)));
}

List *
rule_compile(const char *code, const char *statement, List *kinds, RuleError *error)
{
	ParsedRule	parsed;
	List	   *rules = NIL;
	bool		each_row;
	bool		each_column;
	int			table;

	check_length(statement);
	if (!rule_parse(statement, &parsed, error) || !check_kinds(&parsed, kinds) ||
		!find_each(&parsed, &each_row, &each_column, &table))
		return NIL;
	for (int row = each_row ? 0 : -1; row < (each_row ? ROW_COUNT : 0); row++)
	{
		if (row >= 0 && row_info[row].table != table)
			continue;
		for (int column = each_column ? 0 : -1; column < (each_column ? COLUMN_COUNT : 0); column++)
		{
			if (column >= 0 && column_info[column].table != table)
				continue;
			if (!expand_rule(&parsed, code, row, column, &rules))
				return NIL;
		}
	}
	if (rules == NIL)
		rule_parse_error(&parsed, statement, "no row or column has all the cells of the rule");
	return rules;
}

Comparison *
rule_compile_side(const char *expression, RuleError *error)
{
	ParsedRule	parsed;
	const ParsedComparison *source;
	Comparison *side = palloc0(sizeof(Comparison));
	const char *rest;
	bool		each_row;
	bool		each_column;
	bool		exists = true;
	int			table;
	ListCell   *lc;

	check_length(expression);
	if (!rule_parse_side(expression, &parsed, error, &rest) ||
		!find_each(&parsed, &each_row, &each_column, &table))
		return NULL;
	if (*rest != '\0')
	{
		rule_parse_error(&parsed, rest, "the expression should end here");
		return NULL;
	}
	if (each_row || each_column)
	{
		rule_parse_error(&parsed, expression, "an expression has no \"*\"");
		return NULL;
	}
	source = linitial(parsed.comparisons);
	foreach(lc, source->references)
		if (((Reference *) lfirst(lc))->scope != SCOPE_OWN)
		{
			rule_parse_error(&parsed, expression + ((Reference *) lfirst(lc))->position,
							 "an expression is about one report only");
			return NULL;
		}
	return expand_comparison(&parsed, source, -1, -1, side, &exists) ? side : NULL;
}
