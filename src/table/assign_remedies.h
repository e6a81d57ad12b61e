/*
 * assign_remedies.h
 *	  Which cells the numbers of table 四 stand for.
 */
#ifndef DISCLOSURE_ASSIGN_REMEDIES_H
#define DISCLOSURE_ASSIGN_REMEDIES_H

#include "table/table.h"

/* Returns the lines of table 四 whose cells are known; a note tells of each other line. */
extern List *assign_remedies(const Tables *tables, int form, NoteList *notes);

#endif							/* DISCLOSURE_ASSIGN_REMEDIES_H */
