/*
 * rule_parse.h
 *	  A statement of the rule language, parsed; see rule.h for its grammar.
 */
#ifndef DISCLOSURE_RULE_PARSE_H
#define DISCLOSURE_RULE_PARSE_H

#include "rule/indicator.h"
#include "rule/rule.h"

/* The rows or columns of a reference. */
typedef struct Selection
{
	enum
	{
		SELECT_ONE, SELECT_GROUP, SELECT_EACH
	}			kind;
	int			id;				/* row, column or group */
} Selection;

typedef struct Reference
{
	int			position;		/* bytes from the beginning of the statement */
	bool		on_right;
	bool		is_constant;
	int64		coefficient;	/* or the constant */
	Scope		scope;
	TableId		table;
	Selection	rows;
	Selection	columns;
	int			indicator;		/* of the text, or -1 for a topic */
	int			topic;
	Aspect		aspect;
} Reference;

/* A comparison of sides, or of the unit's kind with a word. */
typedef struct ParsedComparison
{
	Comparator	comparator;
	List	   *references;
	const char *kind;			/* or NULL */
	const char *kind_at;		/* where the word stands */
} ParsedComparison;

/* A "*" in the statement. */
typedef struct Star
{
	const char *at;
	bool		is_column;
} Star;

typedef struct ParsedRule
{
	const char *statement;
	RuleError  *error;
	List	   *comparisons;	/* the relation, its alternatives, then the conditions */
	int			nalternatives;
	int64		tolerance;		/* in units of 10^-RULE_VALUE_SCALE */
	List	   *stars;			/* the "*" for rows and columns, in order */
} ParsedRule;

/* Parses a whole statement; returns false and the error if it is wrong. */
extern bool rule_parse(const char *statement, ParsedRule *rule, RuleError *error);

/*
 * Parses a side alone, the left one of the only comparison; returns false and
 * the error if it is wrong.  The text from *rest on does not belong to it.
 */
extern bool rule_parse_side(const char *expression, ParsedRule *rule, RuleError *error,
							const char **rest);

/* Notes the error at a place of the statement; returns false. */
extern bool rule_parse_error(const ParsedRule *rule, const char *at, const char *message);

#endif							/* DISCLOSURE_RULE_PARSE_H */
