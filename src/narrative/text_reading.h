/*
 * text_reading.h
 *	  The numbers of the text that one evaluation of a rule uses.
 */
#ifndef DISCLOSURE_TEXT_READING_H
#define DISCLOSURE_TEXT_READING_H

#include "narrative/text_statement.h"

/* The pivot, and for each other reference of the rule the nearest number. */
typedef struct TextReading
{
	const Statement *pivot;
	const TextNumber *number[TEXT_REFERENCE_COUNT];
	const Statement *used[TEXT_REFERENCE_COUNT];
	int			nused;
} TextReading;

/* Takes the numbers nearest to the pivot into an empty reading, which drop_reading() empties again. */
extern void take_reading(const Statements *statements, const Rule *rule, const Statement *pivot, TextReading *reading);
extern void drop_reading(TextReading *reading);

/* Does the relation itself, not an alternative, use the reference? */
extern bool relation_uses(const Rule *rule, int reference);

/* Is a number of the relation of another scope than the report's? */
extern bool reading_is_foreign(const Statements *statements, const Rule *rule, const TextReading *reading);

/*
 * Adds up the statements of one reference that stand side by side from the
 * n-th on, as in 不掌握2件，…不掌握1件, and sets *end behind them.  Returns false if it is alone.
 */
extern bool add_neighbours(const Statements *statements, int n, Statement *sum, int *end);

#endif							/* DISCLOSURE_TEXT_READING_H */
