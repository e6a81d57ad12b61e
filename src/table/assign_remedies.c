/*
 * assign_remedies.c
 *	  Which cells the numbers of table 四 stand for.
 *
 * The form prints the rows of this table as heads over its columns, and a single
 * line of fifteen numbers.  Damage that is mended here:
 *
 *  - the table split into one for each row, or written as rows
 *  - the line broken up by pieces of its head, in any order: then totals must be
 *    sums of their neighbours
 */
#include "postgres.h"

#include "table/assign_remedies.h"
#include "table/evidence.h"
#include "table/table_rows.h"
#include "table/wrapped.h"

#define ROW_FIRST		ROW_remedies_reconsideration
#define BLOCKS			3		/* rows of the table */
#define BLOCK_CELLS		5
#define PARTS			(BLOCK_CELLS - 1)	/* results that add up to the total */

StaticAssertDecl(BLOCKS * BLOCK_CELLS == LINE_CELLS_MAX, "table 四 is one line");

static inline uint32
row_bit(int block)
{
	return (uint32) 1 << block;
}

/* Assigns the cells of a row, in the order of the form. */
static void
assign_block(TableLine *line, int block)
{
	for (int column = 0; column < COLUMN_COUNT; column++)
		if (cell_at(ROW_FIRST + block, column) >= 0)
			line_add_cell(line, cell_at(ROW_FIRST + block, column), NULL);
}

static int
count_blocks(uint32 rows)
{
	return pg_popcount32(rows);
}

/* Do the recognised columns repeat the order of the form?  One label may be lost. */
static bool
header_repeats_form(const Header *header, int nblocks)
{
	int			columns[COLUMN_COUNT];
	int			ncolumns = 0;
	int			at = -1;

	for (int column = 0; column < COLUMN_COUNT; column++)
		if (cell_at(ROW_FIRST, column) >= 0)
			columns[ncolumns++] = column;
	if (header->n > HEADER_MAX || header->n > nblocks * BLOCK_CELLS ||
		header->n <= (nblocks - 1) * BLOCK_CELLS)
		return false;
	for (int i = 0; i < header->n; i++)
	{
		int			steps = 0;

		while (steps < ncolumns && header->cell[i].column != columns[(at + 1 + steps) % ncolumns])
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
	int			nblocks = count_blocks(row->rows);
	bool		named_alone = nblocks == 1 && row->header.n == 0 &&
		line_count_filled(&row->line) == BLOCK_CELLS;

	if (nblocks == 0 || (row->rows & *taken) != 0 ||
		(!named_alone && !header_repeats_form(&row->header, nblocks)))
		return false;
	for (int block = 0; block < BLOCKS; block++)
		if (row->rows & row_bit(block))
			assign_block(&row->line, block);
	*taken |= row->rows;
	return true;
}

static bool
value_of(const DataCell *data, int64 *value)
{
	return data_is_number(data) &&
		quantity_fits(&data->quantity, CELL_remedies_reconsideration_total, AMOUNT_SHIFT, value);
}

/* Is the fifth number the sum of the four before it? */
static bool
is_block(const DataCell *const *data)
{
	int128		sum = 0;
	int64		value;

	for (int i = 0; i < BLOCK_CELLS; i++)
	{
		if (!value_of(data[i], &value))
			return false;
		sum += i < PARTS ? value : -value;
	}
	return sum == 0;
}

/* Can the header be relied on?  In plain text only if all totals are sums. */
static bool
header_is_sure(const ReadRow *row)
{
	const DataCell *block[BLOCK_CELLS];

	if (!row->in_lines)
		return true;
	if (row->line.ndata != count_blocks(row->rows) * BLOCK_CELLS)
		return false;
	for (int at = 0; at < row->line.ndata; at += BLOCK_CELLS)
	{
		for (int i = 0; i < BLOCK_CELLS; i++)
			block[i] = &row->line.data[at + i];
		if (!is_block(block))
			return false;
	}
	return true;
}

/* Four results and their total. */
typedef struct Block
{
	const DataCell *data[BLOCK_CELLS];	/* the total, last, is NULL until found */
	uint32		rows;			/* labels of rows since the previous block */
	int			heads;			/* labels of columns before the block */
} Block;

/* Finds the total of a block that has lost it, among those that stand alone. */
static bool
find_total(Block *block, const DataCell **totals, int ntotals)
{
	for (int i = 0; i < ntotals; i++)
	{
		block->data[PARTS] = totals[i];
		if (totals[i] != NULL && is_block(block->data))
		{
			totals[i] = NULL;
			return true;
		}
	}
	return false;
}

/*
 * Divides the runs of numbers into blocks.  A run stands between two pieces of
 * the head.  It holds four results, or five numbers with the total, or several
 * such blocks, or a total alone, or part of a block that the next run completes.
 */
static bool
find_blocks(List *rows, Block *blocks)
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
		if (npiece == 0 && line->ndata == 1)
		{
			totals[ntotals++] = &line->data[0];
			continue;
		}
		if (npiece == 0)
			heads = row->heads_before;
		if (npiece + line->ndata > LINE_CELLS_MAX)
			return false;
		for (int i = 0; i < line->ndata; i++)
			piece[npiece++] = &line->data[i];
		if (npiece != PARTS && npiece % BLOCK_CELLS != 0)
			continue;
		for (int at = 0; at < npiece; at += BLOCK_CELLS)
		{
			Block	   *block = &blocks[n];

			if (n == BLOCKS)
				return false;
			memset(block, 0, sizeof(Block));
			for (int i = 0; i < Min(npiece - at, BLOCK_CELLS); i++)
				block->data[i] = piece[at + i];
			if (npiece - at >= BLOCK_CELLS && !is_block(block->data))
				return false;
			block->rows = seen;
			block->heads = heads;
			seen = 0;
			n++;
		}
		npiece = 0;
	}
	if (n != BLOCKS || npiece != 0)
		return false;
	for (int i = 0; i < n; i++)
		if (blocks[i].data[PARTS] == NULL && !find_total(&blocks[i], totals, ntotals))
			return false;
	return true;
}

