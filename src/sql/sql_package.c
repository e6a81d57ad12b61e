/*
 * sql_package.c
 *	  canonical_json(), over whose bytes the checksum of a package is taken.
 *
 * The text of jsonb is no form that others can make again: it sorts keys by
 * their length, and both that and their order depend on the encoding of the
 * database.  This is the form of RFC 8785 but for numbers, which stay decimal:
 * what `jq -cSj .` prints, and in Python json.dumps(…, sort_keys=True,
 * ensure_ascii=False, separators=(",", ":")).
 */
#include "postgres.h"

#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "storage/shmem.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

#include "sql/datum.h"

/* A member of an object, its key in UTF-8. */
typedef struct Member
{
	const char *key;
	int			len;
	JsonbValue	value;
} Member;

static void put_container(StringInfo out, JsonbContainer *container);

/* Returns a string of jsonb in UTF-8, which need not end in a null byte. */
static const char *
string_utf8(const JsonbValue *string, int *len)
{
	char	   *utf8 = pg_server_to_any(string->val.string.val, string->val.string.len, PG_UTF8);

	*len = utf8 == string->val.string.val ? string->val.string.len : (int) strlen(utf8);
	return utf8;
}

/* Escapes what must be, and nothing else. */
static void
put_string(StringInfo out, const char *utf8, int len)
{
	static const char signs[] = "\b\t\n\f\r\"\\";
	static const char letters[] = "btnfr\"\\";

	appendStringInfoCharMacro(out, '"');
	for (int i = 0; i < len; i++)
	{
		unsigned char byte = utf8[i];
		const char *sign = byte != '\0' ? strchr(signs, byte) : NULL;

		CHECK_FOR_INTERRUPTS();
		if (sign != NULL)
		{
			appendStringInfoCharMacro(out, '\\');
			appendStringInfoCharMacro(out, letters[sign - signs]);
		}
		else if (byte < 0x20)
			appendStringInfo(out, "\\u%04x", byte);
		else
			appendStringInfoCharMacro(out, byte);
	}
	appendStringInfoCharMacro(out, '"');
}

static void
put_value(StringInfo out, const JsonbValue *value)
{
	const char *utf8;
	int			len;

	switch (value->type)
	{
		case jbvNull:
			appendStringInfoString(out, "null");
			break;
		case jbvBool:
			appendStringInfoString(out, value->val.boolean ? "true" : "false");
			break;
		case jbvNumeric:
			appendStringInfoString(out, DatumGetCString(DirectFunctionCall1(numeric_out,
																			DirectFunctionCall1(numeric_trim_scale, NumericGetDatum(value->val.numeric)))));
			break;
		case jbvString:
			utf8 = string_utf8(value, &len);
			put_string(out, utf8, len);
			break;
		case jbvBinary:
			put_container(out, value->val.binary.data);
			break;
		default:
			elog(ERROR, "unexpected type of a value of jsonb: %d", (int) value->type);
	}
}

/* In the order of code points, which is that of the bytes of UTF-8. */
static int
compare_members(const void *a, const void *b)
{
	const Member *x = a;
	const Member *y = b;
	int			order = memcmp(x->key, y->key, Min(x->len, y->len));

	CHECK_FOR_INTERRUPTS();
	return order != 0 ? order : x->len - y->len;
}

static void
put_container(StringInfo out, JsonbContainer *container)
{
	JsonbIterator *iterator = JsonbIteratorInit(container);
	JsonbValue	value;
	JsonbIteratorToken token = JsonbIteratorNext(&iterator, &value, true);
	bool		first = true;

	check_stack_depth();
	CHECK_FOR_INTERRUPTS();
	if (token == WJB_BEGIN_OBJECT)
	{
		int			pairs = value.val.object.nPairs;
		Member	   *members = palloc(mul_size(Max(pairs, 1), sizeof(Member)));

		for (int i = 0; i < pairs; i++)
		{
			CHECK_FOR_INTERRUPTS();
			JsonbIteratorNext(&iterator, &value, true);
			members[i].key = string_utf8(&value, &members[i].len);
			JsonbIteratorNext(&iterator, &members[i].value, true);
		}
		qsort(members, pairs, sizeof(Member), compare_members);
		appendStringInfoChar(out, '{');
		for (int i = 0; i < pairs; i++)
		{
			if (i > 0)
				appendStringInfoChar(out, ',');
			put_string(out, members[i].key, members[i].len);
			appendStringInfoChar(out, ':');
			put_value(out, &members[i].value);
		}
		appendStringInfoChar(out, '}');
		pfree(members);
		return;
	}

	if (value.val.array.rawScalar)
	{
		JsonbIteratorNext(&iterator, &value, true);
		put_value(out, &value);
		return;
	}
	appendStringInfoChar(out, '[');
	while (JsonbIteratorNext(&iterator, &value, true) == WJB_ELEM)
	{
		CHECK_FOR_INTERRUPTS();
		if (!first)
			appendStringInfoChar(out, ',');
		first = false;
		put_value(out, &value);
	}
	appendStringInfoChar(out, ']');
}

/* canonical_json(document jsonb): bytes of UTF-8 */
SQL_FUNCTION(disclosure_canonical_json)
{
	Jsonb	   *document = PG_GETARG_JSONB_P(0);
	StringInfoData out;

	initStringInfo(&out);
	put_container(&out, &document->root);
	PG_RETURN_BYTEA_P(cstring_to_text_with_len(out.data, out.len));
}
