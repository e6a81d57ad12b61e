/*
 * read_tables.h
 *	  Reads the tables of a page.
 */
#ifndef DISCLOSURE_READ_TABLES_H
#define DISCLOSURE_READ_TABLES_H

#include "page/page.h"
#include "table/tables.h"

/* Notes tell of labels and rows that depart from the form. */
extern Tables *tables_read(const ReportPage *page, NoteList *notes);

#endif							/* DISCLOSURE_READ_TABLES_H */
