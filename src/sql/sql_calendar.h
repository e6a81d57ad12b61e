/*
 * sql_calendar.h
 *	  An office's calendar, as SQL hands it over: the composite type
 *	  calendar_days.
 */
#ifndef DISCLOSURE_SQL_CALENDAR_H
#define DISCLOSURE_SQL_CALENDAR_H

#include "access/htup.h"

#include "common/compat.h"
#include "ledger/calendar.h"

/* The day of a date, which must not be infinite. */
extern Day	day_argument(int32 date);

/* Days of NULL are passed over; an error if one is both worked and not. */
extern LocalCalendar *calendar_argument(HeapTupleHeader tuple);

/* Raises the error of an answer that depends on a year whose working days are unknown. */
pg_noreturn extern void calendar_unknown(int year);

#endif							/* DISCLOSURE_SQL_CALENDAR_H */
