/*
 * sql_figures.c
 *	  SQL functions of the types figures and figures_sum: input and output,
 *	  casts, comparison, arithmetic.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/hashfn.h"
#include "funcapi.h"
#include "libpq/pqformat.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"

#include "figures/figures_json.h"
#include "sql/datum.h"

static char *
vector_text(const CellVector *vector)
{
	StringInfoData out;

	initStringInfo(&out);
	figures_to_json(vector, &out);
	return out.data;
}

static char *
figures_text(const Figures *figures)
{
	CellVector	vector;

	figures_unpack(figures, &vector);
	return vector_text(&vector);
}

static void
vector_recv(StringInfo buf, const char *type, CellVector *vector)
{
	int			len = buf->len - buf->cursor;
	const char *bytes = pq_getmsgbytes(buf, len);

	if (!figures_decode((const uint8 *) bytes, len, vector))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary representation of type %s", type)));
}

static FiguresSum *
make_sum(void)
{
	FiguresSum *sum = palloc0(sizeof(FiguresSum));

	SET_VARSIZE(sum, sizeof(FiguresSum));
	return sum;
}

static FiguresSum *
getarg_sum(FunctionCallInfo fcinfo, int n)
{
	FiguresSum *sum = (FiguresSum *) PG_DETOAST_DATUM(PG_GETARG_DATUM(n));

	/* a library with other cells or forms may have stored it */
	if (VARSIZE(sum) != sizeof(FiguresSum) || sum->differences.forms > ALL_FORMS)
		figures_corrupted();
	return sum;
}

SQL_FUNCTION(disclosure_figures_in)
{
	CellVector	vector;

	if (!figures_from_json(PG_GETARG_CSTRING(0), &vector, fcinfo->context))
		PG_RETURN_NULL();
	PG_RETURN_FIGURES(figures_pack(&vector));
}

SQL_FUNCTION(disclosure_figures_out)
{
	PG_RETURN_CSTRING(figures_text(PG_GETARG_FIGURES(0)));
}

SQL_FUNCTION(disclosure_figures_recv)
{
	CellVector	vector;

	vector_recv((StringInfo) PG_GETARG_POINTER(0), "figures", &vector);
	PG_RETURN_FIGURES(figures_pack(&vector));
}

SQL_FUNCTION(disclosure_figures_send)
{
	PG_RETURN_BYTEA_P(PG_GETARG_BYTEA_P_COPY(0));
}

/* The text and binary forms of a state of sum(figures) are those of the figures summed so far. */
SQL_FUNCTION(disclosure_figures_sum_in)
{
	FiguresSum *sum = make_sum();
	CellVector	vector;

	if (!figures_from_json(PG_GETARG_CSTRING(0), &vector, fcinfo->context))
		PG_RETURN_NULL();
	figures_sum_set(sum, &vector);
	PG_RETURN_POINTER(sum);
}

SQL_FUNCTION(disclosure_figures_sum_out)
{
	CellVector	vector;

	figures_sum_get(getarg_sum(fcinfo, 0), &vector);
	PG_RETURN_CSTRING(vector_text(&vector));
}

SQL_FUNCTION(disclosure_figures_sum_recv)
{
	FiguresSum *sum = make_sum();
	CellVector	vector;

	vector_recv((StringInfo) PG_GETARG_POINTER(0), "figures_sum", &vector);
	figures_sum_set(sum, &vector);
	PG_RETURN_POINTER(sum);
}

SQL_FUNCTION(disclosure_figures_sum_send)
{
	PG_RETURN_BYTEA_P((bytea *) figures_sum_pack(getarg_sum(fcinfo, 0)));
}

/*
 * The transition and combine functions of sum(figures) change their state in
 * place, which only an aggregate may do.
 */
static void
require_aggregate(FunctionCallInfo fcinfo)
{
	if (!AggCheckCallContext(fcinfo, NULL))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("function is callable only as part of the aggregate sum(figures)")));
}

/* The executor copies a new state into the aggregate's memory, once. */
SQL_FUNCTION(disclosure_figures_sum_add)
{
	FiguresSum *sum;

	require_aggregate(fcinfo);
	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	sum = PG_ARGISNULL(0) ? make_sum() : (FiguresSum *) PG_GETARG_POINTER(0);
	figures_sum_add(sum, PG_GETARG_FIGURES(1));
	PG_RETURN_POINTER(sum);
}

