/*
 * sql_text.c
 *	  The text of a report from an SQL argument.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "common/charset.h"
#include "common/decimal.h"
#include "page/section.h"
#include "sql/datum.h"
#include "sql/sql_text.h"

/* A string member of an object in UTF-8, or NULL if there is no such string. */
static char *
string_member(JsonbContainer *object, const char *name)
{
	JsonbValue	buffer;
	JsonbValue *value = JsonContainerIsObject(object) ?
		getKeyJsonValueFromContainer(object, name, strlen(name), &buffer) : NULL;
	char	   *string;

	if (value == NULL || value->type != jbvString)
		return NULL;
	string = pnstrdup(value->val.string.val, value->val.string.len);
	return pg_server_to_any(string, strlen(string), PG_UTF8);
}

TextSection *
sections_argument(Jsonb *sections, int *nsections)
{
	TextSection *result = palloc((SECTION_COUNT + 1) * sizeof(TextSection));

	*nsections = 0;
	for (int section = 0; section <= SECTION_COUNT && JsonContainerIsObject(&sections->root); section++)
	{
		char	   *key = utf8_to_server(section_key(section));
		JsonbValue	buffer;
		JsonbValue *value = getKeyJsonValueFromContainer(&sections->root, key, strlen(key), &buffer);
		TextSection *found = &result[*nsections];

		if (value == NULL || value->type != jbvBinary)
			continue;
		found->key = section_key(section);
		found->title = string_member(value->val.binary.data, "title");
		found->text = string_member(value->val.binary.data, "text");
		(*nsections)++;
	}
	return result;
}

/* The attributes of narrative_value, found by name: the SQL may be older or newer. */
enum
{
	VALUE_INDICATOR, VALUE_VALUE, VALUE_UNIT, VALUE_APPROXIMATE, VALUE_CUMULATIVE, VALUE_SCOPE,
	VALUE_EVIDENCE, VALUE_POSITION, VALUE_YEAR, VALUE_LOW, VALUE_HIGH, VALUE_BASE, VALUE_SECTION,
	VALUE_ATTRIBUTES
};

static const char *const attribute_names[VALUE_ATTRIBUTES] = {
	[VALUE_INDICATOR] = "indicator",
	[VALUE_VALUE] = "value",
	[VALUE_UNIT] = "unit",
	[VALUE_APPROXIMATE] = "approximate",
	[VALUE_CUMULATIVE] = "cumulative",
	[VALUE_SCOPE] = "scope",
	[VALUE_EVIDENCE] = "evidence",
	[VALUE_POSITION] = "position",
	[VALUE_YEAR] = "year",
	[VALUE_LOW] = "low",
	[VALUE_HIGH] = "high",
	[VALUE_BASE] = "base",
	[VALUE_SECTION] = "section",
};

typedef struct ValueReader
{
	Attributes	attributes;
	int			at[VALUE_ATTRIBUTES];	/* index of each, or -1 */
} ValueReader;

static void
begin_values(ValueReader *reader, HeapTupleHeader first)
{
	TupleDesc	desc;

	attributes_begin(&reader->attributes, first);
	desc = reader->attributes.desc;
	for (int i = 0; i < VALUE_ATTRIBUTES; i++)
	{
		reader->at[i] = -1;
		for (int k = 0; k < desc->natts; k++)
			if (!TupleDescAttr(desc, k)->attisdropped &&
				strcmp(NameStr(TupleDescAttr(desc, k)->attname), attribute_names[i]) == 0)
				reader->at[i] = k;
	}
}

static bool
has_attribute(const ValueReader *reader, int attribute)
{
	return reader->at[attribute] >= 0 && !reader->attributes.nulls[reader->at[attribute]];
}

static Datum
attribute_datum(const ValueReader *reader, int attribute)
{
	return has_attribute(reader, attribute) ? reader->attributes.values[reader->at[attribute]] :
		(Datum) 0;
}

static char *
text_attribute(const ValueReader *reader, int attribute)
{
	return has_attribute(reader, attribute) ? text_utf8(attribute_datum(reader, attribute)) : NULL;
}

/* Returns false if the attribute is null. */
static bool
number_attribute(const ValueReader *reader, int attribute, int64 *number)
{
	char	   *text;

	*number = 0;
	if (!has_attribute(reader, attribute))
		return false;
	text = DatumGetCString(DirectFunctionCall1(numeric_out, attribute_datum(reader, attribute)));
	if (decimal_parse(text, strlen(text), 0, TEXT_SCALE, number) != DECIMAL_OK)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the %s %.*s of an indicator is out of range or has too many decimals",
						attribute_names[attribute], clipped_length(text), text)));
	return true;
}

/* Returns NULL if there is no value or its name is not known. */
static TextHit *
text_hit(const ValueReader *reader)
{
	TextHit    *hit = palloc0(sizeof(TextHit));
	char	   *name = text_attribute(reader, VALUE_INDICATOR);
	char	   *scope = text_attribute(reader, VALUE_SCOPE);
	int			indicator;

	if (name == NULL || !number_attribute(reader, VALUE_VALUE, &hit->value))
		return NULL;
	indicator = indicator_by_name(name, strlen(name), &hit->aspect);
	if (indicator < 0)
		return NULL;
	hit->indicator = indicator;
	hit->no_low = !number_attribute(reader, VALUE_LOW, &hit->low);
	hit->no_high = !number_attribute(reader, VALUE_HIGH, &hit->high);
	hit->has_base = number_attribute(reader, VALUE_BASE, &hit->base);
	hit->approximate = DatumGetBool(attribute_datum(reader, VALUE_APPROXIMATE));
	hit->cumulative = DatumGetBool(attribute_datum(reader, VALUE_CUMULATIVE));
	hit->unit = text_attribute(reader, VALUE_UNIT);
	hit->evidence = text_attribute(reader, VALUE_EVIDENCE);
	hit->section = text_attribute(reader, VALUE_SECTION);
	hit->position = DatumGetInt32(attribute_datum(reader, VALUE_POSITION));
	hit->year = DatumGetInt32(attribute_datum(reader, VALUE_YEAR));
	hit->scope = scope ? text_scope_by_name(scope) : TEXT_SCOPE_NONE;
	if (hit->scope == TEXT_SCOPE_COUNT)
		hit->scope = TEXT_SCOPE_NONE;
	/* entered by hand: a number without bounds is exact */
	if (hit->no_low && hit->no_high && !hit->approximate)
	{
		hit->low = hit->high = hit->value;
		hit->no_low = hit->no_high = false;
	}
	return hit;
}

List *
texts_argument(ArrayType *array)
{
	List	   *hits = NIL;
	ValueReader reader = {0};
	int			n;
	HeapTupleHeader *tuples = array_tuples(array, &n);

	for (int i = 0; i < n; i++)
	{
		TextHit    *hit;

		if (tuples[i] == NULL)
			continue;
		if (reader.attributes.desc == NULL)
			begin_values(&reader, tuples[i]);
		attributes_read(&reader.attributes, tuples[i]);
		hit = text_hit(&reader);
		if (hit != NULL)
			hits = lappend(hits, hit);
	}
	if (reader.attributes.desc != NULL)
		attributes_end(&reader.attributes);
	return hits;
}
