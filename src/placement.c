/*
 * placement.c
 *	  Which number of a row of a published table belongs into which cell.
 *
 * A row with as many cells as the table has columns is read as it stands.
 * The kind of damage mended here is that of rows that lost some of their
 * empty cells on the way: their numbers are in order, their places are open.
 * All the ways to put the cells that are left into the columns are
 * candidates.  Then
 *
 *	 - by rule: candidates that the statutory relations exclude, given all that
 *	   is known of other rows, are dropped, until nothing changes;
 *	 - by position: zeros only, and only where nearly all rows of the table have
 *	   as many cells left, filled in the same few ways, so that they lost
 *	   them in the same columns.  Rows decided by rule show which; otherwise the first cell is that of the
 *	   first column and a zero behind empty cells is the total.
 *
 * A number in the same column in all the candidates left is placed there.
 * What is still open stays blank, with a note.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "bounds.h"
#include "decimal.h"
#include "placement.h"

/* Nine rows of ten, and no fewer than three, make a regular loss. */
#define REGULAR_MIN	9
#define REGULAR_OF	10
#define REGULAR_ROWS 3
#define PATTERNS_MAX 3

/* A row whose places are open. */
typedef struct OpenLine
{
	TableLine  *line;
	int			n;				/* cells that are left */
	int			ncandidates;
	uint16	   *candidate;		/* a bit for each column that kept its cell */
	Sureness	sure[LINE_DATA_MAX];	/* how a cell's place was decided */
	int			column[LINE_DATA_MAX];	/* -1: not yet */
	bool		undecidable;	/* all candidates break a relation */
} OpenLine;

char *
cell_name(FormSet forms, int cell)
{
	FormId		form = form_printing(forms, cell);
	RowId		row = cell_info[cell].row;

	return psprintf("%s／%s", row_full_label(form, row, "／"), column_label(form, cell));
}

static bool
is_number(const DataCell *data)
{
	return data->quantity.kind == QUANTITY_NUMBER;
}

static bool
is_empty(const DataCell *data)
{
	return data->quantity.kind == QUANTITY_EMPTY;
}

static bool
is_zero(const DataCell *data)
{
	for (int i = 0; i < data->quantity.len; i++)
		if (data->quantity.digits[i] >= '1' && data->quantity.digits[i] <= '9')
			return false;
	return is_number(data);
}

/* Puts what stands in a cell of the page into a cell of the figures. */
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

	if (is_empty(data))
		return;
	name = cell_name(figures->forms, cell);
	raw = quote_text(data->text, data->len);
	if (data->quantity.kind == QUANTITY_NOT_STATED)
	{
		note_add(notes, "not_stated", path, data->text, data->len, NULL, sure, data->text,
				 psprintf("%s：“%s”不是数字，按空白处理。", name, raw));
		return;
	}
	if (!is_number(data) ||
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
				 psprintf("%s：该行缺少空格子，“%s”%s判定属于此格，读作%s。", name, raw,
						  sure == SURE_BY_RULE ? "由勾稽关系" : "按所在位置", number));
	else if (bare_amount)
		note_add(notes, "number", path, data->text, data->len, number, sure, data->text,
				 psprintf("%s：“%s”没有注明单位，按万元读作%s。", name, raw, number));
	else if (!data->quantity.plain)
		note_add(notes, "number", path, data->text, data->len, number, sure, data->text,
				 psprintf("%s：“%s”读作%s（%s）。", name, raw, number, cell_info[cell].unit));
}

/* A cell whose place stays open. */
static void
leave_blank(NoteList *notes, const TableLine *line, int i, const char *kind, const char *why)
{
	const DataCell *data = &line->data[i];

	if (is_empty(data))
		return;
	note_add(notes, kind, line->path, data->text, data->len, NULL, SURE_AMBIGUOUS, data->text,
			 psprintf("%s：%s，“%s”属于哪一格无法判断，留空。", line->name, why,
					  quote_text(data->text, data->len)));
}

static int
last_filled(const TableLine *line)
{
	int			last = line->ndata - 1;

	while (last >= 0 && is_empty(&line->data[last]))
		last--;
	return last;
}

/*
 * How many cells the row has.  Empty cells at the end of a line are those of
 * the row only if the page keeps empty cells; elsewhere they make up the
 * width of the table.  Those on lines of their own are cells, but for the one
 * that begins the next row.
 */
