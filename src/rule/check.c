/*
 * check.c
 *	  Figures checked against the statutory rules and the office's own.
 */
#include "postgres.h"

#include "rule/check.h"
#include "rule/statutory.h"

/*
 * The cell whose change alone would settle the most findings, without
 * touching a relation that holds: these findings have one cause.  Returns
 * their number, and their relations in "settled".
 */
static int
common_cause(const bool *failed, const int128 *difference, int *settled)
{
	int			best = 0;

	for (int cell = 0; cell < CELL_COUNT; cell++)
	{
		int			relations[CELL_SHARES_MAX];
		int128		change = 0;
		int			n = 0;

		for (; n < CELL_SHARES_MAX && cell_shares[cell][n].factor != 0; n++)
		{
			const RelationShare *share = &cell_shares[cell][n];
			int128		needed = -difference[share->relation] * share->factor;

			if (!failed[share->relation] || (n > 0 && needed != change))
				break;
			change = needed;
			relations[n] = share->relation;
		}
		if (n > best && (n == CELL_SHARES_MAX || cell_shares[cell][n].factor == 0))
		{
			best = n;
			memcpy(settled, relations, n * sizeof(int));
		}
	}
	return best;
}

/* Names the first of the findings with one cause as the cause of the others. */
static void
find_common_causes(Finding **finding, bool *failed, int nfailed, const int128 *difference)
{
	int			settled[CELL_SHARES_MAX];
	int			n;

	while (nfailed > 1 && (n = common_cause(failed, difference, settled)) > 1)
	{
		int			first = settled[0];

		nfailed -= n;
		for (int i = 1; i < n; i++)
			first = Min(first, settled[i]);
		for (int i = 0; i < n; i++)
		{
			failed[settled[i]] = false;
			if (settled[i] != first)
				finding[settled[i]]->caused_by = statutory[first].rule.code;
		}
	}
}

/* Names a finding as the cause of another that follows from it, if all else that it follows from is known. */
static void
find_dependent_causes(Finding **finding, const bool *known)
{
	for (int i = 0; i < nrelations; i++)
	{
		Finding    *cause = NULL;
		bool		follows = true;

		if (finding[i] == NULL || finding[i]->caused_by != NULL || !known[i])
			continue;
		for (int k = 0; k < i; k++)
		{
			if (relation_depends[i][k] == 0)
				continue;
			if (!known[k])
				follows = false;
			else if (finding[k] != NULL && cause == NULL)
				cause = finding[k];
		}
		if (follows && cause != NULL)
			finding[i]->caused_by = cause->caused_by ? cause->caused_by : cause->rule;
	}
}

/* Findings as they are made; those that fail come before those that are unknown. */
typedef struct Findings
{
	List	   *failed;
	List	   *unknown;
} Findings;

static void
add_finding(Findings *findings, Finding *finding)
{
	if (finding->outcome == OUTCOME_FAIL)
		findings->failed = lappend(findings->failed, finding);
	else
		findings->unknown = lappend(findings->unknown, finding);
}

/* Checks a rule by itself: no other finding can be the cause of its own. */
static void
check_alone(Findings *findings, const CheckRule *rule, const RuleInput *input)
{
	Evaluation	evaluation;

	rule_evaluate(&rule->rule, input, &evaluation);
	if (evaluation.outcome == OUTCOME_FAIL || evaluation.outcome == OUTCOME_UNKNOWN)
		add_finding(findings, relation_finding(rule, input, &evaluation));
}

/* Checks the relations within one report, and finds those that fail for one reason. */
static void
check_relations(Findings *findings, const RuleInput *input)
{
	Finding    *relation[RELATIONS_MAX] = {NULL};
	bool		known[RELATIONS_MAX];	/* fails or holds for certain, by a known difference */
	bool		failed[RELATIONS_MAX] = {false};
	int128		difference[RELATIONS_MAX];
	CellSet		open = rule_input_open_cells(input);
	int			nfailed = 0;

	relation_differences(input->vector[SCOPE_OWN], difference);
	for (int i = 0; i < nrelations; i++)
	{
		Evaluation	evaluation;

		known[i] = true;
		if (relation_holds(i, difference, &open))
			continue;
		rule_evaluate(&statutory[i].rule, input, &evaluation);
		known[i] = evaluation.outcome == OUTCOME_PASS ||
			(evaluation.outcome == OUTCOME_FAIL && !evaluation.left_open && !evaluation.right_open);
		if (evaluation.outcome != OUTCOME_FAIL && evaluation.outcome != OUTCOME_UNKNOWN)
			continue;
		relation[i] = relation_finding(&statutory[i], input, &evaluation);
		add_finding(findings, relation[i]);
		if (known[i])
		{
			failed[i] = true;
			nfailed++;
		}
	}
	find_common_causes(relation, failed, nfailed, difference);
	find_dependent_causes(relation, known);
}

