/*
 * html_tag.c
 *	  The HTML tags that matter to the text of a page, by kind.
 */
#include "postgres.h"

#include "common/code_point.h"
#include "page/html_tag.h"

/* Fewest tags of HTML; running text may hold one or two words in angle brackets. */
#define TAGS_MIN	3

/* Bytes of the longest name below, with its null byte, and some more. */
#define NAME_SIZE	16

/* sorted by name, for html_tag_kind() */
static const struct
{
	const char *name;
	TagKind		kind;
}			tags[] = {
	{"address", TAG_BLOCK}, {"article", TAG_BLOCK}, {"aside", TAG_BLOCK},
	{"blockquote", TAG_BLOCK}, {"body", TAG_BLOCK}, {"br", TAG_BREAK}, {"caption", TAG_BLOCK},
	{"center", TAG_BLOCK}, {"dd", TAG_BLOCK}, {"div", TAG_BLOCK}, {"dl", TAG_BLOCK},
	{"dt", TAG_BLOCK}, {"fieldset", TAG_BLOCK}, {"figure", TAG_BLOCK}, {"footer", TAG_BLOCK},
	{"form", TAG_BLOCK}, {"h1", TAG_BLOCK}, {"h2", TAG_BLOCK}, {"h3", TAG_BLOCK},
	{"h4", TAG_BLOCK}, {"h5", TAG_BLOCK}, {"h6", TAG_BLOCK}, {"header", TAG_BLOCK},
	{"hr", TAG_BREAK}, {"img", TAG_IMAGE}, {"li", TAG_BLOCK}, {"main", TAG_BLOCK},
	{"meta", TAG_META}, {"nav", TAG_BLOCK}, {"noscript", TAG_SILENT}, {"ol", TAG_BLOCK},
	{"option", TAG_SILENT}, {"p", TAG_BLOCK}, {"pre", TAG_PRE}, {"script", TAG_SILENT},
	{"section", TAG_BLOCK}, {"select", TAG_SILENT}, {"style", TAG_SILENT}, {"sub", TAG_NOTE},
	{"sup", TAG_NOTE}, {"table", TAG_TABLE},
	{"td", TAG_CELL}, {"template", TAG_SILENT}, {"th", TAG_CELL}, {"title", TAG_TITLE},
	{"tr", TAG_ROW}, {"ul", TAG_BLOCK},
};

TagKind
html_tag_kind(const char *name)
{
	int			low = 0;
	int			high = lengthof(tags);

	while (low < high)
	{
		int			middle = (low + high) / 2;
		int			order = strcmp(name, tags[middle].name);

		if (order == 0)
			return tags[middle].kind;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return TAG_INLINE;
}

bool
looks_like_html(const char *text, size_t len)
{
	const char *end = text + len;
	int			ntags = 0;

	for (const char *p = text; ntags < TAGS_MIN && (p = memchr(p, '<', end - p)) != NULL; p++)
	{
		char		name[NAME_SIZE];
		int			n = 0;
		const char *at = p + 1;

		if (at < end && *at == '/')
			at++;
		while (at < end && n < NAME_SIZE - 1 &&
			   (is_letter_point((unsigned char) *at) || (n > 0 && is_digit_point((unsigned char) *at))))
			name[n++] = pg_ascii_tolower((unsigned char) *at++);
		name[n] = '\0';
		if (n > 0 && at < end && (*at == '>' || *at == ' ' || *at == '/' || *at == '\n' || *at == '\r' || *at == '\t') &&
			(html_tag_kind(name) != TAG_INLINE || strcmp(name, "span") == 0 ||
			 strcmp(name, "html") == 0 || strcmp(name, "font") == 0))
			ntags++;
	}
	return ntags >= TAGS_MIN;
}
