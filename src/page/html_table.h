/*
 * html_table.h
 *	  The tables of a page while they are read: cells, rows, tables within tables.
 *
 * Pages leave out tags, and close what they have not opened: all of these can be
 * called at any time.
 */
#ifndef DISCLOSURE_HTML_TABLE_H
#define DISCLOSURE_HTML_TABLE_H

#include "lib/stringinfo.h"
#include "nodes/pg_list.h"

/* Nesting of tables; deeper ones are read as text. */
#define TABLES_MAX		32

/* A cell of a table, with its place in the grid after spans are applied. */
typedef struct GridCell
{
	int			table;
	int			row;
	int			column;
	int			row_span;
	int			column_span;
	char	   *text;
} GridCell;

typedef struct OpenTable OpenTable;

typedef struct HtmlTables
{
	StringInfoData text;		/* of the page */
	bool		with_grid;
	List	   *grid;			/* of GridCell, if asked for */
	int			ntables;		/* so far */
	int			depth;			/* open tables */
	int			ignored;		/* open tables beyond TABLES_MAX */
	OpenTable  *table[TABLES_MAX];
} HtmlTables;

/* Returns the buffer that text goes to: of a cell, between the rows of a table, or of the page. */
extern StringInfo html_target(HtmlTables *tables);

/* Ends the line, unless it is empty. */
static inline void
html_break_line(StringInfo text)
{
	while (text->len > 0 && text->data[text->len - 1] == ' ')
		text->data[--text->len] = '\0';
	if (text->len > 0 && text->data[text->len - 1] != '\n')
		appendStringInfoChar(text, '\n');
}

/* Appends a byte; blanks side by side are one, and at the begin of a line none. */
static inline void
html_add_character(StringInfo text, char byte)
{
	if (byte != ' ')
		appendStringInfoChar(text, byte);
	else if (text->len > 0 && text->data[text->len - 1] != ' ' && text->data[text->len - 1] != '\n')
		appendStringInfoChar(text, ' ');
}

extern void html_begin_table(HtmlTables *tables);
extern void html_end_table(HtmlTables *tables);
extern void html_begin_row(HtmlTables *tables);
extern void html_end_row(HtmlTables *tables);
extern void html_begin_cell(HtmlTables *tables, int row_span, int column_span);
extern void html_end_cell(HtmlTables *tables);

/* At the end of the page: closes what is open. */
extern void html_end_tables(HtmlTables *tables);

#endif							/* DISCLOSURE_HTML_TABLE_H */
