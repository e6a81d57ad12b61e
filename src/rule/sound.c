/*
 * sound.c
 *	  Is a report sound?  The question that a gate asks first, of every report.
 */
#include "postgres.h"

#include "rule/sound.h"
#include "rule/statutory.h"

static inline void
add_shares(int64 *difference, int cell, int64 value)
{
	const RelationShare *share = cell_shares[cell];

	/* unsigned, because a sum that overflows is not looked at */
	difference[share[0].relation] += share[0].factor * (uint64) value;
	difference[share[1].relation] += share[1].factor * (uint64) value;
	difference[share[2].relation] += share[2].factor * (uint64) value;
	StaticAssertStmt(CELL_SHARES_MAX == 3, "a line for each share");
}

/* figures_sound() for a value of several forms, with cells from outside, or with huge numbers */
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

/* Does the value hold cells of one form only, some of them perhaps blank? */
static bool
cursor_is_plain(const NonzeroCursor *cursor)
{
	CellSet		outside;

	if (cursor->forms == 0)
		return false;
	if (!cursor->irregular)
		return true;
	outside = cursor->irregular_cells;
	cellset_difference(&outside, &form_layout(cursor->forms)->asked);
	return (cursor->forms & (cursor->forms - 1)) == 0 && cellset_is_empty(&outside);
}

/*
 * The shares of a relation in a plain value add up to its difference, and blanks,
 * which are counts, can only add to their side: no vector is needed.
 */
bool
figures_sound(const Figures *figures)
{
	NonzeroCursor cursor;
	int64		difference[DIFFERENCES];
	int			cell;
	int64		value;
	bool		simple;
	uint64		any = 0;

	nonzero_open(&cursor, figures);
	simple = cursor_is_plain(&cursor);

	memset(difference, 0, (nrelations + CELL_SHARES_MAX) * sizeof(difference[0]));
	while (simple && nonzero_next(&cursor, &cell, &value))
	{
		if (cell_sign_is_wrong(cell, value))
			return false;
		/* a sum of larger numbers might overflow */
		if (unlikely(value > PG_INT64_MAX / CELL_COUNT || value < PG_INT64_MIN / CELL_COUNT))
			simple = false;
		add_shares(difference, cell, value);
	}
	if (!simple)
	{
		CellVector	vector;

		figures_unpack(figures, &vector);
		return vector_sound(&vector);
	}
	if (cell < 0)
		figures_corrupted();

	for (int i = 0; i < nrelations; i++)
		any |= difference[i];
	if (any == 0 || !cursor.irregular)
		return any == 0;

	/* a side that is too small is not wrong if a blank may add to it */
	for (cell = cellset_next(&cursor.irregular_cells, 0); cell >= 0;
		 cell = cellset_next(&cursor.irregular_cells, cell + 1))
		for (int i = 0; i < CELL_SHARES_MAX; i++)
		{
			const RelationShare *share = &cell_shares[cell][i];

			if (share->factor * difference[share->relation] < 0)
				difference[share->relation] = 0;
		}
	for (int i = 0; i < nrelations; i++)
		if (difference[i] != 0)
			return false;
	return true;
}
