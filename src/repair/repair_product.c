/*
 * repair_product.c
 *	  Repairs of independent errors: taken apart, and put together.
 *
 * The repairs of one part of the equations may be all combinations of smaller
 * repairs that have no equation in common: two errors in different rows and
 * columns of one table, for example.  Such a part is split.
 */
#include "postgres.h"

#include "common/int.h"

#include "common/union_find.h"
#include "repair/repair_product.h"

/* Compares repairs by their cells, in the order of the form. */
static int
compare_cells(const Repair *a, const Repair *b)
{
	for (int i = 0; i < a->nchanges && i < b->nchanges; i++)
		if (a->change[i].place != b->change[i].place)
			return a->change[i].place < b->change[i].place ? -1 : 1;
	return a->nchanges - b->nchanges;
}

/* Puts the likelier repair first; equally likely ones by their cells. */
static int
compare_repairs(const ListCell *a, const ListCell *b)
{
	const Repair *repair = lfirst(a);
	const Repair *other = lfirst(b);

	if (repair->points != other->points)
		return repair->points < other->points ? -1 : 1;
	return compare_cells(repair, other);
}

void
repairs_sort(List *repairs)
{
	list_sort(repairs, compare_repairs);
}

/* Do two cells occur in one equation without blanks? */
static bool
share_equation(const RepairProblem *problem, int a, int b)
{
	const Equations *equations = problem->equations;

	for (int i = 0; i < equations->n; i++)
	{
		const Equation *equation = &equations->equation[i];
		int			found = 0;

		for (int t = 0; t < equation->nterms; t++)
		{
			if (cellset_has(&equations->blanks, equation->cell[t]))
				found = -equation->nterms;
			found += equation->cell[t] == a || equation->cell[t] == b;
		}
		if (found == 2)
			return true;
	}
	return false;
}

/*
 * As above for every row of the tableau, i.e. any combination of equations;
 * errs on the side of "shared".
 */
static bool
share_row(const RepairProblem *problem, int a, int b)
{
	const Tableau *tableau = problem->tableau;
	bool		shared = false;

	for (int r = 0; r < tableau->nrows; r++)
	{
		int			found = 0;

		for (int c = 0; c < tableau->ncolumns; c++)
			found += tableau_row(tableau, r)[c] != 0 && (problem->cell[c] == a || problem->cell[c] == b);
		shared = shared || found == 2;
	}
	return shared;
}

typedef bool (*SharesCells) (const RepairProblem *problem, int a, int b);

/* The changes of a repair that are in one group. */
static Repair *
repair_in_group(const Repair *repair, const int *group, int which, const RepairOptions *options)
{
	Repair	   *own = palloc0(sizeof(Repair));

	own->change = palloc(repair->nchanges * sizeof(Change));
	for (int i = 0; i < repair->nchanges; i++)
		if (group[repair->change[i].cell] == which)
		{
			own->change[own->nchanges++] = repair->change[i];
			own->weight += options->weight[repair->change[i].cell];
		}
	return own;
}

/* Do two repairs of the same cells lead to the same numbers? */
static bool
same_changes(const Repair *a, const Repair *b)
{
	for (int i = 0; i < a->nchanges; i++)
		if (a->change[i].has_low != b->change[i].has_low || a->change[i].low != b->change[i].low ||
			a->change[i].has_high != b->change[i].has_high || a->change[i].high != b->change[i].high)
			return false;
	return true;
}

/*
 * The changes of all repairs within one group, each set of cells once.  Returns
 * NIL if the numbers they lead to depend on the other groups.
 */
static List *
repairs_in_group(List *repairs, const int *group, int which, const RepairOptions *options)
{
	List	   *all = NIL;
	List	   *own = NIL;
	ListCell   *lc;

	foreach(lc, repairs)
		all = lappend(all, repair_in_group(lfirst(lc), group, which, options));
	list_sort(all, compare_repairs);
	foreach(lc, all)
	{
		if (own == NIL || compare_cells(llast(own), lfirst(lc)) != 0)
			own = lappend(own, lfirst(lc));
		else if (!same_changes(llast(own), lfirst(lc)))
			return NIL;
	}
	return own;
}

/*
 * Groups the cells that some repair changes.  Two are in one group if they are
 * alternatives, which no repair changes together, or if they share an equation.
 */
