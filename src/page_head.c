/*
 * page_head.c
 *	  What stands above a report: title, unit, year, index number, date.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/datetime.h"

#include "label.h"
#include "page.h"

typedef enum Field
{
	FIELD_TITLE,
	FIELD_INDEX_NUMBER,
	FIELD_ISSUED_ON,
	FIELD_OTHER
} Field;

static const struct
{
	Field		field;
	const char *word;
}			metadata_words[] = {
#define METADATA(field, word) {FIELD_##field, word},
#include "page_words.def"
};

/* Bytes in which the lines above a report are looked for. */
#define HEAD_MAX		65536

/* Bytes of a title or of an index number. */
#define TITLE_MAX		300
#define INDEX_MAX		200

/* Code points of the title's words without white space. */
#define TITLE_POINTS	100

typedef struct Points
{
	int			n;
	pg_wchar	point[TITLE_POINTS];
} Points;

/* The text without white space, as far as there is room. */
static void
read_points(const char *text, const char *end, Points *points)
{
	points->n = 0;
	while (text < end && points->n < TITLE_POINTS)
	{
		pg_wchar	point = fold_point(next_code_point(&text, end));

		if (!is_blank_point(point))
			points->point[points->n++] = point;
	}
}

/* Where a word stands in the text, -1 for nowhere. */
static int
find_word(const Points *points, int from, const char *word)
{
	Points		wanted;

	read_points(word, word + strlen(word), &wanted);
	for (int i = from; i + wanted.n <= points->n; i++)
		if (memcmp(&points->point[i], wanted.point, wanted.n * sizeof(pg_wchar)) == 0)
			return i;
	return -1;
}

/* A digit, also a Chinese one (二〇二〇), or -1. */
static int
digit_of(pg_wchar point)
{
	static const pg_wchar chinese[] = {
		0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D
	};

	if (point >= '0' && point <= '9')
		return point - '0';
	for (int i = 0; i < lengthof(chinese); i++)
		if (point == chinese[i])
			return i;
	return point == 0x25CB || point == 0x25EF ? 0 : -1; /* circles for 〇 */
}

#define YEAR_SIGN	0x5E74		/* 年 */

/* The first "20XX年" from a place on; sets where it stands. 0: none. */
static int
find_year(const Points *points, int from, int *at)
{
	for (int i = from; i + 4 < points->n; i++)
	{
		int			year = 0;
		int			j = 0;

		for (; j < 4 && digit_of(points->point[i + j]) >= 0; j++)
			year = year * 10 + digit_of(points->point[i + j]);
		if (j == 4 && points->point[i + 4] == YEAR_SIGN && year >= 2000 && year <= 2099)
		{
			*at = i;
			return year;
		}
	}
	return 0;
}

static char *
points_to_text(const Points *points, int from, int to)
{
	char	   *text = palloc((to - from) * 4 + 1);
	char	   *p = text;

	for (int i = from; i < to; i++)
	{
		unicode_to_utf8(points->point[i], (unsigned char *) p);
		p += pg_utf_mblen((unsigned char *) p);
	}
	*p = '\0';
	return text;
}

/* Is it a title: "…政府信息公开…年度报告" or "…年报", short and no sentence? */
static bool
is_title(const Points *points)
{
	int			subject = find_word(points, 0, "信息公开");

	return points->n < TITLE_POINTS && subject >= 0 &&
		(find_word(points, subject, "年度报告") >= 0 || find_word(points, subject, "年报") >= 0) &&
		find_word(points, 0, "。") < 0 && find_word(points, 0, "本报告") < 0;
}

/*
 * The unit: what stands in the title apart from the year and from
 * "政府信息公开…" on.  In "某某市人民政府信息公开" the unit and the subject
 * share a word.
 */
