/*
 * layout.c
 *	  The print of the form: lines, columns and spans of its tables.
 *
 * The heads of a block and the labels of its lines are laid out alike.  Each
 * is a path of labels, from the outermost one inwards: 法人或其他组织, 商业企业.
 * Neighbours share a box as far as their paths agree, and the last label of a
 * path takes what is left of the depth.
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "layout/layout.h"

/* A label with all that may stand over it: caption, spanner, two groups, the label */
#define PATH_MAX_LABELS	5

/* Blocks of a table; heads of a line, 15 for the three rows of table 四 */
#define BLOCKS_MAX		16
#define HEADS_MAX		64

typedef enum Arrangement
{
	CAPTIONED, HEADED, ABREAST
} Arrangement;

/* the facts of cells.def, in the order of print */
typedef struct PrintFact
{
	enum
	{
		FACT_BLOCK, FACT_CORNER, FACT_SPANNER, FACT_HEAD, FACT_LINE
	}			kind;
	FormId		form;
	int			id;				/* table, column, row */
	int			extent;			/* arrangement, number of heads, width, or the group over a line */
	const char *label;
} PrintFact;

/* The group that the row is a member of. */
#define OWN_GROUP	(-1)

static const PrintFact print_facts[] = {
#define BLOCK(form, table, arrangement, caption) \
	{FACT_BLOCK, FORM_##form, TABLE_##table, arrangement, caption},
#define CORNER(form, table, label) {FACT_CORNER, FORM_##form, TABLE_##table, 0, label},
#define SPANNER(form, table, heads, label) \
	{FACT_SPANNER, FORM_##form, TABLE_##table, heads, label},
#define HEAD_AS(form, table, column, width, label) \
	{FACT_HEAD, FORM_##form, COLUMN_##table##_##column, width, label},
#define LINE_AS(form, table, row, label) \
	{FACT_LINE, FORM_##form, ROW_##table##_##row, OWN_GROUP, label},
#define LINE_UNDER(form, table, row, group) \
	{FACT_LINE, FORM_##form, ROW_##table##_##row, GROUP_##group, NULL},
#include "figures/cells.def"
};

const char *const box_kind_name[BOX_KIND_COUNT] = {
	[BOX_CAPTION] = "caption",
	[BOX_HEAD] = "head",
	[BOX_LABEL] = "label",
	[BOX_CELL] = "cell",
};

/* The blocks that one caption has in some forms, made one. */
typedef struct PrintBlock
{
	TableId		table;
	Arrangement arrangement;
	const char *caption;
	const char *corner;
	int			nheads;
	struct
	{
		ColumnId	column;
		int			width;
		const char *spanner;
	}			head[COLUMN_COUNT];
	CellSet		cells;			/* that a value has in it */
} PrintBlock;

/* Lines or columns of a block, with the labels that stand by or over them. */
typedef struct Entry
{
	int			nlabels;
	const char *label[PATH_MAX_LABELS];
	int			width;
	RowId		row;
	ColumnId	column;
} Entry;

typedef struct Axis
{
	int			n;
	int			depth;			/* labels of the longest path */
	Entry		entry[HEADS_MAX];
} Axis;

StaticAssertDecl(ROW_COUNT <= HEADS_MAX, "a block may have all rows as its lines");

static Layout *form_print[FORM_COUNT];

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/*
 * Puts the blocks of a form into a list of blocks: a block or a head that is
 * not yet there comes after the one that precedes it in the form.
 */
static int
merge_blocks(FormId form, PrintBlock *list, int nlist)
{
	PrintBlock	   *block = NULL;
	int			next = 0;		/* place of the next block */
	int			next_head = 0;
	int			spanned = 0;
	const char *spanner = NULL;

	for (int i = 0; i < lengthof(print_facts); i++)
	{
		const PrintFact *fact = &print_facts[i];
		int			at = 0;

		if (fact->form != form)
			continue;
		switch (fact->kind)
		{
			case FACT_BLOCK:
				while (at < nlist && (list[at].table != fact->id ||
									  list[at].arrangement != fact->extent ||
									  !same_text(list[at].caption, fact->label)))
					at++;
				if (at == nlist)
				{
					at = next;
					if (nlist++ == BLOCKS_MAX)
						elog(ERROR, "cells.def: too many blocks");
					memmove(&list[at + 1], &list[at], (nlist - 1 - at) * sizeof(PrintBlock));
					memset(&list[at], 0, sizeof(PrintBlock));
					list[at].table = fact->id;
					list[at].arrangement = fact->extent;
					list[at].caption = fact->label;
				}
				block = &list[at];
				next = at + 1;
				next_head = spanned = 0;
				break;
			case FACT_CORNER:
				block->corner = fact->label;
				break;
			case FACT_SPANNER:
				spanner = fact->label;
				spanned = fact->extent;
				break;
			case FACT_HEAD:
				while (at < block->nheads && block->head[at].column != fact->id)
					at++;
				if (at == block->nheads)
				{
					at = next_head;
					memmove(&block->head[at + 1], &block->head[at],
							(block->nheads++ - at) * sizeof(block->head[0]));
					block->head[at].column = fact->id;
					block->head[at].width = fact->extent;
					block->head[at].spanner = spanned > 0 ? spanner : NULL;
				}
				if (spanned > 0)
					spanned--;
				next_head = at + 1;
				break;
			case FACT_LINE:
				break;
		}
	}
	return nlist;
}

/* The group over a row in the print of a form. */
static GroupId
group_over(FormId form, RowId row)
{
	for (int i = 0; i < lengthof(print_facts); i++)
		if (print_facts[i].kind == FACT_LINE && print_facts[i].form == form &&
			print_facts[i].id == row && print_facts[i].extent != OWN_GROUP)
			return print_facts[i].extent;
	return row_info[row].group;
}

static void
entry_add(Entry *entry, const char *label)
{
	if (entry->nlabels == PATH_MAX_LABELS)
		elog(ERROR, "cells.def: labels stand too deep in each other");
	entry->label[entry->nlabels++] = label;
}

static void
add_groups(Entry *entry, GroupId group, const char *row_label)
{
	if (group == GROUP_none)
		return;
	add_groups(entry, group_info[group].parent, row_label);
	/* a row that is all of its group carries the group's label itself */
	if (!same_text(group_info[group].label, row_label))
		entry_add(entry, group_info[group].label);
}

static void
add_row_labels(Entry *entry, FormSet forms, RowId row)
{
	FormId		form = form_printing_row(forms, row);
	const char *label = row_label(form, row);

	add_groups(entry, group_over(form, row), label);
	entry_add(entry, label);
}

static Entry *
axis_add(Axis *axis)
{
	if (axis->n == HEADS_MAX)
		elog(ERROR, "cells.def: a line is too long");
	return memset(&axis->entry[axis->n++], 0, sizeof(Entry));
}

static void
axis_measure(Axis *axis)
{
	axis->depth = 0;
	for (int i = 0; i < axis->n; i++)
		axis->depth = Max(axis->depth, axis->entry[i].nlabels);
}

/* Do two entries share the box at a level? */
static bool
shares_box(const Entry *a, const Entry *b, int level)
{
	if (a->nlabels <= level + 1 || b->nlabels <= level + 1)
		return false;
	for (int i = 0; i <= level; i++)
		if (!same_text(a->label[i], b->label[i]))
			return false;
	return true;
}

/* Returns how many entries share the box that begins at one of them, 0 if none begins. */
static int
axis_box(const Axis *axis, int at, int level)
{
	const Entry *entry = &axis->entry[at];
	int			n = 1;

	if (entry->nlabels <= level || (at > 0 && shares_box(entry - 1, entry, level)))
		return 0;
	while (at + n < axis->n && shares_box(entry, entry + n, level))
		n++;
	return n;
}

/* The levels that a label takes. */
static int
label_extent(const Axis *axis, const Entry *entry, int level)
{
	return level + 1 == entry->nlabels ? axis->depth - level : 1;
}

/* The row's or the head's cell in the block, or -1. */
static int
block_cell(const PrintBlock *block, RowId row, ColumnId column)
{
	int			cell = cell_at(row, column);

	return cell >= 0 && cellset_has(&block->cells, cell) ? cell : -1;
}

/* The heads that hold a cell: of the row, or of any if it is -1. */
static void
add_heads(const PrintBlock *block, FormSet forms, int row, Axis *axis)
{
	for (int i = 0; i < block->nheads; i++)
	{
		ColumnId	column = block->head[i].column;
		Entry	   *entry;
		int			cell = -1;

		for (int r = 0; r < ROW_COUNT && cell < 0; r++)
			if (row < 0 || r == row)
				cell = block_cell(block, r, column);
		if (cell < 0)
			continue;
		entry = axis_add(axis);
		entry->row = row;
		entry->column = column;
		entry->width = block->head[i].width;
		if (block->arrangement == HEADED && block->caption != NULL)
			entry_add(entry, block->caption);
		if (row >= 0)
			add_row_labels(entry, forms, row);
		if (block->head[i].spanner != NULL)
			entry_add(entry, block->head[i].spanner);
		entry_add(entry, column_label(form_printing(forms, cell), cell));
	}
}

static bool
block_has_row(const PrintBlock *block, RowId row)
{
	for (int column = 0; column < COLUMN_COUNT; column++)
		if (block_cell(block, row, column) >= 0)
			return true;
	return false;
}

/* Lines go down, columns across; of rows that stand abreast there is one line without a label. */
static void
block_axes(const PrintBlock *block, FormSet forms, Axis *lines, Axis *columns)
{
	const FormLayout *order = form_layout(forms);

	lines->n = columns->n = 0;
	for (int i = 0; i < ROW_COUNT; i++)
	{
		RowId		row = order->row[i];

		if (!block_has_row(block, row))
			continue;
		if (block->arrangement == ABREAST)
			add_heads(block, forms, row, columns);
		else
		{
			Entry	   *entry = axis_add(lines);

			entry->row = row;
			add_row_labels(entry, forms, row);
		}
	}
	if (block->arrangement == ABREAST)
		axis_add(lines);
	else
		add_heads(block, forms, -1, columns);
	axis_measure(lines);
	axis_measure(columns);
}

static int
axis_width(const Axis *axis)
{
	int			width = 0;

	for (int i = 0; i < axis->n; i++)
		width += axis->entry[i].width;
	return width;
}

static LayoutBox *
add_box(TableLayout *table, BoxKind kind, int column, int line_span, int column_span, const char *text)
{
	LayoutBox  *box = &table->box[table->nboxes++];

	box->kind = kind;
	box->line = table->lines;
	box->column = column;
	box->line_span = line_span;
	box->column_span = column_span;
	box->text = text;
	box->cell = -1;
	return box;
}

/* "stub": columns taken by the labels of lines */
static void
add_block(TableLayout *table, const PrintBlock *block, Axis *lines, Axis *columns, int stub)
{
	if (block->arrangement == CAPTIONED && block->caption != NULL)
	{
		table->lines++;
		add_box(table, BOX_CAPTION, 1, 1, table->columns, block->caption);
	}
	else if (table->lines == 0)
		table->head_lines = columns->depth;

	/* a block of fewer columns than another is as wide */
	columns->entry[columns->n - 1].width += table->columns - stub - axis_width(columns);

	for (int level = 0; level < columns->depth; level++)
	{
		int			column = stub + 1;

		table->lines++;
		if (level == 0 && stub > 0)
			add_box(table, BOX_HEAD, 1, columns->depth, stub, block->corner ? block->corner : "");
		for (int i = 0; i < columns->n; i++)
		{
			const Entry *entry = &columns->entry[i];
			int			n = axis_box(columns, i, level);
			int			width = 0;

			for (int k = 0; k < n; k++)
				width += entry[k].width;
			if (n > 0)
				add_box(table, BOX_HEAD, column, label_extent(columns, entry, level), width,
						entry->label[level]);
			column += entry->width;
		}
	}
	lines->depth = Max(lines->depth, stub);
	for (int i = 0; i < lines->n; i++)
	{
		const Entry *line = &lines->entry[i];
		int			column = stub + 1;

		table->lines++;
		for (int level = 0; level < line->nlabels; level++)
		{
			int			n = axis_box(lines, i, level);

			if (n > 0)
				add_box(table, BOX_LABEL, level + 1, n, label_extent(lines, line, level),
						line->label[level]);
		}
		for (int k = 0; k < columns->n; k++)
		{
			const Entry *head = &columns->entry[k];
			LayoutBox  *box = add_box(table, BOX_CELL, column, 1, head->width, NULL);

			box->cell = block_cell(block, block->arrangement == ABREAST ? head->row : line->row, head->column);
			column += head->width;
		}
	}
}

/* Boxes of a block: its cells, also those that are not asked for, its labels and heads, corner and caption */
static int
boxes_of(const Axis *lines, const Axis *columns)
{
	return lines->n * (columns->n + PATH_MAX_LABELS) + columns->n * PATH_MAX_LABELS + 2;
}

static Layout *
make_print(FormSet forms, const CellSet *cells)
{
	Layout	   *layout = palloc0(sizeof(Layout));
	PrintBlock	   *blocks = palloc(BLOCKS_MAX * sizeof(PrintBlock));
	Axis	   *lines = palloc(BLOCKS_MAX * sizeof(Axis));
	Axis	   *columns = palloc(BLOCKS_MAX * sizeof(Axis));
	int			stub[TABLE_COUNT] = {0};
	int			boxes[TABLE_COUNT] = {0};
	int			n = 0;

	for (int pass = 0; pass < 2; pass++)
		for (int form = 0; form < FORM_COUNT; form++)
			if (((forms & FORM_BIT(form)) != 0) == (pass == 0))
				n = merge_blocks(form, blocks, n);

	for (int cell = cellset_next(cells, 0); cell >= 0 && cell < CELL_COUNT; cell = cellset_next(cells, cell + 1))
	{
		RowId		row = cell_info[cell].row;
		const char *caption = block_caption(form_printing(forms, cell), row);

		for (int i = 0; i < n; i++)
			if (blocks[i].table == row_info[row].table && same_text(blocks[i].caption, caption))
				cellset_add(&blocks[i].cells, cell);
	}
	for (int i = 0; i < n; i++)
	{
		TableId		table = blocks[i].table;

		block_axes(&blocks[i], forms, &lines[i], &columns[i]);
		if (columns[i].n == 0)
			continue;
		stub[table] = Max(stub[table], lines[i].depth);
		boxes[table] += boxes_of(&lines[i], &columns[i]);
	}
	for (int i = 0; i < n; i++)
		if (columns[i].n > 0)
			layout->table[blocks[i].table].columns =
				Max(layout->table[blocks[i].table].columns, stub[blocks[i].table] + axis_width(&columns[i]));
	for (int table = 0; table < TABLE_COUNT; table++)
		layout->table[table].box = palloc(Max(boxes[table], 1) * sizeof(LayoutBox));
	for (int i = 0; i < n; i++)
		if (columns[i].n > 0)
			add_block(&layout->table[blocks[i].table], &blocks[i], &lines[i], &columns[i], stub[blocks[i].table]);
	pfree(blocks);
	pfree(lines);
	pfree(columns);
	return layout;
}

void
layout_init(void)
{
	MemoryContext caller = MemoryContextSwitchTo(TopMemoryContext);

	for (int form = 0; form < FORM_COUNT; form++)
		form_print[form] = make_print(FORM_BIT(form), &form_layout(FORM_BIT(form))->asked);
	MemoryContextSwitchTo(caller);
}

const Layout *
layout_of(FormSet forms, const CellSet *cells)
{
	for (int form = 0; form < FORM_COUNT; form++)
		if (forms == FORM_BIT(form) &&
			memcmp(cells, &form_layout(forms)->asked, sizeof(CellSet)) == 0)
			return form_print[form];
	return make_print(forms, cells);
}
