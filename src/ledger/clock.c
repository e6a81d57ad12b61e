/*
 * clock.c
 *	  The period in which a request must be answered.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "ledger/clock.h"

/* 2019-05-15, the first day of 国令711号 */
#define LAW_OF_2019		7074

const char *const clock_state_name[CLOCK_STATE_COUNT] = {
	[CLOCK_OPEN] = "open",
	[CLOCK_STOPPED] = "stopped",
	[CLOCK_WAITING] = "waiting",
	[CLOCK_DELAYED] = "delayed",
	[CLOCK_ANSWERED] = "answered",
};

const char *const clock_turn_name[TURN_COUNT] = {
	[TURN_OFFICE] = "office",
	[TURN_APPLICANT] = "applicant",
	[TURN_THIRD_PARTY] = "third_party",
	[TURN_MAKER] = "maker",
	[TURN_AGENCY] = "agency",
	[TURN_NOBODY] = "nobody",
};

/* in the order of the bits */
const char *const irregularity_name[IRREGULARITY_COUNT] = {
	"decided_late", "extension_late", "extension_too_long", "delay_late",
	"supplement_asked_late", "supplement_asked_twice", "fee_noticed_late",
};

int
answer_days(const RequestEvents *request)
{
	return request->received < LAW_OF_2019 ? ANSWER_DAYS_2007 : ANSWER_DAYS;
}

/* A run of the clock over the events. */
typedef struct ClockRun
{
	const RequestEvents *request;
	const LocalCalendar *calendar;
	Clock	   *clock;
	Day			delayed_until;	/* NO_DAY: not delayed */
	int			supplement;		/* index of the first letter that asked for one, or -1 */
	int			nwaiting;		/* letters that the applicant has not answered yet */
	int		   *unknown_year;
} ClockRun;

/* The day from which the other side has its days: the receipt of the letter, or its sending if that is not known. */
static Day
letter_reached(const Event *letter)
{
	return letter->reached != NO_DAY ? letter->reached : letter->on;
}

/*
 * The end of a stop: the reply, or the end of the days that the other side has,
 * if that is earlier.  Days beyond the known years are later than any reply.
 */
static bool
stop_end(const ClockRun *run, const Event *letter, Day *through)
{
	Day			cap = NO_DAY;

	*through = letter->closed_by >= 0 ? run->request->events[letter->closed_by].on : NO_DAY;
	if (event_info[letter->kind].effect != EFFECT_capped_stop)
		return true;
	if (!calendar_add(run->calendar, letter_reached(letter), CONSULTATION_DAYS, &cap, run->unknown_year))
		return *through != NO_DAY;
	*through = Min(*through, cap);
	return true;
}

static bool
find_stops(ClockRun *run)
{
	const RequestEvents *request = run->request;
	Clock	   *clock = run->clock;

	clock->nstops = 0;
	clock->stops = palloc(Max(request->n, 1) * sizeof(ClockStop));
	for (int i = 0; i < request->n; i++)
	{
		const Event *event = &request->events[i];
		EventEffect effect = event_info[event->kind].effect;
		ClockStop  *stop = &clock->stops[clock->nstops];

		if (effect != EFFECT_capped_stop && effect != EFFECT_open_stop)
			continue;
		stop->after = event->on;
		stop->event = i;
		if (!stop_end(run, event, &stop->through))
			return false;
		clock->nstops++;
	}
	return true;
}

/*
 * The n-th day that counts after a day.  If a stop without end comes
 * before it, *due is NO_DAY, and *left of the n days have not passed.
 */
static bool
nth_counted_day(const ClockRun *run, Day after, int n, Day *due, int *left)
{
	const Clock *clock = run->clock;

	for (int i = 0; i < clock->nstops; i++)
	{
		const ClockStop *stop = &clock->stops[i];
		int			passed = 0;

		if (stop->through <= after)
			continue;
		if (stop->after > after && !calendar_between(run->calendar, after, stop->after, &passed, run->unknown_year))
			return false;
		if (passed >= n)
			break;
		n -= passed;
		if (stop->through == NO_DAY)
		{
			*due = NO_DAY;
			*left = n;
			return true;
		}
		after = stop->through;
	}
	return calendar_add(run->calendar, after, n, due, run->unknown_year);
}

