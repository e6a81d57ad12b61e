/*
 * tally.c
 *	  Entries of a ledger, counted by the years in which they enter and leave.
 */
#include "postgres.h"

#include "common/int.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"

#include "ledger/tally.h"

const char *const tally_part_name[TALLY_PARTS] = {
	[TALLY_REQUESTS] = "requests",
	[TALLY_REMEDIES] = "remedies",
	[TALLY_DOCUMENTS] = "documents",
};

int			tally_width;

/* A result of a part: the row or the column of the form that counts it */
typedef struct TallyResult
{
	const char *word;
	TallyPart	part;
	RowId		row;			/* of a request */
	ColumnId	column;			/* of a case or a document */
} TallyResult;

/* A class; its counts of a year are in a row, from first on. */
typedef struct TallyClass
{
	const char *word;
	TallyPart	part;
	RowId		row;			/* of a case or a document */
	ColumnId	column;			/* of a request */
	int			first;			/* index of the count of entering entries */
} TallyClass;

#define ENTERED(class)			((class)->first)
#define LEFT_AT_ONCE(class)		((class)->first + 1)	/* in the year of entering */
#define LEFT(class, result)		((class)->first + 2 + (result))

static TallyClass classes[TALLY_CLASSES_MAX];
static int	nclasses;

#define TALLY_RESULTS_MAX	32

static TallyResult results[TALLY_RESULTS_MAX];
static int	nresults;

/* The results of a part are in a row. */
static int	first_result[TALLY_PARTS];
static int	part_results[TALLY_PARTS];

/* No count of a value that was read is larger, so that no sum over years and results overflows. */
#define TALLY_COUNT_MAX		INT64CONST(1000000000000)

/* Words by hash: three times as many places as words, so that a search is short */
#define WORD_PLACES		128

typedef struct WordPlace
{
	const char *word;
	int			len;
	int			index;
} WordPlace;

static WordPlace class_places[WORD_PLACES];
static WordPlace result_places[WORD_PLACES];

static inline uint32
word_hash(const char *word, int len)
{
	/* the words differ by length and by these */
	return (uint32) len * 31 + (uint8) word[0] * 7 + (uint8) word[len / 2] * 3 + (uint8) word[len - 1];
}

static void
place_word(WordPlace *places, const char *word, int index)
{
	int			len = strlen(word);
	uint32		at = word_hash(word, len) % WORD_PLACES;

	while (places[at].word != NULL)
	{
		if (places[at].len == len && memcmp(places[at].word, word, len) == 0)
			elog(ERROR, "the word \"%s\" has two meanings", word);
		at = (at + 1) % WORD_PLACES;
	}
	places[at] = (WordPlace) {.word = word, .len = len, .index = index};
}

static int
find_place(const WordPlace *places, const char *word, size_t len)
{
	uint32		at;

	if (len == 0)
		return -1;
	for (at = word_hash(word, len) % WORD_PLACES; places[at].word != NULL; at = (at + 1) % WORD_PLACES)
		if (places[at].len == len && memcmp(places[at].word, word, len) == 0)
			return places[at].index;
	return -1;
}

static void
add_class(TallyClass class)
{
	if (nclasses == TALLY_CLASSES_MAX)
		elog(ERROR, "too many classes");
	class.first = tally_width;
	place_word(class_places, class.word, nclasses);
	classes[nclasses++] = class;
	tally_width += 2 + part_results[class.part];
	if (tally_width > TALLY_COUNTS_MAX)
		elog(ERROR, "too many counts");
}

static void
add_result(TallyResult result)
{
	if (nresults == TALLY_RESULTS_MAX)
		elog(ERROR, "too many results");
	if (part_results[result.part]++ == 0)
		first_result[result.part] = nresults;
	place_word(result_places, result.word, nresults);
	results[nresults++] = result;
}

/* Is the column one of those that add up to the total of a case, but not that of open ones? */
static bool
is_remedy_result(ColumnId column)
{
	return column_info[column].group == GROUP_results && column != COLUMN_remedies_pending;
}

void
tally_init(void)
{
	for (RowId row = 0; row < ROW_COUNT; row++)
		if (row_info[row].table == TABLE_requests && group_within(row_info[row].group, GROUP_outcome))
			add_result((TallyResult) {.word = row_info[row].name, .part = TALLY_REQUESTS, .row = row});
	for (ColumnId column = 0; column < COLUMN_COUNT; column++)
		if (is_remedy_result(column))
			add_result((TallyResult) {.word = column_info[column].name, .part = TALLY_REMEDIES, .column = column});
	add_result((TallyResult) {.word = column_info[COLUMN_proactive_repealed].name, .part = TALLY_DOCUMENTS,
			.column = COLUMN_proactive_repealed});

	for (ColumnId column = 0; column < COLUMN_COUNT; column++)
		if (column_info[column].group == GROUP_applicants)
			add_class((TallyClass) {.word = column_info[column].name, .part = TALLY_REQUESTS, .column = column});
	for (RowId row = 0; row < ROW_COUNT; row++)
		if (row_info[row].table == TABLE_remedies)
			add_class((TallyClass) {.word = row_info[row].name, .part = TALLY_REMEDIES, .row = row});
	for (RowId row = 0; row < ROW_COUNT; row++)
		if (cell_at(row, COLUMN_proactive_in_force) >= 0)
			add_class((TallyClass) {.word = row_info[row].name, .part = TALLY_DOCUMENTS, .row = row});
}

