/*
 * page.h
 *	  The text of a published page, taken apart: the lines above the report,
 *	  its six sections, and the cells of tables whose cells "|" separates.
 *
 * Everything is UTF-8, and points into the text of the page.
 */
#ifndef DISCLOSURE_PAGE_H
#define DISCLOSURE_PAGE_H

#include "lib/stringinfo.h"

#include "page/heading.h"
#include "page/page_head.h"

typedef struct ReportPage
{
	const char *text;
	const char *end;
	int			npieces;
	PagePiece  *piece;
	bool		has_section[SECTION_COUNT + 1];
	PageHead	head;
} ReportPage;

/* "html_head" are lines that the page tells machines only, or NULL. */
extern ReportPage *page_read(const char *text, size_t len, const char *html_head, NoteList *notes);

/* The sections as published, {"preamble": …, "一": {"title": …, "text": …}, …} */
extern void page_sections_json(const ReportPage *page, StringInfo json);

/*
 * May there be a table in a piece?  Damage: the page begins after the heading
 * of its first.
 */
extern bool page_may_hold_table(const ReportPage *page, const PagePiece *piece);

/* Is it a table of a report before 2019, by its words? */
extern bool page_is_old_form(const ReportPage *page);

#endif							/* DISCLOSURE_PAGE_H */
