/*
 * assign_abreast.c
 *	  Which cells the numbers of rows stand for that are printed abreast.
 *
 * The form prints the rows of such a table as heads over its columns, and a single
 * line of numbers, a block for each row, which ends in its total.  Damage that is mended here:
 *
 *  - the table split into one for each row, or written as rows
 *  - the line broken up by pieces of its head, in any order: then totals must be
 *    sums of their neighbours
 */
#include "postgres.h"

#include "table/assign_abreast.h"
#include "table/evidence.h"
#include "table/guess_wrapped.h"
#include "table/shape.h"

/* Cells of a block, and blocks of a line */
#define BLOCK_CELLS_MAX	LINE_CELLS_MAX
#define BLOCKS_MAX		(LINE_CELLS_MAX / 2)

static inline uint32
row_bit(int block)
{
	return (uint32) 1 << block;
}

static int
count_blocks(uint32 rows)
{
	return pg_popcount32(rows);
}

/* Do the recognised columns repeat the order of the form?  One label may be lost. */
static bool
header_repeats_form(const TableShape *shape, const Header *header, int nblocks)
{
	const int	ncolumns = shape->columns;
	int			at = -1;

	if (header->n > HEADER_MAX || header->n > nblocks * ncolumns ||
		header->n <= (nblocks - 1) * ncolumns)
		return false;
	for (int i = 0; i < header->n; i++)
	{
		int			steps = 0;

		while (steps < ncolumns && header->cell[i].column != (int) shape->column[(at + 1 + steps) % ncolumns])
			steps++;
		if (steps > 1)
			return false;
		at = (at + 1 + steps) % ncolumns;
	}
	return true;
}

/* Assigns to a line of the page the rows of the form that its head names. */
static bool
assign_by_header(ReadRow *row, uint32 *taken)
{
	const TableShape *shape = row->line.shape;
	int			nblocks = count_blocks(row->rows);
	bool		named_alone = nblocks == 1 && row->header.n == 0 &&
		line_count_filled(&row->line) == shape->columns;

	if (nblocks == 0 || (row->rows & *taken) != 0 ||
		(!named_alone && !header_repeats_form(shape, &row->header, nblocks)))
		return false;
	for (int block = 0; block < shape->rows; block++)
		if (row->rows & row_bit(block))
			line_add_row(&row->line, shape->row[block]);
	*taken |= row->rows;
	return true;
}

/* Is the total of a block, its last number, the sum of those before it? */
static bool
is_block(const TableShape *shape, const DataCell *const *data)
{
	const Quantity *number[BLOCK_CELLS_MAX];

	for (int i = 0; i < shape->columns; i++)
		number[i] = &data[i]->quantity;
	return evidence_of_sum(number, shape->columns, shape->total, shape->sum_cell, BLANKS_OPEN) == EVIDENCE_HOLDS;
}

/* Can the header be relied on?  In plain text only if all totals are sums. */
static bool
header_is_sure(const ReadRow *row)
{
	const TableShape *shape = row->line.shape;

	if (!row->in_lines)
		return true;
	if (row->line.ndata != count_blocks(row->rows) * shape->columns)
		return false;
	for (int at = 0; at < row->line.ndata; at += shape->columns)
		if (line_sum(&row->line, at, shape->columns, BLANKS_OPEN) != EVIDENCE_HOLDS)
			return false;
	return true;
}

/* The numbers of a row and their total. */
typedef struct Block
{
	const DataCell *data[BLOCK_CELLS_MAX];	/* the total, last, is NULL until found */
	uint32		rows;			/* labels of rows since the previous block */
	int			heads;			/* labels of columns before the block */
} Block;

/* Finds the total of a block that has lost it, among those that stand alone. */
static bool
find_total(const TableShape *shape, Block *block, const DataCell **totals, int ntotals)
{
	for (int i = 0; i < ntotals; i++)
	{
		block->data[shape->total] = totals[i];
		if (totals[i] != NULL && is_block(shape, block->data))
		{
			totals[i] = NULL;
			return true;
		}
	}
	return false;
}

/*
 * Divides the runs of numbers into blocks.  A run stands between two pieces of
 * the head.  It holds the numbers of a row, without or with the total, or several
 * such blocks, or a total alone, or part of a block that the next run completes.
 */
