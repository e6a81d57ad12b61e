/*
 * plain_text.c
 *	  The text of a page in lines, whatever the page was published as.
 *
 * Damage repaired here: HTML in a string literal, or with its tags written as
 * entities; tables copied from a browser or a sheet, with tabs or box signs
 * between cells; lines that end in a carriage return; headings in the middle
 * of a line, after the page lost its line ends.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/code_point.h"
#include "page/heading.h"
#include "page/html_style.h"
#include "page/html_tag.h"
#include "page/picture.h"
#include "page/plain_text.h"

/* Lines with separators that make a table. */
#define TABLE_LINES_MIN	3

/* Characters read between two checks for interrupts. */
#define STEPS_PER_CHECK	65536

static bool
contains(const char *text, size_t len, const char *word)
{
	size_t		n = strlen(word);
	const char *end = text + len;

	for (const char *p = text; (size_t) (end - p) >= n && (p = memchr(p, *word, end - p - n + 1)) != NULL; p++)
	{
		CHECK_FOR_INTERRUPTS();
		if (memcmp(p, word, n) == 0)
			return true;
	}
	return false;
}

static int
hex_digit(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	if (digit >= 'a' && digit <= 'f')
		return digit - 'a' + 10;
	if (digit >= 'A' && digit <= 'F')
		return digit - 'A' + 10;
	return -1;
}

/* Returns the code unit of "\u672c" at p, or -1. */
static int
escaped_unit(const char *p, const char *end)
{
	int			unit = 0;

	if (end - p < 6 || p[0] != '\\' || p[1] != 'u')
		return -1;
	for (int i = 2; i < 6; i++)
	{
		if (hex_digit(p[i]) < 0)
			return -1;
		unit = unit * 16 + hex_digit(p[i]);
	}
	return unit;
}

/* Undoes the escapes of a string literal: \" \/ \n \u672c */
static void
unescape_string(const char *text, size_t len, StringInfo out)
{
	const char *end = text + len;

	for (const char *p = text; p < end; p++)
	{
		int			unit = escaped_unit(p, end);

		CHECK_FOR_INTERRUPTS();
		if (*p != '\\' || p + 1 == end)
			appendStringInfoCharMacro(out, *p);
		else if (unit >= 0)
		{
			int			low = escaped_unit(p + 6, end);
			unsigned char utf8[4];

			p += 5;
			if (unit >= 0xD800 && unit <= 0xDBFF && low >= 0xDC00 && low <= 0xDFFF)
			{
				unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
				p += 6;
			}
			if (unit == 0 || (unit >= 0xD800 && unit <= 0xDFFF))
				unit = ' ';
			unicode_to_utf8(unit, utf8);
			appendBinaryStringInfo(out, (char *) utf8, pg_utf_mblen(utf8));
		}
		else
		{
			p++;
			appendStringInfoCharMacro(out, *p == 'n' || *p == 'r' ? '\n' : *p == 't' ? ' ' : *p);
		}
	}
}

