/*
 * rule_parse.c
 *	  The parser of the rule language; see rule.h for its grammar.
 */
#include "postgres.h"

#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "nodes/pg_list.h"

#include "common/code_point.h"
#include "common/decimal.h"
#include "rule/indicator.h"
#include "rule/rule.h"

/* rows or columns of a reference */
typedef struct Selection
{
	enum
	{
		SELECT_ONE, SELECT_GROUP, SELECT_EACH
	}			kind;
	int			id;				/* row or column, or group */
} Selection;

typedef struct Reference
{
	int			position;
	bool		on_right;
	bool		is_constant;
	int64		coefficient;	/* or the constant */
	Scope		scope;
	TableId		table;
	Selection	rows;
	Selection	columns;
	int			indicator;		/* of the text, or -1 for a topic */
	int			topic;
	Aspect		aspect;
} Reference;

typedef struct ParsedComparison
{
	Comparator	comparator;
	List	   *references;
} ParsedComparison;

typedef struct Parser
{
	const char *statement;
	const char *token;			/* the one looked at */
	size_t		len;
	RuleError  *error;
	int64		tolerance;
	List	   *comparisons;	/* the relation, its alternatives, then the conditions */
	int			nalternatives;
	List	   *stars;			/* the "*" for rows and columns, in order */
} Parser;

typedef struct Star
{
	const char *at;
	bool		is_column;
} Star;

static bool
parse_error(Parser *parser, const char *at, const char *message)
{
	parser->error->position =
		pg_mbstrlen_with_len(parser->statement, at - parser->statement) + 1;
	parser->error->message = message;
	return false;
}

static bool
is_name_letter(char c)
{
	return (c >= 'a' && c <= 'z') || c == '_';
}

