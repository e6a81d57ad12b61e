/*
 * quantity.c
 *	  Numbers in the cells of published tables.
 */
#include "postgres.h"

#include <float.h>

#include "common/code_point.h"
#include "common/decimal.h"
#include "table/cell_word.h"
#include "table/quantity.h"

/* U+2500, the line with which tables in plain text are ruled */
#define BOX_LINE			0x2500

/* En dash, a minus sign if it stands before a number */
#define EN_DASH				0x2013

/* "①" to "⑳", which mark footnotes */
#define FIRST_CIRCLED		0x2460
#define LAST_CIRCLED		0x2473

/* Digits that are printed of a binary number; more are another thing */
#define BINARY_DIGITS_MAX	17

/* Digits between two separators of thousands */
#define THOUSANDS_DIGITS	3

static bool
is_dash(pg_wchar point)
{
	return point == '-' || is_long_dash(point) || point == BOX_LINE;
}

static bool
only_blanks(const char *p, const char *end)
{
	while (p < end)
		if (!is_blank_point(next_code_point(&p, end)))
			return false;
	return true;
}

/*
 * Dashes alone are a sign for "nothing"; hyphens, three or with colons, rule
 * off a Markdown table.
 */
static QuantityKind
read_dashes(const char *p, const char *end)
{
	int			dashes = 0;
	int			hyphens = 0;
	bool		colons = false;

	while (p < end)
	{
		pg_wchar	point = fold_point(next_code_point(&p, end));

		if (point == ':')
			colons = true;
		else if (is_dash(point))
			dashes++;
		else if (!is_blank_point(point))
			return QUANTITY_OTHER;
		if (point == '-')
			hyphens++;
	}
	if (dashes == 0 || (hyphens < dashes && colons))
		return QUANTITY_OTHER;
	return colons || hyphens > 2 ? QUANTITY_RULE : QUANTITY_NOT_STATED;
}

/*
 * Damage: an O was recognised, or typed, for a zero, an l for a one.  Makes it the digit if it stands beside others
 * or, an O, alone.
 */
static bool
is_misread_digit(pg_wchar *point, const char *behind, const char *end, int digits)
{
	pg_wchar	next = behind < end ? fold_point(next_code_point(&behind, end)) : 0;

	if (*point == 'O' && (digits > 0 || next == 0 || next == '.' || is_blank_point(next)))
		*point = '0';
	else if (*point == 'l' && (digits > 0 || is_digit_point(next)))
		*point = '1';
	else
		return false;
	return true;
}

/*
 * Reads sign and digits.  Full-width digits and separators of thousands are
 * mended.  White space among digits is not: it may separate two numbers.
 */
static bool
take_number(const char **p, const char *end, Quantity *quantity)
{
	int			digits = 0;		/* digits before the point */
	int			since_comma = -1;	/* digits since the last comma, or -1 */
	bool		point_seen = false;
	const char *at = *p;

	quantity->plain = true;
	while (at < end)
	{
		const char *start = at;
		pg_wchar	raw = next_code_point(&at, end);
		pg_wchar	point = fold_point(raw);
		bool		keep = true;

		if (is_misread_digit(&point, at, end, quantity->len))
			quantity->plain = false;
		if (point != raw)
			quantity->plain = false;
		if (point >= '0' && point <= '9')
		{
			if (!point_seen)
				digits++;
			if (since_comma >= 0 && !point_seen)
				since_comma++;
		}
		else if (quantity->len == 0 && (point == '+' || point == '-' || point == EN_DASH))
		{
			if (point != '-')
				quantity->plain = false;
			if (point == EN_DASH)
				point = '-';
			/* "+ 5" cannot mean anything else */
			while (at < end)
			{
				const char *next = at;

				if (!is_blank_point(next_code_point(&next, end)))
					break;
				at = next;
			}
		}
		else if (point == '.' && !point_seen && digits > 0)
		{
			if (since_comma >= 0 && since_comma != THOUSANDS_DIGITS)
				return false;
			point_seen = true;
		}
		else if (point == ',' && !point_seen && digits > 0)
		{
			if (since_comma >= 0 ? since_comma != THOUSANDS_DIGITS : digits > THOUSANDS_DIGITS)
				return false;
			since_comma = 0;
			quantity->plain = false;
			keep = false;
		}
		else
		{
			at = start;
			break;
		}
		if (keep)
		{
			if (quantity->len == QUANTITY_MAX)
				return false;
			quantity->digits[quantity->len++] = (char) point;
		}
	}
	*p = at;
	return digits > 0 && (point_seen || since_comma < 0 || since_comma == THOUSANDS_DIGITS);
}

