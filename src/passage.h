/*
 * passage.h
 *	  Running text in a normal form, in which broken lines make no difference.
 *
 * The normal form has the code points of the text without white space, page
 * numbers, quotes, marks of emphasis, and remarks in brackets that hold no
 * number; full-width signs are half-width ones.  Every point knows where it
 * stood.  White space that parted two digits is kept as one blank, since
 * nobody knows whether it parts two numbers.
 */
#ifndef DISCLOSURE_PASSAGE_H
#define DISCLOSURE_PASSAGE_H

#include "mb/pg_wchar.h"

typedef struct Passage
{
	const char *text;
	int			n;
	pg_wchar   *point;			/* and a 0 behind the last */
	bool	   *in_title;		/* between 《 and 》 */
	size_t	   *offset;			/* in bytes */
	int		   *position;		/* in characters, from 1 */
} Passage;

extern Passage *passage_read(const char *text, size_t len);
extern void passage_free(Passage *passage);

/* Characters of a text in UTF-8. */
extern int	count_points(const char *text, size_t len);

/* 。；！？ and the edges of cells */
extern bool ends_sentence(pg_wchar point);

/* these, commas and brackets */
extern bool ends_clause(pg_wchar point);

static inline bool
is_digit_point(pg_wchar point)
{
	return point >= '0' && point <= '9';
}

/* The stretch of the text from one point to before another, white space at its ends set aside. */
extern char *passage_quote(const Passage *passage, int from, int to);

#endif							/* DISCLOSURE_PASSAGE_H */
