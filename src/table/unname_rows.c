/*
 * unname_rows.c
 *	  Takes labels away from rows whose numbers may not belong to them.
 */
#include "postgres.h"

#include "common/code_point.h"
#include "figures/structure.h"
#include "table/shape.h"
#include "table/thresholds.h"
#include "table/unname_rows.h"

static void
unname_row(Tables *tables, ReadRow *row)
{
	tables->row[row->row] = NULL;
	row->row = ROW_UNNAMED;
}

/* Do a row's numbers continue those of another, only white space between? */
static bool
goes_on(const ReadRow *row, const ReadRow *before)
{
	const DataCell *last = before->line.ndata > 0 ? &before->line.data[before->line.ndata - 1] : NULL;

	if (last == NULL || row->line.ndata == 0)
		return false;
	for (const char *p = last->text + last->len; p < row->line.data[0].text;)
		if (!is_blank_point(next_code_point(&p, row->line.data[0].text)))
			return false;
	return last->text < row->line.data[0].text;
}

void
unname_mixed_rows(Tables *tables)
{
	for (int i = 2; i < list_length(tables->rows); i++)
	{
		ReadRow    *lacking = list_nth(tables->rows, i - 2);
		ReadRow    *row = list_nth(tables->rows, i - 1);
		ReadRow    *rest = list_nth(tables->rows, i);

		if (rest->row != ROW_UNNAMED || row->row == ROW_UNNAMED || lacking->row == ROW_UNNAMED ||
			!shape_is(row->line.table, SHAPE_CAPTIONED) || !shape_is(lacking->line.table, SHAPE_CAPTIONED) ||
			row->on_one_line || lacking->on_one_line || rest->on_one_line ||
			!row_is_filled(lacking) || !row_is_incomplete(lacking) || !goes_on(rest, row))
			continue;
		unname_row(tables, row);
		unname_row(tables, lacking);
		row->mixed_up = lacking->mixed_up = rest->mixed_up = true;
	}
}

/* Is it a row of plain text, not whole on its label's line? */
static bool
is_loose(const ReadRow *row)
{
	return shape_is(row->line.table, SHAPE_HEADED) && row->in_lines && row_is_filled(row) &&
		!(row->on_label_line && row->on_one_line && row->line.ndata == row->line.shape->columns);
}

/*
 * True if every row of a headed table is whole, or a line of at least two numbers
 * that ends in their sum.  Then such lines have lost nothing but empty cells.
 */
static bool
lines_end_in_sums(const Tables *tables)
{
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		const ReadRow *row = lfirst(lc);

		if (shape_is(row->line.table, SHAPE_HEADED) && row_is_filled(row) &&
			row->line.ndata != row->line.shape->columns &&
			(!row->in_lines || !row->on_one_line || row->line.ndata < 2 || row_sum(row) != EVIDENCE_HOLDS))
			return false;
	}
	return true;
}

void
unname_scrambled_rows(Tables *tables)
{
	int			nrows = 0;
	int			failing = 0;
	bool		lost_empty = lines_end_in_sums(tables);
	bool		scrambled;
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		ReadRow    *row = lfirst(lc);

		if (!is_loose(row))
			continue;
		nrows++;
		if (!row_sum_holds(row))
			failing++;
	}
	scrambled = failing >= SCRAMBLED_MIN && failing * SCRAMBLED_OF >= nrows;
	foreach(lc, tables->rows)
	{
		ReadRow    *row = lfirst(lc);

		if (is_loose(row) && row->row != ROW_UNNAMED &&
			(scrambled || (!row->on_one_line && !row_sum_holds(row)) ||
			 (row->line.ndata != row->line.shape->columns && !(lost_empty && row->on_label_line))))
			unname_row(tables, row);
	}
}

/* Has it numbers that got no row: one without label, or more than its own? */
static bool
has_surplus(const ReadRow *row)
{
	int			filled = line_count_filled(&row->line);

	return row->row == ROW_UNNAMED ? filled == row->line.shape->columns : filled > row->line.shape->columns;
}

/* May its numbers be those of a label next to its own?  Not where all stand on a line that begins with it. */
static bool
may_have_shifted(const ReadRow *row)
{
	const char *first = row->line.ndata > 0 ? row->line.data[0].text : NULL;

	return row->row != ROW_UNNAMED && row_is_filled(row) && first > row->line.at &&
		!(row->label_begins_line && memchr(row->line.at, '\n', first - row->line.at) == NULL);
}

