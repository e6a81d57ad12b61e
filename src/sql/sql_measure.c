/*
 * sql_measure.c
 *	  SQL functions for measures and the expressions they are made of.
 */
#include "postgres.h"

#include "executor/executor.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

#include "rule/measure.h"
#include "rule/rule_compile.h"
#include "rule/rule_label.h"
#include "sql/call_site.h"
#include "sql/datum.h"

static Comparison *
measure_side(const char *code, const char *which, const char *expression)
{
	RuleError	error;
	Comparison *side = rule_compile_side(expression, &error);

	if (side == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid %s of measure \"%.*s\": %s", which, clipped_length(code), code, error.message),
				 errdetail("At character %d of \"%.*s\".", error.position,
						   clipped_length(expression), expression)));
	return side;
}

static MeasureInfo *
measure_of_tuple(HeapTupleHeader tuple)
{
	MeasureInfo    *measure = palloc0(sizeof(MeasureInfo));
	char	   *numerator;
	char	   *denominator;
	bool		isnull;
	Datum		least;

	if (tuple == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("a measure is null")));
	measure->code = attribute_text(tuple, "code");
	numerator = attribute_text(tuple, "numerator");
	denominator = attribute_text(tuple, "denominator");
	if (measure->code == NULL || numerator == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a measure needs a code and a numerator")));
	measure->numerator = measure_side(measure->code, "numerator", numerator);
	if (denominator != NULL)
		measure->denominator = measure_side(measure->code, "denominator", denominator);
	measure_set_cells(measure);
	least = GetAttributeByName(tuple, "least_denominator", &isnull);
	measure->has_least = !isnull;
	if (!isnull)
		measure->least = (int128) DatumGetInt32(least) * RULE_VALUE_UNIT * RULE_COEFFICIENT_UNIT;
	measure->from_year = attribute_integer(tuple, "from_year", PG_INT32_MIN);
	measure->to_year = attribute_integer(tuple, "to_year", PG_INT32_MAX);
	return measure;
}

static void *
compile_measures(struct varlena *argument)
{
	List	   *measures = NIL;
	int			n;
	HeapTupleHeader *tuples = array_tuples((ArrayType *) argument, &n);

	for (int i = 0; i < n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		measures = lappend(measures, measure_of_tuple(tuples[i]));
	}
	return measures;
}

static void
row_add_side(SqlRow *row, const MeasureSide *side)
{
	if (side->has_value)
		row_add(row, number_datum(side->value, RULE_SCALE));
	else
		row_add_null(row);
}

/*
 * measures(figures, definitions, year, holes).  Without a year all measures are
 * taken; with holes the figures are a sum, sum(figures) with sum(blanks(figures)).
 */
SQL_FUNCTION(disclosure_measures)
{
	CellVector	vector;
	CellVector	holes;
	MeasureInput input;
	List	   *measures;
	ListCell   *lc;

	InitMaterializedSRF(fcinfo, 0);
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return (Datum) 0;
	measures = compiled_argument(fcinfo, 1, compile_measures);
	figures_unpack(PG_GETARG_FIGURES(0), &vector);
	if (!PG_ARGISNULL(3))
		figures_unpack(PG_GETARG_FIGURES(3), &holes);
	measure_input_set(&input, &vector, PG_ARGISNULL(3) ? NULL : &holes);
	foreach(lc, measures)
	{
		const MeasureInfo *measure = lfirst(lc);
		MeasureValue value;
		SqlRow		row;

		if (!PG_ARGISNULL(2) && (PG_GETARG_INT32(2) < measure->from_year || PG_GETARG_INT32(2) > measure->to_year))
			continue;
		measure_evaluate(measure, &input, &value);
		row.n = 0;
		row_add_label(&row, measure->code);
		row_add_side(&row, &value.numerator);
		row_add_side(&row, &value.denominator);
		if (value.has_ratio)
			row_add(&row, number_datum(value.ratio, RATIO_SCALE));
		else
			row_add_null(&row);
		row_add(&row, BoolGetDatum(value.holes != 0));
		row_add(&row, BoolGetDatum(value.is_small));
		row_add(&row, Int64GetDatum(value.holes));
		row_emit(&row, fcinfo);
	}
	return (Datum) 0;
}

/* The state of the aggregate measure_sums. */
typedef struct MeasureSums
{
	struct varlena *definitions;
	int			n;
	MeasureSum	sums[FLEXIBLE_ARRAY_MEMBER];	/* in the order of the definitions */
} MeasureSums;

static MeasureSums *
make_sums(MemoryContext context, struct varlena *definitions, int n)
{
	MeasureSums *state = MemoryContextAllocZero(context, offsetof(MeasureSums, sums) + n * sizeof(MeasureSum));

	state->definitions = MemoryContextAlloc(context, VARSIZE_ANY(definitions));
	memcpy(state->definitions, definitions, VARSIZE_ANY(definitions));
	state->n = n;
	return state;
}

