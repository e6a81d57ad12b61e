/*
 * check.h
 *	  The statutory rules, and figures checked against them.
 */
#ifndef DISCLOSURE_CHECK_H
#define DISCLOSURE_CHECK_H

#include "finding.h"

/* Compiles rules.def; called once, when the library is loaded. */
extern void check_init(void);

/* All statutory rules in order: relations, then the rules of the form. */
extern int	statutory_rule_count(void);
extern const CheckRule *statutory_rule(int i);
extern bool statutory_rule_in_form(int i, FormId form);

/*
 * The findings of a report, or of a sum whose cells with a hole are lower
 * bounds: failures in the order of the rules, then what is unknown.
 */
extern List *check_vector(const CellVector *vector, const CellVector *holes);

/* Is the finding about blank cells, which soundness does not look at? */
extern bool finding_is_blank(const Finding *finding);

/* The findings of rules that stand in no file, on figures of several scopes. */
extern List *check_rules(List *rules, const RuleInput *input);

/* Does no rule of severity error fail?  Blanks are not looked at. */
extern bool figures_sound(const Figures *figures);
extern bool figures_complete(const Figures *figures);

#endif							/* DISCLOSURE_CHECK_H */
