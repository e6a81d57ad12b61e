/*
 * statutory.c
 *	  The statutory rules, compiled from rules.def when the library is loaded.
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "figures/structure.h"
#include "rule/rule_compile.h"
#include "rule/statutory.h"

static const RuleInfo relation_info[] = {
#define RULE(code, severity, source, statement, left, right, advice) \
	{code, SEVERITY_##severity, source, statement, left, right, advice, PG_INT32_MIN, PG_INT32_MAX},
#include "rule/rules.def"
};

const RuleInfo report_rule_info[REPORT_RULE_COUNT] = {
#define REPORT_RULE(code, severity, source, from_year, to_year, statement, left, right, advice) \
	{code, SEVERITY_##severity, source, statement, left, right, advice, from_year, to_year},
#include "rule/rules.def"
};

const RuleInfo text_rule_info[TEXT_RULE_COUNT] = {
#define TEXT_RULE(code, severity, source, from_year, to_year, statement, left, right, advice) \
	{code, SEVERITY_##severity, source, statement, left, right, advice, from_year, to_year},
#include "rule/rules.def"
};

const RuleInfo form_rule_info[FORM_RULE_COUNT] = {
#define FORM_RULE(name, severity, source, description, advice) \
	{"form." #name, SEVERITY_##severity, source, NULL, description, NULL, advice, PG_INT32_MIN, PG_INT32_MAX},
#include "rule/rules.def"
};

CheckRule  *statutory;
int			nrelations;
int			nreport_rules;
RelationShare cell_shares[CELL_COUNT][CELL_SHARES_MAX];
RelationShare balance_share[CELL_COUNT];
CellSet		relation_cells[RELATIONS_MAX];
int8		(*relation_depends)[RELATIONS_MAX];

/*
 * Enters the cells of a relation into the shares.  figures_sound() can do
 * relations "sum of counts = sum of counts" of severity error only, so RULE lines
 * are of that kind.
 */
static void
share_relation(int relation)
{
	const Rule *rule = &statutory[relation].rule;

	if (rule->relation.comparator != COMPARATOR_EQ || rule->tolerance != 0 ||
		rule->nconditions != 0 || statutory[relation].info->severity != SEVERITY_ERROR)
		elog(ERROR, "rules.def: \"%s\" is not a plain equality", rule->code);
	for (int i = 0; i < rule->relation.nterms; i++)
	{
		const RuleTerm *term = &rule->relation.terms[i];
		int64		unit = RULE_COEFFICIENT_UNIT * RULE_VALUE_UNIT;
		int			n = 0;

		while (term->cell >= 0 && n < CELL_SHARES_MAX && cell_shares[term->cell][n].factor != 0)
			n++;
		if (term->cell < 0 || n == CELL_SHARES_MAX || term->scope != SCOPE_OWN || term->multiplier != unit)
			elog(ERROR, "rules.def: \"%s\" is not a plain equality", rule->code);
		cellset_add(&relation_cells[relation], term->cell);
		cell_shares[term->cell][n].relation = relation;
		cell_shares[term->cell][n].factor = term->on_right ? -1 : 1;
	}
}

/*
 * Finds the relations that follow from earlier ones, by elimination.  The factors
 * are 1 and -1; a relation that has another one at its pivot eliminates nothing.
 */
