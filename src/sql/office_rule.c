/*
 * office_rule.c
 *	  The office's own rules from an SQL argument.
 */
#include "postgres.h"

#include "executor/executor.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "rule/rule_compile.h"
#include "sql/call_site.h"
#include "sql/datum.h"
#include "sql/office_rule.h"

/* Bytes of compiled rules: an office's hundred rules take less than one megabyte. */
#define OFFICE_RULES_MAX	(256 * 1024 * 1024)

static Severity
severity_by_name(const char *name, const char *code)
{
	for (int severity = 0; severity < SEVERITY_COUNT; severity++)
		if (strcmp(severity_name[severity], name) == 0)
			return severity;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid rule \"%.*s\": the severity is error, warning or info",
					clipped_length(code), code)));
}

static OfficeRule *
office_rule(HeapTupleHeader tuple, List *kinds)
{
	OfficeRule *rule = palloc0(sizeof(OfficeRule));
	RuleInfo   *info = &rule->info;
	char	   *severity = attribute_text(tuple, "severity");
	char	   *message = attribute_text(tuple, "message");
	RuleError	error;
	ListCell   *lc;

	info->code = attribute_text(tuple, "code");
	info->statement = attribute_text(tuple, "statement");
	if (info->code == NULL || severity == NULL || info->statement == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a rule needs a code, a severity and a statement")));
	info->severity = severity_by_name(severity, info->code);
	info->left = message ? message : info->statement;
	info->advice = attribute_text(tuple, "advice");
	info->from_year = attribute_integer(tuple, "from_year", PG_INT32_MIN);
	info->to_year = attribute_integer(tuple, "to_year", PG_INT32_MAX);
	rule->rules = rule_compile(info->code, info->statement, kinds, &error);
	if (rule->rules == NIL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid rule \"%.*s\": %s",
						clipped_length(info->code), info->code, error.message),
				 errdetail("At character %d of \"%.*s\".", error.position,
						   clipped_length(info->statement), info->statement)));
	if (info->severity == SEVERITY_ERROR && rule_reads_text(linitial(rule->rules)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid rule \"%.*s\": a rule on the text is a warning or info",
						clipped_length(info->code), info->code)));
	foreach(lc, rule->rules)
	{
		CheckRule  *check_rule = palloc(sizeof(CheckRule));

		check_rule->rule = *(Rule *) lfirst(lc);
		check_rule->info = info;
		lfirst(lc) = check_rule;
	}
	return rule;
}

List *
office_rules(ArrayType *array, List *kinds)
{
	List	   *rules = NIL;
	int			n;
	HeapTupleHeader *tuples = array_tuples(array, &n);
	Size		before = MemoryContextMemAllocated(CurrentMemoryContext, true);

	for (int i = 0; i < n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (MemoryContextMemAllocated(CurrentMemoryContext, true) - before > OFFICE_RULES_MAX)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("the rules are too many"),
					 errdetail("What they and their \"*\" stand for takes more than %d MB.",
							   OFFICE_RULES_MAX / (1024 * 1024)),
					 errhint("Check them in several parts.")));
		if (tuples[i] == NULL)
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("a rule is null")));
		rules = lappend(rules, office_rule(tuples[i], kinds));
	}
	return rules;
}

List *
office_rules_argument(FunctionCallInfo fcinfo, int argument)
{
	return PG_ARGISNULL(argument) ? NIL : office_rules(PG_GETARG_ARRAYTYPE_P(argument), NIL);
}

static void *
compile_office_rules(struct varlena *argument)
{
	return office_rules((ArrayType *) argument, NIL);
}

List *
office_rules_compiled_argument(FunctionCallInfo fcinfo, int argument)
{
	return PG_ARGISNULL(argument) ? NIL : compiled_argument(fcinfo, argument, compile_office_rules);
}
