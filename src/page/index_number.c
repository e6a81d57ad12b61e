/*
 * index_number.c
 *	  Parses 索引号, the index number of a document, by the patterns in use.
 *
 * The national pattern is a code of the organisation, a slash, the year and a
 * serial number; many places have patterns of their own.  No number is
 * refused: family and check state describe it as far as possible.
 */
#include "postgres.h"

#include "utils/json.h"

#include "common/code_point.h"
#include "page/identifier.h"
#include "page/index_number.h"

/* Characters of the longest number that is parsed. */
#define INDEX_TEXT_MAX 64

#define PIECES_MAX 8

/* Characters of a number in place of an organisation code: some offices cut or pad it. */
#define CODED_MIN	(ORGANISATION_CODE_LENGTH - 2)
#define CODED_MAX	(ORGANISATION_CODE_LENGTH + 1)

/* Digits of an index number without a separator. */
#define DIGITS_MIN	20
#define DIGITS_MAX	24

/* The characters between two separators. */
typedef struct Piece
{
	char		joint;			/* '/' or '-' before it; '\0' for the first piece */
	const char *text;
	int			len;
} Piece;

typedef struct Pieces
{
	int			n;				/* 0 if the number cannot be split */
	Piece		piece[PIECES_MAX];
} Pieces;

static const char *const family_name[] = {
	[INDEX_ORGANISATION] = "organisation",
	[INDEX_CREDIT] = "credit",
	[INDEX_REGION] = "region",
	[INDEX_DATED] = "dated",
	[INDEX_DIGITS] = "digits",
	[INDEX_LOCAL] = "local",
	[INDEX_UNKNOWN] = "unknown",
};

const char *
index_family_name(IndexFamily family)
{
	return family_name[family];
}

static bool
all_digits(const char *text, int len)
{
	for (int i = 0; i < len; i++)
		if (!is_digit_point(text[i]))
			return false;
	return len > 0;
}

/* Copies a text in half width, without white space.  Returns false if it is not ASCII or too long. */
static bool
read_ascii(const char *text, size_t len, char *ascii)
{
	const char *end = text + len;
	int			n = 0;

	while (text < end)
	{
		pg_wchar	raw = next_code_point(&text, end);
		pg_wchar	point = raw >= 0xFF01 && raw <= 0xFF5E ? raw - 0xFEE0 : raw;

		if (is_blank_point(raw))
			continue;
		if (point == 0x2010 || point == 0x2011 || point == 0x2013 || point == 0x2014 || point == 0x2212)
			point = '-';
		if (point >= 0x7F || n == INDEX_TEXT_MAX)
			return false;
		ascii[n++] = (char) point;
	}
	ascii[n] = '\0';
	return n > 0;
}

static void
split(const char *ascii, Pieces *pieces)
{
	Piece	   *piece = &pieces->piece[0];

	pieces->n = 1;
	piece->joint = '\0';
	piece->text = ascii;
	piece->len = 0;
	for (const char *p = ascii; *p != '\0'; p++)
	{
		if (is_digit_point(*p) || is_letter_point(*p))
		{
			piece->len++;
			continue;
		}
		if ((*p != '-' && *p != '/') || piece->len == 0 || pieces->n == PIECES_MAX)
		{
			pieces->n = 0;
			return;
		}
		piece = &pieces->piece[pieces->n++];
		piece->joint = *p;
		piece->text = p + 1;
		piece->len = 0;
	}
	if (piece->len == 0)
		pieces->n = 0;
}

static char *
part(const char *text, int len)
{
	return pnstrdup(text, len);
}

static bool
is_year(const char *text, int len)
{
	return len == 4 && all_digits(text, 4) && (memcmp(text, "19", 2) == 0 || memcmp(text, "20", 2) == 0);
}

/* Are the next two digits a number from 1 to most? */
static bool
is_ordinal(const char *text, int most)
{
	int			value = is_digit_point(text[0]) && is_digit_point(text[1]) ? (text[0] - '0') * 10 + text[1] - '0' : 0;

	return value >= 1 && value <= most;
}

