/*
 * tableau.c
 *	  Linear equations over non-negative numbers, in a simplex tableau.
 *
 * The simplex method without fractions.  Always the lowest column is chosen
 * (Bland's rule), so it ends, and ends the same way on every run.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "repair/tableau.h"

/* What is in it is anything. */
static Tableau *
make_tableau(int height, int width)
{
	Tableau    *tableau = palloc0(sizeof(Tableau));

	tableau->height = height;
	tableau->width = width;
	tableau->constant = palloc(height * sizeof(int128));
	tableau->entry = palloc((size_t) height * width * sizeof(int32));
	tableau->basic = palloc(height * sizeof(int16));
	tableau->place = palloc(width * sizeof(int16));
	tableau->kind = palloc(width * sizeof(uint8));
	tableau->found = palloc(width * sizeof(int16));
	tableau->open = palloc(width * sizeof(int16));
	return tableau;
}

Tableau *
tableau_begin(int nrows, int ncolumns)
{
	Tableau    *tableau = make_tableau(nrows + TABLEAU_BRANCHES, ncolumns + TABLEAU_BRANCHES);

	Assert(nrows <= TABLEAU_ROWS_MAX);
	tableau->nrows = nrows;
	tableau->ncolumns = ncolumns;
	memset(tableau->constant, 0, tableau->height * sizeof(int128));
	memset(tableau->entry, 0, (size_t) tableau->height * tableau->width * sizeof(int32));
	memset(tableau->kind, TABLEAU_FIXED, tableau->width * sizeof(uint8));
	memset(tableau->basic, -1, tableau->height * sizeof(int16));
	memset(tableau->place, -1, tableau->width * sizeof(int16));
	return tableau;
}

void
tableau_copy(Tableau *to, const Tableau *from)
{
	to->nrows = from->nrows;
	to->ncolumns = from->ncolumns;
	to->gave_up = from->gave_up;
	memcpy(to->constant, from->constant, from->nrows * sizeof(int128));
	memcpy(to->entry, from->entry, (size_t) from->nrows * from->width * sizeof(int32));
	memcpy(to->basic, from->basic, from->height * sizeof(int16));
	memcpy(to->place, from->place, from->width * sizeof(int16));
	memcpy(to->kind, from->kind, from->width * sizeof(uint8));
}

Tableau *
tableau_clone(const Tableau *tableau)
{
	Tableau    *clone = tableau->spare == NULL ? NULL : *tableau->spare;

	if (clone == NULL)
		clone = make_tableau(tableau->height, tableau->width);
	else
		*tableau->spare = clone->next;
	clone->spare = tableau->spare;
	tableau_copy(clone, tableau);
	clone->npivots = tableau->npivots;
	clone->helpful = tableau->helpful;
	return clone;
}

void
tableau_end(Tableau *tableau)
{
	if (tableau->spare != NULL)
	{
		tableau->next = *tableau->spare;
		*tableau->spare = tableau;
		return;
	}
	pfree(tableau->constant);
	pfree(tableau->entry);
	pfree(tableau->basic);
	pfree(tableau->place);
	pfree(tableau->kind);
	pfree(tableau->found);
	pfree(tableau->open);
	pfree(tableau);
}

/* Divisions are most of the work of an elimination, and those of short numbers take a fraction of the time. */
static int32
divisor_of(int32 a, int32 b)
{
	while (b != 0)
	{
		int32		rest = a % b;

		a = b;
		b = rest;
	}
	return a < 0 ? -a : a;
}

/* Puts a row into lowest terms, whose entries are in some of these columns. */
static void
reduce_row(Tableau *tableau, int row, const int16 *column, int n)
{
	int32	   *entry = tableau_row(tableau, row);
	int32		divisor = 0;

	for (int i = 0; i < n && divisor != 1; i++)
		if (entry[column[i]] != 0)
			divisor = divisor_of(entry[column[i]], divisor);
	if (divisor <= 1)
		return;
	divisor = divisor_of((int32) (tableau->constant[row] % divisor), divisor);
	if (divisor <= 1)
		return;
	for (int i = 0; i < n; i++)
		entry[column[i]] /= divisor;
	tableau->constant[row] /= divisor;
}

static inline bool
fits(int64 entry)
{
	return entry < TABLEAU_ENTRY_MAX && entry >= -TABLEAU_ENTRY_MAX;
}

/*
 * tableau_eliminate() where tableau->found lists the columns in which the other
 * row has entries, and tableau->open those in which either may have some.  The
 * others, most of a large tableau, are not gone through.
 */
static void
eliminate(Tableau *tableau, int row, int by, int column, int nfound, int nopen)
{
	int32	   *entry = tableau_row(tableau, row);
	const int32 *other = tableau_row(tableau, by);
	int32		divisor = divisor_of(entry[column], other[column]);
	int32		factor = entry[column] / divisor;
	int32		multiplier = other[column] / divisor;
	int128		constant = tableau->constant[row];
	const int16 *changing = multiplier == 1 ? tableau->found : tableau->open;
	int			n = multiplier == 1 ? nfound : nopen;

	if (tableau->gave_up)
		return;
	for (int i = 0; i < n; i++)
	{
		int			c = changing[i];
		int64		difference = (int64) multiplier * entry[c] - (int64) factor * other[c];

		if (unlikely(!fits(difference)))
		{
			tableau->gave_up = true;
			difference = 0;
		}
		entry[c] = (int32) difference;
	}
	constant = constant * multiplier - tableau->constant[by] * factor;
	if (constant > TABLEAU_CONSTANT_MAX || constant < -TABLEAU_CONSTANT_MAX)
	{
		tableau->gave_up = true;
		constant = 0;
	}
	tableau->constant[row] = constant;
	if (multiplier != 1)
		reduce_row(tableau, row, changing, n);
}

