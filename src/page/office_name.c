/*
 * office_name.c
 *	  Tells names of offices from other words.
 */
#include "postgres.h"

#include "common/code_point.h"
#include "page/office_name.h"

/* Digits that the name of an office may end in. */
#define NAME_DIGITS_MAX 3

static const char *const office_endings[] = {
#define OFFICE(word) word,
#include "page/page_words.def"
};

/* words that occur in no name of an office */
static const char *const not_office[] = {
#define NOT_OFFICE(word) word,
#include "page/page_words.def"
};

static const char *const office_kinds[] = {
#define OFFICE(word) word,
#define OFFICE_KIND(word) word,
#include "page/page_words.def"
};

bool
is_office_kind(const FoldedText *text, int from, int to)
{
	for (int i = 0; i < lengthof(office_kinds); i++)
		if (folded_word_at(text, from, to, office_kinds[i]) == to)
			return true;
	return false;
}

/* Returns the start of the short number at the end of a name, as in 第三税务分局2, or "to". */
static int
number_begin(const FoldedText *text, int from, int to)
{
	int			begin = to;

	while (begin > from && is_digit_point(text->point[begin - 1].point))
		begin--;
	return to - begin <= NAME_DIGITS_MAX ? begin : to;
}

bool
is_office_name(const FoldedText *text, int from, int to)
{
	bool		ends = false;

	to = number_begin(text, from, to);
	if (to - from < 2 || to - from > OFFICE_NAME_MAX)
		return false;
	for (int i = from; i < to; i++)
	{
		pg_wchar	point = text->point[i].point;

		if (!is_han_point(point) && point != '(' && point != ')' && point != 0x3001 && point != 0xB7)
			return false;
		if (i > from && text->point[i].gap >= GAP_CELL && text->point[i].gap != GAP_LINE)
			return false;
	}
	/* 本机关, 我局, 各单位 and 全市 are no names */
	if (folded_word_at(text, from, to, "本") >= 0 || folded_word_at(text, from, to, "我") >= 0 ||
		folded_word_at(text, from, to, "各") >= 0 || folded_word_at(text, from, to, "年") >= 0 || folded_word_at(text, from, to, "全") == from + 1 ||
		text->point[from].point == '(' || text->point[from].point == ')' || text->point[from].point == 0x3001)
		return false;
	if (is_office_kind(text, from, to))
		return false;
	for (int i = 0; i < lengthof(not_office); i++)
		if (folded_find(text, from, to, not_office[i]) >= 0)
			return false;
	for (int i = 0; i < lengthof(office_endings) && !ends; i++)
		ends = folded_ends_with(text, from, to, office_endings[i]);
	/* the name may end in a branch or remark in brackets */
	if (!ends && text->point[to - 1].point == ')')
		for (int i = from + 2; i < to - 1 && !ends; i++)
			if (text->point[i].point == '(')
				return is_office_name(text, from, i);
	return ends;
}
