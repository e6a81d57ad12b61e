/*
 * compare.h
 *	  Figures before and after: what became of each cell.
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
	FormSet		forms;			/* those of both sides */
	CellSet		cells;			/* a number or blank on one side at least */
} Changes;

extern void changes_init(Changes *changes, const Figures *before, const Figures *after);

/* After minus before.  Returns false unless the cell is a number on both sides. */
extern bool changes_difference(const Changes *changes, int cell, int128 *difference);

/*
 * The difference in percent of the number before, in units of 10^-RATE_SCALE.
 * Returns false also if that number is zero.
 */
extern bool changes_rate(const Changes *changes, int cell, int128 *rate);

/* The cells that differ, as a notice of correction in UTF-8; NULL where none does. */
extern char *changes_correction(const Changes *changes);

#endif							/* DISCLOSURE_COMPARE_H */
