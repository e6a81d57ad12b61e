/*
 * guess_places.h
 *	  Empty cells of which only blanks are left on their line.
 */
#ifndef DISCLOSURE_GUESS_PLACES_H
#define DISCLOSURE_GUESS_PLACES_H

#include "table/tables.h"

/* Restores the empty cells of rows of a headed table whose numbers stand on one line. */
extern void fill_by_places(Tables *tables);

#endif							/* DISCLOSURE_GUESS_PLACES_H */
