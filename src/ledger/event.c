/*
 * event.c
 *	  The events of a request, and which lists of them are possible.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "ledger/event.h"

const EventInfo event_info[EVENT_COUNT] = {
#define EVENT(name, label, place, closes, effect, article) \
	[EVENT_##name] = {#name, label, PLACE_##place, #place, EVENT_##closes, EFFECT_##effect, #effect, article},
#include "ledger/events.def"
};

EventKind
event_by_name(const char *name, size_t len)
{
	for (int kind = 0; kind < EVENT_COUNT; kind++)
		if (strlen(event_info[kind].name) == len && memcmp(event_info[kind].name, name, len) == 0)
			return kind;
	return EVENT_none;
}

static bool
same_party(const Event *a, const Event *b)
{
	if (a->party == NULL || b->party == NULL)
		return a->party == b->party;
	return strcmp(a->party, b->party) == 0;
}

/* The first event before the n-th that is open and that it closes, or -1. */
static int
opener_of(const RequestEvents *request, int n)
{
	const Event *event = &request->events[n];

	for (int i = 0; i < n; i++)
		if (request->events[i].kind == event_info[event->kind].closes &&
			request->events[i].closed_by < 0 && same_party(&request->events[i], event))
			return i;
	return -1;
}

void
events_prepare(RequestEvents *request)
{
	Event	   *events = request->events;

	/* few, and nearly always in order; those of one day keep theirs */
	for (int i = 1; i < request->n; i++)
	{
		Event		event = events[i];
		int			to = i;

		CHECK_FOR_INTERRUPTS();
		for (; to > 0 && events[to - 1].on > event.on; to--)
			events[to] = events[to - 1];
		events[to] = event;
	}
	for (int i = 0; i < request->n; i++)
		events[i].closed_by = -1;
	for (int i = 0; i < request->n; i++)
	{
		int			opener;

		CHECK_FOR_INTERRUPTS();
		opener = event_info[events[i].kind].closes != EVENT_none ? opener_of(request, i) : -1;
		if (opener >= 0)
			events[opener].closed_by = i;
	}
}

/* Is the n-th event the reply to another? */
static bool
closes_another(const RequestEvents *request, int n)
{
	for (int i = 0; i < n; i++)
		if (request->events[i].closed_by == n)
			return true;
	return false;
}

char *
events_impossible(const RequestEvents *request)
{
	if (request->decided != NO_DAY && request->decided < request->received)
		return psprintf("答复之日 %s 早于收到申请之日 %s", day_text(request->decided), day_text(request->received));
	for (int i = 0; i < request->n; i++)
	{
		const Event *event = &request->events[i];
		const EventInfo *info = &event_info[event->kind];
		bool		after = info->place == PLACE_after;

		CHECK_FOR_INTERRUPTS();
		if (event->on < request->received)
			return psprintf("%s（%s）早于收到申请之日 %s", info->label, day_text(event->on), day_text(request->received));
		if (after && request->decided == NO_DAY)
			return psprintf("尚未答复，不能登记%s（%s）", info->label, day_text(event->on));
		if (after && event->on < request->decided)
			return psprintf("%s（%s）早于答复之日 %s", info->label, day_text(event->on), day_text(request->decided));
		if (!after && request->decided != NO_DAY && event->on > request->decided)
			return psprintf("%s（%s）晚于答复之日 %s", info->label, day_text(event->on), day_text(request->decided));
		if (info->closes != EVENT_none && !closes_another(request, i))
			return psprintf("%s（%s）之前没有与之对应的%s", info->label, day_text(event->on),
							event_info[info->closes].label);
	}
	return NULL;
}
