/*
 * sql_check.c
 *	  SQL functions that check figures, and the trigger require_sound().
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/syscache.h"

#include "rule/check.h"
#include "rule/rule_compile.h"
#include "rule/sound.h"
#include "sql/call_site.h"
#include "sql/sql_finding.h"

SQL_FUNCTION(disclosure_check_figures)
{
	CellVector	vector;

	figures_unpack(PG_GETARG_FIGURES(0), &vector);
	return emit_findings(fcinfo, check_vector(&vector, NULL));
}

/* check_figures(sum, holes): a cell of the sum with holes is a lower bound */
SQL_FUNCTION(disclosure_check_sum)
{
	CellVector	vector;
	CellVector	holes;

	figures_unpack(PG_GETARG_FIGURES(0), &vector);
	figures_unpack(PG_GETARG_FIGURES(1), &holes);
	return emit_findings(fcinfo, check_vector(&vector, &holes));
}

static void
raise_rule_error(const RuleError *error, const char *statement)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid rule: %s", error->message),
			 errdetail("At character %d of \"%.*s\".", error->position,
					   clipped_length(statement), statement)));
}

static void *
compile_expression(struct varlena *argument)
{
	char	   *expression = text_to_cstring(argument);
	RuleError	error;
	Comparison *side = rule_compile_side(expression, &error);

	if (side == NULL)
		raise_rule_error(&error, expression);
	return side;
}

SQL_FUNCTION(disclosure_value_of)
{
	const Comparison *side = compiled_argument(fcinfo, 1, compile_expression);
	CellVector	vector;
	RuleInput	input;
	int128		value;

	figures_unpack(PG_GETARG_FIGURES(0), &vector);
	memset(&input, 0, sizeof(input));
	rule_input_set(&input, SCOPE_OWN, &vector);
	if (!rule_evaluate_side(side, &input, &value))
		PG_RETURN_NULL();
	PG_RETURN_DATUM(number_datum(value, RULE_SCALE));
}

/*
 * check_statement(figures, statement, previous, children, holes,
 * previous_holes, children_holes, unit_kind)
 */
SQL_FUNCTION(disclosure_check_statement)
{
	CellVector	vectors[SCOPE_COUNT];
	CellVector	holes;
	static const int argument[SCOPE_COUNT] = {
		[SCOPE_OWN] = 0,
		[SCOPE_PREVIOUS] = 2,
		[SCOPE_CHILDREN] = 3,
	};
	static const int holes_argument[SCOPE_COUNT] = {
		[SCOPE_OWN] = 4,
		[SCOPE_PREVIOUS] = 5,
		[SCOPE_CHILDREN] = 6,
	};
	char	   *statement;
	RuleInput	input;
	RuleError	error;
	List	   *rules;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return emit_findings(fcinfo, NIL);

	statement = text_to_cstring(PG_GETARG_TEXT_PP(1));
	rules = rule_compile("statement", statement, NIL, &error);
	if (rules == NIL)
		raise_rule_error(&error, statement);

	memset(&input, 0, sizeof(input));
	for (int scope = 0; scope < SCOPE_COUNT; scope++)
	{
		if (PG_ARGISNULL(argument[scope]))
			continue;
		figures_unpack(PG_GETARG_FIGURES(argument[scope]), &vectors[scope]);
		rule_input_set(&input, scope, &vectors[scope]);
		if (PG_ARGISNULL(holes_argument[scope]))
			continue;
		figures_unpack(PG_GETARG_FIGURES(holes_argument[scope]), &holes);
		rule_input_set_holes(&input, scope, &holes);
	}
	if (!PG_ARGISNULL(7))
		input.unit_kind = utf8_argument(fcinfo, 7);
	return emit_findings(fcinfo, check_rules(rules, &input));
}

SQL_FUNCTION(disclosure_is_sound)
{
	PG_RETURN_BOOL(figures_sound(PG_GETARG_FIGURES(0)));
}

SQL_FUNCTION(disclosure_is_complete)
{
	PG_RETURN_BOOL(figures_complete(PG_GETARG_FIGURES(0)));
}

/* Raises the error, in these words, by which both require_sound() and the register refuse figures. */
static void
raise_refusal(const char *message, List *messages, const char *schema, const char *table,
			  const char *constraint)
{
	StringInfoData detail;
	ListCell   *lc;

	initStringInfo(&detail);
	foreach(lc, messages)
		appendStringInfo(&detail, "%s%s", detail.len > 0 ? "\n" : "", (char *) lfirst(lc));
	/* the words alone, as raise_error() has them */
	error_context_stack = NULL;
	ereport(ERROR,
			(errcode(ERRCODE_CHECK_VIOLATION),
			 errmsg_internal("%s", message),
			 errdetail_internal("%s", detail.data),
			 err_generic_string(PG_DIAG_SCHEMA_NAME, schema),
			 err_generic_string(PG_DIAG_TABLE_NAME, table),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, constraint)));
}

