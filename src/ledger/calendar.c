/*
 * calendar.c
 *	  Working days.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/datetime.h"

#include "ledger/calendar.h"

typedef struct CalendarYear
{
	int			year;
	const char *off;
	const char *worked;
} CalendarYear;

static const CalendarYear calendar_years[] = {
#define CALENDAR_YEAR(year, off, worked) {year, off, worked},
#include "ledger/calendar.def"
};

#define CALENDAR_DAYS	(lengthof(calendar_years) * 366)

static Day	first_day;			/* 1 January of the first year */
static Day	last_day;			/* 31 December of the last year */
static uint16 count_through[CALENDAR_DAYS];	/* working days from first_day through the n-th day */
static uint16 nth_working[CALENDAR_DAYS];	/* the n-th working day, as days since first_day; from 1 */

static Day
day_of(int year, int month, int day)
{
	return date2j(year, month, day) - POSTGRES_EPOCH_JDATE;
}

static int
year_of(Day day)
{
	int			year;
	int			month;
	int			mday;

	j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &mday);
	return year;
}

char *
day_text(Day day)
{
	int			year;
	int			month;
	int			mday;

	j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &mday);
	return psprintf("%04d-%02d-%02d", year, month, mday);
}

int
day_of_week(Day day)
{
	return j2day(day + POSTGRES_EPOCH_JDATE);
}

static bool
is_weekday(Day day)
{
	int			dow = day_of_week(day);

	return dow >= 1 && dow <= 5;
}

/* Reads "MMDD" and moves on. */
static Day
read_day(int year, const char **p)
{
	int			mmdd = 0;

	for (int i = 0; i < 4; i++, (*p)++)
	{
		if (**p < '0' || **p > '9')
			elog(ERROR, "calendar.def: year %d has no day at \"%s\"", year, *p);
		mmdd = mmdd * 10 + (**p - '0');
	}
	return day_of(year, mmdd / 100, mmdd % 100);
}

/* Marks days such as "0101 0210-0217" as worked or not. */
static void
mark_days(int year, const char *days, bool working, bool *is_working)
{
	const char *p = days;

	while (*p != '\0')
	{
		Day			from = read_day(year, &p);
		Day			to = from;

		if (*p == '-')
		{
			p++;
			to = read_day(year, &p);
		}
		for (Day day = from; day <= to; day++)
			is_working[day - first_day] = working;
		while (*p == ' ')
			p++;
	}
}

void
calendar_init(void)
{
	bool		is_working[CALENDAR_DAYS];
	int			n = 0;

	first_day = day_of(calendar_years[0].year, 1, 1);
	last_day = day_of(calendar_years[lengthof(calendar_years) - 1].year, 12, 31);
	for (Day day = first_day; day <= last_day; day++)
		is_working[day - first_day] = is_weekday(day);
	for (int i = 0; i < lengthof(calendar_years); i++)
	{
		const CalendarYear *year = &calendar_years[i];

		Assert(year->year == calendar_years[0].year + i);
		mark_days(year->year, year->off, false, is_working);
		mark_days(year->year, year->worked, true, is_working);
	}
	for (Day day = first_day; day <= last_day; day++)
	{
		if (is_working[day - first_day])
			nth_working[++n] = day - first_day;
		count_through[day - first_day] = n;
	}
}

/* Weekdays from Monday, 3 January 2000 on, up to a day. */
static int
weekdays_through(Day day)
{
	int			n = day - 1;	/* the first is day 2 */

	return n / 7 * 5 + Min(n % 7, 5);
}

/* Working days from first_day through a day that is no earlier than the day before it. */
static int
common_count(Day day)
{
	if (day < first_day)
		return 0;
	if (day <= last_day)
		return count_through[day - first_day];
	return count_through[last_day - first_day] + weekdays_through(day) - weekdays_through(last_day);
}

static bool
common_is_working(Day day)
{
	return common_count(day) > common_count(day - 1);
}

