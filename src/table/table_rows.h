/*
 * table_rows.h
 *	  Makes rows of labels and the cells behind them.
 */
#ifndef DISCLOSURE_TABLE_ROWS_H
#define DISCLOSURE_TABLE_ROWS_H

#include "table/table_reader.h"

/* Ends the current row, if there is one; "at_page_end" says that the page ends in it. */
extern void close_row(TableReader *reader, bool at_page_end);

extern DataCell *row_add_data(ReadRow *row, const Quantity *quantity, Span text);

/* Adds an empty cell, or a picture: that hides a value, so the cell is not blank. */
extern DataCell *row_add_blank(ReadRow *row, Span cell);

/* Does the label open a row?  Those of rows abreast do not: they are printed as heads of columns. */
extern bool label_opens_row(const LabelEntry *entry);

/* Ends the current row: up to the next label, numbers belong to no row of the form. */
extern void rows_begin_stray(TableReader *reader, const char *text, size_t len);

/* Opens a row without label, to be placed by the order of the rows. */
extern void open_unnamed_row(TableReader *reader, const char *at);

/* Opens a row again whose label was read before and had no numbers behind it. */
extern void reopen_row(TableReader *reader, int row);

/* Feeds a label of a row, of a column, or of something around them. */
extern void rows_feed_label(TableReader *reader, const LabelEntry *entry, bool misprint, Span text);

/* Feeds text that is no label: a remark in a cell, an unknown row or column, or prose. */
extern void rows_feed_text(TableReader *reader, Span text, const Quantity *quantity, bool begins_line);

/* Feeds an empty cell before the numbers of a row that has no label of its own. */
extern void rows_feed_lead(TableReader *reader);

/* Feeds a number or a sign for "nothing". */
extern void rows_feed_data(TableReader *reader, const Quantity *quantity, Span text, bool begins_line,
						   bool cut);

#endif							/* DISCLOSURE_TABLE_ROWS_H */
