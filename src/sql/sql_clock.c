/*
 * sql_clock.c
 *	  SQL functions about the events of a request and the period in which it
 *	  must be answered.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "ledger/clock_explain.h"
#include "sql/datum.h"
#include "sql/sql_calendar.h"

/* The attributes of the type clock_event, in their order */
enum
{
	EVENT_KIND,
	EVENT_HAPPENED_ON,
	EVENT_UNTIL,
	EVENT_REACHED_ON,
	EVENT_DAYS,
	EVENT_PARTY
};

SQL_FUNCTION(disclosure_event_kinds)
{
	SqlRow		row = {0};

	InitMaterializedSRF(fcinfo, 0);
	for (int kind = 0; kind < EVENT_COUNT; kind++)
	{
		const EventInfo *info = &event_info[kind];

		row_add_label(&row, info->name);
		row_add_label(&row, info->label);
		row_add_label(&row, info->place_name);
		row_add_label(&row, info->closes != EVENT_none ? event_info[info->closes].name : NULL);
		row_add_label(&row, info->effect_name);
		row_add_label(&row, info->article[0] != '\0' ? info->article : NULL);
		row_emit(&row, fcinfo);
	}
	return (Datum) 0;
}

static Day
optional_day(Datum value, bool isnull)
{
	return isnull ? NO_DAY : day_argument(DatumGetDateADT(value));
}

/* Reads a clock_event; tuple is NULL for an element that is null. */
static void
read_event(HeapTupleHeader tuple, Attributes *attributes, Event *event)
{
	const Datum *value = attributes->values;
	const bool *isnull = attributes->nulls;
	text	   *kind;

	if (tuple != NULL)
		attributes_read(attributes, tuple);
	if (tuple == NULL || isnull[EVENT_KIND] || isnull[EVENT_HAPPENED_ON])
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("an event needs its kind and its day")));
	kind = DatumGetTextPP(value[EVENT_KIND]);
	event->kind = event_by_name(VARDATA_ANY(kind), VARSIZE_ANY_EXHDR(kind));
	if (event->kind == EVENT_none)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there is no kind of event \"%.*s\"",
						pg_mbcliplen(VARDATA_ANY(kind), VARSIZE_ANY_EXHDR(kind), 100), VARDATA_ANY(kind)),
				 errhint("The view disclosure.event_kind lists the kinds.")));
	event->on = day_argument(DatumGetDateADT(value[EVENT_HAPPENED_ON]));
	event->until = optional_day(value[EVENT_UNTIL], isnull[EVENT_UNTIL]);
	event->reached = optional_day(value[EVENT_REACHED_ON], isnull[EVENT_REACHED_ON]);
	event->days = isnull[EVENT_DAYS] ? 0 : DatumGetInt32(value[EVENT_DAYS]);
	if (event->days < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("number of days must not be negative: %d", event->days)));
	event->party = isnull[EVENT_PARTY] ? NULL : TextDatumGetCString(value[EVENT_PARTY]);
}

/* Reads an array of clock_event. */
static void
read_events(ArrayType *array, RequestEvents *request)
{
	HeapTupleHeader *tuples = array_tuples(array, &request->n);
	Attributes	attributes = {0};

	if (request->n > REQUEST_EVENTS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("the request has too many events"),
				 errdetail("It has more than %d.", REQUEST_EVENTS_MAX)));
	request->events = palloc0(Max(request->n, 1) * sizeof(Event));
	for (int i = 0; i < request->n; i++)
	{
		if (attributes.desc == NULL && tuples[i] != NULL)
			attributes_begin(&attributes, tuples[i]);
		read_event(tuples[i], &attributes, &request->events[i]);
	}
	if (attributes.desc != NULL)
		attributes_end(&attributes);
}

/* The first arguments of all functions here: received_on, decided_on, events. */
static RequestEvents
request_argument(FunctionCallInfo fcinfo)
{
	RequestEvents request = {0};

	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("a request needs the day of its receipt")));
	request.received = day_argument(PG_GETARG_DATEADT(0));
	request.decided = PG_ARGISNULL(1) ? NO_DAY : day_argument(PG_GETARG_DATEADT(1));
	if (!PG_ARGISNULL(2))
		read_events(PG_GETARG_ARRAYTYPE_P(2), &request);
	events_prepare(&request);
	return request;
}

