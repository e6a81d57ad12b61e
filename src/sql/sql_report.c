/*
 * sql_report.c
 *	  SQL functions that check a report beside those of other years and units.
 */
#include "postgres.h"

#include "funcapi.h"
#include "utils/builtins.h"

#include "narrative/text_cells.h"
#include "rule/check.h"
#include "rule/statutory.h"
#include "sql/office_rule.h"
#include "sql/sql_finding.h"
#include "sql/sql_text.h"

/* Reads four arguments about another report, from "at" on: figures, holes, why, missing. */
static void
neighbour_argument(FunctionCallInfo fcinfo, int at, RuleInput *input, Scope scope,
				   CellVector *vector)
{
	CellVector	holes;

	if (!PG_ARGISNULL(at + 3))
		input->missing[scope] = utf8_argument(fcinfo, at + 3);
	if (!PG_ARGISNULL(at + 2))
	{
		char	   *why = text_to_cstring(PG_GETARG_TEXT_PP(at + 2));

		input->why[scope] = why_by_name(why);
		if (input->why[scope] == WHY_COUNT)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("there is no reason \"%.*s\"", clipped_length(why), why)));
	}
	else if (!PG_ARGISNULL(at))
	{
		figures_unpack(PG_GETARG_FIGURES(at), vector);
		rule_input_set(input, scope, vector);
		if (PG_ARGISNULL(at + 1))
			return;
		figures_unpack(PG_GETARG_FIGURES(at + 1), &holes);
		rule_input_set_holes(input, scope, &holes);
	}
}

/*
 * check_report(figures, year, rules, previous, previous_holes, previous_why,
 * previous_missing, children, children_holes, children_why, children_missing,
 * unit_kind)
 */
SQL_FUNCTION(disclosure_check_report)
{
	CellVector	vectors[SCOPE_COUNT];
	RuleInput	input;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return emit_findings(fcinfo, NIL);
	memset(&input, 0, sizeof(input));
	figures_unpack(PG_GETARG_FIGURES(0), &vectors[SCOPE_OWN]);
	rule_input_set(&input, SCOPE_OWN, &vectors[SCOPE_OWN]);
	neighbour_argument(fcinfo, 3, &input, SCOPE_PREVIOUS, &vectors[SCOPE_PREVIOUS]);
	neighbour_argument(fcinfo, 7, &input, SCOPE_CHILDREN, &vectors[SCOPE_CHILDREN]);
	if (!PG_ARGISNULL(11))
		input.unit_kind = utf8_argument(fcinfo, 11);
	return emit_findings(fcinfo, check_report(&input, PG_GETARG_INT32(1),
											  office_rules_compiled_argument(fcinfo, 2)));
}

/* The scope of a report, TEXT_SCOPE_NONE if the argument is null. */
static TextScope
scope_argument(FunctionCallInfo fcinfo, int at)
{
	char	   *name;
	TextScope	scope;

	if (PG_ARGISNULL(at))
		return TEXT_SCOPE_NONE;
	name = text_to_cstring(PG_GETARG_TEXT_PP(at));
	scope = text_scope_by_name(name);
	if (scope == TEXT_SCOPE_COUNT)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there is no scope \"%.*s\"", clipped_length(name), name),
				 errhint("It is own, level or consolidated.")));
	return scope;
}

/*
 * check_narrative(figures, year, texts, scope, rules, replaced, previous,
 * previous_holes, previous_why, previous_missing, unit_kind)
 */
SQL_FUNCTION(disclosure_check_narrative)
{
	CellVector	vectors[SCOPE_COUNT];
	RuleInput	input;
	TextInput	text;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return emit_findings(fcinfo, NIL);
	memset(&input, 0, sizeof(input));
	figures_unpack(PG_GETARG_FIGURES(0), &vectors[SCOPE_OWN]);
	rule_input_set(&input, SCOPE_OWN, &vectors[SCOPE_OWN]);
	neighbour_argument(fcinfo, 6, &input, SCOPE_PREVIOUS, &vectors[SCOPE_PREVIOUS]);
	if (!PG_ARGISNULL(10))
		input.unit_kind = utf8_argument(fcinfo, 10);
	text.year = PG_GETARG_INT32(1);
	text.hits = texts_argument(PG_GETARG_ARRAYTYPE_P(2));
	text.scope = scope_argument(fcinfo, 3);
	return emit_findings(fcinfo, text_rule_check(&input, &text, office_rules_compiled_argument(fcinfo, 4),
												 PG_ARGISNULL(5) ? NIL : array_strings(PG_GETARG_ARRAYTYPE_P(5))));
}

/* narrative_figures(texts, year, scope) */
SQL_FUNCTION(disclosure_narrative_figures)
{
	CellVector	vector;
	TextInput	text;
	int			form;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	text.hits = texts_argument(PG_GETARG_ARRAYTYPE_P(0));
	text.year = PG_GETARG_INT32(1);
	text.scope = scope_argument(fcinfo, 2);
	form = form_of_year(text.year);
	if (form < 0)
		PG_RETURN_NULL();
	vector_init(&vector, FORM_BIT(form));
	text_cells(&text, &vector);
	PG_RETURN_FIGURES(figures_pack(&vector));
}

/* check_text(figures, sections, year, previous, scope, rules, unit_kind): a page without a register */
SQL_FUNCTION(disclosure_check_text)
{
	CellVector	vectors[SCOPE_COUNT];
	RuleInput	input;
	TextInput	text;
	TextSection *sections;
	int			nsections;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return emit_findings(fcinfo, NIL);
	memset(&input, 0, sizeof(input));
	figures_unpack(PG_GETARG_FIGURES(0), &vectors[SCOPE_OWN]);
	rule_input_set(&input, SCOPE_OWN, &vectors[SCOPE_OWN]);
	if (!PG_ARGISNULL(3))
	{
		figures_unpack(PG_GETARG_FIGURES(3), &vectors[SCOPE_PREVIOUS]);
		rule_input_set(&input, SCOPE_PREVIOUS, &vectors[SCOPE_PREVIOUS]);
	}
	if (!PG_ARGISNULL(6))
		input.unit_kind = utf8_argument(fcinfo, 6);
	sections = sections_argument(PG_GETARG_JSONB_P(1), &nsections);
	text.hits = narrative_read_sections(sections, nsections);
	text.year = PG_GETARG_INT32(2);
	text.scope = scope_argument(fcinfo, 4);
	return emit_findings(fcinfo, text_rule_check(&input, &text, office_rules_compiled_argument(fcinfo, 5), NIL));
}

/* The statutory rules on the text. */
SQL_FUNCTION(disclosure_text_rules)
{
	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < TEXT_RULE_COUNT; i++)
		emit_rule_info(fcinfo, &text_rule_info[i]);
	return (Datum) 0;
}

/* compile_rules(rules, unit_kinds): raises an error if a rule is wrong */
SQL_FUNCTION(disclosure_compile_rules)
{
	if (!PG_ARGISNULL(0))
		office_rules(PG_GETARG_ARRAYTYPE_P(0), PG_ARGISNULL(1) ? NIL : array_strings(PG_GETARG_ARRAYTYPE_P(1)));
	PG_RETURN_VOID();
}
