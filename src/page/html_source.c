/*
 * html_source.c
 *	  HTML that was not published as HTML: in a string literal, with its tags
 *	  written as entities, in a script, or mixed into Markdown.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/code_point.h"
#include "page/html_source.h"
#include "page/html_style.h"
#include "page/html_tag.h"
#include "page/picture.h"
#include "page/ruled_text.h"

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

/* Is it a Markdown table with tags in its cells, without an HTML table? */
static bool
is_tagged_markdown(const char *text, size_t len)
{
	const char *end = text + len;
	int			ruled = 0;

	if (text_contains(text, len, "<td") || text_contains(text, len, "<TD") || text_contains(text, len, "<th>"))
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

void
html_source_open_scripts(const char *text, size_t len, StringInfo out)
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

void
html_source_mend(const char **source, size_t *len)
{
	StringInfoData mended;

	if (text_contains(*source, *len, "&lt;t") && !looks_like_html(*source, *len))
	{
		initStringInfo(&mended);
		unescape_entities(*source, *len, &mended);
		*source = mended.data;
		*len = mended.len;
	}
	if (!looks_like_html(*source, *len))
		return;
	if (text_contains(*source, *len, "=\\\"") || text_contains(*source, *len, "<\\/"))
	{
		initStringInfo(&mended);
		unescape_string(*source, *len, &mended);
		*source = mended.data;
		*len = mended.len;
	}
	if (looks_like_html(*source, *len) && is_tagged_markdown(*source, *len))
	{
		initStringInfo(&mended);
		strip_tags(*source, *len, &mended);
		*source = mended.data;
		*len = mended.len;
	}
}
