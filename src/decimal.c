/*
 * decimal.c
 *	  Exact decimal numbers held as 64-bit integers with an implied scale.
 */
#include "postgres.h"

#include "common/int.h"

#include "decimal.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

DecimalError
decimal_parse(const char *text, size_t len, int shift, int scale, int64 *result)
{
	const char *p = text;
	const char *end = text + len;
	bool		negative = false;
	bool		point = false;
	bool		overflow = false;
	int			ndigits = 0;
	int64		value = 0;		/* negative, which reaches further */
	int64		exponent = (int64) shift + scale;

	if (p < end && (*p == '-' || *p == '+'))
		negative = (*p++ == '-');
	for (; p < end && (is_digit(*p) || (*p == '.' && !point)); p++)
	{
		if (*p == '.')
		{
			point = true;
			continue;
		}
		ndigits++;

		/*
		 * Zeros after the point are taken up only when another digit follows:
		 * "1.000000000000000000000" is a number of any scale.
		 */
		if (point && *p == '0')
		{
			const char *q = p;

			while (q < end && *q == '0')
				q++;
			if (q == end || !is_digit(*q))
			{
				p = q - 1;
				continue;
			}
		}
		if (pg_mul_s64_overflow(value, 10, &value) ||
			pg_sub_s64_overflow(value, *p - '0', &value))
			overflow = true;
		if (point)
			exponent--;
	}
	if (ndigits == 0)
		return DECIMAL_SYNTAX;
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
		for (; p < end && is_digit(*p); p++)
			e = Min(e * 10 + (*p - '0'), 1000000);
		exponent += down ? -e : e;
	}
	if (p != end)
		return DECIMAL_SYNTAX;
	if (overflow)
		return exponent < 0 ? DECIMAL_PRECISION : DECIMAL_OVERFLOW;

	for (; exponent < 0 && value != 0; exponent++)
	{
		if (value % 10 != 0)
			return DECIMAL_PRECISION;
		value /= 10;
	}
	for (; exponent > 0 && value != 0; exponent--)
		if (pg_mul_s64_overflow(value, 10, &value))
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
