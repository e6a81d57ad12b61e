/*
 * sql_tally.c
 *	  SQL functions of the type ledger_tally, the aggregate tally(), the figures
 *	  made of it, and the words of a ledger.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "common/compat.h"
#include "ledger/tally_year.h"
#include "ledger/word.h"
#include "sql/datum.h"

static Tally *
getarg_tally(FunctionCallInfo fcinfo, int n)
{
	Tally	   *tally = (Tally *) PG_DETOAST_DATUM(PG_GETARG_DATUM(n));

	/* stored by a library that knew other words */
	if (!tally_is_sound(tally))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("a value of type ledger_tally is damaged")));
	return tally;
}

static Tally *
parse_tally(const char *text, int sqlstate, fmNodePtr context)
{
	const char *at;
	Tally	   *tally = tally_from_text(text, &at);

	if (tally == NULL)
		errsave(context,
				(errcode(sqlstate),
				 errmsg("invalid input syntax for type %s: \"%.*s\"", "ledger_tally", clipped_length(at), at)));
	return tally;
}

SQL_FUNCTION(disclosure_ledger_tally_in)
{
	Tally	   *tally = parse_tally(PG_GETARG_CSTRING(0), ERRCODE_INVALID_TEXT_REPRESENTATION, fcinfo->context);

	if (tally == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(tally);
}

SQL_FUNCTION(disclosure_ledger_tally_out)
{
	PG_RETURN_CSTRING(tally_to_text(getarg_tally(fcinfo, 0)));
}

/* Binary and text are one form: a tally travels between servers, not often and not far. */
SQL_FUNCTION(disclosure_ledger_tally_recv)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			len;
	char	   *text = pq_getmsgtext(buf, buf->len - buf->cursor, &len);

	PG_RETURN_POINTER(parse_tally(text, ERRCODE_INVALID_BINARY_REPRESENTATION, NULL));
}

SQL_FUNCTION(disclosure_ledger_tally_send)
{
	StringInfoData buf;
	char	   *text = tally_to_text(getarg_tally(fcinfo, 0));

	pq_begintypsend(&buf);
	pq_sendtext(&buf, text, strlen(text));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* What is neither a class nor a result of one. */
pg_noreturn static void
unknown_word(const char *what, text *word)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("there is no %s \"%.*s\"", what,
					pg_mbcliplen(VARDATA_ANY(word), VARSIZE_ANY_EXHDR(word), 100), VARDATA_ANY(word)),
			 errhint("The words are those of the rows and columns of the form; see the view disclosure.form_cell.")));
}

/*
 * The years from 2000 on are regular until 2100, and all before them count as
 * one: much faster than j2date().
 */
static int
entry_year(DateADT day)
{
	if (!DATE_NOT_FINITE(day))
	{
		int			year = day < 0 ? TALLY_FIRST_YEAR - 1 : 2000 + (int64) day * 4 / (4 * 365 + 1);

		if (year <= TALLY_LAST_YEAR)
			return year;
	}
	ereport(ERROR,
			(errcode(ERRCODE_DATETIME_FIELD_OVERFLOW),
			 errmsg("an entry cannot be counted after %d", TALLY_LAST_YEAR)));
}

/*
 * Arguments from the n-th on: entered_on date, left_on date, class text,
 * result text; the last of each pair is null as long as the entry stays.
 */
static TallyEntry
entry_argument(FunctionCallInfo fcinfo, int n)
{
	TallyEntry	entry;
	text	   *class;

	if (PG_ARGISNULL(n) || PG_ARGISNULL(n + 2))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("an entry needs the day it enters and its class")));
	if (PG_ARGISNULL(n + 1) != PG_ARGISNULL(n + 3))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("an entry needs both the day it leaves and its result, or neither")));
	class = PG_GETARG_TEXT_PP(n + 2);
	entry.class = tally_class(VARDATA_ANY(class), VARSIZE_ANY_EXHDR(class));
	if (entry.class < 0)
		unknown_word("class", class);
	entry.entered_year = entry_year(PG_GETARG_DATEADT(n));
	entry.result = -1;
	entry.left_year = entry.entered_year;
	if (!PG_ARGISNULL(n + 3))
	{
		text	   *result = PG_GETARG_TEXT_PP(n + 3);

		if (PG_GETARG_DATEADT(n + 1) < PG_GETARG_DATEADT(n))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("an entry leaves before it enters")));
		entry.result = tally_result(entry.class, VARDATA_ANY(result), VARSIZE_ANY_EXHDR(result));
		if (entry.result < 0)
			unknown_word("result of this class", result);
		entry.left_year = entry_year(PG_GETARG_DATEADT(n + 1));
	}
	return entry;
}

/* Both parts of tally() change the state they are given, which only an aggregate owns. */
static void
require_tally(FunctionCallInfo fcinfo)
{
	if (!AggCheckCallContext(fcinfo, NULL))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("function is callable only as part of the aggregate tally()")));
}

SQL_FUNCTION(disclosure_ledger_tally_add)
{
	TallyEntry	entry;

	require_tally(fcinfo);
	entry = entry_argument(fcinfo, 1);
	PG_RETURN_POINTER(tally_add(PG_ARGISNULL(0) ? tally_new() : (Tally *) PG_GETARG_POINTER(0), &entry));
}

