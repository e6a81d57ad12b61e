/*
 * page_number.h
 *	  The page numbers of a PDF, told from the numbers of the tables.
 */
#ifndef DISCLOSURE_PAGE_NUMBER_H
#define DISCLOSURE_PAGE_NUMBER_H

#include "table/table_reader.h"

/* Finds out whether the pages begin, or end, with a bare page number. */
extern void find_page_numbers(TableReader *reader, const char *start, const char *end);

/* Is the line a page number? */
extern bool line_is_page_number(const TableReader *reader, Span line);

#endif							/* DISCLOSURE_PAGE_NUMBER_H */
