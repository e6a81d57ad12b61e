/*
 * place.c
 *	  Puts the numbers of published rows into cells of the form.
 *
 * A row with as many cells as the table has columns is read as it stands.
 * Damage that is mended here: rows that lost some of their empty cells, so that
 * their numbers are in order but their columns open (see open_line.h); rows with
 * too many empty cells; a row in which the page ends.
 */
#include "postgres.h"

#include "common/decimal.h"
#include "table/evidence.h"
#include "table/guess_filled_ends.h"
#include "table/guess_moved_cells.h"
#include "table/guess_run_together.h"
#include "table/open_line.h"
#include "table/place.h"
#include "table/shape.h"

/* Puts a cell of the page into a cell of the figures. */
static void
place_cell(CellVector *figures, NoteList *notes, const TableLine *line, int i, int column,
		   Sureness sure)
{
	const DataCell *data = &line->data[i];
	int			cell = line->cell[column];
	const char *path = cell_info[cell].path;
	char	   *name;
	char	   *raw;
	char		number[DECIMAL_TEXT_SIZE];
	int64		value;
	bool		bare_amount;

	if (data_is_empty(data))
		return;
	name = cell_full_label(figures->forms, cell);
	raw = note_quote(data->text, data->len);
	if (data->quantity.kind == QUANTITY_NOT_STATED)
	{
		note_add(notes, "not_stated", path, data->text, data->len, NULL, sure, data->text,
				 psprintf("%s：“%s”不是数字，按空白处理。", name, raw));
		return;
	}
	if (data->rest != NULL && !data_is_number(data))
	{
		note_add(notes, "unreadable", path, data->text, data->len, NULL, SURE_AMBIGUOUS, data->text,
				 psprintf("%s：“%s”可能折了行，其后的“%s”可能是它的一部分，无法断定，留空。", name, raw,
						  note_quote(data->rest, data->rest_len)));
		return;
	}
	if (!data_is_number(data) ||
		!quantity_fits(&data->quantity, cell, line->label_shift[column], &value))
	{
		note_add(notes, "unreadable", path, data->text, data->len, NULL, SURE_AMBIGUOUS, data->text,
				 psprintf("%s：“%s”不能作为该格的数值（单位：%s），留空。", name, raw,
						  cell_info[cell].unit));
		return;
	}

	vector_set(figures, cell, value);
	decimal_format(value, cell_info[cell].scale, number);
	bare_amount = data->quantity.unit == UNIT_NONE && value != 0 &&
		strcmp(cell_info[cell].unit, "万元") == 0 && !line->unit_printed[column];
	if (sure != SURE_READ)
		note_add(notes, "lost_cells", path, data->text, data->len, number, sure, data->text,
				 psprintf("%s：该行丢了空格子，“%s”%s判定属于此格，读作%s。", name, raw,
						  sure == SURE_BY_RULE ? "由勾稽关系" : "按所在位置", number));
	else if (bare_amount)
		note_add(notes, "number", path, data->text, data->len, number, sure, data->text,
				 psprintf("%s：“%s”没有注明单位，按万元读作%s。", name, raw, number));
	else if (!data->quantity.plain)
		note_add(notes, "number", path, data->text, data->len, number, sure, data->text,
				 psprintf("%s：“%s”读作%s（%s）。", name, raw, number, cell_info[cell].unit));
}

/* Notes that a cell of the page has no certain place. */
static void
leave_blank(NoteList *notes, const TableLine *line, int i, const char *kind, const char *why)
{
	const DataCell *data = &line->data[i];

	if (data_is_empty(data))
		return;
	note_add(notes, kind, line->path, data->text, data->len, NULL, SURE_AMBIGUOUS, data->text,
			 psprintf("%s：%s，“%s”属于哪一格无法判断，留空。", line->name, why,
					  note_quote(data->text, data->len)));
}

/*
 * Returns how many cells the row has.  Empty cells behind its last number count
 * if the page keeps empty cells, or if they stand on lines of their own, except
 * the one that begins the next row.  Others merely fill up the table's width.
 */
