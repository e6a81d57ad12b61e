/*
 * deduce.h
 *	  Blanks with only one possible value, with the proof.
 */
#ifndef DISCLOSURE_DEDUCE_H
#define DISCLOSURE_DEDUCE_H

#include "repair/equations.h"

/* The values that a blank can have, as counts are whole and not negative. */
typedef struct Deduction
{
	int			cell;
	bool		has_low;
	bool		has_high;
	int64		low;
	int64		high;
	List	   *proof;			/* codes of the rules that the limits follow from, in order of use */
	List	   *broken;			/* codes of rules about the cell that were left aside */
} Deduction;

/*
 * Returns a Deduction for every blank, in the order of the form.  Relations
 * that the numbers break, alone or together, are left aside.
 */
extern List *deduce(const CellVector *vector, List *office_rules, bool with_proofs);

static inline bool
deduction_is_number(const Deduction *deduction)
{
	return deduction->has_low && deduction->has_high && deduction->low == deduction->high;
}

/*
 * Fills in the blanks with only one possible value.  If a relation about the
 * cell was left aside, another number may be right, and the blank stays.
 */
extern void deductions_apply(List *deductions, CellVector *vector);

#endif							/* DISCLOSURE_DEDUCE_H */