/* Undoes entities for tags: &lt;td&gt; */
static void
unescape_entities(const char *text, size_t len, StringInfo out)
{
	static const struct
	{
		const char *entity;
		char		sign;
	}			entities[] = {
		{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&amp;", '&'}, {"&#39;", '\''},
	};
	const char *end = text + len;

	while (text < end)
	{
		int			i = 0;

		CHECK_FOR_INTERRUPTS();
		while (i < lengthof(entities) &&
			   ((size_t) (end - text) < strlen(entities[i].entity) ||
				memcmp(text, entities[i].entity, strlen(entities[i].entity)) != 0))
			i++;
		if (i < lengthof(entities))
		{
			appendStringInfoCharMacro(out, entities[i].sign);
			text += strlen(entities[i].entity);
		}
		else
			appendStringInfoCharMacro(out, *text++);
	}
}

/* Are there enough lines with tabs between cells, and no pipe? */
static bool
is_tabbed(const char *text, size_t len)
{
	const char *end = text + len;
	int			n = 0;
	const char *p = text;

	if (memchr(text, '|', len) != NULL)
		return false;
	while (n < TABLE_LINES_MIN && p < end && (p = memchr(p, '\t', end - p)) != NULL)
	{
		const char *line_end = memchr(p, '\n', end - p);

		/* one tab may be an indentation */
		if (memchr(p + 1, '\t', (line_end ? line_end : end) - p - 1) != NULL)
			n++;
		p = line_end ? line_end + 1 : end;
	}
	return n >= TABLE_LINES_MIN;
}

static void
rule_tabs(const char *text, size_t len, StringInfo out)
{
	const char *end = text + len;

	while (text < end)
	{
		const char *line_end = memchr(text, '\n', end - text);
		const char *content;
		const char *last;

		CHECK_FOR_INTERRUPTS();
		if (line_end == NULL)
			line_end = end;
		content = text;
		last = line_end;
		while (content < last && *content == ' ')
			content++;
		while (last > content && (last[-1] == '\r' || last[-1] == ' '))
			last--;
		if (memchr(content, '\t', last - content) != NULL)
		{
			appendStringInfoString(out, "| ");
			for (const char *p = content; p < last; p++)
				if (*p == '\t')
					appendStringInfoString(out, " | ");
				else
					appendStringInfoCharMacro(out, *p);
			/* the last line of a page may be cut within its last cell */
			if (line_end < end)
				appendStringInfoString(out, " |");
		}
		else
			appendBinaryStringInfo(out, content, last - content);
		appendStringInfoChar(out, '\n');
		text = line_end + 1;
	}
}

/* Is there more than white space, pipes and Markdown signs? */
static bool
has_content(const char *text, const char *end)
{
	while (text < end)
	{
		pg_wchar	point = next_code_point(&text, end);

		if (!is_blank_point(point) && point != '|' && point != '#' && point != '*')
			return true;
	}
	return false;
}

/* Are there tables drawn with box signs, as text browsers do? */
static bool
is_boxed(const char *text, size_t len)
{
	int			n = 0;
	const char *end = text + len;

	for (const char *p = text; n < TABLE_LINES_MIN && (p = memchr(p, '\xE2', end - p)) != NULL; p++)
		if (end - p >= 3 && memcmp(p, "\xE2\x94\x82", 3) == 0)	/* │ */
			n++;
	return n >= TABLE_LINES_MIN;
}

/* Turns box signs into pipes or blanks, and drops lines without other text. */
static void
rule_boxes(const char *text, size_t len, StringInfo out)
{
	const char *end = text + len;

	while (text < end)
	{
		const char *line_end = memchr(text, '\n', end - text);
		int			start = out->len;
		bool		boxes = false;

		if (line_end == NULL)
			line_end = end;
		while (text < line_end)
		{
			const char *at = text;
			pg_wchar	point = next_code_point(&text, line_end);

			CHECK_FOR_INTERRUPTS();
			boxes = boxes || (point >= 0x2500 && point <= 0x257F);
			if (point == 0x2500 || point == 0x2501 || point == 0x2550)	/* ─ ━ ═ */
				appendStringInfoChar(out, ' ');
			else if (point >= 0x2500 && point <= 0x257F)
				appendStringInfoChar(out, '|');
			else
				appendBinaryStringInfo(out, at, text - at);
		}
		if (boxes && !has_content(out->data + start, out->data + out->len))
		{
			out->len = start;
			out->data[start] = '\0';
		}
		else
			appendStringInfoChar(out, '\n');
		text = line_end + 1;
	}
}

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
				precedes = precedes || has_content(start, p);
			if (behind != NULL && (precedes || has_content(behind, line_end)))
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

/* Is it a Markdown table with tags in its cells, without an HTML table? */
static bool
is_tagged_markdown(const char *text, size_t len)
{
	const char *end = text + len;
	int			ruled = 0;

	if (contains(text, len, "<td") || contains(text, len, "<TD") || contains(text, len, "<th>"))
		return false;
	for (const char *p = text; ruled < TABLE_LINES_MIN && p < end;)
	{
		const char *line_end = memchr(p, '\n', end - p);

		if (*p == '|')
			ruled++;
		p = line_end ? line_end + 1 : end;
	}
	return ruled >= TABLE_LINES_MIN;
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
		if (below_pipe && *line == '|' && (p == end || *p == '\n' || *p == '\r') && contains(line, p - line, "---"))
			return true;
		below_pipe = *line == '|';
		p = memchr(p, '\n', end - p);
		if (p == NULL)
			break;
		line = p + 1;
	}
	return false;
}

