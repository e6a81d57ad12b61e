/*
 * compare.h
 *	  Figures before and after, compared cell by cell.
 */
#ifndef DISCLOSURE_COMPARE_H
#define DISCLOSURE_COMPARE_H

#include "figures/figures.h"

/* Decimals of a rate of change, which is in percent. */
#define RATE_SCALE	2

typedef struct ComparedSide
{
	CellVector	vector;
	CellSet		blanks;
} ComparedSide;

typedef struct Changes
{
	ComparedSide before;
	ComparedSide after;
	FormSet		forms;			/* of either side */
	CellSet		cells;			/* a number or blank on either side */
} Changes;

extern void changes_init(Changes *changes, const Figures *before, const Figures *after);

/* After minus before.  Returns false unless the cell is a number on both sides. */
extern bool changes_difference(const Changes *changes, int cell, int128 *difference);

/*
 * The difference in percent of the number before, in units of 10^-RATE_SCALE.
 * Returns false also if that number is zero.
 */
extern bool changes_rate(const Changes *changes, int cell, int128 *rate);

/* Returns a notice of correction about the cells that differ, in UTF-8, or NULL if all are equal. */
extern char *changes_correction(const Changes *changes);

#endif							/* DISCLOSURE_COMPARE_H */