static bool
find_blocks(const TableShape *shape, List *rows, Block *blocks)
{
	const DataCell *totals[LINE_CELLS_MAX];
	const DataCell *piece[LINE_CELLS_MAX];
	int			npiece = 0;
	int			ntotals = 0;
	int			n = 0;
	uint32		seen = 0;
	int			heads = 0;
	ListCell   *lc;

	foreach(lc, rows)
	{
		ReadRow    *row = lfirst(lc);
		const TableLine *line = &row->line;

		seen |= row->rows;
		if (npiece == 0 && line->ndata == 1 && ntotals < LINE_CELLS_MAX)
		{
			totals[ntotals++] = &line->data[0];
			continue;
		}
		if (npiece == 0)
			heads = row->heads_before;
		if (npiece + line->ndata > shape->line_cells)
			return false;
		for (int i = 0; i < line->ndata; i++)
			piece[npiece++] = &line->data[i];
		if (npiece != shape->total && npiece % shape->columns != 0)
			continue;
		for (int at = 0; at < npiece; at += shape->columns)
		{
			Block	   *block = &blocks[n];

			if (n == shape->rows)
				return false;
			memset(block, 0, sizeof(Block));
			for (int i = 0; i < Min(npiece - at, shape->columns); i++)
				block->data[i] = piece[at + i];
			if (npiece - at >= shape->columns && !is_block(shape, block->data))
				return false;
			block->rows = seen;
			block->heads = heads;
			seen = 0;
			n++;
		}
		npiece = 0;
	}
	if (n != shape->rows || npiece != 0)
		return false;
	for (int i = 0; i < n; i++)
		if (blocks[i].data[shape->total] == NULL && !find_total(shape, &blocks[i], totals, ntotals))
			return false;
	return true;
}

/*
 * Returns the row of a block.  It is the row whose column labels were the last to
 * precede it; else the first free row whose label came since the previous block;
 * else the first free row.
 */
static int
row_of_block(const TableShape *shape, const Block *block, uint32 taken)
{
	int			by_heads = (block->heads + shape->columns - 1) / shape->columns - 1;

	if (by_heads >= 0 && by_heads < shape->rows && (~taken & row_bit(by_heads)))
		return by_heads;
	for (int i = 0; i < shape->rows; i++)
		if (block->rows & ~taken & row_bit(i))
			return i;
	for (int i = 0; i < shape->rows; i++)
		if (~taken & row_bit(i))
			return i;
	elog(ERROR, "no row left for a block");
}

static TableLine *
begin_whole(const ReadRow *row)
{
	const TableShape *shape = row->line.shape;
	TableLine  *whole = palloc0(sizeof(TableLine));

	whole->table = row->line.table;
	whole->shape = row->line.shape;
	whole->path = row->line.path;
	whole->name = row->line.name;
	whole->at = row->line.at;
	for (int block = 0; block < shape->rows; block++)
		line_add_row(whole, shape->row[block]);
	whole->ndata = shape->line_cells;
	return whole;
}

/* Joins the numbers of a whole line that are not on one line; returns NULL if their order is in doubt. */
static TableLine *
join_runs(List *rows, NoteList *notes)
{
	TableLine  *whole = begin_whole(linitial(rows));
	const TableShape *shape = whole->shape;
	const DataCell *in_order[LINE_CELLS_MAX];
	Block		blocks[BLOCKS_MAX];
	bool		label_between = false;
	int			n = 0;
	int			holding = 0;
	ListCell   *lc;

	foreach(lc, rows)
	{
		const ReadRow *row = lfirst(lc);

		label_between = label_between || (n > 0 && row->rows != 0);
		for (int i = 0; i < row->line.ndata; i++)
			in_order[n++] = &row->line.data[i];
	}
	for (int block = 0; block < shape->rows; block++)
		if (is_block(shape, &in_order[block * shape->columns]))
			holding++;
	if (holding < shape->rows && find_blocks(shape, rows, blocks))
	{
		uint32		taken = 0;

		for (int i = 0; i < shape->rows; i++)
		{
			int			block = row_of_block(shape, &blocks[i], taken);

			taken |= row_bit(block);
			for (int cell = 0; cell < shape->columns; cell++)
				in_order[block * shape->columns + cell] = blocks[i].data[cell];
		}
		note_add(notes, "row_order", whole->path, in_order[0]->text, in_order[0]->len, NULL,
				 SURE_BY_RULE, whole->at,
				 psprintf("%s：各数与表头不在一处，按各总计等于分项之和以及表头的顺序读取。",
						  whole->name));
	}
	else if (holding < shape->rows &&
			 (label_between || ((ReadRow *) linitial(rows))->line.ndata < 2 * shape->columns))
		return NULL;
	for (int i = 0; i < shape->line_cells; i++)
		whole->data[i] = *in_order[i];
	return whole;
}

static void
note_unassigned(const ReadRow *row, NoteList *notes)
{
	const TableLine *line = &row->line;

	note_add(notes, "header", line->path, line->data[0].text, line->data[0].len, NULL,
			 SURE_AMBIGUOUS, line->at,
			 psprintf("%s：表头与格式不符，从“%s”起的各数属于哪一列无法判断，留空。",
					  line->name, note_quote(line->data[0].text, line->data[0].len)));
}

/*
 * Does a line that keeps its empty cells have all of them?  Some total must be
 * the sum of its results, and no total fail.
 */
static bool
keeps_cells(const ReadRow *row)
{
	const TableLine *line = &row->line;
	const TableShape *shape = line->shape;
	int			holding = 0;

	if (row->in_lines || line->ndata != shape->line_cells)
		return false;
	for (int i = 0; i < line->ndata; i++)
		if (data_is_empty(&line->data[i]) && !line->data[i].is_cell && !line->data[i].own_line)
			return false;
	for (int at = 0; at < line->ndata; at += shape->columns)
	{
		ReadEvidence	sum = line_sum(line, at, shape->columns, BLANKS_NOTHING);

		if (sum == EVIDENCE_FAILS)
			return false;
		/* a zero among empty cells is the sum of any */
		if (sum == EVIDENCE_HOLDS && (!data_is_zero(&line->data[at + shape->total]) ||
									  line_sum(line, at, shape->columns, BLANKS_OPEN) == EVIDENCE_HOLDS))
			holding++;
	}
	return holding > 0;
}

