/*
 * table.h
 *	  The tables of a page as rows with the cells that follow their labels.
 */
#ifndef DISCLOSURE_TABLE_H
#define DISCLOSURE_TABLE_H

#include "page/page.h"
#include "page/pipe_cell.h"
#include "table/placement.h"
#include "table/read_row.h"

/* Where the label of a column stands in its line, in code points; set out by blanks. */
typedef struct HeadPlace
{
	bool		seen;
	int			page;			/* of a PDF */
	int			from;
	int			to;
} HeadPlace;

/* Empty lines between lines of text that are told apart. */
#define GAPS_MAX	8

typedef struct Tables
{
	List	   *rows;			/* of ReadRow, as they were read */
	bool		seen[TABLE_COUNT];	/* anything of it */
	bool		labelled[ROW_COUNT];	/* rows whose label is on the page */
	ReadRow    *row[ROW_COUNT]; /* of table 二 and 三, where it was read */
	PipeStyle	style[TABLE_COUNT];
	HeadPlace	head[REQUEST_COLUMNS];	/* of table 三 */
	int			usual_gap;		/* empty lines between two lines of text, in most cases */
} Tables;

/* Reads the tables of a page, adding notes on labels and rows. */
extern Tables *tables_read(const ReportPage *page, NoteList *notes);

#endif							/* DISCLOSURE_TABLE_H */