/* Reads a year, month or day: "2021", "202110" or "20211005". */
static bool
read_piece_date(const Piece *piece, IndexNumber *number)
{
	const char *text = piece->text;

	if (piece->len < 4 || !is_year(text, 4) || !all_digits(text, piece->len))
		return false;
	if (piece->len == 6 && is_ordinal(text + 4, 12))
		number->month = part(text + 4, 2);
	else if (piece->len == 8 && is_ordinal(text + 4, 12) && is_ordinal(text + 6, 31))
	{
		number->month = part(text + 4, 2);
		number->day = part(text + 6, 2);
	}
	else if (piece->len != 4)
		return false;
	number->year = part(text, 4);
	return true;
}

/* Reads the last two pieces, from "from" on, as year and serial. */
static bool
read_year_and_serial(const Pieces *pieces, int from, IndexNumber *number)
{
	if (pieces->n != from + 2 || !all_digits(pieces->piece[from + 1].text, pieces->piece[from + 1].len) ||
		!read_piece_date(&pieces->piece[from], number))
		return false;
	number->serial = part(pieces->piece[from + 1].text, pieces->piece[from + 1].len);
	return true;
}

/* Is it all digits, or X at the end?  Nearly all organisation codes are. */
static bool
looks_like_organisation(const char *code, int len)
{
	return all_digits(code, len - 1) && (is_digit_point(code[len - 1]) || code[len - 1] == 'X');
}

/* Do digits begin with a division of a province?  110000 to 659999, and 81 and 82. */
static bool
begins_with_division(const char *digits, int len)
{
	int			province;

	if (len < DIVISION_CODE_LENGTH || !all_digits(digits, len))
		return false;
	province = (digits[0] - '0') * 10 + digits[1] - '0';
	return (province >= 11 && province <= 65) || province == 81 || province == 82;
}

/*
 * Reads a code, alone or followed by year and serial.  The hyphen before a
 * single check character belongs to the code.  Digits of about the length of
 * an organisation code stand for one and are checked as one.
 */
static bool
read_as_coded(const Pieces *pieces, IndexNumber *number)
{
	char		code[INDEX_TEXT_MAX + 1];
	int			len = pieces->piece[0].len;
	int			rest = 1;
	bool		stands_for_one;

	memcpy(code, pieces->piece[0].text, len);
	if (pieces->n > 1 && pieces->piece[1].joint == '-' && pieces->piece[1].len == 1)
	{
		code[len++] = pieces->piece[1].text[0];
		rest = 2;
	}
	code[len] = '\0';
	if (len < 2)
		return false;
	/* 330599-9: a division, and the number of one of its offices */
	if (rest == 2 && len == DIVISION_CODE_LENGTH + 1 && begins_with_division(code, DIVISION_CODE_LENGTH))
		return false;
	stands_for_one = len >= CODED_MIN && len <= CODED_MAX && looks_like_organisation(code, len);
	if (pieces->n > rest ? !read_year_and_serial(pieces, rest, number) :
		len != ORGANISATION_CODE_LENGTH && len != CREDIT_CODE_LENGTH)
		return false;
	if (len == CREDIT_CODE_LENGTH && is_digit_point(code[0]) && rest == 1)
	{
		number->family = INDEX_CREDIT;
		number->credit_code = part(code, len);
		number->organisation_code = part(code + CREDIT_CODE_ORGANISATION, ORGANISATION_CODE_LENGTH);
		number->region = part(code + CREDIT_CODE_DIVISION, DIVISION_CODE_LENGTH);
		number->check_state = credit_code_valid(code, len) ? "ok" : "bad";
	}
	else if (stands_for_one || (len == ORGANISATION_CODE_LENGTH && organisation_code_valid(code, len)))
	{
		number->family = INDEX_ORGANISATION;
		number->organisation_code = part(pieces->piece[0].text,
										 pieces->piece[rest - 1].text + pieces->piece[rest - 1].len - pieces->piece[0].text);
		number->check_state = organisation_code_valid(code, len) ? "ok" : "bad";
	}
	else if (pieces->n > rest && pieces->piece[rest].joint == '/' && rest == 1)
	{
		number->family = INDEX_LOCAL;
		number->region = part(code, len);
	}
	else
		return false;
	return true;
}

