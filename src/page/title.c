/*
 * title.c
 *	  Finds the title of a report, and the unit and year in it.
 *
 * All titles contain "…信息公开…年度报告", the subject.  The words before the
 * subject are read as a year, an office and a year again, on the same line or
 * the lines above it.  Words that cannot name an office rule a title out.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/code_point.h"
#include "page/metadata_field.h"
#include "page/office_name.h"
#include "page/title.h"

/* Code points before the subject of a title. */
#define BEFORE_MAX	80

/* Candidates tried on one page. */
#define TITLES_MAX	64

/* Rank of a title with unit and year. */
#define RANK_BEST	3

/* Words between the subject and the last word, 报告 or 年报. */
#define TAIL_WORDS_MAX 5

/* Line ends within the subject and the words behind it. */
#define TITLE_BREAKS_MAX 2

/* Code points of "2023年". */
#define YEAR_LENGTH 5

/* In prose: code points between the subject and 报告. */
#define REPORT_REACH 16

/* Lines above the subject's that a title may begin on. */
#define LINES_ABOVE 2

/* Unit and year of the words before the subject. */
typedef struct Before
{
	int			from;
	int			unit_from;
	int			unit_to;
	int			year;
	bool		conflict;
} Before;

static void
add_year(Before *before, int year)
{
	if (before->year != 0 && before->year != year)
		before->conflict = true;
	before->year = year;
}

/* Reads "关于发布2023年某某局2023年度的".  Returns false unless all of it can be read so. */
static bool
read_before(const FoldedText *text, int from, int to, Before *before)
{
	static const char *const openings[] = {"关于", "发布", "公布", "公开", "印发", "的"};
	static const char *const closings[] = {"关于", "关于发布", "关于公布", "关于印发", "年度", "的"};
	int			after;
	int			year;
	int			i;
	bool		again;
	int			subject = to;

	memset(before, 0, sizeof(Before));
	/* a page counter glued to the title: 浏览：235某某局 */
	for (i = from; i < to && text->point[i].point >= '0' && text->point[i].point <= '9'; i++)
		;
	if (i > from && i < to && text->point[i].point != 0x5E74 && is_han_point(text->point[i].point))
		from = i;
	else if (i - from > 4 && folded_year_at(text, i - 4, to, &after) != 0)
		from = i - 4;
	before->from = from;
	while ((after = folded_any_word_at(text, from, to, openings, lengthof(openings))) >= 0)
		from = after;
	if ((year = folded_year_at(text, from, to, &after)) != 0)
	{
		add_year(before, year);
		from = after;
		if ((after = folded_word_at(text, from, to, "度")) >= 0)
			from = after;
		if ((after = folded_word_at(text, from, to, "的")) >= 0)
			from = after;
	}
	do
	{
		int			end = to;

		again = false;
		if (folded_ends_with(text, from, end, "度"))
			end--;
		for (i = Max(from, end - YEAR_LENGTH); i < end && !again; i++)
			if ((year = folded_year_at(text, i, end, &after)) != 0 && after == end)
			{
				add_year(before, year);
				to = i;
				again = true;
			}
		for (i = 0; i < lengthof(closings) && !again; i++)
			if (folded_ends_with(text, from, to, closings[i]))
			{
				to -= count_code_points(closings[i], closings[i] + strlen(closings[i]));
				again = true;
			}
	} while (again);
	before->unit_from = from;
	before->unit_to = to;
	/* 某某人民政府信息公开: 政府 ends the office's name and begins the subject */
	if (to == subject && folded_ends_with(text, from, to, "人民") && folded_word_at(text, to, text->n, "政府") >= 0)
		before->unit_to = to += 2;
	if (from < to && is_office_kind(text, from, before->unit_to))
		before->unit_to = from;
	return from == before->unit_to || is_office_name(text, from, to);
}

/* Does the sign end a field name, a sentence or a breadcrumb? */
static bool
is_stop(pg_wchar point)
{
	switch (point)
	{
		case ':':
		case ';':
		case ',':
		case '.':
		case '>':
		case '<':
		case '|':
		case '-':
		case '_':
		case '/':
		case '"':
		case '!':
		case '?':
		case '=':
		case 0x3002:			/* 。 */
		case 0x2013:
		case 0x2014:
		case 0x2015:
		case 0x203A:			/* › */
		case 0x00BB:
		case 0x201C:			/* quotation marks */
		case 0x201D:
		case 0x3008:			/* 〈 */
		case 0x3009:
		case 0x300A:			/* 《 */
		case 0x300B:
		case 0xFFFD:
			return true;
		default:
			return false;
	}
}

