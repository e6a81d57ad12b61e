/*
 * slip.c
 *	  How a number goes wrong, and what to say of it.
 */
#include "postgres.h"

#include "common/decimal.h"
#include "repair/repair.h"

/* Points for a change of a number that another account has as well. */
#define AGAINST_WITNESS	5

/* A number below this is the same by chance. */
#define COPIED_LEAST	2

static const struct
{
	int			points;
	const char *words;
}			slip_info[SLIP_COUNT] = {
#define SLIP(name, points, words) {points, words},
#include "repair/slips.def"
};

static bool
is_certain(const Change *change)
{
	return change->has_low && change->has_high && change->low == change->high;
}

/* The text with one digit left out is the other one; "doubled": the one beside it is the same. */
static bool
is_without_digit(const char *longer, const char *shorter, bool *doubled)
{
	size_t		len = strlen(longer);
	size_t		same = 0;

	if (len != strlen(shorter) + 1)
		return false;
	while (same + 1 < len && longer[same] == shorter[same])
		same++;
	*doubled = same > 0 && longer[same] == longer[same - 1];
	return strcmp(longer + same + 1, shorter + same) == 0;
}

/* What happened to the digits on the way from one count to another. */
static Slip
digit_slip(int64 from, int64 to)
{
	char		wrong[32];
	char		right[32];
	int			ndiffer = 0;
	int			first = -1;
	bool		doubled;

	if (from < 0 || to < 0)
		return from == -to ? SLIP_sign : SLIP_other;
	snprintf(wrong, sizeof(wrong), INT64_FORMAT, from);
	snprintf(right, sizeof(right), INT64_FORMAT, to);
	if (from == 0)
		return SLIP_left_zero;
	if (from < 10 && to < 10)
		return SLIP_small;
	if (is_without_digit(wrong, right, &doubled))
		return doubled ? SLIP_digit_doubled : SLIP_digit_added;
	if (is_without_digit(right, wrong, &doubled))
		return SLIP_digit_missed;
	if (strlen(wrong) != strlen(right))
		return SLIP_other;
	for (int i = 0; wrong[i] != '\0'; i++)
		if (wrong[i] != right[i])
		{
			if (first < 0)
				first = i;
			ndiffer++;
		}
	if (ndiffer == 2 && wrong[first] == right[first + 1] && wrong[first + 1] == right[first])
		return SLIP_transposed;
	return ndiffer == 1 ? SLIP_digit_wrong : SLIP_other;
}

/* The same of amounts: whose digits stand for what depends on the decimal point. */
static Slip
amount_slip(int64 from, int64 to)
{
	return from == 0 ? SLIP_left_zero : from == -to ? SLIP_sign : SLIP_other;
}

/* Is the cell alone on one side of an equation? */
static bool
is_total(const Equations *equations, int cell)
{
	for (int i = 0; i < equations->n; i++)
	{
		const Equation *equation = &equations->equation[i];

		if (equation->nterms > 2 && (equation->alone[0] == cell || equation->alone[1] == cell))
			return true;
	}
	return false;
}

/* The place of a row among those that are printed. */
static int
row_place(const FormLayout *layout, int row)
{
	for (int i = 0; i < ROW_COUNT; i++)
		if (layout->row[i] == row)
			return i;
	return -1;
}

/* The cells beside, above or below: 1 for a column, 2 for a row, else 0. */
static int
are_neighbours(const FormLayout *layout, int a, int b)
{
	const CellInfo *cell = &cell_info[a];
	const CellInfo *other = &cell_info[b];

	if (cell->row == other->row)
		return abs((int) cell->column - (int) other->column) == 1 ? 1 : 0;
	if (cell->column != other->column)
		return 0;
	return abs(row_place(layout, cell->row) - row_place(layout, other->row)) == 1 ? 2 : 0;
}

/* It should hold what its neighbour holds, which is to change as well. */
static Slip
shift_slip(const FormLayout *layout, const Repair *repair, const Change *change)
{
	for (int i = 0; i < repair->nchanges; i++)
	{
		const Change *other = &repair->change[i];
		int			beside = other == change ? 0 : are_neighbours(layout, change->cell, other->cell);

		if (beside != 0 && is_certain(other) &&
			(change->low == other->old || other->low == change->old))
			return beside == 1 ? SLIP_shifted_column : SLIP_shifted_row;
	}
	return SLIP_other;
}

