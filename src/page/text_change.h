/*
 * text_change.h
 *	  What has become of the paragraphs of a text: added, removed, changed.
 *
 * Paragraphs are lines; white space in them, and empty ones, do not count.  As
 * many of them as possible are found again in their order (the longest common
 * subsequence); of the others, a removed one and an added one at the same place
 * that have half of their pairs of characters in common are one that changed.
 */
#ifndef DISCLOSURE_TEXT_CHANGE_H
#define DISCLOSURE_TEXT_CHANGE_H

#include "nodes/pg_list.h"

typedef enum TextChangeKind
{
	TEXT_SAME,
	TEXT_CHANGED,
	TEXT_REMOVED,
	TEXT_ADDED
} TextChangeKind;

/* A paragraph as it stands in its text. */
typedef struct Paragraph
{
	int			number;			/* from 1 */
	const char *text;
	size_t		len;
	int			content;		/* paragraphs with the same words have the same number */
	int			occurrence;		/* how many of these stand before it in its text */
	const char *words;			/* without white space */
	size_t		words_len;
	uint64	   *pairs;			/* pairs of characters, sorted; NULL until they are needed */
	int			npairs;
} Paragraph;

typedef struct TextChange
{
	TextChangeKind kind;
	const Paragraph *before;	/* NULL if it was added */
	const Paragraph *after;		/* NULL if it was removed */
	int			similarity;		/* in percent */
} TextChange;

/* Names and labels of the kinds, the latter in UTF-8. */
extern const char *const text_change_name[];
extern const char *const text_change_label[];

/*
 * Returns a list of TextChange in the order of both texts, which are UTF-8.  The time is
 * about linear in the number of paragraphs: of ones that are repeated very often not
 * every occurrence is tried with every other.
 */
extern List *text_changes(const char *before, size_t before_len, const char *after, size_t after_len);

#endif							/* DISCLOSURE_TEXT_CHANGE_H */
