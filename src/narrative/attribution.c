/*
 * attribution.c
 *	  Whose the numbers of a sentence are, and of what time.
 */
#include "postgres.h"

#include "narrative/attribution.h"

/* Numbers before 年 that are taken for a year. */
#define YEAR_MIN 1990
#define YEAR_MAX 2099

/* A scope word's value: the scope, and whether the text means the reporting office by it. */
#define OF_ITSELF 0x100

static KnownWord scope_words[] = {
#define TEXT_SCOPE(scope, word) {.text = word, .value = TEXT_SCOPE_##scope},
#define ITSELF(word) {.text = word, .value = TEXT_SCOPE_own | OF_ITSELF},
#include "narrative/phrases.def"
};

static KnownWord no_scope_words[] = {
#define NO_SCOPE(word) {.text = word},
#include "narrative/phrases.def"
};

/* Words that begin a clause about others. */
static KnownWord others_words[] = {
#define OTHERS(word) {.text = word},
#include "narrative/phrases.def"
};

static KnownWord no_year_words[] = {
#define NO_YEAR(word) {.text = word},
#include "narrative/phrases.def"
};

static KnownWord time_words[] = {
#define TIME(word, kind) {.text = word, .value = TIME_##kind},
#include "narrative/phrases.def"
};

static void
read_words(KnownWord *words, int n, PointSet *beginnings)
{
	known_words_read(words, n);
	point_set_add(beginnings, words, n);
}

void
attribution_init(PointSet *beginnings)
{
	read_words(scope_words, lengthof(scope_words), beginnings);
	read_words(time_words, lengthof(time_words), beginnings);
	read_words(others_words, lengthof(others_words), beginnings);
	known_words_read(no_scope_words, lengthof(no_scope_words));
	known_words_read(no_year_words, lengthof(no_year_words));
}

void
attribution_begin(Attribution *attribution)
{
	attribution->scope = TEXT_SCOPE_NONE;
	attribution->of_itself = false;
	attribution->year = attribution->year_before = 0;
	attribution->year_at = attribution->of_others = -1;
	for (int i = 0; i < TIME_WORD_COUNT; i++)
		attribution->time[i] = -1;
}

void
attribution_begin_heading(Attribution *attribution)
{
	attribution->ahead = false;
}

void
attribution_read_word(Attribution *attribution, const Passage *passage, int clause, int at)
{
	const KnownWord *word = known_word_at(passage, at, scope_words, lengthof(scope_words));

	if (word != NULL &&
		(word->value == TEXT_SCOPE_consolidated ||
		 known_word_at(passage, at + word->word.len, no_scope_words, lengthof(no_scope_words)) == NULL))
	{
		attribution->scope = word->value & ~OF_ITSELF;
		attribution->of_itself = (word->value & OF_ITSELF) != 0;
	}
	word = known_word_at(passage, at, time_words, lengthof(time_words));
	if (word != NULL)
		attribution->time[word->value] = at;
	if (word != NULL && (word->value == TIME_AHEAD || word->value == TIME_THIS_YEAR))
		attribution->ahead = word->value == TIME_AHEAD;
	if (at == clause && known_word_at(passage, at, others_words, lengthof(others_words)) != NULL)
		attribution->of_others = at;
	/* the year of 2008年以来 is not the number's */
	if (word != NULL && word->value == TIME_SINCE)
		attribution->year = attribution->year_before = 0;
}

bool
attribution_read_year(Attribution *attribution, const Passage *passage, const SpokenNumber *number)
{
	int64		year = number->value / TEXT_UNIT;

	if (passage->point[number->end] != 0x5E74 || number->end - number->start != 4 ||
		number->broken || year < YEAR_MIN || year > YEAR_MAX)
		return false;
	/* 比2022年增加13件, 2022年报告 */
	if ((number->start > 0 && attribution->time[TIME_COMPARED] == number->start - 1) ||
		known_word_at(passage, number->end + 1, no_year_words, lengthof(no_year_words)) != NULL)
		return true;
	attribution->year_before = attribution->year;
	attribution->year = (int) year;
	attribution->year_at = number->start;
	return true;
}

void
attribution_forget_year(Attribution *attribution, int at)
{
	if (attribution->year_at < at)
		return;
	attribution->year = attribution->year_before;
	attribution->year_at = -1;
}

void
attribution_forget_each(Attribution *attribution, int at)
{
	if (attribution->time[TIME_EACH] < at)
		attribution->time[TIME_EACH] = -1;
}

bool
attribution_is_open(const Attribution *attribution, int clause, int start, bool names_last_year)
{
	const int  *time = attribution->time;

	if (attribution->ahead || time[TIME_PLANNED] >= 0 || time[TIME_AVERAGE] >= clause || time[TIME_EACH] >= clause ||
		attribution->of_others >= clause)
		return true;
	return !names_last_year && time[TIME_LAST_YEAR] >= clause && time[TIME_LAST_YEAR] < Max(start, clause + 1);
}

bool
attribution_is_comparison(const Attribution *attribution, int from)
{
	return attribution->time[TIME_COMPARED] >= from || attribution->time[TIME_LAST_YEAR] >= from;
}

/*
 * Is it a running total (累计)?  Not if the clause says "this year"; and if the
 * sentence names a year, only with "until" or "since".
 */
static bool
is_cumulative(const Attribution *attribution, int clause)
{
	const int  *time = attribution->time;

	if (time[TIME_CUMULATIVE] < clause)
		return false;
	if (Max(time[TIME_THIS_YEAR], time[TIME_ALL_YEAR]) >= clause)
		return false;
	return time[TIME_UNTIL] >= 0 || time[TIME_SINCE] >= 0 ||
		(attribution->year == 0 && time[TIME_THIS_YEAR] < 0 && time[TIME_ALL_YEAR] < 0);
}

void
attribute_hit(const Attribution *attribution, int clause, TextHit *hit)
{
	hit->scope = attribution->scope;
	hit->of_itself = attribution->of_itself;
	hit->year = attribution->year;
	hit->cumulative = is_cumulative(attribution, clause);
}