SQL_FUNCTION(disclosure_figures_sum_combine)
{
	FiguresSum *sum;

	require_aggregate(fcinfo);
	if (PG_ARGISNULL(0))
	{
		if (PG_ARGISNULL(1))
			PG_RETURN_NULL();
		PG_RETURN_POINTER(getarg_sum(fcinfo, 1));
	}
	sum = (FiguresSum *) PG_GETARG_POINTER(0);
	if (!PG_ARGISNULL(1))
	{
		CellVector	total;
		CellVector	addend;

		figures_sum_get(sum, &total);
		figures_sum_get(getarg_sum(fcinfo, 1), &addend);
		vector_add(&total, &addend);
		figures_sum_set(sum, &total);
	}
	PG_RETURN_POINTER(sum);
}

SQL_FUNCTION(disclosure_figures_sum_result)
{
	PG_RETURN_FIGURES(figures_sum_pack(getarg_sum(fcinfo, 0)));
}

SQL_FUNCTION(disclosure_figures_to_json)
{
	PG_RETURN_TEXT_P(cstring_to_text(figures_text(PG_GETARG_FIGURES(0))));
}

SQL_FUNCTION(disclosure_figures_to_jsonb)
{
	PG_RETURN_DATUM(DirectFunctionCall1(jsonb_in,
										CStringGetDatum(figures_text(PG_GETARG_FIGURES(0)))));
}

SQL_FUNCTION(disclosure_figures_from_jsonb)
{
	Jsonb	   *jsonb = PG_GETARG_JSONB_P(0);
	CellVector	vector;

	figures_from_json(JsonbToCString(NULL, &jsonb->root, VARSIZE(jsonb)), &vector, NULL);
	PG_RETURN_FIGURES(figures_pack(&vector));
}

static int
compare_args(FunctionCallInfo fcinfo)
{
	return figures_compare(PG_GETARG_FIGURES(0), PG_GETARG_FIGURES(1));
}

SQL_FUNCTION(disclosure_figures_eq)
{
	PG_RETURN_BOOL(compare_args(fcinfo) == 0);
}

SQL_FUNCTION(disclosure_figures_ne)
{
	PG_RETURN_BOOL(compare_args(fcinfo) != 0);
}

SQL_FUNCTION(disclosure_figures_lt)
{
	PG_RETURN_BOOL(compare_args(fcinfo) < 0);
}

SQL_FUNCTION(disclosure_figures_le)
{
	PG_RETURN_BOOL(compare_args(fcinfo) <= 0);
}

SQL_FUNCTION(disclosure_figures_gt)
{
	PG_RETURN_BOOL(compare_args(fcinfo) > 0);
}

SQL_FUNCTION(disclosure_figures_ge)
{
	PG_RETURN_BOOL(compare_args(fcinfo) >= 0);
}

SQL_FUNCTION(disclosure_figures_cmp)
{
	PG_RETURN_INT32(compare_args(fcinfo));
}

SQL_FUNCTION(disclosure_figures_hash)
{
	Figures    *figures = PG_GETARG_FIGURES(0);

	PG_RETURN_DATUM(hash_any((unsigned char *) VARDATA_ANY(figures),
							 VARSIZE_ANY_EXHDR(figures)));
}

SQL_FUNCTION(disclosure_figures_hash_extended)
{
	Figures    *figures = PG_GETARG_FIGURES(0);

	PG_RETURN_DATUM(hash_any_extended((unsigned char *) VARDATA_ANY(figures),
									  VARSIZE_ANY_EXHDR(figures), PG_GETARG_INT64(1)));
}

/* As IS DISTINCT FROM, so it is not strict. */
SQL_FUNCTION(disclosure_figures_differ)
{
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_BOOL(PG_ARGISNULL(0) != PG_ARGISNULL(1));
	PG_RETURN_BOOL(compare_args(fcinfo) != 0);
}

SQL_FUNCTION(disclosure_figures_add)
{
	CellVector	sum;
	CellVector	addend;

	figures_unpack(PG_GETARG_FIGURES(0), &sum);
	figures_unpack(PG_GETARG_FIGURES(1), &addend);
	vector_add(&sum, &addend);
	PG_RETURN_FIGURES(figures_pack(&sum));
}

SQL_FUNCTION(disclosure_figures_subtract)
{
	CellVector	difference;
	CellVector	subtrahend;

	figures_unpack(PG_GETARG_FIGURES(0), &difference);
	figures_unpack(PG_GETARG_FIGURES(1), &subtrahend);
	vector_subtract(&difference, &subtrahend);
	PG_RETURN_FIGURES(figures_pack(&difference));
}

