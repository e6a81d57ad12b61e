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
} StatisticsPeriod;

/* Reads "2020年1月1日起至12月31日" at a place. */
static bool
period_at(const FoldedText *text, int at, StatisticsPeriod *period)
{
	static const char *const joints[] = {"起", "至", "到", "-", "—", "–", "―", "~", "～", "─", "止", "起至"};
	int			after;
	int			next;
	int			joined = 0;

	if (!folded_date_at(text, at, text->n, 0, &period->from, &after))
		return false;
	while (joined < JOINTS_MAX && (next = folded_any_word_at(text, after, text->n, joints, lengthof(joints))) >= 0)
	{
		after = next;
		joined++;
	}
	return joined > 0 && after < text->n &&
		folded_date_at(text, after, text->n, period->from.year, &period->to, &next) &&
		(period->to.year > period->from.year ||
		 (period->to.year == period->from.year &&
		  period->to.month * 100 + period->to.day > period->from.month * 100 + period->from.day));
}

static bool
is_whole_year(const StatisticsPeriod *period)
{
	return period->from.year == period->to.year && period->from.month == 1 && period->from.day == 1 &&
		period->to.month == 12 && period->to.day == 31;
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

	memset(period, 0, sizeof(StatisticsPeriod));
	period->at = -1;
	for (int i = 0; i < text->n; i++)
	{
		int			digit = digit_of_point(text->point[i].point);
		bool		said = false;

		if (digit == 2 && period_at(text, i, &found))
		{
			for (int k = Max(0, i - PERIOD_REACH); k < i; k++)
				said = said || folded_any_word_at(text, k, text->n, words, lengthof(words)) >= 0;
			if (said || is_whole_year(&found))
			{
				period->from = found.from;
				period->to = found.to;
				period->at = -1;
				return;
			}
		}
		else if (period->at < 0)
		{
			int			after = folded_any_word_at(text, i, text->n, words, lengthof(words));
			int			next;
			int			end;

			if (after < 0)
				continue;
			while ((next = folded_any_word_at(text, after, text->n, between, lengthof(between))) >= 0)
				after = next;
			if (folded_word_at(text, after, text->n, "20") < 0 || period_at(text, after, &found))
				continue;
			for (end = after; end < text->n && end < after + PERIOD_QUOTE_MAX; end++)
				if (text->point[end].point == 0x3002 || text->point[end].point == ',' || text->point[end].point == ';')
					break;
			period->at = after;
			period->end = end;
		}
	}
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
read_period(PageHead *head, const FoldedText *text, const char *at, NoteList *notes)
{
	StatisticsPeriod		period;

	find_period(text, &period);
	if (period.from.year != 0 && period.at < 0)
	{
		head->period_start = period.from;
		head->period_end = period.to;
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

/* Takes the unit from the title, or from the publisher if the title has none. */
static void
decide_unit(PageHead *head, const Title *title, const char *at, NoteList *notes)
{
	const char *publisher = head->metadata.value[FIELD_PUBLISHER].text;
	FoldedText   *name;

	head->unit_name = title->unit;
	if (title->unit != NULL || title->rank == 0)
		return;
	if (publisher != NULL)
	{
		name = folded_text_read(publisher, publisher + strlen(publisher));
		if (is_office_name(name, 0, name->n))
		{
			head->unit_name = folded_dense(name, 0, name->n);
			note_add(notes, "title", NULL, title->text, strlen(title->text), NULL, SURE_READ, at,
					 psprintf("标题中没有单位名称，按发布机构读作“%s”。", head->unit_name));
			return;
		}
	}
	note_add(notes, "title", NULL, title->text, strlen(title->text), NULL, SURE_AMBIGUOUS, at,
			 pstrdup("标题中没有可以认定的单位名称。"));
}

void
page_head_read(const HeadLines *lines, PageHead *head, NoteList *notes)
{
	const char *end = Min(lines->above_end, lines->above + HEAD_MAX);
	const char *last = lines->end - Min(lines->end - lines->above_end, END_MAX);
	FoldedText   *above;
	FoldedText   *machine = NULL;
	Title		title;

	/* cut between characters */
	while (end > lines->above && end < lines->above_end && (*end & 0xC0) == 0x80)
		end--;
	while (last < lines->end && (*last & 0xC0) == 0x80)
		last++;
	above = folded_text_read(lines->above, end);
	title_find(above, &title);
	metadata_read(above, &head->metadata, notes);
	metadata_read_notice(above, &head->metadata);
	if (lines->html_head != NULL)
	{
		Title		other;

		end = lines->html_head + Min(strlen(lines->html_head), HEAD_MAX);
		while (end > lines->html_head && (*end & 0xC0) == 0x80)
			end--;
		machine = folded_text_read(lines->html_head, end);
		machine->place = lines->page;
		title_find(machine, &other);
		if (other.rank > title.rank)
			title = other;
		metadata_read(machine, &head->metadata, notes);
	}
	/* otherwise the signature at the end of the page */
	if (head->metadata.signed_text == NULL)
		metadata_read_signature(folded_text_read(last, lines->end), &head->metadata);

	head->title = title.text;
	if (title.rank == 0)
		note_add(notes, "title", NULL, NULL, 0, NULL, SURE_AMBIGUOUS, lines->page,
				 pstrdup("未找到标题，不知道是哪个单位的报告。"));
	head->index_number = head->metadata.value[FIELD_INDEX_NUMBER].text;
	head->document_number = head->metadata.value[FIELD_DOCUMENT_NUMBER].text;
	read_period(head, above, lines->page, notes);
	decide_unit(head, &title, lines->page, notes);
	decide_year(head, &title, year_of_prose(above), lines->page, notes);
	decide_issued(head);
	check_notice(head, lines->page, notes);
}
