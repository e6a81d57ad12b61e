/*
 * metadata_json.c
 *	  Writes metadata as the JSON of parsed_report.metadata.
 */
#include "postgres.h"

#include "utils/json.h"

#include "page/index_number.h"
#include "page/metadata_json.h"

static void
append_key(StringInfo json, const char *key)
{
	char		last = json->data[json->len - 1];

	appendStringInfo(json, "%s\"%s\":", last == '{' ? "" : ",", key);
}

static void
append_string(StringInfo json, const char *key, const char *value)
{
	append_key(json, key);
	escape_json(json, value);
}

static void
append_date(StringInfo json, const char *key, const char *raw, const PageDate *date)
{
	append_key(json, key);
	appendStringInfo(json, "{\"date\":\"%04d-%02d-%02d\",\"raw\":", date->year, date->month, date->day);
	escape_json(json, raw);
	appendStringInfoChar(json, '}');
}

static void
append_value(StringInfo json, int field, const MetadataValue *value)
{
	const char *key = metadata_field_info[field].key;
	ListCell   *lc;

	if (value->text == NULL || key == NULL)
		return;
	if (metadata_field_info[field].kind == KIND_DATE)
		append_date(json, key, value->text, &value->date);
	else if (metadata_field_info[field].kind == KIND_PHONE)
	{
		append_key(json, key);
		appendStringInfoChar(json, '[');
		escape_json(json, value->text);
		foreach(lc, value->more)
		{
			appendStringInfoChar(json, ',');
			escape_json(json, lfirst(lc));
		}
		appendStringInfoChar(json, ']');
	}
	else
		append_string(json, key, value->text);
}

/* Appends the fields of a group, or with NULL the fields that have no group. */
static void
append_group(StringInfo json, const Metadata *metadata, const char *group)
{
	for (int i = 0; i < FIELD_COUNT; i++)
		if (group == NULL ? metadata_field_info[i].group == NULL :
			metadata_field_info[i].group != NULL && strcmp(metadata_field_info[i].group, group) == 0)
			append_value(json, i, &metadata->value[i]);
}

void
metadata_to_json(const Metadata *metadata, StringInfo json)
{
	static const char *const groups[] = {"dates", "contact"};

	appendStringInfoChar(json, '{');
	if (metadata->value[FIELD_INDEX_NUMBER].text != NULL)
	{
		append_key(json, "index_number");
		index_number_json(metadata->value[FIELD_INDEX_NUMBER].text, json);
	}
	if (metadata->agency != NULL)
	{
		append_key(json, "document_number");
		appendStringInfoChar(json, '{');
		append_string(json, "agency", metadata->agency);
		appendStringInfo(json, ",\"year\":%d,\"number\":%d}", metadata->document.year, metadata->document.number);
	}
	append_group(json, metadata, NULL);
	for (int i = 0; i < lengthof(groups); i++)
	{
		int			before = json->len;
		int			begun;

		append_key(json, groups[i]);
		appendStringInfoChar(json, '{');
		begun = json->len;
		append_group(json, metadata, groups[i]);
		if (i == 0 && metadata->signed_text != NULL)
			append_date(json, "signed", metadata->signed_text, &metadata->signed_on);
		if (json->len == begun)
		{
			json->len = before;
			json->data[before] = '\0';
		}
		else
			appendStringInfoChar(json, '}');
	}
	if (metadata->notice != NULL)
		append_string(json, "notice", metadata->notice);
	appendStringInfoChar(json, '}');
}
