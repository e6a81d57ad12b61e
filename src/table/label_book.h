/*
 * label_book.h
 *	  The labels of the forms, and what a label of a page stands for.
 */
#ifndef DISCLOSURE_LABEL_BOOK_H
#define DISCLOSURE_LABEL_BOOK_H

#include "common/label.h"
#include "figures/form.h"

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

/* Chains of entries, by their first code point */
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

/* All labels, made once. */
extern const LabelBook *label_book(void);

/*
 * The longest label that the text begins with, to the letter, with its number
 * where it has one, of the table at hand before others; NULL for none.  Sets
 * where it ends.
 */
extern const LabelEntry *label_book_at(const LabelBook *book, const char *text, const char *end,
									   const LabelContext *context, const char **behind);

/*
 * The first column of table 三, counted from 0, whose label begins with that
 * read, or else has it anywhere; -1 for none.
 */
extern int	label_book_head(const Label *label, bool at_start);

/* Is it a piece of a label that a table has? */
extern bool label_book_has_part(const LabelBook *book, const Label *label, int table);

/*
 * What a label stands for, NULL where that is nothing or in doubt.  A label
 * that is not that of the form is a misprint, unless by a remark in brackets.
 */
extern const LabelEntry *label_book_find(const LabelBook *book, const Label *label,
										 const LabelContext *context, bool *misprint);

#endif							/* DISCLOSURE_LABEL_BOOK_H */
