/*
 * clock.h
 *	  The period in which a request must be answered.
 *
 * A day counts if it is a working day, later than the begin of the period and
 * in no stop.  The due date is the N-th day that counts: N is 20 (条例第三十三条),
 * 15 for requests received under the law of 2007, and what was added by
 * extensions, told in time and together no more than N was before.  The period
 * begins with the receipt, and anew with the first supplement asked for (第三十条)
 * and with the payment of a fee.
 *
 * An event that the law gives no effect is an irregularity, and the clock goes
 * on as if it had not happened.
 */
#ifndef DISCLOSURE_CLOCK_H
#define DISCLOSURE_CLOCK_H

#include "ledger/event.h"

/* Working days; each limit begins on the day after. */
#define ANSWER_DAYS			20	/* 第三十三条 */
#define ANSWER_DAYS_2007	15	/* 国令492号第二十四条 */
#define SUPPLEMENT_DAYS		7	/* to ask for a supplement, 第三十条 */
#define CONSULTATION_DAYS	15	/* for a third party or another maker, 第三十二条, 第三十四条 */
#define PAYMENT_DAYS		20	/* 国办函〔2020〕109号 */

/* The days of an answer without extension; extensions together add no more. */
extern int	answer_days(const RequestEvents *request);

typedef enum ClockState
{
	CLOCK_OPEN,
	CLOCK_STOPPED,				/* until another agency replies */
	CLOCK_WAITING,				/* for the applicant */
	CLOCK_DELAYED,				/* to the day of a letter, 第三十五条 */
	CLOCK_ANSWERED,
	CLOCK_STATE_COUNT
} ClockState;

extern const char *const clock_state_name[CLOCK_STATE_COUNT];

/* Whose turn it is. */
typedef enum ClockTurn
{
	TURN_OFFICE,
	TURN_APPLICANT,
	TURN_THIRD_PARTY,
	TURN_MAKER,
	TURN_AGENCY,
	TURN_NOBODY,
	TURN_COUNT
} ClockTurn;

extern const char *const clock_turn_name[TURN_COUNT];

/* Departures from the law, a bit each. */
typedef enum Irregularity
{
	IRREGULAR_DECIDED_LATE = 1 << 0,
	IRREGULAR_EXTENSION_LATE = 1 << 1,
	IRREGULAR_EXTENSION_TOO_LONG = 1 << 2,
	IRREGULAR_DELAY_LATE = 1 << 3,
	IRREGULAR_SUPPLEMENT_ASKED_LATE = 1 << 4,
	IRREGULAR_SUPPLEMENT_ASKED_TWICE = 1 << 5,
	IRREGULAR_FEE_NOTICED_LATE = 1 << 6
} Irregularity;

#define IRREGULARITY_COUNT 7

extern const char *const irregularity_name[IRREGULARITY_COUNT];

/* The days after one day through another do not count. */
typedef struct ClockStop
{
	Day			after;
	Day			through;		/* NO_DAY: it has not ended */
	int			event;			/* index of the letter */
} ClockStop;

typedef struct Clock
{
	ClockState	state;
	Day			begin;			/* the period is counted from the day after */
	int			begin_event;	/* index of the event that it began anew with, or -1 */
	int			allowed;		/* days in all */
	Day			due;			/* NO_DAY while the clock stands */
	int			left;			/* days that still count after today, negative: overdue; while stopped, of the rest */
	bool		has_left;
	ClockTurn	turn;
	Day			turn_until;		/* NO_DAY: no limit */
	int			irregularities;
	int			nstops;
	ClockStop  *stops;			/* by their begin */
} Clock;

/*
 * Runs the clock over prepared, possible events and tells how it stands on a
 * day.  Returns false if a year's working days are unknown.
 */
extern bool clock_run(const RequestEvents *request, const LocalCalendar *calendar, Day today,
					  Clock *clock, int *unknown_year);

#endif							/* DISCLOSURE_CLOCK_H */
