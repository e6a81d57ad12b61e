/*
 * equations.h
 *	  The equalities that the numbers of one report must satisfy.
 *
 * Statutory relations, and those of the office's own rules that are plain
 * equalities of this report's cells with integers as factors.  Absent cells are
 * left out; a relation that does not apply is no equation.
 */
#ifndef DISCLOSURE_EQUATIONS_H
#define DISCLOSURE_EQUATIONS_H

#include "repair/tableau.h"
#include "rule/finding.h"

/* The sum of factor times cell, over all terms, is the total. */
typedef struct Equation
{
	const Rule *rule;
	bool		is_own;			/* a rule of the office, not statutory */
	bool		fails;			/* whatever the blanks hold */
	int			nterms;
	int16	   *cell;
	int32	   *factor;
	int128		total;
	int			alone[2];		/* of each side: its only cell, if the factor is 1 or -1; else -1 */
} Equation;

typedef struct Equations
{
	const CellVector *vector;
	CellSet		blanks;
	CellSet		cells;			/* of any equation */
	int			n;
	Equation   *equation;
	List	   *unused;			/* codes of equalities left out: factors too large, or no cell */
} Equations;

/* "office_rules" is a list of OfficeRule; raises an error if there are too many. */
extern Equations *equations_of(const CellVector *vector, List *office_rules);

/* A copy without the office's rules; their codes are unused. */
extern Equations *equations_without_office(const Equations *equations);

/*
 * A tableau of the equations that are not omitted ("omitted" may be NULL).  Its
 * columns are all cells by ordinal, and with marks one more for each equation,
 * so that a row shows which equations it combines.  Every cell is fixed at its
 * number, blanks at zero.
 */
extern Tableau *equations_tableau(const Equations *equations, const bool *omitted, bool marks);

/* Adds an equation, without a mark, to a tableau that has room for its row. */
extern void equations_add_row(const Equations *equations, Tableau *tableau, int equation);

/* Sets the blanks that equations are about free, in a tableau of these or of some of them. */
extern void equations_free_blanks(const Equations *equations, Tableau *tableau);

static inline TableauKind
cell_kind(int cell)
{
	return cell_info[cell].is_signed ? TABLEAU_UNBOUNDED : TABLEAU_FREE;
}

#endif							/* DISCLOSURE_EQUATIONS_H */
