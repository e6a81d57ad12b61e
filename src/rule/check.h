/*
 * check.h
 *	  Figures checked against the statutory rules and the office's own.
 */
#ifndef DISCLOSURE_CHECK_H
#define DISCLOSURE_CHECK_H

#include "rule/finding.h"

/*
 * Returns the findings of a report or, if its blanks() are given in "holes", of a
 * sum, whose cells with a hole are lower bounds.  Failures come first, in the order
 * of the rules, then those that are unknown.
 */
extern List *check_vector(const CellVector *vector, const CellVector *holes);

/*
 * Messages in UTF-8 of the findings for which figures are refused: errors,
 * those about blank cells only if the figures are to be complete.
 */
extern List *check_blocking_messages(const CellVector *vector, bool complete);

/* Checks rules given by the caller rather than by rules.def or table rule. */
extern List *check_rules(List *rules, const RuleInput *input);

/*
 * Returns the findings of a report by the statutory rules of its year and the
 * office's own (a list of OfficeRule): those within the report, and those across
 * years and levels as far as there are figures of last year and the units below.
 */
extern List *check_report(const RuleInput *input, int year, List *office_rules);

#endif							/* DISCLOSURE_CHECK_H */
