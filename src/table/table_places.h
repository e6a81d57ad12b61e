/*
 * table_places.h
 *	  Empty cells that left nothing but blanks on their line.
 */
#ifndef DISCLOSURE_TABLE_PLACES_H
#define DISCLOSURE_TABLE_PLACES_H

#include "table/table.h"

/* Gives rows of table 三 whose numbers stand on one line their empty cells back. */
extern void fill_by_places(Tables *tables);

#endif							/* DISCLOSURE_TABLE_PLACES_H */
