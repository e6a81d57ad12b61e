/*
 * table_gaps.h
 *	  Empty cells that left nothing but empty lines.
 */
#ifndef DISCLOSURE_TABLE_GAPS_H
#define DISCLOSURE_TABLE_GAPS_H

#include "table/table.h"

/* Gives rows of table 三 whose numbers stand one below the other their empty cells back. */
extern void fill_by_gaps(Tables *tables);

#endif							/* DISCLOSURE_TABLE_GAPS_H */
