/*
 * grid.h
 *	  The tables of a page, cell by cell, for a person who wonders how they
 *	  were read.
 */
#ifndef DISCLOSURE_GRID_H
#define DISCLOSURE_GRID_H

#include "page/html.h"

/* Returns a list of GridCell.  The text is UTF-8 and ends with a null byte. */
extern List *document_grid(const char *text, size_t len);

#endif							/* DISCLOSURE_GRID_H */