SQL_FUNCTION(disclosure_blanks)
{
	PG_RETURN_FIGURES(figures_blanks(PG_GETARG_FIGURES(0)));
}

SQL_FUNCTION(disclosure_reaches)
{
	CellVector	vector;

	figures_unpack(PG_GETARG_FIGURES(0), &vector);
	PG_RETURN_BOOL(vector_reaches(&vector, PG_GETARG_INT64(1)));
}

SQL_FUNCTION(disclosure_blank_count)
{
	CellVector	vector;
	CellSet		blanks;

	figures_unpack(PG_GETARG_FIGURES(0), &vector);
	vector_blanks(&vector, &blanks);
	PG_RETURN_INT32(cellset_count(&blanks));
}

SQL_FUNCTION(disclosure_forms_of)
{
	char		forms[FORMS_TEXT_SIZE];

	forms_to_text(figures_forms(PG_GETARG_FIGURES(0)), forms);
	PG_RETURN_TEXT_P(cstring_to_text(forms));
}

SQL_FUNCTION(disclosure_zero_figures)
{
	CellVector	vector;

	vector_init(&vector, forms_argument(PG_GETARG_TEXT_PP(0)));
	vector_fill(&vector, &form_layout(vector.forms)->asked);
	PG_RETURN_FIGURES(figures_pack(&vector));
}

/* The cells named by an array of paths; raises an error if a path is null. */
static void
path_set(ArrayType *paths, CellSet *set)
{
	Datum	   *elements;
	bool	   *nulls;
	int			n;

	memset(set, 0, sizeof(*set));
	deconstruct_array(paths, TEXTOID, -1, false, TYPALIGN_INT, &elements, &nulls, &n);
	for (int i = 0; i < n; i++)
	{
		text	   *path;

		CHECK_FOR_INTERRUPTS();
		if (nulls[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("path of a cell must not be null")));
		path = DatumGetTextPP(elements[i]);
		cellset_add(set, cell_of_path(VARDATA_ANY(path), VARSIZE_ANY_EXHDR(path)));
	}
}

SQL_FUNCTION(disclosure_fill_zero)
{
	CellVector	vector;
	CellSet		blanks;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	figures_unpack(PG_GETARG_FIGURES(0), &vector);
	vector_blanks(&vector, &blanks);
	if (!PG_ARGISNULL(1))
	{
		CellSet		named;

		path_set(PG_GETARG_ARRAYTYPE_P(1), &named);
		cellset_intersection(&blanks, &named);
	}
	vector_fill(&vector, &blanks);
	PG_RETURN_FIGURES(figures_pack(&vector));
}

typedef void (*EmitCell) (FunctionCallInfo fcinfo, const CellVector *vector, int position,
						  int cell);

/* Every cell that is a number or blank, in the order of the form. */
static Datum
emit_cells(FunctionCallInfo fcinfo, EmitCell emit)
{
	CellVector	vector;
	CellSet		cells;
	const FormLayout *layout;
	int			position = 0;

	figures_unpack(PG_GETARG_FIGURES(0), &vector);
	vector_cells(&vector, &cells);
	layout = form_layout(vector.forms);

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < CELL_COUNT; i++)
		if (cellset_has(&cells, layout->cell[i]))
			emit(fcinfo, &vector, ++position, layout->cell[i]);
	return (Datum) 0;
}

static void
emit_cell(FunctionCallInfo fcinfo, const CellVector *vector, int position, int cell)
{
	SqlRow		row = {0};

	row_add_label(&row, cell_info[cell].path);
	row_add_cell(&row, vector, cell);
	row_emit(&row, fcinfo);
}

static void
emit_labelled_cell(FunctionCallInfo fcinfo, const CellVector *vector, int position, int cell)
{
	const CellInfo *info = &cell_info[cell];
	FormId		form = form_printing(vector->forms, cell);
	SqlRow		row = {0};

	row_add(&row, Int32GetDatum(position));
	row_add_label(&row, info->path);
	row_add_label(&row, table_info[row_info[info->row].table].number);
	row_add_label(&row, row_full_label(form, info->row));
	row_add_label(&row, column_label(form, cell));
	row_add_label(&row, info->unit);
	row_add_cell(&row, vector, cell);
	row_emit(&row, fcinfo);
}

SQL_FUNCTION(disclosure_cells)
{
	return emit_cells(fcinfo, emit_cell);
}

SQL_FUNCTION(disclosure_labelled_cells)
{
	return emit_cells(fcinfo, emit_labelled_cell);
}
