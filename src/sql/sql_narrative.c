/*
 * sql_narrative.c
 *	  SQL functions that read the numbers in the text of a report.
 */
#include "postgres.h"

#include "funcapi.h"
#include "utils/jsonb.h"

#include "narrative/narrative.h"
#include "sql/datum.h"
#include "sql/sql_text.h"

static void
add_bound(SqlRow *row, int64 bound, bool none)
{
	if (none)
		row_add_null(row);
	else
		row_add(row, number_datum(bound, TEXT_SCALE));
}

static void
emit_hit(FunctionCallInfo fcinfo, const TextHit *hit)
{
	SqlRow		row = {0};

	row_add_label(&row, text_hit_name(hit));
	row_add(&row, number_datum(hit->value, TEXT_SCALE));
	row_add_label(&row, hit->unit);
	row_add(&row, BoolGetDatum(hit->approximate));
	row_add(&row, BoolGetDatum(hit->cumulative));
	row_add_label(&row, text_scope_name[hit->scope]);
	row_add_label(&row, hit->evidence);
	row_add(&row, Int32GetDatum(hit->position));
	if (hit->year != 0)
		row_add(&row, Int32GetDatum(hit->year));
	else
		row_add_null(&row);
	add_bound(&row, hit->low, hit->no_low);
	add_bound(&row, hit->high, hit->no_high);
	add_bound(&row, hit->base, !hit->has_base);
	row_add_label(&row, hit->section);
	row_emit(&row, fcinfo);
}

static Datum
emit_hits(FunctionCallInfo fcinfo, List *hits)
{
	ListCell   *lc;

	InitMaterializedSRF(fcinfo, 0);
	foreach(lc, hits)
		emit_hit(fcinfo, lfirst(lc));
	return (Datum) 0;
}

/* narrative(text) */
SQL_FUNCTION(disclosure_narrative)
{
	char	   *string = utf8_argument(fcinfo, 0);

	return emit_hits(fcinfo, narrative_read(string, strlen(string)));
}

/* narrative(sections jsonb): the numbers of all sections, and facts about the text */
SQL_FUNCTION(disclosure_narrative_sections)
{
	int			nsections;
	TextSection *sections = sections_argument(PG_GETARG_JSONB_P(0), &nsections);

	return emit_hits(fcinfo, narrative_read_sections(sections, nsections));
}

/* All indicators and facts, by the names that they have without a suffix. */
SQL_FUNCTION(disclosure_text_indicators)
{
	SqlRow		row = {0};

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < INDICATOR_COUNT; i++)
	{
		const IndicatorInfo *info = &indicator_info[i];

		if (info->name == NULL)
			continue;
		row_add_label(&row, info->name);
		row_add_label(&row, info->label);
		row_add_label(&row, info->units);
		row_add_label(&row, topic_info[info->topic].name);
		row_add_label(&row, topic_info[info->topic].label);
		row_add(&row, BoolGetDatum(i >= FIRST_FACT));
		row_emit(&row, fcinfo);
	}
	return (Datum) 0;
}
