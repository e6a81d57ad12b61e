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
 *
 * A class is the word of a line or column of the form that an entry belongs to
 * (natural_person, direct_suit, normative_documents), a result that of the one
 * it leaves by (granted, upheld, repealed).  All come from cells.def; no word
 * has two meanings.
 */
#ifndef DISCLOSURE_TALLY_H
#define DISCLOSURE_TALLY_H

#include "figures/figures.h"

/* A bound on classes and on classes with their results; tally_init() checks it. */
#define TALLY_CLASSES_MAX	16
#define TALLY_COUNTS_MAX	192

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

/* The counts of a year: for each class the entries that entered, that left in their first year, and that left by each result. */
extern int	tally_width;

/* A part of the form that a ledger can keep: 'requests', 'remedies', 'documents'. */
typedef enum TallyPart
{
	TALLY_REQUESTS,
	TALLY_REMEDIES,
	TALLY_DOCUMENTS,
	TALLY_PARTS
} TallyPart;

extern const char *const tally_part_name[TALLY_PARTS];

/* Which open cases count as 尚未审结: all that are alive, or only those filed in the year? */
typedef enum RemedyBasis
{
	REMEDY_ALIVE,
	REMEDY_FILED
} RemedyBasis;

/* An entry; left_year and result only if it has left. */
typedef struct TallyEntry
{
	int			class;
	int			entered_year;
	int			result;			/* -1: it has not left */
	int			left_year;
} TallyEntry;

/* Collects the classes and results from cells.def; called once, when the library is loaded. */
extern void tally_init(void);

/*
 * The words as those of fields of a ledger: applicant, remedy, outcome and
 * remedy_result.  Returns false beyond the last.
 */
extern int	tally_word_count(void);
extern bool tally_word(int n, const char **field, const char **word, const char **label);

/* Return -1 if there is no such word, or no such result for the class. */
extern int	tally_class(const char *word, size_t len);
extern int	tally_result(int class, const char *word, size_t len);

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

/*
 * The figures of a year: numbers in the cells of the parts that are kept, and
 * all others blank.  parts has a bit for each TallyPart.
 */
extern void tally_year(const Tally *tally, int year, FormId form, uint32 parts, RemedyBasis basis,
					   CellVector *vector);

/* The figures of a year with one entry alone: cells of other classes are blank. */
extern void tally_entry_year(const TallyEntry *entry, int year, FormId form, RemedyBasis basis, CellVector *vector);

#endif							/* DISCLOSURE_TALLY_H */
