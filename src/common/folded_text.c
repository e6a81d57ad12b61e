/*
 * folded_text.c
 *	  A text as folded code points, each with the gap before it.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/datetime.h"

#include "common/code_point.h"
#include "common/folded_text.h"

#define YEAR_SIGN	0x5E74		/* 年 */
#define MONTH_SIGN	0x6708		/* 月 */
#define DAY_SIGN	0x65E5		/* 日 */
#define TEN_SIGN	0x5341		/* 十 */
#define ORDINAL_SIGN 0x7B2C		/* 第 */
#define NUMBER_SIGN	0x53F7		/* 号 */

/* Years that a text can mean: the forms are of this century. */
#define YEAR_MIN	2000
#define YEAR_MAX	2099

/* Asterisks of Markdown: more of them mask a part of the text. */
#define ASTERISKS_MAX	3

/* Code points of an agency, and digits, in the number of a document. */
#define AGENCY_MAX	24
#define DOCUMENT_DIGITS_MAX	6

/*
 * Length of the Markdown sign at p: backquotes, "#" at the beginning of a line,
 * a few "*".
 */
static int
markdown_length(const char *p, const char *end, bool line_begins)
{
	int			n = 0;

	if (*p != '`' && *p != '*' && !(*p == '#' && line_begins))
		return 0;
	while (p + n < end && p[n] == *p)
		n++;
	return *p == '*' && n > ASTERISKS_MAX ? 0 : n;
}

/* Is it a bar between cells?  Broken converters make U+00A6 of one. */
static bool
is_bar(pg_wchar point)
{
	return point == '|' || point == 0x2502 || point == 0x2503 || point == 0xA6;
}

FoldedText *
folded_text_read(const char *start, const char *end)
{
	FoldedText *text = palloc(sizeof(FoldedText));
	Gap			gap = GAP_LINE;
	const char *masked = start;

	text->n = 0;
	text->place = NULL;
	text->point = palloc((end - start + 1) * sizeof(FoldedPoint));
	for (const char *p = start; p < end;)
	{
		FoldedPoint *point = &text->point[text->n];
		int			marks = p >= masked ? markdown_length(p, end, gap == GAP_LINE) : 0;
		pg_wchar	raw;

		CHECK_FOR_INTERRUPTS();
		if (marks > 0)
		{
			p += marks;
			continue;
		}
		/* asterisks that mask a part of the text are text themselves */
		if (p >= masked)
			for (masked = p; masked < end && *masked == '*'; masked++)
				;
		point->at = p;
		raw = next_code_point(&p, end);
		point->after = p;
		point->point = fold_label_point(raw);
		if (raw == '\n')
			gap = GAP_LINE;
		else if (is_bar(point->point))
			gap = Max(gap, GAP_CELL);
		else if (raw == '\t')
			gap = Max(gap, GAP_WIDE);
		else if (is_blank_point(raw))
			gap = Max(gap, gap == GAP_NONE ? GAP_SPACE : GAP_WIDE);
		else
		{
			point->gap = gap;
			gap = GAP_NONE;
			text->n++;
		}
	}
	return text;
}

int
folded_word_at(const FoldedText *text, int at, int to, const char *word)
{
	const char *end = word + strlen(word);

	for (int i = at; word < end; i++)
		if (i >= to || fold_label_point(next_code_point(&word, end)) != text->point[i].point)
			return -1;
		else if (word == end)
			return i + 1;
	return -1;
}

pg_wchar
folded_first_point(const char *word)
{
	return fold_label_point(next_code_point(&word, word + strlen(word)));
}

int
folded_any_word_at(const FoldedText *text, int at, int to, const char *const *words, int nwords)
{
	for (int i = 0; i < nwords; i++)
	{
		int			after = folded_word_at(text, at, to, words[i]);

		if (after >= 0)
			return after;
	}
	return -1;
}

bool
folded_ends_with(const FoldedText *text, int from, int to, const char *word)
{
	int			n = count_code_points(word, word + strlen(word));

	return to - n >= from && folded_word_at(text, to - n, to, word) == to;
}

int
folded_find(const FoldedText *text, int from, int to, const char *word)
{
	pg_wchar	first = folded_first_point(word);

	for (int i = from; i < to; i++)
		if (text->point[i].point == first && folded_word_at(text, i, to, word) >= 0)
			return i;
	return -1;
}

bool
folded_recurs(const FoldedText *text, int from, int to, int from2, int to2)
{
	int			n = to - from + to2 - from2;

	/* the two stretches are looked for as one, the second behind the first */
	for (int i = 0; i + n <= text->n; i++)
	{
		int			j = 0;

		if (i < to && i + n > from)
			continue;
		for (; j < n; j++)
		{
			int			wanted = j < to - from ? from + j : from2 + j - (to - from);

			if (text->point[i + j].point != text->point[wanted].point)
				break;
		}
		if (j == n)
			return true;
	}
	return false;
}

static char *
copy_points(const FoldedText *text, int from, int to, bool dense)
{
	size_t		size = from < to ? text->point[to - 1].after - text->point[from].at : 0;
	char	   *copy = palloc(size + (to > from ? to - from : 0) + 1);
	char	   *p = copy;

	for (int i = from; i < to; i++)
	{
		const FoldedPoint *point = &text->point[i];
		bool		letters = i > from && point->point < 0x80 && text->point[i - 1].point < 0x80 &&
			!(point->point <= '9' && text->point[i - 1].point <= '9');

		if (i > from && !dense && point->gap != GAP_NONE && (point->gap != GAP_LINE || letters))
			*p++ = ' ';
		memcpy(p, point->at, point->after - point->at);
		p += point->after - point->at;
	}
	*p = '\0';
	return copy;
}

