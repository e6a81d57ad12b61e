/*
 * conflict.c
 *	  An office's rules that contradict others, follow from others, or never
 *	  apply.
 *
 * Each kind of conflict is shown by a refutation.  A rule never applies if its
 * conditions cannot hold; it contradicts others if its conditions and its
 * relation cannot hold together; it is implied if its relation cannot fail
 * while its conditions hold.
 *
 * The order makes the judgements fit together.  Rules are admitted one by one,
 * unconditional ones first, then by code, unless they contradict those admitted
 * before: so the admitted rules do not contradict one another, and of two rules
 * that do the later is named.  Then implied rules are looked for from the last
 * to the first.  An implied rule proves nothing about others, so all implied
 * rules can be dropped at once.
 */
#include "postgres.h"

#include "conflict/conflict.h"
#include "conflict/conflict_words.h"

const char *const conflict_kind_name[CONFLICT_COUNT] = {
	[CONFLICT_CONTRADICTORY] = "contradictory",
	[CONFLICT_IMPLIED] = "implied",
	[CONFLICT_NEVER_APPLICABLE] = "never_applicable",
};

typedef struct ConflictSearch
{
	Rulebook   *book;
	Judgement  *judgement;		/* of each rule */
} ConflictSearch;

/* Rules that a judgement on another may rest on. */
typedef enum Premises
{
	PREMISES_STATUTORY,
	PREMISES_ADMITTED,
	PREMISES_AS_STRONG			/* admitted, and at least as severe */
} Premises;

static const OfficeRule *
office_of(const ConflictSearch *search, int rule)
{
	return search->book->offices[search->book->rules[rule].office].office;
}

static bool
is_premise(const ConflictSearch *search, int rule, int other, Premises premises)
{
	if (rulebook_is_statutory(search->book, other))
		return true;
	if (premises == PREMISES_STATUTORY || !search->judgement[other].admitted)
		return false;

	/*
	 * An office drops a rule as a whole, so the rules that its "*" stands for do
	 * not prove one another superfluous; nor does a warning replace an error.
	 */
	return premises == PREMISES_ADMITTED ||
		(office_of(search, other) != office_of(search, rule) &&
		 office_of(search, other)->info.severity <= office_of(search, rule)->info.severity);
}

static Bitmapset *
find_premises(const ConflictSearch *search, int rule, Premises premises)
{
	Bitmapset  *result = NULL;

	for (int other = 1; other <= search->book->nrules; other++)
		if (is_premise(search, rule, other, premises))
			result = bms_add_member(result, other);
	return result;
}

static List *
condition_clauses(const ConflictSearch *search, int rule, const BookPeriod *period)
{
	const Rule *compiled = search->book->rules[rule].rule;
	List	   *clauses = NIL;

	for (int i = 0; i < compiled->nconditions; i++)
		clauses = lappend(clauses, clause_of_condition(compiled,
													   rulebook_setting(search->book, period), i));
	return clauses;
}

/* The clauses that the conditions hold, and that the relation holds or fails. */
static List *
case_clauses(const ConflictSearch *search, int rule, const BookPeriod *period, bool holds)
{
	return lappend(condition_clauses(search, rule, period),
				   clause_of_relation(search->book->rules[rule].rule,
									  rulebook_setting(search->book, period), holds));
}

/* Returns the clauses with the rules that refute them, or NULL if they can hold. */
static Evidence *
find_evidence(const ConflictSearch *search, const BookPeriod *period, List *clauses, const Bitmapset *premises)
{
	Evidence   *evidence = palloc(sizeof(Evidence));

	evidence->period = period;
	evidence->clauses = clauses;
	return rulebook_refute(search->book, period, clauses, premises, &evidence->proof) ?
		evidence : NULL;
}

/*
 * A rule never applies if in each of its years cells are lacking or its
 * conditions cannot hold.  If cells are lacking in all of them, the reason is
 * that of the last period.
 */
