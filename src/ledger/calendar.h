/*
 * calendar.h
 *	  Working days: of the years that calendar.def knows, and of an office that
 *	  knows more years, or has days off of its own.
 *
 * Everything rests on one count, the working days up to a day, which never
 * falls: adding and taking the difference are a look-up each, and with days of
 * an office's own a search.
 */
#ifndef DISCLOSURE_CALENDAR_H
#define DISCLOSURE_CALENDAR_H

/* A day as the server stores dates: days since 2000-01-01. */
typedef int32 Day;

/* A day on which an office departs from the calendar that all have. */
typedef struct LocalDay
{
	Day			day;
	bool		working;
	int			shift;			/* working days up to this one, compared with the common calendar */
} LocalDay;

/* No office states its calendar so far ahead. */
#define CALENDAR_LAST_YEAR	2999

/* Years and days that an office knows beside calendar.def; all zero if it knows no more. */
typedef struct LocalCalendar
{
	int			last_year;		/* last year known, if later than those of calendar.def; or 0 */
	int			ndays;
	LocalDay   *days;			/* ascending, each day once */
} LocalCalendar;

/* Fills the tables from calendar.def; called once, when the library is loaded. */
extern void calendar_init(void);

/*
 * Prepares the days of a local calendar: sorts them and counts the shifts.
 * Returns false if a day stands there twice; that one is *twice.
 */
extern bool calendar_prepare(LocalCalendar *local, Day *twice);

typedef enum DayKind
{
	DAY_WORKING,
	DAY_WEEKEND,
	DAY_HOLIDAY,				/* off from Monday to Friday */
	DAY_MADE_UP					/* worked on a weekend */
} DayKind;

#define day_is_worked(kind)	((kind) == DAY_WORKING || (kind) == DAY_MADE_UP)

/*
 * The functions below return true, or false if the answer depends on a year
 * whose working days are unknown; it is *unknown_year then.  local may be NULL.
 */
extern bool calendar_day(const LocalCalendar *local, Day day, DayKind *kind, int *unknown_year);

/*
 * The n-th working day after a day, which is not counted itself; with a
 * negative n the n-th before it, with 0 the day itself.
 */
extern bool calendar_add(const LocalCalendar *local, Day day, int n,
						 Day *result, int *unknown_year);

/* Working days after one day, through another; negative if that is earlier. */
extern bool calendar_between(const LocalCalendar *local, Day after, Day through,
							 int *n, int *unknown_year);

/*
 * The days on which calendar.def departs from the days of the week, one after
 * the other: *day is the last one, or 0 to begin with the first; returns false
 * after the last.
 */
extern bool calendar_next_exception(Day *day, bool *working);

/* 0 is Sunday. */
extern int	day_of_week(Day day);

/* A day as YYYY-MM-DD. */
extern char *day_text(Day day);

#endif							/* DISCLOSURE_CALENDAR_H */
