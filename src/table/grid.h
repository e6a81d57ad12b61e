/*
 * grid.h
 *	  The tables of a page, cell by cell, for a person who wonders how they
 *	  were read.
 */
#ifndef DISCLOSURE_GRID_H
#define DISCLOSURE_GRID_H

#include "page/html.h"

/* The cells of a page, UTF-8, that ends with a null byte: a list of GridCell. */
extern List *document_grid(const char *text, size_t len);

#endif							/* DISCLOSURE_GRID_H */
