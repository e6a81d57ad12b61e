/*
 * spoken_number.c
 *	  Numbers in prose, with their units and the words that make them inexact.
 */
#include "postgres.h"

#include "common/int.h"
#include "utils/memutils.h"

#include "common/decimal.h"
#include "narrative/spoken_number.h"
#include "rule/indicator.h"

/* Digits of a number; a longer one is no count. */
#define DIGITS_MAX 16

#define EXACT BOUND_EXACT
#define ABOUT BOUND_ABOUT
#define ALMOST BOUND_ALMOST
#define AT_LEAST BOUND_AT_LEAST
#define AT_MOST BOUND_AT_MOST
#define AND_MORE BOUND_AND_MORE
static KnownWord glue_words[] = {
#define GLUE(word, bound) {.text = word, .value = bound},
#include "narrative/phrases.def"
};
#undef EXACT
#undef ABOUT
#undef ALMOST
#undef AT_LEAST
#undef AT_MOST
#undef AND_MORE

static KnownWord scale_words[] = {
#define SCALED(word, shift) {.text = word, .value = shift},
#include "narrative/phrases.def"
};

static KnownWord no_units[] = {
#define UNIT_IN_WORD(word) {.text = word},
#include "narrative/phrases.def"
};

/* Words before a number without a unit, and the units that they imply. */
static KnownWord counted_words[] = {
#define NUMBER_OF(word, unit) {.text = word},
#include "narrative/phrases.def"
};

static const char *const counted_units[] = {
#define NUMBER_OF(word, unit) unit,
#include "narrative/phrases.def"
};

/* Units of all indicators, each once. */
static KnownWord *units;
static int	nunits;

static const struct
{
	pg_wchar	point;
	int			value;			/* 10, 100 and 1000 multiply the digit before */
}			numerals[] =
{
	{0x3007, 0}, {0x96F6, 0}, {0x4E00, 1}, {0x4E8C, 2}, {0x4E24, 2}, {0x4E09, 3}, {0x56DB, 4},
	{0x4E94, 5}, {0x516D, 6}, {0x4E03, 7}, {0x516B, 8}, {0x4E5D, 9}, {0x5341, 10}, {0x767E, 100},
	{0x5343, 1000}
};

static void
add_unit(const char *text, size_t len)
{
	for (int i = 0; i < nunits; i++)
		if (strlen(units[i].text) == len && memcmp(units[i].text, text, len) == 0)
			return;
	units = nunits == 0 ? palloc(sizeof(KnownWord)) : repalloc(units, (nunits + 1) * sizeof(KnownWord));
	units[nunits++].text = pnstrdup(text, len);
}

void
spoken_number_init(void)
{
	MemoryContext old = MemoryContextSwitchTo(TopMemoryContext);

	for (int i = 0; i < FIRST_FACT; i++)
	{
		const char *p = indicator_info[i].units;

		while (p != NULL && *p != '\0')
		{
			size_t		len = strcspn(p, " ");

			add_unit(p, len);
			p += len;
			while (*p == ' ')
				p++;
		}
	}
	/* the unit of shares and growth */
	add_unit("%", 1);
	known_words_read(units, nunits);
	known_words_read(glue_words, lengthof(glue_words));
	known_words_read(scale_words, lengthof(scale_words));
	known_words_read(no_units, lengthof(no_units));
	known_words_read(counted_words, lengthof(counted_words));
	MemoryContextSwitchTo(old);
}

int
number_glue_before(const Passage *passage, int at, int low, NumberBound *bound)
{
	const KnownWord *found = known_word_before(passage, at, low, glue_words, lengthof(glue_words));

	if (found == NULL)
		return -1;
	*bound = found->value;
	return at - found->word.len;
}

int
numeral_value(pg_wchar point)
{
	for (int i = 0; i < lengthof(numerals); i++)
		if (numerals[i].point == point)
			return numerals[i].value;
	return -1;
}

/*
 * Reads digits with separators of thousands and a point, into text for
 * decimal_parse().  Returns their end.
 */
static int
read_digits(const Passage *passage, int at, char *digits, int *ndigits, SpokenNumber *number)
{
	const pg_wchar *p = passage->point;
	int			start = at;
	int			n = 0;
	int			decimals = -1;

	for (;; at++)
	{
		if (is_digit_point(p[at]))
		{
			if (n < DIGITS_MAX)
				digits[n] = (char) p[at];
			n++;
			if (decimals >= 0)
				decimals++;
		}
		else if (p[at] == '.' && decimals < 0 && is_digit_point(p[at + 1]))
		{
			if (n < DIGITS_MAX)
				digits[n] = '.';
			n++;
			decimals = 0;
		}
		else if (!(p[at] == ',' && decimals < 0 && n <= 3 + (at - start - n) * 3 && at - start <= 3 + (at - start - n) * 4 &&
				   is_digit_point(p[at + 1]) && is_digit_point(p[at + 2]) && is_digit_point(p[at + 3]) &&
				   !is_digit_point(p[at + 4])))
			break;
	}
	if (n > DIGITS_MAX)
		number->broken = true;
	*ndigits = Min(n, DIGITS_MAX);
	number->decimals = Max(decimals, 0);
	return at;
}

