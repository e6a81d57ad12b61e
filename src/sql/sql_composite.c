/*
 * sql_composite.c
 *	  Figures as composite types: one for each table, and one for its rows.
 *
 * The procedure create_composites() makes the types from the list of cells.  So
 * the attributes of a table's type are the table's rows, and those of its row
 * type the table's columns, both in the order of cells.def.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/numeric.h"
#include "utils/typcache.h"

#include "sql/datum.h"

static int
attribute_cell(TableId table, RowId row, int attribute)
{
	int			column = table_column(table, attribute);

	return column < 0 ? -1 : cell_at(row, column);
}

static void
emit_attribute(FunctionCallInfo fcinfo, const char *type, const char *type_label,
			   const AxisInfo *attribute, const char *attribute_type)
{
	SqlRow		row = {0};

	row_add_label(&row, type);
	row_add_label(&row, type_label);
	row_add_label(&row, attribute->name);
	row_add_label(&row, attribute_type);
	row_add_label(&row, attribute->label);
	row_emit(&row, fcinfo);
}

/* The attributes of the composite types: of row types first, as table types use them. */
SQL_FUNCTION(disclosure_composite_attributes)
{
	InitMaterializedSRF(fcinfo, 0);
	for (int column = 0; column < COLUMN_COUNT; column++)
	{
		const TableInfo *table = &table_info[column_info[column].table];

		emit_attribute(fcinfo, table->row_type, psprintf("%s的一行", table->label),
					   &column_info[column], column_has_decimals(column) ? "numeric" : "bigint");
	}
	for (int row = 0; row < ROW_COUNT; row++)
	{
		const TableInfo *table = &table_info[row_info[row].table];

		emit_attribute(fcinfo, table->table_type, table->label, &row_info[row],
					   psprintf("disclosure.%s", table->row_type));
	}
	return (Datum) 0;
}

/* The types are SQL's, so the library must not believe that they are as it would make them. */
static void
require_type(TupleDesc desc, int attribute)
{
	Oid			type = TupleDescAttr(desc, attribute)->atttypid;

	if (type != INT8OID && type != NUMERICOID)
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("attribute \"%s\" is neither bigint nor numeric",
						NameStr(TupleDescAttr(desc, attribute)->attname))));
}

static Datum
cell_attribute(int cell, int64 value, TupleDesc desc, int attribute)
{
	require_type(desc, attribute);
	return TupleDescAttr(desc, attribute)->atttypid == INT8OID ? Int64GetDatum(value) :
		cell_datum(cell, value);
}

/* A row as a composite; null if all its cells are absent. */
static Datum
row_composite(const CellVector *vector, const CellSet *blanks, RowId row, TupleDesc desc,
			  bool *isnull)
{
	TableId		table = row_info[row].table;
	Datum	   *values = palloc0(desc->natts * sizeof(Datum));
	bool	   *nulls = palloc(desc->natts * sizeof(bool));

	*isnull = true;
	for (int i = 0; i < desc->natts; i++)
	{
		int			cell = attribute_cell(table, row, i);

		nulls[i] = true;
		if (cell < 0)
			continue;
		if (cellset_has(&vector->numbers, cell))
		{
			values[i] = cell_attribute(cell, vector->value[cell], desc, i);
			nulls[i] = *isnull = false;
		}
		else if (cellset_has(blanks, cell))
			*isnull = false;
	}
	return *isnull ? (Datum) 0 : HeapTupleGetDatum(heap_form_tuple(desc, values, nulls));
}

static Datum
table_composite(FunctionCallInfo fcinfo, TableId table)
{
	CellVector	vector;
	CellSet		blanks;
	TupleDesc	desc;
	Datum	   *values;
	bool	   *nulls;

	figures_unpack(PG_GETARG_FIGURES(0), &vector);
	vector_blanks(&vector, &blanks);
	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a composite type");

	values = palloc0(desc->natts * sizeof(Datum));
	nulls = palloc(desc->natts * sizeof(bool));
	for (int i = 0; i < desc->natts; i++)
	{
		int			row = table_row(table, i);
		TupleDesc	row_desc = lookup_rowtype_tupdesc(TupleDescAttr(desc, i)->atttypid, -1);

		nulls[i] = true;
		if (row >= 0)
			values[i] = row_composite(&vector, &blanks, row, row_desc, &nulls[i]);
		ReleaseTupleDesc(row_desc);
	}
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}

SQL_FUNCTION(disclosure_proactive)
{
	PG_RETURN_DATUM(table_composite(fcinfo, TABLE_proactive));
}

SQL_FUNCTION(disclosure_requests)
{
	PG_RETURN_DATUM(table_composite(fcinfo, TABLE_requests));
}

SQL_FUNCTION(disclosure_remedies)
{
	PG_RETURN_DATUM(table_composite(fcinfo, TABLE_remedies));
}

static void
read_composite(Datum composite, Attributes *attributes)
{
	HeapTupleHeader header = DatumGetHeapTupleHeader(composite);

	attributes_begin(attributes, header);
	attributes_read(attributes, header);
}

static void
read_table(CellVector *vector, TableId table, Datum composite)
{
	Attributes	rows;

	read_composite(composite, &rows);
	for (int i = 0; i < rows.desc->natts; i++)
	{
		int			row = table_row(table, i);
		Attributes	columns;

		if (rows.nulls[i])
			continue;
		if (row < 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("there is no row \"%s.%s\"", table_info[table].name,
							NameStr(TupleDescAttr(rows.desc, i)->attname))));
		read_composite(rows.values[i], &columns);
		for (int j = 0; j < columns.desc->natts; j++)
		{
			int			cell = attribute_cell(table, row, j);

			if (columns.nulls[j])
				continue;
			if (cell < 0)
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						 errmsg("there is no cell \"%s.%s.%s\"", table_info[table].name,
								row_info[row].name,
								NameStr(TupleDescAttr(columns.desc, j)->attname))));
			require_type(columns.desc, j);
			if (TupleDescAttr(columns.desc, j)->atttypid == INT8OID)
				vector_set(vector, cell, DatumGetInt64(columns.values[j]));
			else
				vector_set_numeric(vector, cell, columns.values[j]);
		}
		attributes_end(&columns);
	}
	attributes_end(&rows);
}

/*
 * figures(form, proactive_table, request_table, remedy_table).  As in the text
 * form, a null cell is blank if the form asks for it and else absent.
 */
SQL_FUNCTION(disclosure_figures)
{
	CellVector	vector;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	vector_init(&vector, forms_argument(PG_GETARG_TEXT_PP(0)));
	for (int table = 0; table < TABLE_COUNT; table++)
		if (!PG_ARGISNULL(table + 1))
			read_table(&vector, table, PG_GETARG_DATUM(table + 1));
	PG_RETURN_FIGURES(figures_pack(&vector));
}