static void
judge_applicability(ConflictSearch *search, int rule)
{
	Judgement  *judgement = &search->judgement[rule];
	const Rule *compiled = search->book->rules[rule].rule;
	Bitmapset  *premises = find_premises(search, rule, PREMISES_STATUTORY);
	bool		ever = false;

	judgement->applicability = APPLIES_NO_CELLS;
	for (int i = 0; i < search->book->nperiods; i++)
	{
		const BookPeriod *period = &search->book->periods[i];
		Evidence   *evidence = NULL;

		if (!rulebook_applies(search->book, period, rule))
		{
			if (judgement->applicability != APPLIES && rulebook_valid(search->book, period, rule))
				judgement->applicability =
					rule_applicability(compiled, rulebook_setting(search->book, period));
			continue;
		}
		judgement->applicability = APPLIES;
		if (compiled->nconditions > 0)
			evidence = find_evidence(search, period, condition_clauses(search, rule, period), premises);
		if (evidence != NULL)
			judgement->evidence = lappend(judgement->evidence, evidence);
		else
			ever = true;
	}
	if (ever)
		judgement->evidence = NIL;
	else
		judgement->kind = CONFLICT_NEVER_APPLICABLE;
}

/*
 * A rule whose conditions the other rules exclude does not contradict these: it
 * is implied by them.
 */
static void
judge_contradiction(ConflictSearch *search, int rule)
{
	Judgement  *judgement = &search->judgement[rule];
	Bitmapset  *premises = find_premises(search, rule, PREMISES_ADMITTED);

	for (int i = 0; i < search->book->nperiods; i++)
	{
		const BookPeriod *period = &search->book->periods[i];
		List	   *conditions;
		Evidence   *evidence;

		if (!rulebook_applies(search->book, period, rule))
			continue;
		evidence = find_evidence(search, period, case_clauses(search, rule, period, true), premises);
		if (evidence == NULL)
			continue;
		conditions = condition_clauses(search, rule, period);
		if (conditions == NIL || find_evidence(search, period, conditions, premises) == NULL)
			judgement->evidence = lappend(judgement->evidence, evidence);
	}
	if (judgement->evidence != NIL)
		judgement->kind = CONFLICT_CONTRADICTORY;
	else
		judgement->admitted = true;
}

/* A rule is implied only if it is so in all of its years. */
static void
judge_implication(ConflictSearch *search, int rule)
{
	Judgement  *judgement = &search->judgement[rule];
	Bitmapset  *premises = find_premises(search, rule, PREMISES_AS_STRONG);
	List	   *all = NIL;

	for (int i = 0; i < search->book->nperiods; i++)
	{
		const BookPeriod *period = &search->book->periods[i];
		Evidence   *evidence;

		if (!rulebook_applies(search->book, period, rule))
			continue;
		evidence = find_evidence(search, period, case_clauses(search, rule, period, false), premises);
		if (evidence == NULL)
			return;
		all = lappend(all, evidence);
	}
	judgement->kind = CONFLICT_IMPLIED;
	judgement->evidence = all;
}

static void
judge_implications(ConflictSearch *search, const BookOffice *office)
{
	int			end = office->first + office->nrules;

	for (int rule = office->first; rule < end; rule++)
		if (search->judgement[rule].admitted)
			judge_implication(search, rule);
	for (int rule = office->first; rule < end; rule++)
		search->judgement[rule].admitted &= search->judgement[rule].kind == CONFLICT_NONE;
}

/*
 * Replaces proofs that use other rules than these by proofs that do not.
 * Returns false, and replaces no proof, if there is one without such a proof.
 */
static bool
prove_within(const ConflictSearch *search, List *evidence, const Bitmapset *rules)
{
	Bitmapset **proof = palloc(list_length(evidence) * sizeof(Bitmapset *) + 1);
	ListCell   *lc;

	foreach(lc, evidence)
	{
		const Evidence *old = lfirst(lc);
		int			i = foreach_current_index(lc);

		proof[i] = old->proof;
		if (!bms_is_subset(old->proof, rules) &&
			!rulebook_refute(search->book, old->period, old->clauses, rules, &proof[i]))
			return false;
	}
	foreach(lc, evidence)
		((Evidence *) lfirst(lc))->proof = proof[foreach_current_index(lc)];
	return true;
}

