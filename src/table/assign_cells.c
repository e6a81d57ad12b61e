/*
 * assign_cells.c
 *	  Which cells the columns of a published row stand for.
 */
#include "postgres.h"

#include "figures/structure.h"
#include "table/assign_abreast.h"
#include "table/assign_cells.h"
#include "table/guess_wrapped.h"
#include "table/shape.h"
#include "table/thresholds.h"

/* Is each column recognised, a cell of the row, and there only once? */
static bool
header_fits(const ReadRow *row)
{
	if (row->header.n == 0 || row->header.n > LINE_CELLS_MAX)
		return false;
	for (int i = 0; i < row->header.n; i++)
	{
		int			column = row->header.cell[i].column;

		if (column < 0 || cell_at(row->row, column) < 0)
			return false;
		for (int j = 0; j < i; j++)
			if (row->header.cell[j].column == column)
				return false;
	}
	return true;
}

/*
 * In plain text a header may be broken.  Then the row has the columns of the
 * first form that has all those recognised, provided that every cell is filled.
 */
static bool
assign_by_count(ReadRow *row, int page_form)
{
	TableLine  *line = &row->line;
	int			cells[LINE_CELLS_MAX];

	for (int pass = 0; pass < FORM_COUNT; pass++)
	{
		int			form = (page_form + pass) % FORM_COUNT;
		int			n = row_cells(form, row->row, cells);

		if (n == 0 || !form_has_row_columns(form, row))
			continue;
		if (line_count_filled(line) != n || line->ndata != n || line->overflow)
			return false;
		for (int i = 0; i < n; i++)
		{
			const HeaderCell *header = NULL;

			for (int h = 0; h < Min(row->header.n, HEADER_MAX); h++)
				if (row->header.cell[h].column == cell_info[cells[i]].column)
					header = &row->header.cell[h];
			line_add_cell(line, cells[i], header);
		}
		return true;
	}
	return false;
}

/*
 * In a captioned block the header over a row names its columns.  Damage: if labels of columns
 * are cut short or misprinted beyond recognition, the columns are those of a form
 * with as many; if the header is lost, the row must be filled completely.
 */
static bool
assign_captioned(ReadRow *row, int form, NoteList *notes)
{
	TableLine  *line = &row->line;
	int			cells[LINE_CELLS_MAX];

	if (row->in_lines && assign_by_count(row, form))
		return true;
	if (header_fits(row))
	{
		for (int i = 0; i < row->header.n; i++)
			line_add_cell(line, cell_at(row->row, row->header.cell[i].column), &row->header.cell[i]);
		return true;
	}
	for (int pass = 0; pass < FORM_COUNT; pass++)
	{
		int			tried = (form + pass) % FORM_COUNT;
		int			n = row_cells(tried, row->row, cells);

		if (!header_resembles(&row->header, cells, n))
			continue;
		for (int i = 0; i < n; i++)
			line_add_cell(line, cells[i], &row->header.cell[i]);
		if (row_is_filled(row))
			note_add(notes, "header", line->path, NULL, 0, NULL, SURE_READ, line->at,
					 psprintf("%s：表头有认不出的列名，列数与%s年格式相符，按其顺序读取。",
							  line->name, form_info[tried].name));
		return true;
	}
	if (!row_is_filled(row))
		return false;
	if (row->header.n == 0)
	{
		int			n = row_cells(form, row->row, cells);

		if (n > 0 && n == line_count_filled(line))
		{
			for (int i = 0; i < n; i++)
				line_add_cell(line, cells[i], NULL);
			note_add(notes, "header", line->path, NULL, 0, NULL, SURE_READ, line->at,
					 psprintf("%s：没有表头，格数与%s年格式相符，按其顺序读取。",
							  line->name, form_info[form].name));
			return true;
		}
	}
	note_add(notes, "header", line->path, NULL, 0, NULL, SURE_AMBIGUOUS, line->at,
			 psprintf("%s：表头与格式不符，该行各数属于哪一列无法判断，留空。", line->name));
	return false;
}

static bool
on_new_line(const Header *header, int i)
{
	const char *before = i > 0 ? header->cell[i - 1].at : NULL;
	const char *at = header->cell[i].at;

	return before != NULL && before < at &&
		(at - before > HEAD_LINE_MAX || memchr(before, '\n', at - before) != NULL);
}