/*
 * refuse(message text, messages text[], relation regclass, constraint_name text).
 * Not strict: a gate that calls it must not open because an argument is null.
 */
SQL_FUNCTION(disclosure_refuse)
{
	List	   *messages = PG_ARGISNULL(1) ? NIL : array_strings(PG_GETARG_ARRAYTYPE_P(1));
	Oid			relation;
	char	   *table;

	if (messages == NIL || PG_ARGISNULL(0) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a refusal needs a message, a relation, a constraint and at least one finding")));
	relation = PG_GETARG_OID(2);
	table = get_rel_name(relation);
	if (table == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_TABLE),
				 errmsg("relation with OID %u does not exist", relation)));
	raise_refusal(text_to_cstring(PG_GETARG_TEXT_PP(0)), messages,
				  get_namespace_name(get_rel_namespace(relation)), table,
				  text_to_cstring(PG_GETARG_TEXT_PP(3)));
	PG_RETURN_VOID();
}

/* Returns the attribute that the trigger checks, or raises an error if its type is not figures. */
static int
trigger_attribute(FunctionCallInfo fcinfo, const TriggerData *trigger)
{
	TupleDesc	desc = RelationGetDescr(trigger->tg_relation);
	const char *name = trigger->tg_trigger->tgargs[0];
	int			attribute = SPI_fnumber(desc, name);
	Oid			type = GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid,
									   CStringGetDatum("figures"),
									   ObjectIdGetDatum(get_func_namespace(fcinfo->flinfo->fn_oid)));

	if (attribute <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN),
				 errmsg("column \"%s\" of relation \"%s\" does not exist", name,
						RelationGetRelationName(trigger->tg_relation))));
	if (getBaseType(SPI_gettypeid(desc, attribute)) != type)
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("column \"%s\" of relation \"%s\" is not of type figures", name,
						RelationGetRelationName(trigger->tg_relation))));
	if (TRIGGER_FIRED_BEFORE(trigger->tg_event) &&
		TupleDescAttr(desc, attribute - 1)->attgenerated != '\0')
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("column \"%s\" of relation \"%s\" is generated after this trigger", name,
						RelationGetRelationName(trigger->tg_relation)),
				 errhint("Make it an AFTER trigger.")));
	return attribute;
}

/*
 * Trigger require_sound('column' [, 'complete']): refuses a row whose figures
 * break a rule of severity error, or with 'complete' hold a blank cell.
 */
SQL_FUNCTION(disclosure_require_sound)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	HeapTuple	tuple;
	Datum		datum;
	bool		isnull;
	bool		complete;
	int		   *attribute = fcinfo->flinfo->fn_extra;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_FOR_ROW(trigger->tg_event) ||
		TRIGGER_FIRED_BY_DELETE(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("require_sound() must be a row trigger for INSERT or UPDATE")));
	if (trigger->tg_trigger->tgnargs < 1 || trigger->tg_trigger->tgnargs > 2 ||
		(trigger->tg_trigger->tgnargs == 2 &&
		 strcmp(trigger->tg_trigger->tgargs[1], "complete") != 0))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("require_sound() takes the name of a column, and 'complete'")));

	if (attribute == NULL)
	{
		attribute = MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, sizeof(int));
		*attribute = trigger_attribute(fcinfo, trigger);
		fcinfo->flinfo->fn_extra = attribute;
	}

	tuple = TRIGGER_FIRED_BY_UPDATE(trigger->tg_event) ?
		trigger->tg_newtuple : trigger->tg_trigtuple;
	complete = trigger->tg_trigger->tgnargs == 2;
	datum = heap_getattr(tuple, *attribute, RelationGetDescr(trigger->tg_relation), &isnull);
	if (!isnull)
	{
		Figures    *figures = DatumGetFigures(datum);

		if (!figures_sound(figures) || (complete && !figures_complete(figures)))
		{
			CellVector	vector;
			List	   *messages;

			figures_unpack(figures, &vector);
			messages = server_labels(check_blocking_messages(&vector, complete));
			raise_refusal(psprintf(ngettext("figures refused for %d finding: %s",
											"figures refused for %d findings, the first: %s",
											list_length(messages)),
								   list_length(messages), (char *) linitial(messages)), messages,
						  get_namespace_name(RelationGetNamespace(trigger->tg_relation)),
						  RelationGetRelationName(trigger->tg_relation),
						  trigger->tg_trigger->tgname);
		}
	}
	return PointerGetDatum(tuple);
}
