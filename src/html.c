/*
 * html.c
 *	  The text of an HTML page, by libxml2's parser.
 *
 * The parser calls back with tags and text.  The callbacks only write them
 * down in a log, in memory that malloc() gave: no error of ours jumps through
 * the frames of the library.  All that can fail or take long happens between
 * its chunks, or afterwards, on the log.
 *
 * What the log is made into is the text of a page as people copy it, but for
 * tables: each row is one line that begins and ends with a pipe, and each cell
 * stands in it once, however many columns it spans.  A table that serves the
 * layout, whose cells hold other tables, is no table.
 */
#include "postgres.h"

#include <libxml/HTMLparser.h>

#include "miscadmin.h"

#include "html.h"

/* Bytes that the parser takes before it is asked whether to go on. */
#define CHUNK_SIZE		32768

/* Tags open at once; no page that is read by people has as many. */
#define DEPTH_MAX		5000

/* Blanks and quotes in a tag. */
#define PARTS_MAX		5000

/* Tables within tables; deeper ones are taken for text. */
#define TABLES_MAX		32

/* Columns that a cell may span, and columns of a row in a grid. */
#define SPAN_MAX		1000

/* What stands in the log besides text; all below the blank. */
enum
{
	MARK_BREAK = 1,				/* a line ends */
	MARK_LINE,					/* so does this one, even if it is empty */
	MARK_TABLE,
	MARK_TABLE_END,
	MARK_ROW,
	MARK_ROW_END,
	MARK_CELL,					/* with its spans, see log_cell() */
	MARK_CELL_END,
	MARK_TITLE,					/* text, MARK_END */
	MARK_META,					/* name, MARK_END */
	MARK_META_VALUE,			/* value, MARK_END */
	MARK_END
};

/* For a pipe in the text, which is none between cells. */
#define PIPE_SUBSTITUTE		"\xC2\xA6" /* ¦ */

typedef struct HtmlLog
{
	char	   *bytes;
	size_t		n;
	size_t		size;
	bool		out_of_memory;
	bool		too_deep;
	int			depth;
	int			silent;			/* open tags whose text is not shown */
	int			pre;			/* open tags that keep lines */
	bool		in_title;
	bool		stopped;
	htmlParserCtxtPtr context;
} HtmlLog;

/*
 * The parser takes a text of any length at once, and may take long for it.  So
 * that the statement can be cancelled, it is stopped from within.
 */
static void
stop_if_cancelled(HtmlLog *log)
{
	if (!log->stopped && (QueryCancelPending || ProcDiePending))
	{
		log->stopped = true;
		xmlStopParser(log->context);
	}
}

static void
log_bytes(HtmlLog *log, const char *bytes, size_t n)
{
	if (n == 0 || log->out_of_memory)
		return;
	if (log->n + n > log->size)
	{
		size_t		size = Max(log->size * 2, log->n + n);
		char	   *grown = realloc(log->bytes, size);

		if (grown == NULL)
		{
			log->out_of_memory = true;
			return;
		}
		log->bytes = grown;
		log->size = size;
	}
	memcpy(log->bytes + log->n, bytes, n);
	log->n += n;
}

static void
log_mark(HtmlLog *log, char mark)
{
	log_bytes(log, &mark, 1);
}

/* A mark with text up to the end of it. */
static void
log_value(HtmlLog *log, char mark, const char *value)
{
	log_mark(log, mark);
	for (; *value != '\0'; value++)
		log_mark(log, (unsigned char) *value < ' ' ? ' ' : *value);
	log_mark(log, MARK_END);
}

typedef enum TagKind
{
	TAG_INLINE,
	TAG_BLOCK,
	TAG_BREAK,
	TAG_NOTE,					/* no part of the number before it */
	TAG_PRE,					/* keeps its lines */
	TAG_TABLE,
	TAG_ROW,
	TAG_CELL,
	TAG_IMAGE,
	TAG_META,
	TAG_TITLE,
	TAG_SILENT
} TagKind;

