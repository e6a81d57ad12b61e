/*
 * admit.h
 *	  Which of an office's rules can hold beside the statutory relations.
 */
#ifndef DISCLOSURE_ADMIT_H
#define DISCLOSURE_ADMIT_H

#include "repair/equations.h"

/*
 * "omitted" says which equations are left aside: those that are not have a
 * solution in whole numbers.  Takes in the wanted ones, all of them or else one
 * after the other those that leave such a solution.
 */
extern void admit_office_rules(const Equations *equations, const bool *wanted, bool *omitted);

#endif							/* DISCLOSURE_ADMIT_H */