/* Does the style of an opening tag from p to close hide the text behind it? */
static bool
tag_hides(const char *p, const char *close)
{
	HtmlLook	look = {0};

	for (; close - p > 8; p++)
		if (pg_strncasecmp(p, " hidden", 7) == 0 && (p[7] == ' ' || p[7] == '=' || p + 7 == close))
			return true;
		else if (pg_strncasecmp(p, " style=", 7) == 0 && (p[7] == '"' || p[7] == '\''))
		{
			const char *style = p + 8;
			const char *end = memchr(style, p[7], close - style);

			return html_style_hides(&look, pnstrdup(style, (end ? end : close) - style)) != 0;
		}
	return close - p == 8 && pg_strncasecmp(p, " hidden", 7) == 0;
}

/* Appends what stands for a tag in text without tags. */
static void
append_tag_sign(const char *p, const char *close, StringInfo out)
{
	TagKind		kind = html_tag_at(p, close);
	bool		opens = p[1] != '/';

	switch (kind)
	{
		case TAG_BLOCK:
		case TAG_BREAK:
		case TAG_NOTE:
		case TAG_PRE:
			appendStringInfoChar(out, ' ');
			break;
		case TAG_IMAGE:
			appendStringInfoString(out, PICTURE_SIGN);
			break;
		case TAG_CONTROL:
			if (opens)
				appendStringInfoString(out, CONTROL_SIGN);
			break;
		case TAG_EMBEDDED:
			if (opens)
				appendStringInfoString(out, EMBEDDED_SIGN);
			break;
		case TAG_STRUCK:
		case TAG_SILENT:
			if (opens)
				appendStringInfoString(out, STRUCK_SIGN);
			break;
		default:
			if (opens && tag_hides(p, close))
				appendStringInfoString(out, STRUCK_SIGN);
			break;
	}
}

/*
 * Removes tags from text with pipes.  Where something else than text stood, or
 * text that a browser strikes out or does not show, a sign is left that no
 * number can hold.
 */
static void
strip_tags(const char *text, size_t len, StringInfo out)
{
	const char *end = text + len;
	const char *close = memchr(text, '>', len);	/* the first '>' from p on, or NULL */

	for (const char *p = text; p < end; p++)
	{
		CHECK_FOR_INTERRUPTS();
		/* once there is no further '>', do not search again */
		if (close != NULL && close < p)
			close = memchr(p, '>', end - p);
		if (*p == '<' && p + 1 < end && close != NULL &&
			(p[1] == '/' || is_letter_point((unsigned char) p[1])))
		{
			append_tag_sign(p, close, out);
			p = close;
		}
		else
			appendStringInfoCharMacro(out, *p);
	}
}

/* Turns script tags into <div>, so that the text of scripts is read. */
static void
open_scripts(const char *text, size_t len, StringInfo out)
{
	const char *end = text + len;

	while (text < end)
	{
		const char *tag = text + 1 < end && text[1] == '/' ? text + 2 : text + 1;

		CHECK_FOR_INTERRUPTS();
		if (*text == '<' && end - tag > 6 && pg_strncasecmp(tag, "script", 6) == 0)
		{
			appendStringInfoString(out, "<div>");
			text = memchr(text, '>', end - text);
			if (text == NULL)
				break;
			text++;
		}
		else
			appendStringInfoCharMacro(out, *text++);
	}
}

