/*
 * placement.h
 *	  Puts the numbers of published rows into cells of the form.
 */
#ifndef DISCLOSURE_PLACEMENT_H
#define DISCLOSURE_PLACEMENT_H

#include "nodes/pg_list.h"

#include "figures/figures.h"
#include "page/note.h"
#include "table/table_line.h"

/* How the page writes a table, found out from all rows of it. */
typedef struct PipeStyle
{
	bool		keeps_empty;	/* empty cells between numbers on one line are kept */
	bool		leading_pipes;	/* a row begins with a pipe on a line of its own */
	bool		open_ended;		/* a row does not end in a pipe */
	int			unplaced;		/* number of rows without a label of the form */
} PipeStyle;

/* Puts the numbers of the lines into the figures, with notes.  There is a style for each table. */
extern void place_lines(List *lines, const PipeStyle *styles, CellVector *figures,
						NoteList *notes);

#endif							/* DISCLOSURE_PLACEMENT_H */
