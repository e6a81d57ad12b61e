/*
 * finding.c
 *	  Findings: the outcome of rules on figures, in the words of the form.
 */
#include "postgres.h"

#include "common/decimal.h"
#include "rule/finding.h"
#include "rule/indicator.h"

const char *const severity_name[SEVERITY_COUNT] = {
	[SEVERITY_ERROR] = "error",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_INFO] = "info",
};

const char *const severity_label[SEVERITY_COUNT] = {
	[SEVERITY_ERROR] = "强制性",
	[SEVERITY_WARNING] = "核实性",
	[SEVERITY_INFO] = "提示性",
};

static const char *const why_names[] = {
	[WHY_NONE] = NULL,
	[WHY_BLANK] = "blank",
	[WHY_NO_PREVIOUS] = "no_previous",
	[WHY_NO_CHILDREN] = "no_children",
	[WHY_ABSENT] = "absent",
	[WHY_MISSING] = "missing",
	[WHY_NOT_VISIBLE] = "not_visible",
	[WHY_SPLIT] = "split",
	[WHY_OTHER_SCOPE] = "other_scope",
	[WHY_OTHER_YEAR] = "other_year",
	[WHY_NO_KIND] = "no_kind",
};

static const char *const outcome_names[] = {
	[OUTCOME_PASS] = "pass",
	[OUTCOME_FAIL] = "fail",
	[OUTCOME_UNKNOWN] = "unknown",
	[OUTCOME_NOT_APPLICABLE] = "not applicable",
};

static const char *const outcome_labels[] = {
	[OUTCOME_PASS] = "相符",
	[OUTCOME_FAIL] = "不符",
	[OUTCOME_UNKNOWN] = "无法核对",
	[OUTCOME_NOT_APPLICABLE] = "不适用",
};

/* endings of messages about a relation that is unknown */
static const char *const why_label[] = {
	[WHY_BLANK] = "有空白，无法核对",
	[WHY_NO_PREVIOUS] = "没有上一年的数据，无法核对",
	[WHY_NO_CHILDREN] = "没有下级单位的数据，无法核对",
	[WHY_ABSENT] = "两边的格式不同，无法核对",
	[WHY_MISSING] = "缺少报告，无法核对",
	[WHY_NOT_VISIBLE] = "无权查看对方的报告，无法核对",
	[WHY_SPLIT] = "原单位的业务分属几个单位，无法核对",
	[WHY_OTHER_SCOPE] = "文字所说的范围可能与报告不同，无法核对",
	[WHY_OTHER_YEAR] = "文字所说的是其他年度，无法核对",
	[WHY_NO_KIND] = "不知道单位的类别，无法核对",
};

const char *
outcome_name(Outcome outcome)
{
	return outcome_names[outcome];
}

const char *
outcome_label(Outcome outcome)
{
	return outcome_labels[outcome];
}

const char *
why_name(Why why)
{
	return why_names[why];
}

Why
why_by_name(const char *name)
{
	for (Why why = WHY_NONE; name != NULL && why < WHY_COUNT; why++)
		if (why_names[why] != NULL && strcmp(why_names[why], name) == 0)
			return why;
	return name == NULL ? WHY_NONE : WHY_COUNT;
}

/* The low byte first, so that fingerprints are the same on every machine. */
static void
content_add(Finding *finding, const uint64 *number, int n)
{
	StringInfo	content = finding->content;
	char	   *p;

	if (content == NULL)
		content = finding->content = makeStringInfo();
	enlargeStringInfo(content, n * sizeof(uint64));
	p = content->data + content->len;
	for (int i = 0; i < n; i++)
		for (int shift = 0; shift < 64; shift += 8)
			*p++ = (char) (number[i] >> shift);
	*p = '\0';
	content->len = p - content->data;
}

static void
content_add_cell(Finding *finding, const CellVector *vector, Scope scope, int cell)
{
	const uint64 number[] = {scope, cell, cellset_has(&vector->numbers, cell), vector->value[cell]};

	content_add(finding, number, lengthof(number));
}

static void
content_add_text(Finding *finding, const TextNumber *number, int reference)
{
	const char *name = indicator_info[REFERENCE_INDICATOR(reference)].name;
	const uint64 head[] = {SCOPE_TEXT, REFERENCE_ASPECT(reference), strlen(name)};
	const uint64 bounds[] = {number->low, number->high};

	content_add(finding, head, lengthof(head));
	for (const char *p = name; *p != '\0'; p++)
		content_add(finding, &(uint64) {(unsigned char) *p}, 1);
	content_add(finding, bounds, lengthof(bounds));
}

