/*
 * rulebook.c
 *	  The statutory relations and an office's own rules, year by year.
 */
#include "postgres.h"

#include "conflict/refute.h"
#include "conflict/rulebook.h"
#include "rule/statutory.h"

/* Marks the scopes that a comparison looks at. */
static void
find_scopes(const Comparison *comparison, bool *uses_scope)
{
	for (int i = 0; i < comparison->nterms; i++)
		if (comparison->terms[i].cell != CONSTANT_TERM)
			uses_scope[comparison->terms[i].scope] = true;
}

static void
find_all_scopes(List *office_rules, bool *uses_scope)
{
	ListCell   *lc;
	ListCell   *lc2;

	foreach(lc, office_rules)
	{
		foreach(lc2, ((OfficeRule *) lfirst(lc))->rules)
		{
			const Rule *rule = &((CheckRule *) lfirst(lc2))->rule;

			if (rule_reads_text(rule) || rule->nalternatives > 0)
				continue;
			find_scopes(&rule->relation, uses_scope);
			for (int i = 0; i < rule->nconditions; i++)
				find_scopes(&rule->conditions[i], uses_scope);
		}
	}
}

static BookRule *
add_rule(Rulebook *book, const char *code, const Rule *rule, Scope own)
{
	BookRule   *result = &book->rules[++book->nrules];

	result->code = code;
	result->rule = rule;
	result->own = own;
	result->office = -1;
	result->from_year = PG_INT32_MIN;
	result->to_year = PG_INT32_MAX;
	return result;
}

/* Statutory relations also hold in the reports of other scopes that are looked at. */
static void
add_statutory_rules(Rulebook *book, const bool *uses_scope)
{
	for (int scope = 0; scope < SCOPE_COUNT; scope++)
		for (int i = 0; i < nrelations && uses_scope[scope]; i++)
		{
			const Rule *rule = &statutory[i].rule;

			if (rule->relation.nterms > 0)
				add_rule(book, psprintf("%s%s", scope_prefix[scope], rule->code),
						 rule, scope);
		}
}

/* Orders by code; rules of one code, of different years, by statement and year. */
static int
office_order(const ListCell *a, const ListCell *b)
{
	const OfficeRule *left = lfirst(a);
	const OfficeRule *right = lfirst(b);
	int			order = strcmp(left->info.code, right->info.code);

	if (order == 0)
		order = strcmp(left->info.statement, right->info.statement);
	if (order == 0)
		order = (left->info.from_year > right->info.from_year) - (left->info.from_year < right->info.from_year);
	return order;
}

/* Notes the words for kinds of units that a rule has. */
static void
add_kinds(Rulebook *book, const Rule *rule)
{
	for (int i = 0; i < rule->nconditions; i++)
	{
		const char *kind = rule->conditions[i].kind;
		bool		known = kind == NULL;
		ListCell   *lc;

		foreach(lc, book->kinds)
			known |= kind != NULL && strcmp(lfirst(lc), kind) == 0;
		if (!known)
			book->kinds = lappend(book->kinds, unconstify(char *, kind));
	}
}

static void
add_office_rules(Rulebook *book, bool conditional)
{
	for (int i = 0; i < book->noffices; i++)
	{
		BookOffice *office = &book->offices[i];
		const CheckRule *first = linitial(office->office->rules);
		ListCell   *lc;

		if ((first->rule.nconditions > 0) != conditional)
			continue;
		add_kinds(book, &first->rule);
		office->first = book->nrules + 1;
		office->nrules = list_length(office->office->rules);
		foreach(lc, office->office->rules)
		{
			const Rule *rule = &((CheckRule *) lfirst(lc))->rule;
			BookRule   *added = add_rule(book, rule->code, rule, SCOPE_OWN);

			added->office = i;
			added->from_year = office->office->info.from_year;
			added->to_year = office->office->info.to_year;
		}
	}
}

static void
add_all_rules(Rulebook *book, List *office_rules, const bool *uses_scope)
{
	List	   *sorted = list_copy(office_rules);
	int			nrules = SCOPE_COUNT * nrelations;
	ListCell   *lc;

	/* leave out rules about the text or with alternatives: they are no clauses */
	foreach(lc, sorted)
	{
		const CheckRule *first = linitial(((OfficeRule *) lfirst(lc))->rules);

		if (rule_reads_text(&first->rule) || first->rule.nalternatives > 0)
			sorted = foreach_delete_current(sorted, lc);
	}
	list_sort(sorted, office_order);
	book->noffices = list_length(sorted);
	book->offices = palloc(book->noffices * sizeof(BookOffice) + 1);
	foreach(lc, sorted)
	{
		book->offices[foreach_current_index(lc)].office = lfirst(lc);
		nrules += list_length(((OfficeRule *) lfirst(lc))->rules);
	}
	book->rules = palloc0((nrules + 1) * sizeof(BookRule));
	add_statutory_rules(book, uses_scope);
	add_office_rules(book, false);
	add_office_rules(book, true);
}

/* The setting as seen by a rule that is applied to another report. */
static Setting
setting_of_rule(const Setting *setting, Scope own)
{
	Setting		result = *setting;

	result.own = own;
	result.cells[SCOPE_OWN] = setting->cells[own];
	return result;
}

