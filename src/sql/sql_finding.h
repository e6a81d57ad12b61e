/*
 * sql_finding.h
 *	  Findings and rules as rows.
 */
#ifndef DISCLOSURE_SQL_FINDING_H
#define DISCLOSURE_SQL_FINDING_H

#include "rule/finding.h"
#include "sql/datum.h"

/* Returns findings as a set of check_result. */
extern Datum emit_findings(FunctionCallInfo fcinfo, List *findings);

/* Emits a REPORT_RULE or TEXT_RULE of rules.def as a row of report_rule_row. */
extern void emit_rule_info(FunctionCallInfo fcinfo, const RuleInfo *info);

#endif							/* DISCLOSURE_SQL_FINDING_H */
