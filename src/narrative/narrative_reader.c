/*
 * narrative_reader.c
 *	  The state of reading a text: quotes words and adds hits.
 */
#include "postgres.h"

#include "narrative/narrative_reader.h"

/* Numbers of a sentence that are remembered, the last ones. */
#define SENTENCE_HITS_MAX 64

static int
clause_end(const Passage *passage, int at)
{
	for (int i = 0; i < EVIDENCE_MAX && passage->point[at] != 0 && !ends_clause(passage->point[at]); i++)
		at++;
	return at;
}

int
reader_words_begin(const NarrativeReader *reader, int at)
{
	for (int i = 0; i < EVIDENCE_MAX && at > reader->clause && reader->passage->point[at - 1] != ':'; i++)
		at--;
	return at;
}

TextHit *
reader_add_hit(NarrativeReader *reader, IndicatorId indicator, int from, int at, int end)
{
	TextHit    *hit = palloc0(sizeof(TextHit));

	hit->indicator = indicator;
	attribute_hit(&reader->attribution, reader->clause, hit);
	hit->position = passage_position(reader->passage, at);
	hit->evidence = passage_quote(reader->passage, from, clause_end(reader->passage, end));
	reader->hits = lappend(reader->hits, hit);
	if (list_length(reader->sentence_hits) == SENTENCE_HITS_MAX)
		reader->sentence_hits = list_delete_first(reader->sentence_hits);
	reader->sentence_hits = lappend(reader->sentence_hits, hit);
	return hit;
}

void
reader_add_number(NarrativeReader *reader, IndicatorId indicator, int from, const SpokenNumber *number, NumberBound bound)
{
	reader->last_hit = reader_add_hit(reader, indicator, from, number->start, number->end);
	reader->last_hit->end = number->end;
	text_hit_set_number(reader->last_hit, number, bound);
}
