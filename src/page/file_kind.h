/*
 * file_kind.h
 *	  Files that are no page and no text, told by their first bytes.
 */
#ifndef DISCLOSURE_FILE_KIND_H
#define DISCLOSURE_FILE_KIND_H

#include "c.h"

typedef struct FileKind
{
	const char *name;			/* what an office calls it */
	const char *advice;			/* how to get at its text */
} FileKind;

/* Returns the kind of a file that cannot be read as a page, or NULL. */
extern const FileKind *file_kind(const char *bytes, size_t len);

#endif							/* DISCLOSURE_FILE_KIND_H */
