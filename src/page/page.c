/*
 * page.c
 *	  Splits the text of a published page into sections.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/json.h"

#include "common/code_point.h"
#include "common/label.h"
#include "page/html.h"
#include "page/page.h"
#include "page/pipe_cell.h"

static const char *const old_table_words[] = {
#define OLD_TABLE(word) word,
#include "page/page_words.def"
};

static void
add_piece(ReportPage *page, int *size, const PagePiece *piece)
{
	if (page->npieces == *size)
	{
		*size *= 2;
		page->piece = repalloc_huge(page->piece, *size * sizeof(PagePiece));
	}
	page->piece[page->npieces++] = *piece;
}

/* Bytes of a piece that are searched for the words of a table. */
#define TABLE_REACH 4096

/* Does a table of the report begin near the start of the piece? */
static bool
has_table_words(const PagePiece *piece)
{
	static const char *const words[] = {"第二十条第", "信息内容", "勾稽关系", "申请人情况", "自然人", "结果维持"};
	const char *end = Min(piece->end, piece->start + TABLE_REACH);
	FoldedText *text;

	while (end > piece->start && end < piece->end && (*end & 0xC0) == 0x80)
		end--;
	text = folded_text_read(piece->start, Max(end, piece->start));
	for (int i = 0; i < lengthof(words); i++)
		if (folded_find(text, 0, text->n, words[i]) >= 0)
			return true;
	return false;
}

static bool
has_tables(int section)
{
	return section >= FIRST_TABLE_SECTION && section <= LAST_TABLE_SECTION;
}

static bool
is_empty_piece(const PagePiece *piece)
{
	const char *start = piece->start;
	const char *end = piece->end;

	trim_blank_points(&start, &end);
	return start >= end;
}

/*
 * Does the heading belong to a list within another section?  Section one has
 * lists numbered like the sections.  It does if its number is wrong and another
 * heading of the section has the right one, or if a later heading of the
 * section is followed by its table (sections five and six: comes after a
 * table).  Headings without text are a table of contents, not such a list.
 */
static bool
is_inner_heading(const ReportPage *page, const bool *has_table, int at)
{
	const PagePiece *piece = &page->piece[at];
	bool		tables_between = false;

	for (int i = 1; i < page->npieces; i++)
		if (page->piece[i].section == piece->section && page->piece[i].mark == piece->section &&
			piece->mark != 0 && piece->mark != piece->section)
			return true;
	if (piece->section < FIRST_TABLE_SECTION || is_empty_piece(piece) || has_table[at])
		return false;
	for (int i = at + 1; i < page->npieces; i++)
	{
		const PagePiece *other = &page->piece[i];

		if (other->section != piece->section)
			tables_between = tables_between || (has_tables(other->section) && has_table[i]);
		else if (piece->section <= LAST_TABLE_SECTION ? has_table[i] : tables_between)
			return true;
	}
	return false;
}

/* Pieces of a page whose headings are compared with each other; reports have fewer. */
#define HEADINGS_MAX 64

/* Merges the piece under an inner heading into the piece before it. */
static void
drop_inner_headings(ReportPage *page)
{
	int			count[SECTION_COUNT + 1] = {0};
	bool		repeated = false;
	bool	   *inner;
	bool	   *has_table;
	int			n = 1;

	for (int i = 1; i < page->npieces; i++)
		repeated = ++count[page->piece[i].section] > 1 || repeated;
	/* every heading is compared with every other */
	if (!repeated || page->npieces > HEADINGS_MAX)
		return;
	inner = palloc0(page->npieces * sizeof(bool));
	has_table = palloc0(page->npieces * sizeof(bool));
	for (int i = 1; i < page->npieces; i++)
		has_table[i] = has_table_words(&page->piece[i]);
	for (int i = 1; i < page->npieces; i++)
		inner[i] = count[page->piece[i].section] > 1 && is_inner_heading(page, has_table, i);
	for (int i = 1; i < page->npieces; i++)
		if (inner[i])
			page->piece[n - 1].end = page->piece[i].end;
		else
			page->piece[n++] = page->piece[i];
	page->npieces = n;
}

/* Code points of a heading that is told by its number alone. */
#define NUMBERED_HEADING_MAX 30

