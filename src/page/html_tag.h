/*
 * html_tag.h
 *	  The HTML tags that matter to the text of a page, by kind.
 */
#ifndef DISCLOSURE_HTML_TAG_H
#define DISCLOSURE_HTML_TAG_H

typedef enum TagKind
{
	TAG_INLINE,
	TAG_BLOCK,
	TAG_BREAK,
	TAG_NOTE,					/* <sub>, <sup>: not part of a number before it */
	TAG_PRE,					/* keeps line ends */
	TAG_TABLE,
	TAG_ROW,
	TAG_CELL,
	TAG_IMAGE,
	TAG_META,
	TAG_TITLE,
	TAG_STRUCK,					/* struck out: <del>, <s>, <strike> */
	TAG_CONTROL,				/* a field of a form */
	TAG_EMBEDDED,				/* <object>, <svg> and the like: what it shows is no text of the page */
	TAG_SILENT					/* holds text that a browser does not show */
} TagKind;

/* Returns the kind of a tag by its name in lower case, TAG_INLINE for an unknown one. */
extern TagKind html_tag_kind(const char *name);

/* Returns the kind of the tag whose "<" stands at p, TAG_INLINE if there is none. */
extern TagKind html_tag_at(const char *p, const char *end);

/* Does the text hold enough tags to be HTML? */
extern bool looks_like_html(const char *text, size_t len);

#endif							/* DISCLOSURE_HTML_TAG_H */
