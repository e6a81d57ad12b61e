/*
 * datum.h
 *	  Conversion between values of SQL and numbers and texts of the kernels.
 */
#ifndef DISCLOSURE_DATUM_H
#define DISCLOSURE_DATUM_H

#include "access/htup.h"
#include "access/tupdesc.h"
#include "fmgr.h"
#include "nodes/pg_list.h"
#include "utils/array.h"

#include "figures/figures.h"

static inline Figures *
DatumGetFigures(Datum d)
{
	return PG_DETOAST_DATUM_PACKED(d);
}

#define PG_GETARG_FIGURES(n)	DatumGetFigures(PG_GETARG_DATUM(n))
#define PG_RETURN_FIGURES(x)	PG_RETURN_POINTER(x)

/* Defines a function that SQL calls.  The C name of disclosure.name is disclosure_name. */
#define SQL_FUNCTION(name) \
	PG_FUNCTION_INFO_V1(name); \
	Datum name(PG_FUNCTION_ARGS)

/* A number in units of 10^-scale as numeric, without trailing zeros. */
extern Datum number_datum(int128 number, int scale);
extern Datum cell_datum(int cell, int64 value);

/* Puts a numeric into a cell, or raises an error if it does not fit. */
extern void vector_set_numeric(CellVector *vector, int cell, Datum numeric);

/* Texts of the kernels are UTF-8; these convert them to the server's encoding. */
extern Datum label_datum(const char *label);
extern Datum text_array_datum(List *strings);
extern List *server_labels(List *labels);

/* The elements of a text array that are not null, in the server's encoding. */
extern List *array_strings(ArrayType *array);

/* A text attribute of a composite value, in UTF-8; NULL if it is null. */
extern char *attribute_text(HeapTupleHeader tuple, const char *name);

/* An integer attribute of a composite value, another number if it is null. */
extern int	attribute_integer(HeapTupleHeader tuple, const char *name, int otherwise);

/* A text, or the text of an argument, in UTF-8. */
extern char *text_utf8(Datum datum);
extern char *utf8_argument(FunctionCallInfo fcinfo, int argument);

/* The attributes of composite values of one type, one value at a time. */
typedef struct Attributes
{
	TupleDesc	desc;
	Datum	   *values;
	bool	   *nulls;
} Attributes;

extern void attributes_begin(Attributes *attributes, HeapTupleHeader first);
extern void attributes_read(Attributes *attributes, HeapTupleHeader header);
extern void attributes_end(Attributes *attributes);

/* The elements of an array of composites; NULL for an element that is null. */
extern HeapTupleHeader *array_tuples(ArrayType *array, int *n);

/* The number of bytes of a text that a message quotes. */
extern int	clipped_length(const char *text);

/* Returns the cell of a path, or raises an error if there is no such cell. */
extern int	cell_of_path(const char *path, size_t len);

/* Returns the set of forms that a text names, or raises an error. */
extern FormSet forms_argument(text *forms);

/* Returns the form of a year; raises an error if the year has none. */
extern FormId year_argument(int year);

/* The widest result has 15 columns (form_cell). */
#define ROW_COLUMNS_MAX	16

/* A composite result, or a row of a set-returning function; columns may be null. */
typedef struct SqlRow
{
	int			n;
	Datum		values[ROW_COLUMNS_MAX];
	bool		nulls[ROW_COLUMNS_MAX];
} SqlRow;

extern void row_add(SqlRow *row, Datum value);
extern void row_add_null(SqlRow *row);
extern void row_add_label(SqlRow *row, const char *label);	/* may be NULL */
extern void row_add_cell(SqlRow *row, const CellVector *vector, int cell);

/* Adds the row to the set that InitMaterializedSRF() has prepared, and empties it. */
extern void row_emit(SqlRow *row, FunctionCallInfo fcinfo);

/* The row as the composite result of a function. */
extern Datum row_result(SqlRow *row, FunctionCallInfo fcinfo);

#endif							/* DISCLOSURE_DATUM_H */
