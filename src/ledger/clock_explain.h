/*
 * clock_explain.h
 *	  Why each day counts, or does not, in the period in which a request must be answered.
 */
#ifndef DISCLOSURE_CLOCK_EXPLAIN_H
#define DISCLOSURE_CLOCK_EXPLAIN_H

#include "ledger/clock.h"

/* A day of the explanation. */
typedef struct ClockDay
{
	Day			day;
	bool		counts;
	int			number;			/* of the days that count */
	char	   *why;			/* UTF-8; NULL if nothing need be said */
} ClockDay;

/*
 * Explains the days from the receipt through the due date, or through today
 * while the clock stands.  *days is a palloc'd array; returns false if a year's
 * working days are unknown.
 */
extern bool clock_explain(const RequestEvents *request, const LocalCalendar *calendar, Day today,
						  ClockDay **days, int *ndays, int *unknown_year);

#endif							/* DISCLOSURE_CLOCK_EXPLAIN_H */
