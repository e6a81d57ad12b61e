/*
 * text_change.c
 *	  What has become of the paragraphs of a text: added, removed, changed.
 *
 * The longest common subsequence is found by the method of Hunt and Szymanski: for
 * each length the earliest place in the new text where a common subsequence of that
 * length can end.  Nearly all paragraphs stand once, so there are hardly more pairs
 * of equal paragraphs than paragraphs.
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "miscadmin.h"

#include "common/code_point.h"
#include "page/text_change.h"

/* An annual report has hundreds; with these bounds the pairs of equal paragraphs take less than 200 MB. */
#define PARAGRAPHS_MAX		100000
#define OCCURRENCES_NEAR	32

/* A changed paragraph has this much in common with what it was, in percent, and is sought among the next few. */
#define SIMILAR_LEAST		50
#define SIMILAR_NEAR		16

/* Characters of a paragraph that are compared. */
#define PAIRS_MAX			4000

const char *const text_change_name[] = {
	[TEXT_SAME] = "same",
	[TEXT_CHANGED] = "changed",
	[TEXT_REMOVED] = "removed",
	[TEXT_ADDED] = "added",
};

const char *const text_change_label[] = {
	[TEXT_SAME] = "相同",
	[TEXT_CHANGED] = "修改",
	[TEXT_REMOVED] = "删去",
	[TEXT_ADDED] = "新增",
};

typedef struct Paragraphs
{
	int			n;
	int			capacity;
	Paragraph  *paragraph;
} Paragraphs;

/* A pair of equal paragraphs, the last one of a common subsequence. */
typedef struct CommonParagraph
{
	int			before;
	int			after;
	int			previous;		/* index of the match before it, or -1 */
} CommonParagraph;

static void
add_paragraph(Paragraphs *list, const char *start, const char *end, StringInfo words)
{
	Paragraph  *paragraph;

	trim_blank_points(&start, &end);
	if (start == end)
		return;
	if (list->n == PARAGRAPHS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("the text has too many paragraphs to compare"),
				 errdetail("It has more than %d.", PARAGRAPHS_MAX)));
	if (list->n == list->capacity)
	{
		list->capacity *= 2;
		list->paragraph = repalloc(list->paragraph, list->capacity * sizeof(Paragraph));
	}
	paragraph = &list->paragraph[list->n++];
	memset(paragraph, 0, sizeof(*paragraph));
	paragraph->number = list->n;
	paragraph->text = start;
	paragraph->len = end - start;
	resetStringInfo(words);
	for (const char *p = start; p < end;)
	{
		const char *at = p;

		if (!is_blank_point(next_code_point(&p, end)))
			appendBinaryStringInfo(words, at, p - at);
	}
	paragraph->words = pnstrdup(words->data, words->len);
	paragraph->words_len = words->len;
}

static Paragraphs
split_paragraphs(const char *text, size_t len)
{
	Paragraphs	list = {.capacity = 64};
	const char *end = text + len;
	StringInfoData words;

	initStringInfo(&words);
	list.paragraph = palloc(list.capacity * sizeof(Paragraph));
	for (const char *start = text; start < end;)
	{
		const char *line = memchr(start, '\n', end - start);

		CHECK_FOR_INTERRUPTS();
		if (line == NULL)
			line = end;
		add_paragraph(&list, start, line, &words);
		start = line + 1;
	}
	return list;
}

static int
compare_words(const void *a, const void *b)
{
	const Paragraph *one = *(const Paragraph *const *) a;
	const Paragraph *other = *(const Paragraph *const *) b;

	if (one->words_len != other->words_len)
		return one->words_len < other->words_len ? -1 : 1;
	return memcmp(one->words, other->words, one->words_len);
}

/* Numbers what the paragraphs of both texts say; returns how many different ones there are. */
static int
number_contents(const Paragraphs *before, const Paragraphs *after)
{
	int			n = before->n + after->n;
	Paragraph **sorted = palloc((n + 1) * sizeof(Paragraph *));
	int			contents = 0;

	for (int i = 0; i < n; i++)
		sorted[i] = i < before->n ? &before->paragraph[i] : &after->paragraph[i - before->n];
	qsort(sorted, n, sizeof(Paragraph *), compare_words);
	for (int i = 0; i < n; i++)
	{
		if (i > 0 && compare_words(&sorted[i - 1], &sorted[i]) != 0)
			contents++;
		sorted[i]->content = contents;
	}
	pfree(sorted);
	return contents + 1;
}

/*
 * Returns the places of the paragraphs in the order of what they say and where they
 * stand, and sets first[content] to the index of the first one; notes in each
 * paragraph which occurrence it is.
 */
static int *
places_by_content(const Paragraphs *list, int contents, int *first)
{
	int		   *places = palloc((list->n + 1) * sizeof(int));
	int		   *seen = palloc0(contents * sizeof(int));

	memset(first, 0, (contents + 1) * sizeof(int));
	for (int i = 0; i < list->n; i++)
		first[list->paragraph[i].content + 1]++;
	for (int content = 0; content < contents; content++)
		first[content + 1] += first[content];
	for (int i = 0; i < list->n; i++)
	{
		Paragraph  *paragraph = &list->paragraph[i];

		paragraph->occurrence = seen[paragraph->content]++;
		places[first[paragraph->content] + paragraph->occurrence] = i;
	}
	pfree(seen);
	return places;
}

/* Returns the first of n increasing numbers that is not below a number, or n. */
static int
first_not_below(const int *numbers, int n, int number)
{
	int			low = 0;

	while (low < n)
	{
		int			middle = low + (n - low) / 2;

		if (numbers[middle] < number)
			low = middle + 1;
		else
			n = middle;
	}
	return low;
}

