/*
 * text_rule.h
 *	  Checks the text of a report against its tables.
 *
 * A rule is evaluated once for each number that the text states for its first
 * indicator; its other indicators take the nearest number.  An inexact number
 * fails a rule only beyond its bounds.  A number of another year is not
 * compared.  A number of another scope than the report's can pass a rule, not
 * fail it.
 */
#ifndef DISCLOSURE_TEXT_RULE_H
#define DISCLOSURE_TEXT_RULE_H

#include "narrative/text_statement.h"
#include "rule/finding.h"

/*
 * Returns the findings of the rules on the text: the statutory ones, except
 * those whose codes are in "replaced", and the office's own.
 */
extern List *text_rule_check(const RuleInput *input, const TextInput *text, List *office_rules, List *replaced);

/* Returns the statutory rules on the text. */
extern const CheckRule *text_rules_compiled(int *n);

#endif							/* DISCLOSURE_TEXT_RULE_H */
