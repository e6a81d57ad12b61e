/*
 * assign_abreast.h
 *	  Which cells the numbers of rows stand for that are printed abreast.
 */
#ifndef DISCLOSURE_ASSIGN_ABREAST_H
#define DISCLOSURE_ASSIGN_ABREAST_H

#include "table/tables.h"

/* Returns the lines of such tables whose cells are known; a note tells of each other line. */
extern List *assign_abreast(const Tables *tables, NoteList *notes);

#endif							/* DISCLOSURE_ASSIGN_ABREAST_H */
