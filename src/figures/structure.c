/*
 * structure.c
 *	  Totals and their parts, rows that stand in for each other.
 */
#include "postgres.h"

#include "figures/structure.h"

static const bool stands_in[ROW_COUNT][ROW_COUNT] = {
#define STANDS_IN(table, row, replaced) \
	[ROW_##table##_##row][ROW_##table##_##replaced] = true, \
	[ROW_##table##_##replaced][ROW_##table##_##row] = true,
#include "figures/cells.def"
};

/* the group that a column or row of totals adds up, or GROUP_none */
static const GroupId column_parts[COLUMN_COUNT] = {
#define TOTAL_COLUMN(table, column, parts) [COLUMN_##table##_##column] = GROUP_##parts,
#include "figures/cells.def"
};

static const GroupId row_parts[ROW_COUNT] = {
#define TOTAL_ROW(table, row, parts) [ROW_##table##_##row] = GROUP_##parts,
#include "figures/cells.def"
};

CellTotals	cell_totals[CELL_COUNT];
RowSets		row_sets[ROW_COUNT];

bool
column_is_total(ColumnId column)
{
	return column_parts[column] != GROUP_none;
}

/* Is the total the sum of cells of which this is one? */
static bool
is_total_of(int total, int cell)
{
	const CellInfo *sum = &cell_info[total];
	const CellInfo *part = &cell_info[cell];

	if (column_is_total(sum->column))
		return sum->row == part->row &&
			group_within(column_info[part->column].group, column_parts[sum->column]);
	return row_parts[sum->row] != GROUP_none && sum->column == part->column &&
		group_within(row_info[part->row].group, row_parts[sum->row]);
}

static void
add_totals_of(int cell, CellTotals *totals)
{
	for (int total = 0; total < CELL_COUNT; total++)
		if (is_total_of(total, cell))
		{
			if (totals->all == CELL_TOTALS_MAX)
				elog(ERROR, "cells.def: \"%s\" is part of too many totals", cell_info[cell].path);
			totals->cell[totals->all++] = total;
		}
}

static void
find_totals(void)
{
	for (int cell = 0; cell < CELL_COUNT; cell++)
	{
		CellTotals *totals = &cell_totals[cell];

		add_totals_of(cell, totals);
		totals->direct = totals->all;
		for (int i = 0; i < totals->all; i++)
			add_totals_of(totals->cell[i], totals);
	}
}

static void
fill_row_sets(void)
{
	for (int cell = 0; cell < CELL_COUNT; cell++)
		cellset_add(&row_sets[cell_info[cell].row].cells, cell);
	for (int row = 0; row < ROW_COUNT; row++)
		for (int other = 0; other < ROW_COUNT; other++)
		{
			if (!stands_in[row][other])
				continue;
			cellset_union(&row_sets[row].other_side, &row_sets[other].cells);
			for (int beside = 0; beside < ROW_COUNT; beside++)
				if (stands_in[other][beside])
					cellset_union(&row_sets[row].own_side, &row_sets[beside].cells);
		}
}

void
structure_init(void)
{
	fill_row_sets();
	find_totals();
}

bool
row_stands_in(RowId row, RowId other)
{
	return stands_in[row][other];
}
