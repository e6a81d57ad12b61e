/*
 * guess_filled_ends.c
 *	  Rows of a headed table that have lost empty cells, of an office that fills
 *	  in the first column and the total throughout.
 *
 * Such an office writes zeros there too; or the applicants are known from the
 * requests received.  Then the first and the last number of each row stand in the
 * first column and the total, provided that all sums hold with them.
 */
#include "postgres.h"

#include "rule/statutory.h"
#include "table/evidence.h"
#include "table/guess_filled_ends.h"
#include "table/shape.h"
#include "table/thresholds.h"

/* Returns the first cell that is not empty. */
static int
first_filled(const TableLine *line)
{
	int			first = 0;

	while (first < line->ndata && data_is_empty(&line->data[first]))
		first++;
	return first;
}

/*
 * Do rows of zeros hold more numbers than others?  Then no sum tells whether
 * their last zero is the total.  Two zeros are the first column and the total.
 */
static bool
zeros_are_longer(const OpenLine *open, int nopen, TableId table)
{
	int			most = 2;
	int			most_zeros = 0;

	for (int i = 0; i < nopen; i++)
		if (open[i].line->table != table)
			continue;
		else if (line_is_zero(open[i].line))
			most_zeros = Max(most_zeros, line_count_filled(open[i].line));
		else
			most = Max(most, line_count_filled(open[i].line));
	return most_zeros > most;
}

/*
 * Are there at least two numbers, the last the sum of the others?  Puts the first
 * and the last into the figures.
 */
static bool
ends_in_sum(const OpenLine *open, CellVector *figures)
{
	const TableLine *line = open->line;
	int			total = line->ncells - 1;
	int			first = first_filled(line);
	int			last = line_last_filled(line);
	int64		value;

	if (first >= last || last >= open->n)
		return false;
	if (open_line_value(open, first, 0, &value))
		vector_set(figures, line->cell[0], value);
	if (open_line_value(open, last, total, &value))
		vector_set(figures, line->cell[total], value);
	return line_sum(line, first, last - first + 1, BLANKS_EMPTY) == EVIDENCE_HOLDS;
}

/* Is a zero among the numbers between the ends of a line? */
static bool
has_inner_zero(const TableLine *line)
{
	for (int i = first_filled(line) + 1; i < line_last_filled(line); i++)
		if (data_is_zero(&line->data[i]))
			return true;
	return false;
}

/*
 * Do more than a few rows have zeros between their ends?  Then the office leaves out
 * zeros here and there, and may have left out those of the ends.
 */
static bool
fills_inner_zeros(const OpenLine *open, int nopen, TableId table)
{
	int			rows = 0;
	int			inner = 0;

	for (int i = 0; i < nopen; i++)
	{
		if (open[i].line->table != table)
			continue;
		rows++;
		inner += has_inner_zero(open[i].line);
	}
	return inner * INNER_ZEROS_OF > rows;
}

/*
 * True if every row of a table with a number has one at both ends, the first
 * column and the total.  At least zeros_wanted of those with blanks must have
 * zeros there.
 */
static bool
ends_are_filled(const CellVector *figures, TableId table, const TableShape *shape, int zeros_wanted)
{
	const FormLayout *layout = form_layout(figures->forms);
	int			zeros = 0;

	for (int i = 0; i < ROW_COUNT; i++)
	{
		int			row = layout->row[i];
		int			first;
		int			total;
		bool		blank = false;

		if (row_info[row].table != table || !vector_row_holds_number(figures, row))
			continue;
		first = cell_at(row, shape->column[0]);
		total = cell_at(row, shape->column[shape->total]);
		if (!cellset_has(&figures->numbers, first) || !cellset_has(&figures->numbers, total))
			return false;
		for (int c = 0; c < shape->columns; c++)
			if (cell_at(row, shape->column[c]) >= 0 &&
				!cellset_has(&figures->numbers, cell_at(row, shape->column[c])))
				blank = true;
		if (blank && figures->value[first] == 0 && figures->value[total] == 0)
			zeros++;
	}
	return zeros >= zeros_wanted;
}

