/*
 * entry_date.c
 *	  Dates as people and programs write them into tables.
 */
#include "postgres.h"

#include "utils/datetime.h"

#include "common/code_point.h"
#include "ledger/entry_date.h"

/* Days of a spreadsheet: 36526 is 2000-01-01, which is our day 0. */
#define SERIAL_OF_2000	36526
#define SERIAL_MAX		80000

/* Reads up to so many digits. Returns the number, or -1 if no digit stands there. */
static int
read_digits_at_most(const char **p, const char *end, int most, int *ndigits)
{
	int			n = 0;

	for (*ndigits = 0; *ndigits < most && *p < end; (*ndigits)++)
	{
		const char *next = *p;
		pg_wchar	point = fold_point(next_code_point(&next, end));

		if (point < '0' || point > '9')
			break;
		n = n * 10 + (point - '0');
		*p = next;
	}
	return *ndigits > 0 ? n : -1;
}

/* Passes over one of two separators. */
static bool
read_separator(const char **p, const char *end, const char *chinese)
{
	pg_wchar	point;

	if (*p >= end)
		return false;
	if (end - *p >= strlen(chinese) && memcmp(*p, chinese, strlen(chinese)) == 0)
	{
		*p += strlen(chinese);
		return true;
	}
	point = fold_point(next_code_point(p, end));
	return point == '-' || point == '/' || point == '.';
}

/* May this stand behind a date?  Nothing, or a time of day. */
static bool
is_time(const char *p, const char *end)
{
	if (p == end)
		return true;
	if (*p != ' ' && *p != 'T')
		return false;
	for (p++; p < end; p++)
		if (strchr("0123456789:. +Z", *p) == NULL)
			return false;
	return true;
}

static bool
make_day(int year, int month, int mday, Day *day)
{
	int			back_year;
	int			back_month;
	int			back_mday;

	if (year < 1900 || year > 9999 || month < 1 || month > 12 || mday < 1 || mday > 31)
		return false;
	*day = date2j(year, month, mday) - POSTGRES_EPOCH_JDATE;
	j2date(*day + POSTGRES_EPOCH_JDATE, &back_year, &back_month, &back_mday);
	return back_month == month && back_mday == mday;
}

bool
entry_date_read(const char *text, size_t len, Day *day, bool *was_serial)
{
	const char *p = text;
	const char *end = text + len;
	int			ndigits;
	int			year;
	int			month;
	int			mday;

	*was_serial = false;
	trim_blank_points(&p, &end);
	year = read_digits_at_most(&p, end, 8, &ndigits);
	if (ndigits == 8 && is_time(p, end))
		return make_day(year / 10000, year / 100 % 100, year % 100, day);
	if (ndigits == 5 && p == end && year >= SERIAL_OF_2000 && year <= SERIAL_MAX)
	{
		*was_serial = true;
		*day = year - SERIAL_OF_2000;
		return true;
	}
	if (ndigits != 4 || !read_separator(&p, end, "年"))
		return false;
	month = read_digits_at_most(&p, end, 2, &ndigits);
	if (month < 0 || !read_separator(&p, end, "月"))
		return false;
	mday = read_digits_at_most(&p, end, 2, &ndigits);
	if (end - p >= strlen("日") && memcmp(p, "日", strlen("日")) == 0)
		p += strlen("日");
	return mday > 0 && is_time(p, end) && make_day(year, month, mday, day);
}
