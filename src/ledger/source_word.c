/*
 * source_word.c
 *	  Headings and values of other people's tables, in the form in which they
 *	  are compared.
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"

#include "common/code_point.h"
#include "ledger/source_word.h"

char *
source_word_key(const char *text, size_t len)
{
	const char *p = text;
	const char *end = text + len;
	StringInfoData key;

	initStringInfo(&key);
	while (p < end)
	{
		pg_wchar	point = fold_label_point(next_code_point(&p, end));
		unsigned char bytes[MAX_MULTIBYTE_CHAR_LEN + 1] = {0};

		CHECK_FOR_INTERRUPTS();
		if (!is_label_point(point))
			continue;
		unicode_to_utf8(point, bytes);
		appendStringInfoString(&key, (char *) bytes);
	}
	return key.data;
}
