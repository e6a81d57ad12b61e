/*
 * deduce.h
 *	  Blanks with only one possible value, with the proof.
 */
#ifndef DISCLOSURE_DEDUCE_H
#define DISCLOSURE_DEDUCE_H

#include "repair/equations.h"

/*
 * What a blank can hold, given the numbers and that counts are whole and not
 * negative.  A limit that is missing is none.
 */
typedef struct Deduction
{
	int			cell;
	bool		has_low;
	bool		has_high;
	int64		low;
	int64		high;
	List	   *proof;			/* codes of the rules that the limits follow from, as used */
	List	   *broken;			/* codes of rules about it that were left aside */
} Deduction;

/*
 * A list of Deduction, for every blank, in the order of the form.  Relations
 * that the numbers break, alone or together, are left aside.
 */
extern List *deduce(const CellVector *vector, List *office_rules, bool with_proofs);

static inline bool
deduction_is_number(const Deduction *deduction)
{
	return deduction->has_low && deduction->has_high && deduction->low == deduction->high;
}

/*
 * Fills in what is certain; "vector" is that of the deductions.  Where a relation
 * about the cell was left aside, another number may be right.
 */
extern void deductions_apply(List *deductions, CellVector *vector);

/* In Chinese: what is known of the blank. */
extern char *deduction_message(const Deduction *deduction, FormSet forms);

#endif							/* DISCLOSURE_DEDUCE_H */
