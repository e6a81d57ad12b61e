/*
 * guess_run_together.c
 *	  Rows of published tables whose numbers run together, cut into cells.
 *
 * All cuts of a row are listed, see run_cut.h; those that relations with other
 * rows exclude are dropped until nothing changes.  A cell that is equal in all
 * cuts left is read, the others stay blank.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/decimal.h"
#include "figures/structure.h"
#include "rule/bounds.h"
#include "table/guess_run_together.h"
#include "table/run_cut.h"
#include "table/thresholds.h"

/* Rows that may run into one, where their labels stand below them */
#define ROWS_IN_RUN_MAX	3

bool
line_runs_together(const TableLine *line)
{
	bool		any = false;

	for (int i = 0; i < line->ndata; i++)
		any = any || line->data[i].is_run;
	if (!any || line->ndata != line->ncells)
		return any;
	/* as many numbers as cells: they do not run together after all */
	for (int i = 0; i < line->ndata; i++)
	{
		Quantity	quantity;

		quantity_read(line->data[i].text, line->data[i].len, &quantity);
		if (quantity.kind == QUANTITY_OTHER)
			return true;
	}
	return false;
}

static bool
cut_allowed(const RunTogether *run, const Cut *cut, Bounds *bounds)
{
	int			cells[LINE_CELLS_MAX];
	int64		values[LINE_CELLS_MAX];
	int			n = 0;

	for (int column = 0; column < run->line->ncells; column++)
		if (cut->stated & ((uint32) 1 << column))
		{
			cells[n] = run->line->cell[column];
			values[n++] = cut->value[column];
		}
	return bounds_allow(bounds, cells, values, n);
}

/* Settles the cells that are equal in all cuts, and within bounds if these decide; returns whether there are new ones. */
static bool
settle_cells(RunTogether *run, CellVector *figures, Bounds *bounds, bool within)
{
	bool		changed = false;

	for (int column = 0; column < run->line->ncells; column++)
	{
		int			cell = run->line->cell[column];
		uint32		bit = (uint32) 1 << column;
		const Cut *first = &run->cut[0];
		bool		same = true;

		if (cellset_has(&run->settled, cell))
			continue;
		for (int i = 1; same && i < run->ncuts; i++)
			same = run->cut[i].value[column] == first->value[column] &&
				(run->cut[i].stated & bit) == (first->stated & bit);
		/* the total ends where the row does */
		if (!same || (within && (first->stated & bit) && !shape_cell_is_total(cell) &&
					  (first->value[column] < bounds->low[cell] || first->value[column] > bounds->high[cell])))
			continue;
		cellset_add(&run->settled, cell);
		if (first->stated & bit)
		{
			vector_set(figures, cell, first->value[column]);
			bounds_set(bounds, cell, first->value[column]);
		}
		changed = true;
	}
	return changed;
}

static bool
narrow(RunTogether *run, CellVector *figures, Bounds *bounds)
{
	int			kept = 0;

	for (int i = 0; i < run->ncuts; i++)
		if (cut_allowed(run, &run->cut[i], bounds))
		{
			const Cut	allowed = run->cut[i];

			run->cut[i] = run->cut[kept];
			run->cut[kept++] = allowed;
		}
	/* the page contradicts itself: no relation with other rows decides, and if the sum of this row is wrong, no cut is right */
	if (kept > 0)
		run->ncuts = kept;
	return settle_cells(run, figures, bounds, kept == 0);
}

/* Shows how a row was cut, "71 3 0 0 0 0 74", with a question mark for an open cell. */
static char *
cut_text(const RunTogether *run)
{
	StringInfoData text;
	char		number[DECIMAL_TEXT_SIZE];

	initStringInfo(&text);
	for (int column = 0; column < run->line->ncells; column++)
	{
		int			cell = run->line->cell[column];

		if (column > 0)
			appendStringInfoChar(&text, ' ');
		if (!cellset_has(&run->settled, cell))
			appendStringInfoString(&text, "？");
		else if (run->cut[0].stated & ((uint32) 1 << column))
		{
			decimal_format(run->cut[0].value[column], cell_info[cell].scale, number);
			appendStringInfoString(&text, number);
		}
		else
			appendStringInfoChar(&text, '/');
	}
	return text.data;
}

