/*
 * rulebook.h
 *	  The statutory relations and an office's own rules, year by year.
 */
#ifndef DISCLOSURE_RULEBOOK_H
#define DISCLOSURE_RULEBOOK_H

#include "conflict/clause.h"
#include "rule/finding.h"

/* A rule without "*".  Rules are numbered from 1; 0 is the question asked. */
typedef struct BookRule
{
	const char *code;			/* in UTF-8, with the scope in front if not own */
	const Rule *rule;
	Scope		own;			/* the report to which the rule is applied */
	int			office;			/* index of the office's rule, or -1: statutory */
	int			from_year;
	int			to_year;
} BookRule;

/* An office's rule, and the rules that its "*" stands for. */
typedef struct BookOffice
{
	const OfficeRule *office;
	int			first;
	int			nrules;
} BookOffice;

/* Years with one set of valid rules and one setting. */
typedef struct BookPeriod
{
	int			from_year;
	int			to_year;
	int			setting;
} BookPeriod;

typedef struct BookSetting
{
	Setting		setting;
	const Clause **clause;		/* of each rule, NULL if it does not apply */
} BookSetting;

/* Each form, with each form of the year before or without one. */
#define SETTINGS_MAX	(FORM_COUNT * (FORM_COUNT + 1))

typedef struct Rulebook
{
	int			noffices;
	BookOffice *offices;		/* by code */
	int			nrules;
	BookRule   *rules;			/* statutory, then unconditional, then conditional */
	List	   *kinds;			/* words that the rules have for kinds of units */
	int			nperiods;
	BookPeriod *periods;		/* in order */
	int			nsettings;
	BookSetting settings[SETTINGS_MAX];
} Rulebook;

extern Rulebook *rulebook_make(List *office_rules);

extern bool rulebook_is_statutory(const Rulebook *book, int rule);

/* Is the rule in force in the period; and can it apply, by the cells that there are? */
extern bool rulebook_valid(const Rulebook *book, const BookPeriod *period, int rule);
extern bool rulebook_applies(const Rulebook *book, const BookPeriod *period, int rule);
extern const Setting *rulebook_setting(const Rulebook *book, const BookPeriod *period);

/*
 * Do the clauses contradict those of the rules that apply in the period?  If
 * so, *proof has the rules needed for that.
 */
extern bool rulebook_refute(const Rulebook *book, const BookPeriod *period, List *clauses,
							const Bitmapset *rules, Bitmapset **proof);

#endif							/* DISCLOSURE_RULEBOOK_H */
