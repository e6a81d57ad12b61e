/*
 * suppress.c
 *	  Small counts left out of published tables, so that totals do not betray them.
 *
 * A relation of a report that fails is visible as such, or would be; the reader
 * is taken to know by how much it does.  So only changes matter, the report
 * itself is always one of the possibilities, and the constant of a relation is
 * zero while every cell is printed.  A relation with blanks is taken as it
 * stands, and its blanks are unknown to the reader.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "nodes/pg_list.h"

#include "repair/equations.h"
#include "suppress/fewest.h"
#include "suppress/suppress.h"

static bool
is_request(int cell)
{
	return row_info[cell_info[cell].row].table == TABLE_requests;
}

/* Says a count who asked? */
static bool
is_by_applicant(int cell)
{
	return is_request(cell) && column_info[cell_info[cell].column].group == GROUP_applicants;
}

static void
find_small(const CellVector *vector, int64 limit, CellSet *small)
{
	memset(small, 0, sizeof(CellSet));
	for (int cell = cellset_next(&vector->numbers, 0); cell >= 0; cell = cellset_next(&vector->numbers, cell + 1))
		if (is_by_applicant(cell) && vector->value[cell] > 0 && vector->value[cell] < limit)
			cellset_add(small, cell);
}

/* Could a cell be left out?  A negative number is a mistake, and shown. */
static bool
may_be_left_out(const CellVector *vector, int cell)
{
	return is_request(cell) && cellset_has(&vector->numbers, cell) && vector->value[cell] >= 0;
}

/* A table as its reader knows it. */
typedef struct Table
{
	const CellVector *vector;
	Equations  *equations;
	CellSet		blanks;
	bool		has_completion;		/* is there any way to fill in the blanks? */
	CellSet		unknown;		/* cells with a column */
	int16		column[CELL_COUNT];
} Table;

/* Numbers the columns of the cells that are unknown or may become so. */
static void
number_columns(Table *table, const CellSet *cells, int *ncolumns)
{
	table->unknown = *cells;
	cellset_union(&table->unknown, &table->blanks);
	for (int cell = cellset_next(&table->unknown, 0); cell >= 0; cell = cellset_next(&table->unknown, cell + 1))
		table->column[cell] = (*ncolumns)++;
}

static int128
constant_of(const Table *table, const Equation *equation)
{
	int128		constant = equation->total;
	bool		has_blank = false;

	for (int t = 0; t < equation->nterms; t++)
	{
		has_blank |= cellset_has(&table->blanks, equation->cell[t]);
		constant -= (int128) equation->factor[t] * table->vector->value[equation->cell[t]];
	}
	return has_blank && table->has_completion && !equation->fails ? constant : 0;
}

/* Adds the relations of a table that have an unknown cell, and sets its blanks free. */
static void
add_table(Tableau *tableau, const Table *table)
{
	for (int i = 0; i < table->equations->n; i++)
	{
		const Equation *equation = &table->equations->equation[i];
		bool		any = false;

		for (int t = 0; t < equation->nterms; t++)
			if (cellset_has(&table->unknown, equation->cell[t]))
			{
				tableau_row(tableau, tableau->nrows)[table->column[equation->cell[t]]] = equation->factor[t];
				any = true;
			}
		if (any)
			tableau->constant[tableau->nrows++] = constant_of(table, equation);
	}
	for (int cell = cellset_next(&table->blanks, 0); cell >= 0; cell = cellset_next(&table->blanks, cell + 1))
		tableau_set_free(tableau, table->column[cell],
						 table->has_completion ? TABLEAU_FREE : TABLEAU_UNBOUNDED, 0);
}

static Tableau *
begin_tableau(int nrows, int ncolumns)
{
	Tableau    *tableau = tableau_begin(nrows, ncolumns);

	tableau->nrows = 0;
	return tableau;
}

