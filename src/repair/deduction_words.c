/*
 * deduction_words.c
 *	  A deduction in a sentence of Chinese.
 */
#include "postgres.h"

#include "common/decimal.h"
#include "repair/deduction_words.h"

static char *
codes_text(List *codes)
{
	StringInfoData text;
	ListCell   *lc;

	initStringInfo(&text);
	foreach(lc, codes)
		appendStringInfo(&text, "%s%s", text.len > 0 ? "、" : "", (char *) lfirst(lc));
	return text.data;
}

char *
deduction_message(const Deduction *deduction, FormSet forms)
{
	int			scale = cell_info[deduction->cell].scale;
	char		low[DECIMAL_TEXT_SIZE];
	char		high[DECIMAL_TEXT_SIZE];
	StringInfoData message;

	decimal_format(deduction->low, scale, low);
	decimal_format(deduction->high, scale, high);
	initStringInfo(&message);
	appendStringInfo(&message, "“%s”", cell_full_label(forms, deduction->cell));
	if (deduction_is_number(deduction))
		appendStringInfo(&message, deduction->broken == NIL ? "只能是 %s" : "按其余关系只能是 %s", low);
	else if (deduction->has_low && deduction->has_high)
		appendStringInfo(&message, "不能确定，在 %s 至 %s 之间", low, high);
	else if (deduction->has_low)
		appendStringInfo(&message, "不能确定，不少于 %s", low);
	else if (deduction->has_high)
		appendStringInfo(&message, "不能确定，不多于 %s", high);
	else
		appendStringInfoString(&message, "不能确定");
	if (deduction->broken != NIL)
		appendStringInfo(&message, "；勾稽关系不符，未用以推断：%s", codes_text(deduction->broken));
	return message.data;
}
