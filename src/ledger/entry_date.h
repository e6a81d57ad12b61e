/*
 * entry_date.h
 *	  Dates as people and programs write them into tables.
 */
#ifndef DISCLOSURE_ENTRY_DATE_H
#define DISCLOSURE_ENTRY_DATE_H

#include "ledger/calendar.h"

/*
 * Reads 2024-03-01, 2024/3/1, 2024.3.1, 2024年3月1日, 20240301, each also with a
 * time of day behind it, or the number of a day in a spreadsheet, 36526 (1
 * January 2000) to 80000.  Returns false if the text is no day that there is.
 */
extern bool entry_date_read(const char *text, size_t len, Day *day, bool *was_serial);

#endif							/* DISCLOSURE_ENTRY_DATE_H */