/* Reads the exponent that spreadsheets write, "E+4", behind the digits. */
static void
take_exponent(const char **p, const char *end, Quantity *quantity)
{
	const char *at = *p;
	int			len = quantity->len;

	if (at == end || (*at != 'e' && *at != 'E') || len == QUANTITY_MAX)
		return;
	quantity->digits[len++] = *at++;
	if (at < end && (*at == '+' || *at == '-') && len < QUANTITY_MAX)
		quantity->digits[len++] = *at++;
	if (at == end || !is_digit_point((unsigned char) *at))
		return;
	while (at < end && is_digit_point((unsigned char) *at) && len < QUANTITY_MAX)
		quantity->digits[len++] = *at++;
	if (at < end && !is_blank_point(next_code_point(&at, end)))
		return;
	*p = at;
	quantity->len = len;
	quantity->plain = false;
}

/*
 * Damage: a spreadsheet prints all digits of the binary number it holds,
 * "59237.244899999998".  With more digits than such a number is exact to, those
 * of which the last ones are all 0 or all 9 are rounded.
 */
static void
round_binary(Quantity *quantity)
{
	char		text[QUANTITY_MAX + 1];
	char	   *rounded;
	int			significant = 0;
	int			kept = 0;
	const char *exponent;

	for (int i = 0; i < quantity->len && quantity->digits[i] != 'e' && quantity->digits[i] != 'E'; i++)
		if (is_digit_point(quantity->digits[i]) && (significant > 0 || quantity->digits[i] != '0'))
			significant++;
	if (significant <= DBL_DIG || significant > BINARY_DIGITS_MAX || memchr(quantity->digits, '.', quantity->len) == NULL)
		return;
	memcpy(text, quantity->digits, quantity->len);
	text[quantity->len] = '\0';
	rounded = psprintf("%.*e", DBL_DIG - 1, strtod(text, NULL));
	exponent = strchr(rounded, 'e');
	if (exponent == NULL)
		return;
	for (const char *p = exponent; p > rounded && kept == 0; p--)
		if (p[-1] >= '1' && p[-1] <= '9')
			kept = p - rounded;
	/* two digits at least are lost, besides those that no binary number is exact to */
	if (kept == 0 || exponent - rounded - kept < 2)
		return;
	memcpy(quantity->digits, rounded, kept);
	memcpy(quantity->digits + kept, exponent, strlen(exponent));
	quantity->len = kept + strlen(exponent);
	quantity->plain = false;
}

static const char *
behind_blanks(const char *text, const char *end)
{
	while (text < end)
	{
		const char *p = text;

		if (!is_blank_point(next_code_point(&p, end)))
			break;
		text = p;
	}
	return text;
}

/* Reads a unit: a word of units, 万 or 亿, or both. */
static void
take_unit(const char **p, const char *end, Quantity *quantity)
{
	const CellWord *word = take_longest(p, end, SCALE_WORDS);

	if (word != NULL)
	{
		quantity->unit = UNIT_SCALE;
		quantity->shift = word->value;
	}
	word = take_longest(p, end, UNIT_WORDS);
	if (word != NULL)
		quantity->unit = word->value;
}

/* Is it a raised digit, or the sign of a note? */
static bool
is_raised_mark(pg_wchar point)
{
	return point == 0xB9 || point == 0xB2 || point == 0xB3 || (point >= 0x2070 && point <= 0x2079) || point == 0x203B;
}

/* Returns the end of a footnote mark at p, "*", "①", "¹", "[1]" or "（注1）", or p if there is no mark. */
static const char *
behind_footnote(const char *p, const char *end)
{
	const char *start = p;
	const char *at;
	pg_wchar	point;

	/* what HTML raises stands apart from the number */
	while (p < end && *p == ' ')
		p++;
	at = p;
	point = p < end ? next_code_point(&at, end) : 0;
	if (point >= FIRST_CIRCLED && point <= LAST_CIRCLED)
		return at;
	if (point == '*')
	{
		while (at < end && *at == '*')
			at++;
		return at;
	}
	if (is_raised_mark(point))
	{
		for (const char *next = at; at < end && is_raised_mark(next_code_point(&next, end));)
			at = next;
		return at;
	}
	if (take_word(&p, end, "(注"))
	{
		while (p < end && is_digit_point(*p))
			p++;
		return take_word(&p, end, ")") ? p : start;
	}
	if (point != '[')
		return start;
	for (p = at; p < end && *p >= '0' && *p <= '9';)
		p++;
	return p > at && p < end && *p == ']' ? p + 1 : start;
}

