/*
 * check.c
 *	  The statutory rules, and figures checked against them.
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "check.h"

static const RuleInfo relation_info[] = {
#define RULE(code, severity, source, statement, left, right, advice) \
	{code, SEVERITY_##severity, source, statement, left, right, advice},
#include "rules.def"
};

typedef enum FormRule
{
#define FORM_RULE(name, severity, source, description, advice) FORM_RULE_##name,
#include "rules.def"
	FORM_RULE_COUNT
} FormRule;

static const RuleInfo form_rule_info[] = {
#define FORM_RULE(name, severity, source, description, advice) \
	{"form." #name, SEVERITY_##severity, source, NULL, description, NULL, advice},
#include "rules.def"
};

/*
 * A relation as is_sound() uses it: the cells of nearly all reports are all
 * numbers, most of them zero, and nearly all relations are plain sums.  So
 * what each number that is not zero adds to the difference of the sides is
 * kept by cell.  Shares that a cell does not need have the factor 0 and a
 * place after those of the relations, one each: adding all of them without a
 * branch is faster than adding only those that count.
 */
#define CELL_SHARES_MAX		3
#define RELATIONS_MAX		128
#define DIFFERENCES			(RELATIONS_MAX + CELL_SHARES_MAX)

typedef struct Share
{
	int16		relation;
	int16		factor;			/* 1 or -1 */
} Share;

/* everything made from rules.def, once */
static CheckRule *statutory;
static int	nrelations;
static int	nstatutory;
static Share shares[CELL_COUNT][CELL_SHARES_MAX];	/* those used have a factor */
static CellSet relation_cells[RELATIONS_MAX];

/*
 * Some relations follow from others: with the sums of all rows, that of the
 * column of totals follows from those of the other columns.  Relation i is
 * the sum of depends[i][k] times relation k, over k < i; all 0 where it does
 * not follow.
 */
static int8 (*depends)[RELATIONS_MAX];

/*
 * Enters a relation's cells into the shares.  A relation of another kind than
 * "sum of counts = sum of counts", of severity error, would need more than
 * figures_sound() does; there is none.
 */
static void
share_relation(int relation)
{
	const Rule *rule = &statutory[relation].rule;

	if (rule->relation.comparator != COMPARE_EQ || rule->tolerance != 0 ||
		rule->nconditions != 0 || statutory[relation].info->severity != SEVERITY_ERROR)
		elog(ERROR, "rules.def: \"%s\" is not a plain equality", rule->code);
	for (int i = 0; i < rule->relation.nterms; i++)
	{
		const RuleTerm *term = &rule->relation.terms[i];
		int64		unit = RULE_COEFFICIENT_UNIT * 1000000;
		int			n = 0;

		while (term->cell >= 0 && n < CELL_SHARES_MAX && shares[term->cell][n].factor != 0)
			n++;
		if (term->cell < 0 || n == CELL_SHARES_MAX || term->scope != SCOPE_OWN || term->multiplier != unit)
			elog(ERROR, "rules.def: \"%s\" is not a plain equality", rule->code);
		cellset_add(&relation_cells[relation], term->cell);
		shares[term->cell][n].relation = relation;
		shares[term->cell][n].factor = term->on_right ? -1 : 1;
	}
}

/*
 * Finds the relations that follow from earlier ones, by elimination.  Factors
 * are 1 and -1 all along; a relation for which they are not counts as not
 * following from any other.
 */
static void
find_dependencies(void)
{
	int			(*reduced)[CELL_COUNT] = palloc0(nrelations * sizeof(*reduced));
	int			(*made_of)[RELATIONS_MAX] = palloc0(nrelations * sizeof(*made_of));
	int		   *pivot = palloc(nrelations * sizeof(int));

	depends = palloc0(nrelations * sizeof(*depends));
	for (int cell = 0; cell < CELL_COUNT; cell++)
		for (int i = 0; i < CELL_SHARES_MAX && shares[cell][i].factor != 0; i++)
			reduced[shares[cell][i].relation][cell] = shares[cell][i].factor;

	for (int i = 0; i < nrelations; i++)
	{
		/* reduced[i] stays relation i less the sum of made_of[i][k] times k */
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
				depends[i][k] = made_of[i][k];
		if (pivot[i] == CELL_COUNT || abs(reduced[i][pivot[i]]) != 1)
			pivot[i] = -1;
	}
	pfree(reduced);
	pfree(made_of);
	pfree(pivot);
}

