/*
 * tally_year.h
 *	  The figures of a year, made of counted entries.
 */
#ifndef DISCLOSURE_TALLY_YEAR_H
#define DISCLOSURE_TALLY_YEAR_H

#include "figures/figures.h"
#include "ledger/tally.h"

/* Which open cases count as 尚未审结: all that are alive, or only those filed in the year? */
typedef enum RemedyBasis
{
	REMEDY_ALIVE,
	REMEDY_FILED
} RemedyBasis;

/* Finds the cells that each class is counted in; called once, after tally_init(). */
extern void tally_year_init(void);

/*
 * The figures of a year: numbers in the cells of the parts that are kept, and
 * all others blank.  parts has a bit for each TallyPart.
 */
extern void tally_year(const Tally *tally, int year, FormId form, uint32 parts, RemedyBasis basis,
					   CellVector *vector);

/* The figures of a year with one entry alone: cells of other classes are blank. */
extern void tally_entry_year(const TallyEntry *entry, int year, FormId form, RemedyBasis basis, CellVector *vector);

#endif							/* DISCLOSURE_TALLY_YEAR_H */
