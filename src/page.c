/*
 * page.c
 *	  The text of a published page, taken apart into sections and cells.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/json.h"

#include "label.h"
#include "page.h"

typedef struct Heading
{
	int			section;
	Label		label;
} Heading;

static const char *const section_keys[SECTION_COUNT + 1] = {
	[0] = "preamble",
#define SECTION(number, key) [number] = key,
#include "page_words.def"
};

static const struct
{
	int			section;
	const char *title;
}			heading_titles[] = {
#define HEADING(number, title) {number, title},
#include "page_words.def"
};

static const char *const old_table_words[] = {
#define OLD_TABLE(word) word,
#include "page_words.def"
};

#define HEADING_COUNT	lengthof(heading_titles)

/* Bytes of the longest line that may be a heading. */
#define HEADING_LINE_MAX	240

/* The separator is "|", also full width or drawn. */
static int
pipe_length(const char *p, const char *end)
{
	if (*p == '|')
		return 1;
	if (end - p >= 3 && (memcmp(p, "\xEF\xBD\x9C", 3) == 0 ||	/* ｜ */
						 memcmp(p, "\xE2\x94\x82", 3) == 0))	/* │ */
		return 3;
	return 0;
}

bool
has_pipe(const char *text, const char *end)
{
	for (; text < end; text++)
		if (pipe_length(text, end) > 0)
			return true;
	return false;
}

bool
pipe_cell_next(const char **p, const char *end, PipeCell *cell)
{
	int			length;

	if (*p > end)
		return false;
	cell->opened = cell->closed;
	cell->closed = false;
	cell->start = *p;
	for (cell->end = *p; cell->end < end; cell->end++)
		if ((length = pipe_length(cell->end, end)) > 0)
		{
			cell->closed = true;
			*p = cell->end + length;
			return true;
		}
	*p = end + 1;
	return true;
}

void
trim_text(const char **start, const char **end)
{
	const char *last = *start;
	const char *p = *start;

	while (p < *end)
	{
		const char *next = p;
		bool		blank = is_blank_point(next_code_point(&next, *end));

		if (blank && *start == p)
			*start = last = next;
		else if (!blank)
			last = next;
		p = next;
	}
	*end = last;
}

const char *
section_key(int section)
{
	return section_keys[section];
}

const char *
section_title(int section)
{
	for (int i = 0; i < HEADING_COUNT; i++)
		if (heading_titles[i].section == section)
			return heading_titles[i].title;
	return NULL;
}

static void
read_headings(Heading *headings)
{
	for (int i = 0; i < HEADING_COUNT; i++)
	{
		headings[i].section = heading_titles[i].section;
		label_read(heading_titles[i].title, strlen(heading_titles[i].title),
				   &headings[i].label);
	}
}

/*
 * The section whose title this is, 0 for none.  A title with a Chinese number
 * may be a misprint, one without must be exact.
 */
static int
section_of_title(const Heading *headings, const char *text, size_t len, bool exact)
{
	Label		label;
	int			best = 0;
	int			best_distance = LABEL_MAX;

	label_read(text, len, &label);
	if (label_is_empty(&label) ||
		(label.mark_style != MARK_CHINESE && label.mark_style != MARK_NONE))
		return 0;
	exact = exact || label.mark_style == MARK_NONE;
	for (int i = 0; i < HEADING_COUNT; i++)
	{
		int			most = exact ? 0 : misprints_allowed(&headings[i].label.full);
		int			distance = label_distance(&headings[i].label, &label, most);

		/* short titles without their number are words that a line may consist of */
		if (label.mark_style == MARK_NONE && headings[i].label.full.n < 7)
			continue;
		if (distance <= most && distance < best_distance)
		{
			best = headings[i].section;
			best_distance = distance;
		}
	}
	return best;
}

