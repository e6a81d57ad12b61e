/*
 * token_glued.c
 *	  Tables with nothing left between their cells:
 *	  "…8.属于行政查询事项0000000（四）…".
 *
 * Labels and numbers alternate.  The number of the next label, "2.", runs together
 * with the numbers before it and is known by the text behind it.  Where one number
 * ends and the next begins is decided later, in guess_run_together.c.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "table/cell_word.h"
#include "table/row_line.h"
#include "table/thresholds.h"
#include "table/token_glued.h"

#define YEAR_SIGN		0x5E74	/* 年 */
#define LISTING_COMMA	0x3001	/* 、 */
#define FULL_STOP		0x3002	/* 。 */

static pg_wchar
point_at(const char *p, const char *end)
{
	return p < end ? fold_point(next_code_point(&p, end)) : 0;
}

static const char *
behind_point(const char *p, const char *end)
{
	next_code_point(&p, end);
	return p;
}

static const char *
behind_blanks_in_line(const char *p, const char *end)
{
	while (p < end && *p != '\n' && is_blank_point(point_at(p, end)))
		p = behind_point(p, end);
	return p;
}

/* Is it a sign that may begin a number, or stand for "nothing"? */
static bool
is_sign(pg_wchar point)
{
	return point == '+' || point == '-' || point == '/' || is_long_dash(point);
}

/* Is a digit with the point behind it the number of a label? */
static bool
is_mark_of_label(const char *p, const char *end)
{
	pg_wchar	point;

	if (!is_digit_point(point_at(p, end)))
		return false;
	p = behind_blanks_in_line(behind_point(p, end), end);
	point = point_at(p, end);
	if (point != '.' && point != LISTING_COMMA && point != ',')
		return false;
	p = behind_point(p, end);
	while (p < end && is_blank_point(point_at(p, end)))
		p = behind_point(p, end);
	return point_at(p, end) >= FIRST_WIDE_POINT;
}

static bool
is_sentence_sign(pg_wchar point)
{
	return point == ',' || point == ';' || point == FULL_STOP || point == LISTING_COMMA;
}

/*
 * Reads numbers from p on, with their units and the blanks between them, and sets
 * *behind to their end.  Returns false if they belong to no table.
 */
static bool
read_numbers(const char *p, const char *end, const char **behind)
{
	const char *last = p;		/* end of the last sign that is not a blank */
	bool		digits = false;

	while (p < end)
	{
		pg_wchar	point = point_at(p, end);

		if (is_mark_of_label(p, end))
			break;
		if (is_digit_point(point))
			digits = true;
		else if (digits && !is_blank_point(point) && unit_at(p, end) != NULL)
		{
			last = p = unit_at(p, end);
			digits = false;
			continue;
		}
		else if (!is_sign(point) && !is_blank_point(point) &&
				 !(digits && (point == '.' || point == ',') && is_digit_point(point_at(behind_point(p, end), end))))
			break;
		p = behind_point(p, end);
		if (!is_blank_point(point))
			last = p;
	}
	*behind = last;
	/* a letter in a number, "29l8", is a misprint of a digit */
	if (digits && is_letter_point(point_at(last, end)))
		return false;
	/* a year, or numbers within a sentence, are not of a table */
	last = behind_blanks_in_line(last, end);
	return point_at(last, end) != YEAR_SIGN && !is_sentence_sign(point_at(last, end));
}

static bool
may_begin_numbers(const char *p, const char *end)
{
	pg_wchar	point = point_at(p, end);

	return is_digit_point(point) || (is_sign(point) && !is_mark_of_label(p, end));
}

static const char *
line_end_of(const char *p, const char *end)
{
	const char *line_end = memchr(p, '\n', end - p);

	return line_end ? line_end : end;
}

/* Does a number follow a label?  After blanks only if more text follows on its line. */
static bool
runs_together(const char *label_end, const char *line_end, const char *end)
{
	const char *p = behind_blanks_in_line(label_end, end);
	const char *behind;

	if (!is_digit_point(point_at(p, end)) || is_mark_of_label(p, end))
		return false;
	if (!read_numbers(p, line_end, &behind))
		return false;
	if (p == label_end)
		return true;
	behind = behind_blanks_in_line(behind, end);
	return behind < end && *behind != '\n';
}

