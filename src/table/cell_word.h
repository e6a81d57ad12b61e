/*
 * cell_word.h
 *	  Words beside the numbers of tables: units, signs in words, what stands for
 *	  "nothing", and remarks on the parts of a number.
 */
#ifndef DISCLOSURE_CELL_WORD_H
#define DISCLOSURE_CELL_WORD_H

typedef enum UnitKind
{
	UNIT_NONE,					/* bare number */
	UNIT_SCALE,					/* 万 or 亿 alone */
	UNIT_MONEY,					/* 元, 万元, 亿元 */
	UNIT_COUNT					/* 件, 个, 万件 */
} UnitKind;

typedef struct CellWord
{
	const char *text;
	int			value;
} CellWord;

typedef enum CellWords
{
	SCALE_WORDS,				/* 万: the power of ten */
	UNIT_WORDS,					/* 件, 元: a UnitKind */
	SIGN_WORDS,					/* before a number of a column "增/减": 1 or -1 */
	NOT_STATED_WORDS,
	BREAKDOWN_WORDS				/* 其中 */
} CellWords;

/* Moves p behind a word if it stands there, regardless of white space and width. */
extern bool take_word(const char **p, const char *end, const char *word);

/* Moves p behind the longest of the words that stands there; returns it, or NULL. */
extern const CellWord *take_longest(const char **p, const char *end, CellWords words);

/*
 * Returns the end of a remark on the parts of a number, "（其中修订16件）", or
 * p if there is no such remark.
 */
extern const char *behind_breakdown(const char *p, const char *end);

/*
 * Returns the end of a unit at p, 万 or 亿 with or without a word behind it,
 * or NULL if there is no unit.
 */
extern const char *unit_at(const char *p, const char *end);

/* Returns the end of a unit of counts at p, 件 or 个 without 万 or 亿, or NULL. */
extern const char *count_unit_at(const char *p, const char *end);

/*
 * Does a column's label state a unit of money, "（万元）"?  Sets *shift to its
 * power of ten of yuan.
 */
extern bool unit_in_label(const char *text, size_t len, int *shift);

#endif							/* DISCLOSURE_CELL_WORD_H */
