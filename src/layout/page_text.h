/*
 * page_text.h
 *	  The text of a recorded page, line by line and without what a rendering
 *	  prints by itself.
 */
#ifndef DISCLOSURE_PAGE_TEXT_H
#define DISCLOSURE_PAGE_TEXT_H

#include "figures/form.h"

/*
 * Steps through the lines of a text; *line to *end is the next one, without
 * white space at its ends.  Empty lines are passed over.
 */
extern bool next_text_line(const char **text, const char **line, const char **end);

/*
 * Splits the text of a section into the lines above its table and those below,
 * without the lines of the table.  Sentences within the table are kept.  If
 * there is no table, all text is above.
 */
extern void text_without_table(const char *text, TableId table, const char **above, const char **below);

/* The preamble without the title and what stands over it, and without lines of metadata. */
extern const char *preamble_without_head(const char *preamble, const char *title);

#endif							/* DISCLOSURE_PAGE_TEXT_H */
