/*
 * table_ruled.h
 *	  Tables in which each row is a line that begins and ends with a pipe.
 */
#ifndef DISCLOSURE_TABLE_RULED_H
#define DISCLOSURE_TABLE_RULED_H

#include "table/table_reader.h"

extern bool piece_is_ruled(const char *start, const char *end);

extern void feed_ruled(TableReader *reader, const char *start, const char *end);

#endif							/* DISCLOSURE_TABLE_RULED_H */
