/*
 * repair.c
 *	  The smallest sets of cells whose change makes every equation hold.
 *
 * The equations fall into parts that share no cell; only those in which
 * something is wrong are searched (repair_search.c).  What was found of one
 * falls apart again where it is the product of sets that have no equation in
 * common: two errors in different rows and columns of one table.
 */
#include "postgres.h"

#include "common/int.h"
#include "miscadmin.h"

#include "repair.h"

void
repair_options_init(RepairOptions *options)
{
	memset(options, 0, sizeof(RepairOptions));
	options->max_cells = 4;
	for (int cell = 0; cell < CELL_COUNT; cell++)
		options->weight[cell] = 1;
}

/*
 * Does a row hold whatever its fixed cells are?  Its basis is a blank that
 * makes up for them: what it must be is never negative.  For these the row
 * says nothing.
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

/* All equations with the blanks free, without the rows that always hold. */
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

static int
find(int *parent, int i)
{
	while (parent[i] != i)
		i = parent[i] = parent[parent[i]];
	return i;
}

static void
unite(int *parent, int a, int b)
{
	a = find(parent, a);
	b = find(parent, b);
	parent[Max(a, b)] = Min(a, b);
}

/* Cells are in one part where they are in one row; a cell stands for its part. */
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
					unite(parent, first, c);
				else
					first = c;
			}
	}
}