static void
find_groups(const RepairProblem *problem, List *repairs, SharesCells share, int *group)
{
	bool		(*together)[CELL_COUNT] = palloc0(CELL_COUNT * sizeof(*together));
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
	for (int a = 0; a < CELL_COUNT; a++)
		for (int b = a + 1; b < CELL_COUNT; b++)
			if (together[a][a] && together[b][b] && (!together[a][b] || share(problem, a, b)))
				union_unite(group, a, b);
	for (int cell = 0; cell < CELL_COUNT; cell++)
		group[cell] = union_find(group, cell);
	pfree(together);
}

/* Returns a part for each group, or NIL if their product is not the part. */
static List *
find_factors(const RepairProblem *problem, const RepairPart *part, SharesCells share)
{
	int		   *group = palloc(CELL_COUNT * sizeof(int));
	const Repair *first = linitial(part->repairs);
	CellSet		done;
	List	   *parts = NIL;
	int64		product = 1;
	ListCell   *lc;

	memset(&done, 0, sizeof(done));
	find_groups(problem, part->repairs, share, group);
	for (int i = 0; i < first->nchanges; i++)
	{
		int			which = group[first->change[i].cell];
		RepairPart *own;

		if (cellset_has(&done, which))
			continue;
		cellset_add(&done, which);
		own = palloc(sizeof(RepairPart));
		*own = *part;
		own->repairs = repairs_in_group(part->repairs, group, which, problem->options);
		own->count = list_length(own->repairs);
		if (own->repairs == NIL || pg_mul_s64_overflow(product, own->count, &product))
			return NIL;
		own->weight = ((Repair *) linitial(own->repairs))->weight;
		own->a_cell = which;
		parts = lappend(parts, own);
	}
	/* every repair stays within the groups of the first */
	foreach(lc, part->repairs)
	{
		const Repair *repair = lfirst(lc);

		for (int i = 0; i < repair->nchanges; i++)
			if (!cellset_has(&done, group[repair->change[i].cell]))
				return NIL;
	}
	return product == part->count ? parts : NIL;
}

List *
repair_factors(const RepairProblem *problem, RepairPart *part)
{
	List	   *parts = NIL;

	if (part->state == REPAIR_FOUND && part->counted && part->count <= REPAIRS_KEPT)
	{
		parts = find_factors(problem, part, share_equation);
		if (parts == NIL)
			parts = find_factors(problem, part, share_row);
	}
	return parts != NIL ? parts : list_make1(part);
}

static Repair *
join_repairs(const Repair *a, const Repair *b)
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
 * Points add up, so the likeliest pairs are made of the likeliest of each list.
 * As both lists are sorted, (i + 1) * (j + 1) - 1 other pairs are no less likely
 * than the pair of places i and j; it is left out if that is enough to list.
 */
static List *
join_lists(List *a, List *b, int max_cells)
{
	List	   *all = NIL;

	for (int i = 0; i < list_length(a); i++)
		for (int j = 0; j < list_length(b) && (i + 1) * (j + 1) <= REPAIRS_LISTED; j++)
		{
			Repair	   *repair = join_repairs(list_nth(a, i), list_nth(b, j));

			if (repair->nchanges <= max_cells)
				all = lappend(all, repair);
		}
	list_sort(all, compare_repairs);
	return list_truncate(all, REPAIRS_LISTED);
}

List *
repairs_combine(List *parts, int max_cells)
{
	List	   *repairs = NIL;
	ListCell   *lc;

	foreach(lc, parts)
	{
		const RepairPart *part = lfirst(lc);

		if (foreach_current_index(lc) == 0)
			repairs = list_truncate(list_copy(part->repairs), REPAIRS_LISTED);
		else
			repairs = join_lists(repairs, part->repairs, max_cells);
	}
	return repairs;
}

/* Repairs of one part weigh the same, but with weights some change fewer cells. */
static int
fewest_changes(List *repairs)
{
	int			fewest = PG_INT32_MAX;
	ListCell   *lc;

	foreach(lc, repairs)
		fewest = Min(fewest, ((Repair *) lfirst(lc))->nchanges);
	return fewest;
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
			n += fewest_changes(part->repairs);
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