/* Is the line 一、 and a few words that are no sentence?  Sets title and start of *piece. */
static bool
is_numbered_heading(const char *line, const char *line_end, int section, PagePiece *piece)
{
	Label		label = {0};
	const char *start = line;
	const char *end = line_end;
	int			n = 0;

	trim_blank_points(&start, &end);
	while (start < end && (*start == '#' || *start == '*' || *start == ' '))
		start++;
	while (end > start && end[-1] == '*')
		end--;
	if (label_read_mark(start, end, &label) == 0 || label.mark_style != MARK_CHINESE || label.mark != section)
		return false;
	for (const char *p = start; p < end; n++)
	{
		pg_wchar	point = fold_point(next_code_point(&p, end));

		if (point == 0x3002 || point == ';' || point == ',' || point == '|' || point == ':' || n == NUMBERED_HEADING_MAX)
			return false;
	}
	piece->section = piece->mark = section;
	piece->title = start;
	piece->title_len = end - start;
	piece->start = line_end;
	return true;
}

/*
 * Looks in a piece for the heading of a section by its number alone, the first
 * line with it.
 */
static bool
find_numbered_heading(const PagePiece *within, int section, PagePiece *piece, const char **begin)
{
	bool		found = false;
	PagePiece	next;

	for (const char *line = within->start; line < within->end;)
	{
		const char *line_end = memchr(line, '\n', within->end - line);

		CHECK_FOR_INTERRUPTS();
		if (line_end == NULL)
			line_end = within->end;
		/* section one is followed by a table, so that this is a list */
		if (found && section == 1 && is_numbered_heading(line, line_end, section + 1, &next))
			return false;
		if (!found && is_numbered_heading(line, line_end, section, piece))
		{
			*begin = line;
			found = true;
		}
		line = line_end + 1;
	}
	return found;
}

/*
 * Finds sections one, five and six by their numbers where an office has given
 * them headings of its own.  The sections with tables have rows that are
 * numbered like them, and are told by their words alone.
 */
static void
find_retitled_sections(ReportPage *page, int *size)
{
	static const int sections[] = {1, 5, 6};

	for (int k = 0; k < lengthof(sections); k++)
	{
		int			section = sections[k];
		int			at = -1;
		int			behind = 0;
		PagePiece	found;
		const char *begin;

		/* the piece before, and is there a section behind it? */
		for (int i = 0; i < page->npieces; i++)
		{
			if (page->piece[i].section == section)
				behind = -1;
			/* of the sections with tables any may be missing */
			if (behind >= 0 && page->piece[i].section < section && page->piece[i].section >= Min(section - 1, 2))
				at = i;
			if (behind >= 0 && page->piece[i].section > section)
				behind = page->piece[i].section;
		}
		if (behind < 0 || at < 0 || (section == 1 && behind == 0) ||
			!find_numbered_heading(&page->piece[at], section, &found, &begin))
			continue;
		found.end = page->piece[at].end;
		add_piece(page, size, &found);
		memmove(&page->piece[at + 2], &page->piece[at + 1], (page->npieces - at - 2) * sizeof(PagePiece));
		page->piece[at].end = begin;
		page->piece[at + 1] = found;
	}
}

/* Ends the last piece above what our own renderings print below the report. */
static void
cut_footer(ReportPage *page)
{
	PagePiece  *last = &page->piece[page->npieces - 1];
	const char *found = strstr(last->start, DOCUMENT_FOOTER);

	if (last->section == 0 || found == NULL || found >= last->end)
		return;
	/* up to the beginning of the line: Markdown may emphasise it */
	while (found > last->start && found[-1] != '\n')
		found--;
	last->end = page->end = found;
}

static void
split_sections(ReportPage *page)
{
	PagePiece	piece = {0};
	int			size = 16;

	page->piece = palloc(size * sizeof(PagePiece));
	piece.start = page->text;
	for (const char *line = page->text; line < page->end;)
	{
		const char *line_end = memchr(line, '\n', page->end - line);
		PagePiece	found = {0};

		CHECK_FOR_INTERRUPTS();
		if (line_end == NULL)
			line_end = page->end;
		found.section = heading_read(line, line_end, page->end, &found);
		if (found.section != 0)
		{
			piece.end = line;
			add_piece(page, &size, &piece);
			piece = found;
			line_end = Max(line_end, found.start);
		}
		line = line_end + 1;
	}
	piece.end = page->end;
	add_piece(page, &size, &piece);
	drop_inner_headings(page);
	find_retitled_sections(page, &size);
	cut_footer(page);
	for (int i = 1; i < page->npieces; i++)
		page->has_section[page->piece[i].section] = true;
	trim_blank_points(&page->piece[0].start, &page->piece[0].end);
}

