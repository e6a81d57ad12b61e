/*
 * text_rule.c
 *	  Checks the text of a report against its tables.
 */
#include "postgres.h"

#include "common/int.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "common/code_point.h"
#include "narrative/text_reading.h"
#include "narrative/text_rule.h"
#include "rule/rule_compile.h"
#include "rule/statutory.h"

/* Characters of the text that a message quotes. */
#define QUOTED_MAX 120

static CheckRule *text_rules;
static int	ntext_rules;

const CheckRule *
text_rules_compiled(int *n)
{
	MemoryContext old;
	List	   *rules = NIL;
	ListCell   *lc;
	CheckRule  *compiled;

	*n = ntext_rules;
	if (text_rules != NULL)
		return text_rules;
	old = MemoryContextSwitchTo(TopMemoryContext);
	for (int i = 0; i < TEXT_RULE_COUNT; i++)
	{
		const RuleInfo *info = &text_rule_info[i];
		RuleError	error;
		List	   *found = rule_compile(info->code, info->statement, NIL, &error);

		if (found == NIL)
			elog(ERROR, "rules.def: \"%s\": %s at character %d",
				 info->statement, error.message, error.position);
		foreach(lc, found)
		{
			CheckRule  *rule = palloc(sizeof(CheckRule));

			rule->rule = *(Rule *) lfirst(lc);
			rule->info = info;
			rules = lappend(rules, rule);
		}
	}
	compiled = palloc(list_length(rules) * sizeof(CheckRule));
	foreach(lc, rules)
		compiled[foreach_current_index(lc)] = *(CheckRule *) lfirst(lc);
	*n = ntext_rules = list_length(rules);
	text_rules = compiled;
	MemoryContextSwitchTo(old);
	return text_rules;
}

/* Returns the rule's first reference that the text states, or -1. */
static int
find_pivot(const Statements *statements, const Rule *rule)
{
	for (int i = -1; i < rule->nalternatives; i++)
	{
		const Comparison *comparison = i < 0 ? &rule->relation : &rule->alternatives[i];

		for (int k = 0; k < comparison->nterms; k++)
			if (comparison->terms[k].scope == SCOPE_TEXT &&
				has_statement(statements, comparison->terms[k].cell))
				return comparison->terms[k].cell;
	}
	return -1;
}

/* Returns evidence for a message, without white space and not too long. */
static char *
quoted_evidence(const char *evidence)
{
	StringInfoData out;
	int			n = 0;
	const char *p = evidence;
	const char *end = evidence + strlen(evidence);

	initStringInfo(&out);
	while (p < end && n < QUOTED_MAX)
	{
		const char *start = p;

		if (is_blank_point(next_code_point(&p, end)))
			continue;
		appendBinaryStringInfo(&out, start, p - start);
		n++;
	}
	if (p < end)
		appendStringInfoString(&out, "…");
	return out.data;
}

/* Appends the evidence to the message, each text once. */
static void
add_evidence(Finding *finding, const Rule *rule, const TextReading *reading)
{
	StringInfoData out;
	int			n = 0;

	initStringInfo(&out);
	for (int i = 0; i < reading->nused; i++)
	{
		const char *evidence = reading->used[i]->hit->evidence;
		bool		said = evidence == NULL || *evidence == '\0' ||
			(reading->used[i] != reading->pivot && !relation_uses(rule, reading->used[i]->reference));

		for (int k = 0; k < i && !said; k++)
			said = reading->used[k]->hit->evidence != NULL &&
				strcmp(reading->used[k]->hit->evidence, evidence) == 0;
		if (said)
			continue;
		appendStringInfo(&out, "%s“%s”", n++ == 0 ? "" : "、", quoted_evidence(evidence));
	}
	if (n > 0)
		finding->message = psprintf("%s（原文：%s）", finding->message, out.data);
}

/* The outcomes of one rule so far: of each kind the one to report. */
typedef struct TextVerdict
{
	bool		passed;
	int64		passed_value;
	TextScope	passed_scope;
	Finding    *failed;
	int64		failed_value;
	TextScope	failed_scope;
	Finding    *foreign;
	Finding    *unknown;
} TextVerdict;

static Finding *
text_finding(const CheckRule *rule, const RuleInput *input, const Evaluation *evaluation, const TextReading *reading)
{
	Finding    *finding = relation_finding(rule, input, evaluation);
	bool		is_demand = rule->info >= text_rule_info && rule->info < text_rule_info + TEXT_RULE_COUNT &&
		rule->info->right == NULL;

	/* a rule that demands a part of the text is told without numbers */
	if (is_demand && finding->outcome == OUTCOME_FAIL)
		finding->message = psprintf("不符合要求：%s", rule->info->left);
	add_evidence(finding, &rule->rule, reading);
	return finding;
}