SQL_FUNCTION(disclosure_ledger_tally_combine)
{
	require_tally(fcinfo);
	if (PG_ARGISNULL(0))
	{
		if (PG_ARGISNULL(1))
			PG_RETURN_NULL();
		PG_RETURN_POINTER(getarg_tally(fcinfo, 1));
	}
	if (PG_ARGISNULL(1))
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	PG_RETURN_POINTER(tally_combine((Tally *) PG_GETARG_POINTER(0), getarg_tally(fcinfo, 1)));
}

/* The parts that a ledger keeps, a bit each. */
static uint32
parts_argument(ArrayType *array)
{
	uint32		parts = 0;
	ListCell   *lc;

	foreach(lc, array_strings(array))
	{
		const char *name = lfirst(lc);
		int			part = 0;

		while (part < TALLY_PARTS && strcmp(tally_part_name[part], name) != 0)
			part++;
		if (part == TALLY_PARTS)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("a ledger does not keep \"%.*s\"", clipped_length(name), name),
					 errhint("It keeps requests, remedies and documents.")));
		parts |= 1 << part;
	}
	return parts;
}

static RemedyBasis
basis_argument(text *basis)
{
	char	   *name = text_to_cstring(basis);

	if (strcmp(name, "alive") == 0)
		return REMEDY_ALIVE;
	if (strcmp(name, "filed") == 0)
		return REMEDY_FILED;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("there is no basis of remedies \"%.*s\"", clipped_length(name), name),
			 errhint("It is alive or filed.")));
}

/* year_figures(tally ledger_tally, year integer, keeps text[], remedy_basis text) */
SQL_FUNCTION(disclosure_year_figures)
{
	CellVector	vector;
	int			year = PG_GETARG_INT32(1);

	tally_year(getarg_tally(fcinfo, 0), year, year_argument(year), parts_argument(PG_GETARG_ARRAYTYPE_P(2)),
			   basis_argument(PG_GETARG_TEXT_PP(3)), &vector);
	PG_RETURN_FIGURES(figures_pack(&vector));
}

/* supplied_figures(year integer, paths text[], "values" numeric[]); null arrays are empty. */
SQL_FUNCTION(disclosure_supplied_figures)
{
	CellVector	vector;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	vector_init(&vector, FORM_BIT(year_argument(PG_GETARG_INT32(0))));
	if (!PG_ARGISNULL(1) && !PG_ARGISNULL(2))
	{
		Datum	   *paths;
		Datum	   *values;
		bool	   *unknown;
		bool	   *blank;
		int			npaths;
		int			nvalues;

		deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), TEXTOID, -1, false, TYPALIGN_INT, &paths, &unknown, &npaths);
		deconstruct_array(PG_GETARG_ARRAYTYPE_P(2), NUMERICOID, -1, false, TYPALIGN_INT, &values, &blank, &nvalues);
		if (npaths != nvalues)
			ereport(ERROR,
					(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
					 errmsg("there must be as many values as paths")));
		for (int i = 0; i < npaths; i++)
		{
			CHECK_FOR_INTERRUPTS();
			if (!unknown[i] && !blank[i])
			{
				text	   *path = DatumGetTextPP(paths[i]);

				vector_set_numeric(&vector, cell_of_path(VARDATA_ANY(path), VARSIZE_ANY_EXHDR(path)), values[i]);
			}
		}
	}
	PG_RETURN_FIGURES(figures_pack(&vector));
}

/* entry_cells(entered_on date, left_on date, class text, result text, year integer, remedy_basis text) */
SQL_FUNCTION(disclosure_entry_cells)
{
	TallyEntry	entry = entry_argument(fcinfo, 0);
	int			year;
	CellVector	vector;
	List	   *paths = NIL;

	if (PG_ARGISNULL(4) || PG_ARGISNULL(5))
		PG_RETURN_NULL();
	year = PG_GETARG_INT32(4);
	tally_entry_year(&entry, year, year_argument(year), basis_argument(PG_GETARG_TEXT_PP(5)), &vector);
	for (int cell = cellset_next(&vector.numbers, 0); cell >= 0; cell = cellset_next(&vector.numbers, cell + 1))
		if (vector.value[cell] != 0)
			paths = lappend(paths, unconstify(char *, cell_info[cell].path));
	PG_RETURN_DATUM(text_array_datum(paths));
}

SQL_FUNCTION(disclosure_ledger_words)
{
	const char *field;
	const char *word;
	const char *label;
	SqlRow		row = {0};

	InitMaterializedSRF(fcinfo, 0);
	for (int n = 0; ledger_word(n, &field, &word, &label); n++)
	{
		row_add_label(&row, field);
		row_add_label(&row, word);
		row_add_label(&row, label);
		row_emit(&row, fcinfo);
	}
	return (Datum) 0;
}

/* ledger_word_label(field text, word text) */
SQL_FUNCTION(disclosure_ledger_word_label)
{
	text	   *field = PG_GETARG_TEXT_PP(0);
	text	   *word = PG_GETARG_TEXT_PP(1);
	const char *label = ledger_word_label(VARDATA_ANY(field), VARSIZE_ANY_EXHDR(field),
										  VARDATA_ANY(word), VARSIZE_ANY_EXHDR(word));

	if (label == NULL)
		PG_RETURN_NULL();
	PG_RETURN_DATUM(label_datum(label));
}
