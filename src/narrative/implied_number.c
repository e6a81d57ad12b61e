/*
 * implied_number.c
 *	  Numbers for which a text has no phrase of their own.
 */
#include "postgres.h"

#include "narrative/implied_number.h"
#include "narrative/phrase.h"

/* Indicators that are the sum of those of a topic, of two at least. */
static const struct
{
	IndicatorId indicator;
	TopicId		parts;
}			sums[] = {
#define SUM_OF(indicator, parts) {INDICATOR_##indicator, TOPIC_##parts},
#include "rule/indicators.def"
};

static KnownWord total_words[] = {
#define TOTAL(word) {.text = word},
#include "narrative/phrases.def"
};

static KnownWord come_to_words[] = {
#define COME_TO(word) {.text = word},
#include "narrative/phrases.def"
};

void
implied_number_init(void)
{
	known_words_read(total_words, lengthof(total_words));
	known_words_read(come_to_words, lengthof(come_to_words));
}

bool
read_total(NarrativeReader *reader, const SpokenNumber *number)
{
	int			low = Max(reader->clause, reader->last_number);
	const KnownWord *word = known_word_before(reader->passage, number->start, low, total_words, lengthof(total_words));
	int			from;

	if (word == NULL || number->bound != BOUND_EXACT)
		return false;
	from = number->start - word->word.len;
	for (int i = 0; i < lengthof(sums); i++)
	{
		int64		most = 0;
		int			n = 0;
		bool		known = false;
		ListCell   *lc;

		foreach(lc, reader->sentence_hits)
		{
			const TextHit *hit = lfirst(lc);

			known |= hit->indicator == sums[i].indicator;
			if (hit->aspect == ASPECT_VALUE && indicator_info[hit->indicator].topic == sums[i].parts &&
				!hit->approximate && strcmp(hit->unit, number->unit) == 0)
			{
				most = Max(most, hit->value);
				n++;
			}
		}
		if (known || n < 2 || number->value < most ||
			attribution_is_open(&reader->attribution, reader->clause, from, false))
			continue;
		reader_add_number(reader, sums[i].indicator, reader_words_begin(reader, from), number, BOUND_EXACT);
		return true;
	}
	return false;
}

bool
read_subject_number(NarrativeReader *reader, const SpokenNumber *number)
{
	NumberBound bound;
	int			from;
	bool		come_to;
	bool		is_clause;

	if (reader->subject == INDICATOR_none || !indicator_has_unit(reader->subject, number->unit))
		return false;
	from = number_glue_before(reader->passage, number->start, reader->clause, &bound);
	is_clause = from == reader->clause && reader->last_number <= from;
	if (from < 0)
	{
		from = number->start;
		bound = BOUND_EXACT;
	}
	come_to = known_word_before(reader->passage, from, reader->last_number, come_to_words, lengthof(come_to_words)) != NULL;
	if ((!come_to && !is_clause) ||
		attribution_is_open(&reader->attribution, reader->clause, from, come_to))
		return false;
	/* the years behind the subject are those of the numbers that it comes from */
	if (come_to)
		attribution_forget_year(&reader->attribution, reader->subject_at);
	reader_add_number(reader, reader->subject, reader->clause, number, number->bound == BOUND_EXACT ? bound : number->bound);
	reader->subject = INDICATOR_none;
	return true;
}

void
read_subject(NarrativeReader *reader, int at)
{
	int			start;

	for (int i = 0; i < nphrases; i++)
		if (phrases[i].kind == PHRASE_SUBJECT &&
			(phrases[i].context == CONTEXT_ANY || phrases[i].context == reader->context) &&
			phrase_before(&phrases[i], reader->passage, at, Max(reader->clause, reader->last_number), &start) > 0)
		{
			reader->subject = phrases[i].indicator;
			reader->subject_at = at;
		}
}

void
read_channel(NarrativeReader *reader)
{
	int			end;

	for (int i = 0; i < nphrases; i++)
	{
		if (phrases[i].kind != PHRASE_CHANNEL || phrase_after(&phrases[i], reader->passage, reader->clause, &end) < 0)
			continue;
		reader->channel = phrases[i].indicator;
		reader->is_title = reader->clause == reader->sentence && ends_sentence(reader->passage->point[end]);
		return;
	}
}

bool
read_published(NarrativeReader *reader, const SpokenNumber *number)
{
	if (reader->channel == INDICATOR_none)
		return false;
	for (int i = 0; i < nphrases; i++)
	{
		int			start;

		if (phrases[i].kind != PHRASE_PUBLISHED ||
			!(indicator_has_unit(reader->channel, number->unit) || unit_is_among(phrases[i].units, number->unit)) ||
			phrase_before(&phrases[i], reader->passage, number->start, Max(reader->clause, reader->last_number), &start) < 0 ||
			attribution_is_open(&reader->attribution, reader->clause, start, false))
			continue;
		reader_add_number(reader, reader->channel, reader_words_begin(reader, start), number, number->bound);
		return true;
	}
	return false;
}

void
read_denial(NarrativeReader *reader, int at, int len)
{
	for (int i = 0; i < nphrases; i++)
	{
		TextHit    *hit;
		const char *units;
		bool		known = false;
		ListCell   *lc;
		int			start = at;
		int			end;
		int			before = 0;
		int			after;

		if (phrases[i].kind != PHRASE_NONE ||
			(phrases[i].context != CONTEXT_ANY && phrases[i].context != reader->context))
			continue;
		after = phrase_after(&phrases[i], reader->passage, at + len, &end);
		if (after >= 0 && phrases[i].nbefore > 0)
			before = phrase_before(&phrases[i], reader->passage, at, Max(reader->clause, reader->last_number), &start);
		if (after < 0 || before < 0 || before + after == 0 ||
			attribution_is_open(&reader->attribution, reader->clause, start, false))
			continue;
		foreach(lc, reader->sentence_hits)
			known |= ((TextHit *) lfirst(lc))->indicator == phrases[i].indicator;
		if (known)
			continue;
		hit = reader_add_hit(reader, phrases[i].indicator, reader_words_begin(reader, start), at, at);
		units = indicator_info[hit->indicator].units;
		hit->unit = pnstrdup(units, strcspn(units, " "));
	}
}

void
read_totality(NarrativeReader *reader, int at, int len)
{
	for (int i = 0; i < nphrases; i++)
	{
		TextHit    *of = NULL;
		TextHit    *hit;
		ListCell   *lc;
		int			end;

		if (phrases[i].kind != PHRASE_ALL)
			continue;
		/* a clause that names some cases speaks of them alone */
		if (phrases[i].context != CONTEXT_ANY && phrases[i].context != reader->context && reader->context_at >= reader->clause)
			continue;
		foreach(lc, reader->sentence_hits)
		{
			TextHit    *said = lfirst(lc);

			if (said->indicator == phrases[i].of && said->aspect == ASPECT_VALUE && !said->approximate)
				of = said;
			if (said->indicator == phrases[i].indicator)
				break;
		}
		if (lc != NULL || of == NULL || of->value == 0 ||
			phrase_after(&phrases[i], reader->passage, at + len, &end) <= 0)
			continue;
		hit = reader_add_hit(reader, phrases[i].indicator, Max(reader->sentence, at - EVIDENCE_MAX), at, at);
		hit->value = hit->low = hit->high = of->value;
		hit->unit = of->unit;
		hit->scope = of->scope;
	}
}
