/*
 * span.c
 *	  Stretches of a page: lines, words and cells.
 */
#include "postgres.h"

#include "common/label.h"
#include "table/span.h"

/* Bytes of the number of a label, "12." */
#define MARK_BYTES_MAX	6

bool
span_next_line(const char **p, const char *end, Span *line)
{
	const char *line_end;

	if (*p >= end)
		return false;
	line_end = memchr(*p, '\n', end - *p);
	line->start = *p;
	line->end = line_end ? line_end : end;
	*p = line->end + 1;
	trim_blank_points(&line->start, &line->end);
	return true;
}

/* Is it the number of a label, with the sign behind it? */
static bool
is_mark(Span word)
{
	Label		label;

	return label_read_mark(word.start, word.end, &label) == count_code_points(word.start, word.end) &&
		label.mark_style == MARK_DIGIT;
}

bool
span_is_data(Span word, Quantity *quantity)
{
	if (word.end - word.start <= MARK_BYTES_MAX && is_mark(word))
		return false;
	quantity_read(word.start, word.end - word.start, quantity);
	return quantity->kind == QUANTITY_NUMBER || quantity->kind == QUANTITY_NOT_STATED;
}

bool
span_is_number(Span line)
{
	Quantity	quantity;

	return line.start < line.end && span_is_data(line, &quantity);
}

bool
span_continues_number(Span word)
{
	pg_wchar	point = word.start < word.end ? fold_point(next_code_point(&word.start, word.end)) : 0;
	Quantity	quantity;

	if ((point != '.' && point != ',') || word.start == word.end || !is_digit_point(fold_point(*word.start & 0x80 ? 0xFF10 : *word.start)))
		return false;
	quantity_read(word.start, word.end - word.start, &quantity);
	return quantity.kind == QUANTITY_NUMBER;
}
