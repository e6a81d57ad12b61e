/*
 * narrative_reader.h
 *	  The state of reading a text.
 */
#ifndef DISCLOSURE_NARRATIVE_READER_H
#define DISCLOSURE_NARRATIVE_READER_H

#include "nodes/pg_list.h"

#include "narrative/attribution.h"
#include "narrative/part_list.h"

/* Characters of a clause that are quoted before a number, and behind it. */
#define EVIDENCE_MAX 160

typedef struct NarrativeReader
{
	Passage    *passage;
	List	   *hits;
	Context		context;
	int			context_at;		/* the word that gave it */

	/* state of the sentence, see begin_sentence() */
	int			clause;			/* start of the clause */
	int			last_number;	/* end of the last number, or start of the sentence */
	Attribution attribution;
	TextHit    *last_hit;		/* hit of the last number, NULL if it made no hit */
	List	   *sentence_hits;
	int			sentence;
	IndicatorId channel;		/* of publication that the sentence is about, or INDICATOR_none */
	bool		is_title;		/* the sentence says no more than that */
	IndicatorId subject;		/* what the sentence compares and has not yet told, or INDICATOR_none */
	int			subject_at;		/* where its words end */
	PartList	list;
	int			depth;			/* depth of brackets, now */
	int			including;		/* last place of 含, or -1 */
	int			bracket;		/* the bracket that is open, or -1, with what is restored behind it */
	int			bracket_clause;
	int			bracket_number;
	TextHit    *bracket_hit;
} NarrativeReader;

/* Returns the start of the words about a place: of its clause, or behind a colon in it. */
extern int	reader_words_begin(const NarrativeReader *reader, int at);

/* Adds a hit of the number from "at" to "end"; its evidence begins at "from". */
extern TextHit *reader_add_hit(NarrativeReader *reader, IndicatorId indicator, int from, int at, int end);

/* The same of a number that an indicator has, whose words begin at "from": it is now the last. */
extern void reader_add_number(NarrativeReader *reader, IndicatorId indicator, int from, const SpokenNumber *number,
							  NumberBound bound);

#endif							/* DISCLOSURE_NARRATIVE_READER_H */
