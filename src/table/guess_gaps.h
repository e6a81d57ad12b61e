/*
 * guess_gaps.h
 *	  Empty cells of which only empty lines are left.
 */
#ifndef DISCLOSURE_GUESS_GAPS_H
#define DISCLOSURE_GUESS_GAPS_H

#include "table/tables.h"

/* Restores the empty cells of rows of a headed table whose numbers stand one below the other. */
extern void fill_by_gaps(Tables *tables);

#endif							/* DISCLOSURE_GUESS_GAPS_H */