/* Cells whose relations are asked for: of a table, and of a column or any (-1) */
typedef struct Concern
{
	TableId		table;
	int			column;
} Concern;

static bool
relation_is_of(const Comparison *relation, const void *what)
{
	const Concern *concern = what;
	int			cell = relation->terms[0].cell;

	return cell >= 0 && row_info[cell_info[cell].row].table == concern->table &&
		(concern->column < 0 || cell_info[cell].column == concern->column);
}

/* Does a sum of the first column hold, and no relation of the table fail? */
static bool
sums_confirm(const CellVector *figures, TableId table, const TableShape *shape)
{
	Concern		all = {table, -1};
	Concern		first = {table, shape->column[0]};

	return relations_verdict(figures, relation_is_of, &all) != EVIDENCE_FAILS &&
		relations_verdict(figures, relation_is_of, &first) == EVIDENCE_HOLDS;
}

/* Are the first number (some) and the total of the table's first row known, as of the requests received? */
static bool
first_row_is_known(const CellVector *figures, const TableShape *shape)
{
	int			first = cell_at(shape->row[0], shape->column[0]);

	return cellset_has(&figures->numbers, first) && figures->value[first] > 0 &&
		cellset_has(&figures->numbers, shape->sum_cell);
}

/* Sets both ends of rows without any number to zero. */
static void
fill_empty_rows(CellVector *figures, TableId table, const TableShape *shape)
{
	const FormLayout *layout = form_layout(figures->forms);

	for (int i = 0; i < ROW_COUNT; i++)
	{
		int			row = layout->row[i];
		int			first;

		if (row_info[row].table != table || vector_row_holds_number(figures, row))
			continue;
		first = cell_at(row, shape->column[0]);
		if (!cellset_has(&layout->asked, first))
			continue;
		vector_set(figures, first, 0);
		vector_set(figures, cell_at(row, shape->column[shape->total]), 0);
	}
}

static bool
settle_table(OpenLine *open, int nopen, TableId table, bool empty_rows, const CellVector *figures)
{
	CellVector	trial = *figures;
	const TableShape *shape = NULL;
	bool		known;
	bool		any = false;

	for (int i = 0; i < nopen; i++)
		if (open[i].line->table == table)
			shape = open[i].line->shape;
	if (shape == NULL)
		return false;
	known = first_row_is_known(figures, shape);
	for (int i = 0; i < nopen; i++)
		if (open[i].line->table == table &&
			(open[i].undecidable || open[i].line->at_page_end || !ends_in_sum(&open[i], &trial)))
			return false;
	if (zeros_are_longer(open, nopen, table) || fills_inner_zeros(open, nopen, table) || !ends_are_filled(&trial, table, shape, known ? 0 : ZERO_ROWS_MIN) ||
		(empty_rows && !known))
		return false;
	if (known)
		fill_empty_rows(&trial, table, shape);
	if (!sums_confirm(&trial, table, shape))
		return false;
	for (int i = 0; i < nopen; i++)
		if (open[i].line->table == table)
		{
			open_line_keep_column(&open[i], first_filled(open[i].line), 0);
			open_line_keep_column(&open[i], line_last_filled(open[i].line), open[i].line->ncells - 1);
			any = settle_open_line(&open[i], SURE_BY_POSITION, false) || any;
		}
	return any;
}

bool
settle_filled_ends(OpenLine *open, int nopen, const int *empty_rows, const CellVector *figures)
{
	bool		any = false;

	for (int table = 0; table < TABLE_COUNT; table++)
		if (shape_is(table, SHAPE_HEADED) &&
			settle_table(open, nopen, table, empty_rows[table] > 0, figures))
			any = true;
	return any;
}
