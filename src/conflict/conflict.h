/*
 * conflict.h
 *	  An office's rules that contradict others, follow from others, or never
 *	  apply, with the rules that prove it.
 */
#ifndef DISCLOSURE_CONFLICT_H
#define DISCLOSURE_CONFLICT_H

#include "conflict/judgement.h"

/* A conflict of an office's rule, or of one rule that its "*" stands for. */
typedef struct RuleConflict
{
	ConflictKind kind;
	const char *rule;			/* code; like proof and message in UTF-8 */
	List	   *proof;			/* codes */
	char	   *message;
} RuleConflict;

extern const char *const conflict_kind_name[CONFLICT_COUNT];

/* The conflicts among an office's rules (a list of OfficeRule), by code. */
extern List *rule_conflicts(List *office_rules);

#endif							/* DISCLOSURE_CONFLICT_H */
