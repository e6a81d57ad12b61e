/*
 * attribution.h
 *	  Whose the numbers of a sentence are, and of what time.
 *
 * Words before a number say it: 全县, 本机关, 2023年, 累计, 上年, 计划.
 */
#ifndef DISCLOSURE_ATTRIBUTION_H
#define DISCLOSURE_ATTRIBUTION_H

#include "narrative/phrase_fit.h"

/* Words about the time a number refers to. */
typedef enum TimeWord
{
	TIME_CUMULATIVE,
	TIME_UNTIL,					/* total up to a day */
	TIME_SINCE,					/* total from a year on */
	TIME_THIS_YEAR,
	TIME_LAST_YEAR,
	TIME_EACH,					/* 分别: the order of the numbers is not understood */
	TIME_WORD_COUNT
} TimeWord;

/* What the sentence has said so far. */
typedef struct Attribution
{
	TextScope	scope;
	bool		of_itself;
	int			year;
	int			year_at;		/* place of the year, or -1 */
	int			year_before;	/* year before it was named */
	int			time[TIME_WORD_COUNT];	/* last place of each time word, or -1 */
} Attribution;

/* Compiles the words; called once. */
extern void attribution_init(void);

/* Begins a sentence. */
extern void attribution_begin(Attribution *attribution);

/* Reads the words about scope and time at a place. */
extern void attribution_read_word(Attribution *attribution, const Passage *passage, int at);

/* Takes 2023年 as the year of the numbers that follow in the sentence.  Returns whether it is a year. */
extern bool attribution_read_year(Attribution *attribution, const Passage *passage, const SpokenNumber *number);

/* Takes back a year that was named at a place or later. */
extern void attribution_forget_year(Attribution *attribution, int at);

/* Is it open whose number it is: last year's, or one of a list with 分别? */
extern bool attribution_is_open(const Attribution *attribution, int clause, const PhraseFit *fit);

/* Sets scope, year and cumulative of a hit in a clause. */
extern void attribute_hit(const Attribution *attribution, int clause, TextHit *hit);

#endif							/* DISCLOSURE_ATTRIBUTION_H */