static void
open_table(Table *table, const CellVector *vector)
{
	CellSet		none = {{0}};
	int			ncolumns = 0;
	Tableau    *tableau;
	int			row;

	table->vector = vector;
	table->equations = equations_of(vector, NIL);
	vector_blanks(vector, &table->blanks);
	for (int cell = 0; cell < CELL_COUNT; cell++)
		if (!is_request(cell))
			cellset_remove(&table->blanks, cell);
	table->has_completion = true;
	if (cellset_is_empty(&table->blanks))
		return;
	number_columns(table, &none, &ncolumns);
	tableau = begin_tableau(table->equations->n, ncolumns);
	add_table(tableau, table);
	table->has_completion = tableau_solve(tableau, &row) == TABLEAU_YES;
	tableau_end(tableau);
}

static void
set_cell_free(Tableau *tableau, const Table *table, int cell)
{
	tableau_set_free(tableau, table->column[cell], TABLEAU_FREE, table->vector->value[cell]);
}

static void
begin_reader(Reader *reader, Tableau *tableau)
{
	reader->tableau = tableau;
	reader->ncandidates = reader->nsecrets = 0;
	reader->solutions = NIL;
	reader->npivots = 0;
	tableau->npivots = &reader->npivots;
	tableau->spare = palloc0(sizeof(Tableau *));
	reader->candidate = palloc(tableau->ncolumns * sizeof(int16));
	reader->value = palloc(tableau->ncolumns * sizeof(int128));
	reader->secret = palloc(tableau->ncolumns * sizeof(int16));
	reader->number = palloc(tableau->ncolumns * sizeof(int64));
}

static void
add_secret(Reader *reader, const Table *table, int cell)
{
	set_cell_free(reader->tableau, table, cell);
	reader->secret[reader->nsecrets] = table->column[cell];
	reader->number[reader->nsecrets++] = table->vector->value[cell];
}

/*
 * The cells of a table that may be left out become secrets, which are always
 * left out, or candidates.
 */
static void
find_candidates(Reader *reader, const Table *table, const CellSet *small, int16 *candidate_cell)
{
	for (int cell = cellset_next(&table->unknown, 0); cell >= 0; cell = cellset_next(&table->unknown, cell + 1))
	{
		if (cellset_has(small, cell))
			add_secret(reader, table, cell);
		else if (may_be_left_out(table->vector, cell))
		{
			candidate_cell[reader->ncandidates] = cell;
			reader->value[reader->ncandidates] = table->vector->value[cell];
			reader->candidate[reader->ncandidates++] = table->column[cell];
		}
	}
}

/* Finds the complements among the candidates. */
static void
find_complements(Reader *reader, const int16 *candidate_cell, Suppression *result)
{
	bool	   *left_out = palloc0(Max(reader->ncandidates, 1) * sizeof(bool));
	int			row;

	if (tableau_solve(reader->tableau, &row) == TABLEAU_NO)
		elog(ERROR, "the numbers of a report do not satisfy its own relations");
	reader_forget_open(reader);
	result->proven = fewest_left_out(reader, left_out);
	for (int i = 0; i < reader->ncandidates; i++)
		if (left_out[i])
			cellset_add(&result->complements, candidate_cell[i]);
}

void
suppress_table(const CellVector *vector, int64 limit, Suppression *result)
{
	Table		table;
	CellSet		all = {{0}};
	int16		candidate_cell[CELL_COUNT];
	int			ncolumns = 0;
	Reader		reader;

	memset(result, 0, sizeof(Suppression));
	result->proven = true;
	find_small(vector, limit, &result->small);
	if (cellset_is_empty(&result->small))
		return;
	open_table(&table, vector);
	for (int cell = 0; cell < CELL_COUNT; cell++)
		if (may_be_left_out(vector, cell))
			cellset_add(&all, cell);
	number_columns(&table, &all, &ncolumns);
	begin_reader(&reader, begin_tableau(table.equations->n, ncolumns));
	add_table(reader.tableau, &table);
	find_candidates(&reader, &table, &result->small, candidate_cell);
	if (!cellset_is_empty(&table.blanks))
		reader.number = NULL;
	find_complements(&reader, candidate_cell, result);
}

