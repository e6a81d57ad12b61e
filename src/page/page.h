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

#include "page/metadata.h"

#define SECTION_COUNT 6

/* A stretch of the page under one heading. */
typedef struct PagePiece
{
	int			section;		/* 1 to SECTION_COUNT, 0 before any heading */
	int			mark;			/* the number before the title, 0 for none */
	const char *title;			/* as printed */
	size_t		title_len;
	const char *start;			/* of what follows the heading */
	const char *end;
} PagePiece;

typedef struct ReportPage
{
	const char *text;
	const char *end;
	int			npieces;
	PagePiece  *piece;
	bool		has_section[SECTION_COUNT + 1];
	const char *head;

	/* from the lines around the report; NULL and 0 where not found */
	char	   *title;
	char	   *unit_name;
	int			year;
	char	   *index_number;
	char	   *document_number;
	PageDate	issued;
	PageDate	period_start;
	PageDate	period_end;
	Metadata	metadata;
} ReportPage;

/* "head" are lines that the page tells machines only, or NULL. */
extern ReportPage *page_read(const char *text, size_t len, const char *head, NoteList *notes);

/*
 * Does the heading of a section stand at p, with its number, and something
 * else on its line?  Where the heading ends; NULL: no.
 */
extern const char *heading_in_line(const char *p, const char *line_end);

/* The number of a section as printed, and its title in the form. */
extern const char *section_key(int section);
extern const char *section_title(int section);

/* The sections as published, {"preamble": …, "一": {"title": …, "text": …}, …} */
extern void page_sections_json(const ReportPage *page, StringInfo json);

/*
 * May there be a table in a piece?  Damage: the page begins after the heading
 * of its first.
 */
extern bool may_hold_table(const ReportPage *page, const PagePiece *piece);

/* Is it a table of a report before 2019, by its words? */
extern bool page_is_old_form(const ReportPage *page);

/*
 * A cell of pipe text: what stands between two pipes, or between a pipe and
 * the edge of the piece.  It may reach over lines.
 */
typedef struct PipeCell
{
	const char *start;
	const char *end;
	bool		opened;			/* a pipe precedes it */
	bool		closed;			/* a pipe follows it */
} PipeCell;

/* Reads the next cell from *p on; false at the end. */
extern bool pipe_cell_next(const char **p, const char *end, PipeCell *cell);

extern bool has_pipe(const char *text, const char *end);

/* in page_head.c: fills in what the lines around the report state */
extern void page_read_head(ReportPage *page, NoteList *notes);

#endif							/* DISCLOSURE_PAGE_H */