/* Reads the unit, also in brackets, a remark on the parts, and a footnote mark. */
static void
take_rest(const char **p, const char *end, Quantity *quantity)
{
	const char *at;

	take_unit(p, end, quantity);
	at = *p;
	if (quantity->unit == UNIT_NONE && take_word(&at, end, "("))
	{
		take_unit(&at, end, quantity);
		if (quantity->unit != UNIT_NONE && take_word(&at, end, ")"))
			*p = at;
		else
		{
			quantity->unit = UNIT_NONE;
			quantity->shift = 0;
		}
	}
	at = *p;
	*p = behind_footnote(behind_breakdown(at, end), end);
	if (*p > at)
		quantity->plain = false;
}

/* Reads a sign in words, "减5", if a digit follows: with a sign of its own the number says two things. */
static void
take_sign_word(const char **p, const char *end, Quantity *quantity)
{
	const char *at = *p;
	const CellWord *word = take_longest(&at, end, SIGN_WORDS);
	const char *digit;

	if (word == NULL)
		return;
	at = digit = behind_blanks(at, end);
	if (digit == end || !is_digit_point(fold_point(next_code_point(&digit, end))))
		return;
	quantity->sign_in_words = true;
	if (word->value < 0)
		quantity->digits[quantity->len++] = '-';
	*p = at;
}

void
quantity_read(const char *text, size_t len, Quantity *quantity)
{
	const char *end = text + len;
	const char *p;
	bool		repaired = false;

	memset(quantity, 0, sizeof(*quantity));
	text = behind_blanks(text, end);
	/* damage: "? 0", a no-break space lost to another encoding */
	if (text < end && *text == '?' && behind_blanks(text + 1, end) > text + 1)
	{
		text = behind_blanks(text + 1, end);
		repaired = true;
	}
	if (text == end)
	{
		quantity->kind = QUANTITY_EMPTY;
		return;
	}

	p = text;
	/* digits and signs of their own, which most cells hold, are no words */
	if ((unsigned char) *p >= 0x80)
		take_sign_word(&p, end, quantity);
	if (take_number(&p, end, quantity))
	{
		take_exponent(&p, end, quantity);
		round_binary(quantity);
		take_rest(&p, end, quantity);
		if (quantity->unit != UNIT_NONE || quantity->sign_in_words || repaired)
			quantity->plain = false;
		quantity->kind = only_blanks(p, end) ? QUANTITY_NUMBER : QUANTITY_OTHER;
		return;
	}

	p = text;
	if ((take_word(&p, end, "零") || take_word(&p, end, "〇")) && only_blanks(p, end))
	{
		quantity->kind = QUANTITY_NUMBER;
		quantity->plain = false;
		quantity->digits[0] = '0';
		quantity->len = 1;
		return;
	}

	quantity->len = 0;
	quantity->sign_in_words = false;
	quantity->kind = read_dashes(text, end);
	p = text;
	if (quantity->kind == QUANTITY_OTHER &&
		take_longest(&p, end, NOT_STATED_WORDS) != NULL &&
		only_blanks(p, end))
		quantity->kind = QUANTITY_NOT_STATED;
}

static bool
cell_takes_money(int cell)
{
	return cell_info[cell].scale > 0;
}

/* 项或万元: a column meant for items, in which some offices state an amount */
static bool
cell_takes_count(int cell)
{
	return strcmp(cell_info[cell].unit, "万元") != 0;
}

bool
quantity_fits(const Quantity *quantity, int cell, int label_shift, int64 *value)
{
	const CellInfo *info = &cell_info[cell];
	int			shift = quantity->shift;

	if (quantity->sign_in_words && !info->is_signed)
		return false;

	/* zero is zero in any unit */
	if (decimal_parse(quantity->digits, quantity->len, 0, info->scale, value) == DECIMAL_OK &&
		*value == 0)
		return true;

	switch (quantity->unit)
	{
		case UNIT_NONE:
			if (cell_takes_money(cell))
				shift = label_shift - AMOUNT_SHIFT;
			break;
		case UNIT_SCALE:
			if (cell_takes_money(cell))
				shift -= AMOUNT_SHIFT;
			break;
		case UNIT_MONEY:
			if (!cell_takes_money(cell))
				return false;
			shift -= AMOUNT_SHIFT;
			break;
		case UNIT_COUNT:
			if (!cell_takes_count(cell))
				return false;
			break;
	}
	return decimal_parse(quantity->digits, quantity->len, shift, info->scale, value) == DECIMAL_OK;
}
