/*
 * narrative.c
 *	  The numbers that the text of a report states.
 *
 * The text is gone through once.  At each number the phrases are tried that
 * may stand around it; what the sentence has said before it says what it is
 * about, of which year and of whom.
 */
#include "postgres.h"

#include "common/int.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "narrative/narrative.h"
#include "narrative/spoken_number.h"
#include "narrative/text_hit.h"

/* Glue words are set aside up to so many. */
#define GLUE_MAX 6

/* A clause is quoted up to so many characters before a number and behind it. */
#define EVIDENCE_MAX 160

/* So many numbers of a sentence are remembered, the last ones. */
#define SENTENCE_HITS_MAX 64

/* Words about the time that a number is of. */
typedef enum TimeWord
{
	TIME_CUMULATIVE,
	TIME_UNTIL,					/* from the beginning until then */
	TIME_SINCE,					/* the same, from a year on */
	TIME_THIS_YEAR,
	TIME_LAST_YEAR,
	TIME_EACH,					/* 分别: nobody knows which is whose */
	TIME_WORD_COUNT
} TimeWord;

static KnownWord context_words[] = {
#define CONTEXT_WORD(word, context) {.text = word, .value = CONTEXT_##context},
#include "narrative/phrases.def"
};

static KnownWord scope_words[] = {
#define TEXT_SCOPE(scope, word) {.text = word, .value = TEXT_SCOPE_##scope},
#include "narrative/phrases.def"
};

static KnownWord no_scope_words[] = {
#define NO_SCOPE(word) {.text = word},
#include "narrative/phrases.def"
};

static KnownWord time_words[] = {
#define TIME(word, kind) {.text = word, .value = TIME_##kind},
#include "narrative/phrases.def"
};

static KnownWord none_words[] = {
#define DENIAL(word) {.text = word},
#include "narrative/phrases.def"
};

static KnownWord all_words[] = {
#define TOTALITY(word) {.text = word},
#include "narrative/phrases.def"
};

static KnownWord part_words[] = {
#define PARTS(word) {.text = word},
#include "narrative/phrases.def"
};

typedef struct Reader
{
	Passage    *passage;
	List	   *hits;
	Context		context;

	/* of the sentence */
	int			clause;			/* where its clause begins */
	int			last_number;	/* end of the last number, or the beginning */
	TextScope	scope;
	int			year;
	int			time[TIME_WORD_COUNT];	/* where such a word stood last, or -1 */
	bool		in_parts;		/* 其中 */
	TextHit    *last_hit;		/* of the last number, NULL where that is no hit */
	List	   *sentence_hits;
	int			sentence;
	TextHit    *total;			/* of which a list of parts may follow */
	int64		parts;
	int			nparts;
	bool		parts_only;		/* each of the list is a part, and an exact one */
	int			depth;			/* of brackets, here and where the list began */
	int			parts_depth;
} Reader;

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
	known_words_read(context_words, lengthof(context_words));
	known_words_read(scope_words, lengthof(scope_words));
	known_words_read(no_scope_words, lengthof(no_scope_words));
	known_words_read(time_words, lengthof(time_words));
	known_words_read(none_words, lengthof(none_words));
	known_words_read(all_words, lengthof(all_words));
	known_words_read(part_words, lengthof(part_words));
	MemoryContextSwitchTo(old);
	done = true;
}

static void
begin_sentence(Reader *reader, int at)
{
	reader->sentence = reader->clause = reader->last_number = at;
	reader->scope = TEXT_SCOPE_NONE;
	reader->year = 0;
	for (int i = 0; i < TIME_WORD_COUNT; i++)
		reader->time[i] = -1;
	reader->in_parts = false;
	reader->last_hit = NULL;
	reader->sentence_hits = NIL;
	reader->total = NULL;
	reader->parts = 0;
	reader->nparts = 0;
	reader->parts_only = true;
	reader->depth = 0;
}

static int
clause_end(const Passage *passage, int at)
{
	for (int i = 0; i < EVIDENCE_MAX && passage->point[at] != 0 && !ends_clause(passage->point[at]); i++)
		at++;
	return at;
}

/* Where the words begin that say what stands at a place: its clause, or behind the colon in it. */
static int
words_begin(const Reader *reader, int at)
{
	for (int i = 0; i < EVIDENCE_MAX && at > reader->clause && reader->passage->point[at - 1] != ':'; i++)
		at--;
	return at;
}

/*
 * Is a number in the clause one since the beginning?  累计 says so, unless the
 * sentence has set a year, and not the time until its end.
 */
