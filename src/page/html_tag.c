/*
 * html_tag.c
 *	  The HTML tags that matter to the text of a page, by kind.
 */
#include "postgres.h"

#include "miscadmin.h"

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
	{"address", TAG_BLOCK}, {"applet", TAG_EMBEDDED}, {"article", TAG_BLOCK}, {"aside", TAG_BLOCK},
	{"audio", TAG_EMBEDDED}, {"blockquote", TAG_BLOCK}, {"body", TAG_BLOCK}, {"br", TAG_BREAK},
	{"canvas", TAG_EMBEDDED}, {"caption", TAG_BLOCK}, {"center", TAG_BLOCK}, {"datalist", TAG_SILENT},
	{"dd", TAG_BLOCK}, {"del", TAG_STRUCK}, {"div", TAG_BLOCK}, {"dl", TAG_BLOCK}, {"dt", TAG_BLOCK},
	{"embed", TAG_EMBEDDED}, {"fieldset", TAG_BLOCK}, {"figure", TAG_BLOCK}, {"footer", TAG_BLOCK},
	{"form", TAG_BLOCK}, {"h1", TAG_BLOCK}, {"h2", TAG_BLOCK}, {"h3", TAG_BLOCK}, {"h4", TAG_BLOCK},
	{"h5", TAG_BLOCK}, {"h6", TAG_BLOCK}, {"header", TAG_BLOCK}, {"hr", TAG_BREAK}, {"iframe", TAG_EMBEDDED},
	{"img", TAG_IMAGE}, {"input", TAG_CONTROL}, {"li", TAG_BLOCK}, {"main", TAG_BLOCK}, {"meta", TAG_META},
	{"meter", TAG_EMBEDDED}, {"nav", TAG_BLOCK}, {"noscript", TAG_SILENT}, {"object", TAG_EMBEDDED},
	{"ol", TAG_BLOCK}, {"option", TAG_SILENT}, {"p", TAG_BLOCK}, {"pre", TAG_PRE}, {"progress", TAG_EMBEDDED},
	{"rp", TAG_SILENT}, {"rt", TAG_SILENT}, {"rtc", TAG_SILENT}, {"s", TAG_STRUCK}, {"script", TAG_SILENT},
	{"section", TAG_BLOCK}, {"select", TAG_CONTROL}, {"strike", TAG_STRUCK}, {"style", TAG_SILENT},
	{"sub", TAG_NOTE}, {"sup", TAG_NOTE}, {"svg", TAG_EMBEDDED}, {"table", TAG_TABLE}, {"td", TAG_CELL},
	{"template", TAG_SILENT}, {"textarea", TAG_CONTROL}, {"th", TAG_CELL}, {"title", TAG_TITLE}, {"tr", TAG_ROW},
	{"ul", TAG_BLOCK}, {"video", TAG_EMBEDDED},
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

/*
 * Copies the name of the tag whose "<" stands at p, in lower case, and without
 * what does not fit in; returns the end of the name.
 */
static const char *
read_tag_name(const char *p, const char *end, char *name)
{
	const char *at = p + 1;
	int			n = 0;

	if (at < end && *at == '/')
		at++;
	while (at < end && n < NAME_SIZE - 1 &&
		   (is_letter_point((unsigned char) *at) || (n > 0 && is_digit_point((unsigned char) *at))))
		name[n++] = pg_ascii_tolower((unsigned char) *at++);
	name[n] = '\0';
	return at;
}

TagKind
html_tag_at(const char *p, const char *end)
{
	char		name[NAME_SIZE];

	read_tag_name(p, end, name);
	return html_tag_kind(name);
}

bool
looks_like_html(const char *text, size_t len)
{
	const char *end = text + len;
	int			ntags = 0;

	for (const char *p = text; ntags < TAGS_MIN && (p = memchr(p, '<', end - p)) != NULL; p++)
	{
		char		name[NAME_SIZE];
		const char *at = read_tag_name(p, end, name);

		CHECK_FOR_INTERRUPTS();
		if (name[0] != '\0' && at < end && (*at == '>' || *at == ' ' || *at == '/' || *at == '\n' || *at == '\r' || *at == '\t') &&
			(html_tag_kind(name) != TAG_INLINE || strcmp(name, "span") == 0 ||
			 strcmp(name, "html") == 0 || strcmp(name, "font") == 0))
			ntags++;
	}
	return ntags >= TAGS_MIN;
}
