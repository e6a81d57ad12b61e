/*
 * code_point.c
 *	  Code points of published pages: stepped through, folded, told apart.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/code_point.h"

pg_wchar
next_rare_point(const char **p, const char *end)
{
	const unsigned char *s = (const unsigned char *) *p;
	int			len = pg_utf_mblen(s);

	if (len > end - *p)
		len = end - *p;
	*p += len;
	/* the caller may have cut the text in mid-character */
	return len == pg_utf_mblen(s) ? utf8_to_unicode(s) : 0xFFFD;
}

int
count_code_points(const char *text, const char *end)
{
	int			n = 0;

	while (text < end)
	{
		next_code_point(&text, end);
		n++;
	}
	return n;
}

bool
is_rare_blank(pg_wchar point)
{
	return point == 0x7F || point == 0x85 || point == 0xA0 ||
		point == 0xAD || (point >= 0x2000 && point <= 0x200F) ||
		point == 0x2028 || point == 0x2029 || point == 0x202F ||
		point == 0x2060 || point == 0x3000 || point == 0xFEFF ||
		point == 0xFFFC;		/* in place of a picture */
}

bool
is_han_point(pg_wchar point)
{
	return (point >= 0x3400 && point <= 0x9FFF) || (point >= 0xF900 && point <= 0xFAFF) ||
		(point >= 0x20000 && point <= 0x3FFFF) || point == 0x3007;
}

int
digit_of_point(pg_wchar point)
{
	static const pg_wchar chinese[] = {
		0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D
	};

	if (point >= '0' && point <= '9')
		return point - '0';
	for (int i = 0; i < lengthof(chinese); i++)
		if (point == chinese[i])
			return i;
	/* circles for 〇, and 零 */
	return point == 0x25CB || point == 0x25EF || point == 0x96F6 ? 0 : -1;
}

void
trim_blank_points(const char **start, const char **end)
{
	const char *last = *start;
	const char *p = *start;

	/* a page may be one line: each pass over it can be cancelled */
	CHECK_FOR_INTERRUPTS();
	while (p < *end)
	{
		const char *next = p;
		bool		blank = is_blank_point(next_code_point(&next, *end));

		if (blank && *start == p)
			*start = last = next;
		else if (!blank)
			last = next;
		p = next;
	}
	*end = last;
}

pg_wchar
fold_rare_point(pg_wchar point)
{
	if (point >= 0xFF01 && point <= 0xFF5E)
		point -= 0xFEE0;
	switch (point)
	{
		case '[':
		case '{':
		case 0x3010:			/* 【 */
		case 0x3014:			/* 〔 */
		case 0x3016:
		case 0xFE59:
			return '(';
		case ']':
		case '}':
		case 0x3011:			/* 】 */
		case 0x3015:			/* 〕 */
		case 0x3017:
		case 0xFE5A:
			return ')';
		case 0x2010:			/* hyphens and the minus sign */
		case 0x2011:
		case 0x2212:
		case 0xFE63:
			return '-';
		case 0x2236:			/* ratio */
			return ':';
		default:
			return point;
	}
}

static const struct
{
	const char *characters;
	const char *simplified;
}			traditional[] = {
#define TRADITIONAL(characters, simplified) {characters, simplified},
#include "common/traditional.def"
};

/* Slots of a hash table, some twice as many as there are traditional characters. */
#define TRADITIONAL_MAX	1024

/* Simplifies a character of traditional.def; others stay as they are. */
static pg_wchar
simplified_point(pg_wchar point)
{
	static pg_wchar from[TRADITIONAL_MAX];
	static pg_wchar to[TRADITIONAL_MAX];
	static bool filled = false;
	int			at;

	if (!filled)
	{
		for (int i = 0; i < lengthof(traditional); i++)
		{
			const char *p = traditional[i].characters;
			const char *q = traditional[i].simplified;

			while (*p != '\0')
			{
				pg_wchar	character = next_code_point(&p, p + strlen(p));

				for (at = character % TRADITIONAL_MAX; from[at] != 0; at = (at + 1) % TRADITIONAL_MAX)
					;
				from[at] = character;
				to[at] = next_code_point(&q, q + strlen(q));
			}
		}
		filled = true;
	}
	for (at = point % TRADITIONAL_MAX; from[at] != 0; at = (at + 1) % TRADITIONAL_MAX)
		if (from[at] == point)
			return to[at];
	return point;
}

pg_wchar
fold_label_point(pg_wchar point)
{
	point = fold_point(point);
	return point < 0x4E00 ? point : simplified_point(point);
}

/* Is it punctuation, which labels are compared without? */
static bool
is_punctuation(pg_wchar point)
{
	return (point > 0x20 && point < 0x30) || (point >= ':' && point <= '@') ||
		(point >= '[' && point <= '`') || (point >= '{' && point <= '~') ||
		point == 0xB7 || (point >= 0x2010 && point <= 0x2027) ||
		(point >= 0x2030 && point <= 0x205E) || (point >= 0x3001 && point <= 0x3003) ||
		(point >= 0x3008 && point <= 0x301F) || (point >= 0xFE50 && point <= 0xFE6B);
}

bool
is_label_point(pg_wchar point)
{
	return !is_blank_point(point) && !is_punctuation(point);
}

bool
text_contains(const char *text, size_t len, const char *word)
{
	size_t		n = strlen(word);
	const char *end = text + len;

	for (const char *p = text; (size_t) (end - p) >= n && (p = memchr(p, *word, end - p - n + 1)) != NULL; p++)
	{
		CHECK_FOR_INTERRUPTS();
		if (memcmp(p, word, n) == 0)
			return true;
	}
	return false;
}
