/*
 * row_order.c
 *	  Rows of published tables that stand without their labels.
 *
 * Where labels are torn off, or columns were written one after the other, a
 * row of numbers follows no label, or that of another row.  The rows come in
 * the order of the form all the same.  So the rows read are laid along those
 * of the form, in each of the forms, at the least cost: a label on the line of
 * its numbers holds them, one above them nearly so, and a row whose label is
 * on the page is filled rather than another.  A row gets its place where it
 * has the same one in every best way to lay them.
 */
#include "postgres.h"

#include "common/code_point.h"
#include "rule/statutory.h"
#include "table/assign_cells.h"
#include "table/row_order.h"

/* Costs; a label on the line of its numbers is never moved. */
#define COST_NEVER			1000000
#define COST_OTHER_LABEL	4	/* not where the label above it says */
#define COST_LABEL_UNSEEN	2	/* a row whose label is not on the page */
#define COST_LEFT_EMPTY		1	/* a row whose label is on the page, without numbers */
#define COST_INCOMPLETE		4	/* a row that is not whole, and gives way to one that is */
#define COST_UNPLACED		6	/* numbers without label that get no place */
#define COST_WHOLE_UNPLACED	30	/* a row of them, with its sum */
#define COST_OUT_OF_ORDER	20	/* a row with label that is not in the order */

/* Rows whose sums fail, and one of how many, that show that rows were mixed up. */
#define SCRAMBLED_MIN		2
#define SCRAMBLED_OF		10

/* Rows of one table that are laid; a page has not many more than the form. */
#define ROWS_MAX			64

typedef struct Order
{
	int			nrows;
	ReadRow    *row[ROWS_MAX];
	int			nslots;
	int			slot[ROW_COUNT];	/* rows of the form */
	int			slot_cells[ROW_COUNT];
	const char *slot_caption[ROW_COUNT];
	bool		seen[ROW_COUNT];	/* by slot: its label is on the page */
	/* least cost of laying the first rows on the first slots, and the last on the last */
	int			front[ROWS_MAX + 1][ROW_COUNT + 1];
	int			back[ROWS_MAX + 1][ROW_COUNT + 1];
} Order;

static int
data_count(const ReadRow *row)
{
	int			n = row->line.ndata;

	while (n > 0 && row->line.data[n - 1].quantity.kind == QUANTITY_EMPTY)
		n--;
	return n;
}

/* Does the row hold so many cells, empty ones at its end among them? */
static bool
has_cells(const ReadRow *row, int n)
{
	int			filled = data_count(row);

	if (filled > n || row->line.ndata < n)
		return false;
	for (int i = filled; i < n; i++)
		if (!row->line.data[i].is_cell)
			return false;
	return true;
}

/*
 * Filled, or all of its cells are there and empty: then no other is in its
 * place.  The numbers of a label that breaks off may be on the next line.
 */
static bool
takes_place(const ReadRow *row)
{
	if (row->mixed_up)
		return false;
	return row_is_filled(row) ||
		(row->line.table == TABLE_requests && !row->in_lines && has_cells(row, REQUEST_COLUMNS) &&
		 (row->row == ROW_UNNAMED || row->label_whole));
}

/* Is a row beside it, of the same block, whole and set one number below the other? */
static bool
neighbour_is_whole(const Order *order, int i, int s)
{
	for (int other = Max(i - 1, 0); other <= i + 1 && other < order->nrows; other++)
	{
		const ReadRow *row = order->row[other];

		if (other == i || row->row == ROW_UNNAMED || row->on_one_line || data_count(row) != order->slot_cells[s])
			continue;
		for (int slot = 0; slot < order->nslots; slot++)
			if (order->slot[slot] == row->row && order->slot_cells[slot] == order->slot_cells[s] &&
				order->slot_caption[slot] == order->slot_caption[s])
				return true;
	}
	return false;
}

static int
placing_cost(const Order *order, int i, int s)
{
	const ReadRow *row = order->row[i];
	int			cost = order->seen[s] ? 0 : COST_LABEL_UNSEEN;

	if (row->row == order->slot[s])
		return 0;
	if (row->row != ROW_UNNAMED && row->on_label_line)
		return COST_NEVER;
	/* a row is in the block that it stands under */
	if (row->caption != NULL && order->slot_caption[s] != NULL &&
		strcmp(row->caption, order->slot_caption[s]) != 0)
		return COST_NEVER;
	/* another row than that of its label must be filled whole */
	if (!has_cells(row, order->slot_cells[s]))
		return COST_NEVER;
	/* several numbers one below the other may be a row or a column, and no sum tells, but another row may */
	if (row->line.table == TABLE_proactive && row->in_lines && row->line.ndata > 1 && !row->on_one_line &&
		!neighbour_is_whole(order, i, s))
		return COST_NEVER;
	return cost + (row->row == ROW_UNNAMED ? 0 : COST_OTHER_LABEL);
}