static bool
is_cumulative(const Reader *reader)
{
	const int  *time = reader->time;

	if (time[TIME_CUMULATIVE] < reader->clause)
		return false;
	if (time[TIME_THIS_YEAR] >= reader->clause)
		return false;
	return time[TIME_UNTIL] >= 0 || time[TIME_SINCE] >= 0 || (reader->year == 0 && time[TIME_THIS_YEAR] < 0);
}

static TextHit *
add_hit(Reader *reader, IndicatorId indicator, int from, int at, int end)
{
	TextHit    *hit = palloc0(sizeof(TextHit));

	hit->indicator = indicator;
	hit->scope = reader->scope;
	hit->year = reader->year;
	hit->cumulative = is_cumulative(reader);
	hit->position = reader->passage->position[at];
	hit->evidence = passage_quote(reader->passage, from, clause_end(reader->passage, end));
	reader->hits = lappend(reader->hits, hit);
	if (list_length(reader->sentence_hits) == SENTENCE_HITS_MAX)
		reader->sentence_hits = list_delete_first(reader->sentence_hits);
	reader->sentence_hits = lappend(reader->sentence_hits, hit);
	return hit;
}

/* A phrase that fits a number. */
typedef struct Fit
{
	const Phrase *phrase;
	int			score;
	bool		has_before;
	int			start;			/* of what stands before the number */
	NumberBound bound;
} Fit;

static bool
phrase_may_fit(const Reader *reader, const Phrase *phrase, const SpokenNumber *number)
{
	if (phrase->kind == PHRASE_COMPANION)
		return reader->last_hit != NULL && reader->last_hit->aspect == ASPECT_VALUE &&
			(phrase->aspect != ASPECT_GROWTH || indicator_grows(reader->last_hit->indicator)) &&
			(strcmp(number->unit, "%") == 0 ||
			 (phrase->aspect == ASPECT_GROWTH && indicator_has_unit(reader->last_hit->indicator, number->unit)));
	return phrase->kind == PHRASE_NUMBER &&
		(phrase->of == INDICATOR_none ||
		 (reader->last_hit != NULL && reader->last_hit->indicator == phrase->of)) &&
		(phrase->context == CONTEXT_ANY || phrase->context == reader->context) &&
		(phrase->indicator == INDICATOR_none || indicator_has_unit(phrase->indicator, number->unit));
}

/* The phrase that fits a number best: one with words before it rather than behind it, then the longest. */
static void
find_phrase(const Reader *reader, const SpokenNumber *number, Fit *best)
{
	int			low = Max(reader->clause, reader->last_number);
	int			place[GLUE_MAX + 1];
	NumberBound bound[GLUE_MAX + 1];
	int			nplaces = 1;

	place[0] = number->start;
	bound[0] = number->bound;
	while (nplaces <= GLUE_MAX)
	{
		NumberBound by_word;

		place[nplaces] = glue_before(reader->passage, place[nplaces - 1], low, &by_word);
		if (place[nplaces] < 0)
			break;
		bound[nplaces] = bound[nplaces - 1] == BOUND_EXACT ? by_word : bound[nplaces - 1];
		nplaces++;
	}

	memset(best, 0, sizeof(*best));
	for (int i = 0; i < nphrases; i++)
	{
		const Phrase *phrase = &phrases[i];
		int			after = 0;
		int			end;

		if (!phrase_may_fit(reader, phrase, number))
			continue;
		if (phrase->nafter > 0)
			after = phrase_after(phrase, reader->passage, number->end, &end);
		if (after < 0)
			continue;
		for (int k = 0; k < (phrase->nbefore > 0 ? nplaces : 1); k++)
		{
			int			start = place[k];
			int			before = 0;
			bool		better;

			if (phrase->nbefore > 0)
				before = phrase_before(phrase, reader->passage, place[k], low, &start);
			if (before < 0 || before + after == 0)
				continue;
			better = best->phrase == NULL ||
				((phrase->nbefore > 0) != best->has_before ? phrase->nbefore > 0 : before + after > best->score ||
				 (before + after == best->score && best->phrase->indicator == INDICATOR_none));
			if (!better)
				continue;
			best->phrase = phrase;
			best->score = before + after;
			best->has_before = phrase->nbefore > 0;
			best->start = start;
			/* "近3年" is no glue of what stands before */
			best->bound = phrase->nbefore > 0 ? bound[k] : bound[nplaces - 1];
		}
	}
}

