/*
 * span.h
 *	  Stretches of a page: lines, words and cells.
 */
#ifndef DISCLOSURE_SPAN_H
#define DISCLOSURE_SPAN_H

#include "table/quantity.h"

typedef struct Span
{
	const char *start;
	const char *end;
} Span;

/* A line of the piece, white space at both ends set aside; false at the end. */
extern bool span_next_line(const char **p, const char *end, Span *line);

/* Is a word of a line what a cell holds? */
extern bool span_is_data(Span word, Quantity *quantity);

/* A line with one number and nothing else. */
extern bool span_is_number(Span line);

#endif							/* DISCLOSURE_SPAN_H */
