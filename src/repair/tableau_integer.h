/*
 * tableau_integer.h
 *	  Whole numbers that satisfy the equations of a tableau.
 */
#ifndef DISCLOSURE_TABLEAU_INTEGER_H
#define DISCLOSURE_TABLEAU_INTEGER_H

#include "repair/tableau.h"

/* Is there an integer solution?  tableau_solve() must have said TABLEAU_YES. */
extern TableauAnswer tableau_has_whole(const Tableau *tableau);

/* The same.  If there is one, *whole becomes a clone at that solution. */
extern TableauAnswer tableau_find_whole(const Tableau *tableau, Tableau **whole);

/* Notes in tableau->helpful which fixed columns could help a row that cannot hold. */
extern void tableau_note_helpful(const Tableau *tableau, int row);

/*
 * Sets a column free that has been fixed at a value, not negative, where it and
 * the basic columns are a solution.  Unlike after tableau_set_free(), these are
 * one again.
 */
extern void tableau_release(Tableau *tableau, int column, int128 value);

/*
 * How large (direction 1) or small (-1) can a free column be in an integer
 * solution?  tableau_has_whole() must have said TABLEAU_YES.  The answer
 * TABLEAU_NO means that there is no limit, TABLEAU_UNKNOWN that *value is a
 * bound, perhaps not the best.
 */
extern TableauAnswer tableau_extreme(Tableau *tableau, int column, int direction, int128 *value);

/*
 * Goes one step towards the extreme of a free column over the rationals.  At the
 * end returns false: with TABLEAU_YES at the extreme, TABLEAU_NO if there is none.
 */
extern bool tableau_push(Tableau *tableau, int column, int direction, TableauAnswer *answer);

/* Bounds a column from above (side 1) or below (-1).  Returns false if there is no room. */
extern bool tableau_bind(Tableau *tableau, int column, int side, int128 bound);

#endif							/* DISCLOSURE_TABLEAU_INTEGER_H */