static void
judge_all(ConflictSearch *search)
{
	const Rulebook *book = search->book;

	for (int rule = 1; rule <= book->nrules; rule++)
	{
		if (rulebook_is_statutory(book, rule))
			continue;
		judge_applicability(search, rule);
		if (search->judgement[rule].kind == CONFLICT_NONE)
			judge_contradiction(search, rule);
	}
	for (int i = book->noffices - 1; i >= 0; i--)
		judge_implications(search, &book->offices[i]);

	/* prefer proofs without rules that are implied themselves */
	for (int rule = 1; rule <= book->nrules; rule++)
		if (search->judgement[rule].kind == CONFLICT_IMPLIED)
			prove_within(search, search->judgement[rule].evidence,
						 find_premises(search, rule, PREMISES_AS_STRONG));
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
 * Tries to leave out every rule once, those of the office before the statutory.
 * Once is enough: a rule that is needed stays needed when others are left out.
 */
static Bitmapset *
irreducible_proof(const ConflictSearch *search, List *evidence)
{
	Bitmapset  *proof = join_proofs(evidence);

	for (int rule = search->book->nrules; rule > 0; rule--)
		if (bms_is_member(rule, proof) &&
			prove_within(search, evidence, bms_del_member(bms_copy(proof), rule)))
			proof = join_proofs(evidence);
	return proof;
}

/* A conflict that some rules of one office rule share. */
static RuleConflict *
make_conflict(const ConflictSearch *search, const BookOffice *office, const char *code, List *rules)
{
	RuleConflict *conflict = palloc0(sizeof(RuleConflict));
	List	   *evidence = NIL;
	Bitmapset  *proof;
	ListCell   *lc;

	foreach(lc, rules)
		evidence = list_concat(evidence, search->judgement[lfirst_int(lc)].evidence);
	proof = irreducible_proof(search, evidence);
	for (int rule = bms_next_member(proof, 0); rule > 0; rule = bms_next_member(proof, rule))
		conflict->proof = lappend(conflict->proof,
								  unconstify(char *, search->book->rules[rule].code));
	conflict->kind = search->judgement[linitial_int(rules)].kind;
	conflict->rule = code;
	conflict->message = conflict_message(search->book, search->judgement, office, rules,
										 conflict->proof);
	return conflict;
}

/*
 * The rules of an office rule with a kind of conflict; *possible is the number
 * of rules that could have it.  Expansions of "*" to cells that no form of those
 * years has are reported only if all of them are so.
 */
static List *
rules_of_kind(const ConflictSearch *search, const BookOffice *office, ConflictKind kind, int *possible)
{
	List	   *rules = NIL;

	*possible = 0;
	for (int rule = office->first; rule < office->first + office->nrules; rule++)
	{
		const Judgement *judgement = &search->judgement[rule];

		if (kind == CONFLICT_NEVER_APPLICABLE || judgement->kind != CONFLICT_NEVER_APPLICABLE)
			(*possible)++;
		if (judgement->kind == kind)
			rules = lappend_int(rules, rule);
	}
	return rules;
}

static List *
add_conflicts(List *conflicts, const ConflictSearch *search, const BookOffice *office, ConflictKind kind)
{
	int			possible;
	List	   *rules = rules_of_kind(search, office, kind, &possible);
	ListCell   *lc;

	if (rules != NIL && list_length(rules) == possible)
		return lappend(conflicts, make_conflict(search, office, office->office->info.code, rules));
	foreach(lc, rules)
		if (search->judgement[lfirst_int(lc)].applicability == APPLIES)
			conflicts = lappend(conflicts,
								make_conflict(search, office,
											  search->book->rules[lfirst_int(lc)].code,
											  list_make1_int(lfirst_int(lc))));
	return conflicts;
}

List *
rule_conflicts(List *office_rules)
{
	ConflictSearch search;
	List	   *conflicts = NIL;

	search.book = rulebook_make(office_rules);
	search.judgement = palloc0((search.book->nrules + 1) * sizeof(Judgement));
	judge_all(&search);
	for (int i = 0; i < search.book->noffices; i++)
		for (ConflictKind kind = CONFLICT_NONE + 1; kind < CONFLICT_COUNT; kind++)
			conflicts = add_conflicts(conflicts, &search, &search.book->offices[i], kind);
	return conflicts;
}
