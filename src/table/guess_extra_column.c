/*
 * guess_extra_column.c
 *	  A column that the form does not have, such as a subtotal or a remark.
 */
#include "postgres.h"

#include "table/evidence.h"
#include "table/guess_extra_column.h"
#include "table/shape.h"
#include "table/thresholds.h"

/* Returns the place of the one head that no form has, from 0 on, or -1 if there is not just one; sets *found to it. */
static int
place_of_unknown_head(const Header *header, const TableShape *shape, const HeaderCell **found)
{
	int			place = -1;
	int			unknown = 0;

	for (int i = 0; i < Min(header->n, HEADER_MAX); i++)
		if (header->cell[i].column < 0)
		{
			unknown++;
			*found = &header->cell[i];
			place = i > 0 ? shape_place_of_column(shape, header->cell[i - 1].column) : -1;
			if (place >= 0)
				place++;
		}
	return unknown == 1 ? place : -1;
}

/* Is the total the sum of the others if the cell at a place is left out? */
static ReadEvidence
sum_without(const ReadRow *row, int place, const TableShape *shape)
{
	const Quantity *number[LINE_DATA_MAX];
	int			n = 0;

	for (int i = 0; i <= shape->columns; i++)
		if (i != place)
			number[n++] = &row->line.data[i].quantity;
	return evidence_of_sum(number, n, shape->total, shape->sum_cell, BLANKS_NOTHING);
}

/* Rows that hold, and that fail, without a column */
typedef struct Verdicts
{
	int			holding;
	int			failing;
} Verdicts;

static bool
is_row_of(const ReadRow *row, TableId table)
{
	return row->line.table == table && row_is_filled(row);
}

/*
 * Lists, by place, how the rows stand without that column; returns how many rows
 * there are, or 0 if some row has not just one cell too many.
 */
static int
weigh_columns(const Tables *tables, TableId table, Verdicts *verdicts)
{
	const TableShape *shape = tables->shape[table];
	int			nrows = 0;
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		const ReadRow *row = lfirst(lc);

		if (!is_row_of(row, table))
			continue;
		if (row_count_cells(row) != shape->columns + 1)
			return 0;
		nrows++;
		for (int place = 0; place <= shape->columns; place++)
		{
			ReadEvidence	sum = sum_without(row, place, shape);

			verdicts[place].failing += sum == EVIDENCE_FAILS;
			verdicts[place].holding += sum == EVIDENCE_HOLDS && !line_is_zero(&row->line);
		}
	}
	return nrows;
}

/*
 * Lists the columns without which no sum fails; returns how many there are, or 0 if too few sums speak for
 * any of them.
 */
static int
columns_by_sums(const Verdicts *verdicts, int columns, int *place)
{
	int			n = 0;
	int			holding = 0;

	for (int i = 0; i <= columns; i++)
		if (verdicts[i].failing == 0 && verdicts[i].holding > 0)
		{
			place[n++] = i;
			holding = Max(holding, verdicts[i].holding);
		}
	return holding >= AGREEING_ROWS_MIN ? n : 0;
}

static bool
equal_numbers(const Quantity *a, const Quantity *b)
{
	return a->kind == QUANTITY_NUMBER && b->kind == QUANTITY_NUMBER && a->shift == b->shift &&
		a->len == b->len && memcmp(a->digits, b->digits, a->len) == 0;
}

/*
 * Takes a column out of a row, one of n that it may be: leaves what is the same
 * whichever it is.  "97 | 79 | | 0 | | 79 | 176" has its subtotal before or behind its parts.
 */
static void
leave_out_column(TableLine *line, const int *place, int n)
{
	DataCell	left[LINE_DATA_MAX];

	line->ndata--;
	for (int i = 0; i < line->ndata; i++)
	{
		left[i] = line->data[i < place[0] ? i : i + 1];
		for (int p = 1; p < n; p++)
			if (!equal_numbers(&left[i].quantity, &line->data[i < place[p] ? i : i + 1].quantity))
				left[i].quantity.kind = QUANTITY_EMPTY;
	}
	memcpy(line->data, left, line->ndata * sizeof(DataCell));
}