static char *
unit_of_title(const Points *points)
{
	int			from = 0;
	int			to = find_word(points, 0, "政府信息公开");
	int			at;
	char	   *unit;

	if (to < 0)
		to = find_word(points, 0, "信息公开");
	if (find_word(points, 0, "关于") == 0)
		from = 2;
	if (find_year(points, from, &at) != 0 && at < to)
	{
		/* before the year, or else after it */
		if (at > from)
			to = at;
		else
			from = at + 5;
		if (from < to && find_word(points, from, "度") == from)
			from++;
	}
	if (to - from >= 2 && find_word(points, to - 2, "关于") == to - 2)
		to -= 2;
	while (from < to && (points->point[from] == 0x300A || points->point[from] == '"'))
		from++;
	if (from >= to)
		return NULL;
	unit = points_to_text(points, from, to);
	if (to - from >= 2 && find_word(points, to - 2, "人民") == to - 2 &&
		find_word(points, to, "政府") == to)
		unit = psprintf("%s政府", unit);
	return unit;
}

/*
 * The field that a word before a colon names, -1 for none.  Spaces within the
 * word ("索 引 号") are set aside.  Without a colon the word must be all there is.
 */
static int
field_at(const char *text, const char *end, const char **value)
{
	for (int i = 0; i < lengthof(metadata_words); i++)
	{
		const char *word = metadata_words[i].word;
		const char *word_end = word + strlen(word);
		const char *p = text;
		bool		equal = true;
		bool		colon = false;

		while (equal && word < word_end)
		{
			pg_wchar	wanted = next_code_point(&word, word_end);
			pg_wchar	point = 0;

			while (p < end && is_blank_point(point = next_code_point(&p, end)))
				;
			equal = point == wanted;
		}
		if (!equal)
			continue;
		while (p < end)
		{
			const char *next = p;
			pg_wchar	point = fold_point(next_code_point(&next, end));

			if (point == ':')
				colon = true;
			else if (!is_blank_point(point) && point != ')')
				break;
			p = next;
		}
		if (!colon && p < end)
			continue;
		*value = p;
		return metadata_words[i].field;
	}
	return -1;
}

/* Reads "2021-01-28", "2021年1月28日", "2021/1/28", with a time behind it or not. */
static bool
read_date(const char *text, const char *end, int *date)
{
	int			n = 0;
	bool		in_number = false;

	while (text < end)
	{
		pg_wchar	point = fold_point(next_code_point(&text, end));

		if (point >= '0' && point <= '9')
		{
			if (!in_number)
			{
				if (n == 3)
					break;
				date[n++] = 0;
			}
			in_number = true;
			if (date[n - 1] > 9999)
				return false;
			date[n - 1] = date[n - 1] * 10 + (point - '0');
		}
		else if (in_number && n == 3)
			break;
		else if (!is_blank_point(point))
			in_number = false;
	}
	return n == 3 && date[0] >= 1990 && date[0] <= 2099 &&
		date[1] >= 1 && date[1] <= MONTHS_PER_YEAR &&
		date[2] >= 1 && date[2] <= day_tab[isleap(date[0])][date[1] - 1];
}

static void
use_title(ReportPage *page, const char *start, const char *end, NoteList *notes)
{
	Points		points;
	int			at;

	trim_text(&start, &end);
	read_points(start, end, &points);
	if (!is_title(&points))
		return;
	if (page->title != NULL && (page->year != 0 || find_year(&points, 0, &at) == 0))
		return;
	page->title = pnstrdup(start, end - start);
	page->year = find_year(&points, 0, &at);
	page->unit_name = unit_of_title(&points);
}

static void
use_field(ReportPage *page, Field field, const char *start, const char *end, NoteList *notes)
{
	int			date[3];

	trim_text(&start, &end);
	if (start == end)
		return;
	switch (field)
	{
		case FIELD_TITLE:
			if (end - start <= TITLE_MAX)
				use_title(page, start, end, notes);
			break;
		case FIELD_INDEX_NUMBER:
			if (page->index_number == NULL && end - start <= INDEX_MAX)
				page->index_number = pnstrdup(start, end - start);
			break;
		case FIELD_ISSUED_ON:
			if (page->issued_year != 0)
				break;
			if (read_date(start, end, date))
			{
				page->issued_year = date[0];
				page->issued_month = date[1];
				page->issued_day = date[2];
			}
			else if (!notes_dropped(notes))
				/* what the page tells machines comes before its text */
				note_add(notes, "issued_on", NULL, start, end - start, NULL, SURE_AMBIGUOUS,
						 start >= page->text && start < page->end ? start : page->text,
						 psprintf("发布日期“%s”不是日期，未采用。", quote_text(start, end - start)));
			break;
		case FIELD_OTHER:
			break;
	}
}

