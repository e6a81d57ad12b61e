/*
 * clause.h
 *	  Rules as clauses over whole numbers.
 *
 * All cells are whole numbers in their own units, so every comparison says that
 * a sum with whole coefficients is between whole bounds: a strict comparison is
 * one with the next number, and a common divisor of the coefficients narrows
 * the bounds.
 */
#ifndef DISCLOSURE_CLAUSE_H
#define DISCLOSURE_CLAUSE_H

#include "conflict/linear.h"
#include "rule/rule.h"

/*
 * An unknown is a cell of the report itself, of the year before or of the units
 * below; or the kind of the unit, numbered by the words that the rules have for it.
 */
#define UNKNOWN_KIND			(SCOPE_COUNT * CELL_COUNT)
#define UNKNOWN_COUNT			(UNKNOWN_KIND + 1)
#define UNKNOWN_OF(scope, cell) ((scope) * CELL_COUNT + (cell))

/*
 * The cells that the report of each scope has, NULL if there is no such report.
 * A rule may also be applied to the report of the year before or of the units
 * below, which is then "own".
 */
typedef struct Setting
{
	Scope		own;
	const CellSet *cells[SCOPE_COUNT];
	List	   *kinds;			/* words for kinds of units, by number */
} Setting;

typedef struct Literal
{
	int			nterms;
	int16	   *unknown;
	int128	   *coefficient;
	LinearRange range;
} Literal;

/* At least one of the literals holds.  A clause without literals never holds. */
typedef struct Clause
{
	int			owner;			/* rule, or 0: the question asked */
	int			nliterals;
	Literal    *literals;
} Clause;

/* Can a rule apply in a setting, by the cells that there are? */
extern Applicability rule_applicability(const Rule *rule, const Setting *setting);

/*
 * Clauses of a rule that applies in the setting: the rule, i.e. its relation
 * holds or one of its conditions fails; the relation holds, or fails; a
 * condition holds.
 */
extern Clause *clause_of_rule(const Rule *rule, const Setting *setting, int owner);
extern Clause *clause_of_relation(const Rule *rule, const Setting *setting, bool holds);
extern Clause *clause_of_condition(const Rule *rule, const Setting *setting, int condition);

#endif							/* DISCLOSURE_CLAUSE_H */
