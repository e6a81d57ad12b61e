/*
 * rule.h
 *	  The rule language: linear (in)equalities over cells.
 *
 *	 rule		comparison { or comparison } [ within number ] [ when condition { and condition } ]
 *	 condition	comparison | unit.kind ( = | <> | != ) word
 *	 comparison side ( = | <> | != | < | <= | > | >= ) side
 *	 side		[ - ] term { ( + | - ) term }
 *	 term		number | [ number [ * ] ] reference
 *	 reference	[ scope . ] table . rows . columns | text . indicator
 *	 scope		previous | children
 *
 * Rows are a row, a group of rows or "*", columns likewise.  A group stands
 * for the sum over its members.  A rule with "*" stands once for every row,
 * or column, of the table: all its "*" take the same row or column.
 *
 * "within" is the difference that is still accepted.  With "or" one of the
 * comparisons has to hold.
 *
 * An indicator is a number that the text of the report states, see
 * indicators.def.  A topic in its place is the sum of those of its indicators
 * that are stated, if at least two are.  A comparison with an indicator that is
 * not stated does not apply.
 *
 * "unit.kind" is the kind of the unit that reports, a word of the caller's.
 *
 * Evaluation is three-valued.  A blank cell may be any number, a blank count
 * any number that is not negative; a rule that the blanks leave open is
 * unknown.  Cells that are absent are no terms, and a rule one of whose sides
 * has lost every term does not apply.
 */
#ifndef DISCLOSURE_RULE_H
#define DISCLOSURE_RULE_H

#include "nodes/pg_list.h"

#include "figures/figures.h"

typedef enum Scope
{
	SCOPE_OWN,					/* the report itself */
	SCOPE_PREVIOUS,				/* the year before */
	SCOPE_CHILDREN,				/* the sum of the units below */
	SCOPE_COUNT,
	SCOPE_TEXT = SCOPE_COUNT	/* the text of the report itself, which has no figures */
} Scope;

typedef enum Comparator
{
	COMPARATOR_EQ,
	COMPARATOR_NE,
	COMPARATOR_LT,
	COMPARATOR_LE,
	COMPARATOR_GT,
	COMPARATOR_GE
} Comparator;

typedef enum Outcome
{
	OUTCOME_PASS,
	OUTCOME_FAIL,
	OUTCOME_UNKNOWN,
	OUTCOME_NOT_APPLICABLE
} Outcome;

/* Why an outcome is unknown. */
typedef enum Why
{
	WHY_NONE,
	WHY_BLANK,					/* a cell is blank, or a sum has holes there */
	WHY_NO_PREVIOUS,
	WHY_NO_CHILDREN,
	WHY_ABSENT,					/* only one of the years or levels has the cell */
	WHY_MISSING,				/* a report that belongs to the sum is missing */
	WHY_NOT_VISIBLE,			/* there is a report, but not for this reader */
	WHY_SPLIT,					/* the unit was divided: the parts of its figures are not known */
	WHY_OTHER_SCOPE,			/* the text may be about other units than the report */
	WHY_OTHER_YEAR,
	WHY_NO_KIND,				/* the kind of the unit is not known */
	WHY_COUNT
} Why;

/*
 * Amounts and constants have six decimals, coefficients four: sides are kept
 * in units of 10^-10.  With these limits no sum can overflow 128 bits.
 */
#define RULE_VALUE_SCALE		6
#define RULE_COEFFICIENT_SCALE	4
#define RULE_SCALE				(RULE_VALUE_SCALE + RULE_COEFFICIENT_SCALE)
#define RULE_VALUE_UNIT			INT64CONST(1000000)
#define RULE_COEFFICIENT_UNIT	INT64CONST(10000)
#define RULE_COEFFICIENT_MAX	(1000000 * RULE_COEFFICIENT_UNIT)
#define RULE_TERMS_MAX			1000
#define RULE_BYTES_MAX			65536

#define CONSTANT_TERM			(-1)

typedef struct RuleTerm
{
	int16		cell;			/* or CONSTANT_TERM; TEXT_REFERENCE() of a text */
	uint8		scope;
	bool		on_right;
	bool		of_topic;		/* an indicator of a topic, which need not be stated */
	int16		reference;		/* terms of one reference share a number */
	int64		multiplier;		/* the factor of a cell, or the constant itself */
} RuleTerm;

