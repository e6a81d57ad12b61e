/*
 * table_columns.h
 *	  Columns of numbers one below the other, from the text of PDFs.
 */
#ifndef DISCLOSURE_TABLE_COLUMNS_H
#define DISCLOSURE_TABLE_COLUMNS_H

#include "table/table_reader.h"

/*
 * Feeds numbers one below the other if they are columns of several rows, and
 * moves behind them; else returns false.
 */
extern bool feed_columns(TableReader *reader, const char **p, const char *end);

#endif							/* DISCLOSURE_TABLE_COLUMNS_H */
