/*
 * note.h
 *	  Notes on how a page was read: where it departs from the form, or could
 *	  not be read, and what was made of it.
 *
 * Kinds, by what is told:
 *
 *	 not_report		no section and no table of the report is on the page
 *	 old_form		a statistics table of the years before 2019
 *	 title, year	missing, or not where it belongs, or at odds
 *	 issued_on		a date that is none
 *	 section		the heading of a section is not on the page
 *	 table			a table is not on the page, or without the pipes to read it by
 *	 form			the form that was taken, where year and tables do not agree
 *	 header			a column's label is missing, misprinted or out of its place
 *	 label			a row's label is misprinted
 *	 missing_rows	a row of the form that the table does not have; a note for each
 *	 row_order		numbers apart from their label, placed by the order of the rows
 *	 extra_row		numbers of a row that the form does not have, or torn from their row
 *	 repeated_row	a row that was read before
 *	 not_stated		a sign for nothing, "/", "-" or 无, in a cell
 *	 number			a number with a unit, sign or separators, converted
 *	 unreadable		a cell that is no number, or none that the cell can hold
 *	 run_together	a row whose numbers run together: where they were cut
 *	 lost_cells		a row with fewer cells than columns: where its numbers went
 *	 extra_cells	a row with more cells than columns
 *	 cut			the page ends within a row, or could be read so far only
 *	 more			there were more notes than are kept
 */
#ifndef DISCLOSURE_NOTE_H
#define DISCLOSURE_NOTE_H

#include "lib/stringinfo.h"
#include "nodes/pg_list.h"

typedef enum Sureness
{
	SURE_READ,					/* as it stands there */
	SURE_BY_RULE,				/* the statutory relations leave nothing else */
	SURE_BY_POSITION,			/* a zero, by where it stands in its row */
	SURE_AMBIGUOUS				/* not decided: blank */
} Sureness;

/* Notes of one page; more are counted, not kept. */
#define NOTES_MAX 2000

typedef struct NoteList
{
	int			n;
	bool		full;
	struct Note *note;
} NoteList;

extern NoteList *notes_begin(void);

/* Is a further note dropped?  Then there is no need to compose it. */
static inline bool
notes_dropped(const NoteList *notes)
{
	return notes->full;
}

/*
 * Adds a note.  "at" is a place in the page: notes come out in its order.
 * The path (of a cell, "table.row", a table, or NULL), the raw text (or NULL)
 * and the value (a JSON number, or NULL) are copied; the sentence is not.
 */
extern void note_add(NoteList *notes, const char *kind, const char *path,
					 const char *raw, size_t raw_len, const char *value,
					 Sureness sure, const char *at, char *text);
extern void notes_to_json(NoteList *notes, StringInfo json);

/* A copy of the first code points of a text, to be quoted. */
extern char *note_quote(const char *text, size_t len);

#endif							/* DISCLOSURE_NOTE_H */