static void
note_run(const RunTogether *run, NoteList *notes)
{
	const TableLine *line = run->line;
	bool		all = cellset_count(&run->settled) == line->ncells;
	char	   *raw = note_quote(run->text ? run->text : line->data[0].text,
								 run->text ? run->text_len : line->data[0].len);

	if (notes_dropped(notes))
		return;
	if (all)
		note_add(notes, "run_together", line->path, raw, strlen(raw), NULL, SURE_BY_RULE, line->at,
				 psprintf("%s：各数连在一起，“%s”断开为“%s”。", line->name, raw, cut_text(run)));
	else if (run->undecidable)
		note_add(notes, "run_together", line->path, raw, strlen(raw), NULL, SURE_AMBIGUOUS, line->at,
				 psprintf("%s：各数连在一起，“%s”应有%d格，无法断开，留空。", line->name, raw, line->ncells));
	else
		note_add(notes, "run_together", line->path, raw, strlen(raw), NULL, SURE_AMBIGUOUS, line->at,
				 psprintf("%s：各数连在一起，“%s”有%d种断法，“%s”中的“？”各格留空。", line->name, raw,
						  run->ncuts, cut_text(run)));
}

/* Can a row be doubted: is it cut, and not into digits? */
static bool
may_be_doubted(const RunTogether *run, TableId table)
{
	return run->line->table == table && !run->undecidable && run->n > run->line->ncells;
}

static bool
any_may_be_doubted(const RunTogether *runs, int n, TableId table)
{
	for (int i = 0; i < n; i++)
		if (may_be_doubted(&runs[i], table))
			return true;
	return false;
}

/*
 * Leaves the rows of a table uncut, but for those with just as many digits as cells, if
 * several without a cut have one into fewer numbers: then cells are lost in others too.
 */
static void
doubt_cuts_by_lost_cells(RunTogether *runs, int n, TableId table)
{
	int			shorter = 0;

	if (!any_may_be_doubted(runs, n, table))
		return;
	for (int i = 0; shorter < LOST_RUNS_MIN && i < n; i++)
		if (runs[i].line->table == table && runs[i].ncuts == 0)
			for (int cells = runs[i].line->ncells - 1; cells >= LOST_IN_RUN_LEAST; cells--)
				if (run_cuts_into_sum(&runs[i], 0, cells, 0))
				{
					shorter++;
					break;
				}
	for (int i = 0; shorter >= LOST_RUNS_MIN && i < n; i++)
		if (may_be_doubted(&runs[i], table))
			runs[i].undecidable = true;
}

/* Returns how many relations the figures break with the rows of a table that have one cut; one of them may be left out. */
static int
broken_relations(const RunTogether *runs, int n, TableId table, int without, const CellVector *figures, const CellSet *open)
{
	CellVector	trial = *figures;
	Bounds	   *bounds;
	int			broken = 0;

	for (int i = 0; i < n; i++)
		for (int column = 0; i != without && runs[i].line->table == table && runs[i].ncuts == 1 && column < runs[i].line->ncells; column++)
			vector_set(&trial, runs[i].line->cell[column], runs[i].cut[0].value[column]);
	bounds = bounds_begin(&trial, open);
	for (int i = 0; i < bounds->nrelations; i++)
		broken += bounds->broken[i];
	return broken;
}

/*
 * Leaves uncut the row without which the most sums of columns hold again, if several fail on a page
 * with wrong sums: one of these may have a cut by chance, which then breaks them.
 */
