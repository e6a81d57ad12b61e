/*
 * sql_page.c
 *	  SQL functions that read published pages.
 */
#include "postgres.h"

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
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(utf8_to_server(json->data)));
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

/* A bytea argument, decoded and converted to the server's encoding. */
static StringInfo
bytes_argument(FunctionCallInfo fcinfo)
{
	bytea	   *source = PG_GETARG_BYTEA_PP(0);

	return utf8_to_database(bytes_to_utf8(VARDATA_ANY(source), VARSIZE_ANY_EXHDR(source)));
}

static Datum
report_result(FunctionCallInfo fcinfo, const Report *report)
{
	SqlRow		row = {0};

	add_report(&row, report);
	return row_result(&row, fcinfo);
}

/* parse_report(page text) */
SQL_FUNCTION(disclosure_parse_report)
{
	char	   *page = utf8_argument(fcinfo, 0);

	PG_RETURN_DATUM(report_result(fcinfo, report_read(page, strlen(page))));
}

/* parse_report(page bytea) */
SQL_FUNCTION(disclosure_parse_report_bytes)
{
	bytea	   *source = PG_GETARG_BYTEA_PP(0);
	const FileKind *kind = file_kind(VARDATA_ANY(source), VARSIZE_ANY_EXHDR(source));
	StringInfo	text;
	char	   *page;

	if (kind != NULL)
		PG_RETURN_DATUM(report_result(fcinfo, report_of_file(kind)));
	text = bytes_argument(fcinfo);
	page = pg_server_to_any(text->data, text->len, PG_UTF8);

	PG_RETURN_DATUM(report_result(fcinfo, report_read(page, strlen(page))));
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
	char	   *page = utf8_argument(fcinfo, 0);
	ListCell   *lc;

	InitMaterializedSRF(fcinfo, 0);
	foreach(lc, document_grid(page, strlen(page)))
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
