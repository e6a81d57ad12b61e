/*
 * guess_row_order.c
 *	  Rows of published tables that have lost their labels: which rows of the
 *	  form they are, by the order of the rows.
 *
 * If labels are torn off, or columns were written one after the other, a row of
 * numbers follows no label, or that of another row.  Still the rows come in the
 * order of the form.  So the rows of the page are aligned with those of each
 * form, in order, at the least cost.  A label on the line of its numbers is
 * never moved, one above them rarely, and a row whose label is on the page is
 * filled rather than another.  A row gets the place that it has in every
 * cheapest alignment.
 */
#include "postgres.h"

#include "table/guess_row_order.h"
#include "table/shape.h"
#include "table/unname_rows.h"

/* Costs of an alignment; COST_NEVER rules a step out. */
#define COST_NEVER			1000000
#define COST_OTHER_LABEL	4	/* a row placed elsewhere than the label above it says */
#define COST_LABEL_UNSEEN	2	/* a row placed although the label is nowhere on the page */
#define COST_LEFT_EMPTY		1	/* a label on the page that stays without numbers */
#define COST_INCOMPLETE		4	/* an incomplete row that gives way to a complete one */
#define COST_UNPLACED		6	/* numbers without label that get no place */
#define COST_WHOLE_UNPLACED	30	/* a whole row without label, its sum right, that gets no place */
#define COST_OUT_OF_ORDER	20	/* a labelled row that gets no place */

/* Rows of one table that are aligned; a page has hardly more rows than the form. */
#define ROWS_MAX			64

typedef struct Order
{
	int			nrows;
	ReadRow    *row[ROWS_MAX];
	int			nslots;
	int			slot[ROW_COUNT];	/* rows of the form, in its order */
	int			slot_cells[ROW_COUNT];
	const char *slot_caption[ROW_COUNT];
	bool		seen[ROW_COUNT];	/* by slot: the row's label is on the page */
	/*
	 * least costs of aligning the first i rows with the first s slots, and the
	 * rest with the rest
	 */
	int			front[ROWS_MAX + 1][ROW_COUNT + 1];
	int			back[ROWS_MAX + 1][ROW_COUNT + 1];
} Order;

/* Does the row have n cells?  Empty ones at its end count if they are certainly cells. */
static bool
has_cells(const ReadRow *row, int n)
{
	int			filled = line_last_filled(&row->line) + 1;

	if (filled > n || row->line.ndata < n)
		return false;
	for (int i = filled; i < n; i++)
		if (!row->line.data[i].is_cell)
			return false;
	return true;
}

/*
 * Does the row take part in the alignment?  It does if it is filled, or if all
 * of its cells are there and empty, unless its label breaks off: then its numbers
 * may be on the next line.
 */
static bool
takes_place(const ReadRow *row)
{
	if (row->mixed_up)
		return false;
	return row_is_filled(row) ||
		(shape_is(row->line.table, SHAPE_HEADED) && !row->in_lines && has_cells(row, row->line.shape->columns) &&
		 (row->row == ROW_UNNAMED || row->label_whole));
}

/* Is an adjacent row of the block complete, its numbers below each other? */
static bool
neighbour_is_whole(const Order *order, int i, int s)
{
	for (int other = Max(i - 1, 0); other <= i + 1 && other < order->nrows; other++)
	{
		const ReadRow *row = order->row[other];

		if (other == i || row->row == ROW_UNNAMED || row->on_one_line ||
			line_last_filled(&row->line) + 1 != order->slot_cells[s])
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
	/* a number below another may be its rest, see guess_wrapped.h, unless a label waits for it */
	if (row->row == ROW_UNNAMED && row->above != NULL && !order->seen[s] && shape_is(row->line.table, SHAPE_CAPTIONED) &&
		line_count_filled(&row->line) == 1)
		return COST_NEVER;
	if (row->below_group != GROUP_none && !group_within(row_info[order->slot[s]].group, row->below_group))
		return COST_NEVER;
	/* a row belongs to the block whose caption is above it */
	if (row->caption != NULL && order->slot_caption[s] != NULL &&
		strcmp(row->caption, order->slot_caption[s]) != 0)
		return COST_NEVER;
	/* only a complete row can leave its label */
	if (!has_cells(row, order->slot_cells[s]))
		return COST_NEVER;
	/*
	 * numbers below each other may be a row or a column; a captioned block has
	 * no sum to tell, only other rows
	 */
	if (shape_is(row->line.table, SHAPE_CAPTIONED) && row->in_lines && row->line.ndata > 1 && !row->on_one_line &&
		!neighbour_is_whole(order, i, s))
		return COST_NEVER;
	return cost + (row->row == ROW_UNNAMED ? 0 : COST_OTHER_LABEL);
}

static bool
row_is_whole(const ReadRow *row)
{
	return shape_is(row->line.table, SHAPE_HEADED) &&
		row->line.ndata == row->line.shape->columns && row_sum_holds(row);
}

/* Is it an empty row that this form lacks, such as another form's heading? */
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

/*
 * Returns the form row that this page row gets in every cheapest alignment;
 * ROW_UNNAMED if all of them skip it, ROW_UNSETTLED if they differ.
 */
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

/* Makes a row of the page that row of the form; a label without numbers gives way to it. */
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
						  note_quote(line->data[0].text, line->data[0].len), line->name));
}

