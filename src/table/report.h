/*
 * report.h
 *	  A published page as figures, metadata and notes.
 */
#ifndef DISCLOSURE_REPORT_H
#define DISCLOSURE_REPORT_H

#include "figures/figures.h"
#include "page/file_kind.h"
#include "page/page.h"

typedef struct Report
{
	const ReportPage *page;
	int			form;			/* -1 if not known; then there are no figures */
	CellVector	figures;
	NoteList   *notes;
} Report;

/* Reads a page, UTF-8 that ends with a null byte.  Never raises an error for its content. */
extern Report *report_read(const char *text, size_t len);

/* What is told of a file that is no page. */
extern Report *report_of_file(const FileKind *kind);

#endif							/* DISCLOSURE_REPORT_H */
