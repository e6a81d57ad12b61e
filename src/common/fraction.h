/*
 * fraction.h
 *	  Exact fractions.
 *
 * A fraction is in lowest terms, its denominator positive.  A result that does
 * not fit is no number, and neither is anything computed from it: callers ask
 * fraction_is_number() before they decide by a fraction.
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

/* The greatest common divisor, not negative; 0 if both numbers are. */
extern int128 fraction_gcd(int128 a, int128 b);

extern Fraction fraction_of(int128 integer);
extern Fraction fraction_add(Fraction a, Fraction b);
extern Fraction fraction_multiply(Fraction a, Fraction b);
extern Fraction fraction_inverse(Fraction a);

/* Returns -1, 0 or 1 for a fraction below, at or above an integer; it must be a number. */
extern int	fraction_compare(Fraction a, int128 integer);

/* The largest integer that is at most a / b; b must be positive. */
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