static const struct
{
	const char *name;
	TagKind		kind;
}			tags[] = {
	{"address", TAG_BLOCK}, {"article", TAG_BLOCK}, {"aside", TAG_BLOCK},
	{"blockquote", TAG_BLOCK}, {"body", TAG_BLOCK}, {"br", TAG_BREAK}, {"caption", TAG_BLOCK},
	{"center", TAG_BLOCK}, {"dd", TAG_BLOCK}, {"div", TAG_BLOCK}, {"dl", TAG_BLOCK},
	{"dt", TAG_BLOCK}, {"fieldset", TAG_BLOCK}, {"figure", TAG_BLOCK}, {"footer", TAG_BLOCK},
	{"form", TAG_BLOCK}, {"h1", TAG_BLOCK}, {"h2", TAG_BLOCK}, {"h3", TAG_BLOCK},
	{"h4", TAG_BLOCK}, {"h5", TAG_BLOCK}, {"h6", TAG_BLOCK}, {"header", TAG_BLOCK},
	{"hr", TAG_BREAK}, {"img", TAG_IMAGE}, {"li", TAG_BLOCK}, {"main", TAG_BLOCK},
	{"meta", TAG_META}, {"nav", TAG_BLOCK}, {"noscript", TAG_SILENT}, {"ol", TAG_BLOCK},
	{"option", TAG_SILENT}, {"p", TAG_BLOCK}, {"pre", TAG_PRE}, {"script", TAG_SILENT},
	{"section", TAG_BLOCK}, {"select", TAG_SILENT}, {"style", TAG_SILENT}, {"sub", TAG_NOTE},
	{"sup", TAG_NOTE}, {"table", TAG_TABLE},
	{"td", TAG_CELL}, {"template", TAG_SILENT}, {"th", TAG_CELL}, {"title", TAG_TITLE},
	{"tr", TAG_ROW}, {"ul", TAG_BLOCK},
};

