/*
 * open_line.h
 *	  Rows of published tables that have lost empty cells: where their numbers
 *	  can and must go.
 */
#ifndef DISCLOSURE_OPEN_LINE_H
#define DISCLOSURE_OPEN_LINE_H

#include "figures/figures.h"
#include "page/note.h"
#include "table/table_line.h"

/* A row whose places are open. */
typedef struct OpenLine
{
	TableLine  *line;
	int			n;				/* cells that are left */
	int			ncandidates;
	uint16	   *candidate;		/* a bit for each column that kept its cell */
	Sureness	sure[LINE_DATA_MAX];	/* how a cell's place was decided */
	int			column[LINE_DATA_MAX];	/* -1: not yet */
	bool		undecidable;	/* all candidates break a relation */
} OpenLine;

/* All ways to choose columns for the cells left that differ in where numbers go. */
extern void open_line_make_candidates(OpenLine *open);

/* Settles what the relations leave one place for, given the figures read so far. */
extern void settle_open_lines_by_rule(OpenLine *open, int nopen, const CellVector *figures);

/* The number of a cell left, if it goes into a column. */
extern bool open_line_value(const OpenLine *open, int i, int column, int64 *value);

/* Keeps the candidates that have the i-th cell in a column, if there are any. */
extern void open_line_keep_column(OpenLine *open, int i, int column);

/* Settles the numbers that stand in one column in all the candidates left; returns whether there were any. */
extern bool settle_open_line(OpenLine *open, Sureness sure, bool zeros_only);

/*
 * Settles zeros of a row, one of the open ones, by where they stand; the
 * table has so many rows besides that lost no cell.
 */
extern void settle_open_line_by_position(OpenLine *open, int nopen, int ncomplete, OpenLine *it);

#endif							/* DISCLOSURE_OPEN_LINE_H */
