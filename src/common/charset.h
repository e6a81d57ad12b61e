/*
 * charset.h
 *	  The bytes of a page, in whatever encoding, as UTF-8.
 */
#ifndef DISCLOSURE_CHARSET_H
#define DISCLOSURE_CHARSET_H

#include "lib/stringinfo.h"

/*
 * By the byte order mark, by what the bytes are (UTF-8), or by what the page
 * declares; where it declares nothing, GB18030, which GBK and GB2312 are part
 * of.  Bytes that are no characters become U+FFFD, null bytes blanks.  Never
 * an error.
 */
extern StringInfo bytes_to_utf8(const char *bytes, size_t len);

/* UTF-8 in the encoding of the database; what that lacks becomes "?". */
extern StringInfo utf8_to_database(StringInfo text);

/* The way out of UTF-8 for everything that stands in a .def file. */
extern char *utf8_to_server(const char *label);

#endif							/* DISCLOSURE_CHARSET_H */