static void
doubt_cuts_by_columns(RunTogether *runs, int n, TableId table, const CellVector *figures, const CellSet *open)
{
	int			uncut = 0;
	int			fewest;
	int		   *left;

	for (int i = 0; i < n; i++)
		uncut += runs[i].line->table == table && runs[i].ncuts == 0;
	if (uncut == 0 || !any_may_be_doubted(runs, n, table))
		return;
	fewest = broken_relations(runs, n, table, -1, figures, open) - BROKEN_COLUMNS_MIN;
	if (fewest < broken_relations(runs, 0, table, -1, figures, open))
		return;
	left = palloc(n * sizeof(int));
	for (int i = 0; i < n; i++)
	{
		left[i] = broken_relations(runs, n, table, i, figures, open);
		fewest = Min(fewest, left[i]);
	}
	for (int i = 0; i < n; i++)
		if (may_be_doubted(&runs[i], table) && left[i] == fewest)
			runs[i].undecidable = true;
	pfree(left);
}

/*
 * Damage: labels are lost, and the numbers of their rows run into the row above.  Do the
 * signs, from one on, divide into rows, at least so many and at most so many?
 */
static bool
divides_into_rows(const RunTogether *run, int from, int least, int most)
{
	int			ncells = run->line->ncells;

	if (least <= 1 && run_part_has_cut(run, from, run->n))
		return true;
	for (int to = from + ncells; most > 1 && to + ncells <= run->n; to++)
		if (run_part_has_cut(run, from, to) && divides_into_rows(run, to, least - 1, most - 1))
			return true;
	return false;
}

static bool
page_has_row(List *lines, int row)
{
	ListCell   *lc;

	foreach(lc, lines)
		if (cell_info[((const TableLine *) lfirst(lc))->cell[0]].row == row)
			return true;
	return false;
}

/* Returns how many rows that the form has right behind a line, or in its place, are not on the page. */
static int
rows_missing_behind(const TableLine *line, List *lines)
{
	const TableShape *shape = line->shape;
	int			own = cell_info[line->cell[0]].row;
	int			place = shape_place_of_row(shape, own);
	int			missing = 0;

	for (int i = place + 1; i < shape->rows; i++)
		if (place < 0 && !row_stands_in(own, shape->row[i]))
			continue;
		else if (!page_has_row(lines, shape->row[i]))
			missing++;
		else if (place >= 0)
			break;
	return missing;
}

static RunTogether *
run_of_line(RunTogether *runs, int n, const TableLine *line)
{
	for (int i = 0; i < n; i++)
		if (runs[i].line == line)
			return &runs[i];
	return NULL;
}

/* Leaves uncut the rows from a place on, in steps of one or minus one, if they lead to a label without numbers. */
static void
doubt_up_to_empty(RunTogether *runs, int n, List *lines, int from, int step)
{
	TableId		table = ((const TableLine *) list_nth(lines, from - step))->table;
	int			end = from;

	while (end >= 0 && end < list_length(lines) && ((const TableLine *) list_nth(lines, end))->table == table &&
		   line_last_filled(list_nth(lines, end)) >= 0)
		end += step;
	if (end < 0 || end >= list_length(lines) || ((const TableLine *) list_nth(lines, end))->table != table)
		return;
	for (int i = from; i != end; i += step)
	{
		RunTogether *run = run_of_line(runs, n, list_nth(lines, i));

		if (run != NULL)
			run->undecidable = true;
	}
}

/* Is there a label without numbers among the rows of a table? */
static bool
has_empty_row(List *lines, TableId table)
{
	ListCell   *lc;

	foreach(lc, lines)
	{
		const TableLine *line = lfirst(lc);

		if (line->table == table && line_last_filled(line) < 0)
			return true;
	}
	return false;
}

/*
 * Leaves the rows of a table uncut, but for those of zeros, if many of them have no
 * cut: then cells are lost, and another may have one by chance.  So they are in captioned
 * blocks, which have no sums to show it, unless labels without numbers say that rows have run into others.
 */
