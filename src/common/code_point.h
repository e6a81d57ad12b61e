/*
 * code_point.h
 *	  Code points of published pages: stepped through, folded, told apart.
 */
#ifndef DISCLOSURE_CODE_POINT_H
#define DISCLOSURE_CODE_POINT_H

#include "mb/pg_wchar.h"

/* next_code_point() for characters other than ASCII and whole ones of three bytes */
extern pg_wchar next_rare_point(const char **p, const char *end);

/*
 * Returns the code point at *p, which moves behind it.  The text is valid
 * UTF-8; a character that "end" cuts short is U+FFFD.
 */
static inline pg_wchar
next_code_point(const char **p, const char *end)
{
	const unsigned char *s = (const unsigned char *) *p;

	if (end - *p >= 3 && (*s & 0xF0) == 0xE0)
	{
		*p += 3;
		return (s[0] & 0x0F) << 12 | (s[1] & 0x3F) << 6 | (s[2] & 0x3F);
	}
	if (end > *p && *s < 0x80)
	{
		*p += 1;
		return *s;
	}
	return next_rare_point(p, end);
}

extern int	count_code_points(const char *text, const char *end);

extern bool is_rare_blank(pg_wchar point);

static inline bool
is_blank_point(pg_wchar point)
{
	/* most points are digits or Chinese */
	return point <= 0x20 || (point >= 0x7F && (point <= 0x3000 || point >= 0xFEFF) && is_rare_blank(point));
}

static inline bool
is_digit_point(pg_wchar point)
{
	return point >= '0' && point <= '9';
}

/* Is it a letter of ASCII? */
static inline bool
is_letter_point(pg_wchar point)
{
	return (point >= 'A' && point <= 'Z') || (point >= 'a' && point <= 'z');
}

static inline bool
is_alnum_point(pg_wchar point)
{
	return is_digit_point(point) || is_letter_point(point);
}

/* Is it a sign without width, such as a byte order mark? */
static inline bool
is_invisible_point(pg_wchar point)
{
	return point == 0xAD || (point >= 0x200B && point <= 0x200F) || point == 0x2060 || point == 0xFEFF;
}

/* Is it a Chinese character? */
extern bool is_han_point(pg_wchar point);

/* Returns the value of a digit, also a Chinese one (二〇二〇), or -1. */
extern int	digit_of_point(pg_wchar point);

/* Moves both ends of a text inward, past white space. */
extern void trim_blank_points(const char **start, const char **end);

/* Is it one of the long dashes, from the figure dash to the horizontal bar? */
static inline bool
is_long_dash(pg_wchar point)
{
	return point >= 0x2012 && point <= 0x2015;
}

/* From the radicals on, a code point is an East Asian one and takes two places on a screen. */
#define FIRST_WIDE_POINT	0x2E80

extern pg_wchar fold_rare_point(pg_wchar point);

/* Makes full-width signs half-width, brackets of all kinds round, and dashes and hyphens "-". */
static inline pg_wchar
fold_point(pg_wchar point)
{
	return point < '[' || (point > 0x3017 && point < 0xFE59) ? point : fold_rare_point(point);
}

/* fold_point(), and simplifies the traditional characters of traditional.def. */
extern pg_wchar fold_label_point(pg_wchar point);

/* Is a folded code point compared in labels, as white space and punctuation are not? */
extern bool is_label_point(pg_wchar point);

/* Does the word stand anywhere in the text? */
extern bool text_contains(const char *text, size_t len, const char *word);

#endif							/* DISCLOSURE_CODE_POINT_H */
