/*
 * sql_page.c
 *	  parse_report(): a published page as figures, metadata and notes.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/jsonb.h"

#include "datum.h"
#include "recognise.h"

static Datum
json_datum(StringInfo json)
{
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(label_to_server(json->data)));
}

static void
add_date(SqlRow *row, int year, int month, int day)
{
	if (year != 0)
		row_add(row, DateADTGetDatum(date2j(year, month, day) - POSTGRES_EPOCH_JDATE));
	else
		row_add_null(row);
}

static void
add_report(SqlRow *row, const Report *report)
{
	const ReportPage *page = report->page;
	StringInfoData sections;
	StringInfoData notes;

	row_add_label(row, page->title);
	row_add_label(row, page->unit_name);
	if (page->year != 0)
		row_add(row, Int32GetDatum(page->year));
	else
		row_add_null(row);
	row_add_label(row, report->form >= 0 ? form_info[report->form].name : NULL);
	row_add_label(row, page->index_number);
	add_date(row, page->issued_year, page->issued_month, page->issued_day);
	if (report->form >= 0)
		row_add(row, PointerGetDatum(figures_pack(&report->figures)));
	else
		row_add_null(row);

	initStringInfo(&sections);
	page_sections_json(page, &sections);
	row_add(row, json_datum(&sections));
	initStringInfo(&notes);
	notes_to_json(report->notes, &notes);
	row_add(row, json_datum(&notes));
}

SQL_FUNCTION(parse_report)
{
	text	   *source = PG_GETARG_TEXT_PP(0);
	char	   *page = pg_server_to_any(text_to_cstring(source), VARSIZE_ANY_EXHDR(source), PG_UTF8);
	TupleDesc	desc;
	SqlRow		row = {0};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a composite type");
	add_report(&row, report_read(page, strlen(page)));
	/* columns that a newer library knows and the SQL does not yet */
	Assert(row.n >= desc->natts);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), row.values, row.nulls)));
}
