/*
 * table_pipe.h
 *	  Tables with pipes between the cells, whose line ends mean nothing.
 */
#ifndef DISCLOSURE_TABLE_PIPE_H
#define DISCLOSURE_TABLE_PIPE_H

#include "table/table_reader.h"

extern void feed_pipes(TableReader *reader, const char *start, const char *end);

#endif							/* DISCLOSURE_TABLE_PIPE_H */
