/*
 * token_lines.h
 *	  Tables with only white space between the cells.
 */
#ifndef DISCLOSURE_TOKEN_LINES_H
#define DISCLOSURE_TOKEN_LINES_H

#include "table/row_maker.h"

extern void feed_lines(RowMaker *maker, const char *start, const char *end);

#endif							/* DISCLOSURE_TOKEN_LINES_H */
