/*
 * folded_text.h
 *	  A text as folded code points, each with the gap before it; titles, dates
 *	  and numbers above a report are read from it.
 *
 * A page breaks its lines and spaces its letters at will; words, dates and
 * numbers are found all the same, and quoted as they are printed.
 */
#ifndef DISCLOSURE_FOLDED_TEXT_H
#define DISCLOSURE_FOLDED_TEXT_H

#include "mb/pg_wchar.h"

/* The gap before a code point, the widest of its parts. */
typedef enum Gap
{
	GAP_NONE,
	GAP_SPACE,
	GAP_WIDE,					/* several spaces */
	GAP_CELL,
	GAP_LINE
} Gap;

typedef struct FoldedPoint
{
	pg_wchar	point;			/* folded, traditional characters too */
	Gap			gap;
	const char *at;
	const char *after;
} FoldedPoint;

typedef struct FoldedText
{
	int			n;
	FoldedPoint *point;
	const char *place;			/* for a text from outside the page, its place in the page; or NULL */
} FoldedText;

/* A date; unknown if the year is 0. */
typedef struct PageDate
{
	int			year;
	int			month;
	int			day;
} PageDate;

extern FoldedText *folded_text_read(const char *start, const char *end);

/* Returns the end of a word that stands at a place and ends by "to", or -1. */
extern int	folded_word_at(const FoldedText *text, int at, int to, const char *word);

/* folded_word_at() for the first of several words that stands there */
extern int	folded_any_word_at(const FoldedText *text, int at, int to, const char *const *words, int nwords);

/* Returns the first point of a word, as it stands in a folded text: rules out most places before folded_word_at(). */
extern pg_wchar folded_first_point(const char *word);

/* Does a stretch end with a word? */
extern bool folded_ends_with(const FoldedText *text, int from, int to, const char *word);

/* Returns the first place of a word in a stretch of the text, or -1. */
extern int	folded_find(const FoldedText *text, int from, int to, const char *word);

/* Do two stretches, the second right behind the first, occur elsewhere in the text too? */
extern bool folded_recurs(const FoldedText *text, int from, int to, int from2, int to2);

/* A stretch as printed: broken lines joined, every other gap one space. */
extern char *folded_printed(const FoldedText *text, int from, int to);

/* A stretch without white space. */
extern char *folded_dense(const FoldedText *text, int from, int to);

/* Returns the year of "20XX年" at a place and sets *after to its end, or returns 0. */
extern int	folded_year_at(const FoldedText *text, int at, int to, int *after);

/*
 * Reads a date at a place: "2021-01-28", "2021年1月28日", "二〇二一年一月二十八日".
 * If year_of is not 0, a date without its year is one of that year.  Returns
 * false if there is no date; sets *after to its end.
 */
extern bool folded_date_at(const FoldedText *text, int at, int to, int year_of,
						   PageDate *date, int *after);

/*
 * folded_date_at() for a date in words that lost its 年 or its 日 and can mean
 * no other day: "20231月1日", "12月31止".
 */
extern bool folded_torn_date_at(const FoldedText *text, int at, int to, int year_of,
								PageDate *date, int *after);

/* The parts of the number of a document, 机关代字〔2021〕30号. */
typedef struct DocumentNumber
{
	int			agency_end;
	int			year;
	int			number;
	int			after;
} DocumentNumber;

/* Reads the number of a document at a place; returns false if there is no such number. */
extern bool folded_document_number_at(const FoldedText *text, int at, int to, DocumentNumber *number);

#endif							/* DISCLOSURE_FOLDED_TEXT_H */