static void
doubt_cuts(RunTogether *runs, int n, List *lines, TableId table)
{
	bool		captioned_too = !has_empty_row(lines, table);
	int			rows = 0;
	int			uncut = 0;

	for (int i = 0; i < n; i++)
		if (runs[i].line->table == table && !run_is_zeros(&runs[i]))
		{
			rows++;
			uncut += runs[i].ncuts == 0;
		}
	for (int i = 0; uncut * UNCUT_ROWS_OF > rows && i < n; i++)
		if ((runs[i].line->table == table || (captioned_too && shape_is(runs[i].line->table, SHAPE_CAPTIONED))) &&
			!run_is_zeros(&runs[i]))
			runs[i].undecidable = true;
}

/*
 * Damage: numbers stand above their labels, and run into the row above.  It shows in a row that is no
 * row, but several, beside a label without numbers; see unname_shifted_rows().
 */
static void
doubt_shifted_runs(RunTogether *runs, int n, List *lines)
{
	for (int i = 0; i < list_length(lines); i++)
	{
		const RunTogether *run = run_of_line(runs, n, list_nth(lines, i));

		if (run == NULL || run->ncuts > 0 || !shape_is(run->line->table, SHAPE_HEADED) ||
			!has_empty_row(lines, run->line->table) || rows_missing_behind(run->line, lines) > 0 ||
			!divides_into_rows(run, 0, 2, ROWS_IN_RUN_MAX))
			continue;
		doubt_up_to_empty(runs, n, lines, i + 1, 1);
		doubt_up_to_empty(runs, n, lines, i - 1, -1);
	}
}

void
place_run_together(List *lines, List *all, const int *empty_rows, CellVector *figures, NoteList *notes)
{
	int			n = list_length(lines);
	RunTogether *runs = palloc0(Max(n, 1) * sizeof(RunTogether));
	CellSet		open = form_layout(figures->forms)->asked;
	Bounds	   *bounds;
	bool		changed = true;
	bool		empty_cells[TABLE_COUNT];
	bool		short_rows = false;

	for (int table = 0; table < TABLE_COUNT; table++)
		empty_cells[table] = empty_rows[table] > 0;
	for (int i = 0; i < n; i++)
	{
		runs[i].line = list_nth(lines, i);
		runs[i].undecidable = !run_read_signs(&runs[i]);
		if (!runs[i].undecidable && run_lacks_cells(&runs[i]))
			short_rows = true;
	}
	for (int i = 0; i < n; i++)
	{
		run_make_cuts(&runs[i], short_rows || empty_cells[runs[i].line->table]);
		for (int column = 0; column < runs[i].line->ncells; column++)
			cellset_add(&open, runs[i].line->cell[column]);
	}
	for (int i = 0; i < n; i++)
		if (shape_is(runs[i].line->table, SHAPE_HEADED) && !runs[i].undecidable &&
			divides_into_rows(&runs[i], 0, 2, 1 + rows_missing_behind(runs[i].line, all)))
			runs[i].undecidable = true;
	doubt_shifted_runs(runs, n, all);
	for (int table = 0; table < TABLE_COUNT; table++)
		if (shape_is(table, SHAPE_HEADED))
		{
			doubt_cuts(runs, n, all, table);
			doubt_cuts_by_lost_cells(runs, n, table);
			doubt_cuts_by_columns(runs, n, table, figures, &open);
		}
	bounds = bounds_begin(figures, &open);
	for (int i = 0; i < n; i++)
		if (!runs[i].undecidable && runs[i].ncuts == 1)
			settle_cells(&runs[i], figures, bounds, false);
	bounds_narrow(bounds);
	for (int i = 0; i < n; i++)
		if (!runs[i].undecidable && runs[i].ncuts > 1)
			settle_cells(&runs[i], figures, bounds, true);
	while (changed)
	{
		CHECK_FOR_INTERRUPTS();
		changed = false;
		bounds_narrow(bounds);
		for (int i = 0; i < n; i++)
			if (!runs[i].undecidable && runs[i].ncuts > 1 &&
				narrow(&runs[i], figures, bounds))
				changed = true;
	}
	for (int i = 0; i < n; i++)
		note_run(&runs[i], notes);
}
