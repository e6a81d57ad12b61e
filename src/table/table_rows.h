/*
 * table_rows.h
 *	  Rows of published tables, made of labels and the cells after them.
 */
#ifndef DISCLOSURE_TABLE_ROWS_H
#define DISCLOSURE_TABLE_ROWS_H

#include "table/table_reader.h"

/* Ends the row at hand; its last cell may be where the page ends. */
extern void close_row(TableReader *reader, bool at_page_end);

extern DataCell *row_add_data(ReadRow *row, const Quantity *quantity, Span text);

/* A cell without words: an empty one, or a picture, which is not nothing to those who see it. */
extern DataCell *row_add_blank(ReadRow *row, Span cell);

/* Does the label open a row?  The rows of table 四 are printed as heads of columns. */
extern bool label_opens_row(const LabelEntry *entry);

/* What comes up to the next label is of no row of the form. */
extern void rows_begin_stray(TableReader *reader, const char *text, size_t len);

/* A row without a label, to be placed by the order of the rows. */
extern void open_unnamed_row(TableReader *reader, const char *at);

/* Numbers of a row whose label was read before, and that has none yet. */
extern void reopen_row(TableReader *reader, int row);

/* A label of the form: of a row, of a column, or what stands around them. */
extern void rows_feed_label(TableReader *reader, const LabelEntry *entry, bool misprint, Span text);

/* Text that is no label: a remark in a cell, a row or column unknown, or prose. */
extern void rows_feed_text(TableReader *reader, Span text, const Quantity *quantity, bool begins_line);

/* A number, or a sign for nothing. */
extern void rows_feed_data(TableReader *reader, const Quantity *quantity, Span text, bool begins_line,
						   bool cut);

#endif							/* DISCLOSURE_TABLE_ROWS_H */