static int
count_cells(const TableLine *line, const PipeStyle *style)
{
	int			n = last_filled(line) + 1;
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
make_candidates(OpenLine *open)
{
	int			ncells = open->line->ncells;
	uint32		end = (uint32) 1 << ncells;
	int			size = 1;

	for (int i = 0; i < open->n; i++)
		size = size * (ncells - i) / (i + 1);
	open->candidate = palloc(size * sizeof(uint16));
	open->ncandidates = 0;
	for (uint32 columns = 0; columns < end; columns++)
		if (pg_popcount32(columns) == open->n)
			open->candidate[open->ncandidates++] = (uint16) columns;
}

/* The column of the i-th cell left, in a candidate. */
static int
candidate_column(uint16 candidate, int i)
{
	uint32		columns = candidate;

	while (i-- > 0)
		columns &= columns - 1;
	return pg_rightmost_one_pos32(columns);
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

		if (!is_number(&line->data[i]))
			continue;
		column = candidate_column(candidate, i);
		if (!quantity_fits(&line->data[i].quantity, line->cell[column],
						   line->label_shift[column], &values[n]))
			return false;
		cells[n++] = line->cell[column];
	}
	return bounds_allow(bounds, cells, values, n);
}

/*
 * Settles the numbers that stand in one column in all the candidates left.
 * Returns whether there were any.
 */
