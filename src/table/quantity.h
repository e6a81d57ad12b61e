/*
 * quantity.h
 *	  What stands in a cell of a published table: a number with its unit, a
 *	  sign for nothing, or something else.
 */
#ifndef DISCLOSURE_QUANTITY_H
#define DISCLOSURE_QUANTITY_H

#include "figures/form.h"

typedef enum QuantityKind
{
	QUANTITY_EMPTY,
	QUANTITY_NUMBER,
	QUANTITY_NOT_STATED,		/* "/", "—", 无: blank on purpose */
	QUANTITY_RULE,				/* "---" of a Markdown table: no cell at all */
	QUANTITY_OTHER				/* text */
} QuantityKind;

typedef enum UnitKind
{
	UNIT_NONE,					/* a bare number */
	UNIT_SCALE,					/* 万, 亿 and nothing after it */
	UNIT_MONEY,					/* 元, 万元, 亿元 */
	UNIT_COUNT					/* 件, 个, 万件 */
} UnitKind;

/* Digits, a point and a sign; longer ones are no numbers of a report. */
#define QUANTITY_MAX 40

typedef struct Quantity
{
	QuantityKind kind;
	bool		plain;			/* nothing but digits and a point or minus sign */
	UnitKind	unit;
	int			shift;			/* power of ten of the unit; of yuan for money */
	int			len;
	char		digits[QUANTITY_MAX];	/* as decimal_parse() takes them */
} Quantity;

/* White space is set aside, and what a number is made of: "22件（其中修订16件）" is 22. */
extern void quantity_read(const char *text, size_t len, Quantity *quantity);

/* Behind a remark of what a number is made of, "（其中修订16件）"; p itself where there is none. */
extern const char *quantity_behind_breakdown(const char *p, const char *end);

/* Where a unit, with 万 or 亿 before it or alone, that stands at p ends; NULL for none. */
extern const char *quantity_unit_at(const char *p, const char *end);

/* The same for a unit of counts, 件 or 个, alone. */
extern const char *quantity_count_unit_at(const char *p, const char *end);

/* The unit of money in a column's label, "（万元）"; false where there is none. */
extern bool quantity_unit_in_label(const char *text, size_t len, int *shift);

/* Does the cell take an amount of money? */
extern bool cell_takes_money(int cell);

/*
 * A number as that of a cell, in units of the cell.  label_shift is the unit
 * of bare numbers as a power of ten of yuan, for amounts.  Returns false
 * where the cell cannot hold it.
 */
extern bool quantity_fits(const Quantity *quantity, int cell, int label_shift, int64 *value);

/* 万元, the unit of amounts, as a power of ten of yuan */
#define AMOUNT_SHIFT 4

#endif							/* DISCLOSURE_QUANTITY_H */
