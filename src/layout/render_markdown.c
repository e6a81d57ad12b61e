/*
 * render_markdown.c
 *	  A report as Markdown with tables of pipes.
 *
 * Such a table has no spans: a label stands in the first cell of those it
 * spans, but that of a line in the last one, beside its numbers.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/code_point.h"
#include "common/decimal.h"
#include "layout/page_text.h"
#include "layout/render.h"

/* Signs that mean something anywhere in a line, and those that do at its beginning only. */
#define INLINE_SIGNS	"\\`*_[]<>&|~"
#define LEADING_SIGNS	"#+-="

/* Does a text begin a line of the page, rather than a cell or what follows a label? */
typedef enum Place
{
	AT_LINE, WITHIN_LINE
} Place;

static void
markdown_append_escaped(StringInfo out, const char *text, const char *end, Place place)
{
	const char *start = place == AT_LINE ? text : NULL;
	const char *digits = start;

	while (digits != NULL && digits < end && is_digit_point(*digits))
		digits++;
	while (text < end)
	{
		const char *at = text;
		pg_wchar	point = next_code_point(&text, end);

		CHECK_FOR_INTERRUPTS();
		if (is_unprintable_point(point))
			appendStringInfoString(out, REPLACEMENT_SIGN);
		else
		{
			/* "1." begins a list */
			if (point < 0x80 &&
				(strchr(INLINE_SIGNS, point) != NULL || (at == start && strchr(LEADING_SIGNS, point) != NULL) ||
				 (at == digits && at > start && (point == '.' || point == ')'))))
				appendStringInfoChar(out, '\\');
			appendBinaryStringInfo(out, at, text - at);
		}
	}
}

static void
markdown_append_text(StringInfo out, const char *text)
{
	/* a title, a label or a value is one line, behind something else */
	const char *line;
	const char *end;
	bool		first = true;

	while (next_text_line(&text, &line, &end))
	{
		if (!first)
			appendStringInfoChar(out, ' ');
		markdown_append_escaped(out, line, end, WITHIN_LINE);
		first = false;
	}
}

/* The column in which the text of a box stands. */
static int
text_column(const LayoutBox *box)
{
	return box->kind == BOX_LABEL ? box->column + box->column_span - 1 : box->column;
}

static void
markdown_append_table(StringInfo out, const TablePrint *print, TableId id)
{
	const TableLayout *table = &print->layout->table[id];
	int			i = 0;

	for (int line = 1; line <= table->lines; line++)
	{
		for (int column = 1; column <= table->columns; column++)
		{
			char		number[DECIMAL_TEXT_SIZE];

			appendStringInfoString(out, "| ");
			if (i == table->nboxes || table->box[i].line != line || text_column(&table->box[i]) != column)
				continue;
			if (table->box[i].kind != BOX_CELL)
			{
				markdown_append_text(out, table->box[i].text);
				appendStringInfoChar(out, ' ');
			}
			else
			{
				if (box_number(print, &table->box[i], number))
					appendStringInfo(out, "%s ", number);
				if (box_is_marked(print, &table->box[i]))
					appendStringInfoString(out, MARK_SIGN " ");
			}
			i++;
		}
		appendStringInfoString(out, "|\n");
		for (int column = 1; line == 1 && column <= table->columns; column++)
			appendStringInfoString(out, column < table->columns ? "|---" : "|---|\n");
	}
	if (table->lines > 0)
		appendStringInfoChar(out, '\n');
}

static void
markdown_append_heading(StringInfo out, const char *text)
{
	appendStringInfoString(out, "## ");
	markdown_append_text(out, text);
	appendStringInfoString(out, "\n\n");
}

static void
markdown_append_paragraphs(StringInfo out, const char *text)
{
	const char *line;
	const char *end;

	while (next_text_line(&text, &line, &end))
	{
		markdown_append_escaped(out, line, end, AT_LINE);
		appendStringInfoString(out, "\n\n");
	}
}

static void
markdown_append_fields(StringInfo out, List *fields)
{
	ListCell   *lc;

	foreach(lc, fields)
	{
		const DocumentField *field = lfirst(lc);

		appendStringInfo(out, "%s：", field->label);
		markdown_append_text(out, field->value);
		appendStringInfoString(out, "\n\n");
	}
}

static const RenderParts markdown_parts = {markdown_append_heading, markdown_append_paragraphs, markdown_append_table};

static void
markdown_append_tables(const TablePrint *print, StringInfo out)
{
	render_table_parts(&markdown_parts, print, out);
}

static void
markdown_append_document(const Document *document, StringInfo out)
{
	appendStringInfoString(out, "# ");
	markdown_append_text(out, document->title);
	appendStringInfoString(out, "\n\n");
	markdown_append_fields(out, document->metadata);
	render_document_parts(&markdown_parts, document, out);
	if (document->footer != NIL)
		appendStringInfoString(out, DOCUMENT_FOOTER "\n\n");
	markdown_append_fields(out, document->footer);
}

const RenderFormat render_markdown = {"markdown", markdown_append_tables, markdown_append_document};
