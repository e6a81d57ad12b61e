/*
 * open_line.h
 *	  Rows of published tables that have lost empty cells: in which columns
 *	  their numbers can and must go.
 */
#ifndef DISCLOSURE_OPEN_LINE_H
#define DISCLOSURE_OPEN_LINE_H

#include "figures/figures.h"
#include "page/note.h"
#include "table/table_line.h"

/* A row with fewer cells than its table has columns. */
typedef struct OpenLine
{
	TableLine  *line;
	int			n;				/* number of cells it kept */
	int			ncandidates;
	uint16	   *candidate;		/* one bit for each column that kept its cell */
	Sureness	sure[LINE_DATA_MAX];	/* how the column of each cell was decided */
	int			column[LINE_DATA_MAX];	/* column of each cell, or -1 while open */
	bool		moved;			/* its empty cells stand elsewhere: see guess_moved_cells.h */
	bool		doubtful;		/* or may stand elsewhere */
	bool		undecidable;	/* every candidate breaks a relation */
} OpenLine;

/*
 * Lists the choices of columns for the cells that are left, one of each that
 * place the numbers alike.
 */
extern void open_line_make_candidates(OpenLine *open);

/*
 * Drops candidates that the relations exclude, given the figures read so far,
 * and settles the numbers that have one column in all the others.
 */
extern void settle_open_lines_by_rule(OpenLine *open, int nopen, const CellVector *figures);

/*
 * Opens again what was settled by rule in cells of relations that fail with it: other numbers of these are wrong, so
 * they decide nothing.
 */
extern void doubt_broken_relations(OpenLine *open, int nopen, const CellVector *figures);

/* Reads the i-th cell as a number of a column; false if it cannot be. */
extern bool open_line_value(const OpenLine *open, int i, int column, int64 *value);

/* Keeps the candidates that have the i-th cell in a column, unless that leaves no candidate. */
extern void open_line_keep_column(OpenLine *open, int i, int column);

/*
 * Settles the numbers, or only the zeros, that have one column in all the
 * candidates left.  Returns whether anything was settled.
 */
extern bool settle_open_line(OpenLine *open, Sureness sure, bool zeros_only);

/*
 * Settles zeros of a row "it", one of the open ones, by where they stand.
 * "ncomplete" is the number of rows of its table that lost no cell.
 */
extern void settle_open_line_by_position(OpenLine *open, int nopen, int ncomplete, OpenLine *it);

#endif							/* DISCLOSURE_OPEN_LINE_H */
