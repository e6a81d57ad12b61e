/*
 * token.c
 *	  Tells whether a cell or word is a label, a number or other text.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "table/token.h"

void
token_feed(RowMaker *maker, Span text, bool begins_line, bool cut)
{
	Quantity	quantity;
	const LabelEntry *entry;
	bool		misprint;

	CHECK_FOR_INTERRUPTS();
	/* bold words of Markdown */
	while (text.end - text.start > 2 && *text.start == '*' && text.end[-1] == '*')
	{
		text.start++;
		text.end--;
	}
	quantity_read(text.start, text.end - text.start, &quantity);
	if (quantity.kind == QUANTITY_RULE)
		return;
	if (quantity.kind != QUANTITY_OTHER)
		rows_feed_data(maker, &quantity, text, begins_line, cut);
	else if ((entry = rows_find_label(maker, text, begins_line, &misprint)) != NULL)
		rows_feed_label(maker, entry, misprint, text);
	else
		rows_feed_text(maker, text, &quantity, begins_line);
}
