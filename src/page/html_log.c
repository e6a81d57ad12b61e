/*
 * html_log.c
 *	  Runs libxml2's HTML parser and logs its tags and text.
 *
 * The parser's callbacks only append to a log, in memory from malloc(), so
 * that no ereport() jumps through frames of the library.  Errors are raised
 * between chunks of the page, or later, while the log is read.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/code_point.h"
#include "page/html_log.h"
#include "page/html_style.h"
#include "page/html_tag.h"
#include "page/picture.h"
#include "page/pipe_cell.h"

/* Bytes parsed between two checks for interrupts. */
#define CHUNK_SIZE		32768

/* Blanks and quotes within a tag, see find_crowded_tag(). */
#define PARTS_MAX		5000

/*
 * The parser may take long over one chunk.  Called from its callbacks, so that
 * the statement can be cancelled meanwhile.
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

/* Logs a mark, a text, and the mark of its end. */
static void
log_value(HtmlLog *log, char mark, const char *value)
{
	log_mark(log, mark);
	for (; *value != '\0'; value++)
		log_mark(log, (unsigned char) *value < ' ' ? ' ' : *value);
	log_mark(log, MARK_END);
}

/* Returns why the text of the innermost open tag is not read, or 0. */
static int
hides(const HtmlLog *log)
{
	return log->hides[Min(log->depth, DEPTH_MAX)];
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
log_span(HtmlLog *log, int span)
{
	log_mark(log, (char) (' ' + span / SPAN_BASE));
	log_mark(log, (char) (' ' + span % SPAN_BASE));
}

static void
log_cell(HtmlLog *log, const xmlChar **attributes)
{
	log_mark(log, MARK_CELL);
	log_span(log, span_of(attributes, "rowspan"));
	log_span(log, span_of(attributes, "colspan"));
}

/* Opens a tag: what of it is hidden is known from then on. */
static void
push_tag(HtmlLog *log, TagKind kind, const xmlChar *name, const xmlChar **attributes)
{
	HtmlLook	look = {.inherited = hides(log)};
	const char *style = NULL;

	look.gone = kind == TAG_SILENT;
	look.struck = kind == TAG_STRUCK;
	for (; attributes != NULL && attributes[0] != NULL; attributes += 2)
	{
		const char *word = (const char *) attributes[0];

		if (word[0] == 's' && strcmp(word, "style") == 0)
			style = (const char *) attributes[1];
		else if (word[0] == 'h' && strcmp(word, "hidden") == 0)
			look.gone = true;
		else if (name[0] == 'f' && strcmp((const char *) name, "font") == 0)
		{
			look.sized = look.sized || strcmp(word, "size") == 0;
			look.coloured = look.coloured || strcmp(word, "color") == 0;
		}
	}
	if (++log->depth > DEPTH_MAX)
		log->too_deep = true;
	log->hides[Min(log->depth, DEPTH_MAX)] = html_style_hides(&look, style);
	/* no style shows a script */
	if (kind == TAG_SILENT)
		log->hides[Min(log->depth, DEPTH_MAX)] |= HIDDEN_GONE | HIDDEN_MUTE;
	if (kind == TAG_CELL)
		log->cells++;
}

static bool is_blank_text(const xmlChar *text, int len);
static void characters(void *data, const xmlChar *text, int len);

/* Is it a field of a form that shows neither text nor a number? */
static bool
is_bare_control(const xmlChar **attributes)
{
	static const char *const bare[] = {"button", "checkbox", "file", "hidden", "image", "radio", "reset", "submit"};
	const char *type = attribute(attributes, "type");

	for (int i = 0; type != NULL && i < lengthof(bare); i++)
		if (pg_strcasecmp(type, bare[i]) == 0)
			return true;
	return false;
}

/* Logs the sign of something other than text; within a cell it is one that no number can hold. */
static void
log_sign(HtmlLog *log, const char *sign_in_cell)
{
	const char *sign = log->cells > 0 ? sign_in_cell : PICTURE_SIGN;

	log_bytes(log, sign, strlen(sign));
	log->cell_shows = true;
}

/*
 * The tag is a field of a form or an embedded object: a sign stands for it, and
 * what text it holds is not that of the page.  Outside of cells the text of
 * <textarea> is kept.
 */
static void
replace_tag(HtmlLog *log, TagKind kind, const xmlChar *name, const xmlChar **attributes)
{
	bool		is_input = strcmp((const char *) name, "input") == 0;
	const char *value;

	if (is_input && is_bare_control(attributes))
		return;
	/* a browser shows the value of a field, apart from what stands beside it */
	value = is_input && log->cells > 0 ? attribute(attributes, "value") : NULL;
	if (value != NULL && !is_blank_text((const xmlChar *) value, strlen(value)))
	{
		log_bytes(log, " ", 1);
		characters(log, (const xmlChar *) value, strlen(value));
		log_bytes(log, " ", 1);
		return;
	}
	if (strcmp((const char *) name, "textarea") == 0 && log->cells == 0)
		return;
	log->hides[Min(log->depth, DEPTH_MAX)] |= HIDDEN_GONE | HIDDEN_MUTE;
	/* a drawing without text is a picture, perhaps one that adorns a number */
	if (strcmp((const char *) name, "svg") == 0)
	{
		log->hides[Min(log->depth, DEPTH_MAX)] |= HIDDEN_DRAWN;
		log->drawing_says = false;
		log_sign(log, PICTURE_SIGN);
	}
	else
		log_sign(log, kind == TAG_CONTROL ? CONTROL_SIGN : EMBEDDED_SIGN);
}

static void
start_tag(void *data, const xmlChar *name, const xmlChar **attributes)
{
	HtmlLog    *log = data;
	TagKind		kind = html_tag_kind((const char *) name);

	stop_if_cancelled(log);
	push_tag(log, kind, name, attributes);
	if (hides(log) & HIDDEN_GONE)
		return;
	switch (kind)
	{
		case TAG_TITLE:
			log->in_title = true;
			log_mark(log, MARK_TITLE);
			break;
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
			log->cell_shows = log->cell_struck = false;
			log_cell(log, attributes);
			break;
		case TAG_IMAGE:
			if ((hides(log) & HIDDEN_INVISIBLE) == 0)
				log_sign(log, PICTURE_SIGN);
			break;
		case TAG_CONTROL:
		case TAG_EMBEDDED:
			if ((hides(log) & HIDDEN_INVISIBLE) == 0)
				replace_tag(log, kind, name, attributes);
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
end_cell_tag(HtmlLog *log)
{
	/* a cell that is struck out as a whole is not one that was left empty */
	if (log->cell_struck && !log->cell_shows)
		log_bytes(log, STRUCK_SIGN, strlen(STRUCK_SIGN));
	log->cell_struck = false;
	log_mark(log, MARK_CELL_END);
}

static void
end_tag(void *data, const xmlChar *name)
{
	HtmlLog    *log = data;
	TagKind		kind = html_tag_kind((const char *) name);
	bool		gone = (hides(log) & HIDDEN_GONE) != 0;

	if (log->depth > 0)
		log->depth--;
	if (kind == TAG_CELL && log->cells > 0)
		log->cells--;
	if (gone)
		return;
	if (kind == TAG_TITLE && log->in_title)
	{
		log->in_title = false;
		log_mark(log, MARK_END);
	}
	if (kind == TAG_PRE && log->pre > 0)
		log->pre--;
	if (kind == TAG_BLOCK || kind == TAG_PRE)
		log_mark(log, MARK_BREAK);
	else if (kind == TAG_TABLE)
		log_mark(log, MARK_TABLE_END);
	else if (kind == TAG_ROW)
		log_mark(log, MARK_ROW_END);
	else if (kind == TAG_CELL)
		end_cell_tag(log);
}

static bool
is_blank_text(const xmlChar *text, int len)
{
	const char *p = (const char *) text;
	const char *end = p + len;

	while (p < end)
		if (!is_blank_point(next_code_point(&p, end)))
			return false;
	return true;
}

/* Keeps the first hidden text of a table that has a digit in it, for a note. */
static void
keep_hidden_text(HtmlLog *log, const xmlChar *text, int len)
{
	const char *p = (const char *) text;
	const char *end = p + len;
	bool		digit = false;
	int			n = Min(len, HIDDEN_SIZE);

	while (p < end && !digit)
		digit = is_digit_point(fold_point(next_code_point(&p, end)));
	if (!digit)
		return;
	while (n > 0 && n < len && (text[n] & 0xC0) == 0x80)
		n--;
	memcpy(log->hidden, text, n);
	log->hidden_len = n;
}

/* Line ends of the source are blanks on the page, and its pipes and control characters are replaced. */
static void
characters(void *data, const xmlChar *text, int len)
{
	HtmlLog    *log = data;
	int			bits = hides(log);

	stop_if_cancelled(log);
	if (log->cells > 0 && (bits & HIDDEN_STRUCK) && !(bits & HIDDEN_GONE) && !log->cell_struck)
		log->cell_struck = !is_blank_text(text, len);
	if ((bits & HIDDEN_DRAWN) && log->cells > 0 && !log->drawing_says && !is_blank_text(text, len))
	{
		log->drawing_says = true;
		log_sign(log, EMBEDDED_SIGN);
	}
	if (bits != 0)
	{
		if (log->cells > 0 && log->hidden_len == 0 && (bits & HIDDEN_MUTE) == 0)
			keep_hidden_text(log, text, len);
		return;
	}
	if (log->cells > 0 && !log->cell_shows)
		log->cell_shows = !is_blank_text(text, len);
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

#if LIBXML_VERSION >= 21200
typedef const xmlError *LibxmlError;
#else
typedef xmlErrorPtr LibxmlError;
#endif

static void
no_error(void *data, LibxmlError error)
{
	stop_if_cancelled(data);
}

/*
 * Returns the offset of the first tag with more attributes than any page made
 * for readers has, or the length of the page.  The parser compares each
 * attribute with all others and cannot be stopped while it does.
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

/* Runs the parser, and frees its memory even if an error is raised. */
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
	/* HTML_PARSE_RECOVER: tags within the text of a script do not end it */
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

/*
 * Damage: the page ends within a tag.  Returns the length without that tag,
 * since a date or a span in it may be cut.
 */
static size_t
length_of_whole_tags(const char *html, size_t len)
{
	size_t		at = len;

	while (at > 0 && html[at - 1] != '>' && html[at - 1] != '<')
		at--;
	if (at > 0 && at < len && html[at - 1] == '<' &&
		(html[at] == '/' || is_letter_point((unsigned char) html[at])))
		return at - 1;
	return len;
}

void
html_log_fill(HtmlLog *log, const char *html, size_t len)
{
	size_t		whole = length_of_whole_tags(html, len);
	size_t		crowded = find_crowded_tag(html, whole);

	parse(log, html, crowded);
	if (crowded < whole)
		log->too_deep = true;
}