/* The tableau of one part, with its cells alone. */
static void
cut_out(const Tableau *tableau, int *parent, int part, RepairProblem *problem)
{
	int			ncolumns = 0;
	int			nrows = 0;
	int		   *place = palloc(tableau->ncolumns * sizeof(int));
	Tableau    *own;

	problem->cell = palloc(tableau->ncolumns * sizeof(int));
	for (int c = 0; c < tableau->ncolumns; c++)
	{
		place[c] = -1;
		if (find(parent, c) != part)
			continue;
		place[c] = ncolumns;
		problem->cell[ncolumns++] = c;
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
		own->basic[nrows] = tableau->basic[r] >= 0 ? place[tableau->basic[r]] : -1;
		if (own->basic[nrows] >= 0)
			own->place[own->basic[nrows]] = nrows;
		nrows++;
	}
	own->nrows = nrows;
	problem->tableau = own;
	pfree(place);
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

/* Have the two cells an equation in common, as far as blanks leave it one? */
static bool
share_row(const Tableau *tableau, int a, int b)
{
	for (int r = 0; r < tableau->nrows; r++)
		if (tableau_row(tableau, r)[a] != 0 && tableau_row(tableau, r)[b] != 0)
			return true;
	return false;
}

static const int *group_of_cell;	/* for the order of what is in one group */
static int	group_compared;

static const Change *
next_in_group(const Repair *repair, int *i)
{
	while (*i < repair->nchanges)
	{
		const Change *change = &repair->change[(*i)++];

		if (group_of_cell[change->cell] == group_compared)
			return change;
	}
	return NULL;
}

/* Repairs by their cells in a group; the changes are in the order of the cells. */
static int
compare_in_group(const ListCell *a, const ListCell *b)
{
	int			i = 0;
	int			j = 0;

	for (;;)
	{
		const Change *change = next_in_group(lfirst(a), &i);
		const Change *other = next_in_group(lfirst(b), &j);

		if (change == NULL || other == NULL)
			return (change != NULL) - (other != NULL);
		if (change->cell != other->cell)
			return change->cell < other->cell ? -1 : 1;
	}
}

static Repair *
repair_in_group(const Repair *repair, const RepairOptions *options)
{
	Repair	   *own = palloc0(sizeof(Repair));
	const Change *change;
	int			i = 0;

	own->change = palloc(repair->nchanges * sizeof(Change));
	while ((change = next_in_group(repair, &i)) != NULL)
	{
		own->change[own->nchanges++] = *change;
		own->weight += options->weight[change->cell];
	}
	return own;
}

/* What the repairs have in a group, each once. */
static List *
repairs_in_group(List *repairs, const int *group, int which, const RepairOptions *options)
{
	List	   *own = NIL;
	const ListCell *last = NULL;
	ListCell   *lc;

	group_of_cell = group;
	group_compared = which;
	list_sort(repairs, compare_in_group);
	foreach(lc, repairs)
	{
		if (last == NULL || compare_in_group(last, lc) != 0)
			own = lappend(own, repair_in_group(lfirst(lc), options));
		last = lc;
	}
	return own;
}

/*
 * Cells of one group: alternatives, which no set has together; and those of one
 * set that have an equation in common.
 */
static void
find_groups(const RepairProblem *problem, List *repairs, int *group)
{
	bool		(*together)[CELL_COUNT] = palloc0(CELL_COUNT * sizeof(*together));
	int			ncolumns = problem->tableau->ncolumns;
	ListCell   *lc;

	for (int cell = 0; cell < CELL_COUNT; cell++)
		group[cell] = cell;
	foreach(lc, repairs)
	{
		const Repair *repair = lfirst(lc);

		for (int i = 0; i < repair->nchanges; i++)
			for (int j = 0; j < repair->nchanges; j++)
				together[repair->change[i].cell][repair->change[j].cell] = true;
	}
	for (int i = 0; i < ncolumns; i++)
		for (int j = i + 1; j < ncolumns; j++)
		{
			int			a = problem->cell[i];
			int			b = problem->cell[j];

			if (together[a][a] && together[b][b] &&
				(!together[a][b] || share_row(problem->tableau, i, j)))
				unite(group, a, b);
		}
	for (int cell = 0; cell < CELL_COUNT; cell++)
		group[cell] = find(group, cell);
	pfree(together);
}

static int
compare_cells(const void *a, const void *b)
{
	return ((const Change *) a)->cell - ((const Change *) b)->cell;
}

/* The parts that what was found falls into, if it is their product. */
static List *
fall_apart(const RepairProblem *problem, RepairPart *part)
{
	int		   *group = palloc(CELL_COUNT * sizeof(int));
	List	   *parts = NIL;
	int64		product = 1;
	Repair	   *first;

	if (part->state != REPAIR_FOUND || !part->counted || part->count > REPAIRS_KEPT)
		return list_make1(part);
	find_groups(problem, part->repairs, group);
	first = linitial(part->repairs);
	for (int i = 0; i < first->nchanges; i++)
	{
		int			own_group = group[first->change[i].cell];
		RepairPart *own;
		bool		done = false;

		for (int j = 0; j < i; j++)
			done = done || group[first->change[j].cell] == own_group;
		if (done)
			continue;
		own = palloc(sizeof(RepairPart));
		*own = *part;
		own->repairs = repairs_in_group(list_copy(part->repairs), group, own_group,
										problem->options);
		own->count = list_length(own->repairs);
		own->weight = ((Repair *) linitial(own->repairs))->weight;
		own->a_cell = own_group;
		parts = lappend(parts, own);
		if (pg_mul_s64_overflow(product, own->count, &product))
			return list_make1(part);
	}
	return product == part->count ? parts : list_make1(part);
}

static const FormLayout *layout_compared;

/* The likelier first; else those in the order of the form. */
static int
compare_repairs(const ListCell *a, const ListCell *b)
{
	const Repair *repair = lfirst(a);
	const Repair *other = lfirst(b);

	if (repair->points != other->points)
		return repair->points < other->points ? -1 : 1;
	for (int i = 0; i < repair->nchanges && i < other->nchanges; i++)
		if (repair->change[i].cell != other->change[i].cell)
		{
			for (int k = 0; k < CELL_COUNT; k++)
			{
				if (layout_compared->cell[k] == repair->change[i].cell)
					return -1;
				if (layout_compared->cell[k] == other->change[i].cell)
					return 1;
			}
		}
	return repair->nchanges - other->nchanges;
}

static void
judge_part(RepairPart *part, const Equations *equations, const CellVector *witness, int number)
{
	ListCell   *lc;

	foreach(lc, part->repairs)
	{
		Repair	   *repair = lfirst(lc);

		CHECK_FOR_INTERRUPTS();
		for (int i = 0; i < repair->nchanges; i++)
			repair->change[i].part = number;
		slips_judge(repair, equations, witness);
	}
	layout_compared = form_layout(equations->vector->forms);
	list_sort(part->repairs, compare_repairs);
}

static List *
repair_part(const RepairProblem *problem)
{
	RepairPart *part = repair_search(problem);
	ListCell   *lc;

	foreach(lc, part->repairs)
	{
		Repair	   *repair = lfirst(lc);

		qsort(repair->change, repair->nchanges, sizeof(Change), compare_cells);
	}
	return fall_apart(problem, part);
}

List *
repair_parts(const CellVector *vector, const RepairOptions *options)
{
	Equations  *equations = equations_of(vector, options->office_rules);
	Tableau    *tableau = reduced_tableau(equations);
	const FormLayout *layout = form_layout(vector->forms);
	int		   *parent = palloc(tableau->ncolumns * sizeof(int));
	bool	   *done = palloc0(tableau->ncolumns * sizeof(bool));
	RepairProblem problem;
	List	   *parts = NIL;
	ListCell   *lc;

	problem.equations = equations;
	problem.options = options;
	problem.cells_allowed = Min(options->max_cells, REPAIR_CELLS_MAX);
	find_parts(tableau, parent);
	for (int i = 0; i < CELL_COUNT; i++)
	{
		int			part = find(parent, layout->cell[i]);

		if (done[part])
			continue;
		done[part] = true;
		cut_out(tableau, parent, part, &problem);
		if (!is_in_order(&problem))
			parts = list_concat(parts, repair_part(&problem));
	}
	foreach(lc, parts)
		judge_part(lfirst(lc), equations, options->witness, foreach_current_index(lc) + 1);
	return parts;
}

static Repair *
joined(const Repair *a, const Repair *b)
{
	Repair	   *repair = palloc(sizeof(Repair));

	repair->nchanges = a->nchanges + b->nchanges;
	repair->weight = a->weight + b->weight;
	repair->points = a->points + b->points;
	repair->change = palloc(repair->nchanges * sizeof(Change));
	memcpy(repair->change, a->change, a->nchanges * sizeof(Change));
	memcpy(repair->change + a->nchanges, b->change, b->nchanges * sizeof(Change));
	return repair;
}

/*
 * Points add up, so the likeliest of all are made of the likeliest of each; and
 * of two lists in order, one more than a pair's place in both is in front of it.
 */
static List *
join_lists(List *a, List *b)
{
	List	   *all = NIL;

	for (int i = 0; i < list_length(a); i++)
		for (int j = 0; j < list_length(b) && (i + 1) * (j + 1) <= REPAIRS_LISTED; j++)
			all = lappend(all, joined(list_nth(a, i), list_nth(b, j)));
	list_sort(all, compare_repairs);
	return list_truncate(all, REPAIRS_LISTED);
}

List *
repairs_combine(List *parts)
{
	List	   *repairs = NIL;
	ListCell   *lc;

	foreach(lc, parts)
	{
		const RepairPart *part = lfirst(lc);

		if (foreach_current_index(lc) == 0)
			repairs = list_truncate(list_copy(part->repairs), REPAIRS_LISTED);
		else
			repairs = join_lists(repairs, part->repairs);
	}
	return repairs;
}

int
repairs_cells(List *parts)
{
	int			n = 0;
	ListCell   *lc;

	foreach(lc, parts)
	{
		const RepairPart *part = lfirst(lc);

		if (part->state == REPAIR_FOUND)
			n += ((Repair *) linitial(part->repairs))->nchanges;
		else
			n += part->state == REPAIR_BEYOND ? part->cells_allowed + 1 : 1;
	}
	return n;
}

bool
repairs_count(List *parts, int64 *count)
{
	ListCell   *lc;

	*count = parts == NIL ? 0 : 1;
	foreach(lc, parts)
	{
		const RepairPart *part = lfirst(lc);

		if (part->state != REPAIR_FOUND || !part->counted ||
			pg_mul_s64_overflow(*count, part->count, count))
			return false;
	}
	return true;
}
