/*
 * place.h
 *	  Puts the numbers of published rows into cells of the form.
 */
#ifndef DISCLOSURE_PLACE_H
#define DISCLOSURE_PLACE_H

#include "nodes/pg_list.h"

#include "figures/figures.h"
#include "table/tables.h"

/* Puts the numbers of the lines into the figures, with notes.  There is a style for each table. */
extern void place_lines(List *lines, const PipeStyle *styles, CellVector *figures,
						NoteList *notes);

#endif							/* DISCLOSURE_PLACE_H */
