/*
 * guess_run_together.c
 *	  Rows of published tables whose numbers run together, cut into cells.
 *
 * "713000074" is 71, 3, 0, 0, 0, 0 and 74, because no number begins with a zero
 * and the last is the sum of the others.  A cut divides a row into as many
 * numbers as it has cells, so that each relation within the row holds.  All cuts
 * of a row are listed; those that relations with other rows exclude are dropped
 * until nothing changes.  A cell that is equal in all cuts left is read, the
 * others stay blank.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/code_point.h"
#include "common/decimal.h"
#include "rule/bounds.h"
#include "table/cell_word.h"
#include "table/evidence.h"
#include "table/guess_run_together.h"
#include "table/thresholds.h"

/* Limits of the search for the cuts of a row: its steps, and the cuts it keeps */
#define STEPS_MAX		300000
#define CUTS_MAX		5000

/* Signs in the numbers of a row */
#define RUN_MAX			160

/* Room for cuts at first */
#define FIRST_CUTS		16

/* Steps between two checks for a cancelled query */
#define STEPS_PER_CHECK	4096

typedef struct Cut
{
	uint32		stated;			/* one bit for each column with a number, not a sign for "nothing" */
	int64		value[LINE_CELLS_MAX];
} Cut;

typedef struct RunTogether
{
	TableLine  *line;
	const char *text;			/* from the first number to the last */
	size_t		text_len;
	int			n;
	char		sign[RUN_MAX];	/* digits and ". + - /", with ' ' as a certain end of a number */
	int			nrelations;
	LineRelation relation[LINE_RELATIONS_MAX];
	int			ncuts;
	int			size;
	Cut		   *cut;
	int			steps;
	bool		undecidable;
	CellSet		settled;
} RunTogether;

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

static void
add_sign(RunTogether *run, char sign)
{
	if (run->n < RUN_MAX)
		run->sign[run->n] = sign;
	run->n++;
}

/* Reads the signs of the row; false if there are others, such as units of money. */
static bool
read_signs(RunTogether *run)
{
	const TableLine *line = run->line;

	for (int i = 0; i < line->ndata; i++)
	{
		const char *end = line->data[i].text + line->data[i].len;

		if (data_is_empty(&line->data[i]))
			continue;
		if (run->n > 0)
			add_sign(run, ' ');
		for (const char *p = line->data[i].text; p < end;)
		{
			pg_wchar	point;
			const char *unit = run->n > 0 ? count_unit_at(p, end) : NULL;

			/* a unit ends a number */
			if (unit != NULL)
			{
				add_sign(run, ' ');
				p = unit;
				continue;
			}
			point = fold_point(next_code_point(&p, end));

			if (is_long_dash(point))
				point = '-';
			if (point != '.' && point != '+' && point != '-' && point != '/' &&
				(point < '0' || point > '9'))
				return false;
			add_sign(run, (char) point);
		}
		run->text = run->text ? run->text : line->data[i].text;
		run->text_len = end - run->text;
	}
	return run->n <= RUN_MAX;
}

/* Can the signs from "from" to "to" be a number of this column? */
static bool
take_value(const RunTogether *run, int column, int from, int to, Cut *cut)
{
	Quantity	quantity;
	int			digit = from;

	if (run->sign[from] == '/')
	{
		cut->stated &= ~((uint32) 1 << column);
		cut->value[column] = 0;
		return to == from + 1;
	}
	if (run->sign[from] == '+' || run->sign[from] == '-')
		digit++;
	/* the only number that begins with a zero is zero, or a fraction */
	if (digit == to || (run->sign[digit] == '0' && digit + 1 < to && run->sign[digit + 1] != '.'))
		return false;
	quantity_read(run->sign + from, to - from, &quantity);
	if (quantity.kind != QUANTITY_NUMBER ||
		!quantity_fits(&quantity, run->line->cell[column], run->line->label_shift[column],
					   &cut->value[column]))
		return false;
	/* a negative count is the result of a wrong cut */
	if (cut->value[column] < 0 && !cell_info[run->line->cell[column]].is_signed)
		return false;
	cut->stated |= (uint32) 1 << column;
	return true;
}

static void
keep_cut(RunTogether *run, const Cut *cut)
{
	if (run->ncuts == run->size)
	{
		run->size = Max(run->size * 2, FIRST_CUTS);
		run->cut = run->cut ?
			repalloc(run->cut, run->size * sizeof(Cut)) :
			palloc(run->size * sizeof(Cut));
	}
	run->cut[run->ncuts++] = *cut;
	if (run->ncuts == CUTS_MAX)
		run->undecidable = true;
}