/* Moves on to the next token: a name with dots, a number or an operator. */
static void
advance(Parser *parser)
{
	const char *p = parser->token + parser->len;

	while (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r')
		p++;
	parser->token = p;
	if (is_name_letter(*p))
		while (is_name_letter(*p) || is_digit_point(*p) || *p == '.' || (*p == '*' && p[-1] == '.'))
			p++;
	else if (is_digit_point(*p))
		while (is_digit_point(*p) || *p == '.')
			p++;
	else if ((*p == '<' && (p[1] == '=' || p[1] == '>')) || (*p == '>' && p[1] == '='))
		p += 2;
	else if (*p != '\0')
		p++;
	parser->len = p - parser->token;
}

static bool
token_is(const Parser *parser, const char *text)
{
	return strlen(text) == parser->len && memcmp(parser->token, text, parser->len) == 0;
}

static bool
accept_token(Parser *parser, const char *text)
{
	if (!token_is(parser, text))
		return false;
	advance(parser);
	return true;
}

static bool
parse_number(Parser *parser, int scale, int64 *number)
{
	if (!is_digit_point(*parser->token))
		return parse_error(parser, parser->token, "a number is expected");
	if (decimal_parse(parser->token, parser->len, 0, scale, number) != DECIMAL_OK)
		return parse_error(parser, parser->token, "the number is out of range or has too many decimals");
	advance(parser);
	return true;
}

/* Takes a part of a dotted name off; the last part ends with the token. */
static const char *
next_part(const char **p, const char *end, size_t *len)
{
	const char *part = *p;
	const char *dot = memchr(part, '.', end - part);

	*len = (dot ? dot : end) - part;
	*p = dot ? dot + 1 : end;
	return part;
}

static bool
parse_selection(Parser *parser, TableId table, const char *part, size_t len,
				int (*by_name) (TableId, const char *, size_t), bool columns,
				Selection *selection)
{
	if (len == 1 && *part == '*')
	{
		Star	   *star = palloc(sizeof(Star));

		star->at = part;
		star->is_column = columns;
		parser->stars = lappend(parser->stars, star);
		selection->kind = SELECT_EACH;
		return true;
	}
	selection->kind = SELECT_ONE;
	selection->id = by_name(table, part, len);
	if (selection->id >= 0)
		return true;
	selection->kind = SELECT_GROUP;
	selection->id = group_by_name(table, part, len);
	if (selection->id >= 0)
	{
		const AxisInfo *axis = columns ? column_info : row_info;
		int			count = columns ? COLUMN_COUNT : ROW_COUNT;

		for (int i = 0; i < count; i++)
			if (axis[i].table == table && group_within(axis[i].group, selection->id))
				return true;
	}
	return parse_error(parser, part, columns ?
					   "there is no such column or group of columns" :
					   "there is no such row or group of rows");
}

/* text.indicator */
static bool
parse_text_reference(Parser *parser, const char *p, const char *end, Reference *reference)
{
	reference->scope = SCOPE_TEXT;
	reference->indicator = indicator_by_name(p, end - p, &reference->aspect);
	if (reference->indicator < 0)
	{
		reference->topic = topic_by_name(p, end - p, &reference->aspect);
		if (reference->topic < 0)
			return parse_error(parser, p, "there is no such indicator or topic of the text");
	}
	advance(parser);
	return true;
}

static bool
parse_reference(Parser *parser, Reference *reference)
{
	const char *p = parser->token;
	const char *end = parser->token + parser->len;
	const char *part;
	size_t		len;
	int			table;

	if (!is_name_letter(*p))
		return parse_error(parser, p, "a number or the path of a cell is expected");
	part = next_part(&p, end, &len);
	for (int scope = SCOPE_PREVIOUS; scope < SCOPE_COUNT; scope++)
		if (len + 1 == strlen(scope_prefix[scope]) &&
			memcmp(part, scope_prefix[scope], len) == 0)
		{
			reference->scope = scope;
			part = next_part(&p, end, &len);
			break;
		}
	if (reference->scope == SCOPE_OWN && len + 1 == strlen(scope_prefix[SCOPE_TEXT]) && p < end &&
		memcmp(part, scope_prefix[SCOPE_TEXT], len) == 0)
		return parse_text_reference(parser, p, end, reference);
	table = table_by_name(part, len);
	if (table < 0)
		return parse_error(parser, part, "there is no such table");
	reference->table = table;

	part = next_part(&p, end, &len);
	if (!parse_selection(parser, table, part, len, row_by_name, false, &reference->rows))
		return false;
	part = next_part(&p, end, &len);
	if (!parse_selection(parser, table, part, len, column_by_name, true, &reference->columns))
		return false;
	if (p != end || end[-1] == '.')
		return parse_error(parser, p, "a path has three parts");
	advance(parser);
	return true;
}

static bool
parse_term(Parser *parser, bool negative, bool on_right, List **references)
{
	Reference  *reference = palloc0(sizeof(Reference));
	const char *number = parser->token;
	size_t		len = parser->len;

	reference->position = number - parser->statement;
	reference->on_right = on_right;
	reference->coefficient = RULE_COEFFICIENT_UNIT;
	if (is_digit_point(*number))
	{
		advance(parser);
		reference->is_constant = !accept_token(parser, "*") &&
			memchr(parser->token, '.', parser->len) == NULL;
		if (decimal_parse(number, len, 0,
						  reference->is_constant ? RULE_VALUE_SCALE : RULE_COEFFICIENT_SCALE,
						  &reference->coefficient) != DECIMAL_OK)
			return parse_error(parser, number,
							   "the number is out of range or has too many decimals");
		if (!reference->is_constant && reference->coefficient > RULE_COEFFICIENT_MAX)
			return parse_error(parser, number, "a coefficient is at most a million");
	}
	if (!reference->is_constant && !parse_reference(parser, reference))
		return false;
	if (negative)
		reference->coefficient = -reference->coefficient;
	*references = lappend(*references, reference);
	return true;
}

static bool
parse_side(Parser *parser, bool on_right, List **references)
{
	bool		negative = accept_token(parser, "-");

	for (;;)
	{
		if (!parse_term(parser, negative, on_right, references))
			return false;
		negative = token_is(parser, "-");
		if (!accept_token(parser, "-") && !accept_token(parser, "+"))
			return true;
	}
}

static bool
parse_comparison(Parser *parser)
{
	static const char *const comparators[] = {
		[COMPARATOR_EQ] = "=",
		[COMPARATOR_NE] = "<>",
		[COMPARATOR_LT] = "<",
		[COMPARATOR_LE] = "<=",
		[COMPARATOR_GT] = ">",
		[COMPARATOR_GE] = ">=",
	};
	ParsedComparison *comparison = palloc0(sizeof(ParsedComparison));
	int			comparator = 0;

	CHECK_FOR_INTERRUPTS();
	if (!parse_side(parser, false, &comparison->references))
		return false;
	while (comparator < lengthof(comparators) && !token_is(parser, comparators[comparator]))
		comparator++;
	if (comparator == lengthof(comparators))
		return parse_error(parser, parser->token, "a comparison is expected");
	advance(parser);
	comparison->comparator = comparator;
	parser->comparisons = lappend(parser->comparisons, comparison);
	return parse_side(parser, true, &comparison->references);
}

static bool
parse_rule(Parser *parser)
{
	advance(parser);
	if (!parse_comparison(parser))
		return false;
	for (; accept_token(parser, "or"); parser->nalternatives++)
		if (!parse_comparison(parser))
			return false;
	if (accept_token(parser, "within") &&
		!parse_number(parser, RULE_VALUE_SCALE, &parser->tolerance))
		return false;
	if (accept_token(parser, "when"))
	{
		do
		{
			if (!parse_comparison(parser))
				return false;
		} while (accept_token(parser, "and"));
	}
	if (parser->len != 0)
		return parse_error(parser, parser->token, "the statement should end here");
	return true;
}

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

/* The terms of an indicator, or of all those of a topic. */
static bool
add_text_terms(Parser *parser, const Reference *reference, int number, Comparison *comparison)
{
	for (int i = 0; i < INDICATOR_COUNT; i++)
	{
		RuleTerm   *term = &comparison->terms[comparison->nterms];

		if (reference->indicator >= 0 ? i != reference->indicator :
			indicator_info[i].name == NULL || indicator_info[i].topic != reference->topic)
			continue;
		if (comparison->nterms == RULE_TERMS_MAX)
			return parse_error(parser, parser->statement + reference->position,
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

/* The terms of a comparison for one row and column in place of "*". */
static bool
expand_comparison(Parser *parser, const ParsedComparison *parsed, int row, int column,
				  Comparison *comparison, bool *exists)
{
	ListCell   *lc;

	CHECK_FOR_INTERRUPTS();
	comparison->comparator = parsed->comparator;
	comparison->terms = palloc(RULE_TERMS_MAX * sizeof(RuleTerm));
	foreach(lc, parsed->references)
	{
		const Reference *reference = lfirst(lc);
		int			nterms = comparison->nterms;

		if (reference->scope == SCOPE_TEXT)
		{
			if (!add_text_terms(parser, reference, foreach_current_index(lc), comparison))
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
					return parse_error(parser, parser->statement + reference->position,
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
				return parse_error(parser, parser->statement + reference->position,
								   "there is no such cell");
			*exists = false;
		}
	}
	comparison->terms = repalloc(comparison->terms,
								 Max(comparison->nterms, 1) * sizeof(RuleTerm));
	return true;
}

/* The statement with names in place of its "*". */
static char *
expand_statement(const Parser *parser, int row, int column)
{
	StringInfoData out;
	const char *from = parser->statement;
	ListCell   *lc;

	initStringInfo(&out);
	foreach(lc, parser->stars)
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
	for (int other = 0; other < ROW_COUNT; other++)
		if (row_stands_in(row, other) || row_stands_in(other, row))
			return true;
	return false;
}

static bool
expand_rule(Parser *parser, const char *code, int row, int column, List **rules)
{
	Rule	   *rule = palloc0(sizeof(Rule));
	bool		exists = true;
	ListCell   *lc;
	ListCell   *lc2;

	rule->row = row;
	rule->column = column;
	rule->tolerance = (int128) parser->tolerance * RULE_COEFFICIENT_UNIT;
	rule->nalternatives = parser->nalternatives;
	rule->alternatives = palloc0((rule->nalternatives + 1) * sizeof(Comparison));
	rule->nconditions = list_length(parser->comparisons) - 1 - rule->nalternatives;
	rule->conditions = palloc0((rule->nconditions + 1) * sizeof(Comparison));
	foreach(lc, parser->comparisons)
	{
		int			i = foreach_current_index(lc);

		if (!expand_comparison(parser, lfirst(lc), row, column,
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
	rule->statement = expand_statement(parser, row, column);
	*rules = lappend(*rules, rule);
	return true;
}

/*
 * Finds out whether there is a "*" over rows or columns, and of which table;
 * and that no comparison is one of numbers alone, which would never apply.
 */
static bool
find_each(Parser *parser, bool *each_row, bool *each_column, int *table)
{
	ListCell   *lc;
	ListCell   *lc2;
	const Reference *first;
	bool		has_cell;

	*each_row = *each_column = false;
	*table = -1;
	foreach(lc, parser->comparisons)
	{
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
				return parse_error(parser, parser->statement + reference->position,
								   "every \"*\" of a rule belongs to one table");
			*table = reference->table;
			*each_row |= rows;
			*each_column |= columns;
		}
		if (!has_cell)
			return parse_error(parser, parser->statement + first->position,
							   "no cell is compared here");
	}
	return true;
}

List *
rule_compile(const char *code, const char *statement, RuleError *error)
{
	Parser		parser = {.statement = statement, .token = statement, .error = error};
	List	   *rules = NIL;
	bool		each_row;
	bool		each_column;
	int			table;

	if (!parse_rule(&parser) || !find_each(&parser, &each_row, &each_column, &table))
		return NIL;
	for (int row = each_row ? 0 : -1; row < (each_row ? ROW_COUNT : 0); row++)
	{
		if (row >= 0 && row_info[row].table != table)
			continue;
		for (int column = each_column ? 0 : -1; column < (each_column ? COLUMN_COUNT : 0); column++)
		{
			if (column >= 0 && column_info[column].table != table)
				continue;
			if (!expand_rule(&parser, code, row, column, &rules))
				return NIL;
		}
	}
	if (rules == NIL)
		parse_error(&parser, statement, "no row or column has all the cells of the rule");
	return rules;
}

Comparison *
rule_compile_side(const char *expression, RuleError *error)
{
	Parser		parser = {.statement = expression, .token = expression, .error = error};
	ParsedComparison *parsed = palloc0(sizeof(ParsedComparison));
	Comparison *side = palloc0(sizeof(Comparison));
	bool		each_row;
	bool		each_column;
	bool		exists = true;
	int			table;
	ListCell   *lc;

	parser.comparisons = list_make1(parsed);
	advance(&parser);
	if (!parse_side(&parser, false, &parsed->references) ||
		!find_each(&parser, &each_row, &each_column, &table))
		return NULL;
	if (parser.len != 0)
	{
		parse_error(&parser, parser.token, "the expression should end here");
		return NULL;
	}
	if (each_row || each_column)
	{
		parse_error(&parser, expression, "an expression has no \"*\"");
		return NULL;
	}
	foreach(lc, parsed->references)
		if (((Reference *) lfirst(lc))->scope != SCOPE_OWN)
		{
			parse_error(&parser, expression + ((Reference *) lfirst(lc))->position,
						"an expression is about one report only");
			return NULL;
		}
	return expand_comparison(&parser, parsed, -1, -1, side, &exists) ? side : NULL;
}
