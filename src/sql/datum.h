/*
 * datum.h
 *	  Between the kernels' numbers and texts and SQL's.
 */
#ifndef DISCLOSURE_DATUM_H
#define DISCLOSURE_DATUM_H

#include "access/htup.h"
#include "fmgr.h"
#include "nodes/pg_list.h"
#include "utils/array.h"

#include "figures/figures.h"

/* Defines a function that SQL calls.  The C name of disclosure.name is disclosure_name. */
#define SQL_FUNCTION(name) \
	PG_FUNCTION_INFO_V1(name); \
	Datum name(PG_FUNCTION_ARGS)

/* A number in units of 10^-scale as numeric, without trailing zeros. */
extern Datum number_datum(int128 number, int scale);
extern Datum cell_datum(int cell, int64 value);

/* Puts a numeric into a cell; an error where it does not fit. */
extern void vector_set_numeric(CellVector *vector, int cell, Datum numeric);

/* Texts from .def files, and what is made of them: UTF-8 to the server's. */
extern Datum label_datum(const char *label);
extern Datum text_array_datum(List *strings);

/* The elements of a text array as they are, those that are null left out. */
extern List *array_strings(ArrayType *array);

/* A text of a composite value in UTF-8, which is what kernels speak; NULL where it is null. */
extern char *attribute_text(HeapTupleHeader tuple, const char *name);

/* The elements of an array of composites, NULL where they are null. */
extern HeapTupleHeader *array_tuples(ArrayType *array, int *n);

/* How much of a text, in bytes, goes into a message. */
extern int	clipped_length(const char *text);

/* The cell of a path; an error where there is none. */
extern int	cell_of_path(const char *path, size_t len);

/* The set of forms a text names; an error where there is none. */
extern FormSet forms_argument(text *forms);

/* A row of a set-returning function whose columns may be null. */
typedef struct SqlRow
{
	int			n;
	Datum		values[16];
	bool		nulls[16];
} SqlRow;

extern void row_add(SqlRow *row, Datum value);
extern void row_add_null(SqlRow *row);
extern void row_add_label(SqlRow *row, const char *label);	/* may be NULL */
extern void row_emit(SqlRow *row, FunctionCallInfo fcinfo);

#endif							/* DISCLOSURE_DATUM_H */