static char *
text_path(int reference)
{
	return psprintf("%s%s%s", scope_prefix[SCOPE_TEXT], indicator_info[REFERENCE_INDICATOR(reference)].name,
					aspect_suffix[REFERENCE_ASPECT(reference)]);
}

static char *
number_text(int128 number, int scale)
{
	char	   *text = palloc(DECIMAL_TEXT_SIZE);

	decimal_format(number, scale, text);
	return text;
}

/* Returns the row or column in place of "*" in the words of the form, or NULL if the rule has no "*". */
static char *
relation_place(const Rule *rule, FormSet forms)
{
	/* the rule may well compare other cells than the one in that row and column */
	if (rule->row >= 0 && rule->column >= 0)
		return cell_at(rule->row, rule->column) >= 0 ?
			cell_full_label(forms, cell_at(rule->row, rule->column)) :
			pstrdup(rule->statement);
	if (rule->row >= 0)
		return row_full_label(form_printing_row(forms, rule->row), rule->row);
	if (rule->column >= 0)
		return pstrdup(column_info[rule->column].label);
	return NULL;
}

/*
 * Returns the subject of a relation, with a colon: its description, its place, or
 * its statement; empty if the names of its sides say it all.
 */
static char *
relation_subject(const CheckRule *check_rule, FormSet forms)
{
	const RuleInfo *info = check_rule->info;
	char	   *place = relation_place(&check_rule->rule, forms);

	if (info != NULL && info->right == NULL)
		return place ? psprintf("%s·%s：", info->left, place) : psprintf("%s：", info->left);
	if (place != NULL)
		return psprintf("%s：", place);
	return info == NULL ? psprintf("%s：", check_rule->rule.statement) : pstrdup("");
}

static char *
relation_message(const CheckRule *check_rule, FormSet forms, const Evaluation *evaluation)
{
	static const char *const failed_sign[] = {
		[COMPARATOR_EQ] = "≠",
		[COMPARATOR_NE] = "＝",
		[COMPARATOR_LT] = "≥",
		[COMPARATOR_LE] = "＞",
		[COMPARATOR_GT] = "≤",
		[COMPARATOR_GE] = "＜",
	};
	const Rule *rule = &check_rule->rule;
	const RuleInfo *info = check_rule->info;
	bool		named = info != NULL && info->right != NULL;
	const char *left_name = named ? info->left : "左边";
	const char *right_name = named ? info->right : "右边";
	const char *at_least_left = evaluation->left_open ? "至少" : "";
	const char *at_least_right = evaluation->right_open ? "至少" : "";
	bool		open = evaluation->left_open || evaluation->right_open;
	int128		difference = evaluation->left - evaluation->right;
	char	   *left = number_text(evaluation->left, RULE_SCALE);
	char	   *right = number_text(evaluation->right, RULE_SCALE);
	char	   *subject = relation_subject(check_rule, forms);
	const char *sign = failed_sign[rule->relation.comparator];

	if (evaluation->outcome == OUTCOME_UNKNOWN && evaluation->why != WHY_BLANK)
		return psprintf("%s%s", subject, why_label[evaluation->why]);
	if (evaluation->outcome == OUTCOME_UNKNOWN)
		return psprintf("%s%s；%s%s %s，%s%s %s", subject, why_label[evaluation->why],
						left_name, at_least_left, left, right_name, at_least_right, right);

	/* with blanks on one side, an equality fails because the other is too small */
	if (rule->relation.comparator == COMPARATOR_EQ && open)
		sign = difference > 0 ? "＞" : "＜";
	return psprintf("%s%s%s %s %s %s%s %s，相差%s %s", subject,
					left_name, at_least_left, left, sign, right_name, at_least_right, right,
					open ? "至少" : "",
					number_text(difference < 0 ? -difference : difference, RULE_SCALE));
}

static Finding *
make_finding(const char *rule, const RuleInfo *info, Outcome outcome)
{
	Finding    *finding = palloc0(sizeof(Finding));

	finding->rule = rule;
	finding->severity = info ? info->severity : SEVERITY_ERROR;
	finding->outcome = outcome;
	finding->advice = info ? info->advice : NULL;
	return finding;
}

