/*
 * tables.h
 *	  The tables of a page, as rows with the cells that follow their labels, and
 *	  how the page writes them.
 */
#ifndef DISCLOSURE_TABLES_H
#define DISCLOSURE_TABLES_H

#include "nodes/pg_list.h"

#include "page/note.h"
#include "table/read_row.h"

/* Place of a column's label in its line, in code points, when columns are set out by blanks. */
typedef struct HeadPlace
{
	bool		seen;
	int			page;			/* page of the PDF */
	int			from;
	int			to;
} HeadPlace;

/* How the page writes a table, found out from all rows of it. */
typedef struct PipeStyle
{
	bool		keeps_empty;	/* empty cells between numbers on one line are kept */
	bool		leading_pipes;	/* a row begins with a pipe on a line of its own */
	bool		open_ended;		/* a row does not end in a pipe */
	int			unplaced;		/* number of rows without a label of the form */
} PipeStyle;

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

#endif							/* DISCLOSURE_TABLES_H */
