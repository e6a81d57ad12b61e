/*
 * compare.c
 *	  Figures before and after, compared cell by cell.
 */
#include "postgres.h"

#include "lib/stringinfo.h"

#include "common/decimal.h"
#include "figures/compare.h"

static void
compared_side_init(ComparedSide *side, const Figures *figures)
{
	figures_unpack(figures, &side->vector);
	vector_blanks(&side->vector, &side->blanks);
}

void
changes_init(Changes *changes, const Figures *before, const Figures *after)
{
	compared_side_init(&changes->before, before);
	compared_side_init(&changes->after, after);
	changes->forms = changes->before.vector.forms | changes->after.vector.forms;
	changes->cells = changes->before.vector.numbers;
	cellset_union(&changes->cells, &changes->before.blanks);
	cellset_union(&changes->cells, &changes->after.vector.numbers);
	cellset_union(&changes->cells, &changes->after.blanks);
}

/* Rounds half away from zero, as numeric does. */
static int128
divide_rounded(int128 dividend, int64 divisor)
{
	int128		quotient = dividend / divisor;
	int128		rest = dividend % divisor;
	int128		size = divisor < 0 ? -(int128) divisor : divisor;

	if (2 * (rest < 0 ? -rest : rest) >= size)
		quotient += (dividend < 0) == (divisor < 0) ? 1 : -1;
	return quotient;
}

bool
changes_difference(const Changes *changes, int cell, int128 *difference)
{
	const CellVector *before = &changes->before.vector;
	const CellVector *after = &changes->after.vector;

	*difference = (int128) after->value[cell] - before->value[cell];
	return cellset_has(&before->numbers, cell) && cellset_has(&after->numbers, cell);
}

/* A difference has at most 65 bits, and so a percentage with its decimals 79. */
bool
changes_rate(const Changes *changes, int cell, int128 *rate)
{
	int64		before = changes->before.vector.value[cell];
	int128		percent;

	if (!changes_difference(changes, cell, &percent) || before == 0)
		return false;
	percent *= 100;
	for (int scale = 0; scale < RATE_SCALE; scale++)
		percent *= 10;
	*rate = divide_rounded(percent, before);
	return true;
}

static bool
cell_differs(const Changes *changes, int cell)
{
	const ComparedSide *before = &changes->before;
	const ComparedSide *after = &changes->after;

	/* a cell without a number has the value zero */
	return before->vector.value[cell] != after->vector.value[cell] ||
		cellset_has(&before->vector.numbers, cell) != cellset_has(&after->vector.numbers, cell) ||
		cellset_has(&before->blanks, cell) != cellset_has(&after->blanks, cell);
}

static void
append_side(StringInfo out, const ComparedSide *side, int cell)
{
	char		number[DECIMAL_TEXT_SIZE];

	if (cellset_has(&side->vector.numbers, cell))
	{
		decimal_format(side->vector.value[cell], cell_info[cell].scale, number);
		appendStringInfoString(out, number);
	}
	else
		appendStringInfoString(out, cellset_has(&side->blanks, cell) ? "空白" : "无此项");
}

/* A paragraph for each table, because a table is a section of the report. */
char *
changes_correction(const Changes *changes)
{
	const FormLayout *layout = form_layout(changes->forms);
	const TableInfo *paragraph = NULL;
	StringInfoData out;

	initStringInfo(&out);
	for (int i = 0; i < CELL_COUNT; i++)
	{
		int			cell = layout->cell[i];
		const TableInfo *table = &table_info[row_info[cell_info[cell].row].table];

		if (!cell_differs(changes, cell))
			continue;
		if (table == paragraph)
			appendStringInfoString(&out, "；");
		else
			appendStringInfo(&out, "%s%s、%s：", paragraph ? "。\n" : "",
							 table->number, table->label);
		paragraph = table;
		appendStringInfo(&out, "%s由", cell_full_label(changes->forms, cell));
		append_side(&out, &changes->before, cell);
		appendStringInfoString(&out, "更正为");
		append_side(&out, &changes->after, cell);
	}
	if (paragraph == NULL)
		return NULL;
	appendStringInfoString(&out, "。");
	return out.data;
}
