/*
 * sql_repair.c
 *	  SQL functions that list repairs: which cells are wrong.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

#include "repair/repair.h"
#include "sql/datum.h"
#include "sql/office_rule.h"

/* The label of a witness without one. */
#define OTHER_ACCOUNT "旁证"

static void
sure_argument(ArrayType *array, RepairOptions *options)
{
	ListCell   *lc;

	foreach(lc, array_strings(array))
		cellset_add(&options->sure, cell_of_path(lfirst(lc), strlen(lfirst(lc))));
}

static int
weight_of(const JsonbValue *value, int cell)
{
	int32		weight = 0;

	if (value->type == jbvNumeric && !numeric_is_nan(value->val.numeric) &&
		!numeric_is_inf(value->val.numeric))
	{
		Datum		least = NumericGetDatum(int64_to_numeric(1));
		Datum		most = NumericGetDatum(int64_to_numeric(REPAIR_WEIGHT_MAX));
		Datum		number = NumericGetDatum(value->val.numeric);

		if (DatumGetBool(DirectFunctionCall2(numeric_ge, number, least)) &&
			DatumGetBool(DirectFunctionCall2(numeric_le, number, most)) &&
			DatumGetBool(DirectFunctionCall2(numeric_eq, number,
											 DirectFunctionCall1(numeric_floor, number))))
			weight = DatumGetInt32(DirectFunctionCall1(numeric_int4, number));
	}
	if (weight < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the weight of cell \"%s\" must be a whole number from 1 to %d",
						cell_info[cell].path, REPAIR_WEIGHT_MAX)));
	return weight;
}

