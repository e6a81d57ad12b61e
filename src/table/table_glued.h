/*
 * table_glued.h
 *	  Tables with nothing left between their cells.
 */
#ifndef DISCLOSURE_TABLE_GLUED_H
#define DISCLOSURE_TABLE_GLUED_H

#include "table/table_reader.h"

extern int	count_glued(TableReader *reader, const char *start, const char *end);

extern bool feed_glued_labels(TableReader *reader, const char *start, const char *end);

extern void feed_glued(TableReader *reader, const char *start, const char *end);

#endif							/* DISCLOSURE_TABLE_GLUED_H */
