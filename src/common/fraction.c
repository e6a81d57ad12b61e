/*
 * fraction.c
 *	  Exact fractions.
 *
 * Nearly all fractions that occur are small integers, so each function tries
 * these first.
 */
#include "postgres.h"

#include "common/fraction.h"

static const Fraction no_number = {0, 0};

/* Is it so small that the product of two such numbers is within the limit? */
static inline bool
is_small(int128 a)
{
	return a == (int64) a && a != PG_INT64_MIN;
}

static inline int128
magnitude(int128 a)
{
	return a < 0 ? -a : a;
}

/*
 * Multiplies; returns false beyond the limit.  By hand, because the checked
 * product of this width needs a library that not every compiler links.
 */
static inline bool
product(int128 a, int128 b, int128 *result)
{
	if (!(is_small(a) && is_small(b)) &&
		a != 0 && magnitude(b) > FRACTION_LIMIT / magnitude(a))
		return false;
	*result = a * b;
	return true;
}

int128
fraction_gcd(int128 a, int128 b)
{
	a = magnitude(a);
	b = magnitude(b);
	while (b != 0)
	{
		int128		rest;

		if (is_small(a) && is_small(b))
			rest = (int64) a % (int64) b;
		else
			rest = a % b;
		a = b;
		b = rest;
	}
	return a;
}

int128
fraction_floor(int128 a, int128 b)
{
	return a / b - (a % b < 0 ? 1 : 0);
}

Fraction
fraction_of(int128 integer)
{
	if (magnitude(integer) > FRACTION_LIMIT)
		return no_number;
	return (Fraction) {integer, 1};
}

/* Returns a fraction in lowest terms. */
static Fraction
reduced(int128 numerator, int128 denominator)
{
	int128		divisor = fraction_gcd(numerator, denominator);

	if (magnitude(numerator) > FRACTION_LIMIT)
		return no_number;
	return (Fraction) {numerator / divisor, denominator / divisor};
}

Fraction
fraction_add(Fraction a, Fraction b)
{
	int128		divisor;
	int128		left;
	int128		right;
	int128		denominator;

	if (a.denominator == 1 && b.denominator == 1)
		return fraction_of(a.numerator + b.numerator);
	if (!fraction_is_number(a) || !fraction_is_number(b))
		return no_number;
	divisor = fraction_gcd(a.denominator, b.denominator);
	if (!product(a.numerator, b.denominator / divisor, &left) ||
		!product(b.numerator, a.denominator / divisor, &right) ||
		!product(a.denominator, b.denominator / divisor, &denominator))
		return no_number;
	return reduced(left + right, denominator);
}

Fraction
fraction_multiply(Fraction a, Fraction b)
{
	Fraction	result;
	int128		across;
	int128		back;

	if (a.denominator == 1 && b.denominator == 1)
	{
		if (!product(a.numerator, b.numerator, &result.numerator))
			return no_number;
		result.denominator = 1;
		return result;
	}
	if (!fraction_is_number(a) || !fraction_is_number(b))
		return no_number;

	/* after common divisors are taken out, the products are in lowest terms */
	across = fraction_gcd(a.numerator, b.denominator);
	back = fraction_gcd(b.numerator, a.denominator);
	if (!product(a.numerator / across, b.numerator / back, &result.numerator) ||
		!product(a.denominator / back, b.denominator / across, &result.denominator))
		return no_number;
	return result;
}

Fraction
fraction_inverse(Fraction a)
{
	if (a.numerator == 0)
		return no_number;
	if (a.numerator < 0)
		return (Fraction) {-a.denominator, -a.numerator};
	return (Fraction) {a.denominator, a.numerator};
}

int
fraction_compare(Fraction a, int128 integer)
{
	int128		down;

	Assert(fraction_is_number(a));
	if (a.denominator == 1)
		return a.numerator < integer ? -1 : a.numerator > integer;
	down = fraction_floor(a.numerator, a.denominator);
	return down < integer ? -1 : 1;
}
