/*
 * sql_text_change.c
 *	  compare_text(): the paragraphs of two texts.
 */
#include "postgres.h"

#include "funcapi.h"

#include "page/text_change.h"
#include "sql/datum.h"

static void
row_add_paragraph_number(SqlRow *row, const Paragraph *paragraph)
{
	if (paragraph != NULL)
		row_add(row, Int32GetDatum(paragraph->number));
	else
		row_add_null(row);
}

static void
row_add_paragraph(SqlRow *row, const Paragraph *paragraph)
{
	row_add_label(row, paragraph ? pnstrdup(paragraph->text, paragraph->len) : NULL);
}

/* compare_text(before, after); a text that is null has no paragraphs */
SQL_FUNCTION(disclosure_compare_text)
{
	const char *before = PG_ARGISNULL(0) ? "" : utf8_argument(fcinfo, 0);
	const char *after = PG_ARGISNULL(1) ? "" : utf8_argument(fcinfo, 1);
	ListCell   *lc;

	InitMaterializedSRF(fcinfo, 0);
	foreach(lc, text_changes(before, strlen(before), after, strlen(after)))
	{
		const TextChange *change = lfirst(lc);
		SqlRow		row = {0};

		row_add_label(&row, text_change_name[change->kind]);
		row_add_label(&row, text_change_label[change->kind]);
		row_add_paragraph_number(&row, change->before);
		row_add_paragraph_number(&row, change->after);
		row_add_paragraph(&row, change->before);
		row_add_paragraph(&row, change->after);
		if (change->before != NULL && change->after != NULL)
			row_add(&row, number_datum(change->similarity, 2));
		else
			row_add_null(&row);
		row_emit(&row, fcinfo);
	}
	return (Datum) 0;
}
