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

#include "common/code_point.h"
#include "page/html.h"
#include "page/html_log.h"
#include "page/picture.h"
#include "page/pipe_cell.h"

/* Bytes of the log read between two checks for interrupts. */
#define BYTES_PER_CHECK	65536

/* Nesting of tables; deeper ones are read as text. */
#define TABLES_MAX		32

/* A cell being read. */
typedef struct OpenCell
{
	StringInfoData text;
	bool		holds_rows;		/* a table within it has rows */
	int			row_span;
	int			column_span;
} OpenCell;

/* A table being read, with its current row. */
typedef struct OpenTable
{
	int			number;
	int			nrows;
	bool		in_row;
	bool		in_cell;
	int			ncells;
	int			size;
	OpenCell   *cell;
	int			all_cells;		/* cells of the rows already ended */
	bool		holds_rows;		/* a table within it has rows */
	StringInfoData lines;		/* its text so far */
	int			blocked[SPAN_MAX];	/* by column: further rows that a cell above spans */
} OpenTable;

typedef struct HtmlReader
{
	HtmlText   *result;
	bool		with_grid;
	int			ntables;
	int			depth;			/* open tables */
	int			ignored;		/* open tables beyond TABLES_MAX */
	OpenTable  *table[TABLES_MAX];
} HtmlReader;

/* Lines with pipes that make a table of a page without one. */
#define PIPED_LINES_MIN	3

/* Cells of a row to begin with. */
#define ROW_CELLS		16

/* Bytes of a cell to begin with; most hold a number, and there may be millions of them. */
#define CELL_SIZE		16

/* Returns the buffer that text goes to: of a cell, between the rows of a table, or of the page. */
static StringInfo
target(HtmlReader *reader)
{
	OpenTable  *table;
	StringInfo	text;

	if (reader->depth == 0)
		return &reader->result->text;
	table = reader->table[reader->depth - 1];
	if (!table->in_cell)
		return &table->lines;
	text = &table->cell[table->ncells - 1].text;
	if (text->data == NULL)
	{
		text->data = palloc0(CELL_SIZE);
		text->maxlen = CELL_SIZE;
	}
	return text;
}

/* Ends the line, unless it is empty. */
static void
break_line(StringInfo text)
{
	while (text->len > 0 && text->data[text->len - 1] == ' ')
		text->data[--text->len] = '\0';
	if (text->len > 0 && text->data[text->len - 1] != '\n')
		appendStringInfoChar(text, '\n');
}

static void
add_character(StringInfo text, char byte)
{
	if (byte != ' ')
		appendStringInfoChar(text, byte);
	else if (text->len > 0 && text->data[text->len - 1] != ' ' && text->data[text->len - 1] != '\n')
		appendStringInfoChar(text, ' ');
}

/* Appends the text of a cell on one line. */
static void
append_flat(StringInfo line, const StringInfo text)
{
	int			end = text->len;

	while (end > 0 && (text->data[end - 1] == '\n' || text->data[end - 1] == ' '))
		end--;
	for (int i = 0; i < end; i++)
		add_character(line, text->data[i] == '\n' ? ' ' : text->data[i]);
}

static void
end_cell(HtmlReader *reader)
{
	OpenTable  *table = reader->table[reader->depth - 1];

	table->in_cell = false;
}

static void
add_to_grid(HtmlReader *reader, OpenTable *table)
{
	int			column = 0;

	for (int i = 0; i < table->ncells; i++)
	{
		OpenCell   *cell = &table->cell[i];
		GridCell   *entry;

		while (column < SPAN_MAX && table->blocked[column] > 0)
			table->blocked[column++]--;
		if (column == SPAN_MAX)
			break;
		entry = palloc(sizeof(GridCell));
		entry->table = table->number;
		entry->row = table->nrows;
		entry->column = column + 1;
		entry->row_span = cell->row_span;
		entry->column_span = cell->column_span;
		entry->text = pnstrdup(cell->text.data ? cell->text.data : "", cell->text.len);
		reader->result->grid = lappend(reader->result->grid, entry);
		for (int span = 0; span < cell->column_span && column < SPAN_MAX; span++)
			table->blocked[column++] = cell->row_span - 1;
	}
	while (column < SPAN_MAX)
	{
		if (table->blocked[column] > 0)
			table->blocked[column]--;
		column++;
	}
}

