/*
 * repair_product.c
 *	  Repairs of independent errors: taken apart, and put together.
 *
 * What was found of one part of the equations falls apart where it is the
 * product of sets that have no equation in common: two errors in different rows
 * and columns of one table.
 */
#include "postgres.h"

#include "common/int.h"

#include "repair.h"
#include "union_find.h"

/* By their cells, in the order of the form. */
static int
compare_cells(const Repair *a, const Repair *b)
{
	for (int i = 0; i < a->nchanges && i < b->nchanges; i++)
		if (a->change[i].place != b->change[i].place)
			return a->change[i].place < b->change[i].place ? -1 : 1;
	return a->nchanges - b->nchanges;
}

/* The likelier first; else those in the order of the form. */
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

/* Have the two cells an equation in common, as far as blanks leave it one? */
static bool
share_row(const Tableau *tableau, int a, int b)
{
	for (int r = 0; r < tableau->nrows; r++)
		if (tableau_row(tableau, r)[a] != 0 && tableau_row(tableau, r)[b] != 0)
			return true;
	return false;
}

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

/* What the repairs have in a group, each once. */
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
		if (own == NIL || compare_cells(llast(own), lfirst(lc)) != 0)
			own = lappend(own, lfirst(lc));
	list_free(all);
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
				union_unite(group, a, b);
		}
	for (int cell = 0; cell < CELL_COUNT; cell++)
		group[cell] = union_find(group, cell);
	pfree(together);
}

/* The parts that what was found falls into, if it is their product. */
List *
repair_factors(const RepairProblem *problem, RepairPart *part)
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
		own->repairs = repairs_in_group(part->repairs, group, own_group, problem->options);
		own->count = list_length(own->repairs);
		own->weight = ((Repair *) linitial(own->repairs))->weight;
		own->a_cell = own_group;
		parts = lappend(parts, own);
		if (pg_mul_s64_overflow(product, own->count, &product))
			return list_make1(part);
	}
	return product == part->count ? parts : list_make1(part);
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
