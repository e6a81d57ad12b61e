/*
 * rule_compile.h
 *	  Statements of the rule language compiled into linear terms.
 */
#ifndef DISCLOSURE_RULE_COMPILE_H
#define DISCLOSURE_RULE_COMPILE_H

#include "rule/rule.h"

/*
 * Compiles a statement into one rule, or with "*" into one for each row or
 * column.  Returns NIL and the error if it is wrong.  A "*" in the code is
 * replaced as in the statement.  The kinds of units are one of these, or any word
 * if there are none.
 */
extern List *rule_compile(const char *code, const char *statement, List *kinds, RuleError *error);

/* Compiles a side alone, without "*" or scope.  Returns NULL and the error if it is wrong. */
extern Comparison *rule_compile_side(const char *expression, RuleError *error);

#endif							/* DISCLOSURE_RULE_COMPILE_H */
