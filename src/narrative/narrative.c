/*
 * narrative.c
 *	  The numbers that the text of a report states.
 *
 * One pass over the text.  At each number all phrases are tried around it; the
 * words before it in the sentence give its topic, year and scope.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "narrative/implied_number.h"
#include "narrative/narrative.h"
#include "narrative/phrase_fit.h"

/* Numerals of a heading's number, as in （二十三）. */
#define HEADING_NUMERALS_MAX 3

static KnownWord context_words[] = {
#define CONTEXT_WORD(word, context) {.text = word, .value = CONTEXT_##context},
#include "narrative/phrases.def"
};

static KnownWord denial_words[] = {
#define DENIAL(word) {.text = word},
#include "narrative/phrases.def"
};

static KnownWord totality_words[] = {
#define TOTALITY(word) {.text = word, .value = false},
#define CLAUSE_TOTALITY(word) {.text = word, .value = true},
#include "narrative/phrases.def"
};

static KnownWord part_words[] = {
#define PARTS(word) {.text = word},
#include "narrative/phrases.def"
};

static KnownWord comparing_words[] = {
#define COMPARES(word) {.text = word},
#include "narrative/phrases.def"
};

static KnownWord including_words[] = {
#define INCLUDING(word) {.text = word},
#include "narrative/phrases.def"
};

/* The code points that words of read_cue_words() begin with: most places have none. */
static PointSet cue_points;

static void
read_cue_list(KnownWord *words, int n)
{
	known_words_read(words, n);
	point_set_add(&cue_points, words, n);
}

static void
narrative_init(void)
{
	static bool done = false;
	MemoryContext old;

	if (done)
		return;
	old = MemoryContextSwitchTo(TopMemoryContext);
	phrase_init();
	spoken_number_init();
	attribution_init(&cue_points);
	read_cue_list(context_words, lengthof(context_words));
	read_cue_list(denial_words, lengthof(denial_words));
	read_cue_list(totality_words, lengthof(totality_words));
	read_cue_list(part_words, lengthof(part_words));
	read_cue_list(including_words, lengthof(including_words));
	read_cue_list(comparing_words, lengthof(comparing_words));
	implied_number_init();
	MemoryContextSwitchTo(old);
	done = true;
}

/* A list of parts may go on behind ；, with 二是 … */
static void
begin_sentence(NarrativeReader *reader, int at, bool goes_on)
{
	reader->sentence = reader->clause = reader->last_number = at;
	attribution_begin(&reader->attribution);
	reader->including = reader->bracket = -1;
	reader->last_hit = NULL;
	reader->sentence_hits = NIL;
	reader->subject = INDICATOR_none;
	/* "1.政府网站。" stands above the next sentence */
	if (!reader->is_title)
		reader->channel = INDICATOR_none;
	reader->is_title = false;
	reader->depth = 0;
	if (goes_on)
		return;
	part_list_begin(&reader->list);
}

/*
 * Is the share behind a comma that of several numbers: 企业申请4件、律师事务所申请2件，占比6.4%?
 */
static bool
is_joint_share(const NarrativeReader *reader, const PhraseFit *fit)
{
	int			n = list_length(reader->sentence_hits);
	const TextHit *before = n >= 2 ? list_nth(reader->sentence_hits, n - 2) : NULL;

	return fit->phrase->aspect == ASPECT_SHARE && before != NULL && before->end > 0 &&
		llast(reader->sentence_hits) == reader->last_hit && reader->passage->point[before->end] == 0x3001 &&
		reader->passage->point[reader->last_hit->end] == ',';
}

