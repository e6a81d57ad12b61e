/*
 * label.h
 *	  Labels of published tables, compared with those of the forms.
 *
 * A label is compared by code point without white space, punctuation and
 * quotes, full-width signs taken for half-width ones, and apart from the
 * number before it.  It has two readings: in full, and bare, that is without
 * the parts in brackets, because offices add and drop such remarks at will.
 */
#ifndef DISCLOSURE_LABEL_H
#define DISCLOSURE_LABEL_H

#include "common/code_point.h"

/* Code points of a reading; no label of a form has as many. */
#define LABEL_MAX 64

typedef enum MarkStyle
{
	MARK_NONE,
	MARK_CHINESE,				/* 一、 */
	MARK_BRACKETS,				/* （一） */
	MARK_DIGIT					/* 1. */
} MarkStyle;

typedef struct Reading
{
	int			n;				/* -1: longer than LABEL_MAX */
	uint64		set;			/* of the code points, each hashed to a bit */
	pg_wchar	point[LABEL_MAX];
} Reading;

typedef struct Label
{
	MarkStyle	mark_style;
	int			mark;			/* the number before it, or 0 */
	Reading		full;
	Reading		bare;			/* empty if all of it is in brackets */
} Label;

extern void label_read(const char *text, size_t len, Label *label);

/*
 * Recognises the number at the beginning of a text, "（一）", "一、", "1.", "①",
 * with white space anywhere.  Returns its length in code points without white
 * space, or 0.
 */
extern int	label_read_mark(const char *text, const char *end, Label *label);

/* Does the text begin with the number of a label? */
extern bool label_mark_at(const char *text, const char *end);

extern bool label_is_empty(const Label *label);

/* Returns the edits from one to the other, or a number above "most" if they are more than that. */
extern int	reading_distance(const Reading *a, const Reading *b, int most);

/* Does the whole begin with the piece, to the letter?  The piece is not too long for a reading. */
extern bool reading_begins(const Reading *whole, const Reading *piece);

/* Does the whole contain the piece, to the letter? */
extern bool reading_contains(const Reading *whole, const Reading *piece);

/* reading_distance() of the full or the bare readings, whichever is less */
extern int	label_distance(const Label *a, const Label *b, int most);

/* May they read alike?  Length and set rule most out, before label_distance() is called. */
static inline bool
label_may_equal(const Label *a, const Label *b)
{
	return (a->full.n == b->full.n && a->full.set == b->full.set) || (a->bare.n == b->bare.n && a->bare.set == b->bare.set);
}

/* Returns how many edits from a label of a form still count as a misprint of it. */
extern int	label_misprints_allowed(const Reading *reading);

#endif							/* DISCLOSURE_LABEL_H */
