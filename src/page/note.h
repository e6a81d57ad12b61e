/*
 * note.h
 *	  Notes on how a page was read: its departures from the form, the parts that
 *	  could not be read, and the reading chosen.
 *
 * Kinds of notes:
 *
 *	 not_report		no section and no table of the report is on the page
 *	 old_form		a statistics table of the years before 2019
 *	 title, year	missing, misplaced or contradictory
 *	 issued_on		a value that is no date
 *	 section		the heading of a section is not on the page
 *	 table			a table is missing, or lacks the pipes between its cells
 *	 form			the form chosen although year and tables disagree
 *	 header			a column's label is missing, misprinted or misplaced
 *	 label			a row's label is misprinted
 *	 missing_rows	a row of the form that the table lacks; one note a row
 *	 row_order		numbers away from their label, placed by the order of rows
 *	 extra_row		numbers that belong to no row of the form, or lost their row
 *	 repeated_row	a second row with the same label
 *	 not_stated		"/", "-" or 无 in a cell, read as blank
 *	 number			a number with a unit, sign or separators, converted
 *	 unreadable		a cell without a number, or with one it cannot hold
 *	 run_together	the cuts in a row whose numbers run together
 *	 lost_cells		the columns chosen in a row with fewer cells than columns
 *	 extra_cells	a row with more cells than columns
 *	 cut			the page ends within a row, or reading stopped early
 *	 hidden			text of a table that a browser strikes out or does not show
 *	 more			more notes than NOTES_MAX
 */
#ifndef DISCLOSURE_NOTE_H
#define DISCLOSURE_NOTE_H

#include "lib/stringinfo.h"
#include "nodes/pg_list.h"

typedef enum Sureness
{
	SURE_READ,					/* as printed */
	SURE_BY_RULE,				/* the only reading that satisfies the statutory relations */
	SURE_BY_POSITION,			/* a zero, by its position in the row */
	SURE_AMBIGUOUS				/* undecided, so the cell is blank */
} Sureness;

/* Notes kept of one page; a last one says that there were more. */
#define NOTES_MAX 2000

typedef struct NoteList
{
	int			n;
	bool		full;
	struct Note *note;
} NoteList;

extern NoteList *notes_begin(void);

/* Would a further note be dropped?  Then callers need not compose it. */
static inline bool
notes_dropped(const NoteList *notes)
{
	return notes->full;
}

/*
 * Adds a note.  "at" points into the page and orders the notes.  The path of a
 * cell, row or table, the raw text and the value, a JSON number, may be NULL;
 * they are copied, the sentence is not.
 */
extern void note_add(NoteList *notes, const char *kind, const char *path,
					 const char *raw, size_t raw_len, const char *value,
					 Sureness sure, const char *at, char *text);

/*
 * Finds the places of notes in the page that the text was read from; see
 * page_place.h.  A note on the page as a whole has none.
 */
extern void notes_locate(NoteList *notes, const char *page, size_t page_len, bool is_markup,
						 const char *text, size_t text_len);
extern void notes_to_json(NoteList *notes, StringInfo json);

/* Returns a copy of a text for quoting, cut if it is long. */
extern char *note_quote(const char *text, size_t len);

#endif							/* DISCLOSURE_NOTE_H */
