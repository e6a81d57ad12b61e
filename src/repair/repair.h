/*
 * repair.h
 *	  The smallest sets of cells whose change makes every equation hold.
 *
 * Error localisation after Fellegi and Holt (A Systematic Approach to
 * Automatic Edit and Imputation, 1976): of all sets of cells whose numbers
 * could be other non-negative integers such that all equations hold, those
 * of the least weight.  Blanks are free.  All of these sets are found, not
 * one of them: which is right is for a person to say.
 *
 * Errors that have nothing to do with one another are parts, each with its
 * own alternatives; a repair takes one of each.
 */
#ifndef DISCLOSURE_REPAIR_H
#define DISCLOSURE_REPAIR_H

#include "repair/repair_search.h"

/* A line of the answer: a repair, or a note, which has rank 0 and no changes. */
typedef struct RepairLine
{
	int			rank;			/* from 1, the likeliest first */
	const Repair *repair;
	const char *text;			/* in UTF-8 */
	bool		counted;		/* count is exact */
	int64		count;			/* of the repairs there are */
} RepairLine;

extern void repair_options_init(RepairOptions *options);

/*
 * Returns a list of RepairPart, NIL if nothing is wrong.  *unused: codes of
 * rules that could not take part (factors too large), so whether they hold is
 * unknown.
 */
extern List *repair_parts(const CellVector *vector, const RepairOptions *options, List **unused);

/* Lists of RepairLine: repairs of the whole report, or of each part alone. */
extern List *repair_lines(const CellVector *vector, const RepairOptions *options);
extern List *repair_lines_by_part(const CellVector *vector, const RepairOptions *options);

#endif							/* DISCLOSURE_REPAIR_H */
