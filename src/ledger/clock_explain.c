/*
 * clock_explain.c
 *	  Why each day counts, or does not, in the period in which a request must be answered.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "ledger/clock_explain.h"

/* The letter and the reply of a stop, in words. */
static char *
stop_words(const RequestEvents *request, const ClockStop *stop)
{
	const Event *letter = &request->events[stop->event];
	const char *label = event_info[letter->kind].label;
	char	   *sent = day_text(letter->on);

	if (stop->through == NO_DAY)
		return psprintf("%s（%s发出，尚未答复）", label, sent);
	if (letter->closed_by >= 0 && request->events[letter->closed_by].on == stop->through)
		return psprintf("%s（%s发出，%s答复）", label, sent, day_text(stop->through));
	return psprintf("%s（%s发出，%s期满）", label, sent, day_text(stop->through));
}

/* Why does no day up to the begin of the period count? */
static char *
begin_words(const RequestEvents *request, const Clock *clock, Day day)
{
	const Event *event = clock->begin_event >= 0 ? &request->events[clock->begin_event] : NULL;

	if (event == NULL)
		return pstrdup("收到申请之日，不计");
	if (day < event->on)
		return psprintf("%s（%s），期限重新计算", event_info[event->kind].label, day_text(event->on));
	return psprintf("%s之日，不计，期限从次日起重新计算", event_info[event->kind].label);
}

/* The stop that a day lies in, or NULL. */
static const ClockStop *
stop_of_day(const Clock *clock, Day day)
{
	for (int i = 0; i < clock->nstops; i++)
		if (clock->stops[i].after < day && day <= clock->stops[i].through)
			return &clock->stops[i];
	return NULL;
}

/* Returns the remark on a day that counts, or NULL. */
static char *
counted_words(const RequestEvents *request, const Clock *clock, const ClockDay *day, DayKind kind)
{
	int			base_days = answer_days(request);

	if (day->day == clock->due)
		return pstrdup("答复期限届满");
	if (day->number == base_days + 1 && clock->allowed > base_days)
		return psprintf("延期%d个工作日，从这一日起", clock->allowed - base_days);
	return kind == DAY_MADE_UP ? pstrdup("调休上班") : NULL;
}

bool
clock_explain(const RequestEvents *request, const LocalCalendar *calendar, Day today,
			  ClockDay **days, int *ndays, int *unknown_year)
{
	Clock		clock;
	Day			last;
	int			number = 0;

	if (!clock_run(request, calendar, today, &clock, unknown_year))
		return false;
	last = clock.due != NO_DAY ? clock.due : Max(today, clock.begin);
	*ndays = 0;
	*days = palloc_extended(Max(last - request->received + 1, 1) * sizeof(ClockDay), MCXT_ALLOC_HUGE);
	for (Day day = request->received; day <= last; day++)
	{
		ClockDay   *result = &(*days)[(*ndays)++];
		const ClockStop *stop = stop_of_day(&clock, day);
		DayKind		kind;

		CHECK_FOR_INTERRUPTS();
		*result = (ClockDay) {.day = day};
		if (!calendar_day(calendar, day, &kind, unknown_year))
			return false;
		if (day <= clock.begin)
			result->why = begin_words(request, &clock, day);
		else if (kind == DAY_WEEKEND)
			result->why = pstrdup("周末");
		else if (kind == DAY_HOLIDAY)
			result->why = pstrdup("节假日");
		else if (stop != NULL)
			result->why = stop_words(request, stop);
		else if (clock.state == CLOCK_WAITING)
			result->why = pstrdup("等候申请人");
		else
		{
			result->counts = true;
			result->number = ++number;
			result->why = counted_words(request, &clock, result, kind);
		}
	}
	return true;
}
