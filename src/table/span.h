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

/* Reads the next line from *p on, without white space at its ends; false at the end. */
extern bool span_next_line(const char **p, const char *end, Span *line);

/* Is a word a number or a sign for "nothing"? */
extern bool span_is_data(Span word, Quantity *quantity);

/* Is a line one such word and nothing else? */
extern bool span_is_number(Span line);

/* Is a word digits behind a point or a comma, and so the rest of a number? */
extern bool span_continues_number(Span word);

#endif							/* DISCLOSURE_SPAN_H */
