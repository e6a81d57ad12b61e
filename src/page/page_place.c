/*
 * page_place.c
 *	  Places in the text read from a page, found again in the page.
 *
 * One pass over both.  What the reader added or left out is stepped over, so
 * that a place is lost rather than wrong.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/code_point.h"
#include "page/page_place.h"

/* Characters that are stepped over in the page, and those of the text that must follow then. */
#define STEP_MAX	600
#define CONFIRMED	4

/* Characters of the text that are not found, before the search is given up. */
#define LOST_MAX	400

/* Bytes of the longest entity. */
#define ENTITY_MAX	10

#define POINTS_PER_CHECK 65536

typedef struct Walk
{
	const char *p;
	const char *end;
	bool		is_markup;
	int			passed;			/* characters before p */
} Walk;

/* Moves past all bytes before "to", which is within the walk or its end. */
static void
walk_to(Walk *walk, const char *to)
{
	walk->passed += count_code_points(walk->p, to);
	walk->p = to;
}

/* Returns the end of the element at p whose content is no text, or NULL. */
static const char *
past_silent_element(const char *p, const char *end)
{
	static const char *const names[] = {"script", "style"};

	for (int i = 0; i < lengthof(names); i++)
	{
		size_t		n = strlen(names[i]);

		if ((size_t) (end - p) <= n || pg_strncasecmp(p + 1, names[i], n) != 0)
			continue;
		for (const char *q = p + 1; (q = memchr(q, '<', end - q)) != NULL; q++)
			if ((size_t) (end - q) > n + 1 && q[1] == '/' && pg_strncasecmp(q + 2, names[i], n) == 0)
				return q;
		return end;
	}
	return NULL;
}

/* Steps over white space, tags and entities. */
static void
skip_signs(Walk *walk)
{
	while (walk->p < walk->end)
	{
		const char *next = walk->p;
		const char *behind;
		pg_wchar	point = next_code_point(&next, walk->end);

		if (walk->is_markup && point == '<' && next < walk->end && (is_letter_point(*next) || *next == '/' || *next == '!'))
		{
			if ((behind = past_silent_element(walk->p, walk->end)) == NULL)
			{
				behind = memchr(walk->p, '>', walk->end - walk->p);
				behind = behind == NULL ? walk->end : behind + 1;
			}
			walk_to(walk, behind);
		}
		else if (walk->is_markup && point == '&' &&
				 (behind = memchr(walk->p, ';', Min(ENTITY_MAX, walk->end - walk->p))) != NULL)
			walk_to(walk, behind + 1);
		else if (is_blank_point(point) || (walk->is_markup && point == '|'))
			walk_to(walk, next);
		else
			break;
	}
}

static pg_wchar
take_point(Walk *walk)
{
	walk->passed++;
	return fold_point(next_code_point(&walk->p, walk->end));
}

/* Do the next characters of the text stand in the page too? */
static bool
text_follows(Walk page, Walk text)
{
	for (int i = 0; i < CONFIRMED; i++)
	{
		skip_signs(&page);
		skip_signs(&text);
		if (text.p >= text.end)
			return true;
		if (page.p >= page.end || take_point(&page) != take_point(&text))
			return false;
	}
	return true;
}

/* Moves the page to the next character of the text, if it is near. */
static bool
find_point(Walk *page, const Walk *text)
{
	Walk		trial = *page;
	Walk		next = *text;
	pg_wchar	point = take_point(&next);

	for (int i = 0; i < STEP_MAX; i++)
	{
		Walk		here;

		skip_signs(&trial);
		if (trial.p >= trial.end)
			return false;
		here = trial;
		if (take_point(&trial) == point && (i == 0 || text_follows(here, *text)))
		{
			*page = here;
			return true;
		}
	}
	return false;
}

/* Bytes of the character that begins with a byte of UTF-8. */
static inline int
character_length(char byte)
{
	unsigned char lead = (unsigned char) byte;

	return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* Moves both past the characters that are the same, most of them, up to a place in the text. */
static void
walk_together(Walk *page, Walk *text, const char *to)
{
	while (text->p < to && page->p < page->end && *page->p == *text->p &&
		   !(page->is_markup && (*page->p == '<' || *page->p == '&')))
	{
		int			n = character_length(*page->p);

		if (page->end - page->p < n || text->end - text->p < n || memcmp(page->p, text->p, n) != 0)
			break;
		page->p += n;
		text->p += n;
		page->passed++;
	}
}

void
page_places(const char *page, size_t page_len, bool is_markup, const char *text, size_t text_len, PagePlace *places, int n)
{
	Walk		source = {page, page + page_len, is_markup, 0};
	Walk		walk = {text, text + text_len, false, 0};
	int			lost = 0;

	for (int i = 0; i < n; i++)
		places[i].position = 0;
	for (int i = 0, steps = 0; i < n && lost < LOST_MAX; steps++)
	{
		const char *next;
		pg_wchar	point;

		if (steps % POINTS_PER_CHECK == 0)
			CHECK_FOR_INTERRUPTS();
		/* places that are not in the text */
		while (i < n && (places[i].at < text || places[i].at >= text + text_len))
			i++;
		if (i == n)
			break;
		walk_together(&source, &walk, places[i].at);
		if (walk.p >= walk.end)
			break;
		next = walk.p;
		point = next_code_point(&next, walk.end);
		if (is_blank_point(point) || (is_markup && point == '|'))
		{
			walk.p = next;
			continue;
		}
		if (find_point(&source, &walk))
		{
			for (; i < n && places[i].at <= walk.p; i++)
				places[i].position = source.passed + 1;
			take_point(&source);
		}
		else
		{
			/* a place that is lost is not that of the character behind it */
			for (; i < n && places[i].at <= walk.p; i++)
				;
			lost++;
		}
		walk.p = next;
	}
}
