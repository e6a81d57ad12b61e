/*
 * page_number.c
 *	  The page numbers of a PDF, told from the numbers of the tables.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/code_point.h"
#include "table/page_number.h"
#include "table/thresholds.h"

/* Digits of a page number */
#define PAGE_DIGITS_MAX		4

/* The marks of "第3页" */
#define ORDINAL_SIGN		0x7B2C
#define PAGE_SIGN			0x9875

/* Is it a dash, as on both sides of a page number? */
static bool
is_page_dash(pg_wchar point)
{
	return point == '-' || is_long_dash(point);
}

/* Is the line marked as a page number, "- 3 -" or "第3页"? */
static bool
is_marked_number(Span line)
{
	const char *p = line.start;
	pg_wchar	first = 0;
	pg_wchar	last = 0;
	bool		digits = false;

	if (line.end - line.start > MARKED_BYTES_MAX)
		return false;
	while (p < line.end)
	{
		pg_wchar	point = fold_point(next_code_point(&p, line.end));

		if (is_blank_point(point))
			continue;
		if (first == 0)
			first = point;
		else if (point >= '0' && point <= '9')
			digits = true;
		else if (p < line.end && point < FIRST_WIDE_POINT && !is_page_dash(point))
			return false;
		last = point;
	}
	return digits && ((first == last && is_page_dash(first)) ||
					  (first == ORDINAL_SIGN && last == PAGE_SIGN));
}

/* Returns the number that makes up the whole line, or -1. */
static int
bare_number(Span line)
{
	int			number = 0;

	if (line.start == line.end || line.end - line.start > PAGE_DIGITS_MAX)
		return -1;
	for (const char *p = line.start; p < line.end; p++)
	{
		if (*p < '0' || *p > '9')
			return -1;
		number = number * 10 + (*p - '0');
	}
	return number;
}

/*
 * Pages end in form feeds.  Each must have its number in the same place; only the
 * first may lack it above its title.
 */
PageNumbers
find_page_numbers(Span text)
{
	PageNumbers numbers = {true, true};
	int			above = 0;
	int			below = 0;
	int			number = 1;

	for (const char *p = text.start; p < text.end; number++)
	{
		const char *feed = memchr(p, '\f', text.end - p);
		const char *page_end = feed ? feed : text.end;
		Span		line;
		Span		first = {p, p};
		Span		last = {p, p};

		while (span_next_line(&p, page_end, &line))
		{
			CHECK_FOR_INTERRUPTS();
			if (line.start == line.end)
				continue;
			if (first.start == first.end)
				first = line;
			last = line;
		}
		p = feed ? feed + 1 : text.end;
		if (first.start == first.end)
			continue;
		if (bare_number(first) == number)
			above++;
		else if (number > 1)
			numbers.above = false;
		if (bare_number(last) == number)
			below++;
		else
			numbers.below = false;
	}
	numbers.above = numbers.above && above >= NUMBERED_PAGES_MIN;
	numbers.below = numbers.below && below >= NUMBERED_PAGES_MIN;
	return numbers;
}

static bool
begins_page(Span text, Span line)
{
	const char *p = line.start;

	while (p > text.start && (p[-1] == ' ' || p[-1] == '\t' || p[-1] == '\r' || p[-1] == '\n'))
		p--;
	return p > text.start && p[-1] == '\f';
}

static bool
ends_page(Span text, Span line)
{
	const char *p = line.end;

	while (p < text.end && (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n'))
		p++;
	return p == text.end || *p == '\f';
}

bool
line_is_page_number(const PageNumbers *numbers, Span text, Span line)
{
	if (is_marked_number(line))
		return true;
	return (numbers->above || numbers->below) && bare_number(line) > 0 &&
		((numbers->above && begins_page(text, line)) ||
		 (numbers->below && ends_page(text, line)));
}
