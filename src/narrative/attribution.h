/*
 * attribution.h
 *	  Whose the numbers of a sentence are, and of what time.
 *
 * Words before a number say it: 全县, 本机关, 2023年, 累计, 上年, 计划.
 */
#ifndef DISCLOSURE_ATTRIBUTION_H
#define DISCLOSURE_ATTRIBUTION_H

#include "narrative/spoken_number.h"
#include "narrative/text_hit.h"

/* Words about the time a number refers to. */
enum
{
	TIME_CUMULATIVE,
	TIME_UNTIL,					/* total up to a day */
	TIME_SINCE,					/* total from a year on */
	TIME_THIS_YEAR,
	TIME_ALL_YEAR,				/* 全年: of this year, unless the text is about what is to be done */
	TIME_LAST_YEAR,
	TIME_EACH,					/* 分别: the order of the numbers is not understood */
	TIME_COMPARED,				/* 比, 较: the number behind it is one to compare with */
	TIME_AVERAGE,				/* 日均 */
	TIME_PLANNED,				/* 计划: from here to the end of the sentence */
	TIME_AHEAD,					/* 下一步: from here to the next heading, or to 本年 */
	TIME_WORD_COUNT
};

/* What the sentence has said so far. */
typedef struct Attribution
{
	TextScope	scope;
	bool		of_itself;
	int			year;
	int			year_at;		/* place of the year, or -1 */
	int			year_before;	/* year before it was named */
	int			time[TIME_WORD_COUNT];	/* last place of each time word, or -1 */
	int			of_others;		/* last place of 协助 or the like at the start of a clause, or -1 */
	bool		ahead;			/* is the text about what is to be done? */
} Attribution;

/* Compiles the words, and adds the code points they begin with; called once. */
extern void attribution_init(PointSet *beginnings);

/* Begins a sentence. */
extern void attribution_begin(Attribution *attribution);

/* Begins what stands below a heading. */
extern void attribution_begin_heading(Attribution *attribution);

/* Reads the words about scope and time at a place. */
extern void attribution_read_word(Attribution *attribution, const Passage *passage, int clause, int at);

/* Takes 2023年 as the year of the numbers that follow in the sentence.  Returns whether it is a year. */
extern bool attribution_read_year(Attribution *attribution, const Passage *passage, const SpokenNumber *number);

/* Takes back a year that was named at a place or later. */
extern void attribution_forget_year(Attribution *attribution, int at);

/* Takes back a 分别 behind which each number has its own words, beginning at a place: 分别为网上1件、信函2件. */
extern void attribution_forget_each(Attribution *attribution, int at);

/*
 * Is a number whose words begin at "start" none of the report's year, or is that open: last year's, a plan, an
 * average, one of a list with 分别, or of others whom the office helped?
 */
extern bool attribution_is_open(const Attribution *attribution, int clause, int start, bool names_last_year);

/* Is a number behind "from" one with which the number before is compared, as in 比2022年的1050条增长14%? */
extern bool attribution_is_comparison(const Attribution *attribution, int from);

/* Sets scope, year and cumulative of a hit in a clause. */
extern void attribute_hit(const Attribution *attribution, int clause, TextHit *hit);

#endif							/* DISCLOSURE_ATTRIBUTION_H */
