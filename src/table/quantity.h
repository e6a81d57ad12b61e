/*
 * quantity.h
 *	  The content of a cell: a number with its unit, a sign for "nothing", or
 *	  other text.
 */
#ifndef DISCLOSURE_QUANTITY_H
#define DISCLOSURE_QUANTITY_H

#include "figures/form.h"
#include "table/cell_word.h"

typedef enum QuantityKind
{
	QUANTITY_EMPTY,
	QUANTITY_NUMBER,
	QUANTITY_NOT_STATED,		/* "/", "—", 无: blank on purpose */
	QUANTITY_RULE,				/* "---", which rules off the head of a Markdown table: not a cell */
	QUANTITY_OTHER
} QuantityKind;

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
 * Converts a quantity to the unit of a cell.  label_shift is the unit of bare
 * amounts of money, as a power of ten of yuan.  Returns false if the cell cannot
 * hold the number.
 */
extern bool quantity_fits(const Quantity *quantity, int cell, int label_shift, int64 *value);

/* 万元, the unit of amounts in the form, as a power of ten of yuan */
#define AMOUNT_SHIFT 4

#endif							/* DISCLOSURE_QUANTITY_H */
