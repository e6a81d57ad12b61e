/*
 * page_number.h
 *	  Numbers of the pages of a PDF, among the numbers of the tables.
 */
#ifndef DISCLOSURE_PAGE_NUMBER_H
#define DISCLOSURE_PAGE_NUMBER_H

#include "table/table_reader.h"

/* Do the pages of a PDF begin, or end, with their bare numbers? */
extern void find_page_numbers(TableReader *reader, const char *start, const char *end);

/* Is the line the number of a page? */
extern bool line_is_page_number(const TableReader *reader, Span line);

#endif							/* DISCLOSURE_PAGE_NUMBER_H */
