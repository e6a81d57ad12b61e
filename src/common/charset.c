/*
 * charset.c
 *	  Text into UTF-8 and out of it: pages in any encoding, labels for the server.
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"

#include "common/charset.h"

#define REPLACEMENT		"\xEF\xBF\xBD"	/* U+FFFD */

/* A page declares its encoding within so many bytes from its beginning. */
#define DECLARATION_MAX	4096

/* One invalid byte is allowed for so many valid characters of several bytes. */
#define SPOILT_OF		20

/* No name of an encoding is as long. */
#define NAME_SIZE		32

/* Bytes converted at a time; the result may take MAX_CONVERSION_GROWTH times as many. */
#define CHUNK_SIZE		65536

static void
append_code_point(StringInfo text, pg_wchar point)
{
	unsigned char utf8[4];

	if (point == 0)
		point = ' ';
	if (point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
		point = 0xFFFD;
	unicode_to_utf8(point, utf8);
	appendBinaryStringInfo(text, (char *) utf8, pg_utf_mblen(utf8));
}

static void
read_utf16(const unsigned char *p, size_t len, bool big_endian, StringInfo text)
{
	for (size_t i = 0; i + 1 < len; i += 2)
	{
		pg_wchar	unit = big_endian ? p[i] << 8 | p[i + 1] : p[i + 1] << 8 | p[i];

		if (i % CHUNK_SIZE == 0)
			CHECK_FOR_INTERRUPTS();
		if (unit >= 0xD800 && unit <= 0xDBFF && i + 3 < len)
		{
			pg_wchar	low = big_endian ? p[i + 2] << 8 | p[i + 3] : p[i + 3] << 8 | p[i + 2];

			if (low >= 0xDC00 && low <= 0xDFFF)
			{
				unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
				i += 2;
			}
		}
		append_code_point(text, unit);
	}
}

/* Returns the bytes of the character of UTF-8 at p, 0 if they are invalid or null. */
static int
utf8_length(const unsigned char *p, const unsigned char *end)
{
	int			mblen = pg_utf_mblen(p);

	if (*p < 0x80)
		return *p != '\0';
	return mblen > 1 && mblen <= end - p && pg_utf8_islegal(p, mblen) ? mblen : 0;
}

/* Appends UTF-8; an invalid byte becomes U+FFFD, a null byte a space. */
static void
read_utf8(const char *bytes, size_t len, StringInfo text)
{
	const char *end = bytes + len;

	while (bytes < end)
	{
		const char *chunk_end = bytes + Min(end - bytes, CHUNK_SIZE);

		CHECK_FOR_INTERRUPTS();
		/* the server verifies fast, but the whole chunk for each invalid byte */
		if (pg_encoding_verifymbstr(PG_UTF8, bytes, chunk_end - bytes) == chunk_end - bytes)
		{
			appendBinaryStringInfo(text, bytes, chunk_end - bytes);
			bytes = chunk_end;
		}
		while (bytes < chunk_end)
		{
			const char *start = bytes;
			int			n = 1;

			while (bytes < chunk_end && (n = utf8_length((const unsigned char *) bytes, (const unsigned char *) end)) > 0)
				bytes += n;
			appendBinaryStringInfo(text, start, bytes - start);
			if (n == 0)
				appendStringInfoString(text, *bytes++ == '\0' ? " " : REPLACEMENT);
		}
	}
}

/*
 * Converts by a function of the server.  A byte that it rejects becomes
 * U+FFFD, a character of UTF-8 that it rejects "?".
 */
static void
convert(int from, int to, Oid conversion, const char *bytes, size_t len, StringInfo text)
{
	char	   *converted = palloc(CHUNK_SIZE * MAX_CONVERSION_GROWTH + 1);

	while (len > 0)
	{
		int			n = (int) Min(len, CHUNK_SIZE);
		int			done;

		CHECK_FOR_INTERRUPTS();
		done = pg_do_encoding_conversion_buf(conversion, from, to, (unsigned char *) bytes, n,
											 (unsigned char *) converted,
											 CHUNK_SIZE * MAX_CONVERSION_GROWTH + 1, true);
		appendStringInfoString(text, converted);
		bytes += done;
		len -= done;
		if (done == n || (n == CHUNK_SIZE && done > n - MAX_MULTIBYTE_CHAR_LEN))
			continue;
		if (from == PG_UTF8)
		{
			int			mblen = Min(pg_utf_mblen((const unsigned char *) bytes), (int) len);

			appendStringInfoChar(text, '?');
			bytes += mblen;
			len -= mblen;
			continue;
		}
		appendStringInfoString(text, *bytes == '\0' ? " " : REPLACEMENT);
		bytes++;
		len--;
	}
	pfree(converted);
}

/* Returns the encoding named after "charset=" or "encoding=", or -1 if the server knows no such name. */
static int
declared_encoding(const char *bytes, size_t len)
{
	const char *end = bytes + Min(len, DECLARATION_MAX);

	for (const char *p = bytes; p + 9 < end; p++)
	{
		char		name[NAME_SIZE];
		int			n = 0;
		size_t		word = pg_strncasecmp(p, "charset=", 8) == 0 ? 8 :
			pg_strncasecmp(p, "encoding=", 9) == 0 ? 9 : 0;

		if (word == 0)
			continue;
		for (const char *at = p + word; at < end && n < (int) sizeof(name) - 1; at++)
		{
			if (n == 0 && (*at == '"' || *at == '\'' || *at == ' '))
				continue;
			if (!((*at >= '0' && *at <= '9') || (*at >= 'A' && *at <= 'Z') || (*at >= 'a' && *at <= 'z') ||
				  *at == '-' || *at == '_'))
				break;
			name[n++] = *at;
		}
		name[n] = '\0';
		/* on the web the names of subsets stand for the whole */
		if (pg_strcasecmp(name, "gb2312") == 0 || pg_strcasecmp(name, "gbk") == 0)
			return PG_GB18030;
		if (n > 0 && pg_char_to_encoding(name) >= 0)
			return pg_char_to_encoding(name);
	}
	return -1;
}

/*
 * Is it UTF-8, but for a few bytes that were spoilt or cut off?  Text in
 * another encoding has hardly a valid character of several bytes.
 */
static bool
is_nearly_utf8(const char *bytes, size_t len)
{
	const unsigned char *p = (const unsigned char *) bytes;
	const unsigned char *end = p + len;
	size_t		valid = 0;
	size_t		invalid = 0;

	for (size_t step = 0; p < end; step++)
	{
		int			n = *p < 0x80 ? 1 : utf8_length(p, end);

		if (step % CHUNK_SIZE == 0)
			CHECK_FOR_INTERRUPTS();
		if (*p < 0x80)
			p++;
		else if (n > 0)
		{
			valid++;
			p += n;
		}
		else
		{
			invalid++;
			p++;
		}
	}
	return valid >= invalid * SPOILT_OF;
}

StringInfo
bytes_to_utf8(const char *bytes, size_t len)
{
	const unsigned char *p = (const unsigned char *) bytes;
	StringInfo	text = makeStringInfo();
	int			encoding;
	Oid			conversion;

	if (len >= 2 && ((p[0] == 0xFE && p[1] == 0xFF) || (p[0] == 0xFF && p[1] == 0xFE)))
	{
		read_utf16(p + 2, len - 2, p[0] == 0xFE, text);
		return text;
	}
	if (len >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0)
	{
		read_utf8(bytes + 3, len - 3, text);
		return text;
	}
	encoding = declared_encoding(bytes, len);
	if (is_nearly_utf8(bytes, len))
		encoding = PG_UTF8;
	else if (encoding < 0 || encoding == PG_SQL_ASCII || encoding == PG_UTF8)
		encoding = PG_GB18030;
	conversion = encoding == PG_UTF8 ? InvalidOid : FindDefaultConversionProc(encoding, PG_UTF8);
	if (OidIsValid(conversion))
		convert(encoding, PG_UTF8, conversion, bytes, len, text);
	else
		read_utf8(bytes, len, text);
	return text;
}

StringInfo
utf8_to_database(StringInfo text)
{
	int			encoding = GetDatabaseEncoding();
	Oid			conversion = encoding == PG_UTF8 ? InvalidOid : FindDefaultConversionProc(PG_UTF8, encoding);
	StringInfo	converted;

	if (!OidIsValid(conversion))
		return text;
	converted = makeStringInfo();
	convert(PG_UTF8, encoding, conversion, text->data, text->len, converted);
	return converted;
}

/*
 * The middle dot between labels.  The server converts the dot of GB 2312 to
 * and from U+30FB, not U+00B7, which is the one in Unicode text.
 */
#define MIDDLE_DOT		"\xc2\xb7"
#define GB_MIDDLE_DOT	"\xe3\x83\xbb"

char *
utf8_to_server(const char *label)
{
	StringInfoData out;
	const char *dot;

	if (GetDatabaseEncoding() != PG_EUC_CN)
		return pg_any_to_server(label, strlen(label), PG_UTF8);
	initStringInfo(&out);
	while ((dot = strstr(label, MIDDLE_DOT)) != NULL)
	{
		appendBinaryStringInfo(&out, label, dot - label);
		appendStringInfoString(&out, GB_MIDDLE_DOT);
		label = dot + strlen(MIDDLE_DOT);
	}
	appendStringInfoString(&out, label);
	return pg_any_to_server(out.data, out.len, PG_UTF8);
}