/* Sets pipes, white space and the signs of a Markdown heading aside. */
static void
strip_line(const char **start, const char **end)
{
	for (;;)
	{
		const char *before = *start;
		const char *after = *end;

		trim_text(start, end);
		while (*start < *end && (**start == '|' || **start == '#' || **start == '*'))
			(*start)++;
		while (*end > *start && ((*end)[-1] == '|' || (*end)[-1] == '*'))
			(*end)--;
		if (*start == before && *end == after)
			return;
	}
}

/*
 * Where a title ends that the text from p on begins with, with as few
 * misprints as there can be; NULL for none.  Titles of one or two words are
 * too common to be looked for in the middle of a line.
 */
static const char *
title_at(const Reading *title, const char *p, const char *end)
{
	int			cost[LABEL_MAX + 1];
	int			most = misprints_allowed(title);
	const char *behind = NULL;

	if (title->n < 6)
		return NULL;
	for (int i = 0; i <= title->n; i++)
		cost[i] = i;
	for (int read = 0; read < title->n + most && p < end;)
	{
		pg_wchar	point = fold_label_point(next_code_point(&p, end));
		int			diagonal = cost[0];

		if (!label_counts(point))
			continue;
		cost[0] = ++read;
		for (int i = 1; i <= title->n; i++)
		{
			int			replace = diagonal + (title->point[i - 1] != point);

			diagonal = cost[i];
			cost[i] = Min(replace, Min(cost[i], cost[i - 1]) + 1);
		}
		if (cost[title->n] <= most)
		{
			most = cost[title->n] - 1;
			behind = p;
			if (most < 0)
				break;
		}
	}
	return behind;
}

const char *
heading_in_line(const char *p, const char *line_end)
{
	static const char *const numbers[] = {"一", "二", "三", "四", "五", "六"};
	static Heading headings[HEADING_COUNT];
	static bool headings_read = false;
	const char *mark = p;
	const char *best = NULL;
	int			section = 0;

	if (line_end - p < 12 || (unsigned char) *p < 0xE4)
		return NULL;
	for (int i = 0; i < lengthof(numbers); i++)
		if (memcmp(p, numbers[i], 3) == 0)
			section = i + 1;
	if (section == 0)
		return NULL;
	mark += 3;
	if (memcmp(mark, "\xE3\x80\x81", 3) == 0)	/* 、 */
		mark += 3;
	else if (*mark == '.' || *mark == ',')
		mark++;
	else
		return NULL;
	if (!headings_read)
	{
		read_headings(headings);
		headings_read = true;
	}
	for (int i = 0; i < HEADING_COUNT; i++)
	{
		const char *behind = headings[i].section == section ?
			title_at(&headings[i].label.full, mark, line_end) : NULL;

		if (behind != NULL && (best == NULL || behind > best))
			best = behind;
	}
	return best;
}

/* The end of the part of a line before the first space, colon or full stop. */
static const char *
title_end(const char *start, const char *end)
{
	for (const char *p = start; p < end;)
	{
		const char *at = p;
		pg_wchar	point = fold_point(next_code_point(&p, end));

		if (is_blank_point(point) || point == ':' || point == 0x3002 || point == '|')
			return at;
	}
	return end;
}

/*
 * Is the line a heading, or does it begin with one?  Then the title and where
 * the text after it begins are set.  next_line is what follows the line.
 */