/* It holds the number of the cell above or below. */
static bool
is_copied(const FormLayout *layout, const CellVector *vector, const Change *change)
{
	int			place = row_place(layout, cell_info[change->cell].row);

	for (int i = Max(place - 1, 0); change->old >= COPIED_LEAST && i <= place + 1 && i < ROW_COUNT; i++)
	{
		int			cell = cell_at(layout->row[i], cell_info[change->cell].column);

		if (cell >= 0 && cell != change->cell && vector->value[cell] == change->old)
			return true;
	}
	return false;
}

static Slip
likelier(Slip slip, Slip other)
{
	return slip_info[other].points < slip_info[slip].points ? other : slip;
}

static bool
is_possible(const Change *change, int64 number)
{
	return number != change->old && (!change->has_low || number >= change->low) &&
		(!change->has_high || number <= change->high);
}

/* A witness that speaks for the change, if there is one; "against": for the number as it is. */
static const Witness *
find_witness(List *witnesses, const Change *change, bool *against)
{
	const Witness *found = NULL;
	ListCell   *lc;

	*against = false;
	foreach(lc, witnesses)
	{
		const Witness *witness = lfirst(lc);

		if (!cellset_has(&witness->vector.numbers, change->cell))
			continue;
		if (witness->vector.value[change->cell] == change->old)
			*against = true;
		else if (found == NULL && is_possible(change, witness->vector.value[change->cell]))
			found = witness;
	}
	return found;
}

/* A change that somebody speaks for needs no slip to be likely. */
static int
change_points(Change *change, List *witnesses)
{
	bool		against;

	change->witness = find_witness(witnesses, change, &against);
	return (change->witness != NULL ? 0 : slip_info[change->slip].points) +
		(against ? AGAINST_WITNESS : 0);
}

void
slips_judge(Repair *repair, const Equations *equations, List *witnesses)
{
	const FormLayout *layout = form_layout(equations->vector->forms);

	repair->points = 0;
	for (int i = 0; i < repair->nchanges; i++)
	{
		Change	   *change = &repair->change[i];

		if (!is_certain(change))
			change->slip = SLIP_open;
		else
		{
			change->slip = cell_info[change->cell].scale > 0 ? amount_slip(change->old, change->low) :
				digit_slip(change->old, change->low);
			change->slip = likelier(change->slip, shift_slip(layout, repair, change));
			/* a sum over nothing has not been left behind by its parts */
			if (is_total(equations, change->cell) && change->low != 0)
				change->slip = likelier(change->slip,
										change->old == 0 ? SLIP_total_zero : SLIP_total_stale);
			if (is_copied(layout, equations->vector, change))
				change->slip = likelier(change->slip, SLIP_copied_row);
		}
		repair->points += change_points(change, witnesses);
	}
}

/* What else there is to say of a change, in brackets. */
static void
append_remarks(StringInfo reason, const Change *change, const char *words)
{
	const Witness *witness = change->witness;
	int			scale = cell_info[change->cell].scale;
	char		number[DECIMAL_TEXT_SIZE];
	StringInfoData remarks;

	initStringInfo(&remarks);
	if (words != NULL)
		appendStringInfo(&remarks, "，%s", words);
	if (witness != NULL && is_certain(change))
		appendStringInfo(&remarks, "，与%s的数一致", witness->label);
	else if (witness != NULL)
	{
		decimal_format(witness->vector.value[change->cell], scale, number);
		appendStringInfo(&remarks, "，%s的数为 %s", witness->label, number);
	}
	if (!is_certain(change) && change->old < 0 && change->old > PG_INT64_MIN &&
		(!change->has_high || -change->old <= change->high))
	{
		decimal_format(-change->old, scale, number);
		appendStringInfo(&remarks, "，若是多了负号，应为 %s", number);
	}
	if (remarks.len > 0)
		appendStringInfo(reason, "（%s）", remarks.data + strlen("，"));
	pfree(remarks.data);
}

