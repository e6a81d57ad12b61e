/*
 * metadata_field.h
 *	  The fields of metadata: the words that name them, and what can be a value
 *	  of each.
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
	const char *group;			/* of parsed_report.metadata, or NULL */
	const char *key;			/* NULL: not among them */
	ValueKind	kind;
} MetadataFieldInfo;

/* by MetadataField */
extern const MetadataFieldInfo metadata_field_info[FIELD_COUNT];

/*
 * The longest name of a field at a place.  Returns where it ends, or -1, and
 * sets the field.
 */
extern int	field_name_at(const FoldedText *text, int at, int to, MetadataField *field);

/* Does the name of a field stand at a place, before a colon or alone in its cell? */
extern bool is_field_name_at(const FoldedText *text, int at, int to);

#endif							/* DISCLOSURE_METADATA_FIELD_H */
