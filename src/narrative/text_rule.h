/*
 * text_rule.h
 *	  What a report's text says, checked against its tables.
 *
 * A rule is evaluated once for each number that the text states for the first
 * of the rule's indicators; its other indicators take the number that stands
 * nearest.  An inexact number can be refuted only beyond its bounds.  One that
 * the sentence puts in another year is not looked at where the text has one
 * without; one of another scope than the report's can confirm, not refute.
 */
#ifndef DISCLOSURE_TEXT_RULE_H
#define DISCLOSURE_TEXT_RULE_H

#include "narrative/text_statement.h"
#include "rule/finding.h"

/*
 * The findings of the rules that look at the text: those of rules.def but for
 * the codes that are replaced, and the office's.
 */
extern List *text_rule_check(const RuleInput *input, const TextInput *text, List *office_rules, List *replaced);

/* The statutory ones. */
extern const CheckRule *text_rules_compiled(int *n);

#endif							/* DISCLOSURE_TEXT_RULE_H */