/* Adds a finding for each table that has cells of the set; "trait" is their fault in Chinese. */
static void
check_cells(Findings *findings, const CellVector *vector, const CellSet *set, FormRule rule,
			const char *trait)
{
	const FormLayout *layout = form_layout(vector->forms);

	if (cellset_is_empty(set))
		return;
	for (int table = 0; table < TABLE_COUNT; table++)
	{
		List	   *cells = NIL;

		for (int i = 0; i < CELL_COUNT; i++)
		{
			int			cell = layout->cell[i];

			if (cellset_has(set, cell) && row_info[cell_info[cell].row].table == table)
				cells = lappend(cells, unconstify(char *, cell_info[cell].path));
		}
		if (cells != NIL)
			add_finding(findings, cells_finding(&form_rule_info[rule], vector, cells, trait));
	}
}

/* Checks the rules of the form that need no year. */
static void
check_form(Findings *findings, const RuleInput *input)
{
	const CellVector *vector = input->vector[SCOPE_OWN];
	CellSet		outside;

	if (vector->forms == 0)
		add_finding(findings, no_form_finding(&form_rule_info[FORM_RULE_none]));
	for (int cell = 0; cell < CELL_COUNT; cell++)
		if (cell_sign_is_wrong(cell, vector->value[cell]))
			add_finding(findings, sign_finding(&form_rule_info[FORM_RULE_sign], vector, cell));
	check_cells(findings, vector, &input->blanks[SCOPE_OWN], FORM_RULE_blank, "空白");
	vector_outside(vector, &outside);
	check_cells(findings, vector, &outside, FORM_RULE_mixed, "不属于本年度格式");
}

List *
check_vector(const CellVector *vector, const CellVector *holes)
{
	RuleInput	input;
	Findings	findings = {NIL, NIL};

	memset(&input, 0, sizeof(input));
	rule_input_set(&input, SCOPE_OWN, vector);
	if (holes != NULL)
		rule_input_set_holes(&input, SCOPE_OWN, holes);
	check_relations(&findings, &input);
	check_form(&findings, &input);
	return list_concat(findings.failed, findings.unknown);
}

/* Is the finding about blank cells, which soundness does not look at? */
static bool
finding_is_blank(const Finding *finding)
{
	return finding->rule == form_rule_info[FORM_RULE_blank].code;
}

List *
check_blocking_messages(const CellVector *vector, bool complete)
{
	List	   *messages = NIL;
	ListCell   *lc;

	foreach(lc, check_vector(vector, NULL))
	{
		const Finding *finding = lfirst(lc);

		if (finding->severity == SEVERITY_ERROR && finding->outcome == OUTCOME_FAIL &&
			(complete || !finding_is_blank(finding)))
			messages = lappend(messages, finding->message);
	}
	return messages;
}

List *
check_rules(List *rules, const RuleInput *input)
{
	Findings	findings = {NIL, NIL};
	ListCell   *lc;

	foreach(lc, rules)
	{
		CheckRule	rule = {*(Rule *) lfirst(lc), NULL};

		check_alone(&findings, &rule, input);
	}
	return list_concat(findings.failed, findings.unknown);
}

/*
 * Checks a rule in a report of some year.  If the figures to compare with are
 * missing, reports that once per line of rules.def, not once per rule; *told is
 * the line last reported.
 */
static void
check_in_year(Findings *findings, const CheckRule *rule, const RuleInfo **told,
			  const RuleInput *input, int year)
{
	if (year < rule->info->from_year || year > rule->info->to_year || rule_reads_text(&rule->rule) ||
		rule_excludes_unit(&rule->rule, input))
		return;
	for (int scope = SCOPE_OWN + 1; scope < SCOPE_COUNT; scope++)
	{
		if ((rule->rule.scopes & (1 << scope)) == 0 || input->vector[scope] != NULL)
			continue;
		if (input->why[scope] != WHY_NONE && *told != rule->info)
			add_finding(findings, scope_finding(rule->info, input, scope));
		*told = rule->info;
		return;
	}
	check_alone(findings, rule, input);
}

List *
check_report(const RuleInput *input, int year, List *office_rules)
{
	FormSet		forms = input->vector[SCOPE_OWN]->forms;
	int			form = form_of_year(year);
	Findings	findings = {NIL, NIL};
	const RuleInfo *told = NULL;
	ListCell   *lc;
	ListCell   *lc2;

	check_relations(&findings, input);
	check_form(&findings, input);
	if (form >= 0 && (forms & ~FORM_BIT(form)) != 0)
		add_finding(&findings, year_finding(&form_rule_info[FORM_RULE_year], forms, year));
	for (int i = nrelations; i < nrelations + nreport_rules; i++)
		check_in_year(&findings, &statutory[i], &told, input, year);
	foreach(lc, office_rules)
		foreach(lc2, ((OfficeRule *) lfirst(lc))->rules)
			check_in_year(&findings, lfirst(lc2), &told, input, year);
	return list_concat(findings.failed, findings.unknown);
}
