/*
 * metadata.h
 *	  What the lines around a report state beside its title: index number,
 *	  number of the document, dates, contact, validity and the like.
 */
#ifndef DISCLOSURE_METADATA_H
#define DISCLOSURE_METADATA_H

#include "page/metadata_field.h"
#include "page/note.h"

/* A value as printed; of dates also what it says. */
typedef struct MetadataValue
{
	char	   *text;			/* NULL: none */
	List	   *more;			/* further ones, of telephones */
	PageDate	date;
} MetadataValue;

typedef struct Metadata
{
	MetadataValue value[FIELD_COUNT];
	char	   *notice;			/* number of the notice that the report follows */
	int			notice_year;
	PageDate	signed_on;		/* a date on a line of its own */
	char	   *signed_text;
	DocumentNumber document;	/* parts of the number of the document */
	char	   *agency;
} Metadata;

/* Reads what fields of a text state, those that are not known yet. */
extern void metadata_read(const FoldedText *text, Metadata *metadata, NoteList *notes);

/* Reads the date that stands on a line of its own. */
extern void metadata_read_signature(const FoldedText *text, Metadata *metadata);

/* Reads the notice that a report cites. */
extern void metadata_read_notice(const FoldedText *text, Metadata *metadata);

#endif							/* DISCLOSURE_METADATA_H */