/* Is it the label of a group, read as a row that another form has in place of the group's? */
static bool
is_group_heading(const Tables *tables, const ReadRow *row)
{
	if (row->row == ROW_UNNAMED || row_is_filled(row))
		return false;
	for (int other = 0; other < ROW_COUNT; other++)
		if (tables->row[other] != NULL && row_stands_in(row->row, other))
			return true;
	return false;
}

/* Does the page lack the row that the form has next to one, in steps of one or minus one? */
static bool
lacks_next_row(const Tables *tables, const ReadRow *row, int step)
{
	const TableShape *shape = row->line.shape;
	int			next = shape_place_of_row(shape, row->row) + step;

	return next >= 0 && next < shape->rows && tables->row[shape->row[next]] == NULL;
}

/*
 * Unnames the rows from a place on, in steps of one or minus one, if they lead to a label
 * without numbers; where a line without a pipe is no row, to one that is not there.
 */
static void
unname_up_to_empty(Tables *tables, TableId table, int from, int step)
{
	int			end = from;
	bool		found = false;

	for (; !found && end >= 0 && end < list_length(tables->rows); end += step)
	{
		const ReadRow *last = list_nth(tables->rows, end);

		if (last->line.table != table)
			break;
		if (is_group_heading(tables, last))
			continue;
		if (!may_have_shifted(last))
		{
			found = last->row != ROW_UNNAMED && !row_is_filled(last) && last->line.ndata < last->line.shape->columns;
			break;
		}
		found = lacks_next_row(tables, last, step);
	}
	for (int i = from; found && i != end; i += step)
	{
		ReadRow    *row = list_nth(tables->rows, i);

		if (!is_group_heading(tables, row))
		{
			row->mixed_up = true;
			unname_row(tables, row);
		}
	}
}

void
unname_shifted_rows(Tables *tables, TableId table)
{
	for (int i = 0; i < list_length(tables->rows); i++)
	{
		const ReadRow *row = list_nth(tables->rows, i);

		if (row->line.table != table || !has_surplus(row) || row->mixed_up)
			continue;
		/* the surplus is that of a label that is lost */
		if (row->row != ROW_UNNAMED && lacks_next_row(tables, row, 1))
			continue;
		unname_up_to_empty(tables, table, i + 1, 1);
		unname_up_to_empty(tables, table, i - 1, -1);
	}
}

/* Collects the numbers of a headed table that have been read so far. */
static void
read_headed(const Tables *tables, CellVector *vector)
{
	ListCell   *lc;

	vector_init(vector, FORM_BIT(FORM_COUNT - 1));
	foreach(lc, tables->rows)
	{
		const ReadRow *row = lfirst(lc);
		const TableShape *shape = row->line.shape;

		if (shape->kind != SHAPE_HEADED || row->row == ROW_UNNAMED || row->line.ndata != shape->columns)
			continue;
		for (int i = 0; i < shape->columns; i++)
		{
			int			cell = cell_at(row->row, shape->column[i]);
			int64		value;

			if (cell >= 0 && data_is_number(&row->line.data[i]) &&
				quantity_fits(&row->line.data[i].quantity, cell, AMOUNT_SHIFT, &value))
				vector_set(vector, cell, value);
		}
	}
}

/* Has a relation a cell of a row that was placed by its order? */
static bool
relation_is_by_order(const Comparison *relation, const void *what)
{
	const Tables *tables = what;

	for (int t = 0; t < relation->nterms; t++)
	{
		int			row = relation->terms[t].cell >= 0 ? cell_info[relation->terms[t].cell].row : -1;

		if (row >= 0 && tables->row[row] != NULL && tables->row[row]->by_order)
			return true;
	}
	return false;
}

void
unname_misplaced_rows(Tables *tables)
{
	CellVector	vector;
	ListCell   *lc;

	read_headed(tables, &vector);
	if (relations_verdict(&vector, relation_is_by_order, tables) != EVIDENCE_FAILS)
		return;
	foreach(lc, tables->rows)
	{
		ReadRow    *row = lfirst(lc);

		/* an unnamed row has no place to lose */
		if (shape_is(row->line.table, SHAPE_HEADED) && row->by_order && row->row != ROW_UNNAMED)
			unname_row(tables, row);
	}
}