static void
make_clauses(const Rulebook *book, BookSetting *place)
{
	place->clause = palloc0((book->nrules + 1) * sizeof(Clause *));
	for (int i = 1; i <= book->nrules; i++)
	{
		const BookRule *rule = &book->rules[i];
		Setting		setting = setting_of_rule(&place->setting, rule->own);

		if (rule_applicability(rule->rule, &setting) == APPLIES)
			place->clause[i] = clause_of_rule(rule->rule, &setting, i);
	}
}

static const CellSet *
cells_of_form(int form)
{
	return form < 0 ? NULL : &form_layout(FORM_BIT(form))->asked;
}

/* Returns the index of a year's setting, which is added if it is new. */
static int
find_setting(Rulebook *book, int year, const bool *uses_scope)
{
	const CellSet *own = cells_of_form(form_of_year(year));
	const CellSet *previous = uses_scope[SCOPE_PREVIOUS] ?
		cells_of_form(form_of_year(year - 1)) : NULL;
	BookSetting *place;

	for (int i = 0; i < book->nsettings; i++)
	{
		place = &book->settings[i];
		if (place->setting.cells[SCOPE_OWN] == own &&
			place->setting.cells[SCOPE_PREVIOUS] == previous)
			return i;
	}
	place = &book->settings[book->nsettings];
	place->setting.own = SCOPE_OWN;
	place->setting.cells[SCOPE_OWN] = own;
	place->setting.cells[SCOPE_PREVIOUS] = previous;
	place->setting.cells[SCOPE_CHILDREN] = own;
	place->setting.kinds = book->kinds;
	make_clauses(book, place);
	return book->nsettings++;
}

static int
year_order(const void *a, const void *b)
{
	int			left = *(const int *) a;
	int			right = *(const int *) b;

	return (left > right) - (left < right);
}

/*
 * Finds the years, in order and perhaps repeated, in which other forms or rules
 * apply than in the year before.  After a change of form the next year is one
 * too, because it is the first whose previous year has that form.
 */
static int
find_first_years(const Rulebook *book, int **years)
{
	int			n = 0;

	*years = palloc((4 * FORM_COUNT + 2 * book->noffices) * sizeof(int));
	for (int form = 0; form < FORM_COUNT; form++)
		for (int later = 0; later < 2; later++)
		{
			(*years)[n++] = form_info[form].first_year + later;
			if (form_info[form].last_year != 0)
				(*years)[n++] = form_info[form].last_year + 1 + later;
		}
	for (int i = 0; i < book->noffices; i++)
	{
		(*years)[n++] = book->offices[i].office->info.from_year;
		if (book->offices[i].office->info.to_year != PG_INT32_MAX)
			(*years)[n++] = book->offices[i].office->info.to_year + 1;
	}
	qsort(*years, n, sizeof(int), year_order);
	return n;
}

static void
add_periods(Rulebook *book, const bool *uses_scope)
{
	int		   *years;
	int			n = find_first_years(book, &years);

	book->periods = palloc(n * sizeof(BookPeriod));
	for (int i = 0; i < n; i++)
	{
		int			to_year;
		BookPeriod *period = &book->periods[book->nperiods];

		/* of equal years, which may be the smallest integer, the last begins the period */
		if ((i + 1 < n && years[i + 1] == years[i]) || form_of_year(years[i]) < 0)
			continue;
		to_year = i + 1 < n ? years[i + 1] - 1 : PG_INT32_MAX;
		period->from_year = years[i];
		period->to_year = to_year;
		period->setting = find_setting(book, years[i], uses_scope);
		book->nperiods++;
	}
}

Rulebook *
rulebook_make(List *office_rules)
{
	Rulebook   *book = palloc0(sizeof(Rulebook));
	bool		uses_scope[SCOPE_COUNT] = {[SCOPE_OWN] = true};

	find_all_scopes(office_rules, uses_scope);
	add_all_rules(book, office_rules, uses_scope);
	add_periods(book, uses_scope);
	return book;
}

bool
rulebook_is_statutory(const Rulebook *book, int rule)
{
	return book->rules[rule].office < 0;
}

/* A period never crosses the first or last year of a rule. */
bool
rulebook_valid(const Rulebook *book, const BookPeriod *period, int rule)
{
	return book->rules[rule].from_year <= period->from_year &&
		book->rules[rule].to_year >= period->to_year;
}

bool
rulebook_applies(const Rulebook *book, const BookPeriod *period, int rule)
{
	return rulebook_valid(book, period, rule) &&
		book->settings[period->setting].clause[rule] != NULL;
}

const Setting *
rulebook_setting(const Rulebook *book, const BookPeriod *period)
{
	return &book->settings[period->setting].setting;
}

bool
rulebook_refute(const Rulebook *book, const BookPeriod *period, List *clauses,
				const Bitmapset *rules, Bitmapset **proof)
{
	const Clause **of_rule = book->settings[period->setting].clause;
	const Clause **all = palloc((list_length(clauses) + book->nrules) * sizeof(Clause *));
	int			n = 0;
	int			rule = 0;
	bool		refuted;
	ListCell   *lc;

	foreach(lc, clauses)
		all[n++] = lfirst(lc);
	while ((rule = bms_next_member(rules, rule)) > 0)
		if (rulebook_applies(book, period, rule))
			all[n++] = of_rule[rule];
	refuted = clauses_refute(all, n, proof);
	pfree(all);
	return refuted;
}
