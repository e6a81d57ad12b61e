/*
 * conflict_words.c
 *	  A conflict in a sentence of Chinese.
 */
#include "postgres.h"

#include "conflict/conflict_words.h"

/* Codes named in a message; the proof has them all. */
#define CODES_NAMED		3

static void
append_codes(StringInfo out, List *codes)
{
	ListCell   *lc;

	foreach(lc, codes)
	{
		if (foreach_current_index(lc) == CODES_NAMED)
		{
			appendStringInfo(out, " 等%d条", list_length(codes));
			return;
		}
		appendStringInfo(out, "%s%s", lc == list_head(codes) ? "" : "、", (char *) lfirst(lc));
	}
}

static void
append_years(StringInfo out, int from_year, int to_year)
{
	if (out->len > 0)
		appendStringInfoString(out, "、");
	if (to_year == PG_INT32_MAX)
		appendStringInfo(out, "%d年度起", from_year);
	else if (to_year > from_year)
		appendStringInfo(out, "%d—%d年度", from_year, to_year);
	else
		appendStringInfo(out, "%d年度", from_year);
}

static bool
has_evidence(const Judgement *judgements, const List *rules, const BookPeriod *period)
{
	ListCell   *lc;
	ListCell   *lc2;

	foreach(lc, rules)
	{
		foreach(lc2, judgements[lfirst_int(lc)].evidence)
			if (((Evidence *) lfirst(lc2))->period == period)
				return true;
	}
	return false;
}

static bool
some_rule_applies(const Rulebook *book, const List *rules, const BookPeriod *period)
{
	ListCell   *lc;

	foreach(lc, rules)
		if (rulebook_applies(book, period, lfirst_int(lc)))
			return true;
	return false;
}

/* The years of a conflict, or "" if the rules apply in no other years. */
static char *
years_concerned(const Rulebook *book, const Judgement *judgements, const List *rules)
{
	StringInfoData out;
	bool		others = false;

	initStringInfo(&out);
	for (int i = 0; i < book->nperiods; i++)
	{
		int			first = i;

		if (!has_evidence(judgements, rules, &book->periods[i]))
		{
			others |= some_rule_applies(book, rules, &book->periods[i]);
			continue;
		}
		while (i + 1 < book->nperiods &&
			   book->periods[i + 1].from_year == book->periods[i].to_year + 1 &&
			   has_evidence(judgements, rules, &book->periods[i + 1]))
			i++;
		append_years(&out, book->periods[first].from_year, book->periods[i].to_year);
	}
	return others ? out.data : "";
}

static const char *
why_never(const Rulebook *book, const Judgement *judgement, const OfficeRule *office)
{
	bool		has_years = false;

	for (int i = 0; i < book->nperiods; i++)
		has_years |= office->info.from_year <= book->periods[i].from_year &&
			office->info.to_year >= book->periods[i].to_year;
	if (!has_years)
		return "有效年度内没有报告格式";
	switch (judgement->applicability)
	{
		case APPLIES_NO_REPORT:
			return "有效年度没有上一年的报告";
		case APPLIES_INCOMPARABLE:
			return "有效年度的格式与上一年不同，无法比较";
		default:
			return "有效年度的格式中，比较的一边没有单元格";
	}
}

static void
append_contradiction(StringInfo out, const char *years, bool conditional, List *proof)
{
	if (*years != '\0')
		appendStringInfo(out, "%s，", years);
	if (conditional)
		appendStringInfoString(out, "条件成立时，");
	if (proof == NIL)
		appendStringInfoString(out, "没有报告能符合本条");
	else
	{
		appendStringInfoString(out, "与 ");
		append_codes(out, proof);
		appendStringInfoString(out, " 相矛盾，没有报告能同时符合");
	}
}

static void
append_implication(StringInfo out, List *proof)
{
	if (proof == NIL)
		appendStringInfoString(out, "任何报告都符合本条");
	else
	{
		appendStringInfoString(out, "符合 ");
		append_codes(out, proof);
		appendStringInfoString(out, " 的报告必然符合本条");
	}
	appendStringInfoString(out, "，可以不设");
}

static void
append_never(StringInfo out, const char *why, List *proof)
{
	if (proof != NIL)
	{
		appendStringInfoString(out, "依 ");
		append_codes(out, proof);
		appendStringInfoString(out, "，");
	}
	appendStringInfo(out, "%s，本条永远不适用", why);
}

char *
conflict_message(const Rulebook *book, const Judgement *judgements,
				 const BookOffice *office, const List *rules, List *proof)
{
	const Judgement *judgement = &judgements[linitial_int(rules)];
	bool		conditional = book->rules[office->first].rule->nconditions > 0;
	bool		impossible = false;
	StringInfoData out;
	ListCell   *lc;

	initStringInfo(&out);
	switch (judgement->kind)
	{
		case CONFLICT_CONTRADICTORY:
			append_contradiction(&out, years_concerned(book, judgements, rules),
								 conditional, proof);
			break;
		case CONFLICT_IMPLIED:
			append_implication(&out, proof);
			break;
		default:
			foreach(lc, rules)
				impossible |= judgements[lfirst_int(lc)].evidence != NIL;
			append_never(&out, impossible ? "条件不可能成立" :
						 why_never(book, judgement, office->office), proof);
	}
	return out.data;
}
