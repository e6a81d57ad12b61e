/*
 * cell_word.c
 *	  Words beside the numbers of tables.
 */
#include "postgres.h"

#include "common/code_point.h"
#include "table/cell_word.h"

/* Bytes of a remark on the parts of a number; a longer one is running text. */
#define BREAKDOWN_BYTES_MAX	300

static const CellWord scale_words[] = {
#define SCALE_WORD(word, shift) {word, shift},
#include "page/page_words.def"
};

#define MONEY UNIT_MONEY
#define COUNT UNIT_COUNT
static const CellWord unit_words[] = {
#define UNIT_WORD(word, kind) {word, kind},
#include "page/page_words.def"
};
#undef MONEY
#undef COUNT

/* before a number of a column "增/减" */
static const CellWord sign_words[] = {
#define SIGN_WORD(word, sign) {word, sign},
#include "page/page_words.def"
};

static const CellWord not_stated_words[] = {
#define NOT_STATED(word) {word, 0},
#include "page/page_words.def"
};

static const CellWord breakdown_words[] = {
#define BREAKDOWN(word) {word, 0},
#include "page/page_words.def"
};

static const struct
{
	const CellWord *word;
	int			n;
}			lists[] = {
	[SCALE_WORDS] = {scale_words, lengthof(scale_words)},
	[UNIT_WORDS] = {unit_words, lengthof(unit_words)},
	[SIGN_WORDS] = {sign_words, lengthof(sign_words)},
	[NOT_STATED_WORDS] = {not_stated_words, lengthof(not_stated_words)},
	[BREAKDOWN_WORDS] = {breakdown_words, lengthof(breakdown_words)},
};

bool
take_word(const char **p, const char *end, const char *word)
{
	const char *at = *p;
	const char *word_end = word + strlen(word);

	while (word < word_end)
	{
		pg_wchar	wanted = next_code_point(&word, word_end);
		pg_wchar	point;

		do
		{
			if (at == end)
				return false;
			point = fold_point(next_code_point(&at, end));
		} while (is_blank_point(point));
		if (point != wanted)
			return false;
	}
	*p = at;
	return true;
}

const CellWord *
take_longest(const char **p, const char *end, CellWords words)
{
	const CellWord *found = NULL;
	const char *after = *p;

	if (*p == end)
		return NULL;
	for (int i = 0; i < lists[words].n; i++)
	{
		const char *at = *p;

		if (take_word(&at, end, lists[words].word[i].text) && at > after)
		{
			found = &lists[words].word[i];
			after = at;
		}
	}
	*p = after;
	return found;
}

const char *
behind_breakdown(const char *p, const char *end)
{
	const char *start = p;
	int			depth = 1;

	if (!take_word(&p, end, "(") ||
		take_longest(&p, end, BREAKDOWN_WORDS) == NULL)
		return start;
	while (p < end && p - start < BREAKDOWN_BYTES_MAX)
	{
		pg_wchar	point = fold_point(next_code_point(&p, end));

		if (point == '(')
			depth++;
		else if (point == ')' && --depth == 0)
			return p;
	}
	return start;
}

const char *
unit_at(const char *p, const char *end)
{
	const char *start = p;

	take_longest(&p, end, SCALE_WORDS);
	take_longest(&p, end, UNIT_WORDS);
	return p > start ? p : NULL;
}

const char *
count_unit_at(const char *p, const char *end)
{
	const CellWord *word = take_longest(&p, end, UNIT_WORDS);

	return word != NULL && word->value == UNIT_COUNT ? p : NULL;
}

bool
unit_in_label(const char *text, size_t len, int *shift)
{
	const char *end = text + len;
	bool		in_brackets = false;

	/* only behind a bracket or colon: a word of the label could look like a unit */
	for (const char *p = text; p < end;)
	{
		const char *at;
		const CellWord *word;
		pg_wchar	point = fold_point(next_code_point(&p, end));

		if (point == '(')
			in_brackets = true;
		else if (!in_brackets || (point != ':' && !is_blank_point(point)))
			continue;
		at = p;
		word = take_longest(&at, end, SCALE_WORDS);
		*shift = word ? word->value : 0;
		word = take_longest(&at, end, UNIT_WORDS);
		if (word != NULL && word->value == UNIT_MONEY)
			return true;
	}
	return false;
}
