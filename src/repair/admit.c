/*
 * admit.c
 *	  Which of an office's rules can hold beside the statutory relations.
 *
 * The equations taken in so far stand in a solved tableau.  Others are tried in
 * a copy of it, so that a trial costs what they add to it.  What follows from
 * others is checked and leaves no row: there are never more rows than cells,
 * however many rules there are.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "repair/admit.h"
#include "repair/tableau_integer.h"

typedef struct Admitting
{
	const Equations *equations;
	const bool *wanted;
	bool	   *omitted;
	Tableau    *admitted;		/* solved, of the equations that are not omitted */
	Tableau    *trial;
} Admitting;

/* Makes a row's entries for the basic columns of other rows zero. */
static void
clear_basic_columns(Tableau *tableau, int row)
{
	for (int c = 0; c < tableau->ncolumns; c++)
		if (tableau_row(tableau, row)[c] != 0 && tableau->place[c] >= 0)
			tableau_eliminate(tableau, row, tableau->place[c], c);
}

static int
lowest_free_column(const Tableau *tableau, int row)
{
	for (int c = 0; c < tableau->ncolumns; c++)
		if (tableau_row(tableau, row)[c] != 0 && tableau->kind[c] != TABLEAU_FIXED)
			return c;
	return -1;
}

/* Adds an equation.  Returns false if it contradicts the others, whatever the signs, or the tableau gives up. */
static bool
take_in(const Equations *equations, Tableau *tableau, int equation)
{
	int			row = tableau->nrows;
	int			column;

	equations_add_row(equations, tableau, equation);
	clear_basic_columns(tableau, row);
	if (tableau->gave_up)
		return false;
	column = lowest_free_column(tableau, row);
	if (column >= 0)
	{
		tableau_make_basic(tableau, row, column);
		return !tableau->gave_up;
	}
	/* Nothing is free any more: it holds, and follows from the others, or it does not. */
	tableau->nrows--;
	return tableau->constant[row] == 0;
}

/* Takes in all wanted equations of a range, or none of them. */
static bool
admit_all(Admitting *admitting, int from, int to)
{
	Tableau    *trial = admitting->trial;
	bool		holds = true;
	int			row;

	tableau_copy(trial, admitting->admitted);
	for (int i = from; i < to && holds; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (admitting->wanted[i])
			holds = take_in(admitting->equations, trial, i);
	}
	if (!holds || tableau_solve(trial, &row) != TABLEAU_YES ||
		tableau_has_whole(trial) != TABLEAU_YES)
		return false;
	admitting->trial = admitting->admitted;
	admitting->admitted = trial;
	for (int i = from; i < to; i++)
		if (admitting->wanted[i])
			admitting->omitted[i] = false;
	return true;
}

/* What contradicts is rare: a range that cannot be taken in as a whole is tried in halves. */
static void
admit_range(Admitting *admitting, int from, int to)
{
	int			middle = from + (to - from) / 2;

	if (from == to || admit_all(admitting, from, to) || to - from == 1)
		return;
	admit_range(admitting, from, middle);
	admit_range(admitting, middle, to);
}

void
admit_office_rules(const Equations *equations, const bool *wanted, bool *omitted)
{
	Admitting	admitting = {.equations = equations, .wanted = wanted, .omitted = omitted};
	Tableau    *statutory = equations_tableau(equations, omitted, false);
	int			row;

	equations_free_blanks(equations, statutory);
	if (tableau_solve(statutory, &row) != TABLEAU_YES)
		return;
	/* room for a row for every cell, and for the one that is added */
	admitting.admitted = tableau_begin(statutory->nrows + CELL_COUNT + 1, CELL_COUNT);
	admitting.trial = tableau_begin(statutory->nrows + CELL_COUNT + 1, CELL_COUNT);
	tableau_copy(admitting.admitted, statutory);
	tableau_end(statutory);
	admit_range(&admitting, 0, equations->n);
	tableau_end(admitting.admitted);
	tableau_end(admitting.trial);
}
