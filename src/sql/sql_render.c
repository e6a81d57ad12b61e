/*
 * sql_render.c
 *	  SQL functions that write tables and reports in a format.
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

#include "common/charset.h"
#include "layout/render.h"
#include "sql/datum.h"
#include "sql/sql_text.h"

static const RenderFormat *
format_argument(FunctionCallInfo fcinfo, int argument)
{
	char	   *name = text_to_cstring(PG_GETARG_TEXT_PP(argument));
	const RenderFormat *format = render_format(name);

	if (format == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there is no format \"%.*s\"", clipped_length(name), name),
				 errhint("It is %s.", render_format_names)));
	return format;
}

/* The cells of an array of paths, none if the argument is null. */
static void
marked_argument(FunctionCallInfo fcinfo, int argument, CellSet *marked)
{
	ListCell   *lc;

	memset(marked, 0, sizeof(CellSet));
	if (PG_ARGISNULL(argument))
		return;
	foreach(lc, array_strings(PG_GETARG_ARRAYTYPE_P(argument)))
		cellset_add(marked, cell_of_path(lfirst(lc), strlen(lfirst(lc))));
}

static Datum
text_result(StringInfo out)
{
	StringInfo	text = utf8_to_database(out);

	return PointerGetDatum(cstring_to_text_with_len(text->data, text->len));
}

/* render_tables(figures, format, marked) */
SQL_FUNCTION(disclosure_render_tables)
{
	CellVector	vector;
	CellSet		marked;
	TablePrint	print;
	const RenderFormat *format;
	StringInfoData out;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	format = format_argument(fcinfo, 1);
	marked_argument(fcinfo, 2, &marked);
	figures_unpack(PG_GETARG_FIGURES(0), &vector);
	table_print_init(&print, &vector, &marked);
	initStringInfo(&out);
	format->tables(&print, &out);
	PG_RETURN_DATUM(text_result(&out));
}

/* A member of an object as text in UTF-8, "" if there is none; *is_bare: a number, true or false. */
static char *
scalar_member(JsonbContainer *object, const char *name, bool *is_bare)
{
	JsonbValue	buffer;
	JsonbValue *value = getKeyJsonValueFromContainer(object, name, strlen(name), &buffer);
	char	   *text;

	*is_bare = value != NULL && (value->type == jbvNumeric || value->type == jbvBool);
	if (value == NULL)
		return pstrdup("");
	switch (value->type)
	{
		case jbvString:
			text = pnstrdup(value->val.string.val, value->val.string.len);
			return pg_server_to_any(text, strlen(text), PG_UTF8);
		case jbvNumeric:
			return DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(value->val.numeric)));
		case jbvBool:
			return pstrdup(value->val.boolean ? "true" : "false");
		default:
			return pstrdup("");
	}
}

/* An array of objects {"name": …, "label": …, "value": …}; NIL if the argument is null. */
static List *
fields_argument(FunctionCallInfo fcinfo, int argument)
{
	List	   *fields = NIL;
	JsonbContainer *array;

	if (PG_ARGISNULL(argument))
		return NIL;
	array = &PG_GETARG_JSONB_P(argument)->root;
	for (uint32 i = 0; JsonContainerIsArray(array) && i < JsonContainerSize(array); i++)
	{
		JsonbValue *value = getIthJsonbValueFromContainer(array, i);
		DocumentField *field = palloc(sizeof(DocumentField));
		bool		is_bare;

		if (value->type != jbvBinary || !JsonContainerIsObject(value->val.binary.data))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("a line of a document must be an object"),
					 errhint("It has the members name, label and value.")));
		field->name = scalar_member(value->val.binary.data, "name", &is_bare);
		field->label = scalar_member(value->val.binary.data, "label", &is_bare);
		field->value = scalar_member(value->val.binary.data, "value", &field->is_bare);
		fields = lappend(fields, field);
	}
	return fields;
}

/* render_document(title, metadata, sections, figures, marked, footer, format) */
SQL_FUNCTION(disclosure_render_document)
{
	CellVector	vector;
	CellSet		marked;
	Document	document;
	const char *texts[SECTION_COUNT + 1] = {NULL};
	const char *titles[SECTION_COUNT + 1] = {NULL};
	const RenderFormat *format;
	StringInfoData out;

	if (PG_ARGISNULL(3) || PG_ARGISNULL(6))
		PG_RETURN_NULL();
	format = format_argument(fcinfo, 6);
	marked_argument(fcinfo, 4, &marked);
	figures_unpack(PG_GETARG_FIGURES(3), &vector);
	table_print_init(&document.tables, &vector, &marked);
	document.metadata = fields_argument(fcinfo, 1);
	document.footer = fields_argument(fcinfo, 5);
	if (!PG_ARGISNULL(2))
	{
		int			nsections;
		TextSection *sections = sections_argument(PG_GETARG_JSONB_P(2), &nsections);

		for (int i = 0; i < nsections; i++)
		{
			int			section = section_by_key(sections[i].key);

			texts[section] = sections[i].text;
			titles[section] = sections[i].title;
		}
	}
	document_init(&document, PG_ARGISNULL(0) ? "" : utf8_argument(fcinfo, 0), texts, titles);
	initStringInfo(&out);
	format->document(&document, &out);
	PG_RETURN_DATUM(text_result(&out));
}