/* Is the number of another year, or one that "分别" leaves open? */
static bool
is_open(const Reader *reader, const Fit *fit)
{
	if (reader->time[TIME_EACH] >= reader->clause)
		return true;
	return !fit->phrase->names_last_year && reader->time[TIME_LAST_YEAR] >= reader->clause &&
		reader->time[TIME_LAST_YEAR] < Max(fit->start, reader->clause + 1);
}

/* "占33.9%", "同比增长1.05%": about the number before. */
static void
add_companion(Reader *reader, const SpokenNumber *number, const Fit *fit)
{
	TextHit    *about = reader->last_hit;
	TextHit    *hit = add_hit(reader, about->indicator, words_begin(reader, fit->start),
						   number->start, number->end);

	hit_set_number(hit, number, fit->bound);
	hit->aspect = fit->phrase->aspect;
	if (hit->aspect == ASPECT_GROWTH && strcmp(number->unit, "%") != 0)
		hit->aspect = ASPECT_INCREASE;
	hit->scope = about->scope;
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

/* Does a number belong to the list of parts that follows a total? */
static bool
is_of_list(const Reader *reader, const SpokenNumber *number)
{
	return reader->total != NULL && reader->in_parts && strcmp(number->unit, reader->total->unit) == 0;
}

static void
add_part(Reader *reader, const SpokenNumber *number)
{
	NumberBound bound;

	if (!is_of_list(reader, number))
		return;
	if (reader->nparts++ == 0)
		reader->parts_depth = reader->depth;
	if (glue_before(reader->passage, number->start, reader->clause, &bound) < 0)
		bound = BOUND_EXACT;
	/* parts of parts would count twice */
	reader->parts_only &= number->bound == BOUND_EXACT && bound == BOUND_EXACT &&
		reader->depth == reader->parts_depth &&
		!pg_add_s64_overflow(reader->parts, number->value, &reader->parts);
}

static void
read_number(Reader *reader, const SpokenNumber *number)
{
	Fit			fit;
	int			least;

	CHECK_FOR_INTERRUPTS();
	find_phrase(reader, number, &fit);
	if (fit.phrase == NULL || fit.phrase->indicator == INDICATOR_none)
	{
		if (fit.phrase == NULL || fit.phrase->kind == PHRASE_NUMBER)
			add_part(reader, number);
	}
	else
		reader->parts_only &= !is_of_list(reader, number);
	if (fit.phrase == NULL)
		reader->last_hit = NULL;
	else if (fit.phrase->kind == PHRASE_COMPANION)
		add_companion(reader, number, &fit);
	else if (fit.phrase->indicator == INDICATOR_none || is_open(reader, &fit))
		reader->last_hit = NULL;
	else
	{
		reader->last_hit = add_hit(reader, fit.phrase->indicator, words_begin(reader, fit.start),
								   number->start, number->end);
		hit_set_number(reader->last_hit, number, fit.bound);
		if (reader->total == NULL && !reader->last_hit->approximate &&
			indicator_of_list(reader->last_hit->indicator, &least) != INDICATOR_none)
			reader->total = reader->last_hit;
	}
}

/* 未收到…申请: as many indicators as the clause denies. */
static void
read_none(Reader *reader, int at, int len)
{
	for (int i = 0; i < nphrases; i++)
	{
		TextHit    *hit;
		const char *units;
		bool		known = false;
		ListCell   *lc;
		int			end;

		if (phrases[i].kind != PHRASE_NONE ||
			(phrases[i].context != CONTEXT_ANY && phrases[i].context != reader->context) ||
			phrase_after(&phrases[i], reader->passage, at + len, &end) <= 0)
			continue;
		foreach(lc, reader->sentence_hits)
			known |= ((TextHit *) lfirst(lc))->indicator == phrases[i].indicator;
		if (known)
			continue;
		hit = add_hit(reader, phrases[i].indicator, words_begin(reader, at), at, at);
		units = indicator_info[hit->indicator].units;
		hit->unit = pnstrdup(units, strcspn(units, " "));
	}
}

/* 均获维持: as many as the sentence has said. */
static void
read_all(Reader *reader, int at, int len)
{
	for (int i = 0; i < nphrases; i++)
	{
		TextHit    *of = NULL;
		TextHit    *hit;
		ListCell   *lc;
		int			end;

		if (phrases[i].kind != PHRASE_ALL)
			continue;
		foreach(lc, reader->sentence_hits)
		{
			TextHit    *said = lfirst(lc);

			if (said->indicator == phrases[i].of && said->aspect == ASPECT_VALUE && !said->approximate)
				of = said;
			if (said->indicator == phrases[i].indicator)
				break;
		}
		if (lc != NULL || of == NULL ||
			phrase_after(&phrases[i], reader->passage, at + len, &end) <= 0)
			continue;
		hit = add_hit(reader, phrases[i].indicator, Max(reader->sentence, at - EVIDENCE_MAX), at, at);
		hit->value = hit->low = hit->high = of->value;
		hit->unit = of->unit;
		hit->scope = of->scope;
	}
}

/* The parts that a list after a total gives, taken together; what is cut by ； may go on. */
static void
end_sentence(Reader *reader, int at)
{
	TextHit    *hit;
	IndicatorId sum;
	int			least;

	if (reader->total == NULL || !reader->parts_only || reader->passage->point[at] == ';')
		return;
	sum = indicator_of_list(reader->total->indicator, &least);
	if (reader->nparts < least)
		return;
	hit = add_hit(reader, sum, Max(reader->sentence, at - EVIDENCE_MAX), at, at);
	hit->value = hit->low = hit->high = reader->parts;
	hit->unit = reader->total->unit;
	hit->scope = reader->total->scope;
	hit->year = reader->total->year;
	hit->cumulative = reader->total->cumulative;
}

/* Words that say what is spoken of; how many characters need not be looked at again. */
static void
read_words(Reader *reader, int at, int *context_end)
{
	const Passage *passage = reader->passage;
	const KnownWord *word;

	if (at >= *context_end)
	{
		word = known_word_at(passage, at, context_words, lengthof(context_words));
		if (word != NULL)
		{
			reader->context = word->value;
			*context_end = at + word->word.len;
		}
	}
	word = known_word_at(passage, at, scope_words, lengthof(scope_words));
	if (word != NULL &&
		(word->value == TEXT_SCOPE_consolidated ||
		 known_word_at(passage, at + word->word.len, no_scope_words, lengthof(no_scope_words)) == NULL))
		reader->scope = word->value;
	word = known_word_at(passage, at, time_words, lengthof(time_words));
	if (word != NULL)
		reader->time[word->value] = at;
	/* 2008年以来: that year is not the number's */
	if (word != NULL && word->value == TIME_SINCE)
		reader->year = 0;
	if (known_word_at(passage, at, part_words, lengthof(part_words)) != NULL)
		reader->in_parts = true;
	word = known_word_at(passage, at, none_words, lengthof(none_words));
	if (word != NULL)
		read_none(reader, at, word->word.len);
	word = known_word_at(passage, at, all_words, lengthof(all_words));
	if (word != NULL)
		read_all(reader, at, word->word.len);
}

/* 2023年: the year that the sentence speaks of from here on. */
static void
read_year(Reader *reader, const SpokenNumber *number)
{
	int64		year = number->value / TEXT_UNIT;

	if (reader->passage->point[number->end] == 0x5E74 && number->end - number->start == 4 &&
		!number->broken && year >= 1990 && year < 2100)
		reader->year = (int) year;
}

/* Does （三） stand here? */
static bool
is_heading_mark(const Passage *passage, int at)
{
	int			i = at + 1;

	if (passage->point[at] != '(')
		return false;
	while (numeral_value(passage->point[i]) > 0 && i - at < 4)
		i++;
	return i > at + 1 && passage->point[i] == ')';
}

List *
narrative_read(const char *text, size_t len)
{
	Reader		reader;
	int			context_end = 0;

	narrative_init();
	memset(&reader, 0, sizeof(reader));
	reader.passage = passage_read(text, len);
	begin_sentence(&reader, 0);
	for (int at = 0; at < reader.passage->n;)
	{
		pg_wchar	point = reader.passage->point[at];
		SpokenNumber number;

		if ((at & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (ends_clause(point))
		{
			/* what was spoken of under one heading is not under the next */
			if (is_heading_mark(reader.passage, at))
				reader.context = CONTEXT_ANY;
			reader.depth += point == '(' ? 1 : point == ')' ? -1 : 0;
			if (ends_sentence(point))
			{
				end_sentence(&reader, at);
				begin_sentence(&reader, at + 1);
			}
			reader.clause = ++at;
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
				read_year(&reader, &number);
			else if (number.broken)
				reader.parts_only = false;
			else
			{
				read_number(&reader, &number);
				reader.last_number = number.end;
			}
			at = number.end;
			continue;
		}
		/* 共171条：… */
		if (point == ':' && at == reader.last_number)
			reader.in_parts = true;
		read_words(&reader, at, &context_end);
		at++;
	}
	end_sentence(&reader, reader.passage->n);
	passage_free(reader.passage);
	return reader.hits;
}
