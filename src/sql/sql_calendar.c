/*
 * sql_calendar.c
 *	  SQL functions about working days.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/date.h"

#include "sql/datum.h"
#include "sql/sql_calendar.h"

void
calendar_unknown(int year)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATETIME_FIELD_OVERFLOW),
			 errmsg("the working days of %d are not known", year),
			 errhint("The extension knows those of the years in disclosure.calendar_exception; a register takes later ones from its tables calendar_year and holiday.")));
}

Day
day_argument(DateADT date)
{
	if (DATE_NOT_FINITE(date))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_FIELD_OVERFLOW),
				 errmsg("infinity has no working days")));
	return date;
}

/* Appends the days of an array, all of them worked or not. */
static void
add_local_days(LocalCalendar *local, HeapTupleHeader tuple, const char *attribute, bool working)
{
	bool		isnull;
	Datum		datum = GetAttributeByName(tuple, attribute, &isnull);
	Datum	   *days;
	bool	   *nulls;
	int			n;

	if (isnull)
		return;
	deconstruct_array(DatumGetArrayTypeP(datum), DATEOID, sizeof(DateADT), true, TYPALIGN_INT,
					  &days, &nulls, &n);
	local->days = repalloc(local->days, (local->ndays + n + 1) * sizeof(LocalDay));
	for (int i = 0; i < n; i++)
		if (!nulls[i])
			local->days[local->ndays++] = (LocalDay) {
				.day = day_argument(DatumGetDateADT(days[i])), .working = working
			};
}

LocalCalendar *
calendar_argument(HeapTupleHeader tuple)
{
	LocalCalendar *local = palloc0(sizeof(LocalCalendar));
	bool		isnull;
	Datum		last_year = GetAttributeByName(tuple, "last_year", &isnull);
	Day			twice;

	local->days = palloc(sizeof(LocalDay));
	if (!isnull)
		local->last_year = DatumGetInt32(last_year);
	if (local->last_year > CALENDAR_LAST_YEAR)
		calendar_unknown(local->last_year);
	add_local_days(local, tuple, "days_off", false);
	add_local_days(local, tuple, "days_worked", true);
	if (!calendar_prepare(local, &twice))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a calendar holds %s twice", day_text(twice))));
	return local;
}

/* The calendar that follows n arguments, if the caller passed one. */
static LocalCalendar *
optional_calendar(FunctionCallInfo fcinfo, int n)
{
	return PG_NARGS() > n ? calendar_argument(PG_GETARG_HEAPTUPLEHEADER(n)) : NULL;
}

/* is_working_day(day date [, calendar calendar_days]) */
SQL_FUNCTION(disclosure_is_working_day)
{
	DayKind		kind;
	int			unknown_year;

	if (!calendar_day(optional_calendar(fcinfo, 1), day_argument(PG_GETARG_DATEADT(0)), &kind, &unknown_year))
		calendar_unknown(unknown_year);
	PG_RETURN_BOOL(day_is_worked(kind));
}

/* working_day_add(day date, days integer [, calendar calendar_days]) */
SQL_FUNCTION(disclosure_working_day_add)
{
	Day			result;
	int			unknown_year;

	if (!calendar_add(optional_calendar(fcinfo, 2), day_argument(PG_GETARG_DATEADT(0)),
					  PG_GETARG_INT32(1), &result, &unknown_year))
		calendar_unknown(unknown_year);
	PG_RETURN_DATEADT(result);
}

/* working_days(after date, through date [, calendar calendar_days]) */
SQL_FUNCTION(disclosure_working_days)
{
	int			n;
	int			unknown_year;

	if (!calendar_between(optional_calendar(fcinfo, 2), day_argument(PG_GETARG_DATEADT(0)),
						  day_argument(PG_GETARG_DATEADT(1)), &n, &unknown_year))
		calendar_unknown(unknown_year);
	PG_RETURN_INT32(n);
}

SQL_FUNCTION(disclosure_calendar_exceptions)
{
	Day			day = 0;
	bool		working;
	SqlRow		row = {0};

	InitMaterializedSRF(fcinfo, 0);
	while (calendar_next_exception(&day, &working))
	{
		row_add(&row, DateADTGetDatum(day));
		row_add(&row, BoolGetDatum(working));
		row_emit(&row, fcinfo);
	}
	return (Datum) 0;
}
