/*
 * sql_repair.c
 *	  SQL functions that say which cells are wrong.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

#include "repair/repair.h"
#include "sql/datum.h"
#include "sql/office_rule.h"

/* The label of a witness that has none. */
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

/* The attributes of disclosure.witness. */
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
		Witness    *witness = tuples[i] == NULL ? NULL : witness_of(tuples[i]);

		if (witness != NULL)
			witnesses = lappend(witnesses, witness);
	}
	return witnesses;
}

/* One without a label. */
static List *
figures_witness(const Figures *figures)
{
	Witness    *witness = palloc(sizeof(Witness));

	witness->label = OTHER_ACCOUNT;
	figures_unpack(figures, &witness->vector);
	return list_make1(witness);
}

/* Four arguments: max_cells, sure, weights, rules */
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
	if (!PG_ARGISNULL(first + 3))
		options->office_rules = office_rules(PG_GETARG_ARRAYTYPE_P(first + 3));
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
	*isnull = (column != CHANGE_OLD && column != CHANGE_HIGH && !change->has_low) ||
		(column != CHANGE_OLD && column != CHANGE_LOW && !change->has_high) ||
		(column == CHANGE_NEW && change->low != change->high);
	return cell_datum(change->cell, column == CHANGE_OLD ? change->old :
					  column == CHANGE_HIGH ? change->high : change->low);
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

/* A repair, or a note, whose row has neither rank nor cells. */
static void
emit_row(FunctionCallInfo fcinfo, int rank, const Repair *repair, const char *reason, List *parts)
{
	SqlRow		row = {0};
	int64		count;

	if (rank > 0)
		row_add(&row, Int32GetDatum(rank));
	else
		row_add_null(&row);
	row_add(&row, cells_datum(repair));
	row_add(&row, changes_datum(repair, CHANGE_OLD));
	row_add(&row, changes_datum(repair, CHANGE_NEW));
	if (rank > 0)
		row_add(&row, number_datum(repair->weight, 0));
	else
		row_add_null(&row);
	row_add_label(&row, reason);
	row_add(&row, changes_datum(repair, CHANGE_LOW));
	row_add(&row, changes_datum(repair, CHANGE_HIGH));
	row_add(&row, parts_datum(repair));
	if (repairs_count(parts, &count))
		row_add(&row, Int64GetDatum(count));
	else
		row_add_null(&row);
	row_emit(&row, fcinfo);
}

static void
emit_note(FunctionCallInfo fcinfo, const char *note, List *parts)
{
	static const Repair none = {0};

	if (note != NULL)
		emit_row(fcinfo, 0, &none, note, parts);
}

/* Notes on the parts that have no repair; true where all have one. */
static bool
emit_part_notes(FunctionCallInfo fcinfo, List *parts, FormSet forms)
{
	bool		found = true;
	ListCell   *lc;

	foreach(lc, parts)
	{
		const RepairPart *part = lfirst(lc);

		emit_note(fcinfo, repair_part_note(part, forms), parts);
		found = found && part->state == REPAIR_FOUND;
	}
	return found;
}

static void
emit_repairs(FunctionCallInfo fcinfo, List *parts, FormSet forms, int max_cells)
{
	List	   *repairs = repairs_combine(parts, max_cells);
	ListCell   *lc;

	foreach(lc, repairs)
		emit_row(fcinfo, foreach_current_index(lc) + 1, lfirst(lc), repair_reason(lfirst(lc), forms), parts);
	emit_note(fcinfo, repairs_cut_note(parts, list_length(repairs)), parts);
}

static void
emit_all(FunctionCallInfo fcinfo, const RepairOptions *options)
{
	CellVector	vector;
	List	   *parts;
	List	   *unused;
	char	   *beyond;

	figures_unpack(PG_GETARG_FIGURES(0), &vector);
	parts = repair_parts(&vector, options, &unused);
	if (emit_part_notes(fcinfo, parts, vector.forms))
	{
		beyond = repairs_beyond_note(parts, options->max_cells);
		if (beyond != NULL)
			emit_note(fcinfo, beyond, parts);
		else
			emit_repairs(fcinfo, parts, vector.forms, options->max_cells);
	}
	emit_note(fcinfo, repairs_unused_note(unused), parts);
}

/* Those of each part alone. */
static void
emit_by_parts(FunctionCallInfo fcinfo, const RepairOptions *options)
{
	CellVector	vector;
	List	   *unused;
	ListCell   *lc;

	figures_unpack(PG_GETARG_FIGURES(0), &vector);
	foreach(lc, repair_parts(&vector, options, &unused))
	{
		List	   *part = list_make1(lfirst(lc));

		if (emit_part_notes(fcinfo, part, vector.forms))
			emit_repairs(fcinfo, part, vector.forms, options->max_cells);
	}
	emit_note(fcinfo, repairs_unused_note(unused), NIL);
}

typedef void (*Emit) (FunctionCallInfo fcinfo, const RepairOptions *options);

/*
 * (figures, max_cells, sure, weights, rules, witness), or
 * (figures, witnesses, max_cells, sure, weights, rules).
 */
static Datum
answer(FunctionCallInfo fcinfo, bool has_list, Emit emit)
{
	int			witness = has_list ? 1 : 5;
	RepairOptions options;

	InitMaterializedSRF(fcinfo, 0);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	options_arguments(fcinfo, has_list ? 2 : 1, &options);
	if (!PG_ARGISNULL(witness))
		options.witnesses = has_list ? witnesses_argument(PG_GETARG_ARRAYTYPE_P(witness)) :
			figures_witness(PG_GETARG_FIGURES(witness));
	emit(fcinfo, &options);
	return (Datum) 0;
}

SQL_FUNCTION(disclosure_repairs)
{
	return answer(fcinfo, false, emit_all);
}

SQL_FUNCTION(disclosure_repairs_by_witnesses)
{
	return answer(fcinfo, true, emit_all);
}

SQL_FUNCTION(disclosure_repair_parts)
{
	return answer(fcinfo, false, emit_by_parts);
}

SQL_FUNCTION(disclosure_repair_parts_by_witnesses)
{
	return answer(fcinfo, true, emit_by_parts);
}
