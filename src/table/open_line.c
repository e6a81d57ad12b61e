/*
 * open_line.c
 *	  Rows of published tables that have lost empty cells: in which columns
 *	  their numbers can and must go.
 *
 * Each way to put the cells that are left into columns is a candidate.  Columns
 * are decided
 *
 *  - by rule: candidates that the statutory relations exclude, given all that is
 *    known of other rows, are dropped until nothing changes;
 *  - by filled ends: if an office fills in the first column and the total
 *    throughout, these are the first and the last number, see guess_filled_ends.c;
 *  - by position, zeros only: if most rows of the table lost cells, and nearly
 *    all of these have as many left, filled in the same few ways, they lost the
 *    same columns.  Rows decided by rule show which; otherwise the first cell is
 *    in the first column and a zero behind empty cells is the total.
 *
 * A number that has one column in all candidates left is placed there.  A number
 * still open stays blank, with a note.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "rule/bounds.h"
#include "table/evidence.h"
#include "table/open_line.h"
#include "table/shape.h"
#include "table/thresholds.h"

/* Returns the column of the i-th cell left, in a candidate. */
static int
candidate_column(uint16 candidate, int i)
{
	uint32		columns = candidate;

	while (i-- > 0)
		columns &= columns - 1;
	return pg_rightmost_one_pos32(columns);
}

void
open_line_make_candidates(OpenLine *open)
{
	int			ncells = open->line->ncells;
	uint32		end = (uint32) 1 << ncells;
	bool	   *seen = palloc0(end * sizeof(bool));
	int			size = 1;

	for (int i = 0; i < open->n; i++)
		size = size * (ncells - i) / (i + 1);
	open->candidate = palloc(size * sizeof(uint16));
	open->ncandidates = 0;
	for (uint32 columns = 0; columns < end; columns++)
	{
		uint32		filled = 0;

		if (pg_popcount32(columns) != open->n)
			continue;
		for (int i = 0; i < open->n; i++)
			if (!data_is_empty(&open->line->data[i]))
				filled |= (uint32) 1 << candidate_column((uint16) columns, i);
		if (!seen[filled])
			open->candidate[open->ncandidates++] = (uint16) columns;
		seen[filled] = true;
	}
	pfree(seen);
}

static bool
candidate_allowed(const OpenLine *open, uint16 candidate, Bounds *bounds)
{
	const TableLine *line = open->line;
	int			cells[LINE_CELLS_MAX];
	int64		values[LINE_CELLS_MAX];
	int			n = 0;

	for (int i = 0; i < open->n; i++)
	{
		int			column;

		if (!data_is_number(&line->data[i]))
			continue;
		column = candidate_column(candidate, i);
		if (!quantity_fits(&line->data[i].quantity, line->cell[column],
						   line->label_shift[column], &values[n]))
			return false;
		cells[n++] = line->cell[column];
	}
	return bounds_allow(bounds, cells, values, n);
}

bool
settle_open_line(OpenLine *open, Sureness sure, bool zeros_only)
{
	bool		settled = false;

	for (int i = 0; i < open->n; i++)
	{
		int			column = candidate_column(open->candidate[0], i);
		bool		same = true;

		if (open->column[i] >= 0 || data_is_empty(&open->line->data[i]) ||
			(zeros_only && !data_is_zero(&open->line->data[i])))
			continue;
		for (int c = 1; same && c < open->ncandidates; c++)
			same = candidate_column(open->candidate[c], i) == column;
		if (!same)
			continue;
		open->column[i] = column;
		open->sure[i] = sure;
		settled = true;
	}
	return settled;
}

bool
open_line_value(const OpenLine *open, int i, int column, int64 *value)
{
	const TableLine *line = open->line;

	return data_is_number(&line->data[i]) &&
		quantity_fits(&line->data[i].quantity, line->cell[column], line->label_shift[column], value);
}

