/*
 * clause.h
 *	  What rules say of whole numbers.
 *
 * All cells are whole numbers in their own units, so every comparison comes
 * down to a sum with whole coefficients between whole bounds: a strict
 * comparison is one with the next number, and a common divisor of the
 * coefficients narrows the bounds.
 */
#ifndef DISCLOSURE_CLAUSE_H
#define DISCLOSURE_CLAUSE_H

#include "conflict/linear.h"
#include "rule/rule.h"

/* A cell of the report itself, of the year before or of the units below. */
#define UNKNOWN_COUNT			(SCOPE_COUNT * CELL_COUNT)
#define UNKNOWN_OF(scope, cell) ((scope) * CELL_COUNT + (cell))

/*
 * The cells that the reports of each scope have; NULL: there is no such
 * report.  A rule can also be meant of the year before, or the units below:
 * that is then its own report.
 */
typedef struct Setting
{
	Scope		own;
	const CellSet *cells[SCOPE_COUNT];
} Setting;

typedef enum Applicability
{
	APPLIES,
	APPLIES_NO_CELLS,			/* a side has none */
	APPLIES_NO_REPORT,			/* there is no report of a scope */
	APPLIES_INCOMPARABLE		/* only one of the scopes has the cells */
} Applicability;

typedef struct Literal
{
	int			nterms;
	int16	   *unknown;
	int128	   *coefficient;
	LinearRange range;
} Literal;

/* At least one of the literals holds; of none, it never does. */
typedef struct Clause
{
	int			owner;			/* 0: the question itself */
	int			nliterals;
	Literal    *literals;
} Clause;

/* Does a rule ever apply in a setting, as far as cells decide it? */
extern Applicability rule_applicability(const Rule *rule, const Setting *setting);

/*
 * A rule that applies in the setting, as clauses: that it holds, or one of its
 * conditions does not; that its relation holds, or fails; that a condition holds.
 */
extern Clause *clause_of_rule(const Rule *rule, const Setting *setting, int owner);
extern Clause *clause_of_relation(const Rule *rule, const Setting *setting, bool holds);
extern Clause *clause_of_condition(const Rule *rule, const Setting *setting, int condition);

#endif							/* DISCLOSURE_CLAUSE_H */
