/*
 * table_plain.h
 *	  Tables with only white space between the cells.
 */
#ifndef DISCLOSURE_TABLE_PLAIN_H
#define DISCLOSURE_TABLE_PLAIN_H

#include "table/table_reader.h"

extern void feed_plain(TableReader *reader, const char *start, const char *end);

#endif							/* DISCLOSURE_TABLE_PLAIN_H */