static void
set_bound(const OpenLine *open, int i, Bounds *bounds)
{
	int64		value;

	if (open_line_value(open, i, open->column[i], &value))
		bounds_set(bounds, open->line->cell[open->column[i]], value);
}

/* Does a candidate put a filled cell into a column? */
static bool
candidate_fills(const OpenLine *open, uint16 candidate, int column)
{
	for (int i = 0; i < open->n; i++)
		if (!data_is_empty(&open->line->data[i]) && candidate_column(candidate, i) == column)
			return true;
	return false;
}

/* Do the allowed candidates all leave a total empty that some candidate fills? */
static bool
only_totals_are_lost(const OpenLine *open, const uint16 *allowed, int nallowed)
{
	for (int column = 0; column < open->line->ncells; column++)
	{
		bool		before = false;
		bool		after = false;

		if (!shape_cell_is_total(open->line->cell[column]))
			continue;
		for (int c = 0; c < open->ncandidates && !before; c++)
			before = candidate_fills(open, open->candidate[c], column);
		for (int c = 0; c < nallowed && !after; c++)
			after = candidate_fills(open, allowed[c], column);
		if (before && !after)
			return true;
	}
	return false;
}

/* Returns the candidates that the relations do not exclude. */
static uint16 *
allowed_candidates(const OpenLine *open, Bounds *bounds, int *n)
{
	uint16	   *allowed = palloc(open->ncandidates * sizeof(uint16));

	*n = 0;
	for (int c = 0; c < open->ncandidates; c++)
		if (candidate_allowed(open, open->candidate[c], bounds))
			allowed[(*n)++] = open->candidate[c];
	return allowed;
}

/*
 * Drops the candidates that the relations exclude; returns whether anything was
 * settled.  A row without its total breaks no relation; if only such candidates
 * survive, a sum on the page is wrong, unless every row has lost its total.
 */
static bool
narrow_by_rule(OpenLine *open, Bounds *bounds, bool totals_lost)
{
	int			n;
	uint16	   *allowed = allowed_candidates(open, bounds, &n);
	bool		settled;

	if (n == 0 || (!totals_lost && only_totals_are_lost(open, allowed, n)))
	{
		/* the page contradicts itself: no relation decides this row */
		pfree(allowed);
		open->undecidable = true;
		return false;
	}
	pfree(open->candidate);
	open->candidate = allowed;
	open->ncandidates = n;
	settled = settle_open_line(open, SURE_BY_RULE, false);
	for (int i = 0; settled && i < open->n; i++)
		if (open->column[i] >= 0)
			set_bound(open, i, bounds);
	return settled;
}

/*
 * True if, by the relations, all rows of a table that lost cells, and at least
 * several, lost their totals.
 */
static bool
totals_are_lost(const OpenLine *open, int nopen, TableId table, Bounds *bounds)
{
	int			lost = 0;

	for (int i = 0; i < nopen; i++)
	{
		int			n;
		uint16	   *allowed;

		if (open[i].line->table != table || open[i].undecidable || open[i].ncandidates < 2 ||
			line_is_zero(open[i].line))
			continue;
		allowed = allowed_candidates(&open[i], bounds, &n);
		if (n > 0 && !only_totals_are_lost(&open[i], allowed, n))
			return false;
		lost += n > 0;
		pfree(allowed);
	}
	return lost >= TOTALS_LOST_MIN;
}

/*
 * Is the last number not the sum of the others, and none was lost that could make up for it?  Then one of
 * them is wrong, and the relations would put them anywhere.  So they would a number alone, which has no total.
 * On a page with other wrong sums none was lost: only empty cells are.
 */
static bool
sum_is_wrong(const OpenLine *open, bool others_wrong)
{
	const TableLine *line = open->line;
	int128		excess;

	if (!shape_is(line->table, SHAPE_HEADED) || line->at_page_end)
		return false;
	if (open->moved && line_count_filled(line) == 1 && !line_is_zero(line))
		return true;
	return line_sum_excess(line, 0, line_last_filled(line) + 1, BLANKS_NOTHING, &excess) == EVIDENCE_FAILS &&
		(open->moved || others_wrong || excess > 0);
}

