/*
 * repair.c
 *	  The smallest sets of cells whose change makes every equation hold.
 *
 * The equations fall into parts that share no cell; only parts with an error
 * are searched (repair_search.c).
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/union_find.h"
#include "repair/repair.h"
#include "repair/repair_product.h"
#include "repair/repair_words.h"
#include "repair/slip.h"
#include "repair/tableau_integer.h"

void
repair_options_init(RepairOptions *options)
{
	memset(options, 0, sizeof(RepairOptions));
	options->max_cells = REPAIR_CELLS_DEFAULT;
	for (int cell = 0; cell < CELL_COUNT; cell++)
		options->weight[cell] = 1;
}

/*
 * True if the row can always be satisfied: its basic variable is a blank that
 * absorbs the rest and stays non-negative.  Such a row cannot reveal an error.
 */
static bool
always_holds(const Tableau *tableau, int row, const CellVector *vector)
{
	const int32 *entry = tableau_row(tableau, row);
	int			basic = tableau->basic[row];
	int128		total = tableau->constant[row];

	if (basic < 0 || entry[basic] != 1)
		return false;
	if (tableau->kind[basic] == TABLEAU_UNBOUNDED)
		return true;
	for (int c = 0; c < tableau->ncolumns; c++)
	{
		if (c == basic || entry[c] == 0)
			continue;
		if (entry[c] > 0 || cell_kind(c) == TABLEAU_UNBOUNDED)
			return false;
		if (tableau->kind[c] == TABLEAU_FIXED)
			total += entry[c] * (int128) vector->value[c];
	}
	return total >= 0;
}

/* The tableau of all equations, blanks free, without the rows that always hold. */
static Tableau *
reduced_tableau(const Equations *equations)
{
	Tableau    *tableau = equations_tableau(equations, NULL, false);
	CellSet		blanks = equations->blanks;
	int			kept = 0;

	cellset_intersection(&blanks, &equations->cells);
	for (int cell = 0; (cell = cellset_next(&blanks, cell)) >= 0; cell++)
		tableau_set_free(tableau, cell, cell_kind(cell), 0);
	for (int r = 0; r < tableau->nrows; r++)
	{
		if (always_holds(tableau, r, equations->vector))
			continue;
		memmove(tableau_row(tableau, kept), tableau_row(tableau, r),
				tableau->width * sizeof(int32));
		tableau->constant[kept] = tableau->constant[r];
		tableau->basic[kept++] = tableau->basic[r];
	}
	tableau->nrows = kept;
	return tableau;
}

/* Unites the cells of each row into parts; union_find() returns the cell that stands for one. */
static void
find_parts(const Tableau *tableau, int *parent)
{
	for (int c = 0; c < tableau->ncolumns; c++)
		parent[c] = c;
	for (int r = 0; r < tableau->nrows; r++)
	{
		int			first = -1;

		for (int c = 0; c < tableau->ncolumns; c++)
			if (tableau_row(tableau, r)[c] != 0)
			{
				if (first >= 0)
					union_unite(parent, first, c);
				else
					first = c;
			}
	}
}

/* Fills in the problem of one part: its rows of the tableau, cut down to its cells. */
static void
cut_out_part(const Tableau *tableau, const FormLayout *layout, int *parent, int part,
			 RepairProblem *problem)
{
	int			ncolumns = 0;
	int			nrows = 0;
	int		   *column = palloc(CELL_COUNT * sizeof(int));
	Tableau    *own;

	problem->cell = palloc(CELL_COUNT * sizeof(int));
	problem->place = palloc(CELL_COUNT * sizeof(int));
	for (int i = 0; i < CELL_COUNT; i++)
	{
		int			cell = layout->cell[i];

		if (union_find(parent, cell) != part)
			continue;
		column[cell] = ncolumns;
		problem->place[ncolumns] = i;
		problem->cell[ncolumns++] = cell;
	}
	own = tableau_begin(tableau->nrows, ncolumns);
	for (int c = 0; c < ncolumns; c++)
		own->kind[c] = tableau->kind[problem->cell[c]];
	for (int r = 0; r < tableau->nrows; r++)
	{
		bool		is_own = false;

		for (int c = 0; c < ncolumns; c++)
		{
			tableau_row(own, nrows)[c] = tableau_row(tableau, r)[problem->cell[c]];
			is_own = is_own || tableau_row(own, nrows)[c] != 0;
		}
		if (!is_own)
			continue;
		own->constant[nrows] = tableau->constant[r];
		own->basic[nrows] = tableau->basic[r] >= 0 ? column[tableau->basic[r]] : -1;
		if (own->basic[nrows] >= 0)
			own->place[own->basic[nrows]] = nrows;
		nrows++;
	}
	own->nrows = nrows;
	own->gave_up = tableau->gave_up;
	problem->tableau = own;
	pfree(column);
}