int
tally_word_count(void)
{
	return nclasses + nresults;
}

static const char *
class_field(TallyPart part)
{
	return part == TALLY_REQUESTS ? "applicant" : part == TALLY_REMEDIES ? "remedy" : "document";
}

static const char *
result_field(TallyPart part)
{
	return part == TALLY_REQUESTS ? "outcome" : part == TALLY_REMEDIES ? "remedy_result" : "document_result";
}

bool
tally_word(int n, const char **field, const char **word, const char **label)
{
	if (n < nclasses)
	{
		*field = class_field(classes[n].part);
		*word = classes[n].word;
		*label = classes[n].part == TALLY_REQUESTS ? column_info[classes[n].column].label : row_info[classes[n].row].label;
		return true;
	}
	n -= nclasses;
	if (n >= nresults)
		return false;
	*field = result_field(results[n].part);
	*word = results[n].word;
	*label = results[n].part == TALLY_REQUESTS ? row_info[results[n].row].label : column_info[results[n].column].label;
	return true;
}

int
tally_class(const char *word, size_t len)
{
	return find_place(class_places, word, len);
}

int
tally_result(int class, const char *word, size_t len)
{
	int			result = find_place(result_places, word, len);

	if (result < 0 || results[result].part != classes[class].part)
		return -1;
	return result - first_result[classes[class].part];
}

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
	const TallyClass *class = &classes[entry->class];
	int			entered = Max(entry->entered_year, TALLY_FIRST_YEAR - 1);
	int			left = entry->result < 0 ? entered : Max(entry->left_year, TALLY_FIRST_YEAR - 1);

	if (unlikely(entered < tally->first_year || left >= tally->first_year + tally->nyears))
		tally = tally_reach(tally, entered, left);
	count_up(&year_counts(tally, entered)[ENTERED(class)], 1);
	if (entry->result >= 0)
	{
		count_up(&year_counts(tally, left)[LEFT(class, entry->result)], 1);
		if (entered == left)
			count_up(&year_counts(tally, left)[LEFT_AT_ONCE(class)], 1);
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

		for (int i = 0; i < nclasses; i++)
		{
			const TallyClass *class = &classes[i];

			append_count(&out, tally->first_year + year, class, "", counts[ENTERED(class)]);
			append_count(&out, tally->first_year + year, class, ":", counts[LEFT_AT_ONCE(class)]);
			for (int result = 0; result < part_results[class->part]; result++)
				if (counts[LEFT(class, result)] != 0)
					append_count(&out, tally->first_year + year, class,
								 psprintf(":%s", results[first_result[class->part] + result].word),
								 counts[LEFT(class, result)]);
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
	index = ENTERED(&classes[class]);
	if (**p == ':')
	{
		int			result;

		word = ++(*p);
		*p += strcspn(*p, ":= ");
		result = *p > word ? tally_result(class, word, *p - word) : -1;
		if (*p > word && result < 0)
			return NULL;
		index = *p == word ? LEFT_AT_ONCE(&classes[class]) : LEFT(&classes[class], result);
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

/* Adds to a cell of the form, and to the total of its row if that has one. */
static void
add_to_cell_and_total(CellVector *vector, const CellSet *asked, RowId row, ColumnId column, ColumnId total, int64 n)
{
	int			cell = cell_at(row, column);
	int			total_cell = cell_at(row, total);

	if (cell >= 0 && (cellset_has(asked, cell) || n != 0))
		vector_set(vector, cell, vector->value[cell] + n);
	if (total_cell >= 0 && cell != total_cell && (cellset_has(asked, total_cell) || n != 0))
		vector_set(vector, total_cell, vector->value[total_cell] + n);
}

/* Returns the row that prints an outcome in a form: if the form lacks it, the row that stands in for it. */
static RowId
outcome_row(const CellSet *asked, RowId row)
{
	if (cellset_has(asked, cell_at(row, COLUMN_requests_total)))
		return row;
	for (RowId other = 0; other < ROW_COUNT; other++)
		if (row_stands_in(row, other) && cellset_has(asked, cell_at(other, COLUMN_requests_total)))
			return other;
	return row;
}

/* Entered, left by each result, and stayed, of a class in a year and before it. */
typedef struct ClassCounts
{
	int64		before;			/* stayed from the years before */
	int64		entered;
	int64		left_at_once;
	int64		left;			/* by any result */
	const int64 *by_result;		/* NULL: the tally does not have the year */
} ClassCounts;

static ClassCounts
class_counts(const Tally *tally, const TallyClass *class, int year)
{
	ClassCounts counts = {0};

	for (int i = 0; i < tally->nyears && tally->first_year + i <= year; i++)
	{
		const int64 *count = &tally->count[i * tally_width];
		int64		left = 0;

		for (int result = 0; result < part_results[class->part]; result++)
			left += count[LEFT(class, result)];
		if (tally->first_year + i < year)
			counts.before += count[ENTERED(class)] - left;
		else
		{
			counts.entered = count[ENTERED(class)];
			counts.left_at_once = count[LEFT_AT_ONCE(class)];
			counts.left = left;
			counts.by_result = &count[LEFT(class, 0)];
		}
	}
	return counts;
}

static void
add_request_class(const TallyClass *class, const ClassCounts *counts, const CellSet *asked, CellVector *vector)
{
	ColumnId	column = class->column;
	ColumnId	total = COLUMN_requests_total;

	add_to_cell_and_total(vector, asked, ROW_requests_received, column, total, counts->entered);
	add_to_cell_and_total(vector, asked, ROW_requests_carried_in, column, total, counts->before);
	for (int i = 0; i < part_results[TALLY_REQUESTS]; i++)
		add_to_cell_and_total(vector, asked, outcome_row(asked, results[first_result[TALLY_REQUESTS] + i].row), column, total,
							  counts->by_result != NULL ? counts->by_result[i] : 0);
	add_to_cell_and_total(vector, asked, ROW_requests_processed, column, total, counts->left);
	add_to_cell_and_total(vector, asked, ROW_requests_carried_out, column, total,
						  counts->before + counts->entered - counts->left);
}

static void
add_remedy_class(const TallyClass *class, const ClassCounts *counts, const CellSet *asked, RemedyBasis basis,
				 CellVector *vector)
{
	int64		pending = basis == REMEDY_FILED ? counts->entered - counts->left_at_once :
		counts->before + counts->entered - counts->left;

	for (int i = 0; i < part_results[TALLY_REMEDIES]; i++)
		add_to_cell_and_total(vector, asked, class->row, results[first_result[TALLY_REMEDIES] + i].column,
							  COLUMN_remedies_total, counts->by_result != NULL ? counts->by_result[i] : 0);
	add_to_cell_and_total(vector, asked, class->row, COLUMN_remedies_pending, COLUMN_remedies_total, pending);
}

/* The form of 2019 asks for 制作, the one of 2021 for 制发; they are not one cell. */
static void
add_document_class(const TallyClass *class, const ClassCounts *counts, const CellSet *asked, CellVector *vector)
{
	struct
	{
		ColumnId	column;
		int64		n;
	}			cells[] = {
		{COLUMN_proactive_made, counts->entered},
		{COLUMN_proactive_issued, counts->entered},
		{COLUMN_proactive_repealed, counts->left},
		{COLUMN_proactive_in_force, counts->before + counts->entered - counts->left},
	};

	for (int i = 0; i < lengthof(cells); i++)
	{
		int			cell = cell_at(class->row, cells[i].column);

		if (cell >= 0 && cellset_has(asked, cell))
			vector_set(vector, cell, cells[i].n);
	}
}

static void
add_class_year(const Tally *tally, const TallyClass *class, int year, FormId form, RemedyBasis basis, CellVector *vector)
{
	const CellSet *asked = &form_layout(FORM_BIT(form))->asked;
	ClassCounts counts = class_counts(tally, class, year);

	switch (class->part)
	{
		case TALLY_REQUESTS:
			add_request_class(class, &counts, asked, vector);
			break;
		case TALLY_REMEDIES:
			add_remedy_class(class, &counts, asked, basis, vector);
			break;
		case TALLY_DOCUMENTS:
			add_document_class(class, &counts, asked, vector);
			break;
		case TALLY_PARTS:
			break;
	}
}

void
tally_year(const Tally *tally, int year, FormId form, uint32 parts, RemedyBasis basis, CellVector *vector)
{
	vector_init(vector, FORM_BIT(form));
	for (int i = 0; i < nclasses; i++)
		if (parts & (1 << classes[i].part))
			add_class_year(tally, &classes[i], year, form, basis, vector);
}

void
tally_entry_year(const TallyEntry *entry, int year, FormId form, RemedyBasis basis, CellVector *vector)
{
	vector_init(vector, FORM_BIT(form));
	add_class_year(tally_add(tally_new(), entry), &classes[entry->class], year, form, basis, vector);
}
