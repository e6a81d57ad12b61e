/*
 * sql_json_fault.c
 *	  json_fault(): what is wrong with a JSON document, against its shape.
 *
 * A document of another office is read only if each value has its type and
 * nothing stands in it that is not known: what a newer program added would be
 * lost without a word.
 */
#include "postgres.h"

#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

#include "sql/datum.h"

/* Where a value stands: a member of an object, or if it has no key an element of an array. */
typedef struct JsonPlace
{
	const struct JsonPlace *outer;
	const JsonbValue *key;
	int			element;
} JsonPlace;

/* The types of a scalar, by what the characters of its text must be: 9 a digit, x a digit of a hash, all else itself. */
static const struct
{
	const char *name;
	enum jbvType type;
	const char *pattern;
	bool		dated;
}			scalars[] = {
	{"string", jbvString, NULL, false},
	{"boolean", jbvBool, NULL, false},
	{"integer", jbvNumeric, NULL, false},
	{"date", jbvString, "9999-99-99", true},
	{"time", jbvString, "9999-99-99T99:99:99.999999Z", true},
	{"hash", jbvString, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", false},
};

static const char no_object[] = "应是一个对象";
static const char no_array[] = "应是一个数组";

static text *value_fault(const JsonbValue *value, const JsonbValue *shape, const JsonPlace *place);

static void
append_place(StringInfo out, const JsonPlace *place)
{
	if (place == NULL)
		return;
	append_place(out, place->outer);
	if (place->key == NULL)
		appendStringInfo(out, "[%d]", place->element);
	else
	{
		/* A key may be as long as the document. */
		int			len = pg_mbcliplen(place->key->val.string.val, place->key->val.string.len, 100);

		if (place->outer != NULL)
			appendStringInfoChar(out, '.');
		appendBinaryStringInfo(out, place->key->val.string.val, len);
	}
}

/* Returns “place” and what is wrong there; reason is of this file, in UTF-8. */
static text *
fault_at(const JsonPlace *place, const char *reason)
{
	StringInfoData out;

	initStringInfo(&out);
	append_place(&out, place);
	if (out.len > 0)
		appendStringInfoChar(&out, ' ');
	appendStringInfoString(&out, TextDatumGetCString(label_datum(reason)));
	return cstring_to_text_with_len(out.data, out.len);
}

static bool
has_pattern(const JsonbValue *string, const char *pattern)
{
	if (string->val.string.len != strlen(pattern))
		return false;
	for (int i = 0; pattern[i] != '\0'; i++)
	{
		char		c = string->val.string.val[i];
		bool		digit = c >= '0' && c <= '9';

		if (pattern[i] == '9' ? !digit : pattern[i] == 'x' ? !digit && (c < 'a' || c > 'f') : c != pattern[i])
			return false;
	}
	return true;
}

/* Are the digits of a date those of a day that there is, and those of a time behind them of a moment? */
static bool
is_moment(const JsonbValue *string)
{
	char	   *text = pnstrdup(string->val.string.val, string->val.string.len);
	int			year;
	int			month;
	int			day;
	int			hour = 0;
	int			minute = 0;
	int			second = 0;

	return sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2d", &year, &month, &day, &hour, &minute, &second) >= 3 &&
		year >= 1 && month >= 1 && month <= MONTHS_PER_YEAR && day >= 1 && day <= day_tab[isleap(year)][month - 1] &&
		hour < HOURS_PER_DAY && minute < MINS_PER_HOUR && second < SECS_PER_MINUTE;
}

/* A whole number of at most nine digits, which is less than the server's integers hold. */
static bool
is_small_integer(const JsonbValue *number)
{
	char	   *digits = DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(number->val.numeric)));

	if (*digits == '-')
		digits++;
	return strlen(digits) <= 9 && strspn(digits, "0123456789") == strlen(digits);
}

static bool
is_type(const JsonbValue *shape, const char *name)
{
	return shape->val.string.len == strlen(name) && memcmp(shape->val.string.val, name, strlen(name)) == 0;
}

static bool
is_object(const JsonbValue *value)
{
	return value->type == jbvBinary && JsonContainerIsObject(value->val.binary.data);
}

static bool
is_array(const JsonbValue *value)
{
	return value->type == jbvBinary && JsonContainerIsArray(value->val.binary.data) && !JsonContainerIsScalar(value->val.binary.data);
}

