/*
 * decimal.c
 *	  Exact decimal numbers held as 64-bit integers with an implied scale.
 */
#include "postgres.h"

#include "common/int.h"

#include "common/code_point.h"
#include "common/decimal.h"

/* No number fits after a shift by as many digits, so longer shifts are cut to it. */
#define SHIFT_MAX	20

/* Computes value * 10^power - digit, for a value up to zero; returns false on overflow. */
static bool
append_digit(int64 *value, int power, int digit)
{
	for (; power > 0 && *value != 0; power--)
		if (pg_mul_s64_overflow(*value, 10, value))
			return false;
	return !pg_sub_s64_overflow(*value, digit, value);
}

DecimalError
decimal_parse(const char *text, size_t len, int shift, int scale, int64 *result)
{
	const char *p = text;
	const char *end = text + len;
	bool		negative = false;
	bool		overflow = false;
	int64		before_point = -1;	/* digits before the point, or -1 */
	int64		ndigits = 0;
	int64		last = -1;		/* index of the last digit other than zero */
	int64		value = 0;		/* minus the digits up to "last": negative numbers reach further */
	int64		exponent = (int64) shift + scale;

	if (p < end && (*p == '-' || *p == '+'))
		negative = (*p++ == '-');
	for (; p < end && (is_digit_point(*p) || (*p == '.' && before_point < 0)); p++)
	{
		if (*p == '.')
			before_point = ndigits;
		else
		{
			if (*p != '0')
			{
				if (!overflow && !append_digit(&value, Min(ndigits - last, SHIFT_MAX), *p - '0'))
					overflow = true;
				last = ndigits;
			}
			ndigits++;
		}
	}
	if (ndigits == 0)
		return DECIMAL_SYNTAX;
	exponent += (before_point < 0 ? ndigits : before_point) - 1 - last;
	if (p < end && (*p == 'e' || *p == 'E'))
	{
		bool		down;
		int64		e = 0;

		p++;
		down = (p < end && *p == '-');
		if (p < end && (*p == '-' || *p == '+'))
			p++;
		if (p == end)
			return DECIMAL_SYNTAX;
		for (; p < end && is_digit_point(*p); p++)
			e = Min(e * 10 + (*p - '0'), PG_INT32_MAX);
		exponent += down ? -e : e;
	}
	if (p != end)
		return DECIMAL_SYNTAX;
	if (last < 0)
		exponent = 0;

	/* the last digit is not zero, so it must not fall below the scale */
	if (exponent < 0)
		return DECIMAL_PRECISION;
	if (overflow || !append_digit(&value, Min(exponent, SHIFT_MAX), 0))
		return DECIMAL_OVERFLOW;
	if (!negative && pg_sub_s64_overflow(0, value, &value))
		return DECIMAL_OVERFLOW;
	*result = value;
	return DECIMAL_OK;
}

int
decimal_format(int128 value, int scale, char *buf)
{
	uint128		rest = value < 0 ? -(uint128) value : (uint128) value;
	uint64		low;
	char		digits[DECIMAL_TEXT_SIZE];
	int			n = 0;
	char	   *p = buf;

	/* division of 128 bits is slow, and hardly ever needed */
	for (; rest > PG_UINT64_MAX; rest /= 10)
		digits[n++] = '0' + (int) (rest % 10);
	for (low = (uint64) rest; low != 0 || n <= scale; low /= 10)
		digits[n++] = '0' + (int) (low % 10);

	if (value < 0)
		*p++ = '-';
	while (n > scale)
		*p++ = digits[--n];
	for (int zeros = 0; zeros < n; zeros++)
		if (digits[zeros] != '0')
		{
			*p++ = '.';
			while (n > zeros)
				*p++ = digits[--n];
		}
	*p = '\0';
	return p - buf;
}
