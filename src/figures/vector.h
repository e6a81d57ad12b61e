/*
 * vector.h
 *	  The figures of a report, unpacked for work.
 */
#ifndef DISCLOSURE_VECTOR_H
#define DISCLOSURE_VECTOR_H

#include "common/compat.h"
#include "figures/form.h"

/* The unpacked value; the value of a cell without a number is zero. */
typedef struct CellVector
{
	FormSet		forms;
	CellSet		numbers;		/* cells that hold a number */
	int64		value[CELL_COUNT];
} CellVector;

/* A vector in which no cell holds a number. */
extern void vector_init(CellVector *vector, FormSet forms);

/* Numbers are in units of the cell, 10^-scale. */
extern void vector_set(CellVector *vector, int cell, int64 value);

/* Leaves a cell of the forms blank and removes one outside them. */
extern void vector_unset(CellVector *vector, int cell);

extern bool vector_row_holds_number(const CellVector *vector, RowId row);

/* The cells that are asked for and hold no number. */
extern void vector_blanks(const CellVector *vector, CellSet *blanks);

/* The cells that hold a number or are blank. */
extern void vector_cells(const CellVector *vector, CellSet *cells);

/* The cells that hold a number and are not of the forms. */
extern void vector_outside(const CellVector *vector, CellSet *outside);

/* Does a number reach a limit, up or down? */
extern bool vector_reaches(const CellVector *vector, int64 limit);

/* Puts zero into the cells of a set. */
extern void vector_fill(CellVector *vector, const CellSet *set);

/*
 * A cell of the sum holds a number if it does in one of the addends; the forms
 * are those of both.  So the sum depends neither on the order of the addends
 * nor on how they are grouped.  An error if a number does not fit.
 */
extern void vector_add(CellVector *sum, const CellVector *addend);

/*
 * A cell of the difference holds a number if it does on both sides.  Only forms
 * of both sides can ask for the other cells.  An error if a number does not fit.
 */
extern void vector_subtract(CellVector *difference, const CellVector *subtrahend);

/* Puts one into the cells of a set, and zero into the others that hold a number. */
extern void vector_mark(CellVector *vector, const CellSet *set);

/* Raises the error that the number of a cell does not fit. */
pg_noreturn extern void cell_out_of_range(int cell);

#endif							/* DISCLOSURE_VECTOR_H */
