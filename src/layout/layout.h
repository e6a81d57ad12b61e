/*
 * layout.h
 *	  The print of the form: which label and which cell stands in which line
 *	  and column of its tables.
 *
 * What is printed follows from the cells that a value holds.  All cells of one
 * form are laid out as its notice prints them.  A row of another form stands
 * where that form has it, and of a block that two forms have, each with rows
 * and columns of its own, the lines and columns of both are printed.
 */
#ifndef DISCLOSURE_LAYOUT_H
#define DISCLOSURE_LAYOUT_H

#include "figures/form.h"

typedef enum BoxKind
{
	BOX_CAPTION,				/* over a block, as wide as the table */
	BOX_HEAD,
	BOX_LABEL,
	BOX_CELL
} BoxKind;

#define BOX_KIND_COUNT	(BOX_CELL + 1)

typedef struct LayoutBox
{
	BoxKind		kind;
	int			line;			/* from 1 */
	int			column;			/* from 1 */
	int			line_span;
	int			column_span;
	const char *text;			/* of a caption, head or label, in UTF-8 */
	int			cell;			/* BOX_CELL: the cell, or -1 if none is asked for here */
} LayoutBox;

/* A table without lines holds no cell. */
typedef struct TableLayout
{
	int			lines;
	int			columns;
	int			head_lines;		/* at its top, if it has one block without a caption */
	int			nboxes;
	LayoutBox  *box;			/* by line and column */
} TableLayout;

typedef struct Layout
{
	TableLayout table[TABLE_COUNT];
} Layout;

extern const char *const box_kind_name[BOX_KIND_COUNT];

/* Prepares the print of each form alone; called once, when the library is loaded, behind form_init(). */
extern void layout_init(void);

/* The layout of the cells of a value of some forms. */
extern const Layout *layout_of(FormSet forms, const CellSet *cells);

#endif							/* DISCLOSURE_LAYOUT_H */
