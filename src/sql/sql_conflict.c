/*
 * sql_conflict.c
 *	  The SQL function rule_conflicts().
 */
#include "postgres.h"

#include "funcapi.h"

#include "conflict/conflict.h"
#include "sql/datum.h"
#include "sql/office_rule.h"

SQL_FUNCTION(disclosure_rule_conflicts)
{
	List	   *conflicts = rule_conflicts(office_rules(PG_GETARG_ARRAYTYPE_P(0), NIL));
	ListCell   *lc;

	InitMaterializedSRF(fcinfo, 0);
	foreach(lc, conflicts)
	{
		const RuleConflict *conflict = lfirst(lc);
		SqlRow		row = {0};

		row_add_label(&row, conflict_kind_name[conflict->kind]);
		row_add_label(&row, conflict->rule);
		row_add(&row, text_array_datum(conflict->proof));
		row_add_label(&row, conflict->message);
		row_emit(&row, fcinfo);
	}
	return (Datum) 0;
}
