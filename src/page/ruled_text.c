/*
 * ruled_text.c
 *	  Tables in text whose cells are parted by other signs than pipes: copied
 *	  from a browser or a sheet, with tabs, commas or box signs.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/code_point.h"
#include "page/ruled_text.h"

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

bool
line_has_content(const char *text, const char *end)
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
		if (boxes && !line_has_content(out->data + start, out->data + out->len))
		{
			out->len = start;
			out->data[start] = '\0';
		}
		else
			appendStringInfoChar(out, '\n');
		text = line_end + 1;
	}
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
		if (memchr(p, delimiter, last - p) != NULL && !text_contains(p, last - p, "\xE3\x80\x82"))	/* 。 */
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

bool
rule_cells(const char *text, size_t len, StringInfo out)
{
	char		delimiter;

	if (is_tabbed(text, len))
		rule_tabs(text, len, out);
	else if ((delimiter = cell_delimiter(text, len)) != 0)
		rule_fields(text, len, delimiter, out);
	else if (is_boxed(text, len))
		rule_boxes(text, len, out);
	else
		return false;
	return true;
}