static void
judge_reading(const Statements *statements, const CheckRule *rule, RuleInput *input,
			  const TextReading *reading, TextVerdict *verdict)
{
	Evaluation	evaluation;

	input->text = reading->number;
	rule_evaluate(&rule->rule, input, &evaluation);
	switch (evaluation.outcome)
	{
		case OUTCOME_PASS:
			verdict->passed = true;
			verdict->passed_value = Max(verdict->passed_value, reading->pivot->number.value);
			verdict->passed_scope = reading->pivot->hit->scope;
			break;
		case OUTCOME_FAIL:
			if (reading_is_foreign(statements, &rule->rule, reading))
			{
				evaluation.outcome = OUTCOME_UNKNOWN;
				evaluation.why = WHY_OTHER_SCOPE;
				if (verdict->foreign == NULL)
					verdict->foreign = text_finding(rule, input, &evaluation, reading);
			}
			else if (verdict->failed == NULL || reading->pivot->number.value > verdict->failed_value)
			{
				verdict->failed = text_finding(rule, input, &evaluation, reading);
				verdict->failed_value = reading->pivot->number.value;
				verdict->failed_scope = reading->pivot->hit->scope;
			}
			break;
		case OUTCOME_UNKNOWN:
			if (verdict->unknown == NULL)
				verdict->unknown = text_finding(rule, input, &evaluation, reading);
			break;
		default:
			break;
	}
	input->text = NULL;
}

/*
 * If one number matches the table, smaller ones nearby count as parts of it,
 * unless their sentence names the report's scope.
 */
static Finding *
verdict_finding(const TextVerdict *verdict)
{
	bool		is_part = verdict->passed && verdict->failed_value < verdict->passed_value &&
		(verdict->failed_scope == TEXT_SCOPE_NONE || verdict->failed_scope != verdict->passed_scope);

	if (verdict->failed != NULL && !is_part)
		return verdict->failed;
	if (verdict->passed)
		return NULL;
	return verdict->foreign ? verdict->foreign : verdict->unknown;
}

/*
 * Reports a number that the text states only for other years: the sentence
 * may mean the report's own.
 */
static Finding *
other_year_finding(const CheckRule *rule, const RuleInput *input, const Statements *statements, TextReading *reading)
{
	const Comparison *relation = &rule->rule.relation;
	Evaluation	evaluation = {.outcome = OUTCOME_UNKNOWN, .why = WHY_OTHER_YEAR};
	bool		has_cell = false;
	ListCell   *lc;

	/* one finding a number: only the rule that compares it with a cell reports it */
	for (int i = 0; i < relation->nterms; i++)
		has_cell |= relation->terms[i].scope != SCOPE_TEXT && relation->terms[i].cell != CONSTANT_TERM;
	if (!has_cell)
		return NULL;

	for (int i = 0; i < relation->nterms; i++)
	{
		Finding    *finding;
		Statement	statement = {.reference = relation->terms[i].cell};

		if (relation->terms[i].scope != SCOPE_TEXT || relation->terms[i].of_topic ||
			!statements->other_year[relation->terms[i].cell])
			continue;
		foreach(lc, statements->text->hits)
		{
			const TextHit *hit = lfirst(lc);

			if (TEXT_REFERENCE(hit->indicator, hit->aspect) == statement.reference && !hit->cumulative)
				statement.hit = hit;
		}
		reading->pivot = &statement;
		reading->used[reading->nused++] = &statement;
		finding = text_finding(rule, input, &evaluation, reading);
		drop_reading(reading);
		return finding;
	}
	return NULL;
}

/*
 * Marks the statements of a reference that satisfy the rule together with those
 * beside them: they are parts of the number that the table has.
 */
static void
settle_neighbours(const Statements *statements, const CheckRule *rule, RuleInput *input, int pivot, TextReading *reading,
				  bool *settled)
{
	for (int i = 0; i < statements->n;)
	{
		Evaluation	evaluation;
		Statement	sum;
		int			end = i + 1;

		if (statements->statement[i].reference == pivot &&
			statements->statement[i].hit->aspect == ASPECT_VALUE && statements->statement[i].hit->unit != NULL &&
			add_neighbours(statements, i, &sum, &end))
		{
			take_reading(statements, &rule->rule, &sum, reading);
			input->text = reading->number;
			rule_evaluate(&rule->rule, input, &evaluation);
			input->text = NULL;
			drop_reading(reading);
			if (evaluation.outcome == OUTCOME_PASS)
				for (int k = i; k < end; k++)
					settled[k] |= statements->statement[k].reference == pivot;
		}
		i = end;
	}
}