static bool
settle(OpenLine *open, Sureness sure, bool zeros_only)
{
	bool		settled = false;

	for (int i = 0; i < open->n; i++)
	{
		int			column = candidate_column(open->candidate[0], i);
		bool		same = true;

		if (open->column[i] >= 0 || is_empty(&open->line->data[i]) ||
			(zeros_only && !is_zero(&open->line->data[i])))
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

/* Drops the candidates that the relations exclude; true if something changed. */
static bool
narrow_by_rule(OpenLine *open, Bounds *bounds)
{
	const TableLine *line = open->line;
	uint16	   *allowed = palloc(open->ncandidates * sizeof(uint16));
	int			n = 0;
	bool		settled;

	for (int c = 0; c < open->ncandidates; c++)
		if (candidate_allowed(open, open->candidate[c], bounds))
			allowed[n++] = open->candidate[c];
	if (n == 0)
	{
		/* the page contradicts itself: no relation decides this row */
		pfree(allowed);
		open->undecidable = true;
		return false;
	}
	pfree(open->candidate);
	open->candidate = allowed;
	open->ncandidates = n;
	settled = settle(open, SURE_BY_RULE, false);
	for (int i = 0; settled && i < open->n; i++)
	{
		int			column = open->column[i];
		int64		value;

		if (column >= 0 && is_number(&line->data[i]) &&
			quantity_fits(&line->data[i].quantity, line->cell[column],
						  line->label_shift[column], &value))
			bounds_set(bounds, line->cell[column], value);
	}
	return settled;
}

static void
decide_by_rule(OpenLine *open, int nopen, const CellVector *figures)
{
	CellSet		asked = form_layout(figures->forms)->asked;
	Bounds	   *bounds;
	bool		changed = true;

	for (int i = 0; i < nopen; i++)
		for (int column = 0; column < open[i].line->ncells; column++)
			cellset_add(&asked, open[i].line->cell[column]);
	bounds = bounds_begin(figures, &asked);
	while (changed)
	{
		CHECK_FOR_INTERRUPTS();
		changed = false;
		bounds_narrow(bounds);
		for (int i = 0; i < nopen; i++)
			if (open[i].line->table != TABLE_proactive && !open[i].undecidable &&
				narrow_by_rule(&open[i], bounds))
				changed = true;
	}
}

/* Keeps the candidates that have the i-th cell in a column, if there are any. */
static void
keep_column(OpenLine *open, int i, int column)
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
 * The column in which rows of this table with as many cells have their i-th,
 * as far as relations decided it; -1 where none did, or they disagree.
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

/* Which of the cells left hold something, a bit each. */
static uint32
filled_pattern(const OpenLine *open)
{
	uint32		pattern = 0;

	for (int i = 0; i < open->n; i++)
		if (!is_empty(&open->line->data[i]))
			pattern |= (uint32) 1 << i;
	return pattern;
}

/*
 * Did the rows of the table that lost cells lose the same ones?  They did if
 * nearly all of them have as many left, filled in the same few ways.
 */
static bool
loss_is_regular(const OpenLine *open, int nopen, const OpenLine *like)
{
	uint32		patterns[PATTERNS_MAX];
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
		if (p == PATTERNS_MAX)
			return false;
		if (p == npatterns)
			patterns[npatterns++] = pattern;
	}
	return alike >= REGULAR_ROWS && alike * REGULAR_OF >= all * REGULAR_MIN;
}

/*
 * Only zeros: an office that fills in zeros does so from the first column on,
 * or in the total alone, while a number may belong to any kind of applicant.
 * In a row of zeros without empty cells between them it is open whether the
 * total is there at all, unless there are just two.
 */
static void
decide_by_position(OpenLine *open, int nopen, OpenLine *it)
{
	const TableLine *line = it->line;
	int			last = last_filled(line);
	int			empty_before = 0;
	bool		by_other_rows = false;

	for (int i = 0; i < it->n; i++)
	{
		int			column = column_by_rule(open, nopen, it, i);

		if (is_zero(&line->data[i]) && it->column[i] < 0 && column >= 0)
		{
			keep_column(it, i, column);
			by_other_rows = true;
		}
	}
	if (!by_other_rows && !line->at_page_end && line->table == TABLE_requests)
	{
		for (int i = 0; i <= last; i++)
		{
			if (is_empty(&line->data[i]))
				empty_before++;
			else if (!is_zero(&line->data[i]))
				return;
		}
		/* a zero alone may be that of the first column or the total */
		if (is_zero(&line->data[0]) && it->n > 1)
			keep_column(it, 0, 0);
		if (last > 0 && (empty_before > 0 || last == 1) && last == it->n - 1)
			keep_column(it, last, line->ncells - 1);
	}
	settle(it, SURE_BY_POSITION, true);
}

static void
place_open(const OpenLine *open, CellVector *figures, NoteList *notes)
{
	char	   *why = psprintf("该行只有%d格，应有%d格", open->n, open->line->ncells);

	for (int i = 0; i < open->n; i++)
		if (open->column[i] >= 0)
			place_cell(figures, notes, open->line, i, open->column[i], open->sure[i]);
		else
			leave_blank(notes, open->line, i, "lost_cells", why);
}

/* Damage: empty cells too many.  The others fill the row, or the row is open. */
static void
place_crowded(const TableLine *line, CellVector *figures, NoteList *notes)
{
	int			filled = 0;
	int			column = 0;

	for (int i = 0; i < line->ndata; i++)
		if (!is_empty(&line->data[i]))
			filled++;
	for (int i = 0; i < line->ndata; i++)
		if (line->overflow || filled != line->ncells)
			leave_blank(notes, line, i, "extra_cells",
						psprintf("该行有%d格，应有%d格", last_filled(line) + 1, line->ncells));
		else if (!is_empty(&line->data[i]))
			place_cell(figures, notes, line, i, column++, SURE_READ);
}

/*
 * The page ends in this row.  Where no row of the table lost cells, those
 * that are there are the first ones; the last may be cut itself.
 */
static void
place_cut(const TableLine *line, int n, CellVector *figures, NoteList *notes)
{
	note_add(notes, "cut", line->path, NULL, 0, NULL, SURE_READ, line->at,
			 psprintf("%s：页面在该行中断，应有%d格，只有%d格，后面的格子留空。",
					  line->name, line->ncells, n));
	for (int i = 0; i < n; i++)
		if (!line->data[i].cut)
			place_cell(figures, notes, line, i, i, SURE_READ);
		else if (!is_empty(&line->data[i]))
			note_add(notes, "cut", cell_info[line->cell[i]].path, line->data[i].text,
					 line->data[i].len, NULL, SURE_AMBIGUOUS, line->data[i].text,
					 psprintf("%s：页面到“%s”为止，可能不完整，留空。",
							  cell_name(figures->forms, line->cell[i]),
							  quote_text(line->data[i].text, line->data[i].len)));
}

static bool
table_lost_cells(const OpenLine *open, int nopen, TableId table)
{
	for (int i = 0; i < nopen; i++)
		if (open[i].line->table == table && !open[i].line->at_page_end)
			return true;
	return false;
}

void
place_lines(List *lines, const PipeStyle *styles, CellVector *figures, NoteList *notes)
{
	OpenLine   *open = palloc0(Max(list_length(lines), 1) * sizeof(OpenLine));
	int			nopen = 0;
	ListCell   *lc;

	foreach(lc, lines)
	{
		TableLine  *line = lfirst(lc);
		int			last = last_filled(line);
		int			n = count_cells(line, &styles[line->table]);

		if (last < 0)
			continue;
		if (last >= line->ncells || line->overflow)
			place_crowded(line, figures, notes);
		else if (n >= line->ncells)
			for (int i = 0; i <= last; i++)
				place_cell(figures, notes, line, i, i, SURE_READ);
		else
		{
			open[nopen].line = line;
			open[nopen].n = n;
			memset(open[nopen].column, -1, sizeof(open[nopen].column));
			make_candidates(&open[nopen]);
			nopen++;
		}
	}

	for (int i = 0; i < nopen; i++)
		if (open[i].line->at_page_end && !table_lost_cells(open, nopen, open[i].line->table))
		{
			place_cut(open[i].line, open[i].n, figures, notes);
			open[i] = open[--nopen];
			break;
		}
	if (nopen == 0)
		return;
	decide_by_rule(open, nopen, figures);
	for (int i = 0; i < nopen; i++)
	{
		if (!open[i].undecidable && loss_is_regular(open, nopen, &open[i]))
			decide_by_position(open, nopen, &open[i]);
		place_open(&open[i], figures, notes);
	}
}
