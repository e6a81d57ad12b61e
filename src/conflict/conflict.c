/*
 * conflict.c
 *	  An office's rules that contradict others, follow from others, or never
 *	  apply.
 *
 * Each verdict is the refutation of a question: that a rule's conditions hold;
 * that they hold and its relation does; that they hold and its relation
 * fails.
 *
 * The order makes the verdicts fit together.  A rule contradicts those that
 * were admitted before it, without conditions first, then by code: the rules
 * admitted do not contradict one another, and of two that do the later is
 * named.  What follows from others is looked for from the last rule to the
 * first, and a rule that does proves nothing further: all of them can be
 * dropped at once.
 */
#include "postgres.h"

#include "conflict/conflict.h"

const char *const verdict_name[VERDICT_COUNT] = {
	[VERDICT_CONTRADICTORY] = "contradictory",
	[VERDICT_IMPLIED] = "implied",
	[VERDICT_NEVER_APPLICABLE] = "never_applicable",
};

typedef struct Doctor
{
	Rulebook   *book;
	Diagnosis  *diagnosis;		/* of each rule */
} Doctor;

/* Rules that a verdict on another may rest on */
typedef enum Premises
{
	PREMISES_STATUTORY,
	PREMISES_ADMITTED,
	PREMISES_AS_STRONG			/* of other rules, as severe or more */
} Premises;

static const OfficeRule *
office_of(const Doctor *doctor, int rule)
{
	return doctor->book->offices[doctor->book->rules[rule].office].office;
}

static bool
is_premise(const Doctor *doctor, int rule, int other, Premises premises)
{
	if (rulebook_is_statutory(doctor->book, other))
		return true;
	if (premises == PREMISES_STATUTORY || !doctor->diagnosis[other].admitted)
		return false;

	/*
	 * An office drops a rule as a whole, so the rules it stands for do not
	 * prove one another superfluous; nor does a warning replace an error.
	 */
	return premises == PREMISES_ADMITTED ||
		(office_of(doctor, other) != office_of(doctor, rule) &&
		 office_of(doctor, other)->info.severity <= office_of(doctor, rule)->info.severity);
}

static Bitmapset *
find_premises(const Doctor *doctor, int rule, Premises premises)
{
	Bitmapset  *result = NULL;

	for (int other = 1; other <= doctor->book->nrules; other++)
		if (is_premise(doctor, rule, other, premises))
			result = bms_add_member(result, other);
	return result;
}

static List *
condition_clauses(const Doctor *doctor, int rule, const Period *period)
{
	const Rule *compiled = doctor->book->rules[rule].rule;
	List	   *clauses = NIL;

	for (int i = 0; i < compiled->nconditions; i++)
		clauses = lappend(clauses, clause_of_condition(compiled,
													   rulebook_setting(doctor->book, period), i));
	return clauses;
}

/* That the conditions hold, and the relation does or fails. */
static List *
case_clauses(const Doctor *doctor, int rule, const Period *period, bool holds)
{
	return lappend(condition_clauses(doctor, rule, period),
				   clause_of_relation(doctor->book->rules[rule].rule,
									  rulebook_setting(doctor->book, period), holds));
}

/* The clauses with the rules that refute them, or NULL. */
static Evidence *
refuted(const Doctor *doctor, const Period *period, List *clauses, const Bitmapset *premises)
{
	Evidence   *evidence = palloc(sizeof(Evidence));

	evidence->period = period;
	evidence->clauses = clauses;
	return rulebook_refute(doctor->book, period, clauses, premises, &evidence->proof) ?
		evidence : NULL;
}

/*
 * A rule never applies where cells are lacking or its conditions cannot hold
 * in any of its years.  Of the reasons, those without a proof are the last
 * period's.
 */