/* A comparison of sides; or, among the conditions, of the unit's kind: "=" or "<>", and no terms. */
typedef struct Comparison
{
	Comparator	comparator;
	const char *kind;			/* a word, or NULL: sides are compared */
	int			nterms;
	RuleTerm   *terms;
} Comparison;

typedef struct Rule
{
	const char *code;
	const char *statement;		/* without "*" */
	int			row;			/* row in place of "*", or -1 */
	int			column;			/* likewise */
	int			scopes;			/* a bit for each scope that it refers to */
	Comparison	relation;
	int			nalternatives;
	Comparison *alternatives;
	int128		tolerance;
	int			nconditions;
	Comparison *conditions;
} Rule;

/* A number that the text states and its bounds ("约", "以上"), in units of 10^-RULE_VALUE_SCALE. */
typedef struct TextNumber
{
	int64		value;
	int64		low;
	int64		high;
	bool		no_low;
	bool		no_high;
} TextNumber;

/* The figures and text that a rule is evaluated on; a vector is NULL if there are no such figures. */
typedef struct RuleInput
{
	const CellVector *vector[SCOPE_COUNT];
	CellSet		present[SCOPE_COUNT];	/* cells that hold a number or are blank */
	CellSet		blanks[SCOPE_COUNT];	/* of vector_blanks() */
	CellSet		holes[SCOPE_COUNT]; /* cells whose number is a lower bound */
	Why			why[SCOPE_COUNT];	/* why there is no vector; WHY_NONE if it is not expected */
	const char *missing[SCOPE_COUNT];	/* names of missing units, or NULL */
	const TextNumber *const *text;	/* by TEXT_REFERENCE(), NULL if not stated; or NULL */
	const char *unit_kind;		/* of the unit that reports, or NULL if it is not known */
} RuleInput;

/* Can the sides of a comparison be compared, whatever the numbers are? */
typedef enum Applicability
{
	APPLIES,
	APPLIES_NO_CELLS,			/* a side has no cells */
	APPLIES_NO_REPORT,			/* there is no report of a scope */
	APPLIES_INCOMPARABLE		/* only one of the scopes has the cells */
} Applicability;

typedef struct Evaluation
{
	Outcome		outcome;
	Why			why;
	int128		left;			/* known part, in units of 10^-RULE_SCALE */
	int128		right;
	bool		left_open;		/* blanks may add to the side */
	bool		right_open;
} Evaluation;

/* An error at a place in a statement; the message is in English. */
typedef struct RuleError
{
	int			position;		/* in characters, from 1 */
	const char *message;
} RuleError;

/* "previous." and the like; empty for the report itself. */
extern const char *const scope_prefix[SCOPE_COUNT + 1];

/* Does the rule look at the text? */
static inline bool
rule_reads_text(const Rule *rule)
{
	return (rule->scopes & (1 << SCOPE_TEXT)) != 0;
}

/* Sets the figures of a scope; NULL if it has no figures. */
extern void rule_input_set(RuleInput *input, Scope scope, const CellVector *vector);

/* Says that the figures are a sum and these its blanks(): cells with a hole are lower bounds. */
extern void rule_input_set_holes(RuleInput *input, Scope scope, const CellVector *holes);

/* Cells of the report itself that are not known exactly: blanks, and lower bounds. */
extern CellSet rule_input_open_cells(const RuleInput *input);

/* Adds up the numbers of a side; returns false if no cell of it holds a number. */
extern bool rule_evaluate_side(const Comparison *side, const RuleInput *input, int128 *value);

/*
 * Finds out whether a comparison applies to reports with these cells by scope
 * (NULL: no report) and a text that states these numbers (NULL: no text).
 * Sets *missing to the scope if there is no report of one.
 */
extern Applicability rule_comparison_applicability(const Comparison *comparison,
											  const CellSet *const *cells,
											  const TextNumber *const *text,
											  Scope *missing);

/* Is the rule for units of other kinds only? */
extern bool rule_excludes_unit(const Rule *rule, const RuleInput *input);

/* Evaluates a rule, its conditions first. */
extern void rule_evaluate(const Rule *rule, const RuleInput *input, Evaluation *result);

/* Is a term there at all: a constant, a number or a blank, or a number that is stated? */
extern bool rule_has_term(const RuleInput *input, const RuleTerm *term);

/* As rule_has_term(), for the cells and numbers that rule_comparison_applicability() takes. */
extern bool rule_term_is_there(const RuleTerm *term, const CellSet *const *cells,
							   const TextNumber *const *text);

#endif							/* DISCLOSURE_RULE_H */
