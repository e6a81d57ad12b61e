/*
 * token.h
 *	  Tells whether a cell or word is a label, a number or other text.
 */
#ifndef DISCLOSURE_TOKEN_H
#define DISCLOSURE_TOKEN_H

#include "table/row_maker.h"

/* Feeds a cell or word that is one label, number or text. */
extern void token_feed(RowMaker *maker, Span text, bool begins_line, bool cut);

#endif							/* DISCLOSURE_TOKEN_H */
