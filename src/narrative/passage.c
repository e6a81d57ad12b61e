/*
 * passage.c
 *	  Prose in a normal form, independent of line breaks.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/code_point.h"
#include "narrative/passage.h"

/* Characters of a remark in brackets that is left out. */
#define REMARK_MAX 20

/* Bytes of a line that may be a page number. */
#define PAGE_NUMBER_MAX 24

/* Code points read between two checks for interrupts. */
#define POINTS_PER_CHECK 65536

bool
ends_sentence(pg_wchar point)
{
	return point == 0x3002 || point == ';' || point == '!' || point == '?' || point == '|';
}

bool
ends_clause(pg_wchar point)
{
	return ends_sentence(point) || point == ',' || point == '(' || point == ')';
}

/* Is it a quotation mark?  They come in pairs, and are told apart by their order alone. */
static bool
is_quote(pg_wchar point)
{
	return point == '"' || (point >= 0x2018 && point <= 0x201F) || (point >= 0x300C && point <= 0x300F);
}

static bool
is_dropped(pg_wchar point)
{
	return is_blank_point(point) || point == '*' || point == '#' || point == '\'' || is_quote(point);
}

/* Is the line a page number, as "- 3 -" or "— 3 —"? */
static bool
is_page_number_line(const char *line, const char *end)
{
	int			dashes = 0;
	int			digits = 0;

	if (end - line > PAGE_NUMBER_MAX)
		return false;
	while (line < end)
	{
		pg_wchar	point = fold_point(next_code_point(&line, end));

		if (is_blank_point(point))
			continue;
		if (is_digit_point(point))
			digits++;
		else if (point == '-' || (point >= 0x2012 && point <= 0x2015))
			dashes++;
		else
			return false;
	}
	return dashes >= 2 && digits > 0 && digits < 5;
}

static void
add_point(Passage *passage, pg_wchar point, bool in_title, bool in_quotes, size_t offset)
{
	passage->point[passage->n] = point;
	passage->in_title[passage->n] = in_title;
	passage->in_quotes[passage->n] = in_quotes;
	passage->offset[passage->n++] = (uint32) offset;
}

/*
 * Removes the remark that ends at the bracket just added, unless it holds a
 * number, 占 or the end of a sentence.
 */
static void
drop_remark(Passage *passage)
{
	static const pg_wchar numerals[] = {
		0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341, '%', '|', 0x3002, 0x5360
	};

	for (int i = passage->n - 2; i >= 0 && i >= passage->n - REMARK_MAX; i--)
	{
		if (passage->point[i] == '(')
		{
			passage->n = i;
			return;
		}
		if (is_digit_point(passage->point[i]))
			return;
		for (int k = 0; k < lengthof(numerals); k++)
			if (passage->point[i] == numerals[k])
				return;
	}
}

static void
read_points(Passage *passage, const char *text, size_t len)
{
	const char *end = text + len;
	const char *p = text;
	int			steps = 0;
	bool		in_title = false;
	bool		in_quotes = false;
	bool		parted = false; /* was there white space since the last point? */
	bool		begins_line = true;

	while (p < end)
	{
		const char *start = p;
		pg_wchar	raw;
		pg_wchar	point;

		if (begins_line)
		{
			const char *line_end = memchr(p, '\n', end - p);

			CHECK_FOR_INTERRUPTS();
			if (line_end == NULL)
				line_end = end;
			if (is_page_number_line(p, line_end))
			{
				p = line_end;
				parted = true;
				begins_line = false;
				continue;
			}
		}
		raw = next_code_point(&p, end);
		point = fold_label_point(raw);
		if (++steps % POINTS_PER_CHECK == 0)
			CHECK_FOR_INTERRUPTS();
		begins_line = raw == '\n';
		if (is_dropped(point))
		{
			parted |= is_blank_point(point);
			if (is_quote(point))
				in_quotes = !in_quotes;
			continue;
		}
		if (raw == 0x300A || raw == 0x300B) /* 《 》 */
		{
			in_title = raw == 0x300A;
			continue;
		}
		/* the 》 was forgotten */
		if (ends_sentence(point))
		{
			in_title = false;
			in_quotes = false;
		}
		if (parted && passage->n > 0 && is_digit_point(point) &&
			is_digit_point(passage->point[passage->n - 1]))
			add_point(passage, ' ', in_title, in_quotes, start - text);
		parted = false;
		add_point(passage, point, in_title, in_quotes, start - text);
		if (point == ')')
			drop_remark(passage);
	}
	passage->point[passage->n] = 0;
	passage->in_title[passage->n] = false;
	passage->in_quotes[passage->n] = false;
	passage->offset[passage->n] = (uint32) len;
}