/* Does the sum of a row hold without one of the cells between its first and its last? */
static bool
holds_without_inner(const ReadRow *row, const TableShape *shape)
{
	for (int place = 1; place < shape->columns; place++)
		if (sum_without(row, place, shape) == EVIDENCE_HOLDS)
			return true;
	return false;
}

/*
 * Have rows just one cell more than the form has columns, and a number in it?  A row that holds its sum without one of
 * them is enough if few rows have just as many numbers as the form: the others have lost cells.
 */
static bool
rows_are_wide(const Tables *tables, TableId table)
{
	const TableShape *shape = tables->shape[table];
	int			nrows = 0;
	int			full = 0;
	int			wide = 0;
	int			holding = 0;
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		const ReadRow *row = lfirst(lc);

		if (!is_row_of(row, table))
			continue;
		nrows++;
		full += row_count_cells(row) == shape->columns && line_count_filled(&row->line) == shape->columns;
		if (line_last_filled(&row->line) != shape->columns)
			continue;
		wide++;
		holding += !line_is_zero(&row->line) && holds_without_inner(row, shape);
	}
	return wide >= WIDE_ROWS_MIN || (holding > 0 && full * 2 < nrows);
}

/*
 * Do rows hold a subtotal before their total, of which other rows have lost cells?  Then the last number is the sum
 * of the others but for the one before it, in more rows than with it.  A zero there is no sign of either.
 */
static bool
rows_hold_subtotal(const Tables *tables, TableId table)
{
	const TableShape *shape = tables->shape[table];
	int			without = 0;
	int			with = 0;
	bool		lost = false;	/* one of those that hold it has lost cells */
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		const ReadRow *row = lfirst(lc);
		const Quantity *number[LINE_DATA_MAX];
		const DataCell *last = NULL;
		const DataCell *before_last = NULL;
		int			n = 0;

		if (!is_row_of(row, table) || line_is_zero(&row->line))
			continue;
		for (int i = 0; i < row->line.ndata; i++)
			if (!data_is_empty(&row->line.data[i]))
			{
				before_last = last;
				last = &row->line.data[i];
				number[n++] = &last->quantity;
			}
		if (n < SUBTOTAL_NUMBERS_MIN || n > shape->columns)
			continue;
		if (evidence_of_sum(number, n, n - 1, shape->sum_cell, BLANKS_NOTHING) == EVIDENCE_HOLDS)
		{
			with += !data_is_zero(before_last);
			continue;
		}
		number[n - 2] = number[n - 1];
		if (evidence_of_sum(number, n - 1, n - 2, shape->sum_cell, BLANKS_NOTHING) == EVIDENCE_HOLDS)
		{
			without++;
			lost = lost || row_count_cells(row) < shape->columns;
		}
	}
	return lost && without >= AGREEING_ROWS_MIN && without > with;
}

/*
 * Damage: there is a further column, and rows that lost cells: nothing tells which of
 * their numbers stands in it.
 */
static void
leave_rows_blank(Tables *tables, TableId table, NoteList *notes)
{
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		ReadRow    *row = lfirst(lc);
		TableLine  *line = &row->line;

		if (!is_row_of(row, table))
			continue;
		if (!notes_dropped(notes))
			note_add(notes, "extra_cells", line->path, line->data[0].text, line->data[0].len, NULL, SURE_AMBIGUOUS, line->at,
					 psprintf("%s：“%s”有格式没有的一列，看不出是哪一列，从“%s”起的各数属于哪一格无法判断，留空。",
							  line->name, table_info[table].label, note_quote(line->data[0].text, line->data[0].len)));
		line->ndata = 0;
	}
}