static void
weights_argument(Jsonb *jsonb, RepairOptions *options)
{
	JsonbIterator *iterator = JsonbIteratorInit(&jsonb->root);
	JsonbIteratorToken token;
	JsonbValue	value;
	int			cell = -1;

	if (!JB_ROOT_IS_OBJECT(jsonb))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the weights must be a JSON object of cells and numbers")));
	while ((token = JsonbIteratorNext(&iterator, &value, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
			cell = cell_of_path(value.val.string.val, value.val.string.len);
		else if (token == WJB_VALUE)
			options->weight[cell] = weight_of(&value, cell);
	}
}

/* Returns NULL if the witness has no figures. */
static Witness *
witness_of(HeapTupleHeader tuple)
{
	Witness    *witness = palloc(sizeof(Witness));
	bool		isnull;
	Datum		figures = GetAttributeByName(tuple, "figures", &isnull);
	char	   *label = attribute_text(tuple, "label");

	if (isnull)
		return NULL;
	witness->label = label ? label : OTHER_ACCOUNT;
	figures_unpack(DatumGetFigures(figures), &witness->vector);
	return witness;
}

static List *
witnesses_argument(ArrayType *array)
{
	List	   *witnesses = NIL;
	int			n;
	HeapTupleHeader *tuples = array_tuples(array, &n);

	for (int i = 0; i < n; i++)
	{
		Witness    *witness;

		CHECK_FOR_INTERRUPTS();
		witness = tuples[i] == NULL ? NULL : witness_of(tuples[i]);
		if (witness != NULL)
			witnesses = lappend(witnesses, witness);
	}
	return witnesses;
}

/* A list of one witness, without a label. */
static List *
figures_witness(const Figures *figures)
{
	Witness    *witness = palloc(sizeof(Witness));

	witness->label = OTHER_ACCOUNT;
	figures_unpack(figures, &witness->vector);
	return list_make1(witness);
}

/* Reads four arguments, from the first on: max_cells, sure, weights, rules. */
static void
options_arguments(FunctionCallInfo fcinfo, int first, RepairOptions *options)
{
	repair_options_init(options);
	if (!PG_ARGISNULL(first))
		options->max_cells = PG_GETARG_INT32(first);
	if (options->max_cells < 1 || options->max_cells > REPAIR_CELLS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("max_cells must be between 1 and %d", REPAIR_CELLS_MAX)));
	if (!PG_ARGISNULL(first + 1))
		sure_argument(PG_GETARG_ARRAYTYPE_P(first + 1), options);
	if (!PG_ARGISNULL(first + 2))
		weights_argument(PG_GETARG_JSONB_P(first + 2), options);
	options->office_rules = office_rules_argument(fcinfo, first + 3);
}

typedef enum ChangeColumn
{
	CHANGE_OLD,
	CHANGE_NEW,
	CHANGE_LOW,
	CHANGE_HIGH
} ChangeColumn;

static Datum
change_datum(const Change *change, ChangeColumn column, bool *isnull)
{
	switch (column)
	{
		case CHANGE_OLD:
			*isnull = false;
			return cell_datum(change->cell, change->old);
		case CHANGE_NEW:
			*isnull = !change_is_certain(change);
			return cell_datum(change->cell, change->low);
		case CHANGE_LOW:
			*isnull = !change->has_low;
			return cell_datum(change->cell, change->low);
		case CHANGE_HIGH:
			*isnull = !change->has_high;
			return cell_datum(change->cell, change->high);
	}
	pg_unreachable();
}

static Datum
changes_datum(const Repair *repair, ChangeColumn column)
{
	Datum	   *elements = palloc(repair->nchanges * sizeof(Datum) + 1);
	bool	   *nulls = palloc(repair->nchanges * sizeof(bool) + 1);
	int			lower = 1;

	for (int i = 0; i < repair->nchanges; i++)
		elements[i] = change_datum(&repair->change[i], column, &nulls[i]);
	if (repair->nchanges == 0)
		return PointerGetDatum(construct_empty_array(NUMERICOID));
	return PointerGetDatum(construct_md_array(elements, nulls, 1, (int *) &repair->nchanges, &lower,
											  NUMERICOID, -1, false, TYPALIGN_INT));
}

static Datum
cells_datum(const Repair *repair)
{
	List	   *paths = NIL;

	for (int i = 0; i < repair->nchanges; i++)
		paths = lappend(paths, unconstify(char *, cell_info[repair->change[i].cell].path));
	return text_array_datum(paths);
}

static Datum
parts_datum(const Repair *repair)
{
	Datum	   *elements = palloc(repair->nchanges * sizeof(Datum) + 1);

	for (int i = 0; i < repair->nchanges; i++)
		elements[i] = Int32GetDatum(repair->change[i].part);
	return PointerGetDatum(construct_array(elements, repair->nchanges, INT4OID,
										   sizeof(int32), true, TYPALIGN_INT));
}

static void
emit_line(FunctionCallInfo fcinfo, const RepairLine *line)
{
	const Repair *repair = line->repair;
	SqlRow		row = {0};

	if (line->rank > 0)
		row_add(&row, Int32GetDatum(line->rank));
	else
		row_add_null(&row);
	row_add(&row, cells_datum(repair));
	row_add(&row, changes_datum(repair, CHANGE_OLD));
	row_add(&row, changes_datum(repair, CHANGE_NEW));
	if (line->rank > 0)
		row_add(&row, number_datum(repair->weight, 0));
	else
		row_add_null(&row);
	row_add_label(&row, line->text);
	row_add(&row, changes_datum(repair, CHANGE_LOW));
	row_add(&row, changes_datum(repair, CHANGE_HIGH));
	row_add(&row, parts_datum(repair));
	if (line->counted)
		row_add(&row, Int64GetDatum(line->count));
	else
		row_add_null(&row);
	row_emit(&row, fcinfo);
}

typedef List *(*RepairLines) (const CellVector *vector, const RepairOptions *options);

/*
 * The arguments are (figures, max_cells, sure, weights, rules, witness), or
 * if there is a list (figures, witnesses, max_cells, sure, weights, rules).
 */
static Datum
emit_repair_lines(FunctionCallInfo fcinfo, bool has_list, RepairLines lines)
{
	int			witness = has_list ? 1 : 5;
	CellVector	vector;
	RepairOptions options;
	ListCell   *lc;

	InitMaterializedSRF(fcinfo, 0);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	options_arguments(fcinfo, has_list ? 2 : 1, &options);
	if (!PG_ARGISNULL(witness))
		options.witnesses = has_list ? witnesses_argument(PG_GETARG_ARRAYTYPE_P(witness)) :
			figures_witness(PG_GETARG_FIGURES(witness));
	figures_unpack(PG_GETARG_FIGURES(0), &vector);
	foreach(lc, lines(&vector, &options))
		emit_line(fcinfo, lfirst(lc));
	return (Datum) 0;
}

SQL_FUNCTION(disclosure_repairs)
{
	return emit_repair_lines(fcinfo, false, repair_lines);
}

SQL_FUNCTION(disclosure_repairs_by_witnesses)
{
	return emit_repair_lines(fcinfo, true, repair_lines);
}

SQL_FUNCTION(disclosure_repair_parts)
{
	return emit_repair_lines(fcinfo, false, repair_lines_by_part);
}

SQL_FUNCTION(disclosure_repair_parts_by_witnesses)
{
	return emit_repair_lines(fcinfo, true, repair_lines_by_part);
}
