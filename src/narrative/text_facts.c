/*
 * text_facts.c
 *	  Facts about the text of a report itself: are all its parts there, and do
 *	  they mention the required subjects?
 */
#include "postgres.h"

#include "miscadmin.h"

#include "narrative/text_facts.h"
#include "narrative/text_hit.h"
#include "page/section.h"

/* Characters between the two dates of a period. */
#define PERIOD_GAP 6

/* Digits of contacts; a telephone number may have an area code and an extension. */
#define POSTCODE_DIGITS 6
#define TELEPHONE_DIGITS_MIN 7
#define TELEPHONE_DIGITS_MAX 13

typedef struct AspectWord
{
	IndicatorId fact;
	const char *text;
} AspectWord;

static const AspectWord aspect_words[] = {
#define ASPECT(fact, word) {INDICATOR_##fact, word},
#include "narrative/phrases.def"
};

typedef struct Facts
{
	List	   *hits;
	const char *section;
	Passage    *passage;
} Facts;

static TextHit *
add_fact(Facts *facts, IndicatorId fact, int64 number, int from, int to)
{
	TextHit    *hit = palloc0(sizeof(TextHit));

	hit->indicator = fact;
	hit->value = hit->low = hit->high = number * TEXT_UNIT;
	hit->unit = indicator_info[fact].units;
	hit->section = facts->section;
	hit->position = 1;
	if (facts->passage != NULL && to > from)
	{
		hit->position = passage_position(facts->passage, from);
		hit->evidence = passage_quote(facts->passage, from, to);
	}
	facts->hits = lappend(facts->hits, hit);
	return hit;
}

/* Returns the first place of a word, from a place on, or -1. */
static int
find_word(const Passage *passage, int from, const char *text)
{
	Word		word;
	int			at = from;

	CHECK_FOR_INTERRUPTS();
	word_read(text, strlen(text), &word);
	while (at < passage->n && !word_stands(passage, at, &word))
		at++;
	return at < passage->n ? at : -1;
}

static void
add_word_facts(Facts *facts, IndicatorId first, IndicatorId last)
{
	for (IndicatorId fact = first; fact <= last; fact++)
	{
		int			found = -1;
		int			end;

		for (int i = 0; i < lengthof(aspect_words); i++)
		{
			int			at = aspect_words[i].fact == fact ?
				find_word(facts->passage, 0, aspect_words[i].text) : -1;

			if (at >= 0 && (found < 0 || at < found))
				found = at;
		}
		end = found;
		while (found > 0 && !ends_clause(facts->passage->point[found - 1]))
			found--;
		while (end >= 0 && end < facts->passage->n && !ends_clause(facts->passage->point[end]))
			end++;
		add_fact(facts, fact, found >= 0, found, end);
	}
}

typedef struct SpokenDate
{
	int			year;			/* 0 if left out */
	int			month;
	int			day;
	int			start;
	int			end;
} SpokenDate;

static int
read_small_number(const Passage *passage, int *at)
{
	int			number = 0;
	int			start = *at;

	while (is_digit_point(passage->point[*at]) && *at - start < 4)
		number = number * 10 + (passage->point[(*at)++] - '0');
	return *at > start ? number : -1;
}

/* Reads 2023年1月1日 or 12月31日. */
static bool
read_date(const Passage *passage, int at, SpokenDate *date)
{
	int			number;

	memset(date, 0, sizeof(*date));
	date->start = at;
	number = read_small_number(passage, &at);
	if (number < 0)
		return false;
	if (passage->point[at] == 0x5E74)	/* 年 */
	{
		date->year = number;
		at++;
		number = read_small_number(passage, &at);
	}
	if (passage->point[at] != 0x6708)	/* 月 */
		return false;
	date->month = number;
	at++;
	date->day = read_small_number(passage, &at);
	if (passage->point[at] != 0x65E5)	/* 日 */
		return false;
	date->end = at + 1;
	return date->day > 0;
}

/* Adds the facts about the statistics period: two dates close together.  Returns false if there is none. */
static bool
add_period_facts(Facts *facts)
{
	const Passage *passage = facts->passage;
	SpokenDate	first = {0};

	for (int at = 0; at < passage->n; at++)
	{
		SpokenDate	date;

		if (!is_digit_point(passage->point[at]) || (at > 0 && is_digit_point(passage->point[at - 1])) ||
			!read_date(passage, at, &date))
			continue;
		if (first.end > 0 && first.year > 0 && at - first.end <= PERIOD_GAP)
		{
			if (date.year == 0)
				date.year = first.year;
			add_fact(facts, INDICATOR_period_year, first.year, first.start, date.end);
			add_fact(facts, INDICATOR_period_whole,
					 first.month == 1 && first.day == 1 && date.month == 12 && date.day == 31 &&
					 date.year == first.year, first.start, date.end);
			return true;
		}
		first = date;
		at = date.end - 1;
	}
	return false;
}

