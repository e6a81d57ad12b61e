/*
 * html_tag.h
 *	  The tags of HTML by how the reader of pages takes them.
 */
#ifndef DISCLOSURE_HTML_TAG_H
#define DISCLOSURE_HTML_TAG_H

typedef enum TagKind
{
	TAG_INLINE,
	TAG_BLOCK,
	TAG_BREAK,
	TAG_NOTE,					/* no part of the number before it */
	TAG_PRE,					/* keeps its lines */
	TAG_TABLE,
	TAG_ROW,
	TAG_CELL,
	TAG_IMAGE,
	TAG_META,
	TAG_TITLE,
	TAG_SILENT
} TagKind;

/* The kind of a tag by its name in small letters; a tag that is not known is inline. */
extern TagKind html_tag_kind(const char *name);

/* Are there at least three tags in the text? */
extern bool looks_like_html(const char *text, size_t len);

#endif							/* DISCLOSURE_HTML_TAG_H */