static inline void
add_shares(int64 *difference, int cell, int64 value)
{
	const Share *share = shares[cell];

	difference[share[0].relation] += share[0].factor * value;
	difference[share[1].relation] += share[1].factor * value;
	difference[share[2].relation] += share[2].factor * value;
	StaticAssertStmt(CELL_SHARES_MAX == 3, "a line for each share");
}

void
check_init(void)
{
	MemoryContext old = MemoryContextSwitchTo(TopMemoryContext);
	List	   *rules = NIL;
	ListCell   *lc;

	for (int i = 0; i < lengthof(relation_info); i++)
	{
		RuleError	error;
		List	   *compiled = rule_compile(relation_info[i].code,
											relation_info[i].statement, &error);

		if (compiled == NIL)
			elog(ERROR, "rules.def: \"%s\": %s at character %d",
				 relation_info[i].statement, error.message, error.position);
		foreach(lc, compiled)
		{
			CheckRule  *check_rule = palloc(sizeof(CheckRule));

			check_rule->rule = *(Rule *) lfirst(lc);
			check_rule->info = &relation_info[i];
			rules = lappend(rules, check_rule);
		}
	}

	nrelations = list_length(rules);
	if (nrelations > RELATIONS_MAX)
		elog(ERROR, "rules.def: too many rules");
	nstatutory = nrelations + FORM_RULE_COUNT;
	statutory = palloc0(nstatutory * sizeof(CheckRule));
	for (int cell = 0; cell < CELL_COUNT; cell++)
		for (int i = 0; i < CELL_SHARES_MAX; i++)
			shares[cell][i].relation = nrelations + i;
	foreach(lc, rules)
	{
		statutory[foreach_current_index(lc)] = *(CheckRule *) lfirst(lc);
		share_relation(foreach_current_index(lc));
	}
	find_dependencies();
	for (int i = 0; i < FORM_RULE_COUNT; i++)
	{
		statutory[nrelations + i].rule.code = form_rule_info[i].code;
		statutory[nrelations + i].info = &form_rule_info[i];
	}
	MemoryContextSwitchTo(old);
}

int
statutory_rule_count(void)
{
	return nstatutory;
}

const CheckRule *
statutory_rule(int i)
{
	return &statutory[i];
}

/* Does a form have cells on both sides of the rule? */
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
	return (left && right) || i >= nrelations;
}

/* The rule form.sign. */
static inline bool
sign_is_wrong(int cell, int64 value)
{
	return unlikely(value < 0) && !cell_info[cell].is_signed;
}

/* The difference of the sides of every relation, as far as it is known. */
static void
relation_differences(const CellVector *vector, int128 *difference)
{
	memset(difference, 0, nrelations * sizeof(difference[0]));
	for (int cell = 0; cell < CELL_COUNT; cell++)
		if (vector->value[cell] != 0)
			for (int i = 0; i < CELL_SHARES_MAX && shares[cell][i].factor != 0; i++)
				difference[shares[cell][i].relation] +=
					(int128) shares[cell][i].factor * vector->value[cell];
}

/* Cells that are not known exactly: blanks, and lower bounds. */
static CellSet
open_cells(const RuleInput *input)
{
	CellSet		open = input->blanks[SCOPE_OWN];

	cellset_union(&open, &input->holes[SCOPE_OWN]);
	return open;
}

/* A relation of known cells whose sides are equal holds, or does not apply. */
static bool
relation_holds(int relation, const int128 *difference, const CellSet *open)
{
	return difference[relation] == 0 && !cellset_overlaps(&relation_cells[relation], open);
}