/* Adds "占33.9%" or "同比增长1.05%", said about the number before it. */
static void
add_companion(NarrativeReader *reader, const TextHit *about, const SpokenNumber *number, const PhraseFit *fit)
{
	TextHit    *hit = reader_add_hit(reader, about->indicator, reader_words_begin(reader, fit->start),
										 number->start, number->end);

	text_hit_set_number(hit, number, fit->bound);
	hit->aspect = fit->phrase->aspect;
	if (hit->aspect == ASPECT_GROWTH && strcmp(number->unit, "%") != 0)
		hit->aspect = ASPECT_INCREASE;
	hit->scope = about->scope;
	hit->of_itself = about->of_itself;
	hit->year = about->year;
	hit->cumulative = about->cumulative;
	if (!about->approximate)
	{
		hit->has_base = true;
		hit->base = about->value;
	}
	if (fit->phrase->sign < 0)
	{
		int64		low = hit->low;
		bool		no_low = hit->no_low;

		hit->value = -hit->value;
		hit->low = -hit->high;
		hit->high = -low;
		hit->no_low = hit->no_high;
		hit->no_high = no_low;
	}
}

/*
 * Notes that the number of applications received includes those carried in:
 * 收到申请6件（含上年结转1件）.
 */
static void
note_inclusion(NarrativeReader *reader, const SpokenNumber *number)
{
	ListCell   *lc;

	if (reader->including < 0)
		return;
	foreach(lc, reader->sentence_hits)
	{
		TextHit    *hit = lfirst(lc);

		if (hit->indicator == INDICATOR_requests_received && hit->aspect == ASPECT_VALUE &&
			hit->end <= reader->including && hit->value >= number->value)
			hit->with_carried_in = true;
	}
}

/*
 * Is it only the number with which the one before is compared: 276件，上年为301件，降幅
 * 8.3%, or 2022年为301件?  Then what follows is still about the one before.
 */
static bool
is_compared(const NarrativeReader *reader, const SpokenNumber *number, const PhraseFit *fit)
{
	if (reader->last_hit == NULL || reader->last_hit->aspect != ASPECT_VALUE ||
		strcmp(reader->last_hit->unit, number->unit) != 0 ||
		!(attribution_is_comparison(&reader->attribution, reader->last_number) ||
		  (reader->attribution.year_at >= reader->last_number && reader->attribution.year < reader->last_hit->year)))
		return false;
	return fit->phrase == NULL || (fit->phrase->kind == PHRASE_NUMBER && fit->phrase->indicator == reader->last_hit->indicator);
}

/*
 * Is it, behind 其中, part of a number of the same indicator: 解读45篇，其中文字解读20篇、图解18篇?
 */
static bool
is_part_of_same(const NarrativeReader *reader, const SpokenNumber *number, const Phrase *phrase)
{
	ListCell   *lc;

	if (phrase == NULL || phrase->kind != PHRASE_NUMBER || phrase->indicator == INDICATOR_none || !reader->list.begun)
		return false;
	foreach(lc, reader->sentence_hits)
	{
		const TextHit *hit = lfirst(lc);

		if (hit->indicator == phrase->indicator && hit->aspect == ASPECT_VALUE && hit->value >= number->value)
			return true;
	}
	return false;
}

/*
 * Returns the number of what the clause compares, also if the sentence has not told it: "申请总量比上年增长21.4%".  Then it
 * stands in "untold".
 */
static const TextHit *
compared_hit(const NarrativeReader *reader, TextHit *untold)
{
	ListCell   *lc;

	foreach(lc, reader->sentence_hits)
	{
		const TextHit *hit = lfirst(lc);

		if (hit->indicator == reader->subject && hit->aspect == ASPECT_VALUE)
			return hit;
	}
	memset(untold, 0, sizeof(*untold));
	untold->indicator = reader->subject;
	untold->approximate = true;
	attribute_hit(&reader->attribution, reader->clause, untold);
	return untold;
}

