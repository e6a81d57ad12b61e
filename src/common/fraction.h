/*
 * fraction.h
 *	  Exact fractions.
 *
 * In lowest terms over a positive denominator.  What does not fit is no
 * number, and nothing that is computed from it is one: whoever decides by a
 * fraction asks fraction_is_number() first.
 */
#ifndef DISCLOSURE_FRACTION_H
#define DISCLOSURE_FRACTION_H

#include "common/compat.h"

typedef struct Fraction
{
	int128		numerator;
	int128		denominator;	/* 0: no number */
} Fraction;

#define FRACTION_ZERO	((Fraction) {0, 1})

/* Numerators and denominators stay within this, so that two can be added. */
#define FRACTION_LIMIT	(((int128) 1 << 126) - 1)

extern int128 fraction_gcd(int128 a, int128 b);
extern Fraction fraction_of(int128 integer);
extern Fraction fraction_add(Fraction a, Fraction b);
extern Fraction fraction_multiply(Fraction a, Fraction b);
extern Fraction fraction_inverse(Fraction a);

/* Below, at or above an integer: -1, 0, 1. */
extern int	fraction_compare(Fraction a, int128 integer);

/* The largest integer that is not above a / b, for b > 0. */
extern int128 fraction_floor(int128 a, int128 b);

static inline bool
fraction_is_number(Fraction a)
{
	return a.denominator != 0;
}

static inline bool
fraction_is_zero(Fraction a)
{
	return a.numerator == 0 && a.denominator != 0;
}

static inline Fraction
fraction_negate(Fraction a)
{
	a.numerator = -a.numerator;
	return a;
}

#endif							/* DISCLOSURE_FRACTION_H */