/*
 * The cell whose change alone would settle the most findings, without
 * touching a relation that holds: these findings have one cause.  Returns
 * how many, their relations in "settled".
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

		for (; n < CELL_SHARES_MAX && shares[cell][n].factor != 0; n++)
		{
			const Share *share = &shares[cell][n];
			int128		needed = -difference[share->relation] * share->factor;

			if (!failed[share->relation] || (n > 0 && needed != change))
				break;
			change = needed;
			relations[n] = share->relation;
		}
		if (n > best && (n == CELL_SHARES_MAX || shares[cell][n].factor == 0))
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

/* Names a finding from which another follows, where nothing else can be wrong. */
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
			if (depends[i][k] == 0)
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

/* One finding a table with cells of a set. */
static List *
check_cells(List *findings, const CellVector *vector, const CellSet *set, FormRule rule,
			const char *trait)
{
	const FormLayout *layout = form_layout(vector->forms);

	if (cellset_is_empty(set))
		return findings;
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
			findings = lappend(findings, cells_finding(&form_rule_info[rule],
													   vector->forms, cells, trait));
	}
	return findings;
}

List *
check_vector(const CellVector *vector, const CellVector *holes)
{
	RuleInput	input;
	CellSet		open;
	Finding    *relation[RELATIONS_MAX] = {NULL};
	bool		known[RELATIONS_MAX];	/* fails or holds, and by how much */
	bool		failed[RELATIONS_MAX] = {false};
	int128		difference[RELATIONS_MAX];
	int			nfailed = 0;
	List	   *unknown = NIL;
	List	   *findings = NIL;
	CellSet		outside;

	memset(&input, 0, sizeof(input));
	rule_input_set(&input, SCOPE_OWN, vector);
	if (holes != NULL)
		rule_input_set_holes(&input, SCOPE_OWN, holes);

	open = open_cells(&input);
	relation_differences(vector, difference);
	for (int i = 0; i < nrelations; i++)
	{
		Evaluation	evaluation;

		known[i] = true;
		if (relation_holds(i, difference, &open))
			continue;
		rule_evaluate(&statutory[i].rule, &input, &evaluation);
		known[i] = evaluation.outcome == OUTCOME_PASS ||
			(evaluation.outcome == OUTCOME_FAIL && !evaluation.left_open && !evaluation.right_open);
		if (evaluation.outcome != OUTCOME_FAIL && evaluation.outcome != OUTCOME_UNKNOWN)
			continue;
		relation[i] = relation_finding(&statutory[i], &input, &evaluation);
		if (evaluation.outcome == OUTCOME_UNKNOWN)
		{
			unknown = lappend(unknown, relation[i]);
			continue;
		}
		findings = lappend(findings, relation[i]);
		if (known[i])
		{
			failed[i] = true;
			nfailed++;
		}
	}
	find_common_causes(relation, failed, nfailed, difference);
	find_dependent_causes(relation, known);

	if (vector->forms == 0)
		findings = lappend(findings, no_form_finding(&form_rule_info[FORM_RULE_none]));
	for (int cell = 0; cell < CELL_COUNT; cell++)
		if (sign_is_wrong(cell, vector->value[cell]))
			findings = lappend(findings, sign_finding(&form_rule_info[FORM_RULE_sign],
													  vector, cell));
	findings = check_cells(findings, vector, &input.blanks[SCOPE_OWN],
						   FORM_RULE_blank, "空白");
	vector_outside(vector, &outside);
	findings = check_cells(findings, vector, &outside,
						   FORM_RULE_mixed, "不属于本年度格式");
	return list_concat(findings, unknown);
}

bool
finding_is_blank(const Finding *finding)
{
	return finding->rule == form_rule_info[FORM_RULE_blank].code;
}