/*
 * Reads the fields of a line's cell, "名称：值" one after the other.  A field
 * whose value is in the next cell is left in *open.
 */
static void
read_fields(ReportPage *page, const char *start, const char *end, int *open, NoteList *notes)
{
	const char *value = NULL;
	int			field = -1;

	trim_text(&start, &end);
	if (start == end)
		return;
	for (const char *p = start; p < end;)
	{
		const char *after;
		const char *at = p;
		int			found;

		CHECK_FOR_INTERRUPTS();
		found = field_at(p, end, &after);

		if (found >= 0)
		{
			if (field >= 0)
				use_field(page, field, value, at, notes);
			field = found;
			value = p = after;
			continue;
		}
		/* on to the next word */
		while (p < end && !is_blank_point(next_code_point(&p, end)))
			;
		while (p < end)
		{
			const char *next = p;

			if (!is_blank_point(next_code_point(&next, end)))
				break;
			p = next;
		}
	}
	if (field < 0 && *open >= 0)
		use_field(page, *open, start, end, notes);
	*open = -1;
	if (field >= 0 && value == end)
		*open = field;
	else if (field >= 0)
		use_field(page, field, value, end, notes);
	else if (end - start <= TITLE_MAX)
		use_title(page, start, end, notes);
}

/*
 * The year of "20XX年1月1日至12月31日", with anything short between: the period
 * of the numbers.  0: not there.
 */
static int
year_of_period(const char *text, const char *end)
{
	Points		window;
	int			at;
	int			year;

	for (; text < end; text++)
	{
		const char *sign = memchr(text, '2', end - text);

		if (sign == NULL)
			return 0;
		text = sign;
		read_points(text, end, &window);
		year = find_year(&window, 0, &at);
		if (year != 0 && at == 0 && find_word(&window, 0, "1月1日") == 5)
		{
			int			until = find_word(&window, 9, "12月31日");

			if (until > 0 && until < 24)
				return year;
		}
	}
	return 0;
}

/* The fields and titles of some lines. */
static void
read_head_lines(ReportPage *page, const char *start, const char *end, NoteList *notes)
{
	int			open = -1;

	for (const char *line = start; line < end;)
	{
		const char *line_end = memchr(line, '\n', end - line);
		PipeCell	cell = {0};

		if (line_end == NULL)
			line_end = end;
		for (const char *p = line; pipe_cell_next(&p, line_end, &cell);)
		{
			const char *from = cell.start;

			while (from < cell.end && (*from == '#' || *from == '*'))
				from++;
			read_fields(page, from, cell.end, &open, notes);
		}
		line = line_end + 1;
		open = -1;
	}
}

void
page_read_head(ReportPage *page, NoteList *notes)
{
	const char *start = page->piece[0].start;
	const char *end = Min(page->piece[0].end, start + HEAD_MAX);
	int			period;

	/* not in mid-character */
	while (end > start && end < page->piece[0].end && (*end & 0xC0) == 0x80)
		end--;
	read_head_lines(page, start, end, notes);
	if (page->head != NULL)
		read_head_lines(page, page->head, page->head + strlen(page->head), notes);

	period = year_of_period(start, end);
	if (page->title == NULL)
		note_add(notes, "title", NULL, NULL, 0, NULL, SURE_AMBIGUOUS, page->text,
				 pstrdup("未找到标题，不知道是哪个单位的报告。"));
	if (page->year == 0 && period != 0)
		note_add(notes, "year", NULL, NULL, 0, psprintf("%d", period), SURE_READ, page->text,
				 psprintf("标题中没有年度，按统计期限读作%d年。", period));
	else if (page->year == 0)
		note_add(notes, "year", NULL, NULL, 0, NULL, SURE_AMBIGUOUS, page->text,
				 pstrdup("未找到报告年度。"));
	else if (period != 0 && period != page->year)
		note_add(notes, "year", NULL, page->title, strlen(page->title),
				 psprintf("%d", page->year), SURE_READ, page->text,
				 psprintf("标题写明%d年，统计期限写明%d年，按标题读作%d年。",
						  page->year, period, page->year));
	if (page->year == 0)
		page->year = period;
}