static void
cut_from(RunTogether *run, int column, int from, Cut *cut)
{
	while (from < run->n && run->sign[from] == ' ')
		from++;
	if (column == run->line->ncells)
	{
		if (from == run->n)
			keep_cut(run, cut);
		return;
	}
	/* leave at least one sign for each further column; a blank ends a number */
	for (int to = from + 1; to <= run->n - (run->line->ncells - column - 1) && !run->undecidable; to++)
	{
		bool		holds = true;

		if (++run->steps > STEPS_MAX)
			run->undecidable = true;
		if (run->steps % STEPS_PER_CHECK == 0)
			CHECK_FOR_INTERRUPTS();
		if (take_value(run, column, from, to, cut))
		{
			for (int i = 0; holds && i < run->nrelations; i++)
				if (run->relation[i].last == column)
					holds = line_relation_holds(&run->relation[i], cut->value);
			if (holds)
				cut_from(run, column + 1, to, cut);
		}
		/* a number ends at a blank and before a sign, and a sign for "nothing" stands alone */
		if (to == run->n || run->sign[to] == ' ' || run->sign[to] == '+' || run->sign[to] == '-' ||
			run->sign[to] == '/' || run->sign[from] == '/')
			break;
	}
}

/* Are there fewer digits than cells, so that some cells were empty? */
static bool
lacks_cells(const RunTogether *run)
{
	int			n = 0;

	for (int i = 0; i < run->n; i++)
		if (run->sign[i] != ' ' && run->sign[i] != '+' && run->sign[i] != '-')
			n++;
	return n < run->line->ncells;
}

static bool
all_zeros(const RunTogether *run)
{
	int			n = 0;

	for (int i = 0; i < run->n; i++)
		if (run->sign[i] == '0')
			n++;
		else if (run->sign[i] != ' ')
			return false;
	return n == run->line->ncells;
}

/*
 * Damage: a sum on the page is wrong, so that no cut satisfies all relations.  A
 * row with as many digits as cells is cut into digits all the same, if most sums
 * within it hold.
 */
static void
cut_into_digits(RunTogether *run)
{
	Cut			cut = {0};
	int			column = 0;
	int			holding = 0;

	for (int i = 0; i < run->n; i++)
		if (run->sign[i] != ' ' &&
			(column == run->line->ncells || run->sign[i] < '0' || run->sign[i] > '9' ||
			 !take_value(run, column++, i, i + 1, &cut)))
			return;
	for (int i = 0; i < run->nrelations; i++)
		if (line_relation_holds(&run->relation[i], cut.value))
			holding++;
	if (column == run->line->ncells && holding * 2 > run->nrelations)
		keep_cut(run, &cut);
}

/*
 * Lists all cuts of the row.  If other rows of the page have empty cells, this
 * row may have some too, and only a row of zeros can be cut with certainty.
 */
static void
make_cuts(RunTogether *run, bool empty_cells)
{
	Cut			cut;

	if (run->undecidable || (empty_cells && !all_zeros(run)))
	{
		run->undecidable = true;
		return;
	}
	memset(&cut, 0, sizeof(cut));
	run->nrelations = line_relations(run->line, run->relation);
	cut_from(run, 0, 0, &cut);
	if (run->ncuts == 0 && !run->undecidable)
		cut_into_digits(run);
	if (run->ncuts == 0)
		run->undecidable = true;
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

/* Settles the cells that are equal in all cuts; returns whether there are new ones. */
static bool
settle_cells(RunTogether *run, CellVector *figures, Bounds *bounds)
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
		if (!same)
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
	int			n = 0;

	for (int i = 0; i < run->ncuts; i++)
		if (cut_allowed(run, &run->cut[i], bounds))
			n++;
	/* the page contradicts itself: relations with other rows decide nothing */
	if (n > 0 && n < run->ncuts)
	{
		int			kept = 0;

		for (int i = 0; i < run->ncuts; i++)
			if (cut_allowed(run, &run->cut[i], bounds))
				run->cut[kept++] = run->cut[i];
		run->ncuts = kept;
	}
	return settle_cells(run, figures, bounds);
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

/*
 * Leaves the rows of a table uncut, but for those of zeros, if many of them have no
 * cut: then cells are lost, and another may have one by chance.
 */
static void
doubt_cuts(RunTogether *runs, int n, TableId table)
{
	int			rows = 0;
	int			uncut = 0;

	for (int i = 0; i < n; i++)
		if (runs[i].line->table == table && !all_zeros(&runs[i]))
		{
			rows++;
			uncut += runs[i].ncuts == 0;
		}
	for (int i = 0; uncut * UNCUT_ROWS_OF > rows && i < n; i++)
		if (runs[i].line->table == table && !all_zeros(&runs[i]))
			runs[i].undecidable = true;
}

void
place_run_together(List *lines, const int *empty_rows, CellVector *figures, NoteList *notes)
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
		runs[i].undecidable = !read_signs(&runs[i]);
		if (!runs[i].undecidable && lacks_cells(&runs[i]))
			short_rows = true;
	}
	for (int i = 0; i < n; i++)
	{
		make_cuts(&runs[i], short_rows || empty_cells[runs[i].line->table]);
		for (int column = 0; column < runs[i].line->ncells; column++)
			cellset_add(&open, runs[i].line->cell[column]);
	}
	for (int table = 0; table < TABLE_COUNT; table++)
		if (shape_is(table, SHAPE_HEADED))
			doubt_cuts(runs, n, table);
	bounds = bounds_begin(figures, &open);
	for (int i = 0; i < n; i++)
		if (!runs[i].undecidable)
			settle_cells(&runs[i], figures, bounds);
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