static LocalCalendar *
nullable_calendar(FunctionCallInfo fcinfo, int n)
{
	return PG_ARGISNULL(n) ? NULL : calendar_argument(PG_GETARG_HEAPTUPLEHEADER(n));
}

/* impossible_events(received_on date, decided_on date, events clock_event[]) */
SQL_FUNCTION(disclosure_impossible_events)
{
	RequestEvents request = request_argument(fcinfo);
	char	   *reason = events_impossible(&request);

	if (reason == NULL)
		PG_RETURN_NULL();
	PG_RETURN_DATUM(label_datum(reason));
}

static void
row_add_day(SqlRow *row, Day day)
{
	if (day == NO_DAY)
		row_add_null(row);
	else
		row_add(row, DateADTGetDatum(day));
}

static List *
irregularity_names(int irregularities)
{
	List	   *names = NIL;

	for (int i = 0; i < IRREGULARITY_COUNT; i++)
		if (irregularities & (1 << i))
			names = lappend(names, unconstify(char *, irregularity_name[i]));
	return names;
}

/* The columns of clock_row before unknown_year */
#define CLOCK_COLUMNS	8

/* No error: one request that nobody can date would hide all others from a list. */
static Datum
unknown_clock(FunctionCallInfo fcinfo, int unknown_year)
{
	SqlRow		row = {0};

	row_add_label(&row, "unknown");
	while (row.n < CLOCK_COLUMNS)
		row_add_null(&row);
	row_add(&row, Int32GetDatum(unknown_year));
	return row_result(&row, fcinfo);
}

/*
 * request_clock(received_on date, decided_on date, events clock_event[], today date, calendar calendar_days)
 */
SQL_FUNCTION(disclosure_request_clock)
{
	RequestEvents request = request_argument(fcinfo);
	LocalCalendar *calendar = nullable_calendar(fcinfo, 4);
	Day			today = PG_ARGISNULL(3) ? request.received : day_argument(PG_GETARG_DATEADT(3));
	Clock		clock;
	int			unknown_year;
	SqlRow		row = {0};

	if (!clock_run(&request, calendar, today, &clock, &unknown_year))
		PG_RETURN_DATUM(unknown_clock(fcinfo, unknown_year));
	row_add_label(&row, clock_state_name[clock.state]);
	row_add(&row, DateADTGetDatum(clock.begin));
	row_add(&row, Int32GetDatum(clock.allowed));
	row_add_day(&row, clock.due);
	if (clock.has_left)
		row_add(&row, Int32GetDatum(clock.left));
	else
		row_add_null(&row);
	row_add_label(&row, clock_turn_name[clock.turn]);
	row_add_day(&row, clock.turn_until);
	row_add(&row, text_array_datum(irregularity_names(clock.irregularities)));
	row_add_null(&row);
	PG_RETURN_DATUM(row_result(&row, fcinfo));
}

/*
 * explain_clock(received_on date, decided_on date, events clock_event[], today date, calendar calendar_days)
 */
SQL_FUNCTION(disclosure_explain_clock)
{
	static const char *const weekday[] = {"日", "一", "二", "三", "四", "五", "六"};
	RequestEvents request = request_argument(fcinfo);
	LocalCalendar *calendar = nullable_calendar(fcinfo, 4);
	Day			today = PG_ARGISNULL(3) ? request.received : day_argument(PG_GETARG_DATEADT(3));
	ClockDay   *days;
	int			ndays;
	int			unknown_year;
	SqlRow		row = {0};

	InitMaterializedSRF(fcinfo, 0);
	if (!clock_explain(&request, calendar, today, &days, &ndays, &unknown_year))
		calendar_unknown(unknown_year);
	for (int i = 0; i < ndays; i++)
	{
		row_add(&row, DateADTGetDatum(days[i].day));
		row_add_label(&row, weekday[day_of_week(days[i].day)]);
		row_add(&row, BoolGetDatum(days[i].counts));
		if (days[i].counts)
			row_add(&row, Int32GetDatum(days[i].number));
		else
			row_add_null(&row);
		row_add_label(&row, days[i].why);
		row_emit(&row, fcinfo);
	}
	return (Datum) 0;
}
