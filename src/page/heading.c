/*
 * heading.c
 *	  Recognises the headings of the six sections.
 */
#include "postgres.h"

#include "common/label.h"
#include "page/heading.h"
#include "page/pipe_cell.h"

typedef struct Heading
{
	int			section;
	Label		label;
} Heading;

/* Bytes of the longest line that may be a heading. */
#define HEADING_LINE_MAX	240

/* Bytes of the shortest heading: 一、 and a title of two characters. */
#define HEADING_MIN			12

/* Bytes of 第一章. */
#define PART_NUMBER_MIN		9

/* Fewest code points of a title that is recognised; shorter ones are common words. */
#define TITLE_BARE_MIN		8	/* without a number */
#define TITLE_NUMBERED_MIN	9	/* with a number that is not Chinese */
#define TITLE_WITHIN_MIN	6	/* within a line */

static const Heading *
read_headings(void)
{
	static Heading headings[SECTION_TITLE_COUNT];
	static bool read = false;

	if (read)
		return headings;
	for (int i = 0; i < SECTION_TITLE_COUNT; i++)
	{
		headings[i].section = section_titles[i].section;
		label_read(section_titles[i].title, strlen(section_titles[i].title),
				   &headings[i].label);
	}
	read = true;
	return headings;
}

/* Steps over "第一部分" or "第一章" at the beginning of a text.  Returns its number, or 0. */
static int
part_number(const char **text, const char *end)
{
	static const char *const kinds[] = {"部分", "章"};
	const char *p = *text;

	if (end - p < PART_NUMBER_MIN || memcmp(p, "第", 3) != 0)
		return 0;
	for (int section = 1; section <= SECTION_COUNT; section++)
		for (int k = 0; k < lengthof(kinds); k++)
		{
			size_t		len = strlen(kinds[k]);

			if (memcmp(p + 3, section_key(section), 3) == 0 && end - p > (ptrdiff_t) (6 + len) &&
				memcmp(p + 6, kinds[k], len) == 0)
			{
				*text = p + 6 + len;
				return section;
			}
		}
	return 0;
}

/*
 * Returns the section that has this title, or 0, and sets *mark to the number
 * before it.  Misprints are accepted only after a Chinese number, 一、.  Parts
 * of a section are numbered （一） or 1., so after such a number the title must
 * be exact and the number that of its section.
 */
static int
section_of_title(const Heading *headings, const char *text, size_t len, bool exact, int *mark)
{
	const char *end = text + len;
	int			part = part_number(&text, end);
	Label		label;
	int			best = 0;
	int			best_distance = LABEL_MAX;

	label_read(text, end - text, &label);
	if (label_is_empty(&label))
		return 0;
	if (part != 0)
	{
		if (label.mark_style != MARK_NONE)
			return 0;
		label.mark_style = MARK_CHINESE;
		label.mark = part;
	}
	*mark = label.mark;
	exact = exact || label.mark_style != MARK_CHINESE;
	for (int i = 0; i < SECTION_TITLE_COUNT; i++)
	{
		int			most = exact ? 0 : label_misprints_allowed(&headings[i].label.full);
		int			distance;

		/* a short title without a number may be any line */
		if (label.mark_style == MARK_NONE && headings[i].label.full.n < TITLE_BARE_MIN)
			continue;
		if ((label.mark_style == MARK_BRACKETS || label.mark_style == MARK_DIGIT) &&
			(label.mark != headings[i].section ||
			 (headings[i].label.full.n < TITLE_NUMBERED_MIN && headings[i].section != 1)))
			continue;
		if (most == 0 && !label_may_equal(&headings[i].label, &label))
			continue;
		distance = label_distance(&headings[i].label, &label, most);
		if (distance <= most && distance < best_distance)
		{
			best = headings[i].section;
			best_distance = distance;
		}
	}
	return best;
}

/* Moves both ends of a line past pipes, white space and Markdown signs. */
static void
strip_line(const char **start, const char **end)
{
	for (;;)
	{
		const char *before = *start;
		const char *after = *end;

		trim_blank_points(start, end);
		while (*start < *end && (**start == '|' || **start == '#' || **start == '*'))
			(*start)++;
		while (*end > *start && ((*end)[-1] == '|' || (*end)[-1] == '*'))
			(*end)--;
		if (*start == before && *end == after)
			return;
	}
}

/*
 * Returns the end of the title that begins at p, or NULL.  If several ends
 * match, the one with the fewest misprints.
 */
static const char *
title_at(const Reading *title, const char *p, const char *end)
{
	int			cost[LABEL_MAX + 1];
	int			most = label_misprints_allowed(title);
	const char *behind = NULL;

	if (title->n < TITLE_WITHIN_MIN)
		return NULL;
	for (int i = 0; i <= title->n; i++)
		cost[i] = i;
	for (int read = 0; read < title->n + most && p < end;)
	{
		pg_wchar	point = fold_label_point(next_code_point(&p, end));
		int			diagonal = cost[0];

		if (!is_label_point(point))
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
	const Heading *headings = read_headings();
	const char *mark = p;
	const char *best = NULL;
	int			section = 1;

	if (line_end - p < HEADING_MIN || (unsigned char) *p < 0xE4)
		return NULL;
	while (section <= SECTION_COUNT && memcmp(p, section_key(section), 3) != 0)
		section++;
	if (section > SECTION_COUNT)
		return NULL;
	mark += 3;
	if (memcmp(mark, "\xE3\x80\x81", 3) == 0)	/* 、 */
		mark += 3;
	else if (*mark == '.' || *mark == ',')
		mark++;
	else
		return NULL;
	for (int i = 0; i < SECTION_TITLE_COUNT; i++)
	{
		const char *behind = headings[i].section == section ?
			title_at(&headings[i].label.full, mark, line_end) : NULL;

		if (behind != NULL && (best == NULL || behind > best))
			best = behind;
	}
	return best;
}

/* Returns the first space, colon, full stop or pipe of a line, or its end. */
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

int
heading_read(const char *line, const char *line_end, const char *page_end, PagePiece *piece)
{
	const Heading *headings = read_headings();
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
		(section = section_of_title(headings, start, end - start, false, &piece->mark)) != 0)
		return section;

	/* damage: the text runs on behind the title */
	next_end = title_end(start, end);
	if (next_end < line_end &&
		(section = section_of_title(headings, start, next_end - start, true, &piece->mark)) != 0)
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
				(section = section_of_title(headings, start, next_end - start, true, &piece->mark)) != 0)
			{
				piece->title_len = next_end - start;
				piece->start = next_end;
				return section;
			}
		}
	}
	return 0;
}
