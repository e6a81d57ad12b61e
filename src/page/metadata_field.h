/*
 * metadata_field.h
 *	  The fields of metadata, and what can be a value of each.
 */
#ifndef DISCLOSURE_METADATA_FIELD_H
#define DISCLOSURE_METADATA_FIELD_H

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
extern const MetadataFieldInfo field_info[];

#endif							/* DISCLOSURE_METADATA_FIELD_H */