/* Does a relation fail, whatever the columns of open rows, or an open row exceed its total? */
static bool
sums_are_wrong(const OpenLine *open, int nopen, const Bounds *bounds)
{
	for (int i = 0; i < bounds->nrelations; i++)
		if (bounds->broken[i])
			return true;
	for (int i = 0; i < nopen; i++)
		if (sum_is_wrong(&open[i], false))
			return true;
	return false;
}

void
settle_open_lines_by_rule(OpenLine *open, int nopen, const CellVector *figures)
{
	CellSet		asked = form_layout(figures->forms)->asked;
	Bounds	   *bounds;
	bool		totals_lost[TABLE_COUNT];
	bool		sums_wrong;
	bool		changed = true;

	for (int i = 0; i < nopen; i++)
		for (int column = 0; column < open[i].line->ncells; column++)
			cellset_add(&asked, open[i].line->cell[column]);
	bounds = bounds_begin(figures, &asked);
	for (int table = 0; table < TABLE_COUNT; table++)
		totals_lost[table] = totals_are_lost(open, nopen, table, bounds);
	sums_wrong = sums_are_wrong(open, nopen, bounds);
	for (int i = 0; i < nopen; i++)
		if (!totals_lost[open[i].line->table] && sum_is_wrong(&open[i], sums_wrong))
			open[i].undecidable = true;
	for (int i = 0; i < nopen; i++)
		for (int at = 0; at < open[i].n; at++)
			if (open[i].column[at] >= 0)
				set_bound(&open[i], at, bounds);
	while (changed)
	{
		CHECK_FOR_INTERRUPTS();
		changed = false;
		bounds_narrow(bounds);
		for (int i = 0; i < nopen; i++)
			if (!shape_is(open[i].line->table, SHAPE_CAPTIONED) && !open[i].undecidable &&
				open[i].ncandidates > 1 &&
				narrow_by_rule(&open[i], bounds, totals_lost[open[i].line->table]))
				changed = true;
	}
}

/* Puts what is known of the columns of open rows into the figures. */
static void
add_settled(const OpenLine *open, int nopen, CellVector *figures)
{
	for (int i = 0; i < nopen; i++)
		for (int at = 0; at < open[i].n; at++)
		{
			int64		value;

			if (open[i].column[at] >= 0 && open_line_value(&open[i], at, open[i].column[at], &value))
				vector_set(figures, open[i].line->cell[open[i].column[at]], value);
		}
}

void
doubt_broken_relations(OpenLine *open, int nopen, const CellVector *figures)
{
	CellSet		asked = form_layout(figures->forms)->asked;
	CellVector	trial = *figures;
	const Bounds *before;
	const Bounds *after;

	add_settled(open, nopen, &trial);
	before = bounds_begin(figures, &asked);
	after = bounds_begin(&trial, &asked);
	for (int relation = 0; relation < after->nrelations; relation++)
		for (int i = 0; after->broken[relation] && !before->broken[relation] && i < nopen; i++)
			for (int at = 0; at < open[i].n; at++)
			{
				int			cell = open[i].column[at] < 0 ? -1 : open[i].line->cell[open[i].column[at]];

				/* the total is the sum of its row, whatever its column says */
				if (cell < 0 || open[i].sure[at] != SURE_BY_RULE || shape_cell_is_total(cell) || !cellset_has(&after->cells[relation], cell))
					continue;
				open[i].column[at] = -1;
				open[i].undecidable = true;
			}
}

void
open_line_keep_column(OpenLine *open, int i, int column)
{
	int			n = 0;

	for (int c = 0; c < open->ncandidates; c++)
		if (candidate_column(open->candidate[c], i) == column)
			n++;
	if (n == 0)
		return;
	n = 0;
	for (int c = 0; c < open->ncandidates; c++)
		if (candidate_column(open->candidate[c], i) == column)
			open->candidate[n++] = open->candidate[c];
	open->ncandidates = n;
}

