/*
 * measure.c
 *	  Measures: a sum of cells in the rule language, or the ratio of two.
 */
#include "postgres.h"

#include "rule/measure.h"

void
measure_input_set(MeasureInput *input, const CellVector *vector, const CellVector *holes)
{
	input->vector = vector;
	input->holes = holes;
	vector_blanks(vector, &input->blanks);
}

static void
add_cells(const Comparison *side, CellSet *cells)
{
	for (int i = 0; i < side->nterms; i++)
		if (side->terms[i].cell != CONSTANT_TERM)
			cellset_add(cells, side->terms[i].cell);
}

void
measure_set_cells(MeasureInfo *measure)
{
	memset(&measure->cells, 0, sizeof(CellSet));
	add_cells(measure->numerator, &measure->cells);
	if (measure->denominator != NULL)
		add_cells(measure->denominator, &measure->cells);
}

/* How many blanks a cell stands for. */
static int64
holes_of(const MeasureInput *input, int cell)
{
	int64		holes = input->holes ? input->holes->value[cell] : 0;

	/* they are counted in the unit of the cell, as all its numbers */
	for (int scale = cell_info[cell].scale; scale > 0; scale--)
		holes /= 10;
	return holes == 0 && cellset_has(&input->blanks, cell) ? 1 : holes;
}

static void
evaluate_side(const Comparison *side, const MeasureInput *input, MeasureSide *result)
{
	result->value = 0;
	result->has_value = false;
	for (int i = 0; i < side->nterms; i++)
	{
		const RuleTerm *term = &side->terms[i];

		if (term->cell == CONSTANT_TERM)
			result->value += (int128) term->multiplier * RULE_COEFFICIENT_UNIT;
		else if (cellset_has(&input->vector->numbers, term->cell))
		{
			result->value += (int128) term->multiplier * input->vector->value[term->cell];
			result->has_value = true;
		}
		else if (input->holes == NULL && cellset_has(&input->blanks, term->cell))
		{
			result->has_value = false;
			return;
		}
	}
}

/*
 * Divides digit by digit, since a product with 10^RATIO_SCALE need not fit.  Returns
 * false if the quotient does not.
 */
static bool
quotient_of(int128 numerator, int128 denominator, int128 *ratio)
{
	uint128		n = numerator < 0 ? -(uint128) numerator : (uint128) numerator;
	uint128		d = denominator < 0 ? -(uint128) denominator : (uint128) denominator;
	uint128		quotient = n / d;
	uint128		rest = n % d;

	if (quotient > PG_UINT64_MAX)
		return false;
	for (int i = 0; i < RATIO_SCALE; i++)
	{
		uint128		part = rest;

		quotient *= 10;
		/* rest < d <= 2^127: the sum of two such numbers fits */
		for (int k = 1; k < 10; k++)
		{
			part += rest;
			if (part >= d)
			{
				part -= d;
				quotient++;
			}
		}
		rest = part;
	}
	if (rest >= d - rest)
		quotient++;
	*ratio = (numerator < 0) != (denominator < 0) ? -(int128) quotient : (int128) quotient;
	return true;
}

/* All of a value but its ratio. */
static void
evaluate_sides(const MeasureInfo *measure, const MeasureInput *input, MeasureValue *result)
{
	memset(result, 0, sizeof(*result));
	for (int cell = cellset_next(&measure->cells, 0); cell >= 0; cell = cellset_next(&measure->cells, cell + 1))
		result->holes += holes_of(input, cell);
	evaluate_side(measure->numerator, input, &result->numerator);
	if (measure->denominator == NULL)
		return;
	evaluate_side(measure->denominator, input, &result->denominator);
	result->is_small = measure->has_least && result->denominator.has_value && result->denominator.value < measure->least;
}

void
measure_evaluate(const MeasureInfo *measure, const MeasureInput *input, MeasureValue *result)
{
	evaluate_sides(measure, input, result);
	result->has_ratio = result->numerator.has_value && result->denominator.has_value && result->holes == 0 &&
		result->denominator.value != 0 && quotient_of(result->numerator.value, result->denominator.value, &result->ratio);
}

static void
add_value(int128 *sum, int128 value)
{
	if (unlikely(__builtin_add_overflow(*sum, value, sum)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("measure out of range")));
}

void
measure_sum_add(MeasureSum *sum, const MeasureInfo *measure, const MeasureInput *input, const MeasureInput *last)
{
	MeasureValue now;
	MeasureValue before;

	evaluate_sides(measure, input, &now);
	if (!now.numerator.has_value)
		return;
	sum->has_denominator = measure->denominator != NULL;
	if (!sum->has_denominator || now.denominator.has_value)
	{
		sum->known_units++;
		add_value(&sum->known_numerator, now.numerator.value);
		add_value(&sum->known_denominator, now.denominator.value);
	}
	if (last == NULL)
		return;
	evaluate_sides(measure, last, &before);
	if (before.holes == 0 && before.numerator.has_value)
	{
		sum->comparable_units++;
		add_value(&sum->comparable_numerator, now.numerator.value);
		add_value(&sum->comparable_last, before.numerator.value);
	}
}
