/*
 * tableau.h
 *	  Linear equations over non-negative numbers, in a simplex tableau.
 *
 * A row is an equation: the sum of its entries times the unknowns of the
 * columns is a constant.  A column is either fixed, its share taken off the
 * constants, or free.  A free column is basic, with an entry in one row only,
 * or has the value zero.  Rows without a basic column have no free column at
 * all: they hold if their constant is zero.
 *
 * Every row stays a combination of the equations, and keeps its entries for
 * fixed columns too: so a row that cannot hold shows which of the fixed columns
 * could help, and a column can be set free at any time.
 *
 * Entries are exact and bounded; if one grows too large, the tableau gives up
 * and nothing is concluded from it.  For the statutory relations they are 0,
 * 1 and -1 throughout: a report is a flow, in which every cell leads from a
 * sum over a row to a sum over a column, and the matrix of a flow is totally
 * unimodular.  So the bounds of a cell are whole numbers, and all whole numbers
 * between them are possible.  Other rules may have fractions in between, see
 * tableau_integer.h.
 */
#ifndef DISCLOSURE_TABLEAU_H
#define DISCLOSURE_TABLEAU_H

#include "common/compat.h"

/* Bound of the entries, a power of two: room for 万元 with six decimals and a factor of 250. */
#define TABLEAU_ENTRY_MAX		(1 << 28)
/* Bound of the constants: with it, no elimination overflows int128. */
#define TABLEAU_CONSTANT_MAX	((int128) 1 << 97)
/* Far more equations than an office has rules. */
#define TABLEAU_ROWS_MAX		2000

/* Depth of the search for whole numbers: each branch adds a row and a column. */
#define TABLEAU_BRANCHES		12

typedef enum TableauKind
{
	TABLEAU_FIXED,
	TABLEAU_FREE,				/* not negative */
	TABLEAU_UNBOUNDED			/* of either sign */
} TableauKind;

/* How a fixed column could help a row that does not hold: by a larger value, by a smaller one. */
#define TABLEAU_LARGER		1
#define TABLEAU_SMALLER		2

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
	int16	   *found;			/* scratch of an elimination: columns with entries in one row */
	int16	   *open;			/* the same: columns with entries in any */
	int64	   *npivots;		/* where its pivots and those of its clones are counted, or NULL */
	uint8	   *helpful;		/* of each column, where a search for whole numbers notes what could help it, or NULL */
	struct Tableau **spare;		/* where its clones wait to be used again, or NULL */
	struct Tableau *next;		/* while it waits */
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

/* Both must have been made for the same number of rows and columns. */
extern void tableau_copy(Tableau *to, const Tableau *from);

/* The copy has its own memory. */
extern Tableau *tableau_clone(const Tableau *tableau);
extern void tableau_end(Tableau *tableau);

/* Sets a column free that has been fixed at a value. */
extern void tableau_set_free(Tableau *tableau, int column, TableauKind kind, int128 value);

/* Makes a column basic in a row. */
extern void tableau_make_basic(Tableau *tableau, int row, int column);

/* Makes a row's entry in a column zero by another row, whose entry there is positive. */
extern void tableau_eliminate(Tableau *tableau, int row, int by, int column);

/*
 * Is there a solution, not necessarily in whole numbers?  If TABLEAU_NO, *row
 * cannot hold: it has no basic column and a constant other than zero, or a
 * negative constant that no free column could make up for.
 */
extern TableauAnswer tableau_solve(Tableau *tableau, int *row);

/* Can a row, seen alone, not hold in whole numbers? */
extern bool tableau_row_fails(const Tableau *tableau, int row);

/* Is the constant of a row negative, and no free column could make up for it? */
extern bool tableau_row_is_short(const Tableau *tableau, int row);

/*
 * The greatest common divisor of the row's entries for free columns if it does
 * not divide the constant, else 0.
 */
extern int64 tableau_row_remainder(const Tableau *tableau, int row);

#endif							/* DISCLOSURE_TABLEAU_H */
