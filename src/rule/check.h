/*
 * check.h
 *	  Figures checked against the statutory rules and the office's own.
 */
#ifndef DISCLOSURE_CHECK_H
#define DISCLOSURE_CHECK_H

#include "rule/finding.h"

/*
 * The findings of a report, or of a sum whose cells with a hole are lower
 * bounds: failures in the order of the rules, then what is unknown.
 */
extern List *check_vector(const CellVector *vector, const CellVector *holes);

/*
 * Messages in UTF-8 of the findings for which figures are refused: errors,
 * those about blank cells only if the figures are to be complete.
 */
extern List *check_blocking_messages(const CellVector *vector, bool complete);

/* The findings of rules that stand in no file, on figures of several scopes. */
extern List *check_rules(List *rules, const RuleInput *input);

/*
 * The findings of a report: its own, and with the figures of last year and of
 * the units below, as far as they are there, those across years and levels; by
 * the statutory rules of its year and the office's.
 */
extern List *check_report(const RuleInput *input, int year, List *office_rules);

#endif							/* DISCLOSURE_CHECK_H */
