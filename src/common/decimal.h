/*
 * decimal.h
 *	  Exact decimal numbers held as 64-bit integers with an implied scale.
 */
#ifndef DISCLOSURE_DECIMAL_H
#define DISCLOSURE_DECIMAL_H

typedef enum DecimalError
{
	DECIMAL_OK,
	DECIMAL_SYNTAX,				/* not a number */
	DECIMAL_PRECISION,			/* more decimals than the scale has */
	DECIMAL_OVERFLOW
} DecimalError;

/* 39 digits, sign, point, a leading zero, terminator */
#define DECIMAL_TEXT_SIZE	44

/*
 * Reads a text that is "[+-]digits[.digits][e[+-]digits]" from end to end.
 * Multiplies by 10^shift; *result is in units of 10^-scale and set only if all
 * goes well.
 */
extern DecimalError decimal_parse(const char *text, size_t len, int shift,
								  int scale, int64 *result);

/*
 * Writes a value in units of 10^-scale, without zeros at its end, into a
 * buffer of DECIMAL_TEXT_SIZE; returns the length.
 */
extern int	decimal_format(int128 value, int scale, char *buf);

#endif							/* DISCLOSURE_DECIMAL_H */
