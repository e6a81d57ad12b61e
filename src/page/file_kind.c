/*
 * file_kind.c
 *	  Files that are no page and no text, told by their first bytes.
 */
#include "postgres.h"

#include "page/file_kind.h"

typedef struct FileMark
{
	const char *bytes;
	size_t		len;
	FileKind	kind;
} FileMark;

static const FileMark file_marks[] = {
#define FILE_KIND(bytes, name, advice) {bytes, sizeof(bytes) - 1, {name, advice}},
#include "page/page_words.def"
};

const FileKind *
file_kind(const char *bytes, size_t len)
{
	/* some writers begin with a line end or a byte order mark */
	while (len > 0 && (*bytes == ' ' || *bytes == '\r' || *bytes == '\n'))
	{
		bytes++;
		len--;
	}
	if (len > 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
	{
		bytes += 3;
		len -= 3;
	}
	for (int i = 0; i < lengthof(file_marks); i++)
		if (len > file_marks[i].len && memcmp(bytes, file_marks[i].bytes, file_marks[i].len) == 0)
			return &file_marks[i].kind;
	return NULL;
}