static void
append_change(StringInfo reason, const Change *change, FormSet forms)
{
	int			scale = cell_info[change->cell].scale;
	const char *words = is_certain(change) ? slip_info[change->slip].words : NULL;
	char	   *label = cell_full_label(forms, change->cell);
	char		old[DECIMAL_TEXT_SIZE];
	char		low[DECIMAL_TEXT_SIZE];
	char		high[DECIMAL_TEXT_SIZE];

	decimal_format(change->old, scale, old);
	decimal_format(change->low, scale, low);
	decimal_format(change->high, scale, high);
	if (is_certain(change) && (change->slip == SLIP_total_zero || change->slip == SLIP_total_stale))
		appendStringInfo(reason, "“%s”未随分项更新：应为 %s，现为 %s", label, low, old);
	else if (is_certain(change))
		appendStringInfo(reason, "%s %s 应为 %s", label, old, low);
	else if (change->has_low && change->has_high)
		appendStringInfo(reason, "%s %s 应在 %s 至 %s 之间", label, old, low, high);
	else if (change->has_low)
		appendStringInfo(reason, "%s %s 应不少于 %s", label, old, low);
	else if (change->has_high)
		appendStringInfo(reason, "%s %s 应不多于 %s", label, old, high);
	else
		appendStringInfo(reason, "%s %s 有误", label, old);
	append_remarks(reason, change, words);
}

char *
repair_reason(const Repair *repair, FormSet forms)
{
	StringInfoData reason;

	initStringInfo(&reason);
	for (int i = 0; i < repair->nchanges; i++)
	{
		if (i > 0)
			appendStringInfoString(&reason, "；");
		append_change(&reason, &repair->change[i], forms);
	}
	return reason.data;
}

char *
repair_part_note(const RepairPart *part, FormSet forms)
{
	RowId		row = cell_info[part->a_cell].row;
	const char *place = part->is_row ? row_full_label(form_printing_row(forms, row), row) :
		table_info[row_info[row].table].label;

	switch (part->state)
	{
		case REPAIR_IMPOSSIBLE:
			return psprintf(part->has_sure ? "“%s”：只改未声明可靠的单元格，无法使勾稽关系全部成立" :
							"“%s”：无论改哪些单元格，都无法使勾稽关系和自定规则全部成立", place);
		case REPAIR_BEYOND:
			return psprintf("“%s”：至少要改 %d 格，超过了允许的格数", place,
							part->cells_allowed + 1);
		case REPAIR_STOPPED:
			if (part->weight == 0)
				return psprintf("“%s”：过于复杂，没有算完；是否有错也不能确定", place);
			return psprintf(part->is_weighted ? "“%s”：过于复杂，没有算完；改动的权重之和至少为 %d" :
							"“%s”：过于复杂，没有算完；至少要改 %d 格", place, part->weight);
		default:
			return NULL;
	}
}

static bool
any_is_weighted(List *parts)
{
	ListCell   *lc;

	foreach(lc, parts)
		if (((RepairPart *) lfirst(lc))->is_weighted)
			return true;
	return false;
}

/* All parts together; NULL where they take no more cells than allowed. */
char *
repairs_beyond_note(List *parts, int max_cells)
{
	int			n = repairs_cells(parts);

	if (n <= max_cells)
		return NULL;
	return psprintf(any_is_weighted(parts) ?
					"共有 %d 处互不相干的错误，权重最小的改法要改 %d 格，超过了允许的 %d 格；repair_parts() 逐处列出改法" :
					"共有 %d 处互不相干的错误，至少要改 %d 格，超过了允许的 %d 格；repair_parts() 逐处列出改法",
					list_length(parts), n, max_cells);
}

char *
repairs_cut_note(List *parts, int listed)
{
	int64		count;
	ListCell   *lc;

	if (!repairs_count(parts, &count))
		return psprintf("过于复杂，没有全部列出；已列出 %d 种", listed);
	if (count <= listed)
		return NULL;
	foreach(lc, parts)
		if (((RepairPart *) lfirst(lc))->count > REPAIRS_KEPT)
			return psprintf("共有 " INT64_FORMAT " 种同样少的改法，只比较了其中一部分，列出 %d 种", count, listed);
	return psprintf("共有 " INT64_FORMAT " 种同样少的改法，只列出前 %d 种", count, listed);
}

char *
repairs_unused_note(List *unused)
{
	StringInfoData note;
	ListCell   *lc;

	if (unused == NIL)
		return NULL;
	initStringInfo(&note);
	foreach(lc, unused)
		appendStringInfo(&note, "%s%s", note.len > 0 ? "、" : "", (char *) lfirst(lc));
	return psprintf("没有用以推断的规则，因其系数过大或者不涉及单元格：%s", note.data);
}