/* Sets match[i] to the paragraph of the new text in which the i-th one of the old is found again, or -1. */
static void
find_common(const Paragraphs *before, const Paragraphs *after, int *match)
{
	int			contents = number_contents(before, after);
	int		   *first = palloc((contents + 1) * sizeof(int));
	int		   *ignored = palloc((contents + 1) * sizeof(int));
	int		   *places;
	int			longest = 0;
	int		   *ends = palloc((before->n + 1) * sizeof(int));	/* by length, the earliest end */
	int		   *last = palloc((before->n + 1) * sizeof(int));	/* its match */
	int			nmatches = 0;
	int			capacity = before->n + 64;
	CommonParagraph	   *matches = palloc(capacity * sizeof(CommonParagraph));

	places_by_content(before, contents, ignored);
	places = places_by_content(after, contents, first);
	for (int i = 0; i < before->n; i++)
	{
		const Paragraph *paragraph = &before->paragraph[i];
		int			begin = first[paragraph->content];
		int			low = Max(begin, begin + paragraph->occurrence - OCCURRENCES_NEAR);
		int			high = Min(first[paragraph->content + 1] - 1, begin + paragraph->occurrence + OCCURRENCES_NEAR);

		CHECK_FOR_INTERRUPTS();
		match[i] = -1;
		/* from the last one on, so that a paragraph does not follow itself */
		for (int k = high; k >= low; k--)
		{
			int			length = first_not_below(ends, longest, places[k]);

			if (length < longest && ends[length] == places[k])
				continue;
			if (nmatches == capacity)
			{
				capacity *= 2;
				matches = repalloc_huge(matches, capacity * sizeof(CommonParagraph));
			}
			matches[nmatches] = (CommonParagraph) {i, places[k], length > 0 ? last[length - 1] : -1};
			ends[length] = places[k];
			last[length] = nmatches++;
			if (length == longest)
				longest++;
		}
	}
	for (int k = longest > 0 ? last[longest - 1] : -1; k >= 0; k = matches[k].previous)
		match[matches[k].before] = matches[k].after;
}

static int
compare_pairs(const void *a, const void *b)
{
	uint64		one = *(const uint64 *) a;
	uint64		other = *(const uint64 *) b;

	return one < other ? -1 : one > other;
}

static void
find_pairs(Paragraph *paragraph)
{
	const char *p = paragraph->words;
	const char *end = p + paragraph->words_len;
	pg_wchar	last = 0;

	if (paragraph->pairs != NULL)
		return;
	paragraph->pairs = palloc(Min(paragraph->words_len, PAIRS_MAX) * sizeof(uint64));
	while (p < end && paragraph->npairs < PAIRS_MAX)
	{
		pg_wchar	point = next_code_point(&p, end);

		paragraph->pairs[paragraph->npairs++] = (uint64) last << 32 | point;
		last = point;
	}
	qsort(paragraph->pairs, paragraph->npairs, sizeof(uint64), compare_pairs);
}

/* How many of the pairs of characters two paragraphs have in common, in percent of those of both. */
static int
similarity_of(Paragraph *before, Paragraph *after)
{
	int			common = 0;
	int			i = 0;
	int			k = 0;

	find_pairs(before);
	find_pairs(after);
	while (i < before->npairs && k < after->npairs)
	{
		if (before->pairs[i] == after->pairs[k])
		{
			common++;
			i++;
			k++;
		}
		else if (before->pairs[i] < after->pairs[k])
			i++;
		else
			k++;
	}
	return 200 * common / (before->npairs + after->npairs);
}

static void
add_change(List **changes, TextChangeKind kind, const Paragraph *before, const Paragraph *after, int similarity)
{
	TextChange *change = palloc(sizeof(TextChange));

	*change = (TextChange) {kind, before, after, similarity};
	*changes = lappend(*changes, change);
}

/* Tells the paragraphs between two that were found again, those of the old text first where nothing relates them. */
static void
tell_gap(Paragraph *before, const Paragraph *before_end, Paragraph *after, const Paragraph *after_end, List **changes)
{
	for (; before < before_end; before++)
	{
		Paragraph  *likest = NULL;
		int			best = SIMILAR_LEAST - 1;

		CHECK_FOR_INTERRUPTS();
		for (Paragraph *other = after; other < after_end && other < after + SIMILAR_NEAR; other++)
		{
			int			similarity = similarity_of(before, other);

			if (similarity > best)
			{
				best = similarity;
				likest = other;
			}
		}
		if (likest == NULL)
		{
			add_change(changes, TEXT_REMOVED, before, NULL, 0);
			continue;
		}
		for (; after < likest; after++)
			add_change(changes, TEXT_ADDED, NULL, after, 0);
		add_change(changes, TEXT_CHANGED, before, after++, best);
	}
	for (; after < after_end; after++)
		add_change(changes, TEXT_ADDED, NULL, after, 0);
}

List *
text_changes(const char *before, size_t before_len, const char *after, size_t after_len)
{
	Paragraphs	old = split_paragraphs(before, before_len);
	Paragraphs	new = split_paragraphs(after, after_len);
	int		   *match = palloc((old.n + 1) * sizeof(int));
	List	   *changes = NIL;
	int			from = 0;
	int			to = 0;

	find_common(&old, &new, match);
	for (int i = 0; i < old.n; i++)
	{
		if (match[i] < 0)
			continue;
		tell_gap(&old.paragraph[from], &old.paragraph[i], &new.paragraph[to], &new.paragraph[match[i]], &changes);
		add_change(&changes, TEXT_SAME, &old.paragraph[i], &new.paragraph[match[i]], 100);
		from = i + 1;
		to = match[i] + 1;
	}
	tell_gap(&old.paragraph[from], &old.paragraph[old.n], &new.paragraph[to], &new.paragraph[new.n], &changes);
	return changes;
}
