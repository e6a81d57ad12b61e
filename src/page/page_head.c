/*
 * page_head.c
 *	  The head of a report: title, unit, year, statistics period and metadata,
 *	  read from the lines around it.
 */
#include "postgres.h"

#include "common/code_point.h"
#include "figures/form.h"
#include "page/office_name.h"
#include "page/page_head.h"
#include "page/title.h"

/* Bytes searched above a report, and at its end. */
#define HEAD_MAX		65536
#define END_MAX			2048

/* Code points between a word such as 统计期限 and its dates. */
#define PERIOD_REACH	24

/* Words between the two dates of a period. */
#define JOINTS_MAX		3

/* Code points of a period that a note quotes. */
#define PERIOD_QUOTE_MAX	40

/* In prose: code points between a year and 信息公开, and between 信息公开 and 报告. */
#define SUBJECT_REACH	24
#define REPORT_REACH	16

/* The statistics period, or the text that should state it but cannot be read. */
typedef struct StatisticsPeriod
{
	PageDate	from;			/* year 0 if not found */
	PageDate	to;
	int			at;				/* start of the unreadable text, or -1 */
	int			end;
	bool		torn;			/* not printed as two whole dates */
} StatisticsPeriod;

/* Reads "2020年度" or "2020年1月至12月" at a place, where a period is said to stand. */
static bool
year_as_period_at(const FoldedText *text, int at, StatisticsPeriod *period)
{
	static const char *const wholes[] = {
#define WHOLE_YEAR(word) word,
#include "page/page_words.def"
	};
	int			after;
	int			year = folded_year_at(text, at, text->n, &after);

	if (year == 0 || (after = folded_any_word_at(text, after, text->n, wholes, lengthof(wholes))) < 0)
		return false;
	period->from = (PageDate) {year, 1, 1};
	period->to = (PageDate) {year, 12, 31};
	period->at = at;
	period->end = after;
	period->torn = true;
	return true;
}

/* Reads "2020年1月1日起至12月31日" at a place; dates may be torn where a period is said to stand. */
static bool
period_at(const FoldedText *text, int at, bool said, StatisticsPeriod *period)
{
	static const char *const joints[] = {"起,", "起", "至", "到", "-", "—", "–", "―", "~", "～", "─", "止", "起至"};
	bool		(*const date_at) (const FoldedText *text, int at, int to, int year_of, PageDate *date, int *after) =
		said ? folded_torn_date_at : folded_date_at;
	int			after;
	int			next;
	int			joined = 0;
	PageDate	whole;

	memset(period, 0, sizeof(StatisticsPeriod));
	if (said && year_as_period_at(text, at, period))
		return true;
	if (!date_at(text, at, text->n, 0, &period->from, &after))
		return false;
	period->torn = !folded_date_at(text, at, text->n, 0, &whole, &next);
	while (joined < JOINTS_MAX && (next = folded_any_word_at(text, after, text->n, joints, lengthof(joints))) >= 0)
	{
		after = next;
		joined++;
	}
	if (joined == 0 || after >= text->n ||
		!date_at(text, after, text->n, period->from.year, &period->to, &next))
		return false;
	period->torn |= !folded_date_at(text, after, text->n, period->from.year, &whole, &joined);
	period->at = at;
	period->end = next;
	return period->to.year > period->from.year ||
		(period->to.year == period->from.year &&
		 period->to.month * 100 + period->to.day > period->from.month * 100 + period->from.day);
}

static bool
is_whole_year(const StatisticsPeriod *period)
{
	return period->from.year == period->to.year && period->from.month == 1 && period->from.day == 1 &&
		period->to.month == 12 && period->to.day == 31;
}

static bool
is_among_points(pg_wchar point, const pg_wchar *points, int n)
{
	for (int i = 0; i < n; i++)
		if (points[i] == point)
			return true;
	return false;
}

/*
 * Finds the first period that is called one, or that is a whole year.  Dates
 * that lost characters are reported, not guessed.
 */