/* Is all that the cells of a row hold struck out? */
static bool
row_is_struck(const OpenTable *table)
{
	bool		struck = false;

	for (int i = 0; i < table->ncells; i++)
	{
		const char *start = table->cell[i].text.data;
		const char *end = start + table->cell[i].text.len;

		if (start == NULL)
			continue;
		trim_blank_points(&start, &end);
		if (start == end)
			continue;
		if (end - start != strlen(STRUCK_SIGN) || memcmp(start, STRUCK_SIGN, end - start) != 0)
			return false;
		struck = true;
	}
	return struck;
}

static void
end_row(HtmlReader *reader)
{
	OpenTable  *table = reader->table[reader->depth - 1];
	bool		is_row = true;

	if (table->in_cell)
		end_cell(reader);
	if (!table->in_row)
		return;
	table->in_row = false;
	table->nrows++;
	table->all_cells += table->ncells;
	for (int i = 0; i < table->ncells; i++)
		if (table->cell[i].holds_rows)
			is_row = false;
	break_line(&table->lines);
	if (is_row && row_is_struck(table))
		;
	else if (is_row && table->ncells > 0)
	{
		if (reader->with_grid)
			add_to_grid(reader, table);
		appendStringInfoChar(&table->lines, '|');
		for (int i = 0; i < table->ncells; i++)
		{
			appendStringInfoChar(&table->lines, ' ');
			append_flat(&table->lines, &table->cell[i].text);
			appendStringInfoString(&table->lines, " |");
		}
	}
	else
		for (int i = 0; i < table->ncells; i++)
		{
			if (table->cell[i].text.data == NULL)
				continue;
			appendBinaryStringInfo(&table->lines, table->cell[i].text.data, table->cell[i].text.len);
			break_line(&table->lines);
		}
	break_line(&table->lines);
	for (int i = 0; i < table->ncells; i++)
		if (table->cell[i].text.data != NULL)
			pfree(table->cell[i].text.data);
	table->ncells = 0;
}

static void
begin_table(HtmlReader *reader)
{
	OpenTable  *table;

	if (reader->depth == TABLES_MAX)
	{
		reader->ignored++;
		return;
	}
	table = palloc0(sizeof(OpenTable));
	table->number = ++reader->ntables;
	table->size = ROW_CELLS;
	table->cell = palloc(table->size * sizeof(OpenCell));
	initStringInfo(&table->lines);
	reader->table[reader->depth++] = table;
}

/*
 * A table within a cell makes it a layout cell, unless the table has only one
 * cell itself: then it is a frame, and its text becomes the cell's.
 */
static void
end_table(HtmlReader *reader)
{
	OpenTable  *table;
	StringInfo	outer;
	bool		is_frame;

	if (reader->ignored > 0)
	{
		reader->ignored--;
		return;
	}
	if (reader->depth == 0)
		return;
	table = reader->table[reader->depth - 1];
	end_row(reader);
	is_frame = table->all_cells <= 1 && !table->holds_rows;
	reader->depth--;
	outer = target(reader);
	if (is_frame && reader->depth > 0)
		for (int i = 0; i < table->lines.len; i++)
		{
			if (table->lines.data[i] != '|')
				add_character(outer, table->lines.data[i]);
		}
	else
	{
		OpenTable  *around = reader->depth > 0 ? reader->table[reader->depth - 1] : NULL;

		break_line(outer);
		if (outer->len == 0)
		{
			/* swap, not copy: layout tables are nested many levels deep */
			StringInfoData empty = *outer;

			*outer = table->lines;
			table->lines = empty;
		}
		else
			appendBinaryStringInfo(outer, table->lines.data, table->lines.len);
		break_line(outer);
		if (around != NULL)
			around->holds_rows = true;
		if (around != NULL && around->in_cell)
			around->cell[around->ncells - 1].holds_rows = true;
	}
	pfree(table->lines.data);
	pfree(table->cell);
	pfree(table);
}

/* Pages leave out <table> and <tr>, and closing tags. */
static void
begin_row(HtmlReader *reader)
{
	if (reader->depth == 0)
		begin_table(reader);
	end_row(reader);
	reader->table[reader->depth - 1]->in_row = true;
}

