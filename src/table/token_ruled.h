/*
 * token_ruled.h
 *	  Tables in which each row is a line that begins and ends with a pipe.
 */
#ifndef DISCLOSURE_TOKEN_RULED_H
#define DISCLOSURE_TOKEN_RULED_H

#include "table/row_maker.h"

extern bool piece_is_ruled(const char *start, const char *end);

extern void feed_ruled(RowMaker *maker, const char *start, const char *end);

#endif							/* DISCLOSURE_TOKEN_RULED_H */
