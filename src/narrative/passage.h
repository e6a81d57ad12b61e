/*
 * passage.h
 *	  Prose in a normal form, independent of line breaks.
 *
 * The normal form leaves out white space, page numbers, quotes, Markdown signs
 * and remarks in brackets without a number, has full-width signs in half
 * width, and simplifies traditional characters.  Every code point keeps its place in the text.  White space between
 * two digits becomes one blank, because it may separate two numbers.
 */
#ifndef DISCLOSURE_PASSAGE_H
#define DISCLOSURE_PASSAGE_H

#include "common/code_point.h"

typedef struct Passage
{
	const char *text;
	int			n;
	pg_wchar   *point;			/* ends with a 0 */
	bool	   *in_title;		/* is it between 《 and 》? */
	bool	   *in_quotes;		/* is it between quotation marks, which are left out? */
	uint32	   *offset;			/* bytes before it in the text */
	uint32		told_offset;	/* what passage_position() has counted so far: bytes */
	int			told_points;	/* and their code points */
} Passage;

extern Passage *passage_read(const char *text, size_t len);
extern void passage_free(Passage *passage);

/*
 * Returns the position of a code point in the text, in characters from 1; behind
 * the last one that of the last.  It is fast if places are asked for in order.
 */
extern int	passage_position(Passage *passage, int at);

/* Is it 。；！？ or the edge of a cell? */
extern bool ends_sentence(pg_wchar point);

/* Does it end a sentence, or is it a comma or a bracket? */
extern bool ends_clause(pg_wchar point);

/* Returns the opening bracket of the short remark whose closing one is at a place, or -1. */
extern int	remark_begin(const Passage *passage, int at);

/* Returns the text from one code point up to another, trimmed. */
extern char *passage_quote(const Passage *passage, int from, int to);

/* A word in the normal form. */
typedef struct Word
{
	int			len;
	const pg_wchar *point;
} Word;

extern void word_read(const char *text, size_t len, Word *word);

/* Does the word stand at the place? */
static inline bool
word_stands(const Passage *passage, int at, const Word *word)
{
	for (int i = 0; i < word->len; i++)
		if (passage->point[at + i] != word->point[i])
			return false;
	return true;
}

/* A word of phrases.def with its meaning, an enum or a number. */
typedef struct KnownWord
{
	const char *text;
	int			value;
	Word		word;			/* set by known_words_read() */
} KnownWord;

extern void known_words_read(KnownWord *words, int n);

/* A set of code points, too large at worst: a bit for all with the same last bits. */
typedef struct PointSet
{
	uint64		bits[16];
} PointSet;

/* Adds the code points that words begin with. */
extern void point_set_add(PointSet *set, const KnownWord *words, int n);

static inline bool
point_set_has(const PointSet *set, pg_wchar point)
{
	return (set->bits[(point >> 6) % lengthof(set->bits)] & (UINT64CONST(1) << (point & 63))) != 0;
}

/*
 * Returns the longest of the words that begins at a place, or that ends there
 * and begins at "low" or later; or NULL.
 */
extern const KnownWord *known_word_at(const Passage *passage, int at, const KnownWord *words, int n);
extern const KnownWord *known_word_before(const Passage *passage, int at, int low, const KnownWord *words, int n);

#endif							/* DISCLOSURE_PASSAGE_H */
