/*
 * tally_class.h
 *	  The words by which entries of a ledger are counted.
 *
 * A class is the word of a line or column of the form that an entry belongs to
 * (natural_person, direct_suit, normative_documents), a result that of the one
 * it leaves by (granted, upheld, repealed).  All come from cells.def; no word
 * has two meanings.
 */
#ifndef DISCLOSURE_TALLY_CLASS_H
#define DISCLOSURE_TALLY_CLASS_H

#include "figures/form.h"

/* A bound on classes and on classes with their results; tally_init() checks it. */
#define TALLY_CLASSES_MAX	16
#define TALLY_COUNTS_MAX	256

#define TALLY_RESULTS_MAX	32

/* A part of the form that a ledger can keep: 'requests', 'remedies', 'documents'. */
typedef enum TallyPart
{
	TALLY_REQUESTS,
	TALLY_REMEDIES,
	TALLY_DOCUMENTS,
	TALLY_PARTS
} TallyPart;

extern const char *const tally_part_name[TALLY_PARTS];

/* A result of a part: the row or the column of the form that counts it */
typedef struct TallyResult
{
	const char *word;
	TallyPart	part;
	RowId		row;			/* of a request */
	ColumnId	column;			/* of a case or a document */
} TallyResult;

/* A class; its counts of a year are in a row, from first on. */
typedef struct TallyClass
{
	const char *word;
	TallyPart	part;
	RowId		row;			/* of a case or a document */
	ColumnId	column;			/* of a request */
	int			first;			/* index of the count of entering entries */
} TallyClass;

#define TALLY_ENTERED(class)			((class)->first)
#define TALLY_LEFT_AT_ONCE(class)		((class)->first + 1)	/* in the year of entering */
#define TALLY_LEFT(class, result)		((class)->first + 2 + (result))

extern TallyClass tally_classes[TALLY_CLASSES_MAX];
extern int	tally_nclasses;
extern TallyResult tally_results[TALLY_RESULTS_MAX];

/* The results of a part are in a row. */
extern int	tally_first_result[TALLY_PARTS];
extern int	tally_part_results[TALLY_PARTS];

/* The counts of a year: for each class the entries that entered, that left in their first year, and that left by each result. */
extern int	tally_width;

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

#endif							/* DISCLOSURE_TALLY_CLASS_H */