static void
judge_applicability(Doctor *doctor, int rule)
{
	Diagnosis  *diagnosis = &doctor->diagnosis[rule];
	const Rule *compiled = doctor->book->rules[rule].rule;
	Bitmapset  *premises = find_premises(doctor, rule, PREMISES_STATUTORY);
	bool		ever = false;

	diagnosis->applicability = APPLIES_NO_CELLS;
	for (int i = 0; i < doctor->book->nperiods; i++)
	{
		const Period *period = &doctor->book->periods[i];
		Evidence   *evidence = NULL;

		if (!rulebook_applies(doctor->book, period, rule))
		{
			if (diagnosis->applicability != APPLIES && rulebook_valid(doctor->book, period, rule))
				diagnosis->applicability =
					rule_applicability(compiled, rulebook_setting(doctor->book, period));
			continue;
		}
		diagnosis->applicability = APPLIES;
		if (compiled->nconditions > 0)
			evidence = refuted(doctor, period, condition_clauses(doctor, rule, period), premises);
		if (evidence != NULL)
			diagnosis->evidence = lappend(diagnosis->evidence, evidence);
		else
			ever = true;
	}
	if (ever)
		diagnosis->evidence = NIL;
	else
		diagnosis->verdict = VERDICT_NEVER_APPLICABLE;
}

/*
 * Conditions that the other rules rule out are no contradiction: the rule
 * follows from these.
 */
static void
judge_contradiction(Doctor *doctor, int rule)
{
	Diagnosis  *diagnosis = &doctor->diagnosis[rule];
	Bitmapset  *premises = find_premises(doctor, rule, PREMISES_ADMITTED);

	for (int i = 0; i < doctor->book->nperiods; i++)
	{
		const Period *period = &doctor->book->periods[i];
		List	   *conditions;
		Evidence   *evidence;

		if (!rulebook_applies(doctor->book, period, rule))
			continue;
		evidence = refuted(doctor, period, case_clauses(doctor, rule, period, true), premises);
		if (evidence == NULL)
			continue;
		conditions = condition_clauses(doctor, rule, period);
		if (conditions == NIL || refuted(doctor, period, conditions, premises) == NULL)
			diagnosis->evidence = lappend(diagnosis->evidence, evidence);
	}
	if (diagnosis->evidence != NIL)
		diagnosis->verdict = VERDICT_CONTRADICTORY;
	else
		diagnosis->admitted = true;
}

/* A rule is superfluous only if it is in all of its years. */
static void
judge_implication(Doctor *doctor, int rule)
{
	Diagnosis  *diagnosis = &doctor->diagnosis[rule];
	Bitmapset  *premises = find_premises(doctor, rule, PREMISES_AS_STRONG);
	List	   *all = NIL;

	for (int i = 0; i < doctor->book->nperiods; i++)
	{
		const Period *period = &doctor->book->periods[i];
		Evidence   *evidence;

		if (!rulebook_applies(doctor->book, period, rule))
			continue;
		evidence = refuted(doctor, period, case_clauses(doctor, rule, period, false), premises);
		if (evidence == NULL)
			return;
		all = lappend(all, evidence);
	}
	diagnosis->verdict = VERDICT_IMPLIED;
	diagnosis->evidence = all;
}

static void
judge_implications(Doctor *doctor, const BookOffice *office)
{
	int			end = office->first + office->nrules;

	for (int rule = office->first; rule < end; rule++)
		if (doctor->diagnosis[rule].admitted)
			judge_implication(doctor, rule);
	for (int rule = office->first; rule < end; rule++)
		doctor->diagnosis[rule].admitted &= doctor->diagnosis[rule].verdict == VERDICT_NONE;
}

/* Finds proofs among these rules for all that rests on others as well; all or none. */
static bool
prove_within(const Doctor *doctor, List *evidence, const Bitmapset *rules)
{
	Bitmapset **proof = palloc(list_length(evidence) * sizeof(Bitmapset *) + 1);
	ListCell   *lc;

	foreach(lc, evidence)
	{
		const Evidence *old = lfirst(lc);
		int			i = foreach_current_index(lc);

		proof[i] = old->proof;
		if (!bms_is_subset(old->proof, rules) &&
			!rulebook_refute(doctor->book, old->period, old->clauses, rules, &proof[i]))
			return false;
	}
	foreach(lc, evidence)
		((Evidence *) lfirst(lc))->proof = proof[foreach_current_index(lc)];
	return true;
}

static void
judge_all(Doctor *doctor)
{
	const Rulebook *book = doctor->book;

	for (int rule = 1; rule <= book->nrules; rule++)
	{
		if (rulebook_is_statutory(book, rule))
			continue;
		judge_applicability(doctor, rule);
		if (doctor->diagnosis[rule].verdict == VERDICT_NONE)
			judge_contradiction(doctor, rule);
	}
	for (int i = book->noffices - 1; i >= 0; i--)
		judge_implications(doctor, &book->offices[i]);

	/* best by rules that are no longer to be dropped themselves */
	for (int rule = 1; rule <= book->nrules; rule++)
		if (doctor->diagnosis[rule].verdict == VERDICT_IMPLIED)
			prove_within(doctor, doctor->diagnosis[rule].evidence,
						 find_premises(doctor, rule, PREMISES_AS_STRONG));
}