static int
count_line_cells(const TableLine *line, const PipeStyle *style)
{
	int			n = line_last_filled(line) + 1;
	int			rest = line->ndata;

	if (rest > n && line->data[rest - 1].tail && !style->open_ended)
		rest--;
	if (style->leading_pipes && rest > n && line->data[rest - 1].own_line)
		rest--;
	while (n < rest && (line->data[n].is_cell || line->data[n].own_line ||
						line->data[n].tail || style->keeps_empty))
		n++;
	return n;
}

static void
place_open(const OpenLine *open, CellVector *figures, NoteList *notes)
{
	char	   *why = open->doubtful ? pstrdup("该行末尾空着，各格可能错了位") :
		open->moved ? pstrdup("该行的空格子不在原位") :
		psprintf("该行只有%d格，应有%d格", open->n, open->line->ncells);

	for (int i = 0; i < open->n; i++)
		if (open->column[i] >= 0)
			place_cell(figures, notes, open->line, i, open->column[i], open->sure[i]);
		else
			leave_blank(notes, open->line, i, "lost_cells", why);
}

/* Damage: too many empty cells.  If the other cells fill the row, it is read, else left blank. */
static void
place_crowded(const TableLine *line, CellVector *figures, NoteList *notes)
{
	int			filled = line_count_filled(line);
	int			column = 0;

	for (int i = 0; i < line->ndata; i++)
		if (line->overflow || filled != line->ncells)
			leave_blank(notes, line, i, "extra_cells",
						psprintf("该行有%d格，应有%d格", line_last_filled(line) + 1, line->ncells));
		else if (!data_is_empty(&line->data[i]))
			place_cell(figures, notes, line, i, column++, SURE_READ);
}

/*
 * May a number at the end of the page lack digits?  Not if it is a count of
 * "0": no count begins with a zero.
 */
static bool
may_be_cut(const TableLine *line, int i)
{
	const DataCell *data = &line->data[i];

	return data->cut && !(data_is_number(data) && data->quantity.len == 1 && data->quantity.digits[0] == '0' &&
						  cell_info[line->cell[i]].scale == 0);
}

static void
leave_cut(const TableLine *line, int i, const CellVector *figures, NoteList *notes)
{
	note_add(notes, "cut", cell_info[line->cell[i]].path, line->data[i].text,
			 line->data[i].len, NULL, SURE_AMBIGUOUS, line->data[i].text,
			 psprintf("%s：页面到“%s”为止，可能不完整，留空。",
					  cell_full_label(figures->forms, line->cell[i]),
					  note_quote(line->data[i].text, line->data[i].len)));
}

/* Does a relation hold with the number of a cell, and no relation fail? */
static bool
fits_relations(const CellVector *figures, int cell)
{
	return relations_verdict(figures, relation_has_cell, &cell) == EVIDENCE_HOLDS;
}

/*
 * The page ends in this row.  If no row of the table lost cells, the cells left
 * are the first ones; the last of them may itself be cut.
 */
static void
place_cut(const TableLine *line, int n, CellVector *figures, NoteList *notes)
{
	note_add(notes, "cut", line->path, NULL, 0, NULL, SURE_READ, line->at,
			 psprintf("%s：页面在该行中断，应有%d格，只有%d格，后面的格子留空。",
					  line->name, line->ncells, n));
	for (int i = 0; i < n; i++)
		if (!may_be_cut(line, i))
			place_cell(figures, notes, line, i, i, SURE_READ);
		else if (!data_is_empty(&line->data[i]))
			leave_cut(line, i, figures, notes);
}

/* Are all cells of a relation in a line?  Rows abreast look like one. */
static bool
relation_is_within(const Comparison *relation, const void *what)
{
	const TableLine *line = what;

	for (int t = 0; t < relation->nterms; t++)
	{
		RowId		row = cell_info[relation->terms[t].cell].row;

		if (shape_is(line->table, SHAPE_ABREAST) ? row_info[row].table != line->table :
			row != cell_info[line->cell[0]].row)
			return false;
	}
	return true;
}

