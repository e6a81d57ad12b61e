/*
 * refute.h
 *	  The refutation of several clauses at once.
 */
#ifndef DISCLOSURE_REFUTE_H
#define DISCLOSURE_REFUTE_H

#include "conflict/clause.h"

/*
 * Is it impossible that all clauses hold?  Returns true only if that can be
 * shown; then *proof has the owners of clauses that do not hold together.
 */
extern bool clauses_refute(const Clause *const *clauses, int nclauses, Bitmapset **proof);

#endif							/* DISCLOSURE_REFUTE_H */
