/*
 * grid.c
 *	  The tables of a page, cell by cell, for a person who wonders how they
 *	  were read.
 *
 * HTML has tables.  In other text each line of a section is a row, and pipes, or
 * else white space, separate its cells.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/code_point.h"
#include "figures/form.h"
#include "page/page.h"
#include "page/pipe_cell.h"
#include "page/plain_text.h"
#include "table/grid.h"
#include "table/shape.h"

static List *
add_cell(List *grid, int table, int row, int column, const char *start, const char *end)
{
	GridCell   *cell = palloc(sizeof(GridCell));

	CHECK_FOR_INTERRUPTS();
	trim_blank_points(&start, &end);
	cell->table = table;
	cell->row = row;
	cell->column = column;
	cell->row_span = cell->column_span = 1;
	cell->text = pnstrdup(start, end - start);
	return lappend(grid, cell);
}

/* Returns the end of a word, that is the next white space. */
static const char *
word_end(const char *p, const char *end)
{
	while (p < end)
	{
		const char *next = p;

		if (is_blank_point(next_code_point(&next, end)))
			break;
		p = next;
	}
	return p;
}

static List *
add_line(List *grid, int table, int row, const char *start, const char *end)
{
	int			column = 0;

	if (has_pipe(start, end))
	{
		PipeCell	cell = {0};

		for (const char *p = start; pipe_cell_next(&p, end, &cell);)
			/* the edges of a line, outside its first and last pipe, are no cells */
			if (cell.start < cell.end || (cell.opened && cell.closed))
				grid = add_cell(grid, table, row, ++column, cell.start, cell.end);
		return grid;
	}
	for (const char *p = start; p < end;)
	{
		const char *behind = word_end(p, end);

		if (behind > p)
			grid = add_cell(grid, table, row, ++column, p, behind);
		p = behind;
		if (p < end)
			next_code_point(&p, end);
	}
	return grid;
}

/* Is there a section of a table behind the first of them? */
static bool
has_later_table(const ReportPage *page)
{
	for (int table = 0; table < TABLE_COUNT; table++)
		if (shape_section(table) > FIRST_TABLE_SECTION && page->has_section[shape_section(table)])
			return true;
	return false;
}

List *
document_grid(const char *text, size_t len)
{
	PlainText   *source = plain_text_read(text, len, true);
	ReportPage *page;
	List	   *grid = NIL;
	int			table = 0;

	if (source->grid != NIL)
		return source->grid;
	page = page_read(source->text, source->len, source->head, notes_begin());
	for (int i = 0; i < page->npieces; i++)
	{
		const PagePiece *piece = &page->piece[i];
		int			row = 0;

		if (!page_may_hold_table(page, piece) ||
			(piece->section < FIRST_TABLE_SECTION && !has_later_table(page)))
			continue;
		table++;
		for (const char *p = piece->start; p < piece->end;)
		{
			const char *line_end = memchr(p, '\n', piece->end - p);
			const char *start = p;
			const char *end = line_end ? line_end : piece->end;

			CHECK_FOR_INTERRUPTS();
			p = end + 1;
			trim_blank_points(&start, &end);
			if (start < end)
				grid = add_line(grid, table, ++row, start, end);
		}
	}
	return grid;
}