/* Returns how often a text stands in the passage, and its first place. */
static int
count_text(const Passage *passage, const char *text, int *first)
{
	int			count = 0;
	int			at = -1;

	*first = 0;
	while ((at = find_word(passage, at + 1, text)) >= 0)
		if (count++ == 0)
			*first = at;
	return count;
}

/* Adds how often each notice is cited.  Returns whether one is. */
static bool
add_notice_facts(Facts *facts, bool always)
{
	static const struct
	{
		IndicatorId fact;
		const char *text;
	}			notices[] = {
		{INDICATOR_notice_2019, "公开办函(2019)60号"},
		{INDICATOR_notice_2021, "公开办函(2021)30号"}
	};
	int			count[lengthof(notices)];
	int			first[lengthof(notices)];
	int			all = 0;

	for (int i = 0; i < lengthof(notices); i++)
		all += count[i] = count_text(facts->passage, notices[i].text, &first[i]);
	for (int i = 0; i < lengthof(notices) && (all > 0 || always); i++)
		add_fact(facts, notices[i].fact, count[i], first[i], count[i] == 0 ? 0 : first[i] +
				 count_code_points(notices[i].text, notices[i].text + strlen(notices[i].text)));
	return all > 0;
}

/* Does a number with so many digits follow the word, apart from colons, brackets and hyphens? */
static bool
digits_follow(const Passage *passage, const char *text, int least, int most)
{
	int			at = -1;
	int			len = count_code_points(text, text + strlen(text));

	while ((at = find_word(passage, at + 1, text)) >= 0)
	{
		int			p = at + len;
		int			digits = 0;

		while (passage->point[p] == ':' || passage->point[p] == '(' || passage->point[p] == ' ')
			p++;
		while (is_digit_point(passage->point[p]) || passage->point[p] == '-' || passage->point[p] == ')' ||
			   (passage->point[p] >= 0x2012 && passage->point[p] <= 0x2015))
			digits += is_digit_point(passage->point[p++]);
		if (digits >= least && digits <= most)
			return true;
	}
	return false;
}

/* Adds which parts of the contact are stated.  Returns whether one is. */
static bool
add_contact_facts(Facts *facts, bool always)
{
	bool		address = find_word(facts->passage, 0, "地址") >= 0;
	bool		postcode = digits_follow(facts->passage, "邮编", POSTCODE_DIGITS, POSTCODE_DIGITS) ||
		digits_follow(facts->passage, "邮政编码", POSTCODE_DIGITS, POSTCODE_DIGITS) ||
		digits_follow(facts->passage, "邮码", POSTCODE_DIGITS, POSTCODE_DIGITS);
	bool		telephone = digits_follow(facts->passage, "电话", TELEPHONE_DIGITS_MIN, TELEPHONE_DIGITS_MAX) ||
		digits_follow(facts->passage, "联系方式", TELEPHONE_DIGITS_MIN, TELEPHONE_DIGITS_MAX);

	if (!always && !(postcode || telephone))
		return false;
	add_fact(facts, INDICATOR_contact_address, address, 0, 0);
	add_fact(facts, INDICATOR_contact_postcode, postcode, 0, 0);
	add_fact(facts, INDICATOR_contact_telephone, telephone, 0, 0);
	return address || postcode || telephone;
}

/* Returns the number at the start of a printed title, or 0. */
static int
title_number(const char *title)
{
	for (int section = 1; section <= SECTION_COUNT; section++)
	{
		const char *key = section_key(section);
		size_t		len = strlen(key);

		if (strncmp(title, key, len) == 0 &&
			(strncmp(title + len, "、", 3) == 0 || title[len] == ' ' || title[len] == '.' ||
			 strncmp(title + len, "．", 3) == 0 || strncmp(title + len, "，", 3) == 0))
			return section;
	}
	return 0;
}

/* Is a printed title, apart from its number, one of page_words.def? */
static bool
title_is_known(const char *title, int section)
{
	Passage    *passage = passage_read(title, strlen(title));
	int			start = 0;
	bool		known = false;

	while (numeral_value(passage->point[start]) >= 0 || ends_clause(passage->point[start]) ||
		   passage->point[start] == 0x3001 || passage->point[start] == '.' || passage->point[start] == ' ')
		start++;
	while (passage->n > start && (passage->point[passage->n - 1] == ':' || passage->point[passage->n - 1] == 0x3002))
		passage->n--;
	for (int i = 0; i < SECTION_TITLE_COUNT && !known; i++)
	{
		Word		word;

		word_read(section_titles[i].title, strlen(section_titles[i].title), &word);
		known = section_titles[i].section == section && word.len == passage->n - start &&
			word_stands(passage, start, &word);
	}
	passage_free(passage);
	return known;
}

