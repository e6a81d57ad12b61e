/*
 * evidence.h
 *	  What sums and relations say of numbers that are read: the only arithmetic
 *	  of reading.
 */
#ifndef DISCLOSURE_EVIDENCE_H
#define DISCLOSURE_EVIDENCE_H

#include "rule/rule.h"
#include "table/table_line.h"

typedef enum ReadEvidence
{
	EVIDENCE_HOLDS,
	EVIDENCE_FAILS,
	EVIDENCE_OPEN				/* too little is known */
} ReadEvidence;

/* What cells without a number are in a sum. */
typedef enum SumBlanks
{
	BLANKS_OPEN,				/* any of them leaves it open */
	BLANKS_EMPTY,				/* an empty cell adds nothing, a sign for "nothing" leaves it open */
	BLANKS_NOTHING				/* either adds nothing */
} SumBlanks;

/*
 * Is the number "total" of n cells the sum of the others, all of them read as
 * "cell" is?  Open if a cell holds something else, or no number remains beside
 * the total.
 */
extern ReadEvidence evidence_of_sum(const Quantity *const *number, int n, int total, int cell,
								SumBlanks blanks);

/* The same for the last of n cells of a line, from a place on. */
extern ReadEvidence line_sum(const TableLine *line, int from, int n, SumBlanks blanks);

/* The same, and if it is not open, by how much the others exceed the last. */
extern ReadEvidence line_sum_excess(const TableLine *line, int from, int n, SumBlanks blanks, int128 *excess);

/*
 * The verdict of those statutory relations that "concerns" picks: fails if one
 * fails, else holds if one holds, else, if none applies or is known, open.
 */
extern ReadEvidence relations_verdict(const CellVector *figures,
								  bool (*concerns) (const Comparison *relation, const void *what),
								  const void *what);

/* Picks the relations that have a cell, an int. */
extern bool relation_has_cell(const Comparison *relation, const void *what);

/* Relations within a line; rows abreast have one each */
#define LINE_RELATIONS_MAX	16

/* A relation whose cells are all in a line: the sum of factor times value is zero. */
typedef struct LineRelation
{
	int			last;			/* the last of its cells in the line; from there on it can be tested */
	int			n;
	int			place[LINE_CELLS_MAX];	/* of its cells in the line */
	int64		factor[LINE_CELLS_MAX];
} LineRelation;

/* Lists the relations within the cells of a line; returns how many. */
extern int	line_relations(const TableLine *line, LineRelation *relations);

/* Does it hold with these values, one for each cell of the line? */
static inline bool
line_relation_holds(const LineRelation *relation, const int64 *value)
{
	int128		difference = 0;

	for (int i = 0; i < relation->n; i++)
		difference += (int128) relation->factor[i] * value[relation->place[i]];
	return difference == 0;
}

#endif							/* DISCLOSURE_EVIDENCE_H */
