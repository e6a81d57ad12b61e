/*
 * tally.h
 *	  Entries of a ledger, counted by the year in which they enter and the year
 *	  in which they leave.
 *
 * A request enters when it is received and leaves when it is decided; a case
 * when it is filed and concluded; a document when it is made and repealed.  The
 * tables of the report count the entries that enter a year, those that leave it
 * by each result, and those that stay: all that entered so far less all that
 * left.
 * So the balance of a year, and what is carried over to the next, cannot fail.
 */
#ifndef DISCLOSURE_TALLY_H
#define DISCLOSURE_TALLY_H

#include "ledger/tally_class.h"

/* Entries of earlier years count as of the year before the first. */
#define TALLY_FIRST_YEAR	2007
#define TALLY_LAST_YEAR		2099

/*
 * Counts of the years from first_year on, tally_width for each.  No year stands
 * at either end without a count, so equal tallies have equal bytes.
 */
typedef struct Tally
{
	int32		vl_len_;
	int32		first_year;		/* TALLY_FIRST_YEAR - 1: that year and all before it */
	int32		nyears;
	int32		unused;			/* zero */
	int64		count[FLEXIBLE_ARRAY_MEMBER];
} Tally;

#define TALLY_SIZE(nyears)	(offsetof(Tally, count) + (Size) (nyears) * tally_width * sizeof(int64))

/* An entry; left_year and result only if it has left. */
typedef struct TallyEntry
{
	int			class;
	int			entered_year;
	int			result;			/* -1: it has not left */
	int			left_year;
} TallyEntry;

/* Returns an empty tally of no years. */
extern Tally *tally_new(void);

/*
 * Counts an entry.  Returns the tally, or a larger copy if the entry's years
 * lie outside it.
 */
extern Tally *tally_add(Tally *tally, const TallyEntry *entry);

/* Adds the counts of another; returns the tally, or a larger copy. */
extern Tally *tally_combine(Tally *tally, const Tally *other);

/* Could this library have written the value?  To be asked of values from outside. */
extern bool tally_is_sound(const Tally *tally);

/* The text form: "year:class=n", "year:class:result=n", "year:class:=n" for entries that left in their first year. */
extern char *tally_to_text(const Tally *tally);

/* Returns NULL if the text is not that of a tally; *at points to the fault then. */
extern Tally *tally_from_text(const char *text, const char **at);

#endif							/* DISCLOSURE_TALLY_H */