/* Huge, because a text may be as long as the server allows. */
static void *
alloc_each(size_t n, size_t size)
{
	return MemoryContextAllocHuge(CurrentMemoryContext, n * size);
}

/* Counts the code points of a text; it may be long, so that the statement can be cancelled meanwhile. */
static size_t
count_points(const char *text, size_t len)
{
	size_t		n = 0;

	for (size_t from = 0; from < len; from += POINTS_PER_CHECK)
	{
		size_t		to = Min(len, from + POINTS_PER_CHECK);

		CHECK_FOR_INTERRUPTS();
		for (size_t i = from; i < to; i++)
			n += (text[i] & 0xC0) != 0x80;
	}
	return n;
}

Passage *
passage_read(const char *text, size_t len)
{
	Passage    *passage = palloc(sizeof(Passage));
	/* the blank between digits replaces one of the text */
	size_t		most = count_points(text, len) + 1;

	passage->text = text;
	passage->n = 0;
	passage->point = alloc_each(most, sizeof(pg_wchar));
	passage->in_title = alloc_each(most, sizeof(bool));
	passage->in_quotes = alloc_each(most, sizeof(bool));
	passage->offset = alloc_each(most, sizeof(uint32));
	passage->told_offset = 0;
	passage->told_points = 0;
	read_points(passage, text, len);
	return passage;
}

void
passage_free(Passage *passage)
{
	pfree(passage->point);
	pfree(passage->in_title);
	pfree(passage->in_quotes);
	pfree(passage->offset);
	pfree(passage);
}

int
passage_position(Passage *passage, int at)
{
	uint32		offset = passage->offset[Max(Min(at, passage->n - 1), 0)];

	if (offset < passage->told_offset)
		passage->told_offset = passage->told_points = 0;
	passage->told_points += count_points(passage->text + passage->told_offset, offset - passage->told_offset);
	passage->told_offset = offset;
	return passage->told_points + 1;
}

int
remark_begin(const Passage *passage, int at)
{
	for (int i = at - 1; i >= 0 && i > at - REMARK_MAX; i--)
		if (passage->point[i] == '(')
			return i;
		else if (passage->point[i] == ')' || ends_sentence(passage->point[i]))
			break;
	return -1;
}

char *
passage_quote(const Passage *passage, int from, int to)
{
	const char *start = passage->text + passage->offset[from];
	const char *end = passage->text + passage->offset[to];

	trim_blank_points(&start, &end);
	return pnstrdup(start, end - start);
}

void
word_read(const char *text, size_t len, Word *word)
{
	const char *end = text + len;
	pg_wchar   *point = palloc((len + 1) * sizeof(pg_wchar));

	word->len = 0;
	while (text < end)
		point[word->len++] = fold_label_point(next_code_point(&text, end));
	word->point = point;
}

void
known_words_read(KnownWord *words, int n)
{
	for (int i = 0; i < n; i++)
		word_read(words[i].text, strlen(words[i].text), &words[i].word);
}

void
point_set_add(PointSet *set, const KnownWord *words, int n)
{
	for (int i = 0; i < n; i++)
	{
		pg_wchar	point = words[i].word.point[0];

		set->bits[(point >> 6) % lengthof(set->bits)] |= UINT64CONST(1) << (point & 63);
	}
}

const KnownWord *
known_word_at(const Passage *passage, int at, const KnownWord *words, int n)
{
	const KnownWord *found = NULL;

	for (int i = 0; i < n; i++)
		if (words[i].word.point[0] == passage->point[at] && word_stands(passage, at, &words[i].word) &&
			(found == NULL || words[i].word.len > found->word.len))
			found = &words[i];
	return found;
}

const KnownWord *
known_word_before(const Passage *passage, int at, int low, const KnownWord *words, int n)
{
	const KnownWord *found = NULL;

	for (int i = 0; i < n; i++)
	{
		const Word *word = &words[i].word;

		if (at - word->len >= low && word_stands(passage, at - word->len, word) &&
			(found == NULL || word->len > found->word.len))
			found = &words[i];
	}
	return found;
}
