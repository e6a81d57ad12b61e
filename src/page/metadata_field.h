/*
 * metadata_field.h
 *	  The fields of metadata: their names on pages, keys and kinds of value.
 */
#ifndef DISCLOSURE_METADATA_FIELD_H
#define DISCLOSURE_METADATA_FIELD_H

#include "common/folded_text.h"

typedef enum MetadataField
{
#define METADATA_FIELD(field, group, key, kind) FIELD_##field,
#include "page/page_words.def"
	FIELD_COUNT
} MetadataField;

typedef enum ValueKind
{
	KIND_TITLE,
	KIND_INDEX,
	KIND_DOCUMENT_NUMBER,
	KIND_DATE,
	KIND_NAME,
	KIND_TEXT,
	KIND_SHORT,
	KIND_VALIDITY,
	KIND_ADDRESS,
	KIND_POSTCODE,
	KIND_PHONE,
	KIND_EMAIL,
	KIND_URL,
	KIND_OTHER
} ValueKind;

typedef struct MetadataFieldInfo
{
	const char *group;			/* group within parsed_report.metadata, or NULL */
	const char *key;			/* key there, or NULL if the field is not shown */
	ValueKind	kind;
} MetadataFieldInfo;

/* by MetadataField */
extern const MetadataFieldInfo metadata_field_info[FIELD_COUNT];

/*
 * Finds the longest field name at a place and sets *field.  Returns the end of
 * the name, or -1.
 */
extern int	field_name_at(const FoldedText *text, int at, int to, MetadataField *field);

/* Is there a field name before a colon, or at the end of its cell? */
extern bool is_field_name_at(const FoldedText *text, int at, int to);

#endif							/* DISCLOSURE_METADATA_FIELD_H */
