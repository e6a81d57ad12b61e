/*
 * guess_wrapped.c
 *	  Numbers that wrap: their last digits stand on the next line, or in a row of
 *	  their own.
 */
#include "postgres.h"

#include "lib/stringinfo.h"

#include "common/code_point.h"
#include "table/guess_wrapped.h"
#include "table/shape.h"

/* Do the parts of a number break at a point or a comma, where no number ends or begins? */
static bool
breaks_at_sign(Span first, Span rest)
{
	char		last = first.end[-1];

	return last == '.' || last == ',' || span_continues_number(rest);
}

bool
span_may_be_wrapped(Span line, bool last)
{
	Quantity	quantity;

	if (line.start == line.end)
		return false;
	if (span_continues_number(line))
		return true;
	/* "1,808," is no number, and the first part of one */
	if (!last && line.end - line.start > 1 && line.end[-1] == ',')
		line.end--;
	quantity_read(line.start, line.end - line.start, &quantity);
	return quantity.kind == QUANTITY_NUMBER && (last || quantity.unit == UNIT_NONE) &&
		is_digit_point(fold_point(next_code_point(&line.start, line.end)));
}

void
spans_join(const Span *parts, int n, Quantity *quantity)
{
	StringInfoData text;

	initStringInfo(&text);
	for (int i = 0; i < n; i++)
		appendBinaryStringInfo(&text, parts[i].start, parts[i].end - parts[i].start);
	quantity_read(text.data, text.len, quantity);
	quantity->plain = false;
	pfree(text.data);
}

static Span
data_span(const DataCell *data)
{
	return (Span) {data->text, data->text + data->len};
}

/* Says that a cell cannot be read, since what is in rest may be the end of its number. */
static void
doubt(DataCell *data, const DataCell *rest)
{
	data->quantity.kind = QUANTITY_OTHER;
	data->rest = rest->text;
	data->rest_len = rest->len;
}

/* Has the row sums, its total or those of rows abreast, and do they all hold? */
static bool
sum_holds(const ReadRow *row)
{
	const TableShape *shape = row->line.shape;

	if (shape->total < 0 || row_count_cells(row) != shape->line_cells)
		return false;
	for (int from = 0; from < shape->line_cells; from += shape->columns)
		if (line_sum(&row->line, from, shape->columns, BLANKS_OPEN) != EVIDENCE_HOLDS)
			return false;
	return true;
}

/* Numbers that were joined in one cell stay so if the parts or a sum prove it. */
static void
settle_joined_cells(ReadRow *row)
{
	bool		proven = sum_holds(row);

	for (int i = 0; i < row->line.ndata; i++)
	{
		DataCell   *data = &row->line.data[i];
		Span		rest = {data->rest, data->rest + data->rest_len};
		Span		first = {data->text, data->rest};

		if (!data->joined)
			continue;
		trim_blank_points(&first.start, &first.end);
		if (!proven && !breaks_at_sign(first, rest))
			data->quantity.kind = QUANTITY_OTHER;
	}
}

/* Returns the row that a rest goes on from, which may itself be a rest. */
static ReadRow *
row_above(const ReadRow *rest)
{
	ReadRow    *above = rest->above;

	while (above != NULL && above->row == ROW_UNNAMED && above->above != NULL && !shape_is(above->line.table, SHAPE_ABREAST))
		above = above->above;
	return above;
}

/*
 * Returns the cell of the row above that the i-th cell of a rest may belong to,
 * or -1 if it may be any.
 */
static int
cell_above(const ReadRow *above, const ReadRow *rest, int i)
{
	if (rest->width > 0 && rest->width == above->width)
	{
		int			at = row_count_cells(above) - row_count_cells(rest) + i;

		return at >= 0 ? at : -1;
	}
	if (rest->width > 0 || !(above->on_one_line || row_count_cells(above) == 1 || rest->same_cell))
		return -1;
	return row_count_cells(above) - 1;
}

