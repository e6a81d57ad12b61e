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
 * Errors that have nothing to do with one another are parts, of which each
 * has its own alternatives; a repair takes one of each.
 */
#ifndef DISCLOSURE_REPAIR_H
#define DISCLOSURE_REPAIR_H

#include "repair/equations.h"

typedef enum Slip
{
#define SLIP(name, points, words) SLIP_##name,
#include "repair/slips.def"
	SLIP_COUNT
} Slip;

/* What cells hold by another account. */
typedef struct Witness
{
	const char *label;
	CellVector	vector;
} Witness;

/* What a cell should hold, given that only those of the repair are wrong. */
typedef struct Change
{
	int16		cell;
	int16		place;			/* of the cell, in the order of the form */
	int16		part;			/* from 1 */
	bool		has_low;
	bool		has_high;
	Slip		slip;
	const Witness *witness;	/* one that speaks for it, or NULL */
	int64		old;
	int64		low;
	int64		high;
} Change;

typedef struct Repair
{
	int			nchanges;
	int			weight;
	int			points;			/* of the slips; the fewer, the likelier */
	Change	   *change;			/* of one part, in the order of the form */
} Repair;

typedef enum RepairState
{
	REPAIR_FOUND,
	REPAIR_IMPOSSIBLE,			/* with the cells that are not sure */
	REPAIR_BEYOND,				/* takes more cells than allowed */
	REPAIR_STOPPED				/* too hard */
} RepairState;

typedef struct RepairPart
{
	RepairState state;
	int			cells_allowed;
	int			weight;			/* of the smallest sets, or they weigh at least this */
	int64		count;			/* of the smallest sets that were found */
	bool		counted;		/* these are all */
	List	   *repairs;		/* of Repair, the likeliest first; not more than REPAIRS_KEPT */
	int			a_cell;			/* one that it is about */
	bool		is_weighted;	/* weights are not all 1 */
	bool		has_sure;		/* some cells are sure */
	bool		is_row;			/* all that it is about are in one row */
} RepairPart;

typedef struct RepairOptions
{
	int			max_cells;
	CellSet		sure;			/* cells that are right */
	int			weight[CELL_COUNT];	/* 1 to REPAIR_WEIGHT_MAX */
	List	   *office_rules;
	List	   *witnesses;		/* of Witness */
} RepairOptions;

/* One part of the equations. */
typedef struct RepairProblem
{
	Tableau    *tableau;		/* blanks are free */
	int		   *cell;			/* of each column; in the order of the form */
	int		   *place;			/* of each cell, in that order */
	const Equations *equations;
	const RepairOptions *options;
	int			cells_allowed;
} RepairProblem;

#define REPAIR_CELLS_MAX	32
#define REPAIR_WEIGHT_MAX	1000

/* Sets that are kept of a part, and repairs that are listed. */
#define REPAIRS_KEPT		20000
#define REPAIRS_LISTED		1000

extern void repair_options_init(RepairOptions *options);

/*
 * A list of RepairPart, each with as many cells as are allowed; NIL where
 * nothing is wrong.  "unused": codes of rules of which it is not known that they hold, and that had no part in it.
 */
extern List *repair_parts(const CellVector *vector, const RepairOptions *options, List **unused);

/* How many cells they change at the least. */
extern int	repairs_cells(List *parts);

/* How many there are; false where they were not all counted, or are too many. */
extern bool repairs_count(List *parts, int64 *count);

/* In Chinese: what is wrong, and why it may have gone wrong. */
extern char *repair_reason(const Repair *repair, FormSet forms);
extern char *repair_part_note(const RepairPart *part, FormSet forms);
extern char *repairs_beyond_note(List *parts, int max_cells);
extern char *repairs_cut_note(List *parts, int listed);
extern char *repairs_unused_note(List *unused);

/* in repair_product.c */

/* What was found of one part, as the parts of which it is the product, or itself. */
extern List *repair_factors(const RepairProblem *problem, RepairPart *part);

/* The likeliest first, else in the order of the form. */
extern void repairs_sort(List *repairs);

/*
 * Takes one of each part, all of which are found, so that no more cells change
 * than these; the likeliest first, at most REPAIRS_LISTED.
 */
extern List *repairs_combine(List *parts, int max_cells);

/* in slip.c */
extern void slips_judge(Repair *repair, const Equations *equations, List *witnesses);

/* in repair_search.c: the smallest sets of cells */
extern RepairPart *repair_search(const RepairProblem *problem);

#endif							/* DISCLOSURE_REPAIR_H */