static Finding *
check_rule(const CheckRule *rule, RuleInput *input, const Statements *statements, TextReading *reading)
{
	TextVerdict		verdict = {0};
	bool		   *settled;
	int			pivot;

	if (statements->text->year < rule->info->from_year || statements->text->year > rule->info->to_year ||
		rule_excludes_unit(&rule->rule, input))
		return NULL;
	for (int scope = SCOPE_OWN + 1; scope < SCOPE_COUNT; scope++)
		if ((rule->rule.scopes & (1 << scope)) != 0 && input->vector[scope] == NULL &&
			input->why[scope] == WHY_NONE)
			return NULL;
	CHECK_FOR_INTERRUPTS();
	pivot = find_pivot(statements, &rule->rule);
	if (pivot < 0)
		return other_year_finding(rule, input, statements, reading);

	settled = palloc0(statements->n * sizeof(bool));
	if (statements->count[pivot] > 1)
		settle_neighbours(statements, rule, input, pivot, reading, settled);
	for (int i = 0; i < statements->n; i++)
	{
		if (statements->statement[i].reference != pivot || settled[i] || statement_is_repeated(statements, i))
			continue;
		take_reading(statements, &rule->rule, &statements->statement[i], reading);
		judge_reading(statements, rule, input, reading, &verdict);
		drop_reading(reading);
	}
	pfree(settled);
	return verdict_finding(&verdict);
}

static bool
is_replaced(List *replaced, const char *code)
{
	ListCell   *lc;

	foreach(lc, replaced)
		if (strcmp(lfirst(lc), code) == 0)
			return true;
	return false;
}

/*
 * Fills blank totals with the sum of their parts, as a lower bound while parts
 * are blank, so that the text can be compared with them.
 */
static void
fill_totals(RuleInput *input, Scope scope, CellVector *filled)
{
	if (input->vector[scope] == NULL)
		return;
	*filled = *input->vector[scope];
	input->vector[scope] = filled;
	for (int i = 0; i < nrelations; i++)
	{
		const Comparison *relation = &statutory[i].rule.relation;
		const RuleTerm *last = &relation->terms[relation->nterms - 1];
		int			known = 0;
		int			open = 0;
		int64		sum = 0;

		/* only relations of the shape parts = total */
		if (!last->on_right || relation->terms[relation->nterms - 2].on_right ||
			!cellset_has(&input->blanks[scope], last->cell))
			continue;
		for (int k = 0; k < relation->nterms - 1; k++)
		{
			int			cell = relation->terms[k].cell;

			if (cellset_has(&filled->numbers, cell) && filled->value[cell] >= 0)
			{
				known++;
				if (pg_add_s64_overflow(sum, filled->value[cell], &sum))
					return;
			}
			if (cellset_has(&input->blanks[scope], cell) || cellset_has(&input->holes[scope], cell))
				open++;
		}
		if (known == 0)
			continue;
		vector_set(filled, last->cell, sum);
		cellset_remove(&input->blanks[scope], last->cell);
		if (open > 0)
			cellset_add(&input->holes[scope], last->cell);
	}
}

List *
text_rule_check(const RuleInput *input, const TextInput *text, List *office_rules, List *replaced)
{
	RuleInput	own = *input;
	CellVector	filled[SCOPE_COUNT];
	Statements	statements;
	TextReading *reading = palloc0(sizeof(TextReading));
	List	   *failed = NIL;
	List	   *unknown = NIL;
	List	   *rules = NIL;
	ListCell   *lc;
	ListCell   *lc2;
	int			nstatutory;
	const CheckRule *statutory_rules = text_rules_compiled(&nstatutory);

	for (int scope = 0; scope < SCOPE_COUNT; scope++)
		fill_totals(&own, scope, &filled[scope]);
	collect_statements(&statements, text);
	for (int i = 0; i < nstatutory; i++)
		if (!is_replaced(replaced, statutory_rules[i].rule.code))
			rules = lappend(rules, unconstify(CheckRule *, &statutory_rules[i]));
	foreach(lc, office_rules)
		foreach(lc2, ((OfficeRule *) lfirst(lc))->rules)
			if (rule_reads_text(&((CheckRule *) lfirst(lc2))->rule))
				rules = lappend(rules, lfirst(lc2));
	foreach(lc, rules)
	{
		Finding    *finding = check_rule(lfirst(lc), &own, &statements, reading);

		if (finding != NULL && finding->outcome == OUTCOME_FAIL)
			failed = lappend(failed, finding);
		else if (finding != NULL)
			unknown = lappend(unknown, finding);
	}
	return list_concat(failed, unknown);
}