/* Returns the end of a label including quotes and brackets that close it, also after blanks. */
static const char *
behind_closing(const char *p, const char *end)
{
	for (;;)
	{
		const char *sign = behind_blanks_in_line(p, end);
		pg_wchar	point = point_at(sign, end);

		if (sign == end || is_label_point(point) || is_blank_point(point) || is_sign(point) || point == '(')
			return p;
		p = behind_point(sign, end);
	}
}

/*
 * Damage: a remark in brackets in or behind a label, "（含20项委托事项）", may
 * hold numbers and labels that do not belong to the table.  Returns its end, or p
 * if there is no remark: neither the number of the next label, "（一）", nor a
 * number alone in brackets is one.
 */
static const char *
behind_remark(const char *p, const char *end)
{
	const char *start = p;
	int			depth = 0;
	bool		words = false;

	if (end - p > REMARK_BYTES_MAX)
		end = p + REMARK_BYTES_MAX;
	if (point_at(p, end) != '(' || label_mark_at(p, end))
		return p;
	while (p < end)
	{
		pg_wchar	point = point_at(p, end);

		p = behind_point(p, end);
		words = words || (point >= FIRST_WIDE_POINT && is_label_point(point));
		if (point == '(')
			depth++;
		else if (point == ')' && --depth == 0)
			return words ? p : start;
	}
	return start;
}

int
count_glued(RowMaker *maker, const char *start, const char *end)
{
	int			n = 0;
	const char *line_end = start;

	for (const char *p = start; p < end;)
	{
		const char *behind;
		const LabelEntry *entry;

		CHECK_FOR_INTERRUPTS();
		if (((unsigned char) *p < 0x80 && !is_digit_point(*p)) || is_blank_point(point_at(p, end)))
		{
			p = behind_point(p, end);
			continue;
		}
		entry = label_book_at(maker->book, p, end, &maker->now.context, &behind);
		if (entry == NULL)
		{
			p = behind_point(p, end);
			continue;
		}
		p = behind_remark(behind_closing(behind, end), end);
		if (line_end < p)
			line_end = line_end_of(p, end);
		if ((entry->kind == LABEL_ROW || entry->kind == LABEL_COLUMN) && runs_together(p, line_end, end))
			n++;
	}
	return n;
}

static bool
behind_blank(const RowMaker *maker, const char *p)
{
	const char *before = p - 1;

	while (before > maker->source.text.start && (*before & 0xC0) == 0x80)
		before--;
	return p == maker->source.text.start || is_blank_point(point_at(before, p));
}

/* Are there only blanks before it on its line? */
static bool
begins_line(const RowMaker *maker, const char *p)
{
	while (p > maker->source.text.start && p[-1] != '\n' && ((unsigned char) p[-1] < 0x80 && is_blank_point(p[-1])))
		p--;
	return p == maker->source.text.start || p[-1] == '\n';
}

/* Feeds numbers that blanks separate. */
static void
feed_numbers(RowMaker *maker, const char *p, const char *end)
{
	const char *start = p;

	while (p < end)
	{
		Span		run = {p, p};
		Quantity	quantity;
		DataCell   *data;

		while (run.end < end && !is_blank_point(point_at(run.end, end)))
			run.end = behind_point(run.end, end);
		if (run.end > run.start)
		{
			quantity_read(run.start, run.end - run.start, &quantity);
			if (quantity.kind == QUANTITY_OTHER)
				quantity.kind = QUANTITY_NUMBER;
			rows_feed_data(maker, &quantity, run, false, false);
			data = rows_last_cell(maker);
			if (data != NULL)
			{
				data->is_run = true;
				data->touches = (run.start == start && !behind_blank(maker, start)) ||
					(run.end == end && end < maker->source.text.end && !is_blank_point(point_at(end, maker->source.text.end)));
			}
		}
		p = run.end < end ? behind_point(run.end, end) : end;
	}
}

