/*
 * sql_page.c
 *	  SQL functions that read published pages.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/jsonb.h"

#include "common/charset.h"
#include "page/metadata_json.h"
#include "sql/datum.h"
#include "table/grid.h"
#include "table/report.h"

static Datum
json_datum(StringInfo json)
{
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(label_to_server(json->data)));
}

static void
add_date(SqlRow *row, const PageDate *date)
{
	if (date->year != 0)
		row_add(row, DateADTGetDatum(date2j(date->year, date->month, date->day) - POSTGRES_EPOCH_JDATE));
	else
		row_add_null(row);
}

static void
add_report(SqlRow *row, const Report *report)
{
	const ReportPage *page = report->page;
	StringInfoData sections;
	StringInfoData notes;
	StringInfoData metadata;

	row_add_label(row, page->head.title);
	row_add_label(row, page->head.unit_name);
	if (page->head.year != 0)
		row_add(row, Int32GetDatum(page->head.year));
	else
		row_add_null(row);
	row_add_label(row, report->form >= 0 ? form_info[report->form].name : NULL);
	row_add_label(row, page->head.index_number);
	add_date(row, &page->head.issued);
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

	row_add_label(row, page->head.document_number);
	add_date(row, &page->head.period_start);
	add_date(row, &page->head.period_end);
	initStringInfo(&metadata);
	metadata_to_json(&page->head.metadata, &metadata);
	row_add(row, json_datum(&metadata));
}

/* The text of an argument in UTF-8. */
static char *
page_argument(FunctionCallInfo fcinfo, size_t *len)
{
	text	   *source = PG_GETARG_TEXT_PP(0);
	char	   *page = pg_server_to_any(text_to_cstring(source), VARSIZE_ANY_EXHDR(source), PG_UTF8);

	*len = strlen(page);
	return page;
}

/* The bytes of an argument as a text of the database. */
static StringInfo
bytes_argument(FunctionCallInfo fcinfo)
{
	bytea	   *source = PG_GETARG_BYTEA_PP(0);

	return utf8_to_database(bytes_to_utf8(VARDATA_ANY(source), VARSIZE_ANY_EXHDR(source)));
}

static Datum
report_datum(FunctionCallInfo fcinfo, const Report *report)
{
	TupleDesc	desc;
	SqlRow		row = {0};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a composite type");
	add_report(&row, report);
	/* columns that a newer library knows and the SQL does not yet */
	Assert(row.n >= desc->natts);
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), row.values, row.nulls));
}

/* parse_report(page text) */
SQL_FUNCTION(disclosure_parse_report)
{
	size_t		len;
	char	   *page = page_argument(fcinfo, &len);

	PG_RETURN_DATUM(report_datum(fcinfo, report_read(page, len)));
}

/* parse_report(page bytea) */
SQL_FUNCTION(disclosure_parse_report_bytes)
{
	StringInfo	text = bytes_argument(fcinfo);
	char	   *page = pg_server_to_any(text->data, text->len, PG_UTF8);

	PG_RETURN_DATUM(report_datum(fcinfo, report_read(page, strlen(page))));
}

/* page_text(page bytea) */
SQL_FUNCTION(disclosure_page_text)
{
	StringInfo	page = bytes_argument(fcinfo);

	PG_RETURN_TEXT_P(cstring_to_text_with_len(page->data, page->len));
}

/* document_grid(page text) */
SQL_FUNCTION(disclosure_document_grid)
{
	size_t		len;
	char	   *page = page_argument(fcinfo, &len);
	ListCell   *lc;

	InitMaterializedSRF(fcinfo, 0);
	foreach(lc, document_grid(page, len))
	{
		const GridCell *cell = lfirst(lc);
		SqlRow		row = {0};

		row_add(&row, Int32GetDatum(cell->table));
		row_add(&row, Int32GetDatum(cell->row));
		row_add(&row, Int32GetDatum(cell->column));
		row_add(&row, Int32GetDatum(cell->row_span));
		row_add(&row, Int32GetDatum(cell->column_span));
		row_add_label(&row, cell->text);
		row_emit(&row, fcinfo);
	}
	PG_RETURN_NULL();
}
