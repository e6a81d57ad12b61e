/*
 * tally.c
 *	  Entries of a ledger, counted by the years in which they enter and leave.
 */
#include "postgres.h"

#include "common/int.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"

#include "common/compat.h"
#include "ledger/tally.h"

/* No count of a value that was read is larger, so that no sum over years and results overflows. */
#define TALLY_COUNT_MAX		INT64CONST(1000000000000)

Tally *
tally_new(void)
{
	Tally	   *tally = palloc0(TALLY_SIZE(0));

	SET_VARSIZE(tally, TALLY_SIZE(0));
	return tally;
}

static int64 *
year_counts(Tally *tally, int year)
{
	return &tally->count[(year - tally->first_year) * tally_width];
}

/* A tally that also holds the years from one through another. */
static Tally *
tally_reach(Tally *tally, int from, int to)
{
	Tally	   *larger;

	if (tally->nyears == 0)
		tally->first_year = from;
	else
	{
		from = Min(from, tally->first_year);
		to = Max(to, tally->first_year + tally->nyears - 1);
	}
	if (to - from + 1 == tally->nyears)
		return tally;
	larger = palloc0(TALLY_SIZE(to - from + 1));
	SET_VARSIZE(larger, TALLY_SIZE(to - from + 1));
	larger->first_year = from;
	larger->nyears = to - from + 1;
	memcpy(year_counts(larger, tally->first_year), tally->count, tally->nyears * tally_width * sizeof(int64));
	return larger;
}

static void
count_up(int64 *count, int64 n)
{
	if (unlikely(pg_add_s64_overflow(*count, n, count)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("too many entries in a tally")));
}

Tally *
tally_add(Tally *tally, const TallyEntry *entry)
{
	const TallyClass *class = &tally_classes[entry->class];
	int			entered = Max(entry->entered_year, TALLY_FIRST_YEAR - 1);
	int			left = entry->result < 0 ? entered : Max(entry->left_year, TALLY_FIRST_YEAR - 1);

	if (unlikely(entered < tally->first_year || left >= tally->first_year + tally->nyears))
		tally = tally_reach(tally, entered, left);
	count_up(&year_counts(tally, entered)[TALLY_ENTERED(class)], 1);
	if (entry->result >= 0)
	{
		count_up(&year_counts(tally, left)[TALLY_LEFT(class, entry->result)], 1);
		if (entered == left)
			count_up(&year_counts(tally, left)[TALLY_LEFT_AT_ONCE(class)], 1);
	}
	return tally;
}

Tally *
tally_combine(Tally *tally, const Tally *other)
{
	int64	   *counts;

	if (other->nyears == 0)
		return tally;
	tally = tally_reach(tally, other->first_year, other->first_year + other->nyears - 1);
	counts = year_counts(tally, other->first_year);
	for (int i = 0; i < other->nyears * tally_width; i++)
		count_up(&counts[i], other->count[i]);
	return tally;
}

static bool
year_is_empty(const int64 *counts)
{
	for (int i = 0; i < tally_width; i++)
		if (counts[i] != 0)
			return false;
	return true;
}

bool
tally_is_sound(const Tally *tally)
{
	if (VARSIZE(tally) < TALLY_SIZE(0) || tally->unused != 0 ||
		tally->nyears < 0 || tally->nyears > TALLY_LAST_YEAR - TALLY_FIRST_YEAR + 2 ||
		VARSIZE(tally) != TALLY_SIZE(tally->nyears))
		return false;
	if (tally->nyears == 0)
		return tally->first_year == 0;
	return tally->first_year >= TALLY_FIRST_YEAR - 1 &&
		tally->first_year + tally->nyears - 1 <= TALLY_LAST_YEAR &&
		!year_is_empty(tally->count) && !year_is_empty(&tally->count[(tally->nyears - 1) * tally_width]);
}

/* Appends a count, if it is not zero; the suffix stands between class and number. */
static void
append_count(StringInfo out, int year, const TallyClass *class, const char *suffix, int64 n)
{
	if (n != 0)
		appendStringInfo(out, "%s%d:%s%s=" INT64_FORMAT, out->len > 0 ? " " : "", year, class->word, suffix, n);
}

char *
tally_to_text(const Tally *tally)
{
	StringInfoData out;

	initStringInfo(&out);
	for (int year = 0; year < tally->nyears; year++)
	{
		const int64 *counts = &tally->count[year * tally_width];

		for (int i = 0; i < tally_nclasses; i++)
		{
			const TallyClass *class = &tally_classes[i];

			append_count(&out, tally->first_year + year, class, "", counts[TALLY_ENTERED(class)]);
			append_count(&out, tally->first_year + year, class, ":", counts[TALLY_LEFT_AT_ONCE(class)]);
			for (int result = 0; result < tally_part_results[class->part]; result++)
				if (counts[TALLY_LEFT(class, result)] != 0)
					append_count(&out, tally->first_year + year, class,
								 psprintf(":%s", tally_results[tally_first_result[class->part] + result].word),
								 counts[TALLY_LEFT(class, result)]);
		}
	}
	return out.data;
}

/* Reads digits and moves on.  Returns the number, or 0 if it is not from 1 to most. */
static int64
read_count_digits(const char **p, int64 most)
{
	int64		n = 0;

	for (; **p >= '0' && **p <= '9'; (*p)++)
		if (pg_mul_s64_overflow(n, 10, &n) || pg_add_s64_overflow(n, **p - '0', &n) || n > most)
			return 0;
	return n;
}

/* Reads a count such as "2024:natural_person:granted=2" into a tally.  Returns NULL if the text is no count. */
static Tally *
read_count(Tally *tally, const char **p)
{
	int64		year = read_count_digits(p, TALLY_LAST_YEAR);
	const char *word;
	int			class;
	int			index;
	int64		n;

	if (year < TALLY_FIRST_YEAR - 1 || **p != ':')
		return NULL;
	word = ++(*p);
	*p += strcspn(*p, ":= ");
	class = tally_class(word, *p - word);
	if (class < 0)
		return NULL;
	index = TALLY_ENTERED(&tally_classes[class]);
	if (**p == ':')
	{
		int			result;

		word = ++(*p);
		*p += strcspn(*p, ":= ");
		result = *p > word ? tally_result(class, word, *p - word) : -1;
		if (*p > word && result < 0)
			return NULL;
		index = *p == word ? TALLY_LEFT_AT_ONCE(&tally_classes[class]) : TALLY_LEFT(&tally_classes[class], result);
	}
	if (**p != '=')
		return NULL;
	(*p)++;
	n = read_count_digits(p, TALLY_COUNT_MAX);
	if (n == 0)
		return NULL;
	tally = tally_reach(tally, year, year);
	if (year_counts(tally, year)[index] != 0)
		return NULL;
	year_counts(tally, year)[index] = n;
	return tally;
}

Tally *
tally_from_text(const char *text, const char **at)
{
	Tally	   *tally = tally_new();
	const char *p = text;

	while (*p == ' ')
		p++;
	while (*p != '\0')
	{
		CHECK_FOR_INTERRUPTS();
		*at = p;
		tally = read_count(tally, &p);
		if (tally == NULL || (*p != ' ' && *p != '\0'))
			return NULL;
		while (*p == ' ')
			p++;
	}
	return tally;
}