typedef enum RowSum
{
	SUM_HOLDS,
	SUM_FAILS,
	SUM_OPEN					/* not all are numbers */
} RowSum;

/* Is the last number of a row of table 三 the sum of the others? */
static RowSum
row_sum(const ReadRow *row)
{
	int128		sum = 0;

	for (int i = 0; i < row->line.ndata; i++)
	{
		int64		value;

		if (!data_is_number(&row->line.data[i]) ||
			!quantity_fits(&row->line.data[i].quantity, CELL_requests_received_total, AMOUNT_SHIFT,
						   &value))
			return SUM_OPEN;
		sum += i < row->line.ndata - 1 ? value : -value;
	}
	return sum == 0 ? SUM_HOLDS : SUM_FAILS;
}

/* True where it is open. */
static bool
row_sum_holds(const ReadRow *row)
{
	return row->line.ndata != REQUEST_COLUMNS || row_sum(row) != SUM_FAILS;
}

/* Did a number get to a label above it by chance? */
static bool
row_is_incomplete(const ReadRow *row)
{
	return row->row != ROW_UNNAMED && !row->on_label_line &&
		data_count(row) < row_expected_cells(row);
}

static bool
row_is_whole(const ReadRow *row)
{
	return row->line.table == TABLE_requests && row->line.ndata == REQUEST_COLUMNS && row_sum_holds(row);
}

/* An empty row that the form does not have, such as a heading of another form, stands nowhere. */
static bool
is_empty_heading(const Order *order, const ReadRow *row)
{
	if (row->row == ROW_UNNAMED || row_is_filled(row))
		return false;
	for (int s = 0; s < order->nslots; s++)
		if (order->slot[s] == row->row)
			return false;
	return true;
}

static int
skipping_cost(const Order *order, int i)
{
	if (is_empty_heading(order, order->row[i]))
		return 0;
	if (order->row[i]->row == ROW_UNNAMED)
		return row_is_whole(order->row[i]) ? COST_WHOLE_UNPLACED : COST_UNPLACED;
	return row_is_incomplete(order->row[i]) ? COST_INCOMPLETE : COST_OUT_OF_ORDER;
}

static int
empty_cost(const Order *order, int s)
{
	return order->seen[s] ? COST_LEFT_EMPTY : 0;
}

static void
lay_rows(Order *order)
{
	int			n = order->nrows;
	int			m = order->nslots;

	for (int i = 0; i <= n; i++)
		for (int s = 0; s <= m; s++)
		{
			int			best = i == 0 && s == 0 ? 0 : COST_NEVER;

			if (i > 0)
				best = Min(best, order->front[i - 1][s] + skipping_cost(order, i - 1));
			if (s > 0)
				best = Min(best, order->front[i][s - 1] + empty_cost(order, s - 1));
			if (i > 0 && s > 0)
				best = Min(best, order->front[i - 1][s - 1] + placing_cost(order, i - 1, s - 1));
			order->front[i][s] = best;
		}
	for (int i = n; i >= 0; i--)
		for (int s = m; s >= 0; s--)
		{
			int			best = i == n && s == m ? 0 : COST_NEVER;

			if (i < n)
				best = Min(best, order->back[i + 1][s] + skipping_cost(order, i));
			if (s < m)
				best = Min(best, order->back[i][s + 1] + empty_cost(order, s));
			if (i < n && s < m)
				best = Min(best, order->back[i + 1][s + 1] + placing_cost(order, i, s));
			order->back[i][s] = best;
		}
}

#define ROW_UNSETTLED	-2

