/*
 * evidence.c
 *	  What sums and relations say of numbers that are read.
 */
#include "postgres.h"

#include "table/evidence.h"

Evidence
evidence_of_sum(const Quantity *const *number, int n, int total, int cell, SumBlanks blanks)
{
	int128		difference = 0;
	bool		total_known = false;
	bool		others_known = false;

	for (int i = 0; i < n; i++)
	{
		const Quantity *quantity = number[i];
		int64		value;

		if (blanks == BLANKS_NOTHING &&
			(quantity->kind == QUANTITY_EMPTY || quantity->kind == QUANTITY_NOT_STATED))
			continue;
		if (quantity->kind != QUANTITY_NUMBER || !quantity_fits(quantity, cell, AMOUNT_SHIFT, &value))
			return EVIDENCE_OPEN;
		difference += i == total ? -value : value;
		*(i == total ? &total_known : &others_known) = true;
	}
	if (!total_known || !others_known)
		return EVIDENCE_OPEN;
	return difference == 0 ? EVIDENCE_HOLDS : EVIDENCE_FAILS;
}