/* Is it a region of letters and digits, such as "D20000" or "XM02100"? */
static bool
is_region(const Piece *piece)
{
	int			letters = 0;

	while (letters < piece->len && is_letter_point(piece->text[letters]))
		letters++;
	return piece->len >= 5 && piece->len <= 8 && letters <= 4;
}

/* region-category-year-serial */
static bool
read_as_region(const Pieces *pieces, IndexNumber *number)
{
	if (pieces->n != 4 || !is_region(&pieces->piece[0]) || pieces->piece[1].len > 5 ||
		!is_year(pieces->piece[2].text, pieces->piece[2].len) || !read_year_and_serial(pieces, 2, number))
		return false;
	number->family = INDEX_REGION;
	number->region = part(pieces->piece[0].text, pieces->piece[0].len);
	number->category = part(pieces->piece[1].text, pieces->piece[1].len);
	return true;
}

/* region-department-category(-group)-YYYYMMDD-serial */
static bool
read_as_dated(const Pieces *pieces, IndexNumber *number)
{
	int			period = pieces->n - 2;

	if (period < 3 || pieces->piece[period].len != 8 || !read_year_and_serial(pieces, period, number))
		return false;
	number->family = INDEX_DATED;
	number->region = part(pieces->piece[0].text, pieces->piece[0].len);
	number->department = part(pieces->piece[1].text, pieces->piece[1].len);
	number->category = part(pieces->piece[2].text,
							pieces->piece[period - 1].text + pieces->piece[period - 1].len - pieces->piece[2].text);
	return true;
}

/* digits without a separator, the first six of them the region */
static bool
read_as_digits(const Pieces *pieces, IndexNumber *number)
{
	const Piece *piece = &pieces->piece[0];

	if (pieces->n != 1 || piece->len < DIGITS_MIN || piece->len > DIGITS_MAX || !all_digits(piece->text, piece->len))
		return false;
	number->family = INDEX_DIGITS;
	number->region = part(piece->text, DIVISION_CODE_LENGTH);
	return true;
}

void
index_number_read(const char *text, size_t len, IndexNumber *number)
{
	static bool (*const readers[]) (const Pieces *pieces, IndexNumber *number) = {
		read_as_coded, read_as_region, read_as_dated, read_as_digits
	};
	char		ascii[INDEX_TEXT_MAX + 1];
	Pieces		pieces;

	if (read_ascii(text, len, ascii))
	{
		split(ascii, &pieces);
		for (int i = 0; pieces.n > 0 && i < lengthof(readers); i++)
		{
			memset(number, 0, sizeof(IndexNumber));
			number->check_state = "na";
			if (readers[i] (&pieces, number))
				return;
		}
	}
	memset(number, 0, sizeof(IndexNumber));
	number->family = INDEX_UNKNOWN;
	number->check_state = "na";
}

static void
append_part(StringInfo json, const char *key, const char *value)
{
	if (value == NULL)
		return;
	appendStringInfo(json, ",\"%s\":", key);
	escape_json(json, value);
}

static void
append_number(StringInfo json, const char *key, const char *digits)
{
	if (digits != NULL)
		appendStringInfo(json, ",\"%s\":%d", key, atoi(digits));
}

void
index_number_json(const char *raw, StringInfo json)
{
	IndexNumber number;

	index_number_read(raw, strlen(raw), &number);
	appendStringInfoString(json, "{\"raw\":");
	escape_json(json, raw);
	append_part(json, "family", index_family_name(number.family));
	append_part(json, "check_state", number.check_state);
	append_part(json, "organisation_code", number.organisation_code);
	append_part(json, "credit_code", number.credit_code);
	append_part(json, "region", number.region);
	append_part(json, "department", number.department);
	append_part(json, "category", number.category);
	append_number(json, "year", number.year);
	append_number(json, "month", number.month);
	append_number(json, "day", number.day);
	append_part(json, "serial", number.serial);
	appendStringInfoChar(json, '}');
}
