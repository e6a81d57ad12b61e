/*
 * render_html.c
 *	  A report as an HTML page: valid, whole in itself, for screens and paper.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/code_point.h"
#include "common/decimal.h"
#include "layout/page_style.h"
#include "layout/page_text.h"
#include "layout/render.h"

static void
html_append_escaped(StringInfo out, const char *text, const char *end)
{
	while (text < end)
	{
		const char *at = text;
		pg_wchar	point = next_code_point(&text, end);

		CHECK_FOR_INTERRUPTS();
		switch (point)
		{
			case '&':
				appendStringInfoString(out, "&amp;");
				break;
			case '<':
				appendStringInfoString(out, "&lt;");
				break;
			case '>':
				appendStringInfoString(out, "&gt;");
				break;
			case '"':
				appendStringInfoString(out, "&quot;");
				break;
			case '\'':
				appendStringInfoString(out, "&#39;");
				break;
			default:
				if (is_unprintable_point(point))
					appendStringInfoString(out, REPLACEMENT_SIGN);
				else
					appendBinaryStringInfo(out, at, text - at);
		}
	}
}

static void
html_append_text(StringInfo out, const char *text)
{
	html_append_escaped(out, text, text + strlen(text));
}

static void
html_append_span(StringInfo out, const char *name, int span)
{
	if (span > 1)
		appendStringInfo(out, " %s=\"%d\"", name, span);
}

static void
html_append_box(StringInfo out, const TablePrint *print, const LayoutBox *box)
{
	bool		is_head = box->kind != BOX_CELL && *box->text != '\0';
	char		number[DECIMAL_TEXT_SIZE];

	appendStringInfoString(out, is_head ? "<th" : "<td");
	if (box->kind == BOX_CAPTION)
		appendStringInfoString(out, " class=\"caption\" scope=\"rowgroup\"");
	else if (box->kind == BOX_HEAD && is_head)
		appendStringInfoString(out, " scope=\"col\"");
	else if (box->kind == BOX_LABEL)
		appendStringInfoString(out, box->line_span > 1 ? " class=\"group\" scope=\"row\"" : " scope=\"row\"");
	else if (box_is_marked(print, box))
		appendStringInfoString(out, " class=\"marked\"");
	html_append_span(out, "rowspan", box->line_span);
	html_append_span(out, "colspan", box->column_span);
	appendStringInfoChar(out, '>');
	if (box->kind != BOX_CELL)
		html_append_text(out, box->text);
	else
	{
		if (box_number(print, box, number))
			appendStringInfoString(out, number);
		if (box_is_marked(print, box))
			appendStringInfoString(out, "<sup class=\"sign\">" MARK_SIGN "</sup>");
	}
	appendStringInfoString(out, is_head ? "</th>" : "</td>");
}

static void
html_append_table(StringInfo out, const TablePrint *print, TableId id)
{
	const TableLayout *table = &print->layout->table[id];
	const char *part = NULL;
	int			line = 0;

	if (table->lines == 0)
		return;
	appendStringInfo(out, "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"%s\">\n<table class=\"%s\">\n",
					 table_title(id), table_info[id].name);
	for (int i = 0; i < table->nboxes; i++)
	{
		const LayoutBox *box = &table->box[i];

		if (box->line != line)
		{
			const char *begun = box->line <= table->head_lines ? "thead" : "tbody";

			if (line > 0)
				appendStringInfoString(out, "</tr>\n");
			if (part == NULL || strcmp(begun, part) != 0 || box->kind == BOX_CAPTION)
			{
				if (part != NULL)
					appendStringInfo(out, "</%s>\n", part);
				appendStringInfo(out, "<%s>\n", begun);
				part = begun;
			}
			appendStringInfoString(out, "<tr>");
			line = box->line;
		}
		html_append_box(out, print, box);
	}
	appendStringInfo(out, "</tr>\n</%s>\n</table>\n</div>\n", part);
}

static void
html_append_heading(StringInfo out, const char *text)
{
	appendStringInfoString(out, "<h2>");
	html_append_text(out, text);
	appendStringInfoString(out, "</h2>\n");
}

static void
html_append_paragraphs(StringInfo out, const char *text)
{
	const char *line;
	const char *end;

	while (next_text_line(&text, &line, &end))
	{
		appendStringInfoString(out, "<p>");
		html_append_escaped(out, line, end);
		appendStringInfoString(out, "</p>\n");
	}
}

static void
html_append_lines(StringInfo out, const char *text)
{
	const char *line;
	const char *end;

	for (bool first = true; next_text_line(&text, &line, &end); first = false)
	{
		if (!first)
			appendStringInfoString(out, "<br>");
		html_append_escaped(out, line, end);
	}
}

static void
html_append_fields(StringInfo out, const char *class, List *fields)
{
	ListCell   *lc;

	if (fields == NIL)
		return;
	appendStringInfo(out, "<ul class=\"%s\">\n", class);
	foreach(lc, fields)
	{
		const DocumentField *field = lfirst(lc);

		appendStringInfoString(out, "<li>");
		html_append_text(out, field->label);
		appendStringInfoString(out, "：");
		html_append_lines(out, field->value);
		appendStringInfoString(out, "</li>\n");
	}
	appendStringInfoString(out, "</ul>\n");
}

static const RenderParts html_parts = {html_append_heading, html_append_paragraphs, html_append_table};

static void
html_append_tables(const TablePrint *print, StringInfo out)
{
	render_table_parts(&html_parts, print, out);
}

static void
html_append_document(const Document *document, StringInfo out)
{
	appendStringInfoString(out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"UTF-8\">\n"
						   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
						   "<meta name=\"color-scheme\" content=\"light dark\">\n"
						   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
						   "<title>");
	html_append_text(out, document->title);
	appendStringInfo(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n<h1>", page_style);
	html_append_text(out, document->title);
	appendStringInfoString(out, "</h1>\n");
	html_append_fields(out, "metadata", document->metadata);
	render_document_parts(&html_parts, document, out);
	appendStringInfoString(out, "</main>\n");
	if (document->footer != NIL)
	{
		appendStringInfoString(out, "<footer>\n<p>" DOCUMENT_FOOTER "</p>\n");
		html_append_fields(out, "footer", document->footer);
		appendStringInfoString(out, "</footer>\n");
	}
	appendStringInfoString(out, "</body>\n</html>\n");
}

const RenderFormat render_html = {"html", html_append_tables, html_append_document};
