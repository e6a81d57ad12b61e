/*
 * judgement.h
 *	  The judgement on a rule of an office, with the proof.
 */
#ifndef DISCLOSURE_JUDGEMENT_H
#define DISCLOSURE_JUDGEMENT_H

#include "conflict/rulebook.h"

typedef enum ConflictKind
{
	CONFLICT_NONE,
	CONFLICT_CONTRADICTORY,
	CONFLICT_IMPLIED,
	CONFLICT_NEVER_APPLICABLE,
	CONFLICT_COUNT
} ConflictKind;

/* The clauses that make up a conflict in one period, and the rules that refute them. */
typedef struct Evidence
{
	const BookPeriod *period;
	List	   *clauses;
	Bitmapset  *proof;
} Evidence;

typedef struct Judgement
{
	ConflictKind kind;
	bool		admitted;		/* may prove something about other rules */
	Applicability applicability;	/* APPLIES if the rule applies in some period */
	List	   *evidence;
} Judgement;

#endif							/* DISCLOSURE_JUDGEMENT_H */
