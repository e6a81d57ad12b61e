/*
 * html_source.h
 *	  HTML that was not published as HTML.
 */
#ifndef DISCLOSURE_HTML_SOURCE_H
#define DISCLOSURE_HTML_SOURCE_H

#include "lib/stringinfo.h"

/*
 * Replaces the source by what it was before its tags were written as entities or
 * it became a string literal; one that is Markdown with tags in it loses them.
 */
extern void html_source_mend(const char **source, size_t *len);

/* Appends the source with script tags as <div>, so that the text of scripts is read. */
extern void html_source_open_scripts(const char *source, size_t len, StringInfo out);

#endif							/* DISCLOSURE_HTML_SOURCE_H */
