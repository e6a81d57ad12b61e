/*
 * guess_moved_cells.c
 *	  Rows of published tables whose cells have moved up over empty ones.
 *
 * Damage: empty cells were taken out and put at the end of the row, "3 | 3 | | | | | |",
 * or the cells behind a lost one moved up and an empty one follows.  The number
 * of cells is right, and their places are not.  Then the last number of a row is
 * the sum of the others, but stands before the column of the total.
 */
#include "postgres.h"

#include "table/guess_moved_cells.h"
#include "table/shape.h"
#include "table/thresholds.h"

/* Is there an empty cell before a filled one? */
static bool
line_has_hole(const TableLine *line)
{
	return line_count_filled(line) < line_last_filled(line) + 1;
}

/* Are there as many cells as the row should have, empty ones behind the last number? */
static bool
ends_before_total(const TableLine *line)
{
	int			last = line_last_filled(line);

	return last >= 0 && last < line->ncells - 1 && line->ndata >= line->ncells && !line->at_page_end;
}

ReadEvidence
line_ends_in_sum_early(const TableLine *line)
{
	int			last = line_last_filled(line);
	ReadEvidence	sum;

	if (shape_kind(line->table) != SHAPE_HEADED || !ends_before_total(line) || line_is_zero(line))
		return EVIDENCE_OPEN;
	sum = line_sum(line, 0, last + 1, BLANKS_NOTHING);
	/* a number alone is no total */
	return sum == EVIDENCE_OPEN ? EVIDENCE_FAILS : sum;
}

/* Is a number in the place of a total of rows beside each other not the sum of the others? */
static bool
has_wrong_sum(const TableLine *line)
{
	const TableShape *shape = line->shape;

	for (int from = 0; line->ncells == shape->line_cells && from < line->ncells; from += shape->columns)
		if (line_sum(line, from, shape->columns, BLANKS_NOTHING) == EVIDENCE_FAILS)
			return true;
	return false;
}

/* Is a total of theirs missing, or none? */
static bool
has_misplaced_total(const TableLine *line)
{
	const TableShape *shape = line->shape;
	int			last = line_last_filled(line);

	for (int from = 0; from < line->ncells; from += shape->columns)
		for (int i = from; last < from + shape->total && i <= last; i++)
			if (!data_is_zero(&line->data[i]))
				return true;
	return has_wrong_sum(line);
}

/* The same for rows beside each other on one line: can they all be cut from its numbers, each ending in a sum? */
static ReadEvidence
divides_into_sums(const TableLine *line)
{
	const TableShape *shape = line->shape;
	int			last = line_last_filled(line);
	bool		ends[LINE_DATA_MAX + 1] = {true};	/* a row may end before the i-th cell */

	if (!ends_before_total(line) || line_is_zero(line) ||
		line->ncells != shape->line_cells)
		return EVIDENCE_OPEN;
	for (int from = 0; from <= last; from++)
		for (int n = 2; ends[from] && n <= Min(shape->columns, last + 1 - from); n++)
			if (line_sum(line, from, n, BLANKS_NOTHING) == EVIDENCE_HOLDS)
				ends[from + n] = true;
	return has_misplaced_total(line) && ends[last + 1] ? EVIDENCE_HOLDS : EVIDENCE_FAILS;
}

/*
 * Do the empty cells stand behind the numbers more often than before one, and not always as many?
 * Those that an office leaves out stand anywhere, or in the same column of each row.  In a row of zeros
 * no sum shows that they moved.
 */
static bool
ends_are_ragged(List *lines, int table, int late)
{
	int			ends = 0;
	int			holes = 0;
	int			least = LINE_CELLS_MAX;
	int			most = 0;
	ListCell   *lc;

	foreach(lc, lines)
	{
		const TableLine *line = lfirst(lc);
		int			empty = line->ncells - 1 - line_last_filled(line);

		if (line->table != table)
			continue;
		if (line_has_hole(line))
			holes++;
		else if (ends_before_total(line))
		{
			ends++;
			least = Min(least, empty);
			most = Max(most, empty);
		}
	}
	return shape_is(table, SHAPE_HEADED) && least < most && ends >= RAGGED_ROWS_MIN && ends > holes &&
		ends >= late * RAGGED_PER_LATE;
}