static void
add_section_facts(Facts *facts, const TextSection *section, int number)
{
	Passage    *passage = passage_read(section->text, strlen(section->text));

	facts->section = section->key;
	facts->passage = passage;
	switch (number)
	{
		case 0:
			add_fact(facts, INDICATOR_preamble_length, passage->n, 0, 0);
			break;
		case 1:
			add_fact(facts, INDICATOR_overview_length, passage->n, 0, 0);
			add_word_facts(facts, INDICATOR_aspect_disclosure, INDICATOR_aspect_supervision);
			break;
		case 5:
			add_fact(facts, INDICATOR_problems_length, passage->n, 0, 0);
			add_word_facts(facts, INDICATOR_problems_named, INDICATOR_measures_named);
			break;
		case 6:
			add_fact(facts, INDICATOR_other_matters_length, passage->n, 0, 0);
			add_word_facts(facts, INDICATOR_fee_stated, INDICATOR_fee_notice_stated);
			break;
		default:
			break;
	}
	facts->passage = NULL;
	facts->section = NULL;
	passage_free(passage);
}

/*
 * Adds what the preamble must state; where its sentences stand at the
 * beginning of section one, from there.
 */
static void
add_preamble_facts(Facts *facts, const TextSection *preamble, const TextSection *overview)
{
	const TextSection *sections[] = {overview, preamble};
	bool		has_period = false;
	bool		has_notice = false;
	bool		has_contact = false;

	for (int i = lengthof(sections) - 1; i >= 0; i--)
	{
		/* the preamble has the word if none of them says it */
		bool		is_last = i == 0 || sections[0] == NULL;
		bool		says_nothing = is_last && preamble != NULL;

		if (sections[i] == NULL)
			continue;
		facts->section = sections[i]->key;
		facts->passage = passage_read(sections[i]->text, strlen(sections[i]->text));
		has_period = has_period || add_period_facts(facts);
		has_notice = has_notice || add_notice_facts(facts, says_nothing);
		has_contact = has_contact || add_contact_facts(facts, says_nothing);
		passage_free(facts->passage);
	}
	facts->passage = NULL;
	facts->section = NULL;
}

/* Whether by item or by page, a fee is a multiple of ten yuan (国办函〔2020〕109号). */
static void
add_fee_fact(Facts *facts, const List *numbers)
{
	int			fees = 0;
	int			off_scale = 0;
	ListCell   *lc;

	foreach(lc, numbers)
	{
		const TextHit *hit = lfirst(lc);

		if (hit->indicator != INDICATOR_fee || hit->aspect != ASPECT_VALUE || hit->approximate)
			continue;
		fees++;
		off_scale += hit->value % (10 * TEXT_UNIT) != 0;
	}
	if (fees > 0)
		add_fact(facts, INDICATOR_fee_off_scale, off_scale, 0, 0);
}

List *
text_facts(const TextSection *sections, int nsections, const List *numbers)
{
	Facts		facts = {NIL, NULL, NULL};
	const TextSection *preamble = NULL;
	const TextSection *overview = NULL;
	int			present = 0;
	int			misnumbered = 0;
	int			retitled = 0;

	/* no sections, no facts */
	if (nsections == 0)
		return NIL;
	add_fee_fact(&facts, numbers);
	for (int i = 0; i < nsections; i++)
	{
		int			number = section_by_key(sections[i].key);
		int			printed = sections[i].title ? title_number(sections[i].title) : 0;

		present += number > 0;
		misnumbered += number > 0 && printed > 0 && printed != number;
		retitled += number > 0 && sections[i].title != NULL && !title_is_known(sections[i].title, number);
		if (number >= 0 && sections[i].text != NULL)
			add_section_facts(&facts, &sections[i], number);
		if (number == 0 && sections[i].text != NULL)
			preamble = &sections[i];
		else if (number == 1 && sections[i].text != NULL)
			overview = &sections[i];
	}
	add_preamble_facts(&facts, preamble, overview);
	add_fact(&facts, INDICATOR_sections_present, present, 0, 0);
	add_fact(&facts, INDICATOR_sections_misnumbered, misnumbered, 0, 0);
	add_fact(&facts, INDICATOR_sections_retitled, retitled, 0, 0);
	return facts.hits;
}