/* Is "政府信息公开" or the like at a place?  Returns the place and sets its end, or returns -1. */
static int
subject_at(const FoldedText *text, int at, int *after)
{
	static const char *const subjects[] = {"政府信息公开", "政务信息公开", "政务公开", "信息公开"};

	*after = folded_any_word_at(text, at, text->n, subjects, lengthof(subjects));
	return *after >= 0 ? at : -1;
}

/*
 * Reads "工作年度报告" behind the subject.  Returns its end, or -1; sets whether it
 * says annual, and the year.
 */
static int
tail_at(const FoldedText *text, int at, bool *annual, int *year)
{
	static const char *const between[] = {"工作", "情况", "年度", "年", "度", "的"};
	int			after;
	int			of_year;

	*annual = false;
	*year = 0;
	for (int i = 0; i < TAIL_WORDS_MAX; i++)
	{
		if ((of_year = folded_year_at(text, at, text->n, &after)) != 0)
		{
			*year = of_year;
			*annual = true;
			at = after;
			continue;
		}
		if ((after = folded_word_at(text, at, text->n, "年报")) >= 0)
		{
			*annual = true;
			return after;
		}
		if ((after = folded_word_at(text, at, text->n, "报告")) >= 0)
			return after;
		if (folded_word_at(text, at, text->n, "年度") >= 0)
			*annual = true;
		if ((after = folded_any_word_at(text, at, text->n, between, lengthof(between))) < 0)
			return -1;
		at = after;
	}
	return -1;
}

/*
 * May a title end at a place?  Moves *at past closing words such as 的公告.  Sets
 * *mention if the next line goes on as a sentence about a report would.
 */
static bool
may_end(const FoldedText *text, int *at, bool *mention)
{
	static const char *const closings[] = {"的公告", "的通告", "的通知", "的报告"};
	static const char *const goes_on[] = {
		"格式", "编制", "有关", "如下", "工作", "发布工作", "编写", "要求", "的要求", "模板", "全文包括", "的"
	};
	static const char *const begins_anew[] = {"根据", "依据", "按照", "为", "本报告", "本年度", "现将"};
	int			after = folded_any_word_at(text, *at, text->n, closings, lengthof(closings));

	*mention = false;
	if (after >= 0)
		*at = after;
	if (*at == text->n)
		return true;
	if (folded_any_word_at(text, *at, text->n, goes_on, lengthof(goes_on)) >= 0)
	{
		*mention = text->point[*at].gap == GAP_LINE;
		return *mention;
	}
	return text->point[*at].gap != GAP_NONE || is_stop(text->point[*at].point) ||
		text->point[*at].point == '(' || text->point[*at].point == ')' ||
		folded_any_word_at(text, *at, text->n, begins_anew, lengthof(begins_anew)) >= 0 ||
		is_field_name_at(text, *at, text->n);
}

/* Returns the year in brackets behind a title, "（2023年度）", or 0. */
static int
year_behind(const FoldedText *text, int at)
{
	int			after;
	int			year;

	if (at >= text->n || text->point[at].point != '(')
		return 0;
	year = folded_year_at(text, at + 1, text->n, &after);
	if (year != 0 && folded_word_at(text, after, text->n, "度") >= 0)
		after++;
	return year != 0 && after < text->n && text->point[after].point == ')' ? year : 0;
}

static int
line_begin(const FoldedText *text, int at)
{
	while (at > 0 && text->point[at].gap < GAP_CELL)
		at--;
	return at;
}

/* Takes the unit and year from the lines above, or extends the unit to them. */
static void
read_above(const FoldedText *text, int from, Title *title, Before *before)
{
	int			line = from;

	for (int n = 0; n < LINES_ABOVE && line > 0 && text->point[line].gap == GAP_LINE; n++)
	{
		Before		above;
		int			end = line;

		line = line_begin(text, line - 1);
		if (text->point[line].gap != GAP_LINE || end - line > OFFICE_NAME_MAX || is_field_name_at(text, line, end))
			return;
		if (before->unit_from < before->unit_to)
		{
			/* the line breaks within the name, if the whole name stands elsewhere */
			if (before->unit_from != from || !is_office_name(text, line, before->unit_to) ||
				!folded_recurs(text, line, end, before->unit_from, before->unit_to))
				return;
			before->unit_from = line;
		}
		else if (read_before(text, line, end, &above) && (above.unit_from < above.unit_to || above.year != 0))
		{
			if (above.year != 0 && before->year == 0)
				before->year = above.year;
			before->unit_from = above.unit_from;
			before->unit_to = above.unit_to;
		}
		else if (before->unit_from == before->unit_to && n == 0 && line > 0 && text->point[line].gap == GAP_LINE)
		{
			/* the line holds only the end of a name */
			int			first = line_begin(text, line - 1);

			if (end - first > OFFICE_NAME_MAX || !is_office_name(text, first, end) ||
				!folded_recurs(text, first, end, end, end))
				return;
			line = first;
			before->unit_from = first;
			before->unit_to = end;
		}
		else
			return;
		title->from = line;
		from = line;
	}
}