/* Says for each cell of the total that it is the sum of those of the tables: what changes in these, changes in it. */
static void
add_sums(Tableau *tableau, int ntables, const Table *tables, const Table *total)
{
	for (int cell = cellset_next(&total->unknown, 0); cell >= 0; cell = cellset_next(&total->unknown, cell + 1))
	{
		int32	   *entry = tableau_row(tableau, tableau->nrows++);

		entry[total->column[cell]] = -1;
		for (int i = 0; i < ntables; i++)
			if (cellset_has(&tables[i].unknown, cell) && !cellset_has(&tables[i].blanks, cell))
				entry[tables[i].column[cell]] = 1;
	}
}

/* What each table leaves out is free, what it leaves out as small is secret. */
static void
add_left_out(Reader *reader, const Table *table, const Suppression *suppression)
{
	CellSet		left_out = suppression->small;

	cellset_union(&left_out, &suppression->complements);
	for (int cell = cellset_next(&left_out, 0); cell >= 0; cell = cellset_next(&left_out, cell + 1))
	{
		if (cellset_has(&suppression->small, cell))
			add_secret(reader, table, cell);
		else
			set_cell_free(reader->tableau, table, cell);
	}
}

void
suppress_total(int ntables, const CellVector *vectors, int64 limit,
			   const CellVector *sum, Suppression *result)
{
	Table	   *tables = palloc0(Max(ntables, 1) * sizeof(Table));
	Suppression *suppressions = palloc(Max(ntables, 1) * sizeof(Suppression));
	Table		total = {0};
	CellSet		left_out = {{0}};	/* by any of the tables */
	int16		candidate_cell[CELL_COUNT];
	int			ncolumns = 0;
	int			nrows = 0;
	bool		has_blanks = false;
	Reader		reader;

	memset(result, 0, sizeof(Suppression));
	result->proven = true;
	for (int i = 0; i < ntables; i++)
	{
		CellSet		cells;

		CHECK_FOR_INTERRUPTS();
		suppress_table(&vectors[i], limit, &suppressions[i]);
		result->proven &= suppressions[i].proven;
		cells = suppressions[i].small;
		cellset_union(&cells, &suppressions[i].complements);
		if (cellset_is_empty(&cells))
			continue;
		open_table(&tables[i], &vectors[i]);
		number_columns(&tables[i], &cells, &ncolumns);
		nrows += tables[i].equations->n;
		cellset_union(&left_out, &cells);
	}
	find_small(sum, limit, &result->small);
	total.vector = sum;
	cellset_union(&left_out, &result->small);
	number_columns(&total, &left_out, &ncolumns);
	nrows += cellset_count(&left_out);
	if (nrows > TABLEAU_ROWS_MAX || ncolumns > PG_INT16_MAX - TABLEAU_BRANCHES)
	{
		/* what some table leaves out, the total leaves out too: then it tells nothing about them */
		result->complements = left_out;
		cellset_difference(&result->complements, &result->small);
		result->proven = false;
		return;
	}
	begin_reader(&reader, begin_tableau(nrows, ncolumns));
	for (int i = 0; i < ntables; i++)
		if (tables[i].equations != NULL)
			add_table(reader.tableau, &tables[i]);
	add_sums(reader.tableau, ntables, tables, &total);
	for (int i = 0; i < ntables; i++)
	{
		add_left_out(&reader, &tables[i], &suppressions[i]);
		has_blanks |= !cellset_is_empty(&tables[i].blanks);
	}
	find_candidates(&reader, &total, &result->small, candidate_cell);
	if (has_blanks)
		reader.number = NULL;
	find_complements(&reader, candidate_cell, result);
}
