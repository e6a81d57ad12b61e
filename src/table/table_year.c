/*
 * table_year.c
 *	  Tables of several years on one page: last year's beside this year's.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/code_point.h"
#include "common/folded_text.h"
#include "table/shape.h"
#include "table/table_year.h"
#include "table/thresholds.h"

/* Code points that end a sentence or part it: a caption is none */
#define IS_SENTENCE_SIGN(point) ((point) == 0x3002 || (point) == ',' || (point) == ';')

#define YEAR_WORD	"年"

static const struct
{
	const char *word;
	int			years;			/* from the report's year on */
}			year_words[] = {
#define CAPTION_YEAR(word, years) {word, years},
#include "page/page_words.def"
};

/* Is a folded text a few words, and no sentence? */
static bool
may_be_caption(const FoldedText *text)
{
	if (text->n == 0 || text->n > CAPTION_POINTS_MAX)
		return false;
	for (int i = 0; i < text->n; i++)
		if (IS_SENTENCE_SIGN(text->point[i].point))
			return false;
	return true;
}

/* Returns the only year that a text names, "2022年", or 0; a date is none. */
static int
named_year(const FoldedText *text)
{
	int			found = 0;

	for (int i = 0; i < text->n; i++)
	{
		int			after;
		int			year = folded_year_at(text, i, text->n, &after);

		if (year == 0)
			continue;
		if ((found != 0 && found != year) || (after < text->n && is_digit_point(text->point[after].point)))
			return 0;
		found = year;
	}
	return found;
}

/* Returns the year that a short text names by a word, 上年, or 0. */
static int
year_by_word(const FoldedText *text, int report_year)
{
	if (report_year == 0 || text->n > YEAR_WORD_POINTS_MAX)
		return 0;
	for (int i = 0; i < lengthof(year_words); i++)
		if (folded_find(text, 0, text->n, year_words[i].word) >= 0)
			return report_year + year_words[i].years;
	return 0;
}

/* Has a line the sign that all names of years have? */
static bool
names_year(Span line)
{
	for (const char *p = line.start; p + strlen(YEAR_WORD) <= line.end; p++)
		if (memcmp(p, YEAR_WORD, strlen(YEAR_WORD)) == 0)
			return true;
	return false;
}

int
year_of_caption(Span line, int report_year)
{
	FoldedText *text;
	int			year;

	if (line.end - line.start > CAPTION_BYTES_MAX || !names_year(line))
		return 0;
	text = folded_text_read(line.start, line.end);
	if (!may_be_caption(text))
		return 0;
	year = named_year(text);
	return year != 0 ? year : year_by_word(text, report_year);
}

int
year_of_further_report(Span text)
{
	int			found = 0;
	Span		line;

	while (span_next_line(&text.start, text.end, &line))
	{
		FoldedText *words;
		int			year;

		CHECK_FOR_INTERRUPTS();
		if (line.end - line.start > CAPTION_BYTES_MAX || !names_year(line))
			continue;
		words = folded_text_read(line.start, line.end);
		year = may_be_caption(words) ? named_year(words) : 0;
		if (year != 0 && folded_find(words, 0, words->n, "信息公开") >= 0 && folded_find(words, 0, words->n, "报告") >= 0)
			found = year;
	}
	return found;
}

/* The rows of a table that stand under captions of one year. */
typedef struct YearGroup
{
	int			year;			/* 0: that of the report, or not said */
	int			filled;
	int			cells;			/* of filled rows */
	bool		has_row[ROW_COUNT];
} YearGroup;

/* Collects the groups of a table; returns how many. */
static int
group_rows(const Tables *tables, int table, YearGroup *groups)
{
	int			n = 0;
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		const ReadRow *row = lfirst(lc);
		YearGroup  *group = groups;

		if (row->line.table != table || !row_is_filled(row))
			continue;
		while (group < groups + n && group->year != row->year)
			group++;
		if (group == groups + n)
		{
			if (n == TABLE_YEARS_MAX)
				continue;
			memset(group, 0, sizeof(YearGroup));
			group->year = row->year;
			n++;
		}
		group->filled++;
		group->cells += row->line.ndata;
		if (row->row >= 0)
			group->has_row[row->row] = true;
	}
	return n;
}

/* Do two groups hold the same table? */
static bool
same_table(const TableShape *shape, const YearGroup *a, const YearGroup *b)
{
	int			common = 0;

	if (shape->kind == SHAPE_ABREAST)
		return a->cells >= shape->columns && b->cells >= shape->columns;
	for (int row = 0; row < ROW_COUNT; row++)
		common += a->has_row[row] && b->has_row[row];
	return common * REPEATED_ROWS_OF >= Min(a->filled, b->filled);
}

/*
 * Returns the group of the report's year: without one, the latest if that year is not known, and
 * else none, NULL.
 */
static const YearGroup *
group_of_year(const YearGroup *groups, int n, int report_year)
{
	const YearGroup *latest = &groups[0];

	for (int i = 0; i < n; i++)
	{
		if (groups[i].year == 0)
			return &groups[i];
		if (groups[i].year > latest->year)
			latest = &groups[i];
	}
	return report_year == 0 ? latest : NULL;
}

/* Drops the rows of one group of a table. */
static void
drop_group(Tables *tables, int table, int year, NoteList *notes)
{
	List	   *kept = NIL;
	const ReadRow *first = NULL;
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		ReadRow    *row = lfirst(lc);

		if (row->line.table != table || row->year != year)
		{
			kept = lappend(kept, row);
			continue;
		}
		if (first == NULL)
			first = row;
		if (row->row >= 0 && tables->row[row->row] == row)
			tables->row[row->row] = NULL;
	}
	tables->rows = kept;
	if (first != NULL && !notes_dropped(notes))
		note_add(notes, "repeated_row", table_info[table].name, NULL, 0, NULL, SURE_READ, first->line.at,
				 psprintf("“%s”另有%d年的一张，不是报告年度的数字，未采用。", table_info[table].label, year));
}

/* Of rows that come several times the first is read, as where no year is said. */
static void
drop_repeated_rows(Tables *tables, NoteList *notes)
{
	List	   *kept = NIL;
	bool		seen[ROW_COUNT] = {false};
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		ReadRow    *row = lfirst(lc);

		if (row->row >= 0 && seen[row->row])
		{
			note_repeated_row(notes, &row->line, (Span) {NULL, NULL}, row->line.at);
			continue;
		}
		if (row->row >= 0)
		{
			seen[row->row] = true;
			tables->row[row->row] = row;
		}
		kept = lappend(kept, row);
	}
	tables->rows = kept;
}

void
keep_rows_of_year(Tables *tables, int report_year, NoteList *notes)
{
	bool		any = false;
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		ReadRow    *row = lfirst(lc);

		if (row->year == report_year)
			row->year = 0;
		any = any || row->year != 0;
	}
	for (int table = 0; any && table < TABLE_COUNT; table++)
	{
		YearGroup	groups[TABLE_YEARS_MAX];
		int			n = group_rows(tables, table, groups);
		const YearGroup *own = n > 0 ? group_of_year(groups, n, report_year) : NULL;

		for (int i = 0; n > 1 && i < n; i++)
			if (&groups[i] != own && same_table(tables->shape[table], &groups[i], own != NULL ? own : &groups[(i + 1) % n]))
				drop_group(tables, table, groups[i].year, notes);
	}
	if (any)
		drop_repeated_rows(tables, notes);
}
