/*
 * office_rule.h
 *	  The office's own rules from an SQL argument, an array of the composite
 *	  type checked_rule.
 */
#ifndef DISCLOSURE_OFFICE_RULE_H
#define DISCLOSURE_OFFICE_RULE_H

#include "fmgr.h"
#include "utils/array.h"

#include "rule/finding.h"

/*
 * Returns a list of OfficeRule; an error names the rule and the place in it.
 * Kinds of units are one of these, or any word if there are none.
 */
extern List *office_rules(ArrayType *array, List *kinds);

/* NIL if the argument is null.  The second gives rules that are kept, but only until it is called again: see call_site.h. */
extern List *office_rules_argument(FunctionCallInfo fcinfo, int argument);
extern List *office_rules_compiled_argument(FunctionCallInfo fcinfo, int argument);

#endif							/* DISCLOSURE_OFFICE_RULE_H */
