/*
 * phrase.c
 *	  Compiles the phrases of phrases.def and matches them.
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "narrative/phrase.h"

/* Most characters that "~" may match. */
#define GAP_MAX 24

/* Repetitions of "[...]*". */
#define REPEAT_MAX 6

/* Steps of one match: bounds the backtracking on any text. */
#define STEPS_MAX 4000

/* Alternatives in one pair of brackets, and elements on one side of a number. */
#define WORDS_MAX 64
#define ELEMENTS_MAX 20

typedef enum ElementKind
{
	ELEMENT_WORDS,				/* one of the words */
	ELEMENT_GAP,
	ELEMENT_START,
	ELEMENT_END,
	ELEMENT_NOT,				/* no code point of its word stands here */
	ELEMENT_QUOTED				/* names in quotation marks, or none */
} ElementKind;

struct Element
{
	ElementKind kind;
	int			least;			/* fewest and most repetitions */
	int			most;
	int			nwords;
	Word	   *words;
};

/* A set of code points, too large at worst: a bit of 64 for each. */
#define POINT_BIT(point)	(UINT64CONST(1) << ((point) & 63))
#define ANY_POINT			(~UINT64CONST(0))

typedef struct PhraseLine
{
	PhraseKind	kind;
	IndicatorId indicator;
	Context		context;
	IndicatorId of;
	Aspect		aspect;
	int			sign;
	const char *units;
	const char *pattern;
} PhraseLine;