/* Reads 三, 十二, 一百零五.  Returns their end; sets -1 if they are no number. */
static int
read_numerals(const Passage *passage, int at, int64 *value)
{
	int64		sum = 0;
	int			digit = -1;

	*value = -1;
	for (;; at++)
	{
		int			numeral = numeral_value(passage->point[at]);

		if (numeral < 0)
			break;
		if (numeral < 10)
		{
			/* 二〇二三 is a year, 三四 means three or four */
			if (digit > 0 || (digit == 0 && numeral == 0))
				sum = PG_INT32_MIN;
			digit = numeral;
			continue;
		}
		if (sum % (10 * numeral) != 0 && sum > 0)
			sum = PG_INT32_MIN;
		sum += (digit < 0 ? 1 : digit) * numeral;
		digit = -1;
	}
	if (digit > 0)
		sum += digit;
	if (sum > 0 || (sum == 0 && digit == 0))
		*value = sum;
	return at;
}

/* Is the number, by the sign before it, part of a number, an ordinal, a range or a name? */
static bool
is_part(const Passage *passage, int at)
{
	pg_wchar	last = at > 0 ? passage->point[at - 1] : 0;
	pg_wchar	before = at > 1 ? passage->point[at - 2] : 0;

	if (is_digit_point(last) || is_letter_point(last) ||
		last == ' ' || last == '.' || last == '/' || last == '-' || last == '+' || last == '~' ||
		last == '=' || (last >= 0x2012 && last <= 0x2015) ||
		last == 0x7B2C ||		/* 第 */
		last == 0x51E0 ||		/* 几 */
		numeral_value(last) >= 0)
		return true;
	/* 3至5次 */
	return last == 0x81F3 && (is_digit_point(before) || numeral_value(before) >= 0);
}

static bool
scale_by(int64 *value, int shift)
{
	while (shift-- > 0)
		if (pg_mul_s64_overflow(*value, 10, value))
			return false;
	return true;
}

/* Returns the unit of a number that is printed without one, as in a table: 现行有效件数4; or NULL. */
static const char *
implied_unit(const Passage *passage, int start, int end)
{
	const KnownWord *word;

	if (passage->point[end] != 0 && passage->point[end] != 0x3001 && !ends_clause(passage->point[end]))
		return NULL;
	if (start > 0 && (passage->point[start - 1] == ':' || passage->point[start - 1] == 0x4E3A)) /* 为 */
		start--;
	if (start > 0 && passage->point[start - 1] == 0x5747)	/* 均 */
		start--;
	word = known_word_before(passage, start, 0, counted_words, lengthof(counted_words));
	return word == NULL ? NULL : counted_units[word - counted_words];
}

/* Reads scale, 余, unit and 以上 behind a number.  Returns false if the number becomes too large. */
static bool
read_tail(const Passage *passage, int at, int64 *value, SpokenNumber *number)
{
	const KnownWord *word;
	int			shift = 0;

	for (;;)
	{
		word = known_word_at(passage, at, glue_words, lengthof(glue_words));
		if (word != NULL && word->value == BOUND_AND_MORE)
			number->bound = BOUND_AND_MORE;
		else
		{
			word = shift == 0 ? known_word_at(passage, at, scale_words, lengthof(scale_words)) : NULL;
			if (word == NULL)
				break;
			shift = word->value;
		}
		at += word->word.len;
	}
	/* room for the bounds of 约 */
	if (!scale_by(value, shift) || *value > PG_INT64_MAX / 4)
		return false;
	number->magnitude = 1;
	for (int64 rest = *value; rest != 0 && rest % 10 == 0; rest /= 10)
		number->magnitude *= 10;
	number->value = *value;

	word = known_word_at(passage, at, units, nunits);
	if (word != NULL && known_word_at(passage, at, no_units, lengthof(no_units)) == NULL)
	{
		number->unit = word->text;
		at += word->word.len;
		word = known_word_at(passage, at, glue_words, lengthof(glue_words));
		if (word != NULL && word->value != BOUND_EXACT)
		{
			number->bound = word->value;
			at += word->word.len;
		}
	}
	else
		number->unit = implied_unit(passage, number->start, at);
	number->end = Max(number->end, at);
	return true;
}

bool
spoken_number_read(const Passage *passage, int at, SpokenNumber *number)
{
	char		digits[DIGITS_MAX];
	int			ndigits;
	int64		value = 0;

	memset(number, 0, sizeof(*number));
	number->start = at;
	if (is_digit_point(passage->point[at]))
	{
		number->broken = is_part(passage, at);
		number->end = read_digits(passage, at, digits, &ndigits, number);
		if (!number->broken && decimal_parse(digits, ndigits, 0, TEXT_SCALE, &value) != DECIMAL_OK)
			number->broken = true;
		/* 12-15, 2.3.1 and the first of two numbers with white space between */
		if (passage->point[number->end] == ' ' || passage->point[number->end] == '-' ||
			passage->point[number->end] == '~' || passage->point[number->end] == '/' ||
			passage->point[number->end] == '.' ||
			(passage->point[number->end] == 0x81F3 && is_digit_point(passage->point[number->end + 1])))
			number->broken = true;
		if (!number->broken && !read_tail(passage, number->end, &value, number))
			number->broken = true;
		return true;
	}
	if (numeral_value(passage->point[at]) < 0 || is_part(passage, at))
		return false;
	number->end = read_numerals(passage, at, &value);
	if (value < 0 || value > PG_INT32_MAX)
		number->broken = true;
	else
	{
		value *= TEXT_UNIT;
		if (!read_tail(passage, number->end, &value, number))
			number->broken = true;
	}
	/* without a unit a numeral may be part of any word */
	return number->unit != NULL && !number->broken;
}
