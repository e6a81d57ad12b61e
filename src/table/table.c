/*
 * table.c
 *	  The tables of a page, as rows with the cells that follow their labels.
 *
 * A page may be HTML made into text, Markdown, text with pipes between cells,
 * lines from a PDF, or text with nothing left between its cells.  Each piece is
 * taken apart by the reader for its kind, always into labels, numbers and other
 * text, in the order of the page.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "table/extra_column.h"
#include "table/group_rows.h"
#include "table/page_number.h"
#include "table/shape.h"
#include "table/table_gaps.h"
#include "table/table_glued.h"
#include "table/table_pipe.h"
#include "table/table_places.h"
#include "table/table_plain.h"
#include "table/table_rows.h"
#include "table/table_ruled.h"
#include "table/wrapped.h"

/* Labels that run together with numbers; fewer may do so by chance. */
#define GLUED_MIN	2

/* Rows that run together with the next one, if the table is written in that way */
#define OPEN_ENDS_MIN	3

static void
begin_piece(TableReader *reader, const PagePiece *piece)
{
	reader->context.table = -1;
	for (int table = 0; table < TABLE_COUNT; table++)
		if (piece->section == shape_section(table))
			reader->context.table = table;
	reader->context.rows_begun = false;
	reader->context.in_header = false;
	reader->context.next_row = -1;
	reader->header.n = 0;
	reader->header_rows = 0;
	reader->row = reader->above = NULL;
	reader->nwaiting = 0;
	reader->caption = NULL;
	reader->stray = NULL;
	reader->stray_is_part = false;
	reader->stray_noted = false;
	reader->empty_before = false;
	reader->after_line_end = false;
	reader->gap = 0;
	reader->lead = 0;
	reader->group = GROUP_none;
}

static void
feed_piece(TableReader *reader, const PagePiece *piece)
{
	begin_piece(reader, piece);
	if (has_pipe(piece->start, piece->end) && !piece_is_ruled(piece->start, piece->end))
		feed_pipes(reader, piece->start, piece->end);
	else if (has_pipe(piece->start, piece->end))
		feed_ruled(reader, piece->start, piece->end);
	else if (reader->glued)
		feed_glued(reader, piece->start, piece->end);
	else
		feed_plain(reader, piece->start, piece->end);
	close_row(reader, piece->end >= reader->text_end);
}

Tables *
tables_read(const ReportPage *page, NoteList *notes)
{
	TableReader *reader = palloc0(sizeof(TableReader));
	int			glued = 0;

	reader->page = page;
	reader->text_end = page->end;
	while (reader->text_end > page->text && (unsigned char) reader->text_end[-1] <= ' ')
		reader->text_end--;
	reader->notes = notes;
	reader->tables = palloc0(sizeof(Tables));
	for (int table = 0; table < TABLE_COUNT; table++)
		reader->tables->shape[table] = shape_of(shape_form_of_page(page->head.year, page->text), table);
	reader->book = label_book();
	find_page_numbers(reader, page->text, reader->text_end);
	for (int i = 0; i < page->npieces; i++)
	{
		const PagePiece *piece = &page->piece[i];

		begin_piece(reader, piece);
		if (page_may_hold_table(page, piece) && !has_pipe(piece->start, piece->end))
			glued += count_glued(reader, piece->start, piece->end);
	}
	reader->glued = glued >= GLUED_MIN;
	for (int i = 0; i < page->npieces; i++)
		if (page_may_hold_table(page, &page->piece[i]))
			feed_piece(reader, &page->piece[i]);
	for (int table = 0; table < TABLE_COUNT; table++)
	{
		PipeStyle  *style = &reader->tables->style[table];

		style->leading_pipes = reader->leading_pipes[table] * 2 > reader->row_begins[table];
		style->open_ended = reader->open_ends[table] >= OPEN_ENDS_MIN;
	}
	for (int gap = 0; gap < GAPS_MAX; gap++)
		if (reader->gaps[gap] > reader->gaps[reader->tables->usual_gap])
			reader->tables->usual_gap = gap;
	join_wrapped_numbers(reader->tables);
	settle_group_rows(reader->tables, page->head.year, notes);
	drop_extra_columns(reader->tables, notes);
	fill_by_gaps(reader->tables);
	fill_by_places(reader->tables);
	return reader->tables;
}
