/*
 * suppress.h
 *	  Small counts left out of published tables, so that totals do not betray them.
 */
#ifndef DISCLOSURE_SUPPRESS_H
#define DISCLOSURE_SUPPRESS_H

#include "figures/figures.h"

typedef struct Suppression
{
	CellSet		small;			/* counts by applicant from 1 to one below the limit */
	CellSet		complements;	/* left out because the small ones would follow from them */
	bool		proven;			/* there are no fewer complements */
} Suppression;

/* For a table published by itself. */
extern void suppress_table(const CellVector *vector, int64 limit, Suppression *result);

/* For the sum of tables that are published with it, each as suppress_table() leaves it. */
extern void suppress_total(int ntables, const CellVector *tables, int64 limit,
						   const CellVector *total, Suppression *result);

#endif							/* DISCLOSURE_SUPPRESS_H */
