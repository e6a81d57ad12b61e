/*
 * sound.c
 *	  Is a report sound?  The question that a gate asks first, of every report.
 */
#include "postgres.h"

#include "rule/sound.h"
#include "rule/statutory.h"

static bool
vector_sound(const CellVector *vector)
{
	RuleInput	input;
	Evaluation	evaluation;
	CellSet		open;
	int128		difference[RELATIONS_MAX];

	memset(&input, 0, sizeof(input));
	rule_input_set(&input, SCOPE_OWN, vector);
	open = rule_input_open_cells(&input);
	relation_differences(vector, difference);
	for (int i = 0; i < nrelations; i++)
	{
		if (relation_holds(i, difference, &open))
			continue;
		rule_evaluate(&statutory[i].rule, &input, &evaluation);
		if (evaluation.outcome == OUTCOME_FAIL)
			return false;
	}
	for (int cell = 0; cell < CELL_COUNT; cell++)
		if (cell_sign_is_wrong(cell, vector->value[cell]))
			return false;
	return true;
}

/* figures_sound(), whatever the value */
static bool
unpacked_sound(const Figures *figures)
{
	CellVector	vector;

	figures_unpack(figures, &vector);
	return vector_sound(&vector);
}

/*
 * Nearly all reports are in balance, with zeros for their blanks, and nearly all of
 * their differences are zero: no vector is needed.
 */
bool
figures_sound(const Figures *figures)
{
	DifferenceCursor cursor;
	int64		balance[BALANCES_MAX] = {0};
	int			cell;
	int64		difference;
	uint64		any = 0;

	difference_open(&cursor, figures);
	if (cursor.forms == 0)
		return false;
	while (difference_next(&cursor, &cell, &difference))
	{
		const RelationShare *share = &balance_share[cell];

		if (share->relation == BALANCE_BROKEN || cell_sign_is_wrong(cell, difference))
			return cursor.irregular && unpacked_sound(figures);
		/* a sum of larger numbers might overflow */
		if (unlikely(difference > PG_INT64_MAX / CELL_COUNT))
			return unpacked_sound(figures);
		balance[share->relation] += share->factor * difference;
	}
	if (cell < 0)
		figures_corrupted();
	for (int i = 0; i < BALANCES_MAX; i++)
		any |= balance[i];
	return any == 0 || (cursor.irregular && unpacked_sound(figures));
}