static int
read_heading(const Heading *headings, const char *line, const char *line_end,
			 const char *page_end, PagePiece *piece)
{
	const char *start = line;
	const char *end = line_end;
	const char *next_end;
	int			section;

	if (line_end - line > HEADING_LINE_MAX)
		end = title_end(start, line + HEADING_LINE_MAX);
	else
		strip_line(&start, &end);
	piece->title = start;
	piece->title_len = end - start;
	piece->start = line_end;
	if (start == end)
		return 0;
	if (line_end - line <= HEADING_LINE_MAX && !has_pipe(start, end) &&
		(section = section_of_title(headings, start, end - start, false)) != 0)
		return section;

	/* damage: the text runs on behind the title */
	next_end = title_end(start, end);
	if (next_end < line_end &&
		(section = section_of_title(headings, start, next_end - start, true)) != 0)
	{
		Label		label;

		label_read(start, next_end - start, &label);
		if (label.mark_style == MARK_CHINESE && !has_pipe(start, end))
		{
			piece->title_len = next_end - start;
			piece->start = next_end;
			return section;
		}
	}

	/* damage: the title is broken over two lines */
	if (end - start < HEADING_LINE_MAX / 2 && line_end < page_end && !has_pipe(start, end))
	{
		const char *next = line_end + 1;

		next_end = memchr(next, '\n', Min(page_end - next, HEADING_LINE_MAX));
		if (next_end != NULL && !has_pipe(next, next_end))
		{
			Label		label;

			label_read(start, end - start, &label);
			if (label.mark_style == MARK_CHINESE &&
				(section = section_of_title(headings, start, next_end - start, true)) != 0)
			{
				piece->title_len = next_end - start;
				piece->start = next_end;
				return section;
			}
		}
	}
	return 0;
}

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

static void
split_sections(ReportPage *page)
{
	Heading		headings[HEADING_COUNT];
	PagePiece	piece = {0};
	int			size = 16;

	read_headings(headings);
	page->piece = palloc(size * sizeof(PagePiece));
	piece.start = page->text;
	for (const char *line = page->text; line < page->end;)
	{
		const char *line_end = memchr(line, '\n', page->end - line);
		PagePiece	found = {0};

		CHECK_FOR_INTERRUPTS();
		if (line_end == NULL)
			line_end = page->end;
		found.section = read_heading(headings, line, line_end, page->end, &found);
		if (found.section != 0)
		{
			piece.end = line;
			add_piece(page, &size, &piece);
			piece = found;
			page->has_section[found.section] = true;
			line_end = Max(line_end, found.start);
		}
		line = line_end + 1;
	}
	piece.end = page->end;
	add_piece(page, &size, &piece);
	trim_text(&page->piece[0].start, &page->piece[0].end);
}

ReportPage *
page_read(const char *text, size_t len, const char *head, NoteList *notes)
{
	ReportPage *page = palloc0(sizeof(ReportPage));

	page->head = head;
	page->text = text;
	page->end = text + len;
	split_sections(page);
	page_read_head(page, notes);
	return page;
}

bool
may_hold_table(const ReportPage *page, const PagePiece *piece)
{
	return (piece->section >= 2 && piece->section <= 4) ||
		(piece->section < 2 && !page->has_section[2]);
}

bool
page_is_old_form(const ReportPage *page)
{
	for (int i = 0; i < lengthof(old_table_words); i++)
		if (strstr(page->text, old_table_words[i]) != NULL)
			return true;
	return false;
}

/* The text of a section is in one piece, unless its heading is repeated. */
static void
append_section(const ReportPage *page, int section, StringInfo json)
{
	const PagePiece *titled = NULL;
	StringInfoData text;

	initStringInfo(&text);
	for (int i = 0; i < page->npieces; i++)
	{
		const char *start = page->piece[i].start;
		const char *end = page->piece[i].end;

		if (page->piece[i].section != section)
			continue;
		CHECK_FOR_INTERRUPTS();
		trim_text(&start, &end);
		/* headings without text are those of a table of contents */
		if (titled == NULL || text.len == 0)
			titled = &page->piece[i];
		if (start == end)
			continue;
		if (text.len > 0)
			appendStringInfoChar(&text, '\n');
		appendBinaryStringInfo(&text, start, end - start);
	}
	appendStringInfo(json, "%c\"%s\":{\"title\":", section == 0 ? '{' : ',', section_key(section));
	if (titled->title_len > 0)
		json_append_string(json, titled->title, titled->title_len);
	else
		appendStringInfoString(json, "null");
	appendStringInfoString(json, ",\"text\":");
	escape_json(json, text.data);
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