static void
find_period(const FoldedText *text, StatisticsPeriod *period)
{
	static const char *const words[] = {"统计期限", "统计时限", "期限", "时限", "统计时间", "起止时间", "统计周期", "统计数据", "数据统计"};
	static const char *const between[] = {"为", "自", "从", "是", "由", ":", "的", "均", "起止"};
	StatisticsPeriod		found;
	pg_wchar	first[lengthof(words)];

	for (int i = 0; i < lengthof(words); i++)
		first[i] = folded_first_point(words[i]);
	memset(period, 0, sizeof(StatisticsPeriod));
	period->at = -1;
	for (int i = 0; i < text->n; i++)
	{
		int			digit = digit_of_point(text->point[i].point);
		bool		said = false;

		if (digit == 2)
		{
			for (int k = Max(0, i - PERIOD_REACH); k < i && !said; k++)
				said = is_among_points(text->point[k].point, first, lengthof(first)) &&
					folded_any_word_at(text, k, text->n, words, lengthof(words)) >= 0;
			if (period_at(text, i, said, &found) && (said || is_whole_year(&found)))
			{
				*period = found;
				return;
			}
		}
		else if (period->at < 0 && is_among_points(text->point[i].point, first, lengthof(first)))
		{
			int			after = folded_any_word_at(text, i, text->n, words, lengthof(words));
			int			next;
			int			end;

			if (after < 0)
				continue;
			while ((next = folded_any_word_at(text, after, text->n, between, lengthof(between))) >= 0)
				after = next;
			if (folded_word_at(text, after, text->n, "20") < 0 || period_at(text, after, true, &found))
				continue;
			for (end = after; end < text->n && end < after + PERIOD_QUOTE_MAX; end++)
				if (text->point[end].point == 0x3002 || text->point[end].point == ',' || text->point[end].point == ';')
					break;
			period->at = after;
			period->end = end;
		}
	}
}

/* The years that a text names. */
typedef struct NamedYears
{
	int			only;			/* the year if it is one, or 0 */
	int			first;			/* the one that begins a sentence before all others, or 0 */
	bool		several;
	uint64		set[2];			/* a bit for each year of this century */
} NamedYears;

static bool
years_name(const NamedYears *years, int year)
{
	return year > 2000 && year < 2100 && (years->set[(year - 2000) / 64] >> (year - 2000) % 64 & 1) != 0;
}

/* Collects the years that a text names outside of the titles and numbers of documents. */
static void
collect_years(const FoldedText *text, NamedYears *years)
{
	bool		in_title = false;
	int			depth = 0;

	memset(years, 0, sizeof(NamedYears));
	for (int i = 0; i < text->n; i++)
	{
		pg_wchar	point = text->point[i].point;
		int			after;
		int			year;

		if (point == 0x300A || point == 0x300B)	/* 《 》 */
			in_title = point == 0x300A;
		depth = point == '(' ? depth + 1 : point == ')' || point == 0x3002 ? 0 : depth;
		if (in_title || depth > 0 || (i > 0 && is_alnum_point(text->point[i - 1].point)))
			continue;
		year = folded_year_at(text, i, text->n, &after);
		if (year == 0)
			continue;
		if (!years->several && years->only == 0)
		{
			years->only = year;
			if (i == 0 || text->point[i].gap == GAP_LINE || text->point[i - 1].point == 0x3002)
				years->first = year;
		}
		else if (years->only != year)
		{
			years->only = 0;
			years->several = true;
		}
		if (year < 2100)
			years->set[(year - 2000) / 64] |= UINT64CONST(1) << (year - 2000) % 64;
		i = after - 1;
	}
}

/*
 * Returns the report's year by the years that the text names: the only one; or
 * that before the year of issue; or the one that its first sentence begins with.
 */
static int
year_of_text(const FoldedText *text, int issued)
{
	NamedYears	years;

	collect_years(text, &years);
	if (years.only != 0)
		return issued == 0 || years.only < issued ? years.only : 0;
	if (issued != 0)
		return years_name(&years, issued - 1) ? issued - 1 : 0;
	return years.first;
}

/* Returns the year of "现将2021年度政府信息公开工作…报告" in prose, or 0 if there are no or several years. */
static int
year_of_prose(const FoldedText *text)
{
	int			found = 0;

	for (int i = 0; i < text->n; i++)
	{
		int			after;
		int			year = folded_year_at(text, i, text->n, &after);
		int			subject;

		if (year == 0)
			continue;
		subject = folded_find(text, after, Min(after + SUBJECT_REACH, text->n), "信息公开");
		if (subject < 0 || (folded_find(text, subject, Min(subject + REPORT_REACH, text->n), "报告") < 0 &&
							folded_find(text, subject, Min(subject + REPORT_REACH, text->n), "年报") < 0))
			continue;
		if (found != 0 && found != year)
			return 0;
		found = year;
	}
	return found;
}

static char *
year_text(int year)
{
	return psprintf("%d", year);
}