/* Drops signs without width, which fonts and editors leave within numbers and words, from a text. */
static void
drop_invisible(StringInfo text)
{
	char	   *to = text->data;
	const char *end = text->data + text->len;

	for (const char *p = text->data; p < end;)
	{
		const char *start = p;
		unsigned char first = *p;

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

/* Signs between the cells of a table in text of a spreadsheet, beside tabs */
static const char delimiters[] = {',', ';'};

/* Fields of a line that are numbers, and all of them, of a line that is a row */
#define ROW_NUMBERS_MIN	3

/* Moves behind a field, which may stand in quotation marks; appends its text, if "out" is not NULL. */
static const char *
take_field(const char *p, const char *end, char delimiter, StringInfo out)
{
	bool		quoted = p < end && *p == '"';

	if (quoted)
		p++;
	for (; p < end && (quoted || *p != delimiter); p++)
	{
		if (quoted && *p == '"' && (p + 1 == end || p[1] != '"'))
		{
			quoted = false;
			continue;
		}
		if (*p == '"' && quoted)
			p++;
		if (out != NULL)
			appendStringInfoCharMacro(out, *p);
	}
	return p;
}

/* Counts the fields of a line that are digits. */
static int
count_number_fields(const char *p, const char *end, char delimiter)
{
	int			n = 0;

	while (p < end)
	{
		const char *field = p;
		const char *digit;

		p = take_field(p, end, delimiter, NULL);
		digit = field + (*field == '"');
		while (digit < p && ((*digit >= '0' && *digit <= '9') || *digit == '.'))
			digit++;
		if (digit > field && (digit == p || (*digit == '"' && digit + 1 == p)))
			n++;
		p++;
	}
	return n;
}

/* Returns the sign that parts the cells of a text without pipes, or 0: of several lines it parts numbers. */
static char
cell_delimiter(const char *text, size_t len)
{
	if (memchr(text, '|', len) != NULL)
		return 0;
	for (int i = 0; i < lengthof(delimiters); i++)
	{
		int			rows = 0;

		for (const char *p = text, *end = text + len; p < end && memchr(p, delimiters[i], end - p) != NULL;)
		{
			const char *line_end = memchr(p, '\n', end - p);

			CHECK_FOR_INTERRUPTS();
			if (line_end == NULL)
				line_end = end;
			if (count_number_fields(p, line_end - (line_end > p && line_end[-1] == '\r'), delimiters[i]) >= ROW_NUMBERS_MIN &&
				++rows >= TABLE_LINES_MIN)
				return delimiters[i];
			p = line_end + 1;
		}
	}
	return 0;
}

/* Rules the lines that a sign divides, unless they are prose. */
static void
rule_fields(const char *text, size_t len, char delimiter, StringInfo out)
{
	for (const char *p = text, *end = text + len; p < end;)
	{
		const char *line_end = memchr(p, '\n', end - p);
		const char *last;

		CHECK_FOR_INTERRUPTS();
		if (line_end == NULL)
			line_end = end;
		last = line_end - (line_end > p && line_end[-1] == '\r');
		if (memchr(p, delimiter, last - p) != NULL && !contains(p, last - p, "\xE3\x80\x82"))	/* 。 */
		{
			appendStringInfoString(out, "| ");
			for (bool first = true; p <= last; first = false)
			{
				if (!first)
					appendStringInfoString(out, " | ");
				p = take_field(p, last, delimiter, out) + 1;
			}
			/* the last line of a page may be cut within its last cell */
			if (line_end < end)
				appendStringInfoString(out, " |");
		}
		else
			take_field(p, last, '\n', out);
		appendStringInfoChar(out, '\n');
		p = line_end + 1;
	}
}

PlainText *
plain_text_read(const char *source, size_t len, bool with_grid)
{
	PlainText   *page = palloc0(sizeof(PlainText));
	StringInfoData text;
	char		delimiter;

	if (contains(source, len, "&lt;t") && !looks_like_html(source, len))
	{
		initStringInfo(&text);
		unescape_entities(source, len, &text);
		source = text.data;
		len = text.len;
	}
	if (looks_like_html(source, len) &&
		(contains(source, len, "=\\\"") || contains(source, len, "<\\/")))
	{
		initStringInfo(&text);
		unescape_string(source, len, &text);
		source = text.data;
		len = text.len;
	}
	if (looks_like_html(source, len) && is_tagged_markdown(source, len))
	{
		initStringInfo(&text);
		strip_tags(source, len, &text);
		source = text.data;
		len = text.len;
	}
	initStringInfo(&text);
	if (looks_like_html(source, len))
	{
		HtmlText   *html = html_to_text(source, len, with_grid);

		/* damage: the tables are in a script */
		if (html->ntables == 0 && contains(source, len, "<script") && contains(source, len, "<t"))
		{
			StringInfoData opened;

			initStringInfo(&opened);
			open_scripts(source, len, &opened);
			html = html_to_text(opened.data, opened.len, with_grid);
		}

		page->was_html = true;
		page->too_deep = html->too_deep;
		page->hidden = html->hidden;
		page->head = html->head.data;
		page->grid = html->grid;
		break_headings(html->text.data, html->text.len, &text);
	}
	else if (is_tabbed(source, len))
	{
		StringInfoData ruled;

		initStringInfo(&ruled);
		rule_tabs(source, len, &ruled);
		break_headings(ruled.data, ruled.len, &text);
	}
	else if ((delimiter = cell_delimiter(source, len)) != 0)
	{
		StringInfoData ruled;

		initStringInfo(&ruled);
		rule_fields(source, len, delimiter, &ruled);
		break_headings(ruled.data, ruled.len, &text);
	}
	else if (is_boxed(source, len))
	{
		StringInfoData ruled;

		initStringInfo(&ruled);
		rule_boxes(source, len, &ruled);
		break_headings(ruled.data, ruled.len, &text);
	}
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
