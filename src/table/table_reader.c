/*
 * table_reader.c
 *	  Tells whether a cell or word is a label, a number or other text.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "table/table_reader.h"
#include "table/table_rows.h"

const LabelEntry *
reader_find_label(TableReader *reader, Span text, bool begins_line, bool *misprint)
{
	Label		label;

	*misprint = false;
	reader->context.begins_line = begins_line;
	if (text.end - text.start > LABEL_BYTES_MAX)
		return NULL;
	label_read(text.start, text.end - text.start, &label);
	return label_book_find(reader->book, &label, &reader->context, misprint);
}

void
reader_feed(TableReader *reader, Span text, bool begins_line, bool cut)
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
		rows_feed_data(reader, &quantity, text, begins_line, cut);
	else if ((entry = reader_find_label(reader, text, begins_line, &misprint)) != NULL)
		rows_feed_label(reader, entry, misprint, text);
	else
		rows_feed_text(reader, text, &quantity, begins_line);
}