static const PhraseLine phrase_lines[] = {
#define PHRASE(indicator, context, pattern) \
	{PHRASE_NUMBER, INDICATOR_##indicator, CONTEXT_##context, INDICATOR_none, ASPECT_VALUE, 1, NULL, pattern},
#define COUNTED(indicator, context, units, pattern) \
	{PHRASE_NUMBER, INDICATOR_##indicator, CONTEXT_##context, INDICATOR_none, ASPECT_VALUE, 1, units, pattern},
#define SUBJECT(indicator, context, pattern) \
	{PHRASE_SUBJECT, INDICATOR_##indicator, CONTEXT_##context, INDICATOR_none, ASPECT_VALUE, 1, NULL, pattern},
#define CHANNEL(indicator, pattern) \
	{PHRASE_CHANNEL, INDICATOR_##indicator, CONTEXT_ANY, INDICATOR_none, ASPECT_VALUE, 1, NULL, pattern},
#define OF_CHANNEL(units, pattern) \
	{PHRASE_PUBLISHED, INDICATOR_none, CONTEXT_ANY, INDICATOR_none, ASPECT_VALUE, 1, units, pattern},
#define THEN(indicator, after, pattern) \
	{PHRASE_NUMBER, INDICATOR_##indicator, CONTEXT_ANY, INDICATOR_##after, ASPECT_VALUE, 1, NULL, pattern},
#define NONE(indicator, context, pattern) \
	{PHRASE_NONE, INDICATOR_##indicator, CONTEXT_##context, INDICATOR_none, ASPECT_VALUE, 1, NULL, pattern},
#define ALL(indicator, context, of, pattern) \
	{PHRASE_ALL, INDICATOR_##indicator, CONTEXT_##context, INDICATOR_##of, ASPECT_VALUE, 1, NULL, pattern},
#define COMPANION(kind, sign, pattern) \
	{PHRASE_COMPANION, INDICATOR_none, CONTEXT_ANY, INDICATOR_none, ASPECT_##kind, sign 1, NULL, pattern},
#include "narrative/phrases.def"
};

const Phrase *phrases;
int			nphrases;

/* Reads alternatives up to the closing sign and moves *p behind it. */
static void
read_alternatives(const char **p, char closing, Element *element)
{
	const char *from = *p;

	element->words = palloc(WORDS_MAX * sizeof(Word));
	for (;; (*p)++)
	{
		if (**p == '\0')
			elog(ERROR, "phrases.def: \"%s\" has no end", from);
		if (**p != '|' && **p != closing)
			continue;
		if (element->nwords == WORDS_MAX)
			elog(ERROR, "phrases.def: \"%s\" has too many words", from);
		word_read(from, *p - from, &element->words[element->nwords++]);
		from = *p + 1;
		if (*(*p)++ == closing)
			return;
	}
}

static bool
is_special(char c)
{
	return c != '\0' && strchr("([{~^$<#!=", c) != NULL;
}

/* Reads elements up to the number's sign (# ! =) or the end of the pattern. */
static Element *
read_elements(const char **p, int *n)
{
	Element    *elements = palloc0(ELEMENTS_MAX * sizeof(Element));

	*n = 0;
	while (**p != '\0' && strchr("#!=", **p) == NULL)
	{
		Element    *element = &elements[(*n)++];
		const char *from = *p;

		if (*n == ELEMENTS_MAX)
			elog(ERROR, "phrases.def: \"%s\" is too long", from);
		element->least = element->most = 1;
		switch (*(*p)++)
		{
			case '(':
				read_alternatives(p, ')', element);
				break;
			case '[':
				read_alternatives(p, ']', element);
				element->least = 0;
				if (**p == '*')
				{
					element->most = REPEAT_MAX;
					(*p)++;
				}
				break;
			case '{':
				read_alternatives(p, '}', element);
				element->kind = ELEMENT_NOT;
				break;
			case '~':
				element->kind = ELEMENT_GAP;
				break;
			case '<':
				element->kind = ELEMENT_QUOTED;
				if (*(*p)++ != '>')
					elog(ERROR, "phrases.def: \"%s\" has no end", from);
				break;
			case '^':
				element->kind = ELEMENT_START;
				break;
			case '$':
				element->kind = ELEMENT_END;
				break;
			default:
				while (**p != '\0' && !is_special(**p))
					(*p)++;
				element->words = palloc(sizeof(Word));
				element->nwords = 1;
				word_read(from, *p - from, element->words);
		}
	}
	return elements;
}

/*
 * Returns the code points of which one stands next to the number if the
 * elements fit: most phrases are ruled out by it.
 */
static uint64
points_beside(const Element *elements, int n, bool forward)
{
	uint64		points = 0;

	for (int i = 0; i < n; i++)
	{
		const Element *element = &elements[forward ? i : n - 1 - i];

		if (element->kind != ELEMENT_WORDS)
			return ANY_POINT;
		for (int k = 0; k < element->nwords; k++)
		{
			const Word *word = &element->words[k];

			/* "@" is a year, also of no characters */
			if (word->len == 0 || word->point[0] == '@')
				return ANY_POINT;
			points |= POINT_BIT(word->point[forward ? 0 : word->len - 1]);
		}
		if (element->least > 0)
			return points;
	}
	return ANY_POINT;
}

void
phrase_init(void)
{
	MemoryContext old = MemoryContextSwitchTo(TopMemoryContext);
	Phrase	   *compiled = palloc0(lengthof(phrase_lines) * sizeof(Phrase));

	for (int i = 0; i < lengthof(phrase_lines); i++)
	{
		const PhraseLine *line = &phrase_lines[i];
		const char *p = line->pattern;
		Phrase	   *phrase = &compiled[i];

		phrase->kind = line->kind;
		phrase->indicator = line->indicator;
		phrase->context = line->context;
		phrase->of = line->of;
		phrase->aspect = line->aspect;
		phrase->sign = line->sign;
		phrase->units = line->units;
		phrase->names_last_year = strstr(line->pattern, "去年") != NULL || strstr(line->pattern, "同比") != NULL;
		phrase->before = read_elements(&p, &phrase->nbefore);
		if (*p++ == '\0')
			elog(ERROR, "phrases.def: \"%s\" has no number", line->pattern);
		phrase->after = read_elements(&p, &phrase->nafter);
		if (*p != '\0')
			elog(ERROR, "phrases.def: \"%s\" has two numbers", line->pattern);
		phrase->before_points = points_beside(phrase->before, phrase->nbefore, false);
		phrase->after_points = points_beside(phrase->after, phrase->nafter, true);
	}
	phrases = compiled;
	nphrases = lengthof(phrase_lines);
	MemoryContextSwitchTo(old);
}

/* A match in progress, backward or forward from a number. */
typedef struct Match
{
	const Passage *passage;
	const Element *elements;
	int			n;
	bool		forward;
	int			low;
	int			steps;
	int			edge;			/* far end of the best match */
} Match;

static bool
word_contains(const Word *word, pg_wchar point)
{
	for (int i = 0; i < word->len; i++)
		if (word->point[i] == point)
			return true;
	return false;
}

static bool
begins_clause(const Match *match, int at)
{
	pg_wchar	last;

	if (at <= match->low)
		return true;
	last = match->passage->point[at - 1];
	/* a clause also begins behind : 、 年 年度 其中 */
	return ends_clause(last) || last == ':' || last == 0x3001 || last == 0x5E74 ||
		(last == 0x5EA6 && at > 1 && match->passage->point[at - 2] == 0x5E74) ||
		(last == 0x4E2D && at > 1 && match->passage->point[at - 2] == 0x5176);
}

static bool
in_gap(pg_wchar point)
{
	return point != 0 && point != ':' && point != ' ' && !ends_clause(point) && !is_digit_point(point);
}

/* Is it the 、 before another denial, as in 无行政复议、无行政诉讼? */
static bool
lists_denial(const Passage *passage, int at)
{
	pg_wchar	next = passage->point[at] == 0x3001 ? passage->point[at + 1] : 0;

	return next == 0x672A || next == 0x65E0 || next == 0x6CA1;	/* 未无没 */
}

/* Returns the length of 2023年 or 2023年度 before a place, or 0. */
static int
year_before(const Passage *passage, int at)
{
	int			start = at - 5;

	if (at > 0 && passage->point[at - 1] == 0x5EA6) /* 度 */
		start--;
	if (start < 0 || passage->point[start + 4] != 0x5E74)
		return 0;
	for (int i = start; i < start + 4; i++)
		if (!is_digit_point(passage->point[i]))
			return 0;
	return at - start;
}

/* The same of one that begins at a place. */
static int
year_after(const Passage *passage, int at)
{
	for (int i = at; i < at + 4; i++)
		if (!is_digit_point(passage->point[i]))
			return 0;
	if (passage->point[at + 4] != 0x5E74)
		return 0;
	return passage->point[at + 5] == 0x5EA6 ? 6 : 5;
}

/* Is it a sign or word between two names? */
static bool
joins_names(pg_wchar point)
{
	return point == 0x3001 || point == 0x548C || point == 0x53CA;	/* 、和及 */
}

/* Moves a place past names in quotation marks: “甲发布”“乙发布”. */
static int
past_quoted(const Match *match, int at)
{
	const bool *quoted = match->passage->in_quotes;
	const pg_wchar *point = match->passage->point;

	if (match->forward)
		while (quoted[at] || (at > 0 && quoted[at - 1] && joins_names(point[at]) && quoted[at + 1]))
			at++;
	else
		while (at > match->low &&
			   (quoted[at - 1] || (at > match->low + 1 && quoted[at] && joins_names(point[at - 1]) && quoted[at - 2])))
			at--;
	return at;
}

/*
 * Returns the most characters that the elements from the i-th on can match at
 * a place, or -1 if they do not fit.  The i-th has already matched "times".
 */
static int
match_elements(Match *match, int i, int times, int at)
{
	const Element *element;
	int			best = -1;
	int			edge = at;
	int			unskipped = at;
	int			step = match->forward ? 1 : -1;

	if (i < 0 || i == match->n)
	{
		match->edge = at;
		return 0;
	}
	if (++match->steps > STEPS_MAX)
		return -1;
	/* a short remark may stand between two words: 公众号（2个）发布 */
	if (!match->forward && at > match->low && match->passage->point[at - 1] == ')')
	{
		int			begin = remark_begin(match->passage, at - 1);

		if (begin > match->low && match->elements[i].kind != ELEMENT_START)
			at = edge = begin;
	}
	element = &match->elements[i];
	switch (element->kind)
	{
		case ELEMENT_START:
			return begins_clause(match, at) ? match_elements(match, i + step, 0, at) : -1;
		case ELEMENT_END:
			return match->passage->point[at] == 0 || ends_clause(match->passage->point[at]) || lists_denial(match->passage, at) ?
				match_elements(match, i + step, 0, at) : -1;
		case ELEMENT_NOT:
			/* the 、 of a list, right behind the number before, is of no word */
			if (!match->forward && at == match->low + 1 && match->passage->point[at - 1] == 0x3001)
				return match_elements(match, i + step, 0, at);
			if ((match->forward || at > 0) &&
				word_contains(element->words, match->passage->point[match->forward ? at : at - 1]))
				return -1;
			return match_elements(match, i + step, 0, at);
		case ELEMENT_QUOTED:
			best = match_elements(match, i + step, 0, at);
			edge = match->edge;
			if (past_quoted(match, at) != at)
			{
				int			taken = match_elements(match, i + step, 0, past_quoted(match, at));

				if (taken > best)
					return taken;
				match->edge = edge;
			}
			return best;
		case ELEMENT_GAP:
			for (int gap = 0; gap <= GAP_MAX; gap++)
			{
				int			taken;

				if (gap > 0)
				{
					if (!match->forward && at <= match->low)
						break;
					if (!in_gap(match->passage->point[match->forward ? at : at - 1]) ||
						(match->forward && lists_denial(match->passage, at)))
						break;
					at += step;
				}
				taken = match_elements(match, i + step, 0, at);
				if (taken > best)
				{
					best = taken;
					edge = match->edge;
				}
			}
			match->edge = edge;
			return best;
		default:
			break;
	}

	if (times >= element->least)
	{
		best = match_elements(match, i + step, 0, unskipped);
		edge = match->edge;
	}
	for (int k = 0; times < element->most && k < element->nwords; k++)
	{
		const Word *word = &element->words[k];
		Word		year = {0};
		int			from;
		int			taken;

		if (word->len == 1 && word->point[0] == '@')
		{
			year.len = match->forward ? year_after(match->passage, at) : year_before(match->passage, at);
			year.point = &match->passage->point[match->forward ? at : at - year.len];
			word = &year;
		}
		if (word->len == 0)
			continue;
		from = match->forward ? at : at - word->len;
		if (from < match->low || !word_stands(match->passage, from, word))
			continue;
		taken = match_elements(match, i, times + 1, match->forward ? at + word->len : from);
		if (taken >= 0 && taken + word->len > best)
		{
			best = taken + word->len;
			edge = match->edge;
		}
	}
	match->edge = edge;
	return best;
}

int
phrase_before(const Phrase *phrase, const Passage *passage, int at, int low, int *start)
{
	Match		match = {passage, phrase->before, phrase->nbefore, false, low, 0, at};
	int			taken = -1;

	if (phrase->before_points == ANY_POINT ||
		(at > 0 && (phrase->before_points & POINT_BIT(passage->point[at - 1])) != 0))
		taken = match_elements(&match, phrase->nbefore - 1, 0, at);
	*start = match.edge;
	return taken;
}

int
phrase_after(const Phrase *phrase, const Passage *passage, int at, int *end)
{
	Match		match = {passage, phrase->after, phrase->nafter, true, 0, 0, at};
	int			taken = -1;

	if ((phrase->after_points & POINT_BIT(passage->point[at])) != 0)
		taken = match_elements(&match, 0, 0, at);
	*end = match.edge;
	return taken;
}
