/*
 * sql_text.c
 *	  The text of a report, as SQL hands it over.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "executor/executor.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/numeric.h"

#include "datum.h"
#include "decimal.h"
#include "page.h"
#include "sql_text.h"

/* A member of an object that is a string, in UTF-8, or NULL. */
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
		char	   *key = label_to_server(section_key(section));
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

static char *
text_attribute(HeapTupleHeader tuple, const char *name)
{
	bool		isnull;
	Datum		datum = GetAttributeByName(tuple, name, &isnull);
	char	   *string;

	if (isnull)
		return NULL;
	string = TextDatumGetCString(datum);
	return pg_server_to_any(string, strlen(string), PG_UTF8);
}

static bool
flag_attribute(HeapTupleHeader tuple, const char *name)
{
	bool		isnull;
	Datum		datum = GetAttributeByName(tuple, name, &isnull);

	return !isnull && DatumGetBool(datum);
}

/* False where it is null. */
static bool
number_attribute(HeapTupleHeader tuple, const char *name, int64 *number)
{
	bool		isnull;
	Datum		datum = GetAttributeByName(tuple, name, &isnull);
	char	   *text;

	*number = 0;
	if (isnull)
		return false;
	text = DatumGetCString(DirectFunctionCall1(numeric_out, datum));
	if (decimal_parse(text, strlen(text), 0, TEXT_SCALE, number) != DECIMAL_OK)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the %s %.*s of an indicator is out of range or has too many decimals",
						name, clipped_length(text), text)));
	return true;
}

/* Without a value or a known name it is passed over: NULL. */
static TextHit *
text_hit(HeapTupleHeader tuple)
{
	TextHit    *hit = palloc0(sizeof(TextHit));
	char	   *name = text_attribute(tuple, "indicator");
	char	   *scope = text_attribute(tuple, "scope");
	bool		isnull;
	int			indicator;

	if (name == NULL || !number_attribute(tuple, "value", &hit->value))
		return NULL;
	indicator = indicator_by_name(name, strlen(name), &hit->aspect);
	if (indicator < 0)
		return NULL;
	hit->indicator = indicator;
	hit->no_low = !number_attribute(tuple, "low", &hit->low);
	hit->no_high = !number_attribute(tuple, "high", &hit->high);
	hit->has_base = number_attribute(tuple, "base", &hit->base);
	hit->approximate = flag_attribute(tuple, "approximate");
	hit->cumulative = flag_attribute(tuple, "cumulative");
	hit->unit = text_attribute(tuple, "unit");
	hit->evidence = text_attribute(tuple, "evidence");
	hit->section = text_attribute(tuple, "section");
	hit->position = DatumGetInt32(GetAttributeByName(tuple, "position", &isnull));
	hit->year = DatumGetInt32(GetAttributeByName(tuple, "year", &isnull));
	hit->scope = scope ? text_scope_by_name(scope) : TEXT_SCOPE_NONE;
	if (hit->scope == TEXT_SCOPE_COUNT)
		hit->scope = TEXT_SCOPE_NONE;
	/* written by hand: a number alone is an exact one */
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
	Oid			type = ARR_ELEMTYPE(array);
	int16		len;
	bool		byval;
	char		align;
	Datum	   *elements;
	bool	   *nulls;
	int			n;

	get_typlenbyvalalign(type, &len, &byval, &align);
	deconstruct_array(array, type, len, byval, align, &elements, &nulls, &n);
	for (int i = 0; i < n; i++)
	{
		TextHit    *hit = nulls[i] ? NULL : text_hit(DatumGetHeapTupleHeader(elements[i]));

		if (hit != NULL)
			hits = lappend(hits, hit);
	}
	return hits;
}