static int
read_span(const char *bytes)
{
	return (bytes[0] - ' ') * SPAN_BASE + bytes[1] - ' ';
}

static void
begin_cell(HtmlReader *reader, const char *spans)
{
	OpenTable  *table;
	OpenCell   *cell;

	if (reader->depth == 0)
		begin_table(reader);
	table = reader->table[reader->depth - 1];
	if (table->in_cell)
		end_cell(reader);
	table->in_row = true;
	if (table->ncells == table->size)
	{
		table->size *= 2;
		table->cell = repalloc_huge(table->cell, table->size * sizeof(OpenCell));
	}
	cell = &table->cell[table->ncells++];
	memset(cell, 0, sizeof(*cell));
	cell->row_span = read_span(spans);
	cell->column_span = read_span(spans + SPAN_BYTES);
	table->in_cell = true;
}

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
read_meta(HtmlReader *reader, const char *name, size_t name_len, const char *value, size_t len)
{
	for (int i = 0; i < lengthof(meta_fields); i++)
		if (name_len == strlen(meta_fields[i].name) &&
			pg_strncasecmp(name, meta_fields[i].name, name_len) == 0)
			appendStringInfo(&reader->result->head, "%s：%.*s\n", meta_fields[i].field, (int) len, value);
}

static void
read_log(HtmlReader *reader, const HtmlLog *log)
{
	const char *end = log->bytes + log->n;
	const char *name = NULL;
	size_t		name_len = 0;

	for (const char *p = log->bytes; p < end; p++)
	{
		if ((p - log->bytes) % BYTES_PER_CHECK == 0)
			CHECK_FOR_INTERRUPTS();
		if ((unsigned char) *p >= ' ')
		{
			add_character(target(reader), *p);
			continue;
		}
		CHECK_FOR_INTERRUPTS();
		switch (*p)
		{
			case MARK_BREAK:
				break_line(target(reader));
				break;
			case MARK_LINE:
				appendStringInfoChar(target(reader), '\n');
				break;
			case MARK_TABLE:
				begin_table(reader);
				break;
			case MARK_TABLE_END:
				end_table(reader);
				break;
			case MARK_ROW:
				if (reader->ignored == 0)
					begin_row(reader);
				break;
			case MARK_ROW_END:
				if (reader->ignored == 0 && reader->depth > 0)
					end_row(reader);
				break;
			case MARK_CELL:
				if (reader->ignored == 0)
					begin_cell(reader, p + 1);
				p += 2 * SPAN_BYTES;
				break;
			case MARK_CELL_END:
				if (reader->ignored == 0 && reader->depth > 0)
					end_cell(reader);
				break;
			case MARK_TITLE:
				name_len = value_length(p + 1, end);
				appendStringInfo(&reader->result->head, "%.*s\n", (int) name_len, p + 1);
				p += name_len;
				break;
			case MARK_META:
				name = p + 1;
				name_len = value_length(name, end);
				p += name_len;
				break;
			case MARK_META_VALUE:
				read_meta(reader, name, name_len, p + 1, value_length(p + 1, end));
				p += value_length(p + 1, end);
				break;
			default:
				break;
		}
	}
	while (reader->depth > 0)
	{
		reader->ignored = 0;
		end_table(reader);
	}
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
	HtmlReader	reader = {0};
	HtmlLog		log = {0};

	reader.result = palloc0(sizeof(HtmlText));
	reader.with_grid = with_grid;
	initStringInfo(&reader.result->text);
	initStringInfo(&reader.result->head);
	PG_TRY();
	{
		html_log_fill(&log, html, len);
		read_log(&reader, &log);
	}
	PG_FINALLY();
	{
		free(log.bytes);
	}
	PG_END_TRY();
	if (ends_within_cell(html, len))
		open_last_cell(&reader.result->text);
	if (reader.ntables == 0)
		give_back_pipes(&reader.result->text);
	reader.result->ntables = reader.ntables;
	reader.result->too_deep = log.too_deep;
	if (log.hidden_len > 0)
		reader.result->hidden = pnstrdup(log.hidden, log.hidden_len);
	return reader.result;
}
