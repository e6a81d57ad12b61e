/*
 * reader.h
 *	  What a reader of a table can work out about the cells left out of it.
 *
 * A reader knows the numbers printed, that the relations hold, and that counts
 * are whole numbers and not negative.  That is a tableau whose free columns are
 * the cells not printed.  A secret is kept if it could be one of enough
 * numbers.  If it is not, the tableau says which further cells would have to be
 * left out: a cut, that is a sum over cells that must reach a number.  Every
 * set that keeps all secrets satisfies all cuts.
 */
#ifndef DISCLOSURE_READER_H
#define DISCLOSURE_READER_H

#include "nodes/pg_list.h"

#include "repair/tableau.h"

/* From the least to the greatest value that a secret could have there are so many: its own, and not only one other. */
#define SUPPRESSED_VALUES	3

/* The columns of the tableau that may be left out, and those that are secret, which are free already. */
typedef struct Reader
{
	Tableau    *tableau;
	int			ncandidates;
	int16	   *candidate;
	int128	   *value;			/* of each candidate, not negative */
	int			nsecrets;
	int16	   *secret;
	int64	   *number;			/* of each secret in truth; NULL if there are blanks, of which some solution must be found first */
	List	   *solutions;		/* solutions found, to be remembered */
	List	  **cuts;			/* of each secret, those that it was found to need */
	int64		npivots;		/* the work so far */
} Reader;

/* The sum of weight times (is the candidate left out?) is at least "least". */
typedef struct ReaderCut
{
	int			least;
	uint8	   *weight;			/* of each candidate */
} ReaderCut;

/* The values that a secret was seen to have in solutions in whole numbers. */
typedef struct Seen
{
	int64		low;
	int64		high;
} Seen;

/*
 * The question whether a set of candidates keeps all secrets.  While it does
 * not, candidates may be added: the secrets that are kept stay so.
 */
typedef struct Inquiry
{
	Reader	   *reader;
	bool	   *left_out;		/* of each candidate: the set */
	Seen	   *seen;			/* of each secret */
	int			secret;			/* those before are kept */
	Tableau    *tableau;		/* NULL until it is needed */
	bool		exact;			/* false: the tableau gave up, so that some cut may ask for more than is needed */
} Inquiry;

extern Inquiry *inquiry_begin(Reader *reader, const bool *left_out);
extern void inquiry_end(Inquiry *inquiry);

/* A cut that the set violates, of the first secret that it does not keep; NULL if it keeps them all. */
extern ReaderCut *inquiry_next(Inquiry *inquiry);

/* Adds a candidate to the set. */
extern void inquiry_leave_out(Inquiry *inquiry, int candidate);

/* Does a set leave out as many as a cut asks for? */
extern bool cut_holds(const Reader *reader, const ReaderCut *cut, const bool *left_out);

/* Forgets the secrets that are not kept even if every candidate is left out. */
extern void reader_forget_open(Reader *reader);

#endif							/* DISCLOSURE_READER_H */