static void
read_number(NarrativeReader *reader, const SpokenNumber *number)
{
	PhraseFit	fit;
	TextHit		untold;
	const TextHit *about = reader->last_hit;
	int			least;

	CHECK_FOR_INTERRUPTS();
	/* words may take in a bracket right behind the number before: 41件（50%） */
	phrase_fit_best(reader->passage, number, reader->bracket >= 0 && reader->bracket == reader->bracket_number ?
					reader->bracket : Max(reader->clause, reader->last_number),
					reader->context, about, &fit);
	if ((fit.phrase == NULL || fit.phrase->kind == PHRASE_COMPANION) &&
		reader->subject != INDICATOR_none && reader->subject_at >= Max(reader->clause, reader->last_number))
	{
		about = compared_hit(reader, &untold);
		phrase_fit_best(reader->passage, number, reader->subject_at, CONTEXT_OTHER, about, &fit);
		if (fit.phrase == NULL || fit.phrase->kind != PHRASE_COMPANION ||
			(about == &untold && attribution_is_open(&reader->attribution, reader->clause, fit.start, true)))
			fit.phrase = NULL;
	}
	if (is_compared(reader, number, &fit))
	{
		attribution_forget_year(&reader->attribution, reader->last_number);
		return;
	}
	/* behind a phrase that names a year, as 结转到2025年, the year of the sentence is that before */
	if (fit.phrase != NULL && fit.has_before)
	{
		attribution_forget_year(&reader->attribution, fit.start);
		/* but not 分别发布信息96条、408条 */
		if (fit.start < number->start &&
			!(reader->passage->point[number->end] == 0x3001 && is_digit_point(reader->passage->point[number->end + 1])))
			attribution_forget_each(&reader->attribution, fit.start);
	}
	if (part_list_is_part(&reader->list, number, fit.phrase) || is_part_of_same(reader, number, fit.phrase))
		fit.phrase = NULL;
	if (fit.phrase == NULL || fit.phrase->indicator == INDICATOR_none)
	{
		if (fit.phrase == NULL || fit.phrase->kind == PHRASE_NUMBER)
			part_list_add(&reader->list, reader->passage, number, reader->clause, reader->depth);
	}
	if (fit.phrase == NULL)
	{
		if (!read_published(reader, number) && !read_total(reader, number) && !read_subject_number(reader, number))
			reader->last_hit = NULL;
	}
	else if (fit.phrase->kind == PHRASE_COMPANION && is_joint_share(reader, &fit))
		reader->last_hit = NULL;
	else if (fit.phrase->kind == PHRASE_COMPANION)
		add_companion(reader, about, number, &fit);
	else if (fit.phrase->indicator == INDICATOR_none ||
			 attribution_is_open(&reader->attribution, reader->clause, fit.start, fit.phrase->names_last_year))
		reader->last_hit = NULL;
	else
	{
		IndicatorId indicator = fit.phrase->indicator;

		if (indicator == INDICATOR_disclosed && reader->channel != INDICATOR_none)
			indicator = reader->channel;
		reader_add_number(reader, indicator, reader_words_begin(reader, fit.start), number, fit.bound);
		if (reader->last_hit->indicator == reader->subject)
			reader->subject = INDICATOR_none;
		if (reader->last_hit->indicator == INDICATOR_requests_carried_in)
			note_inclusion(reader, number);
		if (part_list_takes(&reader->list, number))
		{
			if (part_list_knows(&reader->list, reader->last_hit))
				part_list_add(&reader->list, reader->passage, number, reader->clause, reader->depth);
			else
				reader->list.complete = false;
		}
		if (reader->list.total == NULL && !reader->last_hit->approximate &&
			indicator_of_list(reader->last_hit->indicator, &least) != INDICATOR_none)
			reader->list.total = reader->last_hit;
	}
}