static void
decide_year(PageHead *head, const Title *title, int prose, const char *at, NoteList *notes)
{
	/* a period over several years does not tell the report's year */
	int			period = head->period_start.year == head->period_end.year ? head->period_start.year : 0;

	head->year = title->year;
	if (title->conflict)
	{
		head->year = period != 0 ? period : 0;
		note_add(notes, "year", NULL, title->text, strlen(title->text), head->year != 0 ? year_text(head->year) : NULL,
				 head->year != 0 ? SURE_READ : SURE_AMBIGUOUS, at,
				 psprintf("标题“%s”中有两个不同的年度%s。", note_quote(title->text, strlen(title->text)),
						  head->year != 0 ? psprintf("，按统计期限读作%d年", head->year) : ""));
	}
	else if (head->year == 0 && period != 0)
		note_add(notes, "year", NULL, NULL, 0, year_text(period), SURE_READ, at,
				 psprintf("标题中没有年度，按统计期限读作%d年。", period));
	else if (head->year == 0 && prose != 0)
		note_add(notes, "year", NULL, NULL, 0, year_text(prose), SURE_READ, at,
				 psprintf("标题和统计期限中没有年度，按正文读作%d年。", prose));
	else if (head->year == 0)
		note_add(notes, "year", NULL, NULL, 0, NULL, SURE_AMBIGUOUS, at,
				 pstrdup("未找到报告年度。"));
	else if (period != 0 && period != head->year)
		note_add(notes, "year", NULL, head->title, strlen(head->title), year_text(head->year), SURE_READ, at,
				 psprintf("标题写明%d年，统计期限写明%d年，按标题读作%d年。",
						  head->year, period, head->year));
	if (head->year == 0)
		head->year = period != 0 ? period : title->conflict ? 0 : prose;
}

static void
read_period(PageHead *head, const FoldedText *text, const FoldedText *overview, const char *at, NoteList *notes)
{
	StatisticsPeriod		period;

	find_period(text, &period);
	if (period.from.year == 0)
	{
		StatisticsPeriod below;

		/* the preamble may stand in section one */
		find_period(overview, &below);
		if (below.from.year != 0 || (below.at >= 0 && period.at < 0))
		{
			period = below;
			text = overview;
		}
	}
	if (period.from.year != 0)
	{
		head->period_start = period.from;
		head->period_end = period.to;
		if (period.torn)
		{
			char	   *raw = folded_printed(text, period.at, period.end);

			note_add(notes, "period", NULL, raw, strlen(raw), NULL, SURE_READ, at,
					 psprintf("统计期限“%s”不是完整的日期，读作%d年%d月%d日至%d年%d月%d日。", note_quote(raw, strlen(raw)),
							  period.from.year, period.from.month, period.from.day,
							  period.to.year, period.to.month, period.to.day));
		}
		if (!is_whole_year(&period))
			note_add(notes, "period", NULL, NULL, 0, NULL, SURE_READ, at,
					 psprintf("统计期限是%d年%d月%d日至%d年%d月%d日，不是一个完整的年度。",
							  period.from.year, period.from.month, period.from.day,
							  period.to.year, period.to.month, period.to.day));
	}
	else if (period.at >= 0)
	{
		char	   *raw = folded_printed(text, period.at, period.end);

		note_add(notes, "period", NULL, raw, strlen(raw), NULL, SURE_AMBIGUOUS, at,
				 psprintf("统计期限“%s”不是完整的日期，未采用。", note_quote(raw, strlen(raw))));
	}
}

/* Takes the first date that tells when the report was issued. */
static void
decide_issued(PageHead *head)
{
	static const MetadataField fields[] = {FIELD_PUBLISHED, FIELD_SENT, FIELD_WRITTEN, FIELD_GENERATED};

	for (int i = 0; i < lengthof(fields) && head->issued.year == 0; i++)
		head->issued = head->metadata.value[fields[i]].date;
	if (head->issued.year == 0)
		head->issued = head->metadata.signed_on;
}

/* Notes that the report cites the notice of another year's form. */
static void
check_notice(const PageHead *head, const char *at, NoteList *notes)
{
	const Metadata *metadata = &head->metadata;

	if (metadata->notice == NULL || head->year < form_info[0].first_year)
		return;
	for (int form = 0; form < FORM_COUNT; form++)
		if (form != form_of_year(head->year) && strcmp(metadata->notice, form_info[form].notice) == 0)
			note_add(notes, "notice", NULL, metadata->notice, strlen(metadata->notice), NULL, SURE_READ, at,
					 psprintf("报告依据的是%s，%d年度应当依据%s。", metadata->notice, head->year,
							  form_info[form_of_year(head->year)].notice));
}