/* The row of the form in which a row stands in every best way, or none in every one. */
static int
settled_row(const Order *order, int i)
{
	int			best = order->front[order->nrows][order->nslots];
	int			found = ROW_UNSETTLED;

	for (int s = 0; s <= order->nslots; s++)
	{
		bool		skipped = order->front[i][s] + skipping_cost(order, i) + order->back[i + 1][s] == best;
		bool		placed = s < order->nslots &&
			order->front[i][s] + placing_cost(order, i, s) + order->back[i + 1][s + 1] == best;
		int			row = skipped ? ROW_UNNAMED : placed ? order->slot[s] : ROW_UNSETTLED;

		if (skipped && placed)
			return ROW_UNSETTLED;
		if (row == ROW_UNSETTLED || row == found)
			continue;
		if (found != ROW_UNSETTLED)
			return ROW_UNSETTLED;
		found = row;
	}
	return found;
}

static void
take_slots(Order *order, const Tables *tables, TableId table, int form)
{
	const FormLayout *layout = form_layout(FORM_BIT(form));

	order->nslots = 0;
	for (int i = 0; i < ROW_COUNT; i++)
	{
		int			cells[LINE_CELLS_MAX];
		int			row = layout->row[i];

		if (row_info[row].table != table || row_cells(form, row, cells) == 0)
			continue;
		order->slot[order->nslots] = row;
		order->slot_cells[order->nslots] = row_cells(form, row, cells);
		order->slot_caption[order->nslots] = block_caption(form, row);
		order->seen[order->nslots++] = tables->labelled[row];
	}
}

/* The row is that one of the form; a label without numbers gives way to it. */
static void
name_row(Tables *tables, ReadRow *read, int row, NoteList *notes)
{
	TableLine  *line = &read->line;
	FormId		form = form_printing_row(ALL_FORMS, row);

	read->row = row;
	read->by_order = true;
	line->path = psprintf("%s.%s", table_info[line->table].name, row_info[row].name);
	line->name = row_full_label(form, row);
	tables->row[row] = read;
	if (!notes_dropped(notes) && row_is_filled(read))
		note_add(notes, "row_order", line->path, line->data[0].text, line->data[0].len, NULL,
				 SURE_BY_POSITION, line->at,
				 psprintf("从“%s”起的一行数与行名不在一处，按各行的顺序读作“%s”。",
						  quote_text(line->data[0].text, line->data[0].len), line->name));
}

/* A row of table 三 that nothing but white space parts, and not on the line of its label? */
static bool
is_loose(const ReadRow *row)
{
	return row->line.table == TABLE_requests && row->in_lines && row_is_filled(row) &&
		!(row->on_label_line && row->on_one_line && row->line.ndata == REQUEST_COLUMNS);
}

/*
 * Is every row of table 三 whole, or a line of two numbers at least that ends
 * in their sum?  Then such lines lost empty cells only.
 */
static bool
lines_end_in_sums(const Tables *tables)
{
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		const ReadRow *row = lfirst(lc);

		if (row->line.table == TABLE_requests && row_is_filled(row) &&
			row->line.ndata != REQUEST_COLUMNS &&
			(!row->in_lines || !row->on_one_line || row->line.ndata < 2 || row_sum(row) != SUM_HOLDS))
			return false;
	}
	return true;
}

/*
 * Where some rows have lost their labels, a loose one whose sum fails, or that
 * is not whole, is none.  Sums that fail in many rows were not published so:
 * their numbers came in another order, and no loose row is what it seems to be.
 */
static void
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
			 (row->line.ndata != REQUEST_COLUMNS && !(lost_empty && row->on_label_line))))
		{
			tables->row[row->row] = NULL;
			row->row = ROW_UNNAMED;
		}
	}
}

/* The numbers of table 三 as far as they are read. */
static void
read_requests(const Tables *tables, CellVector *vector)
{
	ListCell   *lc;

	vector_init(vector, FORM_BIT(FORM_COUNT - 1));
	foreach(lc, tables->rows)
	{
		const ReadRow *row = lfirst(lc);
		int			i = 0;

		if (row->line.table != TABLE_requests || row->row == ROW_UNNAMED ||
			row->line.ndata != REQUEST_COLUMNS)
			continue;
		for (int column = 0; column < COLUMN_COUNT; column++)
		{
			int			cell = cell_at(row->row, column);
			int64		value;

			if (cell < 0)
				continue;
			if (data_is_number(&row->line.data[i]) &&
				quantity_fits(&row->line.data[i].quantity, cell, AMOUNT_SHIFT, &value))
				vector_set(vector, cell, value);
			i++;
		}
	}
}

