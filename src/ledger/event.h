/*
 * event.h
 *	  The events of a request, and which lists of them are possible.
 *
 * A list is impossible if it cannot have happened: an answer to a letter that
 * was not sent.  Events that the law forbids are possible; clock.h judges them.
 */
#ifndef DISCLOSURE_EVENT_H
#define DISCLOSURE_EVENT_H

#include "ledger/calendar.h"

typedef enum EventKind
{
#define EVENT(name, label, place, closes, effect, article) EVENT_##name,
#include "ledger/events.def"
	EVENT_COUNT,
	EVENT_none = EVENT_COUNT
} EventKind;

typedef enum EventPlace
{
	PLACE_between,
	PLACE_after
} EventPlace;

typedef enum EventEffect
{
	EFFECT_none,
	EFFECT_waits,
	EFFECT_restarts,
	EFFECT_capped_stop,
	EFFECT_open_stop,
	EFFECT_ends_stop,
	EFFECT_extends,
	EFFECT_replaces
} EventEffect;

typedef struct EventInfo
{
	const char *name;
	const char *label;
	EventPlace	place;
	const char *place_name;
	EventKind	closes;
	EventEffect effect;
	const char *effect_name;
	const char *article;
} EventInfo;

extern const EventInfo event_info[EVENT_COUNT];

/* Events of one request: each is compared with those before it. */
#define REQUEST_EVENTS_MAX	10000

/* No day: later than all others. */
#define NO_DAY	PG_INT32_MAX

typedef struct Event
{
	EventKind	kind;
	Day			on;
	Day			until;			/* the day that a letter names, or NO_DAY */
	Day			reached;		/* when a letter reached the other side, or NO_DAY */
	int			days;			/* of an extension */
	const char *party;			/* UTF-8; NULL: not named */
	int			closed_by;		/* index of the reply, or -1; set by events_prepare() */
} Event;

/* A request with its events, sorted by day; those of one day in the order they were recorded. */
typedef struct RequestEvents
{
	Day			received;
	Day			decided;		/* NO_DAY: open */
	int			n;
	Event	   *events;
} RequestEvents;

/* Returns the kind, or EVENT_none. */
extern EventKind event_by_name(const char *name, size_t len);

/* Sorts the events by day and finds the reply to each; to be called first. */
extern void events_prepare(RequestEvents *request);

/*
 * Returns why the events cannot have happened, in Chinese and UTF-8, or NULL
 * if they can have.  The words of a party are not in it: they may be a name.
 */
extern char *events_impossible(const RequestEvents *request);

#endif							/* DISCLOSURE_EVENT_H */