/* Do the sums allow the cells left to be the first ones? */
static bool
cells_are_first(const TableLine *line, int n, const CellVector *figures)
{
	CellVector	trial = *figures;

	for (int i = 0; i < n; i++)
	{
		int64		value;

		if (data_is_number(&line->data[i]) && !may_be_cut(line, i) &&
			quantity_fits(&line->data[i].quantity, line->cell[i], line->label_shift[i], &value))
			vector_set(&trial, line->cell[i], value);
	}
	return relations_verdict(&trial, relation_is_within, line) != EVIDENCE_FAILS;
}

static bool
table_lost_cells(const OpenLine *open, int nopen, TableId table)
{
	for (int i = 0; i < nopen; i++)
		if (open[i].line->table == table && !open[i].line->at_page_end)
			return true;
	return false;
}

/* Does a number of several digits start with a zero? */
static bool
has_leading_zero(const DataCell *data)
{
	return data->len > 1 && data->text[0] == '0' && data->text[1] >= '0' && data->text[1] <= '9';
}

/* Split at blanks: at least two numbers, the last the sum of the rest? */
static bool
is_parted(const TableLine *line)
{
	int			last = line_last_filled(line);

	if (last < 1 || last >= line->ncells)
		return false;
	for (int i = 0; i <= last; i++)
		if (has_leading_zero(&line->data[i]))
			return false;
	return line_sum(line, 0, last + 1, BLANKS_OPEN) == EVIDENCE_HOLDS;
}

/* Are all numbers free of labels and of surplus zeros before them? */
static bool
all_stand_apart(List *lines)
{
	ListCell   *lc;

	foreach(lc, lines)
	{
		const TableLine *line = lfirst(lc);

		for (int i = 0; i < line->ndata; i++)
			if (line->data[i].is_run && (line->data[i].touches || has_leading_zero(&line->data[i])))
				return false;
	}
	return true;
}

static bool
summed_rows_are_parted(List *lines)
{
	ListCell   *lc;

	foreach(lc, lines)
	{
		const TableLine *line = lfirst(lc);

		if (shape_is(line->table, SHAPE_HEADED) && line_runs_together(line) && !is_parted(line))
			return false;
	}
	return true;
}

/*
 * Damage: lines and empty cells are lost, but not the blanks between cells.  Then
 * no numbers run together, either on the whole page or in the tables with a sum in each row.
 */
static void
part_runs(List *lines)
{
	bool		all = all_stand_apart(lines);
	ListCell   *lc;

	if (!all && !summed_rows_are_parted(lines))
		return;
	foreach(lc, lines)
	{
		TableLine  *line = lfirst(lc);

		for (int i = 0; (all || shape_is(line->table, SHAPE_HEADED)) && i < line->ndata; i++)
			line->data[i].is_run = false;
	}
}

/* Rows beside each other of which some stand where they should: the others' cells stay open. */
static void
settle_cells_in_place(const MovedCells *moved, OpenLine *open)
{
	int			n = line_cells_in_place(moved, open->line);

	for (int i = 0; i < n; i++)
		open_line_keep_column(open, i, i);
	settle_open_line(open, SURE_READ, false);
	open->undecidable = !shape_is(open->line->table, SHAPE_HEADED);
}

static bool
has_open_cell(const OpenLine *open)
{
	for (int i = 0; i < open->n; i++)
		if (open->column[i] < 0 && !data_is_empty(&open->line->data[i]))
			return true;
	return false;
}

/* May its cells have moved, in a table whose columns have sums, and has no relation decided where all of them stand? */
static bool
may_stand_as_printed(const OpenLine *open)
{
	return open->doubtful && shape_is(open->line->table, SHAPE_HEADED) && has_open_cell(open);
}

/* Reads such rows as they are printed if the sums of columns hold so. */
static void
settle_as_printed(OpenLine *open, int nopen, const CellVector *figures)
{
	CellVector	trial = *figures;

	for (int i = 0; i < nopen; i++)
		if (may_stand_as_printed(&open[i]))
			line_set_as_printed(open[i].line, &trial);
		else
			for (int at = 0; at < open[i].n; at++)
			{
				int64		value;

				if (open[i].column[at] >= 0 && open_line_value(&open[i], at, open[i].column[at], &value))
					vector_set(&trial, open[i].line->cell[open[i].column[at]], value);
			}
	for (int i = 0; i < nopen; i++)
	{
		if (!may_stand_as_printed(&open[i]) || line_is_zero(open[i].line) ||
			!line_stands_as_printed(open[i].line, &trial))
			continue;
		for (int at = 0; at < open[i].n; at++)
		{
			open[i].column[at] = at;
			open[i].sure[at] = SURE_READ;
		}
	}
}