/* Does the name stand elsewhere without other words before it? */
static bool
stands_alone(const FoldedText *text, int from, int to)
{
	int			n = to - from;

	for (int i = 1; i + n <= text->n; i++)
	{
		int			j = 0;

		if ((i < to && i + n > from) ||
			!(is_stop(text->point[i - 1].point) || text->point[i - 1].point == 0x4E0E ||	/* 与 */
			  text->point[i].gap >= GAP_CELL))
			continue;
		while (j < n && text->point[i + j].point == text->point[from + j].point)
			j++;
		if (j == n)
			return true;
	}
	return false;
}

/*
 * Finds the words before the subject, on its line.  A menu may stand beside
 * the title with only a space between, so every beginning behind a space is
 * tried: the first whose office is named elsewhere too wins, else the last.
 * Returns false if no beginning can be read.
 */
static bool
find_before(const FoldedText *text, int subject, int *from, Before *before)
{
	int			first = subject;
	int			found = -1;
	Before		trial;

	memset(before, 0, sizeof(Before));
	while (first > 0 && subject - first < BEFORE_MAX && text->point[first].gap < GAP_CELL &&
		   !is_stop(text->point[first - 1].point))
		first--;
	for (int i = first; i <= subject; i++)
	{
		if (i > first && text->point[i].gap == GAP_NONE)
			continue;
		/* this one lies within the name already found */
		if (found >= 0 && i <= before->unit_from)
			continue;
		if (!read_before(text, i, subject, &trial))
			continue;
		if (found >= 0 && trial.unit_from == trial.unit_to)
			break;
		found = i;
		*before = trial;
		if (trial.unit_from == trial.unit_to ||
			folded_recurs(text, trial.unit_from, trial.unit_to, trial.unit_to, trial.unit_to))
			break;
	}
	/* a name whose characters are mostly spaced is one name */
	if (found > first && read_before(text, first, subject, &trial) && trial.unit_to - trial.unit_from > 3)
	{
		int			spaced = 0;

		for (int i = trial.unit_from + 1; i < trial.unit_to; i++)
			if (text->point[i].gap != GAP_NONE)
				spaced++;
		if (spaced * 2 > trial.unit_to - trial.unit_from)
		{
			found = first;
			*before = trial;
		}
	}
	/* other words glued to the name: take a rest that stands alone elsewhere */
	for (int i = first + 1; (found < 0 || before->unit_from == before->unit_to) && i < (found < 0 ? subject : found); i++)
		if (read_before(text, i, subject, &trial) && trial.unit_from == i && trial.unit_from < trial.unit_to &&
			stands_alone(text, trial.unit_from, trial.unit_to))
		{
			found = i;
			*before = trial;
		}
	*from = before->from;
	return found >= 0;
}

/*
 * Reads the title around a subject; its rank stays 0 if there is
 * none.  Returns false if the subject was cheap to refuse.
 */
static bool
read_title(const FoldedText *text, int subject, int behind, Title *title)
{
	Before		before;
	bool		annual;
	bool		mention;
	int			year;
	int			tail = tail_at(text, behind, &annual, &year);
	int			from;
	int			lines = 0;

	memset(title, 0, sizeof(Title));
	if (tail < 0)
		return false;
	for (int i = subject + 1; i < tail; i++)
		if (text->point[i].gap == GAP_CELL)
			return false;
		else if (text->point[i].gap == GAP_LINE)
			lines++;
	title->to = tail;
	if (lines > TITLE_BREAKS_MAX || !may_end(text, &title->to, &mention))
		return false;
	if (!find_before(text, subject, &from, &before))
		return true;
	/* a title on lines of its own stands above a sentence */
	if (mention && ((from > 0 && text->point[from].gap != GAP_LINE) || (before.unit_from == before.unit_to && before.year == 0)))
		return true;
	title->from = from;
	if (year == 0)
		year = year_behind(text, title->to);
	if (year != 0)
		add_year(&before, year);
	if (from == 0 || text->point[from].gap == GAP_LINE)
		read_above(text, from, title, &before);
	if (!annual && before.year == 0)
		return true;
	if (before.unit_from < before.unit_to)
		title->unit = folded_dense(text, before.unit_from, before.unit_to);
	title->year = before.year;
	title->conflict = before.conflict;
	title->rank = (title->unit != NULL ? 2 : 0) + (title->year != 0 ? 1 : 0);
	title->text = folded_printed(text, title->from, title->to);
	return true;
}

