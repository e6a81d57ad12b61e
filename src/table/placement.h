/*
 * placement.h
 *	  Which number of a row of a published table belongs into which cell.
 */
#ifndef DISCLOSURE_PLACEMENT_H
#define DISCLOSURE_PLACEMENT_H

#include "nodes/pg_list.h"

#include "figures/figures.h"
#include "page/note.h"
#include "table/table_line.h"

/* How the page writes a table; found out from all of its rows. */
typedef struct PipeStyle
{
	bool		keeps_empty;	/* empty cells stand between numbers on one line */
	bool		leading_pipes;	/* rows begin with a pipe on a line of its own */
	bool		open_ended;		/* rows do not end in a pipe */
	int			unplaced;		/* rows of numbers that stand without a label of the form */
} PipeStyle;

/* Puts the numbers of the lines into the figures, with notes; styles by table. */
extern void place_lines(List *lines, const PipeStyle *styles, CellVector *figures,
						NoteList *notes);

#endif							/* DISCLOSURE_PLACEMENT_H */
