/*
 * token_glued.h
 *	  Tables with nothing left between their cells.
 */
#ifndef DISCLOSURE_TOKEN_GLUED_H
#define DISCLOSURE_TOKEN_GLUED_H

#include "table/row_maker.h"

extern int	count_glued(RowMaker *maker, const char *start, const char *end);

extern bool feed_glued_labels(RowMaker *maker, const char *start, const char *end);

extern void feed_glued(RowMaker *maker, const char *start, const char *end);

#endif							/* DISCLOSURE_TOKEN_GLUED_H */
