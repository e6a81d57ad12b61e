/*
 * label.c
 *	  Labels: the number before them, their readings, and how far two are apart.
 */
#include "postgres.h"

#include "port/pg_bitutils.h"

#include "common/label.h"

/* Code points of the longest mark, "（12）". */
#define MARK_MAX		4

/* Bits of the hash of a code point in the set of a reading: a prime below 64. */
#define SET_BITS		61

/* A label may have a misprint for every so many code points. */
#define POINTS_OF_MISPRINT	4

/*
 * Reads a Chinese numeral up to ten, a circled digit, or one or two digits.
 * Returns 0 if there is no numeral.
 */
static int
numeral(const pg_wchar *point, int n, int *length)
{
	static const pg_wchar chinese[] = {
		0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341
	};
	int			value = 0;

	*length = 0;
	if (n == 0)
		return 0;
	for (int i = 0; i < lengthof(chinese); i++)
		if (point[0] == chinese[i])
		{
			*length = 1;
			return i + 1;
		}
	if (point[0] >= 0x2460 && point[0] <= 0x2468)
	{
		*length = 1;
		return point[0] - 0x2460 + 1;
	}
	while (*length < n && *length < 2 && point[*length] >= '0' && point[*length] <= '9')
		value = value * 10 + (point[(*length)++] - '0');
	return value;
}

/*
 * Recognises the number before a label: "（一）", "一、", "1.", "1、", "①".
 * Returns how many code points it takes.
 */
static int
read_mark(const pg_wchar *point, int n, Label *label)
{
	int			length;
	int			value;

	label->mark_style = MARK_NONE;
	label->mark = 0;
	if (n > 0 && point[0] == '(')
	{
		value = numeral(point + 1, n - 1, &length);
		if (value == 0 || length + 1 >= n || point[length + 1] != ')')
			return 0;
		label->mark_style = MARK_BRACKETS;
		label->mark = value;
		return length + 2;
	}
	value = numeral(point, n, &length);
	if (value == 0)
		return 0;
	if (point[0] >= 0x2460 && point[0] <= 0x2468)
		label->mark_style = MARK_DIGIT;
	else
	{
		pg_wchar	after = length < n ? point[length] : 0;

		if (after != 0x3001 && after != '.' && after != ',' && after != 0x3002)
			return 0;
		label->mark_style = point[0] < 0x80 ? MARK_DIGIT : MARK_CHINESE;
		length++;
	}
	label->mark = value;
	return length;
}

int
label_read_mark(const char *text, const char *end, Label *label)
{
	pg_wchar	head[MARK_MAX];
	int			n = 0;

	while (text < end && n < lengthof(head))
	{
		pg_wchar	point = fold_point(next_code_point(&text, end));

		if (!is_blank_point(point))
			head[n++] = point;
	}
	return read_mark(head, n, label);
}

bool
label_mark_at(const char *text, const char *end)
{
	Label		label;

	return label_read_mark(text, end, &label) > 0;
}

static void
reading_add(Reading *reading, pg_wchar point)
{
	if (reading->n < 0 || reading->n == LABEL_MAX)
	{
		reading->n = -1;
		return;
	}
	reading->point[reading->n++] = point;
	reading->set |= UINT64CONST(1) << (point % SET_BITS);
}

void
label_read(const char *text, size_t len, Label *label)
{
	const char *end = text + len;
	int			skip;
	int			depth = 0;
	const char *p;

	skip = label_read_mark(text, end, label);

	label->full.n = label->bare.n = 0;
	label->full.set = label->bare.set = 0;
	for (p = text; p < end && (label->full.n >= 0 || label->bare.n >= 0);)
	{
		pg_wchar	point = fold_label_point(next_code_point(&p, end));

		if (is_blank_point(point) || skip-- > 0)
			continue;
		if (point == '(')
			depth++;
		else if (point == ')')
			depth = Max(depth - 1, 0);
		else if (is_label_point(point))
		{
			reading_add(&label->full, point);
			if (depth == 0)
				reading_add(&label->bare, point);
		}
	}
}

bool
label_is_empty(const Label *label)
{
	return label->full.n == 0;
}

int
reading_distance(const Reading *a, const Reading *b, int most)
{
	int			cost[LABEL_MAX + 1];

	if (a->n < 0 || b->n < 0 || abs(a->n - b->n) > most)
		return most + 1;
	if (most == 0)
		return a->set != b->set || memcmp(a->point, b->point, a->n * sizeof(pg_wchar)) != 0;
	if (pg_popcount64(a->set & ~b->set) > most || pg_popcount64(b->set & ~a->set) > most)
		return most + 1;
	if (a->n == b->n && memcmp(a->point, b->point, a->n * sizeof(pg_wchar)) == 0)
		return 0;

	for (int j = 0; j <= b->n; j++)
		cost[j] = j;
	for (int i = 1; i <= a->n; i++)
	{
		int			diagonal = cost[0];

		cost[0] = i;
		for (int j = 1; j <= b->n; j++)
		{
			int			replace = diagonal + (a->point[i - 1] != b->point[j - 1]);

			diagonal = cost[j];
			cost[j] = Min(replace, Min(cost[j], cost[j - 1]) + 1);
		}
	}
	return Min(cost[b->n], most + 1);
}

int
label_distance(const Label *a, const Label *b, int most)
{
	int			full = reading_distance(&a->full, &b->full, most);

	if (full == 0 || a->bare.n <= 0 || b->bare.n <= 0)
		return full;
	return Min(full, reading_distance(&a->bare, &b->bare, most));
}

bool
reading_begins(const Reading *whole, const Reading *piece)
{
	return piece->n <= whole->n &&
		memcmp(whole->point, piece->point, piece->n * sizeof(pg_wchar)) == 0;
}

bool
reading_contains(const Reading *whole, const Reading *piece)
{
	if ((piece->set & ~whole->set) != 0 || piece->n <= 0)
		return false;
	for (int at = 0; at + piece->n <= whole->n; at++)
		if (memcmp(&whole->point[at], piece->point, piece->n * sizeof(pg_wchar)) == 0)
			return true;
	return false;
}

int
label_misprints_allowed(const Reading *reading)
{
	return reading->n / POINTS_OF_MISPRINT;
}