/*
 * Returns the row of a block.  It is the row whose column labels were the last to
 * precede it; else the first free row whose label came since the previous block;
 * else the first free row.
 */
static int
row_of_block(const Block *block, uint32 taken)
{
	int			by_heads = (block->heads + BLOCK_CELLS - 1) / BLOCK_CELLS - 1;

	if (by_heads >= 0 && by_heads < BLOCKS && (~taken & row_bit(by_heads)))
		return by_heads;
	for (int i = 0; i < BLOCKS; i++)
		if (block->rows & ~taken & row_bit(i))
			return i;
	for (int i = 0; i < BLOCKS; i++)
		if (~taken & row_bit(i))
			return i;
	elog(ERROR, "no row left for a block");
}

static TableLine *
begin_whole(const ReadRow *row)
{
	TableLine  *whole = palloc0(sizeof(TableLine));

	whole->table = TABLE_remedies;
	whole->path = row->line.path;
	whole->name = row->line.name;
	whole->at = row->line.at;
	for (int block = 0; block < BLOCKS; block++)
		assign_block(whole, block);
	whole->ndata = LINE_CELLS_MAX;
	return whole;
}

/* Joins fifteen numbers that are not on one line; returns NULL if their order is in doubt. */
static TableLine *
join_runs(List *rows, NoteList *notes)
{
	TableLine  *whole = begin_whole(linitial(rows));
	const DataCell *in_order[LINE_CELLS_MAX];
	Block		blocks[BLOCKS];
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
	for (int block = 0; block < BLOCKS; block++)
		if (is_block(&in_order[block * BLOCK_CELLS]))
			holding++;
	if (holding < BLOCKS && find_blocks(rows, blocks))
	{
		uint32		taken = 0;

		for (int i = 0; i < BLOCKS; i++)
		{
			int			block = row_of_block(&blocks[i], taken);

			taken |= row_bit(block);
			for (int cell = 0; cell < BLOCK_CELLS; cell++)
				in_order[block * BLOCK_CELLS + cell] = blocks[i].data[cell];
		}
		note_add(notes, "row_order", whole->path, in_order[0]->text, in_order[0]->len, NULL,
				 SURE_BY_RULE, whole->at,
				 psprintf("%s：各数与表头不在一处，按各总计等于分项之和以及表头的顺序读取。",
						  whole->name));
	}
	else if (holding < BLOCKS &&
			 (label_between || ((ReadRow *) linitial(rows))->line.ndata < 2 * BLOCK_CELLS))
		return NULL;
	for (int i = 0; i < LINE_CELLS_MAX; i++)
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
 * Does a line that keeps its empty cells have all fifteen?  Some total must be
 * the sum of its results, and no total fail.
 */
static bool
keeps_cells(const ReadRow *row)
{
	const TableLine *line = &row->line;
	int			holding = 0;

	if (row->in_lines || line->ndata != LINE_CELLS_MAX)
		return false;
	for (int at = 0; at < LINE_CELLS_MAX; at += BLOCK_CELLS)
	{
		const Quantity *number[BLOCK_CELLS];
		bool		filled = true;
		Evidence	sum;

		for (int i = 0; i < BLOCK_CELLS; i++)
		{
			const DataCell *data = &line->data[at + i];

			if (data_is_empty(data) && !data->is_cell && !data->own_line)
				return false;
			filled = filled && data_is_number(data);
			number[i] = &data->quantity;
		}
		sum = evidence_of_sum(number, BLOCK_CELLS, PARTS, CELL_remedies_reconsideration_total, BLANKS_NOTHING);
		if (sum == EVIDENCE_FAILS)
			return false;
		/* a zero among empty cells is the sum of any */
		if (sum == EVIDENCE_HOLDS && (filled || !data_is_zero(&line->data[at + PARTS])))
			holding++;
	}
	return holding > 0;
}

/*
 * Puts the empty cells that stand before the first number into the line if with
 * them, and sums to prove it, it has all its cells; else they were pipes at the
 * margin.
 */
static void
settle_lead(ReadRow *row)
{
	TableLine  *line = &row->line;
	TableLine	before = *line;

	if (row->lead == 0)
		return;
	while (line->ndata + row->lead > LINE_CELLS_MAX && line->ndata > 0 && data_is_empty(&line->data[line->ndata - 1]))
		line->ndata--;
	if (line->ndata + row->lead != LINE_CELLS_MAX)
	{
		line->ndata = before.ndata;
		return;
	}
	memmove(&line->data[row->lead], line->data, line->ndata * sizeof(DataCell));
	line->ndata = 0;
	for (int i = 0; i < row->lead; i++)
		row_add_blank(row, (Span) {line->at, line->at})->own_line = true;
	line->ndata = LINE_CELLS_MAX;
	if (!keeps_cells(row))
		*line = before;
}

/* Does a line hold all the cells of the table, whatever its head? */
static bool
holds_all_cells(const ReadRow *row)
{
	const TableLine *line = &row->line;
	int			n = line->ndata;

	for (int i = 0; i < n; i++)
		if (line->data[i].is_run)
			return true;
	while (n > LINE_CELLS_MAX && data_is_empty(&line->data[n - 1]))
		n--;
	return n == LINE_CELLS_MAX && !line->overflow &&
		(line_count_filled(line) == n || header_repeats_form(&row->header, BLOCKS) || keeps_cells(row));
}

/*
 * Numbers one below the other: is no block's sum right?  One or two wrong sums
 * are the office's mistake; three mean that the numbers came in another order.
 */
static bool
is_scrambled(const ReadRow *row)
{
	if (!row->in_lines || row->on_one_line || line_count_filled(&row->line) != LINE_CELLS_MAX)
		return false;
	for (int at = 0; at < LINE_CELLS_MAX; at += BLOCK_CELLS)
	{
		const DataCell *block[BLOCK_CELLS];

		for (int i = 0; i < BLOCK_CELLS; i++)
		{
			block[i] = &row->line.data[at + i];
			if (!data_is_number(block[i]))
				return false;
		}
		if (is_block(block))
			return false;
	}
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

		if (other != row && other->above != row && other->line.table == TABLE_remedies && row_is_filled(other))
			return false;
	}
	return true;
}

List *
assign_remedies(const Tables *tables, int form, NoteList *notes)
{
	List	   *lines = NIL;
	List	   *runs = NIL;
	uint32		taken = 0;
	int			ncells = 0;
	bool		all_filled = true;
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		ReadRow    *row = lfirst(lc);

		if (row->line.table != TABLE_remedies || !row_is_filled(row))
			continue;
		settle_lead(row);
		if (is_scrambled(row))
			note_unassigned(row, notes);
		else if (taken == 0 && holds_all_cells(row) &&
			(!row->in_lines || row->on_one_line || is_alone(tables, row)))
		{
			for (int block = 0; block < BLOCKS; block++)
				assign_block(&row->line, block);
			taken = row_bit(BLOCKS) - 1;
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
	if (taken == 0 && ncells == LINE_CELLS_MAX && all_filled)
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
