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

#include "mb/pg_wchar.h"

#include "form.h"

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

typedef enum LabelKind
{
	LABEL_ROW,
	LABEL_GROUP,				/* heading over rows or columns */
	LABEL_COLUMN,
	LABEL_CAPTION,
	LABEL_STUB
} LabelKind;

/* Something that a form prints, with one of its labels. */
typedef struct LabelEntry
{
	LabelKind	kind;
	TableId		table;
	int			id;				/* row, group or column */
	const char *text;
	int			next;			/* the next with the same first code point, or nearly so; -1 */
	bool		is_variant;		/* no form prints it so */
	bool		is_first;		/* the first cell of a header */
	Label		label;
} LabelEntry;

#define BOOK_FIRST	128

/* What tells most labels apart, in little memory. */
typedef struct LabelKey
{
	uint64		full_set;
	uint64		bare_set;
	int16		full_n;
	int16		bare_n;
	int16		allowed;		/* edits at the most, wherever the label stands */
} LabelKey;

typedef struct LabelBook
{
	int			n;
	int			first[BOOK_FIRST];	/* entries by their first code point; -1 for none */
	LabelEntry *entry;
	LabelKey   *key;			/* of each entry */
} LabelBook;

/* Where in a table a label stands; decides between equal labels. */
typedef struct LabelContext
{
	int			table;			/* -1: not known */
	bool		rows_begun;
	bool		in_header;		/* what precedes it is of a header */
	bool		begins_line;
	int			next_row;		/* that the form prints next, or -1 */
} LabelContext;

/* As next_code_point(), for what is not in ASCII or a whole character of three bytes. */
extern pg_wchar next_rare_point(const char **p, const char *end);

/* Steps through UTF-8; the text must be valid. */
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

extern pg_wchar fold_rare_point(pg_wchar point);

/* A half-width sign for a full-width one; brackets and dashes made equal. */
static inline pg_wchar
fold_point(pg_wchar point)
{
	return point < '[' || (point > 0x3017 && point < 0xFE59) ? point : fold_rare_point(point);
}

/* The same, and a simplified character for a traditional one that labels have. */
extern pg_wchar fold_label_point(pg_wchar point);

/* Does a folded code point make a difference between labels? */
extern bool label_counts(pg_wchar point);

extern void label_read(const char *text, size_t len, Label *label);
extern bool label_is_empty(const Label *label);

/* Edits from one to the other, or more than "most" where there are more. */
extern int	reading_distance(const Reading *a, const Reading *b, int most);

/* The least edits between two labels, remarks in brackets set aside. */
extern int	label_distance(const Label *a, const Label *b, int most);

/* Edits that a label of a form may be away and still be taken for a misprint. */
extern int	misprints_allowed(const Reading *reading);

/* All labels, made once. */
extern const LabelBook *label_book(void);

/*
 * The longest label that the text begins with, to the letter, with its number
 * where it has one, of the table at hand before others; NULL for none.  Sets
 * where it ends.
 */
extern const LabelEntry *label_at(const LabelBook *book, const char *text, const char *end,
								  const LabelContext *context, const char **behind);

/* Is there the number of a label at the beginning of the text? */
extern bool mark_at(const char *text, const char *end);

/* Is it a piece of a label that a table has? */
extern bool label_is_part(const LabelBook *book, const Label *label, int table);

/*
 * What a label stands for, NULL where that is nothing or in doubt.  A label
 * that is not that of the form is a misprint, unless by a remark in brackets.
 */
extern const LabelEntry *label_find(const LabelBook *book, const Label *label,
									const LabelContext *context, bool *misprint);

#endif							/* DISCLOSURE_LABEL_H */
