/*
 * conflict.h
 *	  An office's rules that contradict others, follow from others, or never
 *	  apply, with the rules that prove it.
 */
#ifndef DISCLOSURE_CONFLICT_H
#define DISCLOSURE_CONFLICT_H

#include "conflict/rulebook.h"

typedef enum Verdict
{
	VERDICT_NONE,
	VERDICT_CONTRADICTORY,
	VERDICT_IMPLIED,
	VERDICT_NEVER_APPLICABLE,
	VERDICT_COUNT
} Verdict;

/* What a verdict says of a rule in a period, and the rules that prove it. */
typedef struct Evidence
{
	const Period *period;
	List	   *clauses;
	Bitmapset  *proof;
} Evidence;

typedef struct Diagnosis
{
	Verdict		verdict;
	bool		admitted;		/* may prove something about other rules */
	Applicability applicability;	/* APPLIES: in some period */
	List	   *evidence;
} Diagnosis;

/* A verdict on an office's rule, or on one of those it stands for. */
typedef struct RuleConflict
{
	Verdict		verdict;
	const char *rule;			/* all in UTF-8 */
	List	   *proof;			/* codes */
	char	   *message;
} RuleConflict;

extern const char *const verdict_name[VERDICT_COUNT];

/* The conflicts among an office's rules (a list of OfficeRule), by code. */
extern List *rule_conflicts(List *office_rules);

/* The sentence of a verdict that some rules of one office rule share. */
extern char *conflict_message(const Rulebook *book, const Diagnosis *diagnoses,
							  const BookOffice *office, const List *rules, List *proof);

#endif							/* DISCLOSURE_CONFLICT_H */