/*
 * Adds the cells and numbers of the text that a comparison looks at, to the list
 * and to the content of the fingerprint; "once" leaves out those listed already.
 */
static void
add_compared_cells(Finding *finding, const Comparison *comparison, const RuleInput *input, bool once)
{
	for (int i = 0; i < comparison->nterms; i++)
	{
		const RuleTerm *term = &comparison->terms[i];
		char	   *path;
		bool		known = false;
		ListCell   *lc;

		if (term->cell == CONSTANT_TERM || !rule_has_term(input, term))
			continue;
		path = term->scope == SCOPE_TEXT ? text_path(term->cell) :
			term->scope == SCOPE_OWN ? unconstify(char *, cell_info[term->cell].path) :
			psprintf("%s%s", scope_prefix[term->scope], cell_info[term->cell].path);
		if (once)
			foreach(lc, finding->cells)
				known |= strcmp(lfirst(lc), path) == 0;
		if (known)
			continue;
		if (term->scope == SCOPE_TEXT)
			content_add_text(finding, input->text[term->cell], term->cell);
		else
			content_add_cell(finding, input->vector[term->scope], term->scope, term->cell);
		finding->cells = lappend(finding->cells, path);
	}
}

Finding *
relation_finding(const CheckRule *check_rule, const RuleInput *input,
				 const Evaluation *evaluation)
{
	const Rule *rule = &check_rule->rule;
	Finding    *finding = make_finding(rule->code, check_rule->info, evaluation->outcome);

	finding->why = evaluation->why;
	add_compared_cells(finding, &rule->relation, input, false);
	for (int i = 0; i < rule->nalternatives; i++)
		add_compared_cells(finding, &rule->alternatives[i], input, true);
	finding->has_sides = evaluation->why == WHY_NONE || evaluation->why == WHY_BLANK;
	finding->expected = evaluation->left;
	finding->actual = evaluation->right;
	finding->message = relation_message(check_rule, input->vector[SCOPE_OWN]->forms,
										evaluation);
	return finding;
}

Finding *
scope_finding(const RuleInfo *info, const RuleInput *input, Scope scope)
{
	Finding    *finding = make_finding(info->code, info, OUTCOME_UNKNOWN);

	finding->why = input->why[scope];
	finding->message = psprintf("%s%s%s：%s", info->left, info->right ? "与" : "",
								info->right ? info->right : "", why_label[finding->why]);
	if (input->missing[scope] != NULL)
		finding->message = psprintf("%s（%s）", finding->message, input->missing[scope]);
	return finding;
}

Finding *
year_finding(const RuleInfo *info, FormSet forms, int year)
{
	Finding    *finding = make_finding(info->code, info, OUTCOME_FAIL);
	char		name[FORMS_TEXT_SIZE];

	forms_to_text(forms, name);
	finding->message = psprintf("%d年的报告应使用%s年格式，现为%s", year,
								form_info[form_of_year(year)].name, name);
	return finding;
}

Finding *
no_form_finding(const RuleInfo *info)
{
	Finding    *finding = make_finding(info->code, info, OUTCOME_FAIL);

	finding->message = pstrdup("这些数字不属于任何格式");
	return finding;
}

Finding *
sign_finding(const RuleInfo *info, const CellVector *vector, int cell)
{
	Finding    *finding = make_finding(info->code, info, OUTCOME_FAIL);

	finding->cells = list_make1(unconstify(char *, cell_info[cell].path));
	finding->message = psprintf("%s：%s 为负数", cell_full_label(vector->forms, cell),
								number_text(vector->value[cell], cell_info[cell].scale));
	return finding;
}

Finding *
cells_finding(const RuleInfo *info, const CellVector *vector, List *cells, const char *trait)
{
	Finding    *finding = make_finding(info->code, info, OUTCOME_FAIL);
	ListCell   *lc;
	const char *path = linitial(cells);
	int			first = cell_by_path(path, strlen(path));
	const TableInfo *table = &table_info[row_info[cell_info[first].row].table];

	finding->cells = cells;
	foreach(lc, cells)
		content_add_cell(finding, vector, SCOPE_OWN,
						 cell_by_path(lfirst(lc), strlen(lfirst(lc))));
	finding->message = psprintf("%s、%s：%d 格%s，%s %s", table->number, table->label,
								list_length(cells), trait,
								list_length(cells) == 1 ? "即" : "第一格为",
								cell_full_label(vector->forms, first));
	return finding;
}
