/*
 * repair_search.h
 *	  The smallest sets of cells that repair one part of the equations.
 */
#ifndef DISCLOSURE_REPAIR_SEARCH_H
#define DISCLOSURE_REPAIR_SEARCH_H

#include "repair/change.h"
#include "repair/equations.h"

/* The default of max_cells, as in SQL. */
#define REPAIR_CELLS_DEFAULT 4

/* Few searches get through with so many cells. */
#define REPAIR_CELLS_MAX	32

/* Finer weights would only make more budgets to try. */
#define REPAIR_WEIGHT_MAX	1000

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
	int		   *cell;			/* of each column, in the order of the form */
	int		   *place;			/* of each column's cell in the form */
	const Equations *equations;
	const RepairOptions *options;
	int			cells_allowed;
} RepairProblem;

/* Returns all the smallest sets, not yet judged or sorted. */
extern RepairPart *repair_search(const RepairProblem *problem);

#endif							/* DISCLOSURE_REPAIR_SEARCH_H */
