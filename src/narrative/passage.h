/*
 * passage.h
 *	  Running text in a normal form, in which broken lines make no difference.
 *
 * The normal form has the code points of the text without white space, page
 * numbers, quotes, marks of emphasis, and remarks in brackets that hold no
 * number; full-width signs are half-width ones.  Every point knows where it
 * stood.  White space that parted two digits is kept as one blank, since
 * nobody knows whether it parts two numbers.
 */
#ifndef DISCLOSURE_PASSAGE_H
#define DISCLOSURE_PASSAGE_H

#include "common/code_point.h"

typedef struct Passage
{
	const char *text;
	int			n;
	pg_wchar   *point;			/* and a 0 behind the last */
	bool	   *in_title;		/* between 《 and 》 */
	size_t	   *offset;			/* in bytes */
	int		   *position;		/* in characters, from 1 */
} Passage;

extern Passage *passage_read(const char *text, size_t len);
extern void passage_free(Passage *passage);

/* 。；！？ and the edges of cells */
extern bool ends_sentence(pg_wchar point);

/* these, commas and brackets */
extern bool ends_clause(pg_wchar point);

/* The stretch of the text from one point to before another, white space at its ends set aside. */
extern char *passage_quote(const Passage *passage, int from, int to);

/* A word in code points of the normal form. */
typedef struct Word
{
	int			len;
	const pg_wchar *point;
} Word;

extern void word_read(const char *text, size_t len, Word *word);

/* Does the word stand in the passage from a place on? */
static inline bool
word_stands(const Passage *passage, int at, const Word *word)
{
	for (int i = 0; i < word->len; i++)
		if (passage->point[at + i] != word->point[i])
			return false;
	return true;
}

/* A word of phrases.def, and what it means. */
typedef struct KnownWord
{
	const char *text;
	int			value;
	Word		word;			/* of known_words_read() */
} KnownWord;

extern void known_words_read(KnownWord *words, int n);

/* The longest of the words that stands at a place, or that ends there from "low" on; or NULL. */
extern const KnownWord *known_word_at(const Passage *passage, int at, const KnownWord *words, int n);
extern const KnownWord *known_word_before(const Passage *passage, int at, int low, const KnownWord *words, int n);

#endif							/* DISCLOSURE_PASSAGE_H */
