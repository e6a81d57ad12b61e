/*
 * token_columns.h
 *	  Columns of numbers one below the other, from the text of PDFs.
 */
#ifndef DISCLOSURE_TOKEN_COLUMNS_H
#define DISCLOSURE_TOKEN_COLUMNS_H

#include "table/row_maker.h"

/*
 * Feeds numbers one below the other if they are columns of several rows, and
 * moves behind them; else returns false.
 */
extern bool feed_columns(RowMaker *maker, const char **p, const char *end);

#endif							/* DISCLOSURE_TOKEN_COLUMNS_H */
