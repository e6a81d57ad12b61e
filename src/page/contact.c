/*
 * contact.c
 *	  Finds telephone numbers, e-mail addresses and URLs in a text.
 */
#include "postgres.h"

#include "page/contact.h"

/* Code points of a URL; a longer one is cut. */
#define URL_MAX 300

/* Fewest digits of a telephone number: service numbers such as 12345 have five. */
#define PHONE_DIGITS 5

/* Is the code point one of these ASCII signs? */
static bool
is_one_of(pg_wchar point, const char *signs)
{
	return point > 0 && point < 0x80 && strchr(signs, (int) point) != NULL;
}

/* May the sign stand within a telephone number: a dash of any length, a bracket, 转? */
static bool
joins_phone(pg_wchar point)
{
	return is_one_of(point, "-()+~") || (point >= 0x2013 && point <= 0x2015) ||
		point == 0x2500 || point == 0x8F6C;
}

bool
contact_next_phone(const FoldedText *text, int *at, int to, int *start)
{
	int			i = *at;

	while (i < to)
	{
		int			digits = 0;

		while (i < to && !is_digit_point(text->point[i].point) && !is_one_of(text->point[i].point, "(+"))
			i++;
		*start = i;
		for (; i < to; i++)
			if (is_digit_point(text->point[i].point) || text->point[i].point == '*')
				digits++;
			else if (!joins_phone(text->point[i].point))
				break;
		if (digits >= PHONE_DIGITS)
		{
			*at = i;
			return true;
		}
		if (i == *start)
			i++;
	}
	*at = to;
	return false;
}

bool
contact_find_email(const FoldedText *text, int from, int to, int *start, int *end)
{
	int			at = folded_find(text, from, to, "@");

	if (at < 0)
		return false;
	*start = at;
	*end = at + 1;
	while (*start > from && (is_alnum_point(text->point[*start - 1].point) ||
							 is_one_of(text->point[*start - 1].point, "._-+*")))
		(*start)--;
	while (*end < to && (is_alnum_point(text->point[*end].point) || is_one_of(text->point[*end].point, ".-")))
		(*end)++;
	while (*end > at + 1 && text->point[*end - 1].point == '.')
		(*end)--;
	return *start < at && *end > at + 1;
}

int
contact_url_end_at(const FoldedText *text, int from, int to)
{
	static const char *const beginnings[] = {"http://", "https://", "www."};
	int			i = -1;

	for (int k = 0; k < lengthof(beginnings) && i < 0; k++)
		i = folded_word_at(text, from, to, beginnings[k]);
	if (i < 0)
		return from;
	to = Min(to, from + URL_MAX);
	while (i < to && text->point[i].point > ' ' && text->point[i].point < 0x7F &&
		   !is_one_of(text->point[i].point, "<>()\"'") && text->point[i].gap < GAP_SPACE)
		i++;
	while (i > from && is_one_of(text->point[i - 1].point, ".,;:"))
		i--;
	return i;
}

int
contact_find_url(const FoldedText *text, int *from, int to)
{
	for (int i = *from; i < to; i++)
	{
		int			end = contact_url_end_at(text, i, to);

		if (end > i)
		{
			*from = i;
			return end;
		}
	}
	return *from;
}