/* May each number of the row be the rest of one above? */
static bool
may_be_rest(const ReadRow *above, const ReadRow *rest)
{
	int			filled = line_count_filled(&rest->line);

	if (filled == 0 || rest->line.overflow || above->line.overflow ||
		(filled > 1 && (rest->width == 0 || filled == row_expected_cells(above))))
		return false;
	for (int i = 0; i < rest->line.ndata; i++)
	{
		const DataCell *data = &rest->line.data[i];
		int			at = cell_above(above, rest, i);

		if (data_is_empty(data))
			continue;
		if (!span_may_be_wrapped(data_span(data), true))
			return false;
		if (at >= 0 && !data->joined && !span_may_be_wrapped(data_span(&above->line.data[at]), false))
			return false;
	}
	return true;
}

/*
 * A cell a line, in a block without sums: are more numbers below a label than it has cells, and no other row?  Then
 * one of them was broken, and nothing tells which.
 */
static bool
is_surplus(const ReadRow *above, const ReadRow *rest)
{
	int			filled = line_count_filled(&rest->line);

	return shape_is(rest->line.table, SHAPE_CAPTIONED) && rest->in_lines && !rest->on_one_line && !above->on_one_line &&
		filled > 1 && filled != row_expected_cells(above);
}

/* Is it certain that the row is none of its own?  Then it is a rest. */
static bool
is_certain_rest(const ReadRow *above, const ReadRow *rest)
{
	int			last = line_last_filled(&rest->line);
	int			at = cell_above(above, rest, last);

	return rest->same_cell || (rest->width > 0 && (rest->label_empty || rest->width < above->width)) ||
		(at >= 0 && above->line.data[at].len > 0 &&
		 breaks_at_sign(data_span(&above->line.data[at]), data_span(&rest->line.data[last])));
}

bool
join_wrapped_row(ReadRow *rest)
{
	ReadRow    *above = row_above(rest);
	TableLine	before;
	bool		certain = true; /* every part breaks at a sign */
	bool		joined = true;	/* every part has its cell, and makes a number with it */

	if (above == NULL)
		return false;
	if (is_surplus(above, rest))
	{
		for (int i = 0; i < above->line.ndata; i++)
			if (data_is_number(&above->line.data[i]))
				doubt(&above->line.data[i], &rest->line.data[0]);
		return true;
	}
	if (!may_be_rest(above, rest))
		return false;
	/* the row is whole without the rest, which is a number of another kind */
	if (sum_holds(above))
		return false;
	before = above->line;
	for (int i = 0; i < rest->line.ndata; i++)
	{
		const DataCell *data = &rest->line.data[i];
		int			at = cell_above(above, rest, i);
		Span		parts[2];

		if (data_is_empty(data))
			continue;
		if (at < 0)
		{
			joined = false;
			continue;
		}
		parts[0] = data_span(&above->line.data[at]);
		parts[1] = data_span(data);
		certain = certain && breaks_at_sign(parts[0], parts[1]);
		spans_join(parts, 2, &above->line.data[at].quantity);
		if (!data_is_number(&above->line.data[at]))
			joined = false;
		if (at == row_count_cells(above) - 1)
			above->line.data[at].len = data->text + data->len - above->line.data[at].text;
	}
	if (joined && (certain || sum_holds(above)))
		return true;
	above->line = before;
	for (int i = 0; i < rest->line.ndata; i++)
	{
		int			at = cell_above(above, rest, i);

		if (data_is_empty(&rest->line.data[i]))
			continue;
		for (int j = 0; j < above->line.ndata; j++)
			if ((at < 0 || j == at) && data_is_number(&above->line.data[j]))
				doubt(&above->line.data[j], &rest->line.data[i]);
	}
	return true;
}

void
join_wrapped_numbers(Tables *tables)
{
	List	   *rows = NIL;
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		ReadRow    *row = lfirst(lc);
		ReadRow    *above = row->row == ROW_UNNAMED ? row_above(row) : NULL;

		settle_joined_cells(row);
		if (above != NULL && may_be_rest(above, row) && is_certain_rest(above, row) && join_wrapped_row(row))
			continue;
		rows = lappend(rows, row);
	}
	tables->rows = rows;
}
