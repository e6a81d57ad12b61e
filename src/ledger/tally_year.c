/*
 * tally_year.c
 *	  The figures of a year, made of counted entries.
 */
#include "postgres.h"

#include "figures/structure.h"
#include "ledger/tally_year.h"

/* The cells of a form that entries of a class are counted in */
static CellSet class_cells[FORM_COUNT][TALLY_CLASSES_MAX];

/* Adds to a cell of the form, and to the total of its row if that has one. */
static void
add_to_cell_and_total(CellVector *vector, RowId row, ColumnId column, ColumnId total, int64 n)
{
	int			cell;
	int			total_cell;

	/* the cells of the class are zero already, and nearly all counts are */
	if (n == 0)
		return;
	cell = cell_at(row, column);
	total_cell = cell_at(row, total);
	if (cell >= 0)
		vector_set(vector, cell, vector->value[cell] + n);
	if (total_cell >= 0 && cell != total_cell)
		vector_set(vector, total_cell, vector->value[total_cell] + n);
}

/* Returns the row that prints an outcome in a form: if the form lacks it, the row that stands in for it. */
static RowId
outcome_row(const CellSet *asked, RowId row)
{
	if (cellset_has(asked, cell_at(row, COLUMN_requests_total)))
		return row;
	for (RowId other = 0; other < ROW_COUNT; other++)
		if (row_stands_in(row, other) && cellset_has(asked, cell_at(other, COLUMN_requests_total)))
			return other;
	return row;
}

/* Entered, left by each result, and stayed, of a class in a year and before it. */
typedef struct ClassCounts
{
	int64		before;			/* stayed from the years before */
	int64		entered;
	int64		left_at_once;
	int64		left;			/* by any result */
	const int64 *by_result;		/* NULL: the tally does not have the year */
} ClassCounts;

static ClassCounts
class_counts(const Tally *tally, const TallyClass *class, int year)
{
	ClassCounts counts = {0};

	for (int i = 0; i < tally->nyears && tally->first_year + i <= year; i++)
	{
		const int64 *count = &tally->count[i * tally_width];
		int64		left = 0;

		for (int result = 0; result < tally_part_results[class->part]; result++)
			left += count[TALLY_LEFT(class, result)];
		if (tally->first_year + i < year)
			counts.before += count[TALLY_ENTERED(class)] - left;
		else
		{
			counts.entered = count[TALLY_ENTERED(class)];
			counts.left_at_once = count[TALLY_LEFT_AT_ONCE(class)];
			counts.left = left;
			counts.by_result = &count[TALLY_LEFT(class, 0)];
		}
	}
	return counts;
}

static void
add_request_class(const TallyClass *class, const ClassCounts *counts, const CellSet *asked, CellVector *vector)
{
	ColumnId	column = class->column;
	ColumnId	total = COLUMN_requests_total;

	add_to_cell_and_total(vector, ROW_requests_received, column, total, counts->entered);
	add_to_cell_and_total(vector, ROW_requests_carried_in, column, total, counts->before);
	for (int i = 0; counts->by_result != NULL && i < tally_part_results[TALLY_REQUESTS]; i++)
		if (counts->by_result[i] != 0)
			add_to_cell_and_total(vector, outcome_row(asked, tally_results[tally_first_result[TALLY_REQUESTS] + i].row), column, total,
								  counts->by_result[i]);
	add_to_cell_and_total(vector, ROW_requests_processed, column, total, counts->left);
	add_to_cell_and_total(vector, ROW_requests_carried_out, column, total,
						  counts->before + counts->entered - counts->left);
}

static void
add_remedy_class(const TallyClass *class, const ClassCounts *counts, RemedyBasis basis, CellVector *vector)
{
	int64		pending = basis == REMEDY_FILED ? counts->entered - counts->left_at_once :
		counts->before + counts->entered - counts->left;

	for (int i = 0; counts->by_result != NULL && i < tally_part_results[TALLY_REMEDIES]; i++)
		add_to_cell_and_total(vector, class->row, tally_results[tally_first_result[TALLY_REMEDIES] + i].column,
							  COLUMN_remedies_total, counts->by_result[i]);
	add_to_cell_and_total(vector, class->row, COLUMN_remedies_pending, COLUMN_remedies_total, pending);
}

/* The form of 2019 asks for 制作, the one of 2021 for 制发; they are not one cell. */
static void
add_document_class(const TallyClass *class, const ClassCounts *counts, const CellSet *asked, CellVector *vector)
{
	struct
	{
		ColumnId	column;
		int64		n;
	}			cells[] = {
		{COLUMN_proactive_made, counts->entered},
		{COLUMN_proactive_issued, counts->entered},
		{COLUMN_proactive_repealed, counts->left},
		{COLUMN_proactive_in_force, counts->before + counts->entered - counts->left},
	};

	for (int i = 0; i < lengthof(cells); i++)
	{
		int			cell = cell_at(class->row, cells[i].column);

		if (cell >= 0 && cellset_has(asked, cell))
			vector_set(vector, cell, cells[i].n);
	}
}

static void
count_class(const TallyClass *class, const ClassCounts *counts, FormId form, RemedyBasis basis, CellVector *vector)
{
	const CellSet *asked = &form_layout(FORM_BIT(form))->asked;

	switch (class->part)
	{
		case TALLY_REQUESTS:
			add_request_class(class, counts, asked, vector);
			break;
		case TALLY_REMEDIES:
			add_remedy_class(class, counts, basis, vector);
			break;
		case TALLY_DOCUMENTS:
			add_document_class(class, counts, asked, vector);
			break;
		case TALLY_PARTS:
			break;
	}
}

/* Finds the cells of the class by counting an entry of each kind. */
static void
find_class_cells(int class, FormId form)
{
	CellVector	vector;
	int64		one[TALLY_RESULTS_MAX];
	ClassCounts counts = {.before = 1, .entered = 1, .left = 1, .by_result = one};

	for (int result = 0; result < TALLY_RESULTS_MAX; result++)
		one[result] = 1;
	vector_init(&vector, FORM_BIT(form));
	count_class(&tally_classes[class], &counts, form, REMEDY_ALIVE, &vector);
	class_cells[form][class] = vector.numbers;
	cellset_intersection(&class_cells[form][class], &form_layout(FORM_BIT(form))->asked);
}

void
tally_year_init(void)
{
	for (FormId form = 0; form < FORM_COUNT; form++)
		for (int class = 0; class < tally_nclasses; class++)
			find_class_cells(class, form);
}

static void
add_class_year(const Tally *tally, int class, int year, FormId form, RemedyBasis basis, CellVector *vector)
{
	ClassCounts counts = class_counts(tally, &tally_classes[class], year);

	cellset_union(&vector->numbers, &class_cells[form][class]);
	count_class(&tally_classes[class], &counts, form, basis, vector);
}

void
tally_year(const Tally *tally, int year, FormId form, uint32 parts, RemedyBasis basis, CellVector *vector)
{
	vector_init(vector, FORM_BIT(form));
	for (int i = 0; i < tally_nclasses; i++)
		if (parts & (1 << tally_classes[i].part))
			add_class_year(tally, i, year, form, basis, vector);
}

void
tally_entry_year(const TallyEntry *entry, int year, FormId form, RemedyBasis basis, CellVector *vector)
{
	vector_init(vector, FORM_BIT(form));
	add_class_year(tally_add(tally_new(), entry), entry->class, year, form, basis, vector);
}