/*
 * Returns the column of the i-th cell in rows of this table with as many cells,
 * as decided by rule; -1 if no row is decided, or they disagree.
 */
static int
column_by_rule(const OpenLine *open, int nopen, const OpenLine *like, int i)
{
	int			column = -1;

	for (int other = 0; other < nopen; other++)
	{
		if (open[other].line->table != like->line->table || open[other].n != like->n ||
			open[other].column[i] < 0 || open[other].sure[i] != SURE_BY_RULE)
			continue;
		if (column >= 0 && column != open[other].column[i])
			return -1;
		column = open[other].column[i];
	}
	return column;
}

/* Returns a bit for each cell left that is not empty. */
static uint32
filled_pattern(const OpenLine *open)
{
	uint32		pattern = 0;

	for (int i = 0; i < open->n; i++)
		if (!data_is_empty(&open->line->data[i]))
			pattern |= (uint32) 1 << i;
	return pattern;
}

/*
 * Did the rows of the table that lost cells lose the same ones?  Yes, if nearly
 * all of them have as many left, filled in the same few ways.
 */
static bool
loss_is_regular(const OpenLine *open, int nopen, int ncomplete, const OpenLine *like)
{
	uint32		patterns[LOSS_PATTERNS_MAX];
	int			npatterns = 0;
	int			alike = 0;
	int			all = 0;

	for (int i = 0; i < nopen; i++)
	{
		uint32		pattern = filled_pattern(&open[i]);
		int			p = 0;

		if (open[i].line->table != like->line->table || open[i].line->at_page_end)
			continue;
		all++;
		if (open[i].n != like->n)
			continue;
		alike++;
		while (p < npatterns && patterns[p] != pattern)
			p++;
		if (p == LOSS_PATTERNS_MAX)
			return false;
		if (p == npatterns)
			patterns[npatterns++] = pattern;
	}
	return alike >= LOSS_ROWS_MIN && alike * LOSS_REGULAR_OF >= all * LOSS_REGULAR_MIN &&
		alike * LOSS_SHARE_OF >= (all + ncomplete) * LOSS_SHARE_MIN;
}

/*
 * Only zeros are placed, and only if each other number of the row has its column:
 * an open one might have that of the zero.  An office that fills in zeros does so
 * from the first column on, or in the total alone, while a number may belong to
 * any kind of applicant.  In a row of zeros without empty cells between them the
 * total may be missing, unless there are just two.
 */
void
settle_open_line_by_position(OpenLine *open, int nopen, int ncomplete, OpenLine *it)
{
	const TableLine *line = it->line;
	int			last = line_last_filled(line);
	int			empty_before = 0;
	bool		by_other_rows = false;

	if (it->undecidable || !loss_is_regular(open, nopen, ncomplete, it))
		return;
	for (int i = 0; i < it->n; i++)
		if (data_is_number(&line->data[i]) && !data_is_zero(&line->data[i]) && it->column[i] < 0)
			return;
	for (int i = 0; i < it->n; i++)
	{
		int			column = column_by_rule(open, nopen, it, i);

		if (data_is_zero(&line->data[i]) && it->column[i] < 0 && column >= 0)
		{
			open_line_keep_column(it, i, column);
			by_other_rows = true;
		}
	}
	if (!by_other_rows && !line->at_page_end && shape_is(line->table, SHAPE_HEADED))
	{
		for (int i = 0; i <= last; i++)
		{
			if (data_is_empty(&line->data[i]))
				empty_before++;
			else if (!data_is_zero(&line->data[i]))
				return;
		}
		/* a single zero may be in the first column or the total */
		if (data_is_zero(&line->data[0]) && it->n > 1)
			open_line_keep_column(it, 0, 0);
		if (last > 0 && (empty_before > 0 || last == 1) && last == it->n - 1)
			open_line_keep_column(it, last, line->ncells - 1);
	}
	settle_open_line(it, SURE_BY_POSITION, true);
}