ReportPage *
page_read(const char *text, size_t len, const char *html_head, NoteList *notes)
{
	ReportPage *page = palloc0(sizeof(ReportPage));
	HeadLines	lines;

	page->text = text;
	page->end = text + len;
	split_sections(page);
	lines.page = text;
	lines.above = page->piece[0].start;
	lines.above_end = page->piece[0].end;
	lines.overview = lines.overview_end = page->end;
	for (int i = 1; i < page->npieces && lines.overview == page->end; i++)
		if (page->piece[i].section == 1 && !is_empty_piece(&page->piece[i]))
		{
			lines.overview = page->piece[i].start;
			lines.overview_end = page->piece[i].end;
		}
	lines.end = page->end;
	lines.html_head = html_head;
	page_head_read(&lines, &page->head, notes);
	return page;
}

bool
page_may_hold_table(const ReportPage *page, const PagePiece *piece)
{
	return has_tables(piece->section) ||
		(piece->section < FIRST_TABLE_SECTION && !page->has_section[FIRST_TABLE_SECTION]);
}

bool
page_is_old_form(const ReportPage *page)
{
	for (int i = 0; i < lengthof(old_table_words); i++)
		if (strstr(page->text, old_table_words[i]) != NULL)
			return true;
	return false;
}

static void
append_line(StringInfo text, const char *start, const char *end)
{
	if (start >= end)
		return;
	if (text->len > 0)
		appendStringInfoChar(text, '\n');
	appendBinaryStringInfo(text, start, end - start);
}

/* Undoes the escapes of Markdown: \* and \_ are signs of the text. */
static void
unescape_markdown(char *text)
{
	char	   *to = text;

	for (const char *p = text; *p != '\0'; p++)
	{
		if (*p == '\\' && p[1] > ' ' && p[1] < 0x7F && !is_alnum_point(p[1]))
			p++;
		*to++ = *p;
	}
	*to = '\0';
}

/* Puts back the pipes of a text without a table. */
static void
restore_pipes(char *text)
{
	char	   *to = text;

	for (const char *p = text; *p != '\0';)
		if (strncmp(p, PIPE_SUBSTITUTE, strlen(PIPE_SUBSTITUTE)) == 0)
		{
			*to++ = '|';
			p += strlen(PIPE_SUBSTITUTE);
		}
		else
			*to++ = *p++;
	*to = '\0';
}

/* Appends a text of a section without what its kind of page did to it, which changes it in place. */
static void
append_as_written(StringInfo json, const ReportPage *page, int section, char *text)
{
	if (page->was_html && !has_tables(section))
		restore_pipes(text);
	if (page->is_markdown)
		unescape_markdown(text);
	escape_json(json, text);
}

/* Appends a section; it has several pieces if its heading is repeated. */
static void
append_section(const ReportPage *page, int section, StringInfo json)
{
	const PagePiece *titled = NULL;
	StringInfoData text;

	initStringInfo(&text);
	for (int i = 0; i < page->npieces; i++)
		/* an entry of a table of contents has no text */
		if (page->piece[i].section == section && (titled == NULL || is_empty_piece(titled)))
			titled = &page->piece[i];
	for (int i = 0; i < page->npieces; i++)
	{
		const PagePiece *piece = &page->piece[i];
		const char *start = piece->start;
		const char *end = piece->end;

		if (piece->section != section)
			continue;
		CHECK_FOR_INTERRUPTS();
		trim_blank_points(&start, &end);
		/* a title that differs is kept as text */
		if (piece->title_len > 0 && (piece->title_len != titled->title_len ||
									 memcmp(piece->title, titled->title, piece->title_len) != 0))
			append_line(&text, piece->title, piece->title + piece->title_len);
		append_line(&text, start, end);
	}
	appendStringInfo(json, "%c\"%s\":{\"title\":", section == 0 ? '{' : ',', section_key(section));
	if (titled->title_len > 0)
		append_as_written(json, page, section, pnstrdup(titled->title, titled->title_len));
	else
		appendStringInfoString(json, "null");
	appendStringInfoString(json, ",\"text\":");
	CHECK_FOR_INTERRUPTS();
	append_as_written(json, page, section, text.data);
	appendStringInfoChar(json, '}');
	pfree(text.data);
}

void
page_sections_json(const ReportPage *page, StringInfo json)
{
	append_section(page, 0, json);
	for (int section = 1; section <= SECTION_COUNT; section++)
		if (page->has_section[section])
			append_section(page, section, json);
	appendStringInfoChar(json, '}');
}
