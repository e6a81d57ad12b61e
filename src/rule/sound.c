/*
 * sound.c
 *	  Is a report sound?  The question that a gate asks first, of every report.
 */
#include "postgres.h"

#include "rule/sound.h"
#include "rule/statutory.h"

/* figures_sound() for a value with blanks or cells from outside its forms, or with huge numbers */
static bool
vector_sound(const CellVector *vector)
{
	RuleInput	input;
	Evaluation	evaluation;
	CellSet		open;
	int128		difference[RELATIONS_MAX];

	if (vector->forms == 0)
		return false;
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

/*
 * Nearly all reports have a number in every cell, and nearly all of their
 * differences are zero: no vector is needed.
 */
bool
figures_sound(const Figures *figures)
{
	DifferenceCursor cursor;
	int64		balance[BALANCES_MAX] = {0};
	int			cell;
	int64		difference;
	bool		simple;
	uint64		any = 0;

	difference_open(&cursor, figures);
	simple = !cursor.irregular && cursor.forms != 0;

	while (simple && difference_next(&cursor, &cell, &difference))
	{
		const RelationShare *share = &balance_share[cell];

		if (share->relation == BALANCE_BROKEN || cell_sign_is_wrong(cell, difference))
			return false;
		/* a sum of larger numbers might overflow */
		if (unlikely(difference > PG_INT64_MAX / CELL_COUNT))
		{
			simple = false;
			break;
		}
		balance[share->relation] += share->factor * difference;
	}
	if (!simple)
	{
		CellVector	vector;

		figures_unpack(figures, &vector);
		return vector_sound(&vector);
	}
	if (cell < 0)
		figures_corrupted();
	for (int i = 0; i < BALANCES_MAX; i++)
		any |= balance[i];
	return any == 0;
}