/* Feeds text between labels, perhaps a misprinted one. */
static void
feed_unknown(RowMaker *maker, const char *start, const char *end)
{
	Span		text = {start, end};
	Quantity	none = {.kind = QUANTITY_OTHER};
	bool		misprint;
	const LabelEntry *entry;

	trim_blank_points(&text.start, &text.end);
	if (text.start == text.end)
		return;
	entry = rows_find_label(maker, text, true, &misprint);
	if (entry != NULL)
		rows_feed_label(maker, entry, misprint, text);
	else
		rows_feed_text(maker, text, &none, true);
}

/* Does the number of a label stand at p?  Not in "第二十条第（一）项". */
static bool
begins_segment(const char *p, const char *start, const char *end)
{
	static const char ordinal[] = "第";
	const size_t len = sizeof(ordinal) - 1;

	return label_mark_at(p, end) && !(p - start >= len && memcmp(p - len, ordinal, len) == 0);
}

/*
 * Is it only a piece of a label?  "办理结果" heads columns of one table, but behind
 * other words it is the rest of a misprinted heading in another.
 */
static bool
is_piece_of_other(const RowMaker *maker, const LabelEntry *entry)
{
	return entry->kind == LABEL_GROUP && maker->now.context.table >= 0 &&
		entry->table != maker->now.context.table;
}

/*
 * Feeds labels one after the other and, with_numbers, the numbers between them.
 * Any other text is a misprinted label, or no label.
 */
static void
feed_mixed(RowMaker *maker, const char *start, const char *end, bool with_numbers)
{
	const char *unknown = start;
	const char *sentence = start;	/* end of numbers that belong to a sentence */

	for (const char *p = start; p < end;)
	{
		const char *behind;
		const LabelEntry *entry;

		CHECK_FOR_INTERRUPTS();
		/*
		 * no label begins with a blank, and looking past many blanks from each
		 * of them takes long
		 */
		if (is_blank_point(point_at(p, end)))
		{
			p = behind_point(p, end);
			continue;
		}
		maker->now.context.begins_line = true;
		/* in "02." the zero is a number, not part of the label's number */
		entry = with_numbers && is_digit_point(point_at(p, end)) &&
			is_digit_point(point_at(behind_point(p, end), end)) ?
			NULL : label_book_at(maker->book, p, end, &maker->now.context, &behind);
		if (entry != NULL && p > unknown && is_piece_of_other(maker, entry))
			entry = NULL;
		if (entry != NULL)
		{
			feed_unknown(maker, unknown, p);
			behind = behind_closing(behind, end);
			if (with_numbers)
				behind = behind_remark(behind, end);
			rows_feed_label(maker, entry, entry->is_variant, (Span) {p, behind});
			if (maker->now.row != NULL)
				maker->now.row->label_begins_line = begins_line(maker, p);
			p = unknown = behind;
		}
		else if (with_numbers && p >= sentence && may_begin_numbers(p, end) &&
				 read_numbers(p, end, &behind) && behind > p)
		{
			feed_unknown(maker, unknown, p);
			feed_numbers(maker, p, behind);
			p = unknown = behind;
		}
		else
		{
			if (with_numbers && p >= sentence && may_begin_numbers(p, end))
				sentence = behind;
			if (p > unknown && begins_segment(p, start, end))
			{
				feed_unknown(maker, unknown, p);
				unknown = p;
			}
			behind = with_numbers ? behind_remark(p, end) : p;
			p = behind > p ? behind : behind_point(p, end);
		}
	}
	feed_unknown(maker, unknown, end);
}

void
feed_glued(RowMaker *maker, const char *start, const char *end)
{
	feed_mixed(maker, start, end, true);
}

/*
 * Feeds text that consists of several labels run together; returns false if there
 * is other text, or just one label.
 */
bool
feed_glued_labels(RowMaker *maker, const char *start, const char *end)
{
	int			n = 0;

	for (const char *p = start; p < end; n++)
	{
		if (label_book_at(maker->book, p, end, &maker->now.context, &p) == NULL)
			return false;
		p = behind_closing(p, end);
	}
	if (n < 2)
		return false;
	feed_mixed(maker, start, end, false);
	return true;
}
