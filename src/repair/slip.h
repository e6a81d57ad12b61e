/*
 * slip.h
 *	  How likely a repair is, judged by the way its numbers went wrong.
 */
#ifndef DISCLOSURE_SLIP_H
#define DISCLOSURE_SLIP_H

#include "repair/change.h"
#include "repair/equations.h"

/* Finds the likeliest slip and a witness for each change, and adds up their points. */
extern void slips_judge(Repair *repair, const Equations *equations, List *witnesses);

/* In Chinese, or NULL if there is nothing to say of such a slip. */
extern const char *slip_words(Slip slip);

#endif							/* DISCLOSURE_SLIP_H */