void
place_lines(List *lines, const PipeStyle *styles, CellVector *figures, NoteList *notes)
{
	OpenLine   *open = palloc0(Max(list_length(lines), 1) * sizeof(OpenLine));
	int			nopen = 0;
	int			ncomplete[TABLE_COUNT] = {0};	/* rows that lost no cell */
	List	   *runs = NIL;
	MovedCells	moved;
	int			empty_rows[TABLE_COUNT] = {0};
	ListCell   *lc;

	part_runs(lines);
	find_moved_cells(lines, &moved);
	foreach(lc, lines)
	{
		TableLine  *line = lfirst(lc);
		int			last = line_last_filled(line);
		int			n = count_line_cells(line, &styles[line->table]);
		bool		has_moved;
		bool		doubtful;

		if (last < 0)
		{
			if (line->ncells > 0 && !line->at_page_end &&
				cellset_has(&form_layout(figures->forms)->asked, line->cell[0]))
				empty_rows[line->table]++;
			continue;
		}
		has_moved = line_has_moved(&moved, line);
		doubtful = !has_moved && line_may_have_moved(&moved, line);
		if (has_moved || doubtful)
			n = last + 1;
		if (line_runs_together(line))
			runs = lappend(runs, line);
		else if (last >= line->ncells || line->overflow)
			place_crowded(line, figures, notes);
		else if (n >= line->ncells)
		{
			for (int i = 0; i <= last; i++)
			{
				place_cell(figures, notes, line, i, i, SURE_READ);
				/* the page ends with this cell, and perhaps before the end of the number */
				if (may_be_cut(line, i) && data_is_number(&line->data[i]) &&
					!fits_relations(figures, line->cell[i]))
				{
					vector_unset(figures, line->cell[i]);
					leave_cut(line, i, figures, notes);
				}
			}
			ncomplete[line->table]++;
		}
		else
		{
			open[nopen].line = line;
			open[nopen].n = n;
			open[nopen].doubtful = doubtful;
			open[nopen].moved = has_moved || doubtful;
			memset(open[nopen].column, -1, sizeof(open[nopen].column));
			open_line_make_candidates(&open[nopen]);
			/* only the column of the total can hold the sum of the others */
			if (moved.shown_by_sums[line->table] && open[nopen].moved && line_ends_in_sum_early(line) == EVIDENCE_HOLDS)
			{
				open_line_keep_column(&open[nopen], last, line->shape->total);
				settle_open_line(&open[nopen], SURE_BY_RULE, false);
			}
			if (open[nopen].doubtful)
				settle_cells_in_place(&moved, &open[nopen]);
			nopen++;
		}
	}

	/* a row of numbers without label accounts for a label without numbers */
	for (int table = 0; table < TABLE_COUNT; table++)
		empty_rows[table] -= styles[table].unplaced;
	if (runs != NIL)
		place_run_together(runs, lines, empty_rows, figures, notes);
	for (int i = 0; i < nopen; i++)
		if (open[i].line->at_page_end && !table_lost_cells(open, nopen, open[i].line->table) &&
			cells_are_first(open[i].line, open[i].n, figures))
		{
			place_cut(open[i].line, open[i].n, figures, notes);
			open[i] = open[--nopen];
			break;
		}
	if (nopen == 0)
		return;
	settle_open_lines_by_rule(open, nopen, figures);
	if (settle_filled_ends(open, nopen, empty_rows, figures))
		settle_open_lines_by_rule(open, nopen, figures);
	doubt_broken_relations(open, nopen, figures);
	settle_as_printed(open, nopen, figures);
	for (int i = 0; i < nopen; i++)
	{
		settle_open_line_by_position(open, nopen, ncomplete[open[i].line->table], &open[i]);
		place_open(&open[i], figures, notes);
	}
}
