/*
 * datum.c
 *	  Conversion between values of SQL and numbers and texts of the kernels.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/numeric.h"
#include "utils/typcache.h"
#include "utils/varlena.h"

#include "common/charset.h"
#include "common/decimal.h"
#include "sql/datum.h"

/* Bytes of a user's text that a message quotes: about one line. */
#define QUOTED_MAX	100

/* Letters by which a path may differ from the one that was meant, as the server allows for names of columns. */
#define MISSPELT_MAX	3

int
clipped_length(const char *text)
{
	return pg_mbcliplen(text, strlen(text), QUOTED_MAX);
}

Datum
number_datum(int128 number, int scale)
{
	char		text[DECIMAL_TEXT_SIZE];

	if (number == (int64) number)
	{
		int64		value = (int64) number;
		int			digits = scale;

		for (; digits > 0 && value % 10 == 0; digits--)
			value /= 10;
		if (digits == 0)
			return NumericGetDatum(int64_to_numeric(value));
	}
	decimal_format(number, scale, text);
	return DirectFunctionCall3(numeric_in, CStringGetDatum(text),
							   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
}

Datum
cell_datum(int cell, int64 value)
{
	return number_datum(value, cell_info[cell].scale);
}

void
vector_set_numeric(CellVector *vector, int cell, Datum numeric)
{
	const CellInfo *info = &cell_info[cell];
	char	   *text = DatumGetCString(DirectFunctionCall1(numeric_out, numeric));
	int64		value;

	switch (decimal_parse(text, strlen(text), 0, info->scale, &value))
	{
		case DECIMAL_OK:
			vector_set(vector, cell, value);
			break;
		case DECIMAL_PRECISION:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("cell \"%s\" cannot hold %.*s", info->path, clipped_length(text), text),
					 errdetail("It has %d decimals.", info->scale)));
			break;
		default:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("cell \"%s\" cannot hold %.*s", info->path, clipped_length(text), text)));
	}
}

Datum
label_datum(const char *label)
{
	/* the conversion would verify even a text that stays UTF-8 */
	if (GetDatabaseEncoding() != PG_UTF8)
		label = utf8_to_server(label);
	return CStringGetTextDatum(label);
}

List *
server_labels(List *labels)
{
	List	   *result = NIL;
	ListCell   *lc;

	foreach(lc, labels)
		result = lappend(result, utf8_to_server(lfirst(lc)));
	return result;
}

Datum
text_array_datum(List *strings)
{
	Datum	   *elements = palloc(Max(list_length(strings), 1) * sizeof(Datum));
	ListCell   *lc;

	foreach(lc, strings)
		elements[foreach_current_index(lc)] = label_datum(lfirst(lc));
	return PointerGetDatum(construct_array(elements, list_length(strings), TEXTOID,
										   -1, false, TYPALIGN_INT));
}

/* Returns the cell whose path a misspelt one is nearest to, or -1 if it is near to none. */
static int
misspelt_cell(const char *path, size_t len)
{
	int			nearest = -1;
	int			least = MISSPELT_MAX + 1;

	if (len > QUOTED_MAX)
		return -1;
	for (int cell = 0; cell < CELL_COUNT; cell++)
	{
		const char *candidate = cell_info[cell].path;
		int			distance = varstr_levenshtein_less_equal(path, len, candidate, strlen(candidate),
															 1, 1, 1, least - 1, true);

		if (distance < least)
		{
			nearest = cell;
			least = distance;
		}
	}
	return nearest;
}

int
cell_of_path(const char *path, size_t len)
{
	int			cell = cell_by_path(path, len);

	if (cell < 0)
	{
		int			meant = misspelt_cell(path, len);

		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there is no cell \"%.*s\"", pg_mbcliplen(path, len, QUOTED_MAX), path),
				 meant >= 0 ? errhint("Perhaps you meant \"%s\".", cell_info[meant].path) :
				 errhint("A path is \"table.row.column\"; the view disclosure.form_cell lists them. value_of() reads the sum of a group of rows or columns.")));
	}
	return cell;
}

List *
array_strings(ArrayType *array)
{
	List	   *strings = NIL;
	Datum	   *elements;
	bool	   *nulls;
	int			n;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &elements, &nulls, &n);
	for (int i = 0; i < n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (!nulls[i])
			strings = lappend(strings, TextDatumGetCString(elements[i]));
	}
	return strings;
}

