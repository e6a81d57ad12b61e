/*
 * quantity.h
 *	  The content of a cell: a number with its unit, a sign for "nothing", or
 *	  other text.
 */
#ifndef DISCLOSURE_QUANTITY_H
#define DISCLOSURE_QUANTITY_H

#include "figures/form.h"

typedef enum QuantityKind
{
	QUANTITY_EMPTY,
	QUANTITY_NUMBER,
	QUANTITY_NOT_STATED,		/* "/", "—", 无: blank on purpose */
	QUANTITY_RULE,				/* "---", which rules off the head of a Markdown table: not a cell */
	QUANTITY_OTHER
} QuantityKind;

typedef enum UnitKind
{
	UNIT_NONE,					/* bare number */
	UNIT_SCALE,					/* 万 or 亿 alone */
	UNIT_MONEY,					/* 元, 万元, 亿元 */
	UNIT_COUNT					/* 件, 个, 万件 */
} UnitKind;

/* Digits, a point and a sign; longer ones are no numbers of a report. */
#define QUANTITY_MAX 40

typedef struct Quantity
{
	QuantityKind kind;
	bool		sign_in_words;	/* "减5": only of a cell that may be negative */
	bool		plain;			/* only digits, a point or a minus sign, as printed */
	UnitKind	unit;
	int			shift;			/* power of ten of the unit, for money that of yuan */
	int			len;
	char		digits[QUANTITY_MAX];	/* in the form that decimal_parse() takes */
} Quantity;

/*
 * Reads a cell.  White space and a remark on the parts do not count:
 * "22件（其中修订16件）" is 22.
 */
extern void quantity_read(const char *text, size_t len, Quantity *quantity);

/*
 * Returns the end of a remark on the parts of a number, "（其中修订16件）", or
 * p if there is no such remark.
 */
extern const char *quantity_behind_breakdown(const char *p, const char *end);

/*
 * Returns the end of a unit at p, 万 or 亿 with or without a word behind it,
 * or NULL if there is no unit.
 */
extern const char *quantity_unit_at(const char *p, const char *end);

/* Returns the end of a unit of counts at p, 件 or 个 without 万 or 亿, or NULL. */
extern const char *quantity_count_unit_at(const char *p, const char *end);

/*
 * Does a column's label state a unit of money, "（万元）"?  Sets *shift to its
 * power of ten of yuan.
 */
extern bool quantity_unit_in_label(const char *text, size_t len, int *shift);

/*
 * Converts a quantity to the unit of a cell.  label_shift is the unit of bare
 * amounts of money, as a power of ten of yuan.  Returns false if the cell cannot
 * hold the number.
 */
extern bool quantity_fits(const Quantity *quantity, int cell, int label_shift, int64 *value);

/* 万元, the unit of amounts in the form, as a power of ten of yuan */
#define AMOUNT_SHIFT 4

#endif							/* DISCLOSURE_QUANTITY_H */
