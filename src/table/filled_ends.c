/*
 * filled_ends.c
 *	  Rows of table 三 that have lost empty cells, of an office that fills in the
 *	  first column and the total throughout.
 *
 * Such an office writes zeros there too; or the applicants are known from the
 * requests received.  Then the first and the last number of each row stand in the
 * first column and the total, provided that all sums hold with them.
 */
#include "postgres.h"

#include "rule/statutory.h"
#include "table/filled_ends.h"

/* Rows with zeros at both ends that show that an office fills in zeros. */
#define ZERO_ROWS_MIN 3

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
zeros_are_longer(const OpenLine *open, int nopen)
{
	int			most = 2;
	int			most_zeros = 0;

	for (int i = 0; i < nopen; i++)
		if (open[i].line->table != TABLE_requests)
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
	int128		sum = 0;
	int64		value;

	if (first >= last || last >= open->n)
		return false;
	for (int i = first; i <= last; i++)
	{
		if (data_is_empty(&line->data[i]))
			continue;
		if (!open_line_value(open, i, i < last ? 0 : total, &value))
			return false;
		sum += i < last ? value : -value;
		if (i == first)
			vector_set(figures, line->cell[0], value);
	}
	vector_set(figures, line->cell[total], value);
	return sum == 0;
}

/*
 * True if every row of table 三 with a number has one at both ends, the first
 * column and the total.  At least zeros_wanted of those with blanks must have
 * zeros there.
 */
static bool
ends_are_filled(const CellVector *figures, int zeros_wanted)
{
	const FormLayout *layout = form_layout(figures->forms);
	int			zeros = 0;

	for (int i = 0; i < ROW_COUNT; i++)
	{
		int			row = layout->row[i];
		int			first;
		int			total;
		bool		blank = false;

		if (row_info[row].table != TABLE_requests || !vector_row_holds_number(figures, row))
			continue;
		first = cell_at(row, COLUMN_requests_natural_person);
		total = cell_at(row, COLUMN_requests_total);
		if (!cellset_has(&figures->numbers, first) || !cellset_has(&figures->numbers, total))
			return false;
		for (int column = 0; column < COLUMN_COUNT; column++)
			if (cell_at(row, column) >= 0 && !cellset_has(&figures->numbers, cell_at(row, column)))
				blank = true;
		if (blank && figures->value[first] == 0 && figures->value[total] == 0)
			zeros++;
	}
	return zeros >= zeros_wanted;
}

/* Does a sum of the first column hold, and no relation fail? */
static bool
sums_confirm(const CellVector *figures)
{
	RuleInput	input = {0};
	bool		confirmed = false;

	rule_input_set(&input, SCOPE_OWN, figures);
	for (int i = 0; i < nrelations; i++)
	{
		const Comparison *relation = &statutory[i].rule.relation;
		int			cell = relation->terms[0].cell;
		Evaluation	evaluation;

		if (cell < 0 || row_info[cell_info[cell].row].table != TABLE_requests)
			continue;
		rule_evaluate(&statutory[i].rule, &input, &evaluation);
		if (evaluation.outcome == OUTCOME_FAIL)
			return false;
		if (evaluation.outcome == OUTCOME_PASS && cell_info[cell].column == COLUMN_requests_natural_person)
			confirmed = true;
	}
	return confirmed;
}

/* Are the natural persons (some) and the total of the requests received known? */
static bool
applicants_are_known(const CellVector *figures)
{
	return cellset_has(&figures->numbers, CELL_requests_received_natural_person) &&
		figures->value[CELL_requests_received_natural_person] > 0 &&
		cellset_has(&figures->numbers, CELL_requests_received_total);
}

/* Sets both ends of rows without any number to zero. */
static void
fill_empty_rows(CellVector *figures)
{
	const FormLayout *layout = form_layout(figures->forms);

	for (int i = 0; i < ROW_COUNT; i++)
	{
		int			row = layout->row[i];
		int			first;

		if (row_info[row].table != TABLE_requests || vector_row_holds_number(figures, row))
			continue;
		first = cell_at(row, COLUMN_requests_natural_person);
		if (!cellset_has(&layout->asked, first))
			continue;
		vector_set(figures, first, 0);
		vector_set(figures, cell_at(row, COLUMN_requests_total), 0);
	}
}

bool
settle_filled_ends(OpenLine *open, int nopen, bool empty_rows, const CellVector *figures)
{
	CellVector	trial = *figures;
	bool		known = applicants_are_known(figures);
	bool		any = false;

	for (int i = 0; i < nopen; i++)
		if (open[i].line->table == TABLE_requests &&
			(open[i].undecidable || open[i].line->at_page_end || !ends_in_sum(&open[i], &trial)))
			return false;
	if (zeros_are_longer(open, nopen) || !ends_are_filled(&trial, known ? 0 : ZERO_ROWS_MIN) ||
		(empty_rows && !known))
		return false;
	if (known)
		fill_empty_rows(&trial);
	if (!sums_confirm(&trial))
		return false;
	for (int i = 0; i < nopen; i++)
		if (open[i].line->table == TABLE_requests)
		{
			open_line_keep_column(&open[i], first_filled(open[i].line), 0);
			open_line_keep_column(&open[i], line_last_filled(open[i].line), open[i].line->ncells - 1);
			any = settle_open_line(&open[i], SURE_BY_POSITION, false) || any;
		}
	return any;
}
