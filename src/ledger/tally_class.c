/*
 * tally_class.c
 *	  The words by which entries of a ledger are counted.
 */
#include "postgres.h"

#include "ledger/tally_class.h"

const char *const tally_part_name[TALLY_PARTS] = {
	[TALLY_REQUESTS] = "requests",
	[TALLY_REMEDIES] = "remedies",
	[TALLY_DOCUMENTS] = "documents",
};

TallyClass	tally_classes[TALLY_CLASSES_MAX];
int			tally_nclasses;
TallyResult tally_results[TALLY_RESULTS_MAX];
int			tally_first_result[TALLY_PARTS];
int			tally_part_results[TALLY_PARTS];
int			tally_width;

static int	nresults;

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
	if (tally_nclasses == TALLY_CLASSES_MAX)
		elog(ERROR, "too many classes");
	class.first = tally_width;
	place_word(class_places, class.word, tally_nclasses);
	tally_classes[tally_nclasses++] = class;
	tally_width += 2 + tally_part_results[class.part];
	if (tally_width > TALLY_COUNTS_MAX)
		elog(ERROR, "too many counts");
}

static void
add_result(TallyResult result)
{
	if (nresults == TALLY_RESULTS_MAX)
		elog(ERROR, "too many results");
	if (tally_part_results[result.part]++ == 0)
		tally_first_result[result.part] = nresults;
	place_word(result_places, result.word, nresults);
	tally_results[nresults++] = result;
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
	return tally_nclasses + nresults;
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
	if (n < tally_nclasses)
	{
		*field = class_field(tally_classes[n].part);
		*word = tally_classes[n].word;
		*label = tally_classes[n].part == TALLY_REQUESTS ? column_info[tally_classes[n].column].label : row_info[tally_classes[n].row].label;
		return true;
	}
	n -= tally_nclasses;
	if (n >= nresults)
		return false;
	*field = result_field(tally_results[n].part);
	*word = tally_results[n].word;
	*label = tally_results[n].part == TALLY_REQUESTS ? row_info[tally_results[n].row].label : column_info[tally_results[n].column].label;
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

	if (result < 0 || tally_results[result].part != tally_classes[class].part)
		return -1;
	return result - tally_first_result[tally_classes[class].part];
}
