/*
 * label.h
 *	  Labels of published tables, compared with those of the forms.
 *
 * A label is compared by code point without white space, punctuation and
 * quotes, full-width signs taken for half-width ones, and apart from the
 * number before it.  It has two readings: in full, and bare, that is without
 * what stands in brackets, for remarks are added and left out at will.
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
	uint64		set;			/* of the code points, by a hash of them */
	pg_wchar	point[LABEL_MAX];
} Reading;

typedef struct Label
{
	MarkStyle	mark_style;
	int			mark;			/* the number before it, 0 for none */
	Reading		full;
	Reading		bare;			/* empty where all of it is in brackets */
} Label;

extern void label_read(const char *text, size_t len, Label *label);

/*
 * Recognises the number at the beginning of a text, "（一）", "一、", "1.", "①",
 * white space set aside.  Returns how many code points it takes.
 */
extern int	label_read_mark(const char *text, const char *end, Label *label);
/* Is there the number of a label at the beginning of the text? */
extern bool label_mark_at(const char *text, const char *end);

extern bool label_is_empty(const Label *label);

/* Edits from one to the other, or more than "most" where there are more. */
extern int	reading_distance(const Reading *a, const Reading *b, int most);

/* Does the whole begin with a piece, which has length, to the letter? */
extern bool reading_begins(const Reading *whole, const Reading *piece);

/* Does a piece stand in the whole, to the letter? */
extern bool reading_contains(const Reading *whole, const Reading *piece);

/* The least edits between two labels, remarks in brackets set aside. */
extern int	label_distance(const Label *a, const Label *b, int most);

/* Edits that a label of a form may be away and still be taken for a misprint. */
extern int	label_misprints_allowed(const Reading *reading);

#endif							/* DISCLOSURE_LABEL_H */
