/*
 * render_json.c
 *	  A report as JSON: docs/report.schema.json describes it.
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/json.h"

#include "common/decimal.h"
#include "figures/figures_json.h"
#include "layout/render.h"

static void
json_append_member(StringInfo out, const char *name, const char *text)
{
	appendStringInfo(out, "\"%s\":", name);
	escape_json(out, text);
}

/* There are many of these: no format is parsed for them. */
static void
json_append_number(StringInfo out, const char *name, int number)
{
	char		digits[12];

	pg_ltoa(number, digits);
	appendStringInfoChar(out, '"');
	appendStringInfoString(out, name);
	appendStringInfoString(out, "\":");
	appendStringInfoString(out, digits);
	appendStringInfoChar(out, ',');
}

static void
json_append_box(StringInfo out, const TablePrint *print, const LayoutBox *box)
{
	char		number[DECIMAL_TEXT_SIZE];

	appendStringInfoChar(out, '{');
	json_append_number(out, "line", box->line);
	json_append_number(out, "column", box->column);
	json_append_number(out, "line_span", box->line_span);
	json_append_number(out, "column_span", box->column_span);
	appendStringInfoString(out, "\"kind\":\"");
	appendStringInfoString(out, box_kind_name[box->kind]);
	appendStringInfoChar(out, '"');
	if (box->kind != BOX_CELL)
	{
		appendStringInfoChar(out, ',');
		json_append_member(out, "text", box->text);
	}
	else if (box->cell >= 0)
	{
		appendStringInfoString(out, ",\"path\":\"");
		appendStringInfoString(out, cell_info[box->cell].path);
		appendStringInfoString(out, "\",\"value\":");
		appendStringInfoString(out, box_number(print, box, number) ? number : "null");
		if (box_is_marked(print, box))
			appendStringInfoString(out, ",\"marked\":true");
	}
	appendStringInfoChar(out, '}');
}

static void
json_append_table_list(StringInfo out, const TablePrint *print)
{
	appendStringInfoString(out, "\"tables\":[");
	for (int id = 0; id < TABLE_COUNT; id++)
	{
		const TableLayout *table = &print->layout->table[id];

		appendStringInfo(out, "%s{\"section\":\"%s\",\"title\":\"%s\",\"lines\":%d,\"columns\":%d,\"boxes\":[",
						 id == 0 ? "" : ",", table_info[id].number, table_info[id].label, table->lines, table->columns);
		for (int i = 0; i < table->nboxes; i++)
		{
			if (i > 0)
				appendStringInfoChar(out, ',');
			json_append_box(out, print, &table->box[i]);
		}
		appendStringInfoString(out, "]}");
	}
	appendStringInfoChar(out, ']');
}

static void
json_append_tables(const TablePrint *print, StringInfo out)
{
	appendStringInfoChar(out, '{');
	json_append_table_list(out, print);
	appendStringInfoChar(out, '}');
}

static void
json_append_fields(StringInfo out, const char *name, List *fields)
{
	ListCell   *lc;

	appendStringInfo(out, "\"%s\":{", name);
	foreach(lc, fields)
	{
		const DocumentField *field = lfirst(lc);

		if (foreach_current_index(lc) > 0)
			appendStringInfoChar(out, ',');
		escape_json(out, field->name);
		appendStringInfoChar(out, ':');
		if (field->is_bare)
			appendStringInfoString(out, field->value);
		else
			escape_json(out, field->value);
	}
	appendStringInfoString(out, "},");
}

static void
json_append_document(const Document *document, StringInfo out)
{
	appendStringInfoChar(out, '{');
	json_append_member(out, "title", document->title);
	appendStringInfoChar(out, ',');
	json_append_fields(out, "metadata", document->metadata);
	json_append_member(out, "preamble", document->preamble);
	appendStringInfoString(out, ",\"sections\":[");
	for (int i = 1; i <= SECTION_COUNT; i++)
	{
		const DocumentSection *section = &document->section[i];

		appendStringInfoString(out, i == 1 ? "{" : ",{");
		json_append_member(out, "number", section_key(i));
		appendStringInfoChar(out, ',');
		json_append_member(out, "title", section->title);
		appendStringInfoChar(out, ',');
		json_append_member(out, "text", *section->below == '\0' ? section->above :
					  *section->above == '\0' ? section->below : psprintf("%s\n%s", section->above, section->below));
		appendStringInfoChar(out, '}');
	}
	appendStringInfoString(out, "],\"figures\":");
	figures_to_json(document->tables.figures, out);
	appendStringInfoChar(out, ',');
	json_append_fields(out, "footer", document->footer);
	json_append_table_list(out, &document->tables);
	appendStringInfoString(out, "}\n");
}

const RenderFormat render_json = {"json", json_append_tables, json_append_document};
