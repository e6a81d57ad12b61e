/*
 * row_line.h
 *	  What a line of the page says of the row in the making: by this the sources of
 *	  tokens know that row, and change it.
 */
#ifndef DISCLOSURE_ROW_LINE_H
#define DISCLOSURE_ROW_LINE_H

#include "table/row_maker.h"

/* Returns the cell that was fed last, or NULL if the row has none. */
extern DataCell *rows_last_cell(const RowMaker *maker);

/* Returns how many cells the row still lacks, 0 if that is not known. */
extern int	rows_cells_left(const RowMaker *maker);

/* Does the text go on with the label of the row, which is still empty?  Then it belongs to it. */
extern bool rows_continue_label(RowMaker *maker, Span text);

/* Notes where the number fed last stands: "first" of the numbers of its line, which has several words or only the number. */
extern void rows_note_line(RowMaker *maker, Span line, bool first, bool several);

/* Feeds an empty cell between pipes, both on a line or each on its own; returns false if no row takes it. */
extern bool rows_feed_empty(RowMaker *maker, Span cell, bool own_line);

/* Begins a line that is a row of its own, between its first pipe and its last. */
extern void rows_begin_line(RowMaker *maker);

/*
 * May the line, of so many cells, be a row that begins with so many empty cells (-1:
 * all are) instead of its label?  The line of numbers of rows abreast never has a
 * label, and as many cells as the header; one of a headed table may have lost it,
 * and has just the cells of the form.
 */
extern bool rows_may_begin_empty(const RowMaker *maker, int cells, int lead);

/* Feeds an empty cell of such a line, which may be one of those that its label spans. */
extern void rows_feed_ruled_empty(RowMaker *maker, Span cell, bool in_label);

/* Ends such a line of so many cells; "cut" says that the page ends in it. */
extern void rows_end_line(RowMaker *maker, int cells, bool label_empty, bool cut);

#endif							/* DISCLOSURE_ROW_LINE_H */