/* Lists the columns in which a row has entries. */
static int
find_entries(const Tableau *tableau, int row)
{
	const int32 *entry = tableau_row(tableau, row);
	int			n = 0;

	for (int c = 0; c < tableau->ncolumns; c++)
		if (entry[c] != 0)
			tableau->found[n++] = c;
	return n;
}

void
tableau_eliminate(Tableau *tableau, int row, int by, int column)
{
	for (int c = 0; c < tableau->ncolumns; c++)
		tableau->open[c] = c;
	eliminate(tableau, row, by, column, find_entries(tableau, by), tableau->ncolumns);
}

void
tableau_make_basic(Tableau *tableau, int row, int column)
{
	int32	   *entry = tableau_row(tableau, row);
	int			nfound;
	int			nopen = 0;

	if (tableau->npivots != NULL)
		(*tableau->npivots)++;
	if (entry[column] < 0)
	{
		for (int c = 0; c < tableau->ncolumns; c++)
			entry[c] = -entry[c];
		tableau->constant[row] = -tableau->constant[row];
	}
	if (tableau->basic[row] >= 0)
		tableau->place[tableau->basic[row]] = -1;
	nfound = find_entries(tableau, row);
	for (int c = 0; c < tableau->ncolumns; c++)
		if (tableau->place[c] < 0)
			tableau->open[nopen++] = c;
	tableau->basic[row] = column;
	tableau->place[column] = row;
	for (int r = 0; r < tableau->nrows; r++)
	{
		if (r == row || tableau_row(tableau, r)[column] == 0)
			continue;
		if (tableau->basic[r] >= 0)
			tableau->open[nopen] = tableau->basic[r];
		eliminate(tableau, r, row, column, nfound, nopen + (tableau->basic[r] >= 0));
	}
}

void
tableau_set_free(Tableau *tableau, int column, TableauKind kind, int128 value)
{
	int			best = -1;
	int			best_weight = 0;

	tableau->kind[column] = kind;
	for (int r = 0; r < tableau->nrows; r++)
	{
		const int32 *entry = tableau_row(tableau, r);
		int			weight = 0;

		if (entry[column] == 0)
			continue;
		tableau->constant[r] += entry[column] * value;
		if (tableau->constant[r] > TABLEAU_CONSTANT_MAX || tableau->constant[r] < -TABLEAU_CONSTANT_MAX)
			tableau->gave_up = true;
		if (tableau->basic[r] >= 0)
			continue;

		/* the shortest row fills the fewest entries of other rows */
		for (int c = 0; c < tableau->ncolumns; c++)
			weight += entry[c] != 0;
		if (best < 0 || weight < best_weight)
		{
			best = r;
			best_weight = weight;
		}
	}
	if (best >= 0)
		tableau_make_basic(tableau, best, column);
}

/* The lowest free column that could raise a negative constant, or -1. */
static int
column_to_raise(const Tableau *tableau, int row)
{
	const int32 *entry = tableau_row(tableau, row);

	for (int c = 0; c < tableau->ncolumns; c++)
		if (tableau->kind[c] != TABLEAU_FIXED && tableau->place[c] < 0 &&
			(entry[c] < 0 || (entry[c] > 0 && tableau->kind[c] == TABLEAU_UNBOUNDED)))
			return c;
	return -1;
}

bool
tableau_row_is_short(const Tableau *tableau, int row)
{
	return tableau->constant[row] < 0 &&
		tableau->kind[tableau->basic[row]] != TABLEAU_UNBOUNDED &&
		column_to_raise(tableau, row) < 0;
}

int64
tableau_row_remainder(const Tableau *tableau, int row)
{
	const int32 *entry = tableau_row(tableau, row);
	int32		divisor = 0;

	if (tableau->basic[row] >= 0 && entry[tableau->basic[row]] == 1)
		return 0;
	for (int c = 0; c < tableau->ncolumns && divisor != 1; c++)
		if (entry[c] != 0 && tableau->kind[c] != TABLEAU_FIXED)
			divisor = divisor_of(entry[c], divisor);
	return divisor > 1 && tableau->constant[row] % divisor != 0 ? divisor : 0;
}

bool
tableau_row_fails(const Tableau *tableau, int row)
{
	if (tableau->basic[row] < 0)
		return tableau->constant[row] != 0;
	return tableau_row_is_short(tableau, row) || tableau_row_remainder(tableau, row) != 0;
}

TableauAnswer
tableau_solve(Tableau *tableau, int *row)
{
	for (int r = 0; r < tableau->nrows; r++)
		if (tableau->basic[r] < 0 && tableau->constant[r] != 0)
		{
			*row = r;
			return tableau->gave_up ? TABLEAU_UNKNOWN : TABLEAU_NO;
		}
	while (!tableau->gave_up)
	{
		int			lowest = -1;
		int			column;

		CHECK_FOR_INTERRUPTS();
		for (int r = 0; r < tableau->nrows; r++)
			if (tableau->basic[r] >= 0 && tableau->constant[r] < 0 &&
				tableau->kind[tableau->basic[r]] != TABLEAU_UNBOUNDED &&
				(lowest < 0 || tableau->basic[r] < tableau->basic[lowest]))
				lowest = r;
		if (lowest < 0)
			return TABLEAU_YES;
		column = column_to_raise(tableau, lowest);
		if (column < 0)
		{
			*row = lowest;
			return TABLEAU_NO;
		}
		tableau_make_basic(tableau, lowest, column);
	}
	return TABLEAU_UNKNOWN;
}