/* How many days after one day through another count. */
static bool
counted_days(const ClockRun *run, Day after, Day through, int *n)
{
	const Clock *clock = run->clock;

	*n = 0;
	for (int i = 0; i < clock->nstops && after < through; i++)
	{
		const ClockStop *stop = &clock->stops[i];
		int			passed;

		if (stop->through <= after)
			continue;
		if (stop->after >= through)
			break;
		if (stop->after > after)
		{
			if (!calendar_between(run->calendar, after, stop->after, &passed, run->unknown_year))
				return false;
			*n += passed;
		}
		after = stop->through;
	}
	if (after < through)
	{
		int			passed;

		if (!calendar_between(run->calendar, after, through, &passed, run->unknown_year))
			return false;
		*n += passed;
	}
	return true;
}

/* The due date as far as the events have been gone through; NO_DAY while the clock stands. */
static bool
due_so_far(const ClockRun *run, Day *due, int *left)
{
	*due = NO_DAY;
	if (run->nwaiting > 0)
		return true;
	if (run->delayed_until != NO_DAY)
	{
		*due = run->delayed_until;
		return true;
	}
	return nth_counted_day(run, run->clock->begin, run->clock->allowed, due, left);
}

/* Is the event told after the due date?  Then it is an irregularity, and has no effect. */
static bool
told_late(ClockRun *run, const Event *event, Irregularity irregularity, bool *late)
{
	Day			due;
	int			left;

	if (!due_so_far(run, &due, &left))
		return false;
	*late = event->on > due;
	if (*late)
		run->clock->irregularities |= irregularity;
	return true;
}

/* A letter that asks the applicant for a supplement: the first one counts. */
static bool
ask_supplement(ClockRun *run, int n)
{
	Day			last;

	if (run->supplement >= 0)
	{
		run->clock->irregularities |= IRREGULAR_SUPPLEMENT_ASKED_TWICE;
		return true;
	}
	if (!calendar_add(run->calendar, run->request->received, SUPPLEMENT_DAYS, &last, run->unknown_year))
		return false;
	if (run->request->events[n].on > last)
		run->clock->irregularities |= IRREGULAR_SUPPLEMENT_ASKED_LATE;
	run->supplement = n;
	run->nwaiting++;
	return true;
}

static bool
extend(ClockRun *run, const Event *event)
{
	Clock	   *clock = run->clock;
	int			most = 2 * answer_days(run->request);
	bool		late;

	if (!told_late(run, event, IRREGULAR_EXTENSION_LATE, &late))
		return false;
	if (late)
		return true;
	if (event->days > most - clock->allowed)
		clock->irregularities |= IRREGULAR_EXTENSION_TOO_LONG;
	clock->allowed = Min(clock->allowed + Min(event->days, most), most);
	return true;
}

/* The period begins anew, unless the event answers a letter that has no effect. */
static void
restart(ClockRun *run, int n)
{
	const Event *events = run->request->events;

	if (events[n].kind == EVENT_supplement_received &&
		(run->supplement < 0 || events[run->supplement].closed_by != n))
		return;
	run->clock->begin = events[n].on;
	run->clock->begin_event = n;
	run->delayed_until = NO_DAY;
	run->nwaiting--;
}

/* Lets the n-th event have its effect. */
static bool
apply_event(ClockRun *run, int n)
{
	const Event *event = &run->request->events[n];
	bool		late;

	switch (event_info[event->kind].effect)
	{
		case EFFECT_waits:
			if (event->kind == EVENT_supplement_requested)
				return ask_supplement(run, n);
			if (!told_late(run, event, IRREGULAR_FEE_NOTICED_LATE, &late))
				return false;
			run->nwaiting++;
			return true;
		case EFFECT_restarts:
			restart(run, n);
			return true;
		case EFFECT_extends:
			return extend(run, event);
		case EFFECT_replaces:
			if (!told_late(run, event, IRREGULAR_DELAY_LATE, &late))
				return false;
			if (!late && event->until != NO_DAY)
				run->delayed_until = event->until;
			return true;
		case EFFECT_none:
		case EFFECT_capped_stop:
		case EFFECT_open_stop:
		case EFFECT_ends_stop:
			return true;
	}
	return true;
}

