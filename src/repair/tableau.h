/*
 * tableau.h
 *	  Which non-negative integers satisfy these equations?
 *
 * A row is an equation: the sum of its entries times the unknowns of the
 * columns is a constant.  A column is fixed, its share being taken off the
 * constants, or free.  A free column either is basic, the only free one of
 * its kind in the row it is the basis of, or has the value zero.  Rows without a
 * basis have no free column at all: they hold where their constant is zero.
 *
 * Every row stays a combination of the equations, and keeps its entries for
 * fixed columns too: so a row that cannot hold tells which of the fixed
 * columns could help, and a column can be set free at any time.
 *
 * Entries are small and exact; where they would not be, the tableau gives up
 * and nothing is concluded from it.  For the statutory relations they are 0,
 * 1 and -1 throughout: a report is a flow, in which every cell leads from a
 * sum over a row to a sum over a column, and the matrix of a flow is totally
 * unimodular.  Bounds of its cells are whole numbers, and all between them
 * are possible.  For other rules whole numbers are looked for by branching.
 */
#ifndef DISCLOSURE_TABLEAU_H
#define DISCLOSURE_TABLEAU_H

#include "common/compat.h"

/* Entries are below this, either way: enough for 万元 to six decimals and a factor of 250. */
#define TABLEAU_ENTRY_MAX		(1 << 28)
#define TABLEAU_CONSTANT_MAX	((int128) 1 << 97)
#define TABLEAU_ROWS_MAX		2000

/* Deeper than this no whole numbers are looked for. */
#define TABLEAU_BRANCHES		12

typedef enum TableauKind
{
	TABLEAU_FIXED,
	TABLEAU_FREE,				/* not negative */
	TABLEAU_UNBOUNDED
} TableauKind;

typedef struct Tableau
{
	int			nrows;
	int			ncolumns;
	int			width;			/* of a row in memory */
	int			height;			/* rows there is room for */
	bool		gave_up;
	int128	   *constant;
	int32	   *entry;
	int16	   *basic;			/* the column a row is the basis of, or -1 */
	int16	   *place;			/* the row where a column is basic, or -1 */
	uint8	   *kind;
} Tableau;

typedef enum TableauAnswer
{
	TABLEAU_YES,
	TABLEAU_NO,
	TABLEAU_UNKNOWN
} TableauAnswer;

static inline int32 *
tableau_row(const Tableau *tableau, int row)
{
	return tableau->entry + (size_t) row * tableau->width;
}

extern Tableau *tableau_begin(int nrows, int ncolumns);
extern void tableau_copy(Tableau *to, const Tableau *from);

/* The copy has its own memory. */
extern Tableau *tableau_clone(const Tableau *tableau);
extern void tableau_end(Tableau *tableau);

/* Sets a column free that was fixed at a value. */
extern void tableau_set_free(Tableau *tableau, int column, TableauKind kind, int128 value);

/* Makes a column basic in a row. */
extern void tableau_make_basic(Tableau *tableau, int row, int column);

/* Takes a column out of a row by another row, whose entry there is positive. */
extern void tableau_eliminate(Tableau *tableau, int row, int by, int column);

/*
 * Are there numbers, not necessarily whole?  Where the answer is no, "row"
 * is one that cannot hold: without basis and with a constant that is not
 * zero, or with a negative constant and nothing that could make up for it.
 */
extern TableauAnswer tableau_solve(Tableau *tableau, int *row);

/* Is a row one that cannot hold in whole numbers, seen by itself? */
extern bool tableau_row_fails(const Tableau *tableau, int row);

/* Is the basis of a row negative, and nothing could make up for it? */
extern bool tableau_row_is_short(const Tableau *tableau, int row);

/* The greatest divisor of the row's entries for free columns, where it does not divide the constant; else 0. */
extern int64 tableau_row_remainder(const Tableau *tableau, int row);

#endif							/* DISCLOSURE_TABLEAU_H */
