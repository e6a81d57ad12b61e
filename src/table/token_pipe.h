/*
 * token_pipe.h
 *	  Tables with pipes between the cells, whose line ends mean nothing.
 */
#ifndef DISCLOSURE_TOKEN_PIPE_H
#define DISCLOSURE_TOKEN_PIPE_H

#include "table/row_maker.h"

extern void feed_pipes(RowMaker *maker, const char *start, const char *end);

#endif							/* DISCLOSURE_TOKEN_PIPE_H */
