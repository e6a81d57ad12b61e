/*
 * office_rule.h
 *	  The office's own rules, as SQL hands them over: an array of the
 *	  composite type checked_rule.
 */
#ifndef DISCLOSURE_OFFICE_RULE_H
#define DISCLOSURE_OFFICE_RULE_H

#include "fmgr.h"
#include "utils/array.h"

#include "rule/finding.h"

/* A list of OfficeRule; an error names the rule and the place in it. */
extern List *office_rules(ArrayType *array);

/* The rules of an argument, which may be null; the second compiles them once a call site. */
extern List *office_rules_argument(FunctionCallInfo fcinfo, int argument);
extern List *office_rules_compiled_argument(FunctionCallInfo fcinfo, int argument);

#endif							/* DISCLOSURE_OFFICE_RULE_H */
