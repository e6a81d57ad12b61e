/*
 * html.c
 *	  Turns HTML into text.
 *
 * The text is as a browser would copy it, except for tables: each row is one
 * line that begins and ends with a pipe, and has each cell once, however many
 * columns the cell spans.  A table whose cells hold other tables serves the
 * layout; its rows are not kept.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "page/html.h"
#include "page/html_log.h"
#include "page/pipe_cell.h"

/* Bytes of the log read between two checks for interrupts. */
#define BYTES_PER_CHECK	65536

/* Lines with pipes that make a table of a page without one. */
#define PIPED_LINES_MIN	3

/* Returns the length of a value before MARK_END. */
static size_t
value_length(const char *value, const char *end)
{
	const char *mark = memchr(value, MARK_END, end - value);

	return (mark ? mark : end) - value;
}

/* <meta> fields, written as lines that page_head.c reads. */
static const struct
{
	const char *name;
	const char *field;
}			meta_fields[] = {
	{"ArticleTitle", "标题"}, {"PubDate", "发布日期"},
};

static void
read_meta(StringInfo head, const char *name, size_t name_len, const char *value, size_t len)
{
	for (int i = 0; i < lengthof(meta_fields); i++)
		if (name_len == strlen(meta_fields[i].name) &&
			pg_strncasecmp(name, meta_fields[i].name, name_len) == 0)
			appendStringInfo(head, "%s：%.*s\n", meta_fields[i].field, (int) len, value);
}

static int
read_span(const char *bytes)
{
	return (bytes[0] - ' ') * SPAN_BASE + bytes[1] - ' ';
}

/* Appends what comes before the next mark, and returns how many bytes that was. */
static int
add_characters(StringInfo text, const char *start, const char *end)
{
	const char *p = start;

	for (; p < end && (unsigned char) *p >= ' '; p++)
	{
		if ((p - start) % BYTES_PER_CHECK == 0)
			CHECK_FOR_INTERRUPTS();
		html_add_character(text, *p);
	}
	return p - start;
}

static void
read_log(HtmlTables *tables, const HtmlLog *log, StringInfo head)
{
	const char *end = log->bytes + log->n;
	const char *name = NULL;
	size_t		name_len = 0;

	for (const char *p = log->bytes; p < end; p++)
	{
		if ((unsigned char) *p >= ' ')
		{
			p += add_characters(html_target(tables), p, end) - 1;
			continue;
		}
		CHECK_FOR_INTERRUPTS();
		switch (*p)
		{
			case MARK_BREAK:
				html_break_line(html_target(tables));
				break;
			case MARK_LINE:
				appendStringInfoChar(html_target(tables), '\n');
				break;
			case MARK_TABLE:
				html_begin_table(tables);
				break;
			case MARK_TABLE_END:
				html_end_table(tables);
				break;
			case MARK_ROW:
				html_begin_row(tables);
				break;
			case MARK_ROW_END:
				html_end_row(tables);
				break;
			case MARK_CELL:
				html_begin_cell(tables, read_span(p + 1), read_span(p + 1 + SPAN_BYTES));
				p += 2 * SPAN_BYTES;
				break;
			case MARK_CELL_END:
				html_end_cell(tables);
				break;
			case MARK_TITLE:
				name_len = value_length(p + 1, end);
				appendStringInfo(head, "%.*s\n", (int) name_len, p + 1);
				p += name_len;
				break;
			case MARK_META:
				name = p + 1;
				name_len = value_length(name, end);
				p += name_len;
				break;
			case MARK_META_VALUE:
				read_meta(head, name, name_len, p + 1, value_length(p + 1, end));
				p += value_length(p + 1, end);
				break;
			default:
				break;
		}
	}
	html_end_tables(tables);
}

static bool
begins_with(const char *tag, const char *end, const char *name)
{
	return end - tag > (int) strlen(name) && pg_strncasecmp(tag, name, strlen(name)) == 0;
}

/*
 * Damage: the page ends within the text of a cell.  The parser closes all open
 * tags, so only the source shows it.
 */
static bool
ends_within_cell(const char *html, size_t len)
{
	const char *end = html + len;
	const char *p = end;

	while (p > html && (unsigned char) p[-1] <= ' ')
		p--;
	if (p > html && p[-1] == '>')
		return false;
	while (p > html)
		if (*--p == '<')
		{
			const char *tag = p + 1;

			if (begins_with(tag, end, "td") || begins_with(tag, end, "th"))
				return true;
			if (begins_with(tag, end, "/t") || begins_with(tag, end, "t"))
				return false;
		}
	return false;
}

/* Removes the last pipe of the text: its last cell may be cut. */
static void
open_last_cell(StringInfo text)
{
	static const char closed[] = " |\n";
	int			n = strlen(closed);

	if (text->len >= n && strcmp(text->data + text->len - n, closed) == 0)
	{
		text->len -= n;
		text->data[text->len] = '\0';
	}
}

/*
 * A page without tables may hold text with pipes between its cells, in <pre> or
 * a paragraph a row.  Gives it back its pipes, if there are lines enough.
 */
static void
give_back_pipes(StringInfo text)
{
	const size_t len = strlen(PIPE_SUBSTITUTE);
	const char *line = text->data;
	StringInfoData restored;
	int			lines = 0;

	for (const char *p = text->data; (p = strstr(p, PIPE_SUBSTITUTE)) != NULL && lines < PIPED_LINES_MIN;)
	{
		const char *line_end = strchr(p, '\n');

		CHECK_FOR_INTERRUPTS();
		lines++;
		if (line_end == NULL)
			break;
		p = line_end;
	}
	if (lines < PIPED_LINES_MIN)
		return;
	initStringInfo(&restored);
	for (const char *p; (p = strstr(line, PIPE_SUBSTITUTE)) != NULL; line = p + len)
	{
		CHECK_FOR_INTERRUPTS();
		appendBinaryStringInfo(&restored, line, p - line);
		appendStringInfoChar(&restored, '|');
	}
	appendStringInfoString(&restored, line);
	*text = restored;
}

HtmlText *
html_to_text(const char *html, size_t len, bool with_grid)
{
	HtmlText   *result = palloc0(sizeof(HtmlText));
	HtmlTables	tables = {.with_grid = with_grid};
	HtmlLog		log = {0};

	initStringInfo(&tables.text);
	initStringInfo(&result->head);
	PG_TRY();
	{
		html_log_fill(&log, html, len);
		read_log(&tables, &log, &result->head);
	}
	PG_FINALLY();
	{
		free(log.bytes);
	}
	PG_END_TRY();
	if (ends_within_cell(html, len))
		open_last_cell(&tables.text);
	if (tables.ntables == 0)
		give_back_pipes(&tables.text);
	result->text = tables.text;
	result->ntables = tables.ntables;
	result->grid = tables.grid;
	result->too_deep = log.too_deep;
	if (log.hidden_len > 0)
		result->hidden = pnstrdup(log.hidden, log.hidden_len);
	return result;
}