void
find_moved_cells(List *lines, MovedCells *moved)
{
	int			early[TABLE_COUNT] = {0};
	int			late[TABLE_COUNT] = {0};
	int			filled[TABLE_COUNT] = {0};
	int			empty[TABLE_COUNT] = {0};
	int			sound[TABLE_COUNT] = {0};	/* rows that end in their sum */
	int			all_sound = 0;
	int			unsound = 0;
	bool		holes[TABLE_COUNT] = {false};
	bool		any = false;	/* all empty cells of a table went to the end */
	bool		some = false;	/* some of them did */
	ListCell   *lc;

	memset(moved, 0, sizeof(*moved));
	foreach(lc, lines)
	{
		const TableLine *line = lfirst(lc);
		ShapeKind	kind = shape_kind(line->table);
		ReadEvidence	sum = kind == SHAPE_ABREAST ? divides_into_sums(line) : line_ends_in_sum_early(line);

		early[line->table] += sum == EVIDENCE_HOLDS;
		late[line->table] += sum == EVIDENCE_FAILS;
		holes[line->table] = holes[line->table] || line_has_hole(line);
		if (line_last_filled(line) >= line->ncells - 1)
		{
			filled[line->table]++;
			if (has_wrong_sum(line))
				unsound++;
			else
				sound[line->table] += !line_is_zero(line);
		}
		else if (line_last_filled(line) >= 0)
			empty[line->table]++;
	}
	for (int table = 0; table < TABLE_COUNT; table++)
	{
		moved->everywhere[table] = early[table] > late[table] ||
			(early[table] >= EARLY_SUMS_ALONE && filled[table] == 0) ||
			ends_are_ragged(lines, table, late[table]);
		moved->shown_by_sums[table] = early[table] > late[table] &&
			(early[table] >= EARLY_SUMS_MIN || !holes[table]);
		moved->totals_filled[table] = filled[table] > TOTALS_PER_LOSS * empty[table];
		moved->shown[table] = shape_is(table, SHAPE_HEADED) && early[table] > 0 && (sound[table] > 0 || filled[table] == 0);
		moved->shown_anywhere = moved->shown_anywhere || moved->shown[table] || moved->everywhere[table];
		all_sound += sound[table];
		any = any || (moved->everywhere[table] && !holes[table]);
		some = some || (moved->everywhere[table] && holes[table] && early[table] >= EARLY_SUMS_MIN);
	}
	moved->sums_hold = all_sound >= unsound;
	/* what moved empty cells of a table did so in the others; what moved all of them, unless one stayed */
	for (int table = 0; (any || some) && table < TABLE_COUNT; table++)
		if (some || !holes[table])
			moved->everywhere[table] = true;
}

/* Rows beside each other with a total that is none, and which cannot be cut into such that end in their sums */
static bool
has_no_cut(const TableLine *line)
{
	return shape_is(line->table, SHAPE_ABREAST) && line->ncells == line->shape->line_cells && has_misplaced_total(line) &&
		divides_into_sums(line) == EVIDENCE_FAILS;
}

bool
line_has_moved(const MovedCells *moved, const TableLine *line)
{
	return ends_before_total(line) && !has_no_cut(line) &&
		(moved->everywhere[line->table] ||
		 (moved->totals_filled[line->table] && line_ends_in_sum_early(line) == EVIDENCE_HOLDS));
}

/* Does the last of rows beside each other end in its sum, other than zero, before the column of the total? */
static bool
last_block_ends_early(const TableLine *line)
{
	int			last = line_last_filled(line);
	int			from = last - last % line->shape->columns;

	return last % line->shape->columns < line->shape->total && !data_is_zero(&line->data[last]) &&
		line_sum(line, from, last + 1 - from, BLANKS_NOTHING) == EVIDENCE_HOLDS;
}

/* Has a row several numbers other than zero, the last of them the largest? */
static bool
ends_like_total(const TableLine *line)
{
	int			last = line_last_filled(line);
	int			others = 0;
	int64		total;

	if (last < 0 || !data_is_number(&line->data[last]) || !quantity_fits(&line->data[last].quantity, line->shape->sum_cell, AMOUNT_SHIFT, &total))
		return false;
	for (int i = 0; i < last; i++)
	{
		int64		value;

		if (!data_is_number(&line->data[i]) || data_is_zero(&line->data[i]))
			continue;
		if (!quantity_fits(&line->data[i].quantity, line->shape->sum_cell, AMOUNT_SHIFT, &value) || value > total)
			return false;
		others++;
	}
	return others > 0;
}

bool
line_may_have_moved(const MovedCells *moved, const TableLine *line)
{
	if (!moved->sums_hold || !ends_before_total(line))
		return false;
	if (shape_is(line->table, SHAPE_HEADED))
		return moved->shown[line->table] || (moved->totals_filled[line->table] && ends_like_total(line));
	if (shape_is(line->table, SHAPE_ABREAST) && line->ncells == line->shape->line_cells)
		return moved->shown_anywhere ? has_misplaced_total(line) : has_wrong_sum(line) || last_block_ends_early(line);
	return moved->shown_anywhere;
}

int
line_cells_in_place(const MovedCells *moved, const TableLine *line)
{
	int			columns = line->shape->columns;
	int			n = 0;

	if (moved->shown_anywhere || !shape_is(line->table, SHAPE_ABREAST) || line->ncells != line->shape->line_cells)
		return 0;
	for (int from = 0; from < line->ncells; from += columns)
		if (line_sum(line, from, columns, BLANKS_NOTHING) == EVIDENCE_HOLDS && !data_is_zero(&line->data[from + columns - 1]))
			n = from + columns;
	return n;
}

void
line_set_as_printed(const TableLine *line, CellVector *figures)
{
	int64		sum = 0;
	int			total = line->cell[line->shape->total];

	for (int i = 0; i <= line_last_filled(line); i++)
	{
		int64		value;

		if (!data_is_number(&line->data[i]) || !quantity_fits(&line->data[i].quantity, line->cell[i], line->label_shift[i], &value))
			continue;
		vector_set(figures, line->cell[i], value);
		sum += value;
	}
	vector_set(figures, total, sum);
}

bool
line_stands_as_printed(const TableLine *line, const CellVector *figures)
{
	CellVector	trial = *figures;
	CellSet		blanks;

	vector_blanks(figures, &blanks);
	for (int cell = 0; cell < CELL_COUNT; cell++)
		if (cellset_has(&blanks, cell) && row_info[cell_info[cell].row].table == line->table)
			vector_set(&trial, cell, 0);
	for (int i = 0; i < line->ncells; i++)
		if (cellset_has(&trial.numbers, line->cell[i]) && trial.value[line->cell[i]] != 0 &&
			relations_verdict(&trial, relation_has_cell, &line->cell[i]) != EVIDENCE_HOLDS)
			return false;
	return true;
}