/* Adds the sum of the parts listed behind a total. */
static void
end_sentence(NarrativeReader *reader, int at)
{
	TextHit    *hit;
	IndicatorId sum;
	int			least;

	if (reader->list.total == NULL || !reader->list.complete)
		return;
	sum = indicator_of_list(reader->list.total->indicator, &least);
	if (reader->list.n < least)
		return;
	hit = reader_add_hit(reader, sum, Max(reader->sentence, at - EVIDENCE_MAX), at, at);
	hit->value = hit->low = hit->high = reader->list.sum;
	hit->unit = reader->list.total->unit;
	hit->scope = reader->list.total->scope;
	hit->of_itself = reader->list.total->of_itself;
	hit->year = reader->list.total->year;
	hit->cumulative = reader->list.total->cumulative;
}

/* Returns the end of the count that stands behind a word. */
static int
count_end(const Passage *passage, int at)
{
	while (passage->point[at] != 0 && passage->point[at] != 0x3001 && !ends_clause(passage->point[at]))
		at++;
	return at;
}

/*
 * Is a word that names one kind of lawsuits the second of two that are only
 * counted: 直接起诉2件、复议后起诉1件，结果维持2件?  Then results that follow are
 * those of both; in brackets behind the second count they are its own.
 */
static bool
counts_both_suits(const NarrativeReader *reader, int at, int len, Context context)
{
	const pg_wchar *point = reader->passage->point;
	const TextHit *before = reader->last_hit;
	IndicatorId other;

	if (context == CONTEXT_LATER_SUITS)
		other = INDICATOR_direct_suits;
	else if (context == CONTEXT_DIRECT_SUITS)
		other = INDICATOR_later_suits;
	else
		return false;
	return before != NULL && before->indicator == other && before->end == at - 1 &&
		point[count_end(reader->passage, at + len)] != '(';
}

/*
 * Reads the words at a place that give context, scope or time, deny or
 * list.  Before *context_end no context is looked for.
 */
static void
read_cue_words(NarrativeReader *reader, int at, int *context_end)
{
	const Passage *passage = reader->passage;
	const KnownWord *word;

	if (at >= *context_end)
	{
		word = known_word_at(passage, at, context_words, lengthof(context_words));
		if (word != NULL)
		{
			if (counts_both_suits(reader, at, word->word.len, word->value))
			{
				reader->context = CONTEXT_LAWSUITS;
				reader->context_at = at;
			}
			/* one of a list of counts is no topic, 主动公开46件、依申请公开7件, but of what stands in brackets behind it */
			else if (at == 0 || passage->point[at - 1] != 0x3001 || !is_digit_point(passage->point[at + word->word.len]) ||
					 passage->point[count_end(passage, at + word->word.len)] == '(')
			{
				reader->context = word->value;
				reader->context_at = at;
			}
			*context_end = at + word->word.len;
		}
	}
	attribution_read_word(&reader->attribution, passage, reader->clause, at);
	if (known_word_at(passage, at, part_words, lengthof(part_words)) != NULL)
	{
		/* a list within a list would count twice */
		if (reader->list.n > 0 && numeral_value(passage->point[at]) < 0)
			reader->list.complete = false;
		reader->list.begun = true;
	}
	if (known_word_at(passage, at, including_words, lengthof(including_words)) != NULL)
		reader->including = at;
	if (known_word_at(passage, at, comparing_words, lengthof(comparing_words)) != NULL)
		read_subject(reader, at);
	word = known_word_at(passage, at, denial_words, lengthof(denial_words));
	if (word != NULL)
		read_denial(reader, at, word->word.len);
	word = known_word_at(passage, at, totality_words, lengthof(totality_words));
	if (word != NULL && (!word->value || at == reader->clause))
		read_totality(reader, at, word->word.len);
}

/* Is there a heading's number, （三）, at the place? */
static bool
is_heading_mark(const Passage *passage, int at)
{
	int			i = at + 1;

	if (passage->point[at] != '(' || (at > 0 && passage->point[at - 1] == 0x7B2C)) /* 第（五）项 */
		return false;
	while (numeral_value(passage->point[i]) > 0 && i - at <= HEADING_NUMERALS_MAX)
		i++;
	return i > at + 1 && passage->point[i] == ')';
}

