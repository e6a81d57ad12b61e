/*
 * table_year.h
 *	  Tables of several years on one page: last year's beside this year's.
 *
 * A caption names the year of the table below it: "2022年", 上年度情况.  Only if
 * rows come again under the caption of another year are they those of another
 * table; else it was a header of the page, or an old caption left standing.
 */
#ifndef DISCLOSURE_TABLE_YEAR_H
#define DISCLOSURE_TABLE_YEAR_H

#include "table/tables.h"

/*
 * Returns the year that a line names as the caption of a table, or 0.
 * "report_year" is that of the report, or 0 if it is not known.
 */
extern int	year_of_caption(Span line, int report_year);

/* Returns the year of the report whose title a text holds last, or 0: further reports may follow on a page. */
extern int	year_of_further_report(Span text);

/* Drops rows of tables of other years than the report's, if a table comes several times. */
extern void keep_rows_of_year(Tables *tables, int report_year, NoteList *notes);

#endif							/* DISCLOSURE_TABLE_YEAR_H */
