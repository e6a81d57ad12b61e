/*
 * plain_text.c
 *	  The text of a page in lines, whatever the page was published as.
 *
 * Damage repaired here: lines that end in a carriage return; headings in the
 * middle of a line, after the page lost its line ends; signs without width.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/code_point.h"
#include "page/heading.h"
#include "page/html_source.h"
#include "page/html_tag.h"
#include "page/plain_text.h"
#include "page/ruled_text.h"

/* Characters read between two checks for interrupts. */
#define STEPS_PER_CHECK	65536

/* Puts a heading that shares its line with other text on a line of its own. */
static void
break_headings(const char *text, size_t len, StringInfo out)
{
	const char *end = text + len;
	int			steps = 0;

	for (const char *p = text; p < end;)
	{
		const char *line_end = memchr(p, '\n', end - p);
		const char *start = p;
		const char *copied = p;
		bool		precedes = false;	/* the line has text before p */

		CHECK_FOR_INTERRUPTS();
		if (line_end == NULL)
			line_end = end;
		while (p < line_end)
		{
			const char *behind = heading_in_line(p, line_end);

			if (++steps % STEPS_PER_CHECK == 0)
				CHECK_FOR_INTERRUPTS();
			if (behind != NULL)
				precedes = precedes || line_has_content(start, p);
			if (behind != NULL && (precedes || line_has_content(behind, line_end)))
			{
				CHECK_FOR_INTERRUPTS();
				precedes = true;
				appendBinaryStringInfo(out, copied, p - copied);
				if (out->len > 0 && out->data[out->len - 1] != '\n')
					appendStringInfoChar(out, '\n');
				appendBinaryStringInfo(out, p, behind - p);
				if (behind < line_end)
					appendStringInfoChar(out, '\n');
				copied = p = behind;
			}
			else
				p += pg_utf_mblen((const unsigned char *) p);
		}
		p = Min(p, line_end);
		appendBinaryStringInfo(out, copied, line_end - copied);
		if (line_end < end)
			appendStringInfoChar(out, '\n');
		p = line_end + 1;
	}
}

/* Is there the head of a Markdown table: a line that begins with a pipe, and "|---|---|" below it? */
static bool
is_markdown(const char *text, size_t len)
{
	const char *end = text + len;
	bool		below_pipe = false;

	for (const char *line = text; line < end;)
	{
		const char *p = line;

		while (p < end && (*p == '|' || *p == '-' || *p == ':' || *p == ' '))
			p++;
		if (below_pipe && *line == '|' && (p == end || *p == '\n' || *p == '\r') && text_contains(line, p - line, "---"))
			return true;
		below_pipe = *line == '|';
		p = memchr(p, '\n', end - p);
		if (p == NULL)
			break;
		line = p + 1;
	}
	return false;
}

/* Drops signs without width, which fonts and editors leave within numbers and words, from a text. */
static void
drop_invisible(StringInfo text)
{
	char	   *to = text->data;
	const char *end = text->data + text->len;
	int			next_check = 0;

	for (const char *p = text->data; p < end;)
	{
		const char *start = p;
		unsigned char first = *p;

		if (p - text->data >= next_check)
		{
			CHECK_FOR_INTERRUPTS();
			next_check += STEPS_PER_CHECK;
		}
		/* only these bytes begin one */
		if (first != 0xC2 && first != 0xE2 && first != 0xEF)
			p++;
		else if (is_invisible_point(next_code_point(&p, end)))
			continue;
		if (to < start)
			memmove(to, start, p - start);
		to += p - start;
	}
	*to = '\0';
	text->len = to - text->data;
}

PlainText *
plain_text_read(const char *source, size_t len, bool with_grid)
{
	PlainText   *page = palloc0(sizeof(PlainText));
	StringInfoData text;
	StringInfoData ruled;

	html_source_mend(&source, &len);
	initStringInfo(&text);
	initStringInfo(&ruled);
	if (looks_like_html(source, len))
	{
		HtmlText   *html = html_to_text(source, len, with_grid);

		/* damage: the tables are in a script */
		if (html->ntables == 0 && text_contains(source, len, "<script") && text_contains(source, len, "<t"))
		{
			StringInfoData opened;

			initStringInfo(&opened);
			html_source_open_scripts(source, len, &opened);
			html = html_to_text(opened.data, opened.len, with_grid);
		}

		page->was_html = true;
		page->too_deep = html->too_deep;
		page->hidden = html->hidden;
		page->head = html->head.data;
		page->grid = html->grid;
		break_headings(html->text.data, html->text.len, &text);
	}
	else if (rule_cells(source, len, &ruled))
		break_headings(ruled.data, ruled.len, &text);
	else
	{
		bool		no_lines = memchr(source, '\n', len) == NULL;

		page->is_markdown = is_markdown(source, len);
		break_headings(source, len, &text);
		for (int i = 0; no_lines && i < text.len; i++)
			if (text.data[i] == '\r')
				text.data[i] = '\n';
	}
	drop_invisible(&text);
	page->text = text.data;
	page->len = text.len;
	return page;
}