static void
find_dependencies(void)
{
	int			(*reduced)[CELL_COUNT] = palloc0(nrelations * sizeof(*reduced));
	int			(*made_of)[RELATIONS_MAX] = palloc0(nrelations * sizeof(*made_of));
	int		   *pivot = palloc(nrelations * sizeof(int));

	relation_depends = palloc0(nrelations * sizeof(*relation_depends));
	for (int cell = 0; cell < CELL_COUNT; cell++)
		for (int i = 0; i < CELL_SHARES_MAX && cell_shares[cell][i].factor != 0; i++)
			reduced[cell_shares[cell][i].relation][cell] = cell_shares[cell][i].factor;

	for (int i = 0; i < nrelations; i++)
	{
		/* at every step reduced[i] is relation i minus the sum of made_of[i][k] times relation k */
		for (int k = 0; k < i; k++)
		{
			int			factor = pivot[k] < 0 ? 0 :
				reduced[i][pivot[k]] * reduced[k][pivot[k]];

			if (factor == 0)
				continue;
			for (int cell = 0; cell < CELL_COUNT; cell++)
				reduced[i][cell] -= factor * reduced[k][cell];
			made_of[i][k] += factor;
			for (int j = 0; j < k; j++)
				made_of[i][j] -= factor * made_of[k][j];
		}
		pivot[i] = 0;
		while (pivot[i] < CELL_COUNT && reduced[i][pivot[i]] == 0)
			pivot[i]++;
		if (pivot[i] == CELL_COUNT)
			for (int k = 0; k < i; k++)
				relation_depends[i][k] = made_of[i][k];
		if (pivot[i] == CELL_COUNT || abs(reduced[i][pivot[i]]) != 1)
			pivot[i] = -1;
	}
	pfree(reduced);
	pfree(made_of);
	pfree(pivot);
}

/* The factors of a difference, which counts in its cell and all totals of it, in the relations. */
static void
difference_factors(int cell, int *factor)
{
	const CellTotals *totals = &cell_totals[cell];

	memset(factor, 0, nrelations * sizeof(factor[0]));
	for (int t = -1; t < totals->all; t++)
	{
		const RelationShare *share = cell_shares[t < 0 ? cell : totals->cell[t]];

		for (int i = 0; i < CELL_SHARES_MAX; i++)
			factor[share[i].relation] += share[i].factor;
	}
}

/*
 * Finds what figures_sound() relies on.  If the differences of totals are zero,
 * the other relations are sums over the other cells; taken from the narrowest on,
 * one whose cells all have their share already is the sum of those before it.
 */
static void
find_balances(void)
{
	int			(*factor)[RELATIONS_MAX] = palloc(CELL_COUNT * sizeof(*factor));
	int			shares[RELATIONS_MAX] = {0};	/* of differences in a relation */
	bool		done[RELATIONS_MAX] = {0};
	CellSet		totals = {0};
	int			nbalances = 0;

	for (int cell = 0; cell < CELL_COUNT; cell++)
	{
		for (int t = 0; t < cell_totals[cell].all; t++)
			cellset_add(&totals, cell_totals[cell].cell[t]);
		difference_factors(cell, factor[cell]);
		for (int i = 0; i < nrelations; i++)
			shares[i] += factor[cell][i] != 0;
	}

	for (int cell = cellset_next(&totals, 0); cell >= 0; cell = cellset_next(&totals, cell + 1))
		for (int i = 0; i < nrelations; i++)
			if (factor[cell][i] != 0 && shares[i] == 1)
			{
				balance_share[cell].relation = BALANCE_BROKEN;
				done[i] = true;
			}

	for (;;)
	{
		int			narrowest = -1;
		bool		is_new = false;
		bool		is_sum = false;
		bool		is_equal = true;

		for (int i = 0; i < nrelations; i++)
			if (!done[i] && (narrowest < 0 || shares[i] < shares[narrowest]))
				narrowest = i;
		if (narrowest < 0)
			break;
		done[narrowest] = true;
		for (int cell = 0; cell < CELL_COUNT; cell++)
		{
			RelationShare *share = &balance_share[cell];

			if (cellset_has(&totals, cell) || factor[cell][narrowest] == 0)
				continue;
			if (share->factor == 0)
			{
				share->relation = nbalances;
				share->factor = factor[cell][narrowest];
				is_new = true;
			}
			else
			{
				is_sum = true;
				is_equal &= share->factor == factor[cell][narrowest];
			}
		}
		if (!is_equal || (is_new && is_sum))
			elog(ERROR, "rules.def: \"%s\" shares cells with a relation that it does not contain", statutory[narrowest].rule.code);
		nbalances += is_new;
	}
	if (nbalances > BALANCES_MAX)
		elog(ERROR, "rules.def: too many relations that do not say what a total is");
	for (int cell = cellset_next(&totals, 0); cell >= 0; cell = cellset_next(&totals, cell + 1))
		if (balance_share[cell].relation != BALANCE_BROKEN)
			elog(ERROR, "rules.def: no relation says what the total \"%s\" is", cell_info[cell].path);
	pfree(factor);
}

