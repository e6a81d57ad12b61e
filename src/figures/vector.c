/*
 * vector.c
 *	  The unpacked value: which cells are blank or absent, add, subtract.
 */
#include "postgres.h"

#include "common/int.h"

#include "figures/structure.h"
#include "figures/vector.h"

void
vector_init(CellVector *vector, FormSet forms)
{
	memset(vector, 0, sizeof(*vector));
	vector->forms = forms;
}

void
vector_set(CellVector *vector, int cell, int64 value)
{
	cellset_add(&vector->numbers, cell);
	vector->value[cell] = value;
}

void
vector_unset(CellVector *vector, int cell)
{
	cellset_remove(&vector->numbers, cell);
	vector->value[cell] = 0;
}

bool
vector_row_holds_number(const CellVector *vector, RowId row)
{
	return cellset_overlaps(&row_sets[row].cells, &vector->numbers);
}

void
vector_blanks(const CellVector *vector, CellSet *blanks)
{
	*blanks = form_layout(vector->forms)->asked;
	cellset_difference(blanks, &vector->numbers);
	if (cellset_is_empty(blanks))
		return;

	/* a row is replaced where the other side holds a number, and its own does not */
	for (int row = 0; row < ROW_COUNT; row++)
		if (cellset_overlaps(&row_sets[row].other_side, &vector->numbers) &&
			!cellset_overlaps(&row_sets[row].own_side, &vector->numbers))
			cellset_difference(blanks, &row_sets[row].cells);
}

void
vector_cells(const CellVector *vector, CellSet *cells)
{
	vector_blanks(vector, cells);
	cellset_union(cells, &vector->numbers);
}

void
vector_outside(const CellVector *vector, CellSet *outside)
{
	*outside = vector->numbers;
	cellset_difference(outside, &form_layout(vector->forms)->asked);
}

bool
vector_reaches(const CellVector *vector, int64 limit)
{
	for (int cell = 0; cell < CELL_COUNT; cell++)
	{
		int128		bound = limit;

		if (vector->value[cell] == 0 && limit > 0)
			continue;
		for (int scale = 0; scale < cell_info[cell].scale; scale++)
			bound *= 10;
		if (cellset_has(&vector->numbers, cell) && (vector->value[cell] >= bound || -(int128) vector->value[cell] >= bound))
			return true;
	}
	return false;
}

void
vector_mark(CellVector *vector, const CellSet *set)
{
	cellset_union(&vector->numbers, set);
	for (int cell = 0; cell < CELL_COUNT; cell++)
	{
		vector->value[cell] = cellset_has(set, cell) ? 1 : 0;
		for (int scale = 0; scale < cell_info[cell].scale; scale++)
			vector->value[cell] *= 10;
	}
}

void
vector_fill(CellVector *vector, const CellSet *set)
{
	for (int cell = 0; cell < CELL_COUNT; cell++)
		if (cellset_has(set, cell))
			vector_set(vector, cell, 0);
}

void
cell_out_of_range(int cell)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("figures out of range"),
			 errdetail("The result for cell \"%s\" does not fit.", cell_info[cell].path)));
}

void
vector_add(CellVector *sum, const CellVector *addend)
{
	sum->forms |= addend->forms;
	cellset_union(&sum->numbers, &addend->numbers);
	for (int cell = 0; cell < CELL_COUNT; cell++)
		if (unlikely(pg_add_s64_overflow(sum->value[cell], addend->value[cell], &sum->value[cell])))
			cell_out_of_range(cell);
}

void
vector_subtract(CellVector *difference, const CellVector *subtrahend)
{
	difference->forms &= subtrahend->forms;
	for (int cell = 0; cell < CELL_COUNT; cell++)
	{
		if (!cellset_has(&subtrahend->numbers, cell) ||
			!cellset_has(&difference->numbers, cell))
			vector_unset(difference, cell);
		else if (pg_sub_s64_overflow(difference->value[cell], subtrahend->value[cell],
									 &difference->value[cell]))
			cell_out_of_range(cell);
	}
}
