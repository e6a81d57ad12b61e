/*
 * rulebook.h
 *	  The statutory relations and an office's own rules, year by year.
 */
#ifndef DISCLOSURE_RULEBOOK_H
#define DISCLOSURE_RULEBOOK_H

#include "conflict/clause.h"
#include "rule/finding.h"

/* A rule without "*", numbered from 1: 0 is the question asked about them. */
typedef struct BookRule
{
	const char *code;			/* in UTF-8; a relation of other reports has their scope in front */
	const Rule *rule;
	Scope		own;			/* which report is meant by the report itself */
	int			office;			/* index of the office's rule, -1: statutory */
	int			from_year;
	int			to_year;
} BookRule;

/* An office's rule, and the rules it stands for. */
typedef struct BookOffice
{
	const OfficeRule *office;
	int			first;
	int			nrules;
} BookOffice;

/* Years in which the same rules are valid, on the same forms. */
typedef struct BookPeriod
{
	int			from_year;
	int			to_year;
	int			setting;
} BookPeriod;

typedef struct BookSetting
{
	Setting		setting;
	const Clause **clause;		/* of each rule, NULL: does not apply */
} BookSetting;

/* Each form with each form of the year before, or none. */
#define SETTINGS_MAX	(FORM_COUNT * (FORM_COUNT + 1))

typedef struct Rulebook
{
	int			noffices;
	BookOffice *offices;		/* by code */
	int			nrules;
	BookRule   *rules;			/* statutory, without conditions, with; each by code */
	int			nperiods;
	BookPeriod *periods;		/* in order */
	int			nsettings;
	BookSetting settings[SETTINGS_MAX];
} Rulebook;

extern Rulebook *rulebook_make(List *office_rules);

extern bool rulebook_is_statutory(const Rulebook *book, int rule);

/* Is the rule in force in the period, and does it apply as far as cells decide it? */
extern bool rulebook_valid(const Rulebook *book, const BookPeriod *period, int rule);
extern bool rulebook_applies(const Rulebook *book, const BookPeriod *period, int rule);
extern const Setting *rulebook_setting(const Rulebook *book, const BookPeriod *period);

/*
 * Do the clauses contradict these rules, as far as they are valid in the
 * period?  If so, the proof has those of the rules that are needed for that.
 */
extern bool rulebook_refute(const Rulebook *book, const BookPeriod *period, List *clauses,
							const Bitmapset *rules, Bitmapset **proof);

#endif							/* DISCLOSURE_RULEBOOK_H */