/* Adds the rules of a line to the list, except those whose code a rule in it has already. */
static List *
add_rules_of_line(List *rules, const RuleInfo *info)
{
	RuleError	error;
	List	   *compiled = rule_compile(info->code, info->statement, NIL, &error);
	ListCell   *lc;

	if (compiled == NIL)
		elog(ERROR, "rules.def: \"%s\": %s at character %d",
			 info->statement, error.message, error.position);
	foreach(lc, compiled)
	{
		CheckRule  *check_rule = palloc(sizeof(CheckRule));
		bool		found = false;
		ListCell   *lc2;

		check_rule->rule = *(Rule *) lfirst(lc);
		check_rule->info = info;
		foreach(lc2, rules)
			if (strcmp(((CheckRule *) lfirst(lc2))->rule.code, check_rule->rule.code) == 0)
				found = true;
		if (!found)
			rules = lappend(rules, check_rule);
	}
	return rules;
}

void
statutory_init(void)
{
	MemoryContext old = MemoryContextSwitchTo(TopMemoryContext);
	List	   *rules = NIL;
	ListCell   *lc;

	for (int i = 0; i < lengthof(relation_info); i++)
		rules = add_rules_of_line(rules, &relation_info[i]);
	nrelations = list_length(rules);
	for (int i = 0; i < REPORT_RULE_COUNT; i++)
		rules = add_rules_of_line(rules, &report_rule_info[i]);
	if (nrelations > RELATIONS_MAX)
		elog(ERROR, "rules.def: too many rules");
	nreport_rules = list_length(rules) - nrelations;
	statutory = palloc0(statutory_rule_count() * sizeof(CheckRule));
	foreach(lc, rules)
	{
		int			i = foreach_current_index(lc);

		statutory[i] = *(CheckRule *) lfirst(lc);
		if (i < nrelations)
			share_relation(i);
	}
	find_dependencies();
	find_balances();
	for (int i = 0; i < FORM_RULE_COUNT; i++)
	{
		CheckRule  *form_rule = &statutory[nrelations + nreport_rules + i];

		form_rule->rule.code = form_rule_info[i].code;
		form_rule->info = &form_rule_info[i];
	}
	MemoryContextSwitchTo(old);
}

int
statutory_rule_count(void)
{
	return nrelations + nreport_rules + FORM_RULE_COUNT;
}

bool
statutory_rule_in_form(int i, FormId form)
{
	const Rule *rule = &statutory[i].rule;
	bool		left = false;
	bool		right = false;

	for (int t = 0; t < rule->relation.nterms; t++)
		if (cellset_has(&form_layout(FORM_BIT(form))->asked, rule->relation.terms[t].cell))
		{
			if (rule->relation.terms[t].on_right)
				right = true;
			else
				left = true;
		}
	return (left && right) || statutory[i].rule.statement == NULL;
}

void
relation_differences(const CellVector *vector, int128 *difference)
{
	memset(difference, 0, nrelations * sizeof(difference[0]));
	for (int cell = 0; cell < CELL_COUNT; cell++)
		if (vector->value[cell] != 0)
			for (int i = 0; i < CELL_SHARES_MAX && cell_shares[cell][i].factor != 0; i++)
				difference[cell_shares[cell][i].relation] +=
					(int128) cell_shares[cell][i].factor * vector->value[cell];
}
