/*
 * slip.c
 *	  How likely a repair is, judged by the way its numbers went wrong.
 */
#include "postgres.h"

#include "utils/builtins.h"

#include "repair/slip.h"

/* Points for changing a number that a witness confirms. */
#define AGAINST_WITNESS	5

/* Smaller numbers are often equal by chance. */
#define COPIED_LEAST	2

static const struct
{
	int			points;
	const char *words;
}			slip_info[SLIP_COUNT] = {
#define SLIP(name, points, words) {points, words},
#include "repair/slips.def"
};

/* Is one text the other without one digit?  *doubled: the digit repeats the one before it. */
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

/* The slip between a wrong count and the right one, judged by their digits. */
static Slip
digit_slip(int64 from, int64 to)
{
	char		wrong[MAXINT8LEN + 1];
	char		right[MAXINT8LEN + 1];
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

/* As digit_slip() for amounts.  Digits are not compared: their place depends on the decimal point. */
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

/* The place of a row in the order of the form, or -1. */
static int
row_place(const FormLayout *layout, int row)
{
	for (int i = 0; i < ROW_COUNT; i++)
		if (layout->row[i] == row)
			return i;
	return -1;
}

/* The slip by which a number gets from one cell into the other. */
static Slip
shift_between(const FormLayout *layout, int a, int b)
{
	const CellInfo *cell = &cell_info[a];
	const CellInfo *other = &cell_info[b];

	if (cell->row == other->row)
		return abs((int) cell->column - (int) other->column) == 1 ? SLIP_shifted_column : SLIP_other;
	if (cell->column != other->column)
		return SLIP_other;
	return abs(row_place(layout, cell->row) - row_place(layout, other->row)) == 1 ?
		SLIP_shifted_row : SLIP_other;
}

/* Did the number get from a neighbour into this cell, or the other way?  Both cells change. */
static Slip
shift_slip(const FormLayout *layout, const Repair *repair, const Change *change)
{
	for (int i = 0; i < repair->nchanges; i++)
	{
		const Change *other = &repair->change[i];
		Slip		shift = shift_between(layout, change->cell, other->cell);

		if (shift != SLIP_other && change_is_certain(other) &&
			(change->low == other->old || other->low == change->old))
			return shift;
	}
	return SLIP_other;
}

/* Does the cell above or below hold the same number? */
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

/* Can the cell have this number, other than the old one? */
static bool
is_possible(const Change *change, int64 number)
{
	return number != change->old && (!change->has_low || number >= change->low) &&
		(!change->has_high || number <= change->high);
}

/* A witness whose number is possible, or NULL; *against: some witness confirms the old number. */
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

/* A change that a witness speaks for is likely without a slip. */
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

		if (!change_is_certain(change))
			change->slip = SLIP_open;
		else
		{
			change->slip = cell_info[change->cell].scale > 0 ? amount_slip(change->old, change->low) :
				digit_slip(change->old, change->low);
			change->slip = likelier(change->slip, shift_slip(layout, repair, change));
			/* a total that should be zero has no parts to be out of date with */
			if (is_total(equations, change->cell) && change->low != 0)
				change->slip = likelier(change->slip,
										change->old == 0 ? SLIP_total_zero : SLIP_total_stale);
			if (is_copied(layout, equations->vector, change))
				change->slip = likelier(change->slip, SLIP_copied_row);
		}
		repair->points += change_points(change, witnesses);
	}
}

const char *
slip_words(Slip slip)
{
	return slip_info[slip].words;
}