/* Takes the unit from the title, or from the sentence that hands the report out, or from the publisher. */
static void
decide_unit(PageHead *head, const Title *title, const Title *prose, const char *at, NoteList *notes)
{
	const char *publisher = head->metadata.value[FIELD_PUBLISHER].text;
	const char *why = title->rank > 0 ? "标题中没有单位名称" : "未找到标题";
	const char *source = NULL;

	head->unit_name = title->unit;
	if (title->unit != NULL)
		return;
	if (prose->unit != NULL)
	{
		head->unit_name = prose->unit;
		source = "正文";
	}
	else if (publisher != NULL)
	{
		FoldedText *name = folded_text_read(publisher, publisher + strlen(publisher));

		if (is_office_name(name, 0, name->n))
		{
			head->unit_name = folded_dense(name, 0, name->n);
			source = "发布机构";
		}
	}
	if (source != NULL)
		note_add(notes, "title", NULL, title->text, title->text ? strlen(title->text) : 0, NULL, SURE_READ, at,
				 psprintf("%s，按%s读作“%s”。", why, source, head->unit_name));
	else if (title->rank > 0)
		note_add(notes, "title", NULL, title->text, strlen(title->text), NULL, SURE_AMBIGUOUS, at,
				 pstrdup("标题中没有可以认定的单位名称。"));
	else
		note_add(notes, "title", NULL, NULL, 0, NULL, SURE_AMBIGUOUS, at,
				 pstrdup("未找到标题，不知道是哪个单位的报告。"));
}

/* Reads the contact and the notice that the preamble lacks from section one. */
static void
read_preamble_below(Metadata *metadata, const FoldedText *overview)
{
	Metadata	below = {0};
	NoteList   *unsaid = notes_begin();

	if (metadata->notice == NULL)
		metadata_read_notice(overview, metadata);
	if (folded_find(overview, 0, overview->n, "电话") < 0 && folded_find(overview, 0, overview->n, "地址") < 0)
		return;
	metadata_read(overview, &below, unsaid);
	for (int i = 0; i < FIELD_COUNT; i++)
		if (metadata_field_info[i].group != NULL && strcmp(metadata_field_info[i].group, "contact") == 0 &&
			metadata->value[i].text == NULL)
			metadata->value[i] = below.value[i];
}

/* Returns the end of a stretch, or a place in it between two characters if it is longer than most. */
static const char *
cut(const char *start, const char *end, size_t most)
{
	const char *p = start + Min((size_t) (end - start), most);

	while (p > start && p < end && (*p & 0xC0) == 0x80)
		p--;
	return p;
}

void
page_head_read(const HeadLines *lines, PageHead *head, NoteList *notes)
{
	const char *end = cut(lines->above, lines->above_end, HEAD_MAX);
	const char *last = lines->end - Min(lines->end - lines->above_end, END_MAX);
	FoldedText   *above;
	FoldedText   *overview;
	FoldedText   *machine = NULL;
	Title		title;
	Title		prose;
	int			year;

	while (last < lines->end && (*last & 0xC0) == 0x80)
		last++;
	above = folded_text_read(lines->above, end);
	title_find(above, &title);
	metadata_read(above, &head->metadata, notes);
	metadata_read_notice(above, &head->metadata);
	if (lines->html_head != NULL)
	{
		Title		other;

		end = cut(lines->html_head, lines->html_head + strlen(lines->html_head), HEAD_MAX);
		machine = folded_text_read(lines->html_head, end);
		machine->place = lines->page;
		title_find(machine, &other);
		if (other.rank > title.rank)
			title = other;
		metadata_read(machine, &head->metadata, notes);
	}
	overview = folded_text_read(lines->overview, cut(lines->overview, lines->overview_end, HEAD_MAX));
	if (head->metadata.value[FIELD_TELEPHONE].text == NULL && head->metadata.value[FIELD_ADDRESS].text == NULL)
		read_preamble_below(&head->metadata, overview);
	/* otherwise the signature at the end of the page */
	if (head->metadata.signed_text == NULL)
		metadata_read_signature(folded_text_read(last, lines->end), &head->metadata);

	head->title = title.text;
	head->index_number = head->metadata.value[FIELD_INDEX_NUMBER].text;
	head->document_number = head->metadata.value[FIELD_DOCUMENT_NUMBER].text;
	memset(&prose, 0, sizeof(prose));
	if (title.unit == NULL || title.year == 0)
		title_find_in_prose(above, &prose);
	decide_issued(head);
	decide_unit(head, &title, &prose, lines->page, notes);
	read_period(head, above, overview, lines->page, notes);
	year = title.year == 0 || title.conflict ? year_of_prose(above) : 0;
	if (year == 0)
		year = prose.year;
	if (year == 0 && title.year == 0)
		year = year_of_text(overview, head->issued.year);
	decide_year(head, &title, year, lines->page, notes);
	check_notice(head, lines->page, notes);
}
