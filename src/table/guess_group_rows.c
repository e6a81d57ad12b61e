/*
 * guess_group_rows.c
 *	  Rows below the label of their group that have lost their own labels.
 *
 * Damage: the labels of rows within groups, "1.", "2.", were the numbers of a list,
 * and are lost.  Number and order of the rows then leave one way.  The label of a
 * group may be that of a row in another form, and is read as that row at first.
 */
#include "postgres.h"

#include "table/guess_group_rows.h"
#include "table/shape.h"

/* Counts the rows of a group in a form. */
static int
count_group_rows(FormId form, GroupId group)
{
	int			cells[LINE_CELLS_MAX];
	int			n = 0;

	for (int row = 0; row < ROW_COUNT; row++)
		if (group_within(row_info[row].group, group) && row_cells(form, row, cells) > 0 &&
			strcmp(row_label(form, row), group_info[group].label) != 0)
			n++;
	return n;
}

/* Has the group, in some form, so many rows, more than one? */
static bool
group_has_rows(GroupId group, int n)
{
	for (int form = 0; form < FORM_COUNT; form++)
		if (n > 1 && count_group_rows(form, group) == n)
			return true;
	return false;
}

/* Returns the group of other rows that has the label of a row, or GROUP_none. */
static GroupId
group_of_label(const ReadRow *row)
{
	for (int group = GROUP_none + 1; row->row >= 0 && group < GROUP_COUNT; group++)
		if (group_info[group].table == row->line.table &&
			strcmp(group_info[group].label, row_info[row->row].label) == 0)
			return group;
	return GROUP_none;
}

/* Has the row all its cells, each with something in it? */
static bool
has_every_cell(const ReadRow *row)
{
	return line_count_filled(&row->line) == row->line.shape->columns &&
		row_count_cells(row) == row->line.shape->columns;
}

/* Returns how many rows without label, all with all their cells, follow from a place in the list; *whole tells the latter. */
static int
count_unnamed(const Tables *tables, int from, GroupId group, bool *whole)
{
	int			n = 0;

	for (; from + n < list_length(tables->rows); n++)
	{
		const ReadRow *row = list_nth(tables->rows, from + n);

		if (row->row != ROW_UNNAMED || row->below_group != group || !row_is_filled(row))
			break;
		*whole = *whole && has_every_cell(row);
	}
	return n;
}

/*
 * A label of a group, read as a row of another form: takes it from the row if
 * the rows below it are those of the group, or if the form of the year lacks the
 * row and further numbers show that it is a group's.
 */
static void
settle_row_of_group_label(Tables *tables, int at, int year)
{
	ReadRow    *row = list_nth(tables->rows, at);
	GroupId		group = group_of_label(row);
	int			form = year != 0 ? form_of_year(year) : -1;
	int			cells[LINE_CELLS_MAX];
	bool		whole = has_every_cell(row);
	int			n;

	/* in plain text a label may stand below its numbers: guess_row_order.c sees to that */
	if (group == GROUP_none || row->in_lines)
		return;
	n = count_unnamed(tables, at + 1, GROUP_none, &whole);
	whole = whole && group_has_rows(group, n + 1);
	if (!whole &&
		!(form >= 0 && row_cells(form, row->row, cells) == 0 &&
		  (n > 0 || row->line.ndata >= 2 * row->line.shape->columns)))
		return;
	tables->row[row->row] = NULL;
	row->row = ROW_UNNAMED;
	for (int i = at; i <= at + n; i++)
	{
		row = list_nth(tables->rows, i);
		row->below_group = whole ? group : GROUP_none;
		row->mixed_up = !whole;
	}
}

void
settle_group_rows(Tables *tables, int year, NoteList *notes)
{
	List	   *kept = NIL;

	for (int i = 0; i < list_length(tables->rows); i++)
		settle_row_of_group_label(tables, i, year);
	for (int i = 0; i < list_length(tables->rows); i++)
	{
		ReadRow    *row = list_nth(tables->rows, i);
		bool		whole = true;
		int			n = row->row == ROW_UNNAMED && row->below_group != GROUP_none ?
			count_unnamed(tables, i, row->below_group, &whole) : 0;

		if (n == 0)
		{
			kept = lappend(kept, row);
			continue;
		}
		if (!whole || !group_has_rows(row->below_group, n))
		{
			if (row->beside_group)
				tables->style[row->line.table].unplaced++;
			if (row->beside_group && row->group_at != NULL && !notes_dropped(notes))
				note_add(notes, "extra_row", NULL, row->group_at, row->group_len, NULL,
						 SURE_AMBIGUOUS, row->group_at,
						 psprintf("“%s”不是格式中的行，或者与数字不在一行，其后的数字未采用。",
								  note_quote(row->group_at, row->group_len)));
			whole = false;
		}
		for (int j = i; j < i + n; j++)
		{
			ReadRow    *one = list_nth(tables->rows, j);

			if (whole)
				one->line.ndata = row_count_cells(one);
			if (whole || !one->beside_group)
				kept = lappend(kept, one);
			if (!whole)
				one->below_group = GROUP_none;
		}
		i += n - 1;
	}
	tables->rows = kept;
}