static Bitmapset *
join_proofs(const List *evidence)
{
	Bitmapset  *proof = NULL;
	ListCell   *lc;

	foreach(lc, evidence)
		proof = bms_add_members(proof, ((Evidence *) lfirst(lc))->proof);
	return proof;
}

/*
 * Tries to leave out every rule once, an office's before the statutory: what
 * was needed once is still needed when there are fewer others.
 */
static Bitmapset *
irreducible_proof(const Doctor *doctor, List *evidence)
{
	Bitmapset  *proof = join_proofs(evidence);

	for (int rule = doctor->book->nrules; rule > 0; rule--)
		if (bms_is_member(rule, proof) &&
			prove_within(doctor, evidence, bms_del_member(bms_copy(proof), rule)))
			proof = join_proofs(evidence);
	return proof;
}

/* One row for rules of an office rule that share a verdict. */
static RuleConflict *
make_conflict(const Doctor *doctor, const BookOffice *office, const char *code, List *rules)
{
	RuleConflict *conflict = palloc0(sizeof(RuleConflict));
	List	   *evidence = NIL;
	Bitmapset  *proof;
	ListCell   *lc;

	foreach(lc, rules)
		evidence = list_concat(evidence, doctor->diagnosis[lfirst_int(lc)].evidence);
	proof = irreducible_proof(doctor, evidence);
	for (int rule = bms_next_member(proof, 0); rule > 0; rule = bms_next_member(proof, rule))
		conflict->proof = lappend(conflict->proof,
								  unconstify(char *, doctor->book->rules[rule].code));
	conflict->verdict = doctor->diagnosis[linitial_int(rules)].verdict;
	conflict->rule = code;
	conflict->message = conflict_message(doctor->book, doctor->diagnosis, office, rules,
										 conflict->proof);
	return conflict;
}

/*
 * The rules of an office rule with a verdict, and how many could have had it.
 * That a "*" also stands for cells that no form of its years has is nothing
 * to report, unless it is so for all.
 */
static List *
rules_with_verdict(const Doctor *doctor, const BookOffice *office, Verdict verdict, int *possible)
{
	List	   *rules = NIL;

	*possible = 0;
	for (int rule = office->first; rule < office->first + office->nrules; rule++)
	{
		const Diagnosis *diagnosis = &doctor->diagnosis[rule];

		if (verdict == VERDICT_NEVER_APPLICABLE || diagnosis->verdict != VERDICT_NEVER_APPLICABLE)
			(*possible)++;
		if (diagnosis->verdict == verdict)
			rules = lappend_int(rules, rule);
	}
	return rules;
}

static List *
add_conflicts(List *conflicts, const Doctor *doctor, const BookOffice *office, Verdict verdict)
{
	int			possible;
	List	   *rules = rules_with_verdict(doctor, office, verdict, &possible);
	ListCell   *lc;

	if (rules != NIL && list_length(rules) == possible)
		return lappend(conflicts, make_conflict(doctor, office, office->office->info.code, rules));
	foreach(lc, rules)
		if (doctor->diagnosis[lfirst_int(lc)].applicability == APPLIES)
			conflicts = lappend(conflicts,
								make_conflict(doctor, office,
											  doctor->book->rules[lfirst_int(lc)].code,
											  list_make1_int(lfirst_int(lc))));
	return conflicts;
}

List *
rule_conflicts(List *office_rules)
{
	Doctor		doctor;
	List	   *conflicts = NIL;

	doctor.book = rulebook_make(office_rules);
	doctor.diagnosis = palloc0((doctor.book->nrules + 1) * sizeof(Diagnosis));
	judge_all(&doctor);
	for (int i = 0; i < doctor.book->noffices; i++)
		for (Verdict verdict = VERDICT_NONE + 1; verdict < VERDICT_COUNT; verdict++)
			conflicts = add_conflicts(conflicts, &doctor, &doctor.book->offices[i], verdict);
	return conflicts;
}
