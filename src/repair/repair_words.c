/*
 * repair_words.c
 *	  Repairs in sentences of Chinese, and notes on those that were not found.
 */
#include "postgres.h"

#include "common/decimal.h"
#include "repair/repair_product.h"
#include "repair/repair_words.h"
#include "repair/slip.h"

/* Appends in brackets the slip, the witness and a sign that may be wrong. */
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
	if (witness != NULL && change_is_certain(change))
		appendStringInfo(&remarks, "，与%s的数一致", witness->label);
	else if (witness != NULL)
	{
		decimal_format(witness->vector.value[change->cell], scale, number);
		appendStringInfo(&remarks, "，%s的数为 %s", witness->label, number);
	}
	if (!change_is_certain(change) && change->old < 0 && change->old > PG_INT64_MIN &&
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
	const char *words = change_is_certain(change) ? slip_words(change->slip) : NULL;
	char	   *label = cell_full_label(forms, change->cell);
	char		old[DECIMAL_TEXT_SIZE];
	char		low[DECIMAL_TEXT_SIZE];
	char		high[DECIMAL_TEXT_SIZE];

	decimal_format(change->old, scale, old);
	decimal_format(change->low, scale, low);
	decimal_format(change->high, scale, high);
	if (change_is_certain(change) && (change->slip == SLIP_total_zero || change->slip == SLIP_total_stale))
		appendStringInfo(reason, "“%s”未随分项更新：应为 %s，现为 %s", label, low, old);
	else if (change_is_certain(change))
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
