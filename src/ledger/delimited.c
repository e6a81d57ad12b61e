/*
 * delimited.c
 *	  Rows of text whose cells are parted by commas, semicolons or tabs.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/code_point.h"
#include "ledger/delimited.h"

#define BYTE_ORDER_MARK	"\xef\xbb\xbf"

static char
find_delimiter(const char *p, const char *end)
{
	int			count[3] = {0};
	static const char delimiter[] = {',', '\t', ';'};
	bool		quoted = false;
	int			best = 0;

	for (; p < end && (quoted || *p != '\n'); p++)
	{
		if (*p == '"')
			quoted = !quoted;
		for (int i = 0; i < lengthof(delimiter) && !quoted; i++)
			count[i] += *p == delimiter[i];
	}
	for (int i = 1; i < lengthof(delimiter); i++)
		if (count[i] > count[best])
			best = i;
	return delimiter[best];
}

void
delimited_open(DelimitedReader *reader, const char *text, size_t len)
{
	reader->next = text;
	reader->end = text + len;
	if (len >= strlen(BYTE_ORDER_MARK) && memcmp(text, BYTE_ORDER_MARK, strlen(BYTE_ORDER_MARK)) == 0)
		reader->next += strlen(BYTE_ORDER_MARK);
	reader->delimiter = find_delimiter(reader->next, reader->end);
	reader->line = 0;
	reader->next_line = 1;
	initStringInfo(&reader->cell);
}

/* Reads a cell and stops at its end: at the delimiter, the end of the line or of the text. */
static char *
read_cell(DelimitedReader *reader)
{
	StringInfo	cell = &reader->cell;
	const char *start;
	const char *end;
	bool		quoted = false;

	resetStringInfo(cell);
	/* a quote opens only at the beginning of a cell; elsewhere it is text */
	if (reader->next < reader->end && *reader->next == '"')
	{
		quoted = true;
		reader->next++;
	}
	for (; reader->next < reader->end; reader->next++)
	{
		char		c = *reader->next;

		if (quoted && c == '"')
		{
			if (reader->next + 1 < reader->end && reader->next[1] == '"')
				reader->next++;
			else
			{
				quoted = false;
				continue;
			}
		}
		else if (!quoted && (c == reader->delimiter || c == '\n'))
			break;
		if (c == '\n')
			reader->next_line++;
		appendStringInfoChar(cell, c);
	}
	start = cell->data;
	end = cell->data + cell->len;
	trim_blank_points(&start, &end);
	return pnstrdup(start, end - start);
}

List *
delimited_next(DelimitedReader *reader)
{
	while (reader->next < reader->end)
	{
		List	   *cells = NIL;
		bool		any = false;

		reader->line = reader->next_line;
		for (;;)
		{
			char	   *cell;

			CHECK_FOR_INTERRUPTS();
			cell = read_cell(reader);
			any |= cell[0] != '\0';
			cells = lappend(cells, cell);
			if (reader->next >= reader->end || *reader->next == '\n')
				break;
			reader->next++;
		}
		if (reader->next < reader->end)
			reader->next++;
		reader->next_line++;
		if (any)
			return cells;
		list_free_deep(cells);
	}
	return NIL;
}
