/*
 * metadata.h
 *	  Metadata in the lines around a report: index number, document number,
 *	  dates, contact, validity and the like.
 */
#ifndef DISCLOSURE_METADATA_H
#define DISCLOSURE_METADATA_H

#include "page/metadata_field.h"
#include "page/note.h"

/* A value as printed; a date is parsed too. */
typedef struct MetadataValue
{
	char	   *text;			/* NULL if absent */
	List	   *more;			/* further telephone numbers */
	PageDate	date;
} MetadataValue;

typedef struct Metadata
{
	MetadataValue value[FIELD_COUNT];
	char	   *notice;			/* number of the notice that the report cites */
	int			notice_year;
	PageDate	signed_on;		/* the date on a line of its own */
	char	   *signed_text;
	DocumentNumber document;	/* parts of FIELD_DOCUMENT_NUMBER */
	char	   *agency;
} Metadata;

/* Reads the fields of a text; a field that has a value keeps it. */
extern void metadata_read(const FoldedText *text, Metadata *metadata, NoteList *notes);

/* Reads the date on a line of its own at the end of a text. */
extern void metadata_read_signature(const FoldedText *text, Metadata *metadata);

/* Reads the number of the notice that a report cites. */
extern void metadata_read_notice(const FoldedText *text, Metadata *metadata);

#endif							/* DISCLOSURE_METADATA_H */