static int
compare_days(const void *a, const void *b)
{
	Day			x = ((const LocalDay *) a)->day;
	Day			y = ((const LocalDay *) b)->day;

	CHECK_FOR_INTERRUPTS();
	return x < y ? -1 : x > y;
}

bool
calendar_prepare(LocalCalendar *local, Day *twice)
{
	int			shift = 0;

	qsort(local->days, local->ndays, sizeof(LocalDay), compare_days);
	for (int i = 0; i < local->ndays; i++)
	{
		LocalDay   *day = &local->days[i];

		if (i > 0 && day->day == day[-1].day)
		{
			*twice = day->day;
			return false;
		}
		if (day->day >= first_day)
			shift += (int) day->working - (int) common_is_working(day->day);
		day->shift = shift;
	}
	return true;
}

/* Returns the last local day that is no later than a day, or NULL. */
static const LocalDay *
local_day_through(const LocalCalendar *local, Day day)
{
	int			low = 0;
	int			high = local != NULL ? local->ndays : 0;

	while (low < high)
	{
		int			middle = (low + high) / 2;

		if (local->days[middle].day <= day)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? &local->days[low - 1] : NULL;
}

static int
count_days(const LocalCalendar *local, Day day)
{
	const LocalDay *last = local_day_through(local, day);

	return common_count(day) + (last != NULL ? last->shift : 0);
}

static Day
last_known_day(const LocalCalendar *local)
{
	if (local == NULL || local->last_year == 0)
		return last_day;
	return Max(last_day, day_of(local->last_year, 12, 31));
}

/* Is the day in a known year, or the day before the first one? */
static bool
is_known(const LocalCalendar *local, Day day, int *unknown_year)
{
	if (day >= first_day - 1 && day <= last_known_day(local))
		return true;
	*unknown_year = year_of(day);
	return false;
}

/* The n-th working day from first_day on; there is one. */
static Day
nth_working_day(const LocalCalendar *local, int n)
{
	Day			low = first_day;
	Day			high = last_known_day(local);

	if ((local == NULL || local->ndays == 0) && n <= count_through[last_day - first_day])
		return first_day + nth_working[n];
	while (low < high)
	{
		Day			middle = low + (high - low) / 2;

		if (count_days(local, middle) >= n)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

bool
calendar_day(const LocalCalendar *local, Day day, DayKind *kind, int *unknown_year)
{
	bool		working;

	if (!is_known(local, day, unknown_year))
		return false;
	if (day < first_day)
	{
		*unknown_year = year_of(day);
		return false;
	}
	working = count_days(local, day) > count_days(local, day - 1);
	if (is_weekday(day))
		*kind = working ? DAY_WORKING : DAY_HOLIDAY;
	else
		*kind = working ? DAY_MADE_UP : DAY_WEEKEND;
	return true;
}

bool
calendar_add(const LocalCalendar *local, Day day, int n, Day *result, int *unknown_year)
{
	int64		target;

	if (!is_known(local, day, unknown_year))
		return false;
	if (n == 0)
	{
		*result = day;
		return true;
	}
	target = n > 0 ? (int64) count_days(local, day) + n : (int64) count_days(local, day - 1) + n + 1;
	if (target < 1)
	{
		*unknown_year = year_of(first_day) - 1;
		return false;
	}
	if (target > count_days(local, last_known_day(local)))
	{
		*unknown_year = year_of(last_known_day(local)) + 1;
		return false;
	}
	*result = nth_working_day(local, target);
	return true;
}

bool
calendar_between(const LocalCalendar *local, Day after, Day through, int *n, int *unknown_year)
{
	if (!is_known(local, after, unknown_year) || !is_known(local, through, unknown_year))
		return false;
	*n = count_days(local, through) - count_days(local, after);
	return true;
}

bool
calendar_next_exception(Day *day, bool *working)
{
	for (Day next = Max(*day + 1, first_day); next <= last_day; next++)
		if (common_is_working(next) != is_weekday(next))
		{
			*day = next;
			*working = common_is_working(next);
			return true;
		}
	return false;
}
