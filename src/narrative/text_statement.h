/*
 * text_statement.h
 *	  The numbers of a report's text, under the references that rules use.
 *
 * Implied numbers are added to those of the text: a share implies the whole, a
 * growth the number of the year before.
 */
#ifndef DISCLOSURE_TEXT_STATEMENT_H
#define DISCLOSURE_TEXT_STATEMENT_H

#include "nodes/pg_list.h"

#include "narrative/text_hit.h"
#include "rule/rule.h"

typedef struct TextInput
{
	List	   *hits;
	int			year;			/* year of the report */
	TextScope	scope;			/* scope of the report, TEXT_SCOPE_NONE if unknown */
} TextInput;

/* A number of the text and its reference. */
typedef struct Statement
{
	const TextHit *hit;
	int			reference;
	TextNumber	number;
} Statement;

typedef struct Statements
{
	const TextInput *text;
	int			n;
	Statement  *statement;
	bool	   *other_year;		/* by reference: stated for another year? */
	int		   *count;			/* by reference: number of statements */
} Statements;

/* Collects the numbers that are not cumulative and whose sentence names no other year. */
extern void collect_statements(Statements *statements, const TextInput *text);

extern bool has_statement(const Statements *statements, int reference);

/* Returns the statement of a reference nearest to the pivot, or NULL; for a list it must be close. */
extern const Statement *nearest_statement(const Statements *statements, int reference,
										  const Statement *pivot, bool of_list);

/* Has an earlier statement the same reference, number and scope? */
extern bool statement_is_repeated(const Statements *statements, int n);

/* Does its sentence name another scope than the report's? */
extern bool statement_is_foreign(const Statements *statements, const Statement *statement);

#endif							/* DISCLOSURE_TEXT_STATEMENT_H */
