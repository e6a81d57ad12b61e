/*
 * guess_wrapped.h
 *	  Numbers that wrap: their last digits stand on the next line, or in a row of
 *	  their own.
 *
 * A number is joined if it can only be one: its first part ends in a point or a
 * comma, its second begins with one, or the sum of its row holds only then.  Else
 * its cell is blank: the first part alone would be a wrong number.
 */
#ifndef DISCLOSURE_GUESS_WRAPPED_H
#define DISCLOSURE_GUESS_WRAPPED_H

#include "table/span.h"
#include "table/tables.h"

/* May a line be a part of a wrapped number, its last one or another? */
extern bool span_may_be_wrapped(Span line, bool last);

/* Reads the number that the parts make together. */
extern void spans_join(const Span *parts, int n, Quantity *quantity);

/*
 * Joins the numbers of all rows that certainly wrap, and drops the rows that
 * were nothing but their last parts.
 */
extern void join_wrapped_numbers(Tables *tables);

/*
 * A row without label, which is none of the form: may it be the rest of the row
 * above?  If so, joins the two or makes the numbers above unreadable, and returns
 * true.
 */
extern bool join_wrapped_row(ReadRow *row);

#endif							/* DISCLOSURE_GUESS_WRAPPED_H */