HeapTupleHeader *
array_tuples(ArrayType *array, int *n)
{
	HeapTupleHeader *tuples;
	int16		len;
	bool		byval;
	char		align;
	Datum	   *elements;
	bool	   *nulls;

	get_typlenbyvalalign(ARR_ELEMTYPE(array), &len, &byval, &align);
	deconstruct_array(array, ARR_ELEMTYPE(array), len, byval, align, &elements, &nulls, n);
	tuples = palloc(*n * sizeof(HeapTupleHeader) + 1);
	for (int i = 0; i < *n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		tuples[i] = nulls[i] ? NULL : DatumGetHeapTupleHeader(elements[i]);
	}
	return tuples;
}

FormId
year_argument(int year)
{
	int			form = form_of_year(year);

	if (form < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there is no form for the reports of year %d", year),
				 errhint("The view disclosure.form lists the forms and their years.")));
	return form;
}

FormSet
forms_argument(text *forms)
{
	bool		ok;
	FormSet		result = forms_from_text(VARDATA_ANY(forms), VARSIZE_ANY_EXHDR(forms), &ok);

	if (!ok)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there is no form \"%.*s\"",
						pg_mbcliplen(VARDATA_ANY(forms), VARSIZE_ANY_EXHDR(forms), QUOTED_MAX),
						VARDATA_ANY(forms)),
				 errhint("The view disclosure.form lists the forms.")));
	return result;
}

void
row_add(SqlRow *row, Datum value)
{
	if (row->n == lengthof(row->values))
		elog(ERROR, "too many columns");
	row->nulls[row->n] = false;
	row->values[row->n++] = value;
}

void
row_add_null(SqlRow *row)
{
	row_add(row, (Datum) 0);
	row->nulls[row->n - 1] = true;
}

void
row_add_label(SqlRow *row, const char *label)
{
	if (label != NULL)
		row_add(row, label_datum(label));
	else
		row_add_null(row);
}

void
row_emit(SqlRow *row, FunctionCallInfo fcinfo)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	CHECK_FOR_INTERRUPTS();

	/*
	 * If the SQL is older than the library, its row type lacks the last columns.
	 * If it is newer, its row type has columns that this library does not know.
	 */
	while (row->n < rsinfo->setDesc->natts)
		row_add_null(row);
	tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, row->values, row->nulls);
	row->n = 0;
}

void
row_add_cell(SqlRow *row, const CellVector *vector, int cell)
{
	if (cellset_has(&vector->numbers, cell))
		row_add(row, cell_datum(cell, vector->value[cell]));
	else
		row_add_null(row);
}

Datum
row_result(SqlRow *row, FunctionCallInfo fcinfo)
{
	TupleDesc	desc;

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a composite type");
	/* more columns are allowed: the SQL may be older than the library */
	Assert(row->n >= desc->natts);
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), row->values, row->nulls));
}

char *
text_utf8(Datum datum)
{
	char	   *string = TextDatumGetCString(datum);

	return pg_server_to_any(string, strlen(string), PG_UTF8);
}

char *
utf8_argument(FunctionCallInfo fcinfo, int argument)
{
	return text_utf8(PG_GETARG_DATUM(argument));
}

char *
attribute_text(HeapTupleHeader tuple, const char *name)
{
	bool		isnull;
	Datum		datum = GetAttributeByName(tuple, name, &isnull);

	return isnull ? NULL : text_utf8(datum);
}

int
attribute_integer(HeapTupleHeader tuple, const char *name, int otherwise)
{
	bool		isnull;
	Datum		datum = GetAttributeByName(tuple, name, &isnull);

	return isnull ? otherwise : DatumGetInt32(datum);
}

void
attributes_begin(Attributes *attributes, HeapTupleHeader first)
{
	attributes->desc = lookup_rowtype_tupdesc(HeapTupleHeaderGetTypeId(first),
											  HeapTupleHeaderGetTypMod(first));
	attributes->values = palloc(attributes->desc->natts * sizeof(Datum));
	attributes->nulls = palloc(attributes->desc->natts * sizeof(bool));
}

void
attributes_read(Attributes *attributes, HeapTupleHeader header)
{
	HeapTupleData tuple;

	CHECK_FOR_INTERRUPTS();
	tuple.t_len = HeapTupleHeaderGetDatumLength(header);
	ItemPointerSetInvalid(&tuple.t_self);
	tuple.t_tableOid = InvalidOid;
	tuple.t_data = header;
	heap_deform_tuple(&tuple, attributes->desc, attributes->values, attributes->nulls);
}

void
attributes_end(Attributes *attributes)
{
	ReleaseTupleDesc(attributes->desc);
}