char *
folded_printed(const FoldedText *text, int from, int to)
{
	return copy_points(text, from, to, false);
}

char *
folded_dense(const FoldedText *text, int from, int to)
{
	return copy_points(text, from, to, true);
}

/* Returns the year of this century that four digits at a place say, or 0. */
static int
four_digits(const FoldedText *text, int at, int to)
{
	int			year = 0;

	if (at + 4 > to)
		return 0;
	for (int i = 0; i < 4; i++)
	{
		int			digit = digit_of_point(text->point[at + i].point);

		if (digit < 0)
			return 0;
		year = year * 10 + digit;
	}
	return year >= YEAR_MIN && year <= YEAR_MAX ? year : 0;
}

int
folded_year_at(const FoldedText *text, int at, int to, int *after)
{
	int			year = four_digits(text, at, to);

	if (year == 0 || at + 4 >= to || text->point[at + 4].point != YEAR_SIGN)
		return 0;
	*after = at + 5;
	return year;
}

/* Reads a number up to 99, in one or two digits or as 十, 二十一.  Returns -1 if there is no number here. */
static int
small_number(const FoldedText *text, int at, int to, int *after)
{
	int			value = -1;
	int			i = at;

	if (i < to && text->point[i].point >= '0' && text->point[i].point <= '9')
	{
		value = 0;
		for (; i < to && i < at + 2 && text->point[i].point >= '0' && text->point[i].point <= '9'; i++)
			value = value * 10 + (int) (text->point[i].point - '0');
	}
	else
	{
		int			digit = i < to ? digit_of_point(text->point[i].point) : -1;

		if (digit > 0)
		{
			value = digit;
			i++;
		}
		if (i < to && text->point[i].point == TEN_SIGN)
		{
			value = value < 0 ? 10 : value * 10;
			i++;
			digit = i < to ? digit_of_point(text->point[i].point) : -1;
			if (digit > 0)
			{
				value += digit;
				i++;
			}
		}
	}
	*after = i;
	return value;
}

static bool
is_date(const PageDate *date)
{
	return date->year >= YEAR_MIN && date->year <= YEAR_MAX &&
		date->month >= 1 && date->month <= MONTHS_PER_YEAR &&
		date->day >= 1 && date->day <= day_tab[isleap(date->year)][date->month - 1];
}

bool
folded_date_at(const FoldedText *text, int at, int to, int year_of, PageDate *date, int *after)
{
	PageDate	read;
	pg_wchar	sign;
	int			i = at;

	read.year = four_digits(text, i, to);
	if (read.year != 0 && i + 4 < to)
	{
		sign = text->point[i + 4].point;
		i += 5;
	}
	else if (read.year == 0 && year_of != 0)
	{
		read.year = year_of;
		sign = YEAR_SIGN;
	}
	else
		return false;
	if (sign != YEAR_SIGN && sign != '-' && sign != '/' && sign != '.')
		return false;
	read.month = small_number(text, i, to, &i);
	if (i >= to || text->point[i].point != (sign == YEAR_SIGN ? MONTH_SIGN : sign))
		return false;
	read.day = small_number(text, i + 1, to, &i);
	if (sign == YEAR_SIGN)
	{
		if (i >= to || text->point[i].point != DAY_SIGN)
			return false;
		i++;
	}
	/* a digit behind the day makes it a longer number, unless a time lost its space: "2216:31" */
	else if (i < to && text->point[i].point >= '0' && text->point[i].point <= '9' &&
			 text->point[i].gap == GAP_NONE &&
			 !(i + 2 < to && text->point[i + 2].point == ':'))
		return false;
	if (!is_date(&read))
		return false;
	*date = read;
	*after = i;
	return true;
}

bool
folded_torn_date_at(const FoldedText *text, int at, int to, int year_of, PageDate *date, int *after)
{
	PageDate	read;
	int			i = at;

	if (folded_date_at(text, at, to, year_of, date, after))
		return true;
	read.year = four_digits(text, i, to);
	if (read.year != 0)
	{
		i += 4;
		if (i < to && text->point[i].point == YEAR_SIGN)
			i++;
	}
	else
		read.year = year_of;
	read.month = small_number(text, i, to, &i);
	if (read.year == 0 || i >= to || text->point[i].point != MONTH_SIGN)
		return false;
	read.day = small_number(text, i + 1, to, &i);
	if (i < to && text->point[i].point == DAY_SIGN)
		i++;
	else if (i < to && digit_of_point(text->point[i].point) >= 0)
		return false;
	if (!is_date(&read))
		return false;
	*date = read;
	*after = i;
	return true;
}

bool
folded_document_number_at(const FoldedText *text, int at, int to, DocumentNumber *number)
{
	int			i = at;
	int			digits = 0;

	while (i < to && i < at + AGENCY_MAX && is_han_point(text->point[i].point))
		i++;
	number->agency_end = i;
	if (i == at || i + 6 >= to || text->point[i].point != '(')
		return false;
	number->year = four_digits(text, i + 1, to);
	i += 5;
	if (number->year == 0 || text->point[i].point != ')')
		return false;
	i++;
	if (i < to && text->point[i].point == ORDINAL_SIGN)
		i++;
	number->number = 0;
	for (; i < to && digits < DOCUMENT_DIGITS_MAX && text->point[i].point >= '0' && text->point[i].point <= '9'; i++, digits++)
		number->number = number->number * 10 + (int) (text->point[i].point - '0');
	if (digits == 0 || i >= to || text->point[i].point != NUMBER_SIGN)
		return false;
	number->after = i + 1;
	return true;
}