/*
 * Puts the empty cells that stand before the first number into the line if with
 * them, and sums to prove it, it has all its cells.  Returns false if it would have
 * them and nothing proves it: they may also be pipes at the margin.
 */
static bool
settle_lead(ReadRow *row)
{
	TableLine  *line = &row->line;
	TableLine	before = *line;
	const int	all = line->shape->line_cells;

	if (row->lead == 0)
		return true;
	while (line->ndata + row->lead > all && line->ndata > 0 && data_is_empty(&line->data[line->ndata - 1]))
		line->ndata--;
	if (line->ndata + row->lead != all)
	{
		line->ndata = before.ndata;
		return true;
	}
	memmove(&line->data[row->lead], line->data, line->ndata * sizeof(DataCell));
	line->ndata = 0;
	for (int i = 0; i < row->lead; i++)
		row_add_blank(row, (Span) {line->at, line->at})->own_line = true;
	line->ndata = all;
	if (keeps_cells(row))
		return true;
	*line = before;
	return false;
}

/* Does a line hold all the cells of the table, whatever its head? */
static bool
holds_all_cells(const ReadRow *row)
{
	const TableLine *line = &row->line;
	const TableShape *shape = line->shape;
	int			n = line->ndata;

	for (int i = 0; i < n; i++)
		if (line->data[i].is_run)
			return true;
	while (n > shape->line_cells && data_is_empty(&line->data[n - 1]))
		n--;
	return n == shape->line_cells && !line->overflow &&
		(line_count_filled(line) == n || header_repeats_form(shape, &row->header, shape->rows) || keeps_cells(row));
}

/*
 * Numbers one below the other: is no block's sum right?  One or two wrong sums
 * are the office's mistake; three mean that the numbers came in another order.
 */
static bool
is_scrambled(const ReadRow *row)
{
	const TableShape *shape = row->line.shape;

	if (!row->in_lines || row->on_one_line || line_count_filled(&row->line) != shape->line_cells)
		return false;
	for (int at = 0; at < shape->line_cells; at += shape->columns)
		if (line_sum(&row->line, at, shape->columns, BLANKS_OPEN) != EVIDENCE_FAILS)
			return false;
	return true;
}

/* Is this the only line with numbers in the table? */
static bool
is_alone(const Tables *tables, const ReadRow *row)
{
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		const ReadRow *other = lfirst(lc);

		if (other != row && other->above != row && other->line.table == row->line.table && row_is_filled(other))
			return false;
	}
	return true;
}

/* Are all heads there, rows or columns in another order than the form's?  In plain text they come in any order. */
static bool
heads_are_moved(const ReadRow *row)
{
	const TableShape *shape = row->line.shape;

	if (row->in_lines || row->header.n != shape->line_cells)
		return false;
	for (int i = 0; i < row->header.n; i++)
		if (row->header.cell[i].column < 0)
			return false;
	return row->rows_moved || !header_repeats_form(shape, &row->header, shape->rows);
}

static List *
assign_table(const Tables *tables, TableId table, NoteList *notes)
{
	const TableShape *shape = tables->shape[table];
	List	   *lines = NIL;
	List	   *runs = NIL;
	uint32		taken = 0;
	int			ncells = 0;
	bool		all_filled = true;
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		ReadRow    *row = lfirst(lc);

		if (row->line.table != table || !row_is_filled(row))
			continue;
		if (!settle_lead(row) || is_scrambled(row) || heads_are_moved(row))
			note_unassigned(row, notes);
		else if (taken == 0 && holds_all_cells(row) &&
			(!row->in_lines || row->on_one_line || is_alone(tables, row)))
		{
			for (int block = 0; block < shape->rows; block++)
				line_add_row(&row->line, shape->row[block]);
			taken = row_bit(shape->rows) - 1;
			lines = lappend(lines, &row->line);
		}
		else if (header_is_sure(row) && assign_by_header(row, &taken))
			lines = lappend(lines, &row->line);
		else
		{
			runs = lappend(runs, row);
			ncells += row->line.ndata;
			all_filled = all_filled && line_count_filled(&row->line) == row->line.ndata;
		}
	}
	if (taken == 0 && ncells == shape->line_cells && all_filled)
	{
		TableLine  *whole = join_runs(runs, notes);

		if (whole != NULL)
			return lappend(lines, whole);
	}
	foreach(lc, runs)
		if (!join_wrapped_row(lfirst(lc)))
			note_unassigned(lfirst(lc), notes);
	return lines;
}

List *
assign_abreast(const Tables *tables, NoteList *notes)
{
	List	   *lines = NIL;

	for (int table = 0; table < TABLE_COUNT; table++)
		if (shape_is(table, SHAPE_ABREAST))
			lines = list_concat(lines, assign_table(tables, table, notes));
	return lines;
}
