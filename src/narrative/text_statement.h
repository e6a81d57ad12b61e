/*
 * text_statement.h
 *	  What a report's text states, under the names by which rules know it.
 *
 * Besides the numbers of narrative.h there are those that they imply: a share
 * implies the whole, a growth the number of the year before.
 */
#ifndef DISCLOSURE_TEXT_STATEMENT_H
#define DISCLOSURE_TEXT_STATEMENT_H

#include "nodes/pg_list.h"

#include "narrative/text_hit.h"
#include "rule/rule.h"

typedef struct TextInput
{
	List	   *hits;
	int			year;			/* of the report */
	TextScope	scope;			/* TEXT_SCOPE_NONE: not known */
} TextInput;

/* A number of the text under the name by which rules know it. */
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
	bool	   *other_year;		/* by reference: stated of other years */
	int		   *count;			/* by reference: how often stated */
} Statements;

/* Those of the year of the report, as far as their sentences say, and not cumulative. */
extern void collect_statements(Statements *statements, const TextInput *text);

extern bool has_statement(const Statements *statements, int reference);

/* The statement of a reference that stands nearest to another; one of a list, not too far away. */
extern const Statement *nearest_statement(const Statements *statements, int reference,
										  const Statement *pivot, bool of_list);

/* Has an earlier statement the same number, and the same say about whom? */
extern bool statement_is_repeated(const Statements *statements, int n);

/* Does its sentence speak of others than the report? */
extern bool statement_is_foreign(const Statements *statements, const Statement *statement);

#endif							/* DISCLOSURE_TEXT_STATEMENT_H */
