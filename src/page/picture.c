/*
 * picture.c
 *	  The placeholder of a picture in the text of a page.
 */
#include "postgres.h"

#include "page/picture.h"

const char *
picture_find(const char *text, const char *end)
{
	int			n = strlen(PICTURE_SIGN);

	for (; end - text >= n && (text = memchr(text, PICTURE_SIGN[0], end - text - n + 1)) != NULL; text++)
		if (memcmp(text, PICTURE_SIGN, n) == 0)
			return text;
	return NULL;
}