/* Rows of table 三 that were placed by their order, but break a relation with others, are not. */
static void
unname_misplaced_rows(Tables *tables)
{
	CellVector	vector;
	RuleInput	input = {0};
	bool		broken = false;
	ListCell   *lc;

	read_requests(tables, &vector);
	rule_input_set(&input, SCOPE_OWN, &vector);
	for (int i = 0; !broken && i < nrelations; i++)
	{
		const Comparison *relation = &statutory[i].rule.relation;
		Evaluation	evaluation;
		bool		by_order = false;

		for (int t = 0; t < relation->nterms; t++)
		{
			int			row = relation->terms[t].cell >= 0 ? cell_info[relation->terms[t].cell].row : -1;

			if (row >= 0 && tables->row[row] != NULL && tables->row[row]->by_order)
				by_order = true;
		}
		if (!by_order)
			continue;
		rule_evaluate(&statutory[i].rule, &input, &evaluation);
		broken = evaluation.outcome == OUTCOME_FAIL;
	}
	if (!broken)
		return;
	foreach(lc, tables->rows)
	{
		ReadRow    *row = lfirst(lc);

		/* one that was dropped already has no place to lose */
		if (row->line.table == TABLE_requests && row->by_order && row->row != ROW_UNNAMED)
		{
			tables->row[row->row] = NULL;
			row->row = ROW_UNNAMED;
		}
	}
}

/* Do the numbers of a row go on those of another, with nothing but white space between them? */
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

/*
 * Damage: numbers of a row of table 二, one below the other, stand behind the
 * label of the next one.  It shows where that has too many and the row itself
 * lacks some: none of them is a row's for certain.
 */
static void
unname_mixed_rows(Tables *tables)
{
	for (int i = 2; i < list_length(tables->rows); i++)
	{
		ReadRow    *lacking = list_nth(tables->rows, i - 2);
		ReadRow    *row = list_nth(tables->rows, i - 1);
		ReadRow    *rest = list_nth(tables->rows, i);

		if (rest->row != ROW_UNNAMED || row->row == ROW_UNNAMED || lacking->row == ROW_UNNAMED ||
			row->line.table != TABLE_proactive || lacking->line.table != TABLE_proactive ||
			row->on_one_line || lacking->on_one_line || rest->on_one_line ||
			!row_is_filled(lacking) || !row_is_incomplete(lacking) || !goes_on(rest, row))
			continue;
		tables->row[row->row] = tables->row[lacking->row] = NULL;
		row->row = lacking->row = ROW_UNNAMED;
		row->mixed_up = lacking->mixed_up = rest->mixed_up = true;
	}
}

void
order_rows(Tables *tables, TableId table, NoteList *notes)
{
	Order	   *order = palloc0(sizeof(Order));
	int			best_cost = COST_NEVER;
	int			settled[ROWS_MAX];
	bool		any = false;
	ListCell   *lc;

	if (table == TABLE_proactive)
		unname_mixed_rows(tables);
	foreach(lc, tables->rows)
	{
		ReadRow    *row = lfirst(lc);

		if (row->line.table != table || !takes_place(row))
			continue;
		if (order->nrows == ROWS_MAX)
			return;
		order->row[order->nrows++] = row;
		any = any || row->row == ROW_UNNAMED;
	}
	if (!any)
		return;
	for (int form = 0; form < FORM_COUNT; form++)
	{
		int			cost;

		take_slots(order, tables, table, form);
		lay_rows(order);
		cost = order->front[order->nrows][order->nslots];
		for (int i = 0; i < order->nrows && cost <= best_cost; i++)
		{
			int			row = settled_row(order, i);

			settled[i] = cost < best_cost || settled[i] == row ? row : ROW_UNSETTLED;
		}
		best_cost = Min(best_cost, cost);
	}
	for (int i = 0; i < order->nrows; i++)
	{
		int			row = order->row[i]->row;

		/* a label is not given up for nothing */
		if (settled[i] == ROW_UNSETTLED ||
			(settled[i] == ROW_UNNAMED && !row_is_incomplete(order->row[i])))
			settled[i] = row;
		else if (row != settled[i] && row != ROW_UNNAMED)
			tables->row[row] = NULL;
	}
	for (int i = 0; i < order->nrows; i++)
		if (settled[i] == ROW_UNNAMED ||
			(order->row[i]->row == ROW_UNNAMED && !row_sum_holds(order->row[i])))
			order->row[i]->row = ROW_UNNAMED;
		else if (settled[i] != order->row[i]->row)
			name_row(tables, order->row[i], settled[i], notes);
	unname_scrambled_rows(tables);
	if (table == TABLE_requests)
		unname_misplaced_rows(tables);
	pfree(order);
}