/* Do several labels of columns stand on one line? */
static bool
header_is_set_out(const Header *header)
{
	for (int i = 1; i < Min(header->n, HEADER_MAX); i++)
		if (!on_new_line(header, i))
			return true;
	return false;
}

/*
 * Are the recognised columns of a headed table in an order in which the form can
 * print them?  In two rows of labels the total comes before the columns under a
 * label of their own; in one row it is the last.  If labels that span rows are repeated in each, a label
 * that comes again begins the header anew.  In the text of a PDF set out in
 * columns, labels of several lines stand higher than others: each line has its
 * own order.
 */
static bool
heads_in_order(const TableShape *shape, const Header *header, bool in_lines)
{
	bool		by_lines = in_lines && header_is_set_out(header);
	bool		seen[LINE_CELLS_MAX] = {false};
	int			last = -1;
	bool		total_seen = false;

	for (int i = 0; i < Min(header->n, HEADER_MAX); i++)
	{
		int			place = shape_place_of_column(shape, header->cell[i].column);

		if (by_lines && on_new_line(header, i))
		{
			last = -1;
			total_seen = false;
		}
		if (place < 0)
			continue;
		if (seen[place] && (place == 0 || place <= last))
		{
			last = -1;
			total_seen = false;
		}
		seen[place] = true;
		if (place == shape->total)
			total_seen = true;
		else if ((place == 0 && total_seen) || place <= last)
			return false;
		else
			last = place;
	}
	return true;
}

static bool
assign_headed(ReadRow *row, NoteList *notes)
{
	TableLine  *line = &row->line;

	if (!heads_in_order(row->line.shape, &row->header, row->in_lines))
	{
		if (row_is_filled(row))
			note_add(notes, "header", line->path, NULL, 0, NULL, SURE_AMBIGUOUS, line->at,
					 psprintf("%s：表头各列的顺序与格式不符，该行留空。", line->name));
		return false;
	}
	line_add_row(line, row->row);
	return true;
}

/*
 * Is a row of one form printed as the heading over rows of another?  The form of the
 * page lacks it then, and these rows follow, perhaps without their labels.
 */
static bool
is_heading_here(const ReadRow *row, const ReadRow *next, const Tables *tables, int form)
{
	int			cells[LINE_CELLS_MAX];

	if (row->row < 0 || !row_is_filled(row))
		return false;
	for (int other = 0; other < ROW_COUNT; other++)
		if (row_stands_in(row->row, other) && strcmp(row_info[row->row].label, group_info[row_info[other].group].label) == 0 &&
			(tables->row[other] != NULL ||
			 (next != NULL && next->row == ROW_UNNAMED && next->line.table == row->line.table && row_is_filled(next) &&
			  row_cells(form, row->row, cells) == 0)))
			return true;
	return false;
}

List *
assign_cells(Tables *tables, int form, NoteList *notes)
{
	List	   *lines = assign_abreast(tables, notes);
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		ReadRow    *row = lfirst(lc);
		const ListCell *behind = lnext(tables->rows, lc);
		bool		assigned;

		if (is_heading_here(row, behind ? lfirst(behind) : NULL, tables, form))
		{
			note_add(notes, "extra_row", row->line.path, row->line.name, strlen(row->line.name), NULL,
					 SURE_AMBIGUOUS, row->line.at,
					 psprintf("“%s”下有分项，其本身的数字未采用。", row->line.name));
			continue;
		}
		if (shape_is(row->line.table, SHAPE_ABREAST))
			continue;
		if (row->row == ROW_UNNAMED && !row_is_filled(row))
			continue;
		if (row->row == ROW_UNNAMED && join_wrapped_row(row))
			continue;
		if (row->row == ROW_UNNAMED)
		{
			tables->style[row->line.table].unplaced++;
			note_add(notes, "extra_row", row->line.path, row->line.data[0].text, row->line.data[0].len,
					 NULL, SURE_AMBIGUOUS, row->line.at,
					 psprintf("“%s”前面没有行名，未采用。",
							  note_quote(row->line.data[0].text, row->line.data[0].len)));
			continue;
		}
		if (shape_is(row->line.table, SHAPE_HEADED))
			assigned = assign_headed(row, notes);
		else
			assigned = assign_captioned(row, form, notes);
		if (assigned)
			lines = lappend(lines, &row->line);
	}
	return lines;
}
