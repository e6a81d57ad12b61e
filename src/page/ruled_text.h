/*
 * ruled_text.h
 *	  Tables in text whose cells are parted by other signs than pipes.
 */
#ifndef DISCLOSURE_RULED_TEXT_H
#define DISCLOSURE_RULED_TEXT_H

#include "lib/stringinfo.h"

/* Lines with separators that make a table. */
#define TABLE_LINES_MIN	3

/* Is there more than white space, pipes and Markdown signs? */
extern bool line_has_content(const char *text, const char *end);

/*
 * Appends the text with pipes between the cells that tabs, commas or box signs
 * part.  Returns false, with nothing appended, if there are no such tables.
 */
extern bool rule_cells(const char *text, size_t len, StringInfo out);

#endif							/* DISCLOSURE_RULED_TEXT_H */
