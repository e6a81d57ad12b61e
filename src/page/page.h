/*
 * page.h
 *	  Splits the text of a published page into the lines above the report and
 *	  its six sections.
 *
 * All text is UTF-8, and pieces point into the text of the page.
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
	bool		was_html;		/* pipes in the text are substituted */
	bool		is_markdown;	/* signs in the text of sections may be escaped */
	PageHead	head;
} ReportPage;

/* "html_head" holds lines from <title> and <meta>, or is NULL. */
extern ReportPage *page_read(const char *text, size_t len, const char *html_head, NoteList *notes);

/* Writes the sections as published: {"preamble": …, "一": {"title": …, "text": …}, …} */
extern void page_sections_json(const ReportPage *page, StringInfo json);

/*
 * May there be a table in a piece?  The first pieces count too if the heading
 * of section two is missing: a damaged page may begin after it.
 */
extern bool page_may_hold_table(const ReportPage *page, const PagePiece *piece);

/* Has the page the words of a statistics table from before 2019? */
extern bool page_is_old_form(const ReportPage *page);

#endif							/* DISCLOSURE_PAGE_H */