/* Have all rows the cells of the form, whose sums hold, before a column behind the total? */
static bool
total_is_before_extra(const Tables *tables, TableId table)
{
	const TableShape *shape = tables->shape[table];
	int			failing = 0;
	int			holding = 0;
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		const ReadRow *row = lfirst(lc);
		ReadEvidence	sum;

		if (!is_row_of(row, table))
			continue;
		if (row->line.ndata < shape->columns || row_count_cells(row) > shape->columns + 1)
			return false;
		sum = line_sum(&row->line, 0, shape->columns, BLANKS_NOTHING);
		failing += sum == EVIDENCE_FAILS;
		holding += sum == EVIDENCE_HOLDS && !line_is_zero(&row->line);
	}
	return holding > failing;
}

/* Notes which column was left out: by its head, if it is known. */
static void
note_left_out(const HeaderCell *head, int place, TableId table, const char *at, NoteList *notes)
{
	if (!notes_dropped(notes))
		note_add(notes, "extra_cells", table_info[table].name, head ? head->at : NULL, head ? head->len : 0, NULL,
				 SURE_READ, head ? head->at : at,
				 head ? psprintf("“%s”一列不是格式中的列，其各数未采用。", note_quote(head->at, head->len)) :
				 psprintf("“%s”第%d列不是格式中的列，其各数未采用。", table_info[table].label, place + 1));
}

static void
drop_extra_column(Tables *tables, TableId table, NoteList *notes)
{
	const TableShape *shape = tables->shape[table];
	Verdicts	verdicts[LINE_CELLS_MAX + 1] = {{0}};
	const HeaderCell *head = NULL;
	const ReadRow *first = NULL;
	int			place[LINE_CELLS_MAX + 1];
	int			n = 1;
	ListCell   *lc;

	foreach(lc, tables->rows)
		if (first == NULL && is_row_of(lfirst(lc), table))
			first = lfirst(lc);
	if (first == NULL)
		return;
	place[0] = place_of_unknown_head(&first->header, shape, &head);
	/* remarks and shares behind the total may be words, which are no cells */
	if (place[0] == shape->columns && total_is_before_extra(tables, table))
	{
		foreach(lc, tables->rows)
			if (is_row_of(lfirst(lc), table))
				((ReadRow *) lfirst(lc))->line.ndata = shape->columns;
		note_left_out(head, place[0], table, first->line.at, notes);
		return;
	}
	if (weigh_columns(tables, table, verdicts) == 0)
	{
		if (place[0] >= 0 || rows_are_wide(tables, table) || rows_hold_subtotal(tables, table))
			leave_rows_blank(tables, table, notes);
		return;
	}
	/* a few sums on the page may be wrong */
	if (place[0] < 0 || verdicts[place[0]].failing > verdicts[place[0]].holding)
	{
		n = columns_by_sums(verdicts, shape->columns, place);
		head = NULL;
	}
	if (n == 0)
	{
		if (rows_are_wide(tables, table))
			leave_rows_blank(tables, table, notes);
		return;
	}
	foreach(lc, tables->rows)
	{
		ReadRow    *row = lfirst(lc);

		if (is_row_of(row, table))
			leave_out_column(&row->line, place, n);
	}
	if (!notes_dropped(notes) && n > 1)
		note_add(notes, "extra_cells", table_info[table].name, NULL, 0, NULL, SURE_AMBIGUOUS, first->line.at,
				 psprintf("“%s”有格式没有的一列，可能是第%d列至第%d列中的一列，看不出是哪一列，读法不同的各格留空。",
						  table_info[table].label, place[0] + 1, place[n - 1] + 1));
	else if (n == 1)
		note_left_out(head, place[0], table, first->line.at, notes);
}

void
drop_extra_columns(Tables *tables, NoteList *notes)
{
	for (int table = 0; table < TABLE_COUNT; table++)
		if (shape_kind(table) == SHAPE_HEADED && tables->shape[table]->total >= 0)
			drop_extra_column(tables, table, notes);
}
