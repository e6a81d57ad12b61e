/*
 * finding.h
 *	  Findings: the outcome of rules on figures, in the words of the form.
 */
#ifndef DISCLOSURE_FINDING_H
#define DISCLOSURE_FINDING_H

#include "lib/stringinfo.h"
#include "nodes/pg_list.h"

#include "rule/rule.h"

typedef enum Severity
{
	SEVERITY_ERROR,				/* 强制性: blocks */
	SEVERITY_WARNING,			/* 核实性: blocks until explained */
	SEVERITY_INFO,				/* 提示性 */
	SEVERITY_COUNT
} Severity;

/*
 * A line of rules.def, or a rule of the office.  A form rule has no statement.  If
 * "right" is NULL, "left" is a description of the rule, not the name of a side.
 */
typedef struct RuleInfo
{
	const char *code;
	Severity	severity;
	const char *source;
	const char *statement;
	const char *left;
	const char *right;
	const char *advice;
	int			from_year;
	int			to_year;
} RuleInfo;

/* A rule with the line it comes from; NULL for a statement alone. */
typedef struct CheckRule
{
	Rule		rule;
	const RuleInfo *info;
} CheckRule;

/* An office's own rule: its line, and a CheckRule for each "*". */
typedef struct OfficeRule
{
	RuleInfo	info;			/* without names for the sides */
	List	   *rules;
} OfficeRule;

typedef struct Finding
{
	const char *rule;
	Severity	severity;
	Outcome		outcome;		/* always fail or unknown */
	Why			why;
	List	   *cells;			/* paths, with the scope in front */
	bool		has_sides;
	int128		expected;		/* in units of 10^-RULE_SCALE */
	int128		actual;
	char	   *message;		/* in UTF-8, like the advice */
	const char *advice;
	const char *caused_by;		/* code of the rule whose finding this one follows from, or NULL */
	StringInfo	content;		/* the cells and their numbers, for the fingerprint; NULL if none */
} Finding;

/* How far the sides are apart.  Returns false unless the rule fails on known sides. */
static inline bool
finding_difference(const Finding *finding, int128 *difference)
{
	*difference = finding->actual - finding->expected;
	return finding->has_sides && finding->outcome == OUTCOME_FAIL;
}

extern const char *const severity_name[SEVERITY_COUNT];
extern const char *const severity_label[SEVERITY_COUNT];

/* Words for SQL; NULL for WHY_NONE. */
extern const char *outcome_name(Outcome outcome);
extern const char *outcome_label(Outcome outcome);
extern const char *why_name(Why why);

/* WHY_NONE for NULL, WHY_COUNT for an unknown name. */
extern Why	why_by_name(const char *name);

/* About a rule whose evaluation fails or is unknown. */
extern Finding *relation_finding(const CheckRule *check_rule, const RuleInput *input,
								 const Evaluation *evaluation);

/* About some cells of one table, given by path; "trait" is their fault in Chinese. */
extern Finding *cells_finding(const RuleInfo *info, const CellVector *vector, List *cells,
							  const char *trait);

/* A rule cannot be evaluated because the figures of a scope are missing: no last year, or the like. */
extern Finding *scope_finding(const RuleInfo *info, const RuleInput *input, Scope scope);
extern Finding *year_finding(const RuleInfo *info, FormSet forms, int year);
extern Finding *no_form_finding(const RuleInfo *info);
extern Finding *sign_finding(const RuleInfo *info, const CellVector *vector, int cell);

#endif							/* DISCLOSURE_FINDING_H */
