/*
 * measure.h
 *	  Measures: a sum of cells in the rule language, or the ratio of two.
 *
 * A side of a measure is never the known part of what was asked for: if one of
 * its cells is blank its value is unknown.  Cells that are absent are no terms,
 * and a side that has lost all of them has no value, as in rules.
 *
 * Of a sum of reports, blank cells of its addends are holes.  There a side is
 * the sum of what was stated, the holes stand beside it, and there is no ratio.
 */
#ifndef DISCLOSURE_MEASURE_H
#define DISCLOSURE_MEASURE_H

#include "rule/rule.h"

/* A ratio is rounded, half away from zero, to as many decimals as an amount has. */
#define RATIO_SCALE		6

typedef struct MeasureInfo
{
	const char *code;
	Comparison *numerator;
	Comparison *denominator;	/* NULL: a number that is no ratio */
	CellSet		cells;			/* of both */
	bool		has_least;
	int128		least;			/* a smaller denominator says little; in units of 10^-RULE_SCALE */
	int			from_year;		/* the report years that it is for */
	int			to_year;
} MeasureInfo;

typedef struct MeasureSide
{
	bool		has_value;
	int128		value;			/* in units of 10^-RULE_SCALE */
} MeasureSide;

typedef struct MeasureValue
{
	MeasureSide numerator;
	MeasureSide denominator;
	bool		has_ratio;
	int128		ratio;			/* in units of 10^-RATIO_SCALE */
	int64		holes;			/* blanks among the cells */
	bool		is_small;		/* the denominator is below the least */
} MeasureValue;

/* Figures that measures are taken of. */
typedef struct MeasureInput
{
	const CellVector *vector;
	const CellVector *holes;	/* of a sum: how many addends are blank in a cell; or NULL */
	CellSet		blanks;			/* of vector_blanks() */
} MeasureInput;

/*
 * A measure over several reports, each only if it is known: not the known part of a
 * sum, as the measure of sum(figures) is.  And the numerator over those that also know
 * it of the year before, with that year's.
 */
typedef struct MeasureSum
{
	int64		known_units;
	int128		known_numerator;	/* in units of 10^-RULE_SCALE, as all here */
	int128		known_denominator;
	bool		has_denominator;	/* the measure is a ratio */
	int64		comparable_units;
	int128		comparable_numerator;
	int128		comparable_last;
} MeasureSum;

extern void measure_input_set(MeasureInput *input, const CellVector *vector, const CellVector *holes);

/* Notes the cells of the sides, once these are compiled. */
extern void measure_set_cells(MeasureInfo *measure);

extern void measure_evaluate(const MeasureInfo *measure, const MeasureInput *input, MeasureValue *result);

/* Adds a report; "last" is the input of the year before, or NULL. */
extern void measure_sum_add(MeasureSum *sum, const MeasureInfo *measure, const MeasureInput *input, const MeasureInput *last);

#endif							/* DISCLOSURE_MEASURE_H */
