/*
 * label_book.h
 *	  The labels of the forms, and which of them a label on a page is.
 */
#ifndef DISCLOSURE_LABEL_BOOK_H
#define DISCLOSURE_LABEL_BOOK_H

#include "common/label.h"
#include "table/shape.h"

typedef enum LabelKind
{
	LABEL_ROW,
	LABEL_GROUP,				/* heading over rows or columns */
	LABEL_COLUMN,
	LABEL_CAPTION,
	LABEL_STUB
} LabelKind;

/* One label of a row, group, column, caption or stub; a thing may have several labels. */
typedef struct LabelEntry
{
	LabelKind	kind;
	TableId		table;
	int			id;				/* RowId, GroupId or ColumnId */
	const char *text;
	int			next;			/* next entry of the chain, or -1 */
	bool		is_variant;		/* a known misprint or other wording, which no form prints */
	bool		is_first;		/* first cell of its header */
	Label		label;
} LabelEntry;

/* Chains of entries, by the first code point of the label */
#define BOOK_FIRST	128

/* Key of an entry, which rules it out for most labels, in little memory. */
typedef struct LabelKey
{
	uint64		full_set;
	uint64		bare_set;
	int16		full_n;
	int16		bare_n;
	int16		allowed;		/* edits allowed in the most tolerant context */
} LabelKey;

typedef struct LabelBook
{
	int			n;
	int			first[BOOK_FIRST];	/* head of each chain, or -1 */
	LabelEntry *entry;
	LabelKey   *key;			/* by entry */
} LabelBook;

/* Where on the page a label stands: decides between entries that read alike. */
typedef struct LabelContext
{
	int			table;			/* -1 if not known */
	bool		rows_begun;
	bool		in_header;		/* the label before this one belonged to a header */
	bool		begins_line;
	int			next_row;		/* the row that the form prints next, or -1 */
} LabelContext;

/* Returns the labels of all forms; built at the first call. */
extern const LabelBook *label_book(void);

/*
 * Returns the longest entry that the text begins with, to the letter and with the
 * number before it, preferring the table at hand; NULL if there is none.  Sets
 * *behind to where the label ends.
 */
extern const LabelEntry *label_book_at(const LabelBook *book, const char *text, const char *end,
									   const LabelContext *context, const char **behind);

/*
 * Returns the place of the first column of a table whose label begins with
 * the given one or, unless "at_start", contains it; -1 if there is none.
 */
extern int	label_book_head(const TableShape *shape, const Label *label, bool at_start);

/* Is it a piece of some label of the table? */
extern bool label_book_has_part(const LabelBook *book, const Label *label, int table);

/*
 * Returns the entry closest to a label, or NULL if none is close enough or two
 * are equally close.  *misprint is set if the label departs from the form's by
 * more than a remark in brackets.
 */
extern const LabelEntry *label_book_find(const LabelBook *book, const Label *label,
										 const LabelContext *context, bool *misprint);

#endif							/* DISCLOSURE_LABEL_BOOK_H */