static TagKind
tag_kind(const xmlChar *name)
{
	int			low = 0;
	int			high = lengthof(tags);

	while (low < high)
	{
		int			middle = (low + high) / 2;
		int			order = xmlStrcmp(name, (const xmlChar *) tags[middle].name);

		if (order == 0)
			return tags[middle].kind;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return TAG_INLINE;
}

static const char *
attribute(const xmlChar **attributes, const char *name)
{
	for (; attributes != NULL && attributes[0] != NULL; attributes += 2)
		if (xmlStrcasecmp(attributes[0], (const xmlChar *) name) == 0)
			return (const char *) attributes[1];
	return NULL;
}

static int
span_of(const xmlChar **attributes, const char *name)
{
	const char *value = attribute(attributes, name);
	int			span = 0;

	if (value == NULL)
		return 1;
	while (*value == ' ')
		value++;
	for (; *value >= '0' && *value <= '9' && span < SPAN_MAX; value++)
		span = span * 10 + (*value - '0');
	return Max(Min(span, SPAN_MAX), 1);
}

static void
log_cell(HtmlLog *log, const xmlChar **attributes)
{
	char		spans[5];

	/* numbers in two bytes above those of marks */
	spans[0] = MARK_CELL;
	spans[1] = (char) (span_of(attributes, "rowspan") / 32 + 32);
	spans[2] = (char) (span_of(attributes, "rowspan") % 32 + 32);
	spans[3] = (char) (span_of(attributes, "colspan") / 32 + 32);
	spans[4] = (char) (span_of(attributes, "colspan") % 32 + 32);
	log_bytes(log, spans, sizeof(spans));
}

static void
start_tag(void *data, const xmlChar *name, const xmlChar **attributes)
{
	HtmlLog    *log = data;
	TagKind		kind = tag_kind(name);

	stop_if_cancelled(log);
	if (++log->depth > DEPTH_MAX)
		log->too_deep = true;
	if (kind == TAG_TITLE)
	{
		log->in_title = true;
		log_mark(log, MARK_TITLE);
	}
	if (kind == TAG_SILENT)
		log->silent++;
	if (log->silent > 0)
		return;
	switch (kind)
	{
		case TAG_PRE:
			log->pre++;
			log_mark(log, MARK_BREAK);
			break;
		case TAG_BLOCK:
		case TAG_BREAK:
			log_mark(log, MARK_BREAK);
			break;
		case TAG_NOTE:
			log_mark(log, ' ');
			break;
		case TAG_TABLE:
			log_mark(log, MARK_TABLE);
			break;
		case TAG_ROW:
			log_mark(log, MARK_ROW);
			break;
		case TAG_CELL:
			log_cell(log, attributes);
			break;
		case TAG_IMAGE:
			log_bytes(log, PICTURE_SIGN, strlen(PICTURE_SIGN));
			break;
		case TAG_META:
			if (attribute(attributes, "name") != NULL && attribute(attributes, "content") != NULL)
			{
				log_value(log, MARK_META, attribute(attributes, "name"));
				log_value(log, MARK_META_VALUE, attribute(attributes, "content"));
			}
			break;
		default:
			break;
	}
}

static void
end_tag(void *data, const xmlChar *name)
{
	HtmlLog    *log = data;
	TagKind		kind = tag_kind(name);

	log->depth--;
	if (kind == TAG_TITLE && log->in_title)
	{
		log->in_title = false;
		log_mark(log, MARK_END);
	}
	if (kind == TAG_SILENT && log->silent > 0)
	{
		log->silent--;
		return;
	}
	if (log->silent > 0)
		return;
	if (kind == TAG_PRE && log->pre > 0)
		log->pre--;
	if (kind == TAG_BLOCK || kind == TAG_PRE)
		log_mark(log, MARK_BREAK);
	else if (kind == TAG_TABLE)
		log_mark(log, MARK_TABLE_END);
	else if (kind == TAG_ROW)
		log_mark(log, MARK_ROW_END);
	else if (kind == TAG_CELL)
		log_mark(log, MARK_CELL_END);
}

/* Lines of the source are no lines of the page, and the signs of our own text none of its. */
static void
characters(void *data, const xmlChar *text, int len)
{
	HtmlLog    *log = data;

	stop_if_cancelled(log);
	if (log->silent > 0)
		return;
	for (int i = 0; i < len;)
	{
		int			run = i;

		while (run < len && text[run] >= ' ' && text[run] != '|')
			run++;
		log_bytes(log, (const char *) text + i, run - i);
		if (run < len && text[run] == '|')
			log_bytes(log, PIPE_SUBSTITUTE, strlen(PIPE_SUBSTITUTE));
		else if (run < len)
			log_mark(log, log->pre > 0 && text[run] == '\n' ? MARK_LINE : ' ');
		i = run + 1;
	}
}

static void
no_cdata(void *data, const xmlChar *text, int len)
{
}

static void
no_error(void *data, xmlErrorPtr error)
{
	stop_if_cancelled(data);
}

/*
 * Where a tag has more attributes than any page for people, the length of the
 * page otherwise.  The parser compares each attribute with all others, and
 * cannot be stopped meanwhile.
 */
static size_t
find_crowded_tag(const char *html, size_t len)
{
	const char *end = html + len;
	const char *tag = NULL;
	int			parts = 0;

	for (const char *p = html; p < end; p++)
		if (*p == '<')
		{
			tag = p;
			parts = 0;
		}
		else if (*p == '>')
			tag = NULL;
		else if (tag != NULL && ((unsigned char) *p <= ' ' || *p == '"' || *p == '\'') &&
				 (unsigned char) p[-1] > ' ' && ++parts > PARTS_MAX)
			return tag - html;
	return len;
}

/* Lets the parser fill the log; gives back its memory whatever happens. */
static void
parse(HtmlLog *log, const char *html, size_t len)
{
	xmlSAXHandler handler = {0};
	htmlParserCtxtPtr context;

	handler.startElement = start_tag;
	handler.endElement = end_tag;
	handler.characters = characters;
	handler.ignorableWhitespace = characters;
	handler.cdataBlock = no_cdata;
	handler.serror = no_error;
	handler.initialized = XML_SAX2_MAGIC;

	context = htmlCreatePushParserCtxt(&handler, log, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
	if (context == NULL)
		ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
	log->context = context;
	/* recovering, the parser does not end a script at tags that it writes */
	htmlCtxtUseOptions(context, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
					   HTML_PARSE_IGNORE_ENC | HTML_PARSE_NODEFDTD);
	PG_TRY();
	{
		for (size_t at = 0; at < len && !log->too_deep; at += CHUNK_SIZE)
		{
			CHECK_FOR_INTERRUPTS();
			htmlParseChunk(context, html + at, (int) Min(len - at, CHUNK_SIZE), 0);
			if (log->out_of_memory)
				ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
		}
		if (!log->too_deep)
			htmlParseChunk(context, NULL, 0, 1);
		if (log->out_of_memory)
			ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
		CHECK_FOR_INTERRUPTS();
		if (log->stopped)
			ereport(ERROR, (errcode(ERRCODE_QUERY_CANCELED), errmsg("canceling statement due to user request")));
	}
	PG_FINALLY();
	{
		if (context->myDoc != NULL)
			xmlFreeDoc(context->myDoc);
		htmlFreeParserCtxt(context);
	}
	PG_END_TRY();
}

/* A cell that is being read. */
typedef struct OpenCell
{
	StringInfoData text;
	bool		holds_rows;		/* of a table within it */
	int			row_span;
	int			column_span;
} OpenCell;

/* A table that is being read, with its present row. */
typedef struct OpenTable
{
	int			number;
	int			nrows;
	bool		in_row;
	bool		in_cell;
	int			ncells;
	int			size;
	OpenCell   *cell;
	int			all_cells;		/* of the table so far */
	bool		holds_rows;		/* other tables are in it */
	StringInfoData lines;		/* what it has been made into */
	int			blocked[SPAN_MAX];	/* rows for which a column is taken by a cell above */
} OpenTable;

typedef struct HtmlReader
{
	HtmlText   *result;
	bool		with_grid;
	int			ntables;
	int			depth;			/* tables open */
	int			ignored;		/* tables open that are too deep */
	OpenTable  *table[TABLES_MAX];
} HtmlReader;

/* Bytes of a cell to begin with; most hold a number, and there may be millions of them. */
#define CELL_SIZE		16

/* Where text goes: into a cell, between the rows of a table, or on the page. */
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

/* A new line, but no empty ones. */
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

/* Without line ends, as one cell of a row. */
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
	if (is_row && table->ncells > 0)
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
	table->size = 16;
	table->cell = palloc(table->size * sizeof(OpenCell));
	initStringInfo(&table->lines);
	reader->table[reader->depth++] = table;
}

/*
 * A table within a cell makes that cell one of the layout, unless it is a
 * frame around the contents of the cell.
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
			/* layout tables may be nested: nothing is copied at each level */
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

/* Rows and cells need not be in a table, or cells in a row, or be closed. */
static void
begin_row(HtmlReader *reader)
{
	if (reader->depth == 0)
		begin_table(reader);
	end_row(reader);
	reader->table[reader->depth - 1]->in_row = true;
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
	cell->row_span = (spans[0] - 32) * 32 + spans[1] - 32;
	cell->column_span = (spans[2] - 32) * 32 + spans[3] - 32;
	table->in_cell = true;
}

/* The length of a value up to its end mark. */
static size_t
value_length(const char *value, const char *end)
{
	const char *mark = memchr(value, MARK_END, end - value);

	return (mark ? mark : end) - value;
}

/* Fields that the page tells machines, as lines that page_head.c reads. */
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
				p += 4;
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

HtmlText *
html_to_text(const char *html, size_t len, bool with_grid)
{
	HtmlReader	reader = {0};
	HtmlLog		log = {0};
	size_t		crowded = find_crowded_tag(html, len);

	reader.result = palloc0(sizeof(HtmlText));
	reader.with_grid = with_grid;
	initStringInfo(&reader.result->text);
	initStringInfo(&reader.result->head);
	PG_TRY();
	{
		parse(&log, html, crowded);
		read_log(&reader, &log);
	}
	PG_FINALLY();
	{
		free(log.bytes);
	}
	PG_END_TRY();
	reader.result->ntables = reader.ntables;
	reader.result->too_deep = log.too_deep || crowded < len;
	return reader.result;
}

bool
looks_like_html(const char *text, size_t len)
{
	const char *end = text + len;
	int			ntags = 0;

	for (const char *p = text; ntags < 3 && (p = memchr(p, '<', end - p)) != NULL; p++)
	{
		xmlChar		name[16];
		int			n = 0;
		const char *at = p + 1;

		if (at < end && *at == '/')
			at++;
		while (at < end && n < (int) sizeof(name) - 1 &&
			   ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (n > 0 && *at >= '0' && *at <= '9')))
			name[n++] = pg_ascii_tolower((unsigned char) *at++);
		name[n] = '\0';
		if (n > 0 && at < end && (*at == '>' || *at == ' ' || *at == '/' || *at == '\n' || *at == '\r' || *at == '\t') &&
			(tag_kind(name) != TAG_INLINE || strcmp((char *) name, "span") == 0 ||
			 strcmp((char *) name, "html") == 0 || strcmp((char *) name, "font") == 0))
			ntags++;
	}
	return ntags >= 3;
}