static void
require_same_definitions(const MeasureSums *state, const struct varlena *definitions)
{
	if (VARSIZE_ANY(state->definitions) != VARSIZE_ANY(definitions) ||
		memcmp(state->definitions, definitions, VARSIZE_ANY(definitions)) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the measures to add up differ from row to row")));
}

/*
 * measure_sums_add(state, figures, definitions, last, last_holes): the transition of
 * measure_sums.  "last" are the figures of the year before, NULL if unknown; a sum with
 * its holes if the unit has taken over others.
 */
SQL_FUNCTION(disclosure_measure_sums_add)
{
	MeasureSums *state = PG_ARGISNULL(0) ? NULL : (MeasureSums *) PG_GETARG_POINTER(0);
	MemoryContext context;
	struct varlena *definitions;
	CellVector	vectors[3];
	MeasureInput input;
	MeasureInput last;
	List	   *measures;
	ListCell   *lc;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "measure_sums_add called outside an aggregate");
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
	{
		if (state == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(state);
	}
	definitions = PG_GETARG_VARLENA_PP(2);
	measures = compiled_argument(fcinfo, 2, compile_measures);
	if (state == NULL)
		state = make_sums(context, definitions, list_length(measures));
	else
		require_same_definitions(state, definitions);
	figures_unpack(PG_GETARG_FIGURES(1), &vectors[0]);
	measure_input_set(&input, &vectors[0], NULL);
	if (!PG_ARGISNULL(3))
	{
		figures_unpack(PG_GETARG_FIGURES(3), &vectors[1]);
		if (!PG_ARGISNULL(4))
			figures_unpack(PG_GETARG_FIGURES(4), &vectors[2]);
		measure_input_set(&last, &vectors[1], PG_ARGISNULL(4) ? NULL : &vectors[2]);
	}
	foreach(lc, measures)
		measure_sum_add(&state->sums[foreach_current_index(lc)], lfirst(lc), &input, PG_ARGISNULL(3) ? NULL : &last);
	PG_RETURN_POINTER(state);
}

static void
row_add_sum(SqlRow *row, int64 units, int128 sum)
{
	if (units > 0)
		row_add(row, number_datum(sum, RULE_SCALE));
	else
		row_add_null(row);
}

/* measure_sums_result(state): an array of measure_sum, in the order of the definitions */
SQL_FUNCTION(disclosure_measure_sums_result)
{
	MeasureSums *state;
	Oid			type = get_element_type(get_fn_expr_rettype(fcinfo->flinfo));
	TupleDesc	desc;
	Datum	   *elements;
	ArrayType  *result;

	if (!AggCheckCallContext(fcinfo, NULL))
		elog(ERROR, "measure_sums_result called outside an aggregate");
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	state = (MeasureSums *) PG_GETARG_POINTER(0);
	desc = lookup_rowtype_tupdesc(type, -1);
	elements = palloc(Max(state->n, 1) * sizeof(Datum));
	for (int i = 0; i < state->n; i++)
	{
		const MeasureSum *sum = &state->sums[i];
		SqlRow		row = {0};

		row_add(&row, Int64GetDatum(sum->known_units));
		row_add_sum(&row, sum->known_units, sum->known_numerator);
		row_add_sum(&row, sum->has_denominator ? sum->known_units : 0, sum->known_denominator);
		row_add(&row, Int64GetDatum(sum->comparable_units));
		row_add_sum(&row, sum->comparable_units, sum->comparable_numerator);
		row_add_sum(&row, sum->comparable_units, sum->comparable_last);
		elements[i] = HeapTupleGetDatum(heap_form_tuple(desc, row.values, row.nulls));
	}
	ReleaseTupleDesc(desc);
	result = construct_array(elements, state->n, type, -1, false, TYPALIGN_DOUBLE);
	PG_RETURN_ARRAYTYPE_P(result);
}

/* expression_error(expression): what is wrong with it, NULL if nothing is */
SQL_FUNCTION(disclosure_expression_error)
{
	char	   *expression = text_to_cstring(PG_GETARG_TEXT_PP(0));
	SqlRow		row = {0};
	RuleError	error;

	if (rule_compile_side(expression, &error) != NULL)
		PG_RETURN_NULL();
	row_add(&row, Int32GetDatum(error.position));
	row_add_label(&row, rule_error_label(error.message));
	PG_RETURN_DATUM(row_result(&row, fcinfo));
}

/* expression_cells(expression): the cells of an expression with their factors */
SQL_FUNCTION(disclosure_expression_cells)
{
	char	   *expression = text_to_cstring(PG_GETARG_TEXT_PP(0));
	RuleError	error;
	Comparison *side = rule_compile_side(expression, &error);

	if (side == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid expression: %s", error.message),
				 errdetail("At character %d of \"%.*s\".", error.position,
						   clipped_length(expression), expression)));
	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < side->nterms; i++)
	{
		const RuleTerm *term = &side->terms[i];
		SqlRow		row = {0};
		int64		factor = term->multiplier;

		if (term->cell == CONSTANT_TERM)
			continue;
		/* the multiplier also brings the cell to six decimals */
		for (int scale = cell_info[term->cell].scale; scale < RULE_VALUE_SCALE; scale++)
			factor /= 10;
		row_add(&row, Int32GetDatum(term->reference + 1));
		row_add_label(&row, cell_info[term->cell].path);
		row_add(&row, number_datum(factor, RULE_COEFFICIENT_SCALE));
		row_emit(&row, fcinfo);
	}
	return (Datum) 0;
}