List *
check_rules(List *rules, const RuleInput *input)
{
	List	   *findings = NIL;
	ListCell   *lc;

	foreach(lc, rules)
	{
		CheckRule	check_rule = {*(Rule *) lfirst(lc), NULL};
		Evaluation	evaluation;

		rule_evaluate(&check_rule.rule, input, &evaluation);
		if (evaluation.outcome == OUTCOME_FAIL || evaluation.outcome == OUTCOME_UNKNOWN)
			findings = lappend(findings, relation_finding(&check_rule, input, &evaluation));
	}
	return findings;
}

/* figures_sound() for a value of several forms, with cells from outside or huge numbers. */
static bool
vector_sound(const CellVector *vector)
{
	RuleInput	input;
	Evaluation	evaluation;
	CellSet		open;
	int128		difference[RELATIONS_MAX];

	if (vector->forms == 0)
		return false;
	memset(&input, 0, sizeof(input));
	rule_input_set(&input, SCOPE_OWN, vector);
	open = open_cells(&input);
	relation_differences(vector, difference);
	for (int i = 0; i < nrelations; i++)
	{
		if (relation_holds(i, difference, &open))
			continue;
		rule_evaluate(&statutory[i].rule, &input, &evaluation);
		if (evaluation.outcome == OUTCOME_FAIL)
			return false;
	}
	for (int cell = 0; cell < CELL_COUNT; cell++)
		if (sign_is_wrong(cell, vector->value[cell]))
			return false;
	return true;
}

/* Does the value hold cells of one form only, some of them perhaps blank? */
static bool
cursor_is_plain(const NonzeroCursor *cursor)
{
	CellSet		outside;

	if (cursor->forms == 0)
		return false;
	if (!cursor->irregular)
		return true;
	outside = cursor->irregular_cells;
	cellset_difference(&outside, &form_layout(cursor->forms)->asked);
	return (cursor->forms & (cursor->forms - 1)) == 0 && cellset_is_empty(&outside);
}

/*
 * Of a plain value, a relation's shares are its difference, and blanks, which
 * are counts, can only add to their side; no vector is needed for that.
 */
bool
figures_sound(const Figures *figures)
{
	NonzeroCursor cursor;
	int64		difference[DIFFERENCES];
	int			cell;
	int64		value;
	bool		simple;
	uint64		any = 0;

	nonzero_open(&cursor, figures);
	simple = cursor_is_plain(&cursor);

	memset(difference, 0, (nrelations + CELL_SHARES_MAX) * sizeof(difference[0]));
	while (simple && nonzero_next(&cursor, &cell, &value))
	{
		if (sign_is_wrong(cell, value))
			return false;
		/* beyond these a relation's sum might overflow */
		if (unlikely(value > PG_INT64_MAX / CELL_COUNT || value < PG_INT64_MIN / CELL_COUNT))
			simple = false;
		add_shares(difference, cell, value);
	}
	if (!simple)
	{
		CellVector	vector;

		figures_unpack(figures, &vector);
		return vector_sound(&vector);
	}
	if (cell < 0)
		figures_corrupted();

	for (int i = 0; i < nrelations; i++)
		any |= difference[i];
	if (any == 0 || !cursor.irregular)
		return any == 0;

	/* what is too small is not wrong where a blank may add to it */
	for (cell = cellset_next(&cursor.irregular_cells, 0); cell >= 0;
		 cell = cellset_next(&cursor.irregular_cells, cell + 1))
		for (int i = 0; i < CELL_SHARES_MAX; i++)
		{
			const Share *share = &shares[cell][i];

			if (share->factor * difference[share->relation] < 0)
				difference[share->relation] = 0;
		}
	for (int i = 0; i < nrelations; i++)
		if (difference[i] != 0)
			return false;
	return true;
}

/* Is no cell blank?  Of no form, nothing is ever complete. */
bool
figures_complete(const Figures *figures)
{
	CellVector	vector;
	CellSet		blanks;

	figures_unpack(figures, &vector);
	vector_blanks(&vector, &blanks);
	return vector.forms != 0 && cellset_is_empty(&blanks);
}
