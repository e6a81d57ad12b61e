/*
 * run_cut.h
 *	  The cuts of a row whose numbers run together.
 *
 * A cut divides a row into as many numbers as it has cells, so that each relation
 * within the row holds.
 */
#ifndef DISCLOSURE_RUN_CUT_H
#define DISCLOSURE_RUN_CUT_H

#include "table/evidence.h"
#include "table/table_line.h"

/* Signs in the numbers of a row */
#define RUN_MAX			160

typedef struct Cut
{
	uint32		stated;			/* one bit for each column with a number, not a sign for "nothing" */
	int64		value[LINE_CELLS_MAX];
} Cut;

typedef struct RunTogether
{
	TableLine  *line;
	const char *text;			/* from the first number to the last */
	size_t		text_len;
	int			n;
	char		sign[RUN_MAX];	/* digits and ". + - /", with ' ' as a certain end of a number */
	int			nrelations;
	LineRelation relation[LINE_RELATIONS_MAX];
	int			ncuts;
	int			size;
	Cut		   *cut;
	int			steps;
	bool		undecidable;
	CellSet		settled;
} RunTogether;

/* Reads the signs of the row; false if there are others, such as units of money. */
extern bool run_read_signs(RunTogether *run);

/* Are there fewer digits than cells, so that some cells were empty? */
extern bool run_lacks_cells(const RunTogether *run);

extern bool run_is_zeros(const RunTogether *run);

/*
 * Lists all cuts of the row.  If other rows of the page have empty cells, this
 * row may have some too, and only a row of zeros can be cut with certainty.
 */
extern void run_make_cuts(RunTogether *run, bool empty_cells);

/* Has a part of the signs of a row, "from" to "to", a cut? */
extern bool run_part_has_cut(const RunTogether *run, int from, int to);

/* Can the digits from one on be cut into so many numbers, the last the sum of those before and of the others? */
extern bool run_cuts_into_sum(const RunTogether *run, int from, int cells, int128 sum);

#endif							/* DISCLOSURE_RUN_CUT_H */