static text *
scalar_fault(const JsonbValue *value, const JsonbValue *shape, const JsonPlace *place)
{
	if (is_type(shape, "any"))
		return NULL;
	if (is_type(shape, "object"))
		return is_object(value) ? NULL : fault_at(place, no_object);
	if (is_type(shape, "array"))
		return is_array(value) ? NULL : fault_at(place, no_array);
	for (int i = 0; i < lengthof(scalars); i++)
	{
		if (!is_type(shape, scalars[i].name))
			continue;
		if (value->type != scalars[i].type ||
			(scalars[i].pattern != NULL && !has_pattern(value, scalars[i].pattern)) ||
			(scalars[i].dated && !is_moment(value)) ||
			(value->type == jbvNumeric && !is_small_integer(value)))
			return fault_at(place, "的类型不对");
		return NULL;
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("there is no type \"%.*s\" in the shape of a document", shape->val.string.len, shape->val.string.val)));
}

/* Finds a member of a shape, whose key may end in a question mark. */
static JsonbValue *
shape_member(JsonbContainer *shape, const JsonbValue *key, bool *optional)
{
	JsonbValue *member = getKeyJsonValueFromContainer(shape, key->val.string.val, key->val.string.len, NULL);
	char	   *asked;

	*optional = false;
	if (member != NULL || key->val.string.len > 100)
		return member;
	asked = psprintf("%.*s?", key->val.string.len, key->val.string.val);
	*optional = true;
	return getKeyJsonValueFromContainer(shape, asked, strlen(asked), NULL);
}

static text *
object_fault(JsonbContainer *object, JsonbContainer *shape, const JsonPlace *place)
{
	JsonbIterator *iterator = JsonbIteratorInit(object);
	JsonbValue	key;
	JsonbValue	value;
	JsonPlace		inner = {place, &key, 0};
	text	   *fault;

	JsonbIteratorNext(&iterator, &key, true);
	while (JsonbIteratorNext(&iterator, &key, true) == WJB_KEY)
	{
		bool		optional;
		JsonbValue *wanted = shape_member(shape, &key, &optional);

		JsonbIteratorNext(&iterator, &value, true);
		if (wanted == NULL)
			return fault_at(&inner, "是本程序不认识的内容");
		if (optional && value.type == jbvNull)
			continue;
		fault = value_fault(&value, wanted, &inner);
		if (fault != NULL)
			return fault;
	}

	iterator = JsonbIteratorInit(shape);
	JsonbIteratorNext(&iterator, &key, true);
	while (JsonbIteratorNext(&iterator, &key, true) == WJB_KEY)
	{
		JsonbIteratorNext(&iterator, &value, true);
		if (key.val.string.val[key.val.string.len - 1] != '?' &&
			getKeyJsonValueFromContainer(object, key.val.string.val, key.val.string.len, NULL) == NULL)
			return fault_at(&inner, "没有写");
	}
	return NULL;
}

static text *
array_fault(JsonbContainer *array, JsonbContainer *shape, const JsonPlace *place)
{
	JsonbValue *wanted = getIthJsonbValueFromContainer(shape, 0);
	JsonbIterator *iterator = JsonbIteratorInit(array);
	JsonbValue	value;
	JsonPlace		inner = {place, NULL, 0};
	text	   *fault;

	JsonbIteratorNext(&iterator, &value, true);
	while (JsonbIteratorNext(&iterator, &value, true) == WJB_ELEM)
	{
		fault = value_fault(&value, wanted, &inner);
		if (fault != NULL)
			return fault;
		inner.element++;
	}
	return NULL;
}

/* Returns what is wrong with a value, or NULL. */
static text *
value_fault(const JsonbValue *value, const JsonbValue *shape, const JsonPlace *place)
{
	check_stack_depth();
	CHECK_FOR_INTERRUPTS();
	if (shape->type == jbvString)
		return scalar_fault(value, shape, place);
	if (is_object(shape))
		return is_object(value) ? object_fault(value->val.binary.data, shape->val.binary.data, place) : fault_at(place, no_object);
	return is_array(value) ? array_fault(value->val.binary.data, shape->val.binary.data, place) : fault_at(place, no_array);
}

/* json_fault(document jsonb, shape jsonb) */
SQL_FUNCTION(disclosure_json_fault)
{
	JsonbValue	document;
	JsonbValue	shape;
	text	   *fault;

	JsonbToJsonbValue(PG_GETARG_JSONB_P(0), &document);
	JsonbToJsonbValue(PG_GETARG_JSONB_P(1), &shape);
	fault = value_fault(&document, &shape, NULL);
	if (fault == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(fault);
}
