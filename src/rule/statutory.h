/*
 * statutory.h
 *	  The statutory rules, compiled from rules.def when the library is loaded.
 */
#ifndef DISCLOSURE_STATUTORY_H
#define DISCLOSURE_STATUTORY_H

#include "rule/finding.h"

typedef enum FormRule
{
#define FORM_RULE(name, severity, source, description, advice) FORM_RULE_##name,
#include "rule/rules.def"
	FORM_RULE_COUNT
} FormRule;

enum
{
#define REPORT_RULE(code, severity, source, from_year, to_year, statement, left, right, advice) +1
	REPORT_RULE_COUNT = 0
#include "rule/rules.def"
};

enum
{
#define TEXT_RULE(code, severity, source, from_year, to_year, statement, left, right, advice) +1
	TEXT_RULE_COUNT = 0
#include "rule/rules.def"
};

extern const RuleInfo text_rule_info[TEXT_RULE_COUNT];
extern const RuleInfo form_rule_info[FORM_RULE_COUNT];
extern const RuleInfo report_rule_info[REPORT_RULE_COUNT];

/*
 * All statutory rules in order: first the relations within one report, which
 * are RULE lines; then REPORT_RULE lines; then the rules of the form.
 */
extern CheckRule *statutory;
extern int	nrelations;
extern int	nreport_rules;		/* after the relations */

/*
 * All relations are plain sums: the shares of a cell say to which of them its
 * number is added, and on which side.
 */
#define CELL_SHARES_MAX		3
#define RELATIONS_MAX		128

typedef struct RelationShare
{
	int16		relation;
	int16		factor;			/* 1 or -1 */
} RelationShare;

extern RelationShare cell_shares[CELL_COUNT][CELL_SHARES_MAX];	/* factor 0: unused */

extern CellSet relation_cells[RELATIONS_MAX];

/*
 * Some relations follow from others: if the sums of all rows hold, the sum of the
 * column of totals follows from the sums of the other columns.  Relation i is
 * the sum of relation_depends[i][k] times relation k, over k < i; all 0 if it does
 * not follow.
 */
extern int8 (*relation_depends)[RELATIONS_MAX];

/*
 * What the differences that a value stores mean for the relations.  That of a
 * total breaks a relation by itself.  Any other has a share in one of the balances,
 * the few relations that do not say what a total is; or none, with a factor of 0.
 */
#define BALANCE_BROKEN		(-1)
#define BALANCES_MAX		16

extern RelationShare balance_share[CELL_COUNT];

/* Compiles rules.def; called once, when the library is loaded. */
extern void statutory_init(void);

extern int	statutory_rule_count(void);
/* Does a form have cells on both sides of the rule?  True for rules of the form. */
extern bool statutory_rule_in_form(int i, FormId form);

/* Computes the difference of the sides, left minus right, of every relation; blanks add nothing. */
extern void relation_differences(const CellVector *vector, int128 *difference);

/* Are all cells of the relation known and its sides equal?  Then it holds, or does not apply. */
static inline bool
relation_holds(int relation, const int128 *difference, const CellSet *open)
{
	return difference[relation] == 0 && !cellset_overlaps(&relation_cells[relation], open);
}

/* Does the number break the rule form.sign? */
static inline bool
cell_sign_is_wrong(int cell, int64 value)
{
	return unlikely(value < 0) && !cell_info[cell].is_signed;
}

#endif							/* DISCLOSURE_STATUTORY_H */
