/*
 * rule_parse.c
 *	  The parser of the rule language; see rule.h for its grammar.
 */
#include "postgres.h"

#include "mb/pg_wchar.h"
#include "miscadmin.h"

#include "common/code_point.h"
#include "common/decimal.h"
#include "rule/rule_parse.h"

typedef struct Parser
{
	ParsedRule *rule;
	const char *token;			/* the present one, empty at the end */
	size_t		len;
} Parser;

bool
rule_parse_error(const ParsedRule *rule, const char *at, const char *message)
{
	rule->error->position =
		pg_mbstrlen_with_len(rule->statement, at - rule->statement) + 1;
	rule->error->message = message;
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
	else if ((*p == '<' && (p[1] == '=' || p[1] == '>')) || ((*p == '>' || *p == '!') && p[1] == '='))
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
		return rule_parse_error(parser->rule, parser->token, "a number is expected");
	if (decimal_parse(parser->token, parser->len, 0, scale, number) != DECIMAL_OK)
		return rule_parse_error(parser->rule, parser->token, "the number is out of range or has too many decimals");
	advance(parser);
	return true;
}

/* Takes the next part of a dotted name; the last one ends with the token. */
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
		parser->rule->stars = lappend(parser->rule->stars, star);
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
	return rule_parse_error(parser->rule, part, columns ?
							"there is no such column or group of columns" :
							"there is no such row or group of rows");
}

/* Parses the indicator or topic behind "text.". */
static bool
parse_text_reference(Parser *parser, const char *p, const char *end, Reference *reference)
{
	reference->scope = SCOPE_TEXT;
	reference->indicator = indicator_by_name(p, end - p, &reference->aspect);
	if (reference->indicator < 0)
	{
		reference->topic = topic_by_name(p, end - p, &reference->aspect);
		if (reference->topic < 0)
			return rule_parse_error(parser->rule, p, "there is no such indicator or topic of the text");
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
		return rule_parse_error(parser->rule, p, "a number or the path of a cell is expected");
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
	if (token_is(parser, "unit.kind"))
		return rule_parse_error(parser->rule, part, "unit.kind stands at the beginning of a condition");
	table = table_by_name(part, len);
	if (table < 0)
		return rule_parse_error(parser->rule, part, "there is no such table");
	reference->table = table;

	part = next_part(&p, end, &len);
	if (!parse_selection(parser, table, part, len, row_by_name, false, &reference->rows))
		return false;
	part = next_part(&p, end, &len);
	if (!parse_selection(parser, table, part, len, column_by_name, true, &reference->columns))
		return false;
	if (p != end || end[-1] == '.')
		return rule_parse_error(parser->rule, p, "a path has three parts");
	advance(parser);
	return true;
}

static bool
parse_term(Parser *parser, bool negative, bool on_right, List **references)
{
	Reference  *reference = palloc0(sizeof(Reference));
	const char *number = parser->token;
	size_t		len = parser->len;

	reference->position = number - parser->rule->statement;
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
			return rule_parse_error(parser->rule, number,
									"the number is out of range or has too many decimals");
		if (!reference->is_constant && reference->coefficient > RULE_COEFFICIENT_MAX)
			return rule_parse_error(parser->rule, number, "a coefficient is at most a million");
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
	if (token_is(parser, "!="))
		comparator = COMPARATOR_NE;
	if (comparator == lengthof(comparators))
		return rule_parse_error(parser->rule, parser->token, "a comparison is expected");
	advance(parser);
	comparison->comparator = comparator;
	parser->rule->comparisons = lappend(parser->rule->comparisons, comparison);
	return parse_side(parser, true, &comparison->references);
}

/* Parses what follows "unit.kind": a word is any name without a dot. */
static bool
parse_kind(Parser *parser)
{
	ParsedComparison *comparison = palloc0(sizeof(ParsedComparison));

	if (token_is(parser, "="))
		comparison->comparator = COMPARATOR_EQ;
	else if (token_is(parser, "<>") || token_is(parser, "!="))
		comparison->comparator = COMPARATOR_NE;
	else
		return rule_parse_error(parser->rule, parser->token, "a kind of unit is compared by = or <>");
	advance(parser);
	if (!is_name_letter(*parser->token) || memchr(parser->token, '.', parser->len) != NULL)
		return rule_parse_error(parser->rule, parser->token, "a kind of unit is expected");
	comparison->kind = pnstrdup(parser->token, parser->len);
	comparison->kind_at = parser->token;
	parser->rule->comparisons = lappend(parser->rule->comparisons, comparison);
	advance(parser);
	return true;
}

static bool
parse_rule(Parser *parser)
{
	advance(parser);
	if (!parse_comparison(parser))
		return false;
	for (; accept_token(parser, "or"); parser->rule->nalternatives++)
		if (!parse_comparison(parser))
			return false;
	if (accept_token(parser, "within") &&
		!parse_number(parser, RULE_VALUE_SCALE, &parser->rule->tolerance))
		return false;
	if (accept_token(parser, "when"))
	{
		do
		{
			if (accept_token(parser, "unit.kind") ? !parse_kind(parser) : !parse_comparison(parser))
				return false;
		} while (accept_token(parser, "and"));
	}
	if (parser->len != 0)
		return rule_parse_error(parser->rule, parser->token, "the statement should end here");
	return true;
}

bool
rule_parse(const char *statement, ParsedRule *rule, RuleError *error)
{
	Parser		parser = {.rule = rule, .token = statement};

	*rule = (ParsedRule) {.statement = statement, .error = error};
	return parse_rule(&parser);
}

bool
rule_parse_side(const char *expression, ParsedRule *rule, RuleError *error, const char **rest)
{
	Parser		parser = {.rule = rule, .token = expression};
	ParsedComparison *comparison = palloc0(sizeof(ParsedComparison));

	*rule = (ParsedRule) {.statement = expression, .error = error};
	rule->comparisons = list_make1(comparison);
	advance(&parser);
	if (!parse_side(&parser, false, &comparison->references))
		return false;
	*rest = parser.token;
	return true;
}