void
title_find(const FoldedText *text, Title *title)
{
	int			behind;
	int			tried = 0;

	memset(title, 0, sizeof(Title));
	/* stop at a title with unit and year; a page with many candidates is no report */
	for (int i = 0; i < text->n && title->rank < RANK_BEST && tried < TITLES_MAX; i++)
		if (subject_at(text, i, &behind) >= 0)
		{
			Title		found;

			CHECK_FOR_INTERRUPTS();
			tried += read_title(text, i, behind, &found);
			if (found.rank > title->rank)
				*title = found;
			i = behind - 1;
		}
}

/* Does the stretch between two places hold the end of a sentence or a cell? */
static bool
is_broken(const FoldedText *text, int from, int to)
{
	for (int i = from; i < to; i++)
		if (text->point[i].point == 0x3002 || text->point[i].point == ';' || text->point[i].point == ',' ||
			(i > from && text->point[i].gap == GAP_CELL))
			return true;
	return false;
}

/* Reads "现将某某局2023年度政府信息公开工作情况报告如下" around a subject. */
static bool
read_handing_out(const FoldedText *text, int subject, int behind, Title *title)
{
	static const char *const hands_out[] = {
#define HANDS_OUT(word) word,
#include "page/page_words.def"
	};
	static const char *const reports[] = {"报告", "年报", "情况"};
	int			end = Min(behind + REPORT_REACH, text->n);
	bool		is_report = false;

	for (int i = 0; i < lengthof(reports) && !is_report; i++)
		is_report = folded_find(text, behind, end, reports[i]) >= 0;
	if (!is_report)
		return false;
	/* the nearest such word is the one that the subject belongs to */
	for (int i = subject - 1; i >= 0 && subject - i < BEFORE_MAX && !is_broken(text, i, subject); i--)
	{
		int			after = folded_any_word_at(text, i, subject, hands_out, lengthof(hands_out));
		Before		before;

		if (after < 0)
			continue;
		while (after < subject && is_stop(text->point[after].point))
			after++;
		if (!read_before(text, after, subject, &before))
			return false;
		if (before.unit_from < before.unit_to)
			title->unit = folded_dense(text, before.unit_from, before.unit_to);
		title->year = before.conflict ? 0 : before.year;
		return true;
	}
	return false;
}

/* Reads the office of "本报告由某某局根据…编制" at a place. */
static char *
writer_at(const FoldedText *text, int at)
{
	static const char *const by[] = {"报告由", "年报由"};
	static const char *const writes[] = {
#define WRITES(word) word,
#include "page/page_words.def"
	};
	int			from = folded_any_word_at(text, at, text->n, by, lengthof(by));

	if (from < 0)
		return NULL;
	for (int to = from + 2; to < text->n && to - from <= OFFICE_NAME_MAX; to++)
		if (folded_any_word_at(text, to, text->n, writes, lengthof(writes)) >= 0)
			return is_office_name(text, from, to) ? folded_dense(text, from, to) : NULL;
	return NULL;
}

void
title_find_in_prose(const FoldedText *text, Title *title)
{
	int			behind;
	int			tried = 0;
	char	   *writer = NULL;

	memset(title, 0, sizeof(Title));
	for (int i = 0; i < text->n && (title->unit == NULL || title->year == 0) && tried < TITLES_MAX; i++)
	{
		Title		found = {0};

		if (writer == NULL)
			writer = writer_at(text, i);
		if (subject_at(text, i, &behind) < 0)
			continue;
		CHECK_FOR_INTERRUPTS();
		tried += read_handing_out(text, i, behind, &found);
		if (title->unit == NULL)
			title->unit = found.unit;
		if (title->year == 0)
			title->year = found.year;
		i = behind - 1;
	}
	if (title->unit == NULL)
		title->unit = writer;
}
