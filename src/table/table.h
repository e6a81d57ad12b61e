/*
 * table.h
 *	  The tables of a page, as rows with the cells that follow their labels.
 */
#ifndef DISCLOSURE_TABLE_H
#define DISCLOSURE_TABLE_H

#include "page/page.h"
#include "page/pipe_cell.h"
#include "table/placement.h"
#include "table/read_row.h"

/* Place of a column's label in its line, in code points, when columns are set out by blanks. */
typedef struct HeadPlace
{
	bool		seen;
	int			page;			/* page of the PDF */
	int			from;
	int			to;
} HeadPlace;

/* Numbers of empty lines between two lines of text, from 0 up, that are told apart */
#define GAPS_MAX	8

typedef struct Tables
{
	List	   *rows;			/* list of ReadRow, in the order read */
	const TableShape *shape[TABLE_COUNT];	/* in the form whose columns the page has */
	bool		seen[TABLE_COUNT];	/* something of the table is on the page */
	bool		labelled[ROW_COUNT];	/* the row's label is on the page */
	ReadRow    *row[ROW_COUNT]; /* NULL if not read, or printed as a head */
	PipeStyle	style[TABLE_COUNT];
	HeadPlace	head[LINE_CELLS_MAX];	/* labels of the columns of a headed table, by place */
	int			usual_gap;		/* most frequent number of empty lines between two lines of text */
} Tables;

/* Reads the tables of a page; notes tell of labels and rows that depart from the form. */
extern Tables *tables_read(const ReportPage *page, NoteList *notes);

#endif							/* DISCLOSURE_TABLE_H */
