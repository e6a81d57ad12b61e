/*
 * render_text.c
 *	  A report as plain text, its tables ruled with bars and set out by blanks.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/code_point.h"
#include "common/decimal.h"
#include "layout/page_text.h"
#include "layout/render.h"

static void
text_append_printable(StringInfo out, const char *text, const char *end)
{
	while (text < end)
	{
		const char *at = text;

		CHECK_FOR_INTERRUPTS();
		if (is_unprintable_point(next_code_point(&text, end)))
			appendStringInfoString(out, REPLACEMENT_SIGN);
		else
			appendBinaryStringInfo(out, at, text - at);
	}
}

/* A title or a value, as one line. */
static void
text_append_text(StringInfo out, const char *text)
{
	const char *line;
	const char *end;
	bool		first = true;

	while (next_text_line(&text, &line, &end))
	{
		if (!first)
			appendStringInfoChar(out, ' ');
		text_append_printable(out, line, end);
		first = false;
	}
}

static int
screen_width(const char *text)
{
	const char *end = text + strlen(text);
	int			width = 0;

	while (text < end)
		width += next_code_point(&text, end) >= FIRST_WIDE_POINT ? 2 : 1;
	return width;
}

/* What stands in a box; "number" is a buffer of DECIMAL_TEXT_SIZE. */
static const char *
box_text(const TablePrint *print, const LayoutBox *box, char *number)
{
	if (box->kind != BOX_CELL)
		return box->text;
	if (!box_number(print, box, number))
		number[0] = '\0';
	return box_is_marked(print, box) ? psprintf("%s" MARK_SIGN, number) : number;
}

/* Blank, bar and blank stand between two columns. */
#define BAR			" | "
#define BAR_WIDTH	3

static int
span_width(const int *width, int column, int span)
{
	int			sum = (span - 1) * BAR_WIDTH;

	for (int i = column; i < column + span; i++)
		sum += width[i];
	return sum;
}

/* Columns are as wide as their widest box; the last of a wider one that spans several makes up for it. */
static int *
column_widths(const TablePrint *print, const TableLayout *table)
{
	int		   *width = palloc0((table->columns + 1) * sizeof(int));

	for (int span = 1; span <= table->columns; span++)
		for (int i = 0; i < table->nboxes; i++)
		{
			const LayoutBox *box = &table->box[i];
			char		number[DECIMAL_TEXT_SIZE];
			int			lacks;

			if (box->column_span != span)
				continue;
			lacks = screen_width(box_text(print, box, number)) - span_width(width, box->column, span);
			width[box->column + span - 1] += Max(lacks, 0);
		}
	return width;
}

static void
text_append_table(StringInfo out, const TablePrint *print, TableId id)
{
	const TableLayout *table = &print->layout->table[id];
	int		   *width = column_widths(print, table);
	const LayoutBox **above = palloc0((table->columns + 1) * sizeof(LayoutBox *));
	int			i = 0;

	for (int line = 1; line <= table->lines; line++)
	{
		for (; i < table->nboxes && table->box[i].line == line; i++)
			above[table->box[i].column] = &table->box[i];
		for (int column = 1; column <= table->columns;)
		{
			const LayoutBox *box = above[column];
			char		number[DECIMAL_TEXT_SIZE];
			const char *text = box->line == line ? box_text(print, box, number) : "";
			int			blanks = span_width(width, column, box->column_span) - screen_width(text);

			appendStringInfoString(out, column == 1 ? "| " : BAR);
			if (box->kind == BOX_CELL)
				appendStringInfoSpaces(out, blanks);
			appendStringInfoString(out, text);
			if (box->kind != BOX_CELL)
				appendStringInfoSpaces(out, blanks);
			column += box->column_span;
		}
		appendStringInfoString(out, " |\n");
	}
	if (table->lines > 0)
		appendStringInfoChar(out, '\n');
}

static void
text_append_heading(StringInfo out, const char *text)
{
	text_append_text(out, text);
	appendStringInfoString(out, "\n\n");
}

static void
text_append_paragraphs(StringInfo out, const char *text)
{
	const char *line;
	const char *end;
	bool		any = false;

	while (next_text_line(&text, &line, &end))
	{
		text_append_printable(out, line, end);
		appendStringInfoChar(out, '\n');
		any = true;
	}
	if (any)
		appendStringInfoChar(out, '\n');
}

static void
text_append_fields(StringInfo out, List *fields)
{
	ListCell   *lc;

	foreach(lc, fields)
	{
		const DocumentField *field = lfirst(lc);

		appendStringInfo(out, "%s：", field->label);
		text_append_text(out, field->value);
		appendStringInfoChar(out, '\n');
	}
	if (fields != NIL)
		appendStringInfoChar(out, '\n');
}

static const RenderParts text_parts = {text_append_heading, text_append_paragraphs, text_append_table};

static void
text_append_tables(const TablePrint *print, StringInfo out)
{
	render_table_parts(&text_parts, print, out);
}

static void
text_append_document(const Document *document, StringInfo out)
{
	text_append_text(out, document->title);
	appendStringInfoString(out, "\n\n");
	text_append_fields(out, document->metadata);
	render_document_parts(&text_parts, document, out);
	if (document->footer != NIL)
		appendStringInfoString(out, DOCUMENT_FOOTER "\n\n");
	text_append_fields(out, document->footer);
}

const RenderFormat render_text = {"text", text_append_tables, text_append_document};