/* Do the numbers behind a label, with nothing but blanks between them, make up several rows, each of which ends in its sum? */
static bool
holds_several_rows(const ReadRow *row)
{
	int			columns = row->line.shape->columns;
	int			n = row->line.ndata;

	if (n <= columns || !row->line.data[columns].is_run || n % columns != 0 || row->line.overflow || line_count_filled(&row->line) != n)
		return false;
	for (int from = 0; from < n; from += columns)
		if (line_sum(&row->line, from, columns, BLANKS_OPEN) != EVIDENCE_HOLDS)
			return false;
	return true;
}

/*
 * Damage: labels are lost, or stand behind their numbers, on a line without end: the numbers of several rows follow
 * one label.  All but the first become rows without label.
 */
static void
split_rows(Tables *tables, TableId table)
{
	List	   *rows = NIL;
	int			several = 0;
	int			one = 0;
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		const ReadRow *row = lfirst(lc);

		if (row->line.table != table || !row_is_filled(row))
			continue;
		*(holds_several_rows(row) ? &several : &one) += 1;
	}
	/* two tables beside each other have several rows behind each label */
	if (several == 0 || several > one)
		return;
	foreach(lc, tables->rows)
	{
		ReadRow    *row = lfirst(lc);
		int			columns = row->line.shape->columns;
		int			n = row->line.ndata;

		rows = lappend(rows, row);
		if (row->line.table != table || row->row == ROW_UNNAMED || !holds_several_rows(row))
			continue;
		row->line.ndata = columns;
		for (int from = columns; from < n; from += columns)
		{
			ReadRow    *next = palloc(sizeof(ReadRow));

			*next = *row;
			next->row = ROW_UNNAMED;
			next->on_label_line = next->label_whole = next->label_begins_line = false;
			memcpy(next->line.data, &row->line.data[from], columns * sizeof(DataCell));
			next->line.path = table_info[table].name;
			next->line.name = pstrdup(table_info[table].label);
			next->line.at = next->line.data[0].text;
			rows = lappend(rows, next);
		}
	}
	tables->rows = rows;
}

void
order_rows(Tables *tables, TableId table, NoteList *notes)
{
	Order	   *order = palloc0(sizeof(Order));
	int			best_cost = COST_NEVER;
	int			settled[ROWS_MAX];
	bool		any = false;
	ListCell   *lc;

	if (shape_is(table, SHAPE_CAPTIONED))
		unname_mixed_rows(tables);
	if (shape_is(table, SHAPE_HEADED))
		split_rows(tables, table);
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
	{
		if (shape_is(table, SHAPE_HEADED))
			unname_shifted_rows(tables, table);
		return;
	}
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

		/* keep the printed label unless every cheapest alignment moves the row */
		if (settled[i] == ROW_UNSETTLED ||
			(settled[i] == ROW_UNNAMED && !row_is_incomplete(order->row[i])))
			settled[i] = row;
		else if (row != settled[i] && row != ROW_UNNAMED)
			tables->row[row] = NULL;
	}
	/* a label that another row has got says nothing of its own */
	for (int i = 0; i < order->nrows; i++)
		for (int other = 0; other < i; other++)
			if (settled[i] == settled[other] && settled[i] != ROW_UNNAMED)
			{
				tables->row[settled[i]] = NULL;
				settled[i] = settled[other] = ROW_UNNAMED;
			}
	for (int i = 0; i < order->nrows; i++)
		if (settled[i] == ROW_UNNAMED ||
			(order->row[i]->row == ROW_UNNAMED && !row_sum_holds(order->row[i])))
			order->row[i]->row = ROW_UNNAMED;
		else if (settled[i] != order->row[i]->row)
			name_row(tables, order->row[i], settled[i], notes);
	unname_scrambled_rows(tables);
	if (shape_is(table, SHAPE_HEADED))
	{
		unname_shifted_rows(tables, table);
		unname_misplaced_rows(tables);
	}
	pfree(order);
}