/*
 * Counts brackets.  Behind a short remark the clause goes on: in 公众号（2个）发布信息
 * 149条 the words before the remark still belong to the number.
 */
static void
read_bracket(NarrativeReader *reader, int at)
{
	pg_wchar	point = reader->passage->point[at];

	if (point == '(')
	{
		reader->depth++;
		reader->bracket = at;
		reader->bracket_clause = reader->clause;
		reader->bracket_number = reader->last_number;
		reader->bracket_hit = reader->last_hit;
	}
	else if (point == ')')
	{
		reader->depth--;
		if (reader->bracket >= 0 && remark_begin(reader->passage, at) == reader->bracket)
		{
			reader->clause = reader->bracket_clause;
			reader->last_number = reader->bracket_number;
		}
		else
			reader->clause = at + 1;
		/* 收到申请47件（自然人43件），同比增长17.5%: what follows compares the number before the bracket */
		if (reader->bracket >= reader->sentence)
			reader->last_hit = reader->bracket_hit;
		reader->bracket = -1;
	}
}

/* Does the list go on, or end, right behind a number? */
static bool
ends_part(const Passage *passage, int at)
{
	pg_wchar	point = passage->point[at];

	return point == 0 || point == 0x3001 || ends_clause(point);
}

List *
narrative_read(const char *text, size_t len)
{
	NarrativeReader		reader;
	int			context_end = 0;

	narrative_init();
	memset(&reader, 0, sizeof(reader));
	reader.passage = passage_read(text, len);
	begin_sentence(&reader, 0, false);
	read_channel(&reader);
	for (int at = 0; at < reader.passage->n;)
	{
		pg_wchar	point = reader.passage->point[at];
		SpokenNumber number;

		if ((at & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (ends_clause(point))
		{
			/* the context ends with its heading */
			if (is_heading_mark(reader.passage, at))
			{
				reader.context = CONTEXT_ANY;
				attribution_begin_heading(&reader.attribution);
			}
			read_bracket(&reader, at);
			if (ends_sentence(point))
			{
				bool		goes_on = point == ';' && reader.list.total != NULL;

				if (!goes_on)
					end_sentence(&reader, at);
				begin_sentence(&reader, at + 1, goes_on);
			}
			if (point != ')')
				reader.clause = at + 1;
			read_channel(&reader);
			at++;
			continue;
		}
		if (reader.passage->in_title[at])
		{
			at++;
			continue;
		}
		if (spoken_number_read(reader.passage, at, &number))
		{
			if (number.unit == NULL)
			{
				/* a part whose unit the page lost */
				if (!attribution_read_year(&reader.attribution, reader.passage, &number) && ends_part(reader.passage, number.end))
					reader.list.complete &= !reader.list.begun;
			}
			else if (number.broken)
				reader.list.complete = false;
			else
			{
				read_number(&reader, &number);
				reader.last_number = number.end;
			}
			at = number.end;
			continue;
		}
		/* a number before a colon begins a list: 共171条：… */
		if (point == ':' && at == reader.last_number)
			reader.list.begun = true;
		if (point_set_has(&cue_points, point))
			read_cue_words(&reader, at, &context_end);
		at++;
	}
	end_sentence(&reader, reader.passage->n);
	passage_free(reader.passage);
	return reader.hits;
}

List *
narrative_read_sections(const TextSection *sections, int nsections)
{
	List	   *hits = NIL;
	ListCell   *lc;

	for (int i = 0; i < nsections; i++)
	{
		List	   *found = sections[i].text != NULL ?
			narrative_read(sections[i].text, strlen(sections[i].text)) : NIL;

		foreach(lc, found)
			((TextHit *) lfirst(lc))->section = sections[i].key;
		hits = list_concat(hits, found);
	}
	return list_concat(hits, text_facts(sections, nsections, hits));
}
