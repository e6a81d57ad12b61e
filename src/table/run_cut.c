/*
 * run_cut.c
 *	  The cuts of a row whose numbers run together.
 *
 * "713000074" is 71, 3, 0, 0, 0, 0 and 74, because no number begins with a zero
 * and the last is the sum of the others.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/code_point.h"
#include "table/cell_word.h"
#include "table/run_cut.h"

/* Limits of the search for the cuts of a row: its steps, and the cuts it keeps */
#define STEPS_MAX		300000
#define CUTS_MAX		5000

/* Digits of a row that is tried with fewer cells: there are some ten thousand ways, and 128 bits hold each */
#define SUM_DIGITS_MAX	25

/* Room for cuts at first */
#define FIRST_CUTS		16

/* Steps between two checks for a cancelled query */
#define STEPS_PER_CHECK	4096

static void
add_sign(RunTogether *run, char sign)
{
	if (run->n < RUN_MAX)
		run->sign[run->n] = sign;
	run->n++;
}

bool
run_read_signs(RunTogether *run)
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

bool
run_lacks_cells(const RunTogether *run)
{
	int			n = 0;

	for (int i = 0; i < run->n; i++)
		if (run->sign[i] != ' ' && run->sign[i] != '+' && run->sign[i] != '-')
			n++;
	return n < run->line->ncells;
}

bool
run_is_zeros(const RunTogether *run)
{
	int			n = 0;

	if (run->n > RUN_MAX)
		return false;
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

void
run_make_cuts(RunTogether *run, bool empty_cells)
{
	Cut			cut;

	if (run->undecidable || (empty_cells && !run_is_zeros(run)))
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

bool
run_cuts_into_sum(const RunTogether *run, int from, int cells, int128 sum)
{
	int128		value = 0;

	if (run->n - from > SUM_DIGITS_MAX)
		return false;
	for (int to = from; to < run->n - (cells - 1); to++)
	{
		if (run->sign[to] < '0' || run->sign[to] > '9' || (to > from && run->sign[from] == '0'))
			return false;
		value = value * 10 + run->sign[to] - '0';
		if (cells == 1 ? to == run->n - 1 && value == sum : run_cuts_into_sum(run, to + 1, cells - 1, sum + value))
			return true;
	}
	return false;
}

bool
run_part_has_cut(const RunTogether *run, int from, int to)
{
	RunTogether part = *run;
	Cut			cut = {0};

	part.n = to;
	part.ncuts = part.size = part.steps = 0;
	part.cut = NULL;
	part.undecidable = false;
	cut_from(&part, 0, from, &cut);
	if (part.cut)
		pfree(part.cut);
	return part.ncuts > 0;
}