/* Is there nothing to repair? */
static bool
is_in_order(const RepairProblem *problem)
{
	Tableau    *tableau = tableau_clone(problem->tableau);
	int			row;

	for (int c = 0; c < tableau->ncolumns; c++)
		if (tableau->kind[c] == TABLEAU_FIXED &&
			problem->equations->vector->value[problem->cell[c]] < 0 &&
			cell_kind(problem->cell[c]) == TABLEAU_FREE)
			return false;
	return tableau_solve(tableau, &row) == TABLEAU_YES &&
		tableau_has_whole(tableau) == TABLEAU_YES;
}

static void
judge_part(RepairPart *part, const Equations *equations, List *witnesses, int number)
{
	ListCell   *lc;

	foreach(lc, part->repairs)
	{
		Repair	   *repair = lfirst(lc);

		CHECK_FOR_INTERRUPTS();
		for (int i = 0; i < repair->nchanges; i++)
			repair->change[i].part = number;
		slips_judge(repair, equations, witnesses);
	}
	repairs_sort(part->repairs);
}

List *
repair_parts(const CellVector *vector, const RepairOptions *options, List **unused)
{
	Equations  *equations = equations_of(vector, options->office_rules);
	Tableau    *tableau = reduced_tableau(equations);
	const FormLayout *layout = form_layout(vector->forms);
	int		   *parent = palloc(CELL_COUNT * sizeof(int));
	bool	   *done = palloc0(CELL_COUNT * sizeof(bool));
	RepairProblem problem;
	List	   *parts = NIL;
	ListCell   *lc;

	if (tableau->gave_up)
	{
		/* entries grew too large by the office's factors; the statutory ones are 1 and -1 */
		equations = equations_without_office(equations);
		tableau = reduced_tableau(equations);
	}
	*unused = equations->unused;
	problem.equations = equations;
	problem.options = options;
	problem.cells_allowed = Min(options->max_cells, REPAIR_CELLS_MAX);
	find_parts(tableau, parent);
	for (int i = 0; i < CELL_COUNT; i++)
	{
		int			part = union_find(parent, layout->cell[i]);

		if (done[part])
			continue;
		done[part] = true;
		cut_out_part(tableau, layout, parent, part, &problem);
		if (!is_in_order(&problem))
			parts = list_concat(parts, repair_factors(&problem, repair_search(&problem)));
	}
	foreach(lc, parts)
		judge_part(lfirst(lc), equations, options->witnesses, foreach_current_index(lc) + 1);
	return parts;
}

static List *
add_repair_line(List *lines, int rank, const Repair *repair, const char *text, List *parts)
{
	RepairLine *line = palloc(sizeof(RepairLine));

	line->rank = rank;
	line->repair = repair;
	line->text = text;
	line->counted = repairs_count(parts, &line->count);
	return lappend(lines, line);
}

static List *
add_note(List *lines, const char *note, List *parts)
{
	static const Repair no_changes = {0};

	return note == NULL ? lines : add_repair_line(lines, 0, &no_changes, note, parts);
}

/* Adds a note on each part without a repair; *found: there is no such part. */
static List *
add_part_notes(List *lines, List *parts, FormSet forms, bool *found)
{
	ListCell   *lc;

	*found = true;
	foreach(lc, parts)
	{
		const RepairPart *part = lfirst(lc);

		lines = add_note(lines, repair_part_note(part, forms), parts);
		*found = *found && part->state == REPAIR_FOUND;
	}
	return lines;
}

static List *
add_repairs(List *lines, List *parts, FormSet forms, int max_cells)
{
	List	   *repairs = repairs_combine(parts, max_cells);
	ListCell   *lc;

	foreach(lc, repairs)
		lines = add_repair_line(lines, foreach_current_index(lc) + 1, lfirst(lc),
								repair_reason(lfirst(lc), forms), parts);
	return add_note(lines, repairs_cut_note(parts, list_length(repairs)), parts);
}

List *
repair_lines(const CellVector *vector, const RepairOptions *options)
{
	List	   *unused;
	List	   *parts = repair_parts(vector, options, &unused);
	bool		found;
	List	   *lines = add_part_notes(NIL, parts, vector->forms, &found);

	if (found)
	{
		char	   *beyond = repairs_beyond_note(parts, options->max_cells);

		if (beyond != NULL)
			lines = add_note(lines, beyond, parts);
		else
			lines = add_repairs(lines, parts, vector->forms, options->max_cells);
	}
	return add_note(lines, repairs_unused_note(unused), parts);
}

List *
repair_lines_by_part(const CellVector *vector, const RepairOptions *options)
{
	List	   *unused;
	List	   *lines = NIL;
	ListCell   *lc;

	foreach(lc, repair_parts(vector, options, &unused))
	{
		List	   *part = list_make1(lfirst(lc));
		bool		found;

		lines = add_part_notes(lines, part, vector->forms, &found);
		if (found)
			lines = add_repairs(lines, part, vector->forms, options->max_cells);
	}
	return add_note(lines, repairs_unused_note(unused), NIL);
}
