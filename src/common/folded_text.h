/*
 * folded_text.h
 *	  Text by its code points, folded, white space set aside but not forgotten:
 *	  what stands above a report is read from it.
 *
 * A page breaks its lines and spaces its letters at will; words, dates and
 * numbers are found all the same, and quoted as they are printed.
 */
#ifndef DISCLOSURE_FOLDED_TEXT_H
#define DISCLOSURE_FOLDED_TEXT_H

#include "mb/pg_wchar.h"

/* What stands before a code point. */
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
	const char *place;			/* where in the page it counts as standing, of what is not in it; or NULL */
} FoldedText;

/* A date; year 0: none. */
typedef struct PageDate
{
	int			year;
	int			month;
	int			day;
} PageDate;

extern FoldedText *folded_text_read(const char *start, const char *end);

/* Does a word stand there, before "to"?  Then where it ends; else -1. */
extern int	folded_word_at(const FoldedText *text, int at, int to, const char *word);

/* Does one of several words stand there?  Returns where the first of them that does ends, or -1. */
extern int	folded_any_word_at(const FoldedText *text, int at, int to, const char *const *words, int nwords);

/* Does a stretch end with a word? */
extern bool folded_ends_with(const FoldedText *text, int from, int to, const char *word);

/* Where a word stands in a stretch of the text, -1 for nowhere. */
extern int	folded_find(const FoldedText *text, int from, int to, const char *word);

/* Does a stretch occur elsewhere in the text too? */
extern bool folded_recurs(const FoldedText *text, int from, int to, int from2, int to2);

/* A stretch as printed: broken lines joined, spaces between letters one. */
extern char *folded_printed(const FoldedText *text, int from, int to);

/* The same without any white space. */
extern char *folded_dense(const FoldedText *text, int from, int to);

/* "20XX年" at a place: the year, and where it ends; 0: none. */
extern int	folded_year_at(const FoldedText *text, int at, int to, int *after);

/*
 * A date at a place, "2021-01-28", "2021年1月28日", "二〇二一年一月二十八日",
 * and where it ends.  With year_of, that of which the year may be left out.
 */
extern bool folded_date_at(const FoldedText *text, int at, int to, int year_of,
						   PageDate *date, int *after);

/* A number of a document, 机关代字〔2021〕30号, and its parts. */
typedef struct DocumentNumber
{
	int			agency_end;
	int			year;
	int			number;
	int			after;
} DocumentNumber;

extern bool folded_document_number_at(const FoldedText *text, int at, int to, DocumentNumber *number);

#endif							/* DISCLOSURE_FOLDED_TEXT_H */