static ClockState
clock_state(const ClockRun *run)
{
	if (run->request->decided != NO_DAY)
		return CLOCK_ANSWERED;
	if (run->nwaiting > 0)
		return CLOCK_WAITING;
	if (run->delayed_until != NO_DAY)
		return CLOCK_DELAYED;
	return run->clock->due == NO_DAY ? CLOCK_STOPPED : CLOCK_OPEN;
}

/* The last letter that the applicant has not answered; there is one. */
static const Event *
waiting_letter(const ClockRun *run)
{
	const Event *events = run->request->events;

	for (int i = run->request->n - 1; i >= 0; i--)
		if (event_info[events[i].kind].effect == EFFECT_waits && events[i].closed_by < 0 &&
			(events[i].kind != EVENT_supplement_requested || i == run->supplement))
			return &events[i];
	elog(ERROR, "no letter waits for an answer");
}

/* Returns the last day on which the applicant can answer the letter, or NO_DAY. */
static Day
applicant_until(const ClockRun *run)
{
	const Event *letter = waiting_letter(run);
	Day			until = letter->until;

	if (letter->kind == EVENT_fee_noticed && until == NO_DAY)
		(void) calendar_add(run->calendar, letter_reached(letter), PAYMENT_DAYS, &until, run->unknown_year);
	return until;
}

static ClockTurn
consulted_turn(EventKind kind)
{
	switch (kind)
	{
		case EVENT_third_party_consulted:
			return TURN_THIRD_PARTY;
		case EVENT_maker_consulted:
			return TURN_MAKER;
		default:
			return TURN_AGENCY;
	}
}

/* Whose turn is it on a day, and until when? */
static void
find_turn(const ClockRun *run, Day today)
{
	Clock	   *clock = run->clock;

	clock->turn_until = NO_DAY;
	if (clock->state == CLOCK_ANSWERED)
		clock->turn = TURN_NOBODY;
	else if (clock->state == CLOCK_WAITING)
	{
		clock->turn = TURN_APPLICANT;
		clock->turn_until = applicant_until(run);
	}
	else
	{
		clock->turn = TURN_OFFICE;
		clock->turn_until = clock->due;
		for (int i = 0; i < clock->nstops; i++)
			if (clock->stops[i].after <= today && today < clock->stops[i].through)
			{
				clock->turn = consulted_turn(run->request->events[clock->stops[i].event].kind);
				clock->turn_until = clock->stops[i].through;
			}
	}
}

/* The days that are left on a day; unknown if the calendar does not reach so far. */
static bool
days_left(const ClockRun *run, Day today, int *left)
{
	Clock	   *clock = run->clock;

	if (clock->due == NO_DAY || clock->state == CLOCK_ANSWERED)
		return false;
	if (today > clock->due)
	{
		bool		known = calendar_between(run->calendar, clock->due, today, left, run->unknown_year);

		*left = -*left;
		return known;
	}
	if (clock->state == CLOCK_DELAYED)
		return calendar_between(run->calendar, today, clock->due, left, run->unknown_year);
	return counted_days(run, Max(today, clock->begin), clock->due, left);
}

bool
clock_run(const RequestEvents *request, const LocalCalendar *calendar, Day today,
		  Clock *clock, int *unknown_year)
{
	ClockRun	run = {
		.request = request, .calendar = calendar, .clock = clock, .unknown_year = unknown_year,
		.delayed_until = NO_DAY, .supplement = -1,
	};
	int			left = 0;
	int			ignored;

	memset(clock, 0, sizeof(Clock));
	clock->begin = request->received;
	clock->begin_event = -1;
	clock->allowed = answer_days(request);
	if (!find_stops(&run))
		return false;
	for (int i = 0; i < request->n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (!apply_event(&run, i))
			return false;
	}
	if (!due_so_far(&run, &clock->due, &left))
		return false;
	clock->state = clock_state(&run);
	clock->left = left;
	clock->has_left = clock->state == CLOCK_STOPPED;
	if (request->decided != NO_DAY && request->decided > clock->due)
		clock->irregularities |= IRREGULAR_DECIDED_LATE;

	/* today may be in a year whose working days are not known yet */
	run.unknown_year = &ignored;
	if (!clock->has_left)
		clock->has_left = days_left(&run, today, &clock->left);
	find_turn(&run, today);
	return true;
}
