/*
 * charset.h
 *	  Text into UTF-8 and out of it: pages in any encoding, labels for the server.
 */
#ifndef DISCLOSURE_CHARSET_H
#define DISCLOSURE_CHARSET_H

#include "lib/stringinfo.h"

/*
 * Converts a page to UTF-8.  Its encoding is that of its byte order mark; else
 * UTF-8 if it reads as such; else the declared one; else GB18030, of which GBK
 * and GB2312 are subsets.  Bytes that are no characters become U+FFFD, null
 * bytes spaces; no page is an error.
 */
extern StringInfo bytes_to_utf8(const char *bytes, size_t len);

/* Converts UTF-8 to the encoding of the database; a character that it lacks becomes "?". */
extern StringInfo utf8_to_database(StringInfo text);

/*
 * Converts a label, or another text of the .def files, to the encoding of the
 * database; an error if that lacks a character.
 */
extern char *utf8_to_server(const char *label);

#endif							/* DISCLOSURE_CHARSET_H */
