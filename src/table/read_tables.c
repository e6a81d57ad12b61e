/*
 * read_tables.c
 *	  The tables of a page, as rows with the cells that follow their labels.
 *
 * A page may be HTML made into text, Markdown, text with pipes between cells,
 * lines from a PDF, or text with nothing left between its cells.  Each piece is
 * taken apart by the source of tokens for its kind, always into labels, numbers and other
 * text, in the order of the page.
 */
#include "postgres.h"

#include "page/pipe_cell.h"
#include "table/guess_extra_column.h"
#include "table/guess_gaps.h"
#include "table/guess_group_rows.h"
#include "table/guess_places.h"
#include "table/guess_wrapped.h"
#include "table/read_tables.h"
#include "table/table_year.h"
#include "table/thresholds.h"
#include "table/token_glued.h"
#include "table/token_lines.h"
#include "table/token_pipe.h"
#include "table/token_ruled.h"

/* Returns the table of the section that a piece is, or -1. */
static int
table_of_piece(const PagePiece *piece)
{
	int			found = -1;

	for (int table = 0; table < TABLE_COUNT; table++)
		if (piece->section == shape_section(table))
			found = table;
	return found;
}

static void
feed_piece(RowMaker *maker, const PagePiece *piece, int year, bool glued)
{
	int			titled = year_of_caption((Span) {piece->title, piece->title + piece->title_len}, maker->report_year);

	rows_begin_piece(maker, table_of_piece(piece), titled != 0 ? titled : year);
	if (has_pipe(piece->start, piece->end) && !piece_is_ruled(piece->start, piece->end))
		feed_pipes(maker, piece->start, piece->end);
	else if (has_pipe(piece->start, piece->end))
		feed_ruled(maker, piece->start, piece->end);
	else if (glued)
		feed_glued(maker, piece->start, piece->end);
	else
		feed_lines(maker, piece->start, piece->end);
	close_row(maker, piece->end >= maker->source.text.end);
}

/* Is nothing left between the cells of the page? */
static bool
page_is_glued(RowMaker *maker, const ReportPage *page)
{
	int			glued = 0;

	for (int i = 0; i < page->npieces; i++)
	{
		const PagePiece *piece = &page->piece[i];

		rows_begin_piece(maker, table_of_piece(piece), 0);
		if (page_may_hold_table(page, piece) && !has_pipe(piece->start, piece->end))
			glued += count_glued(maker, piece->start, piece->end);
	}
	return glued >= GLUED_MIN;
}

/* Tells from its habits how the page writes its tables. */
static void
settle_style(const PageHabits *habits, Tables *tables)
{
	for (int table = 0; table < TABLE_COUNT; table++)
	{
		PipeStyle  *style = &tables->style[table];

		style->leading_pipes = habits->leading_pipes[table] * 2 > habits->row_begins[table];
		style->open_ended = habits->open_ends[table] >= OPEN_ENDS_MIN;
	}
	for (int gap = 0; gap < GAPS_MAX; gap++)
		if (habits->gaps[gap] > habits->gaps[tables->usual_gap])
			tables->usual_gap = gap;
}

/* The text of a page without white space at its end. */
static Span
text_of_page(const ReportPage *page)
{
	Span		text = {page->text, page->end};

	while (text.end > text.start && (unsigned char) text.end[-1] <= ' ')
		text.end--;
	return text;
}

Tables *
tables_read(const ReportPage *page, NoteList *notes)
{
	Tables	   *tables = palloc0(sizeof(Tables));
	RowMaker   *maker = palloc0(sizeof(RowMaker));
	bool		glued;
	int			year = 0;		/* of the report that a piece belongs to, if it is not the first */
	int			further;

	for (int table = 0; table < TABLE_COUNT; table++)
		tables->shape[table] = shape_of(shape_form_of_page(page->head.year, page->text), table);
	maker->book = label_book();
	maker->notes = notes;
	maker->tables = tables;
	maker->source.text = text_of_page(page);
	maker->source.numbers = find_page_numbers(maker->source.text);
	glued = page_is_glued(maker, page);
	maker->report_year = page->head.year;
	for (int i = 0; i < page->npieces; i++)
	{
		const PagePiece *piece = &page->piece[i];

		if (page_may_hold_table(page, piece))
			feed_piece(maker, piece, year, glued);
		else if (i > 0 && (further = year_of_further_report((Span) {piece->start, piece->end})) != 0)
			year = further;
	}
	keep_rows_of_year(tables, page->head.year, notes);
	settle_style(&maker->habits, tables);
	join_wrapped_numbers(tables);
	settle_group_rows(tables, page->head.year, notes);
	drop_extra_columns(tables, notes);
	fill_by_gaps(tables);
	fill_by_places(tables);
	return tables;
}
