/*
 * label_book.c
 *	  The labels of the forms, and which of them a label on a page is.
 */
#include "postgres.h"

#include "port/pg_bitutils.h"

#include "table/label_book.h"
#include "table/shape.h"
#include "table/thresholds.h"

static bool
reads_alike(const Label *a, const Label *b)
{
	return reading_distance(&a->full, &b->full, 0) == 0;
}

/* Returns how many edits a misprint of an entry may have. */
static int
edits_allowed(const LabelEntry *entry)
{
	return label_misprints_allowed(entry->label.bare.n > 0 ? &entry->label.bare : &entry->label.full);
}

/* As edits_allowed(), for the row that the form prints next. */
static int
edits_allowed_next(const LabelEntry *entry)
{
	return entry->label.bare.n >= NEXT_ROW_MIN ? entry->label.bare.n / NEXT_ROW_EDITS_OF + 1 : edits_allowed(entry);
}

static void
book_add(LabelBook *book, int size, LabelKind kind, TableId table, int id, const char *text)
{
	LabelEntry *entry = &book->entry[book->n];
	Label		label;

	label_read(text, strlen(text), &label);
	for (int i = 0; i < book->n; i++)
	{
		const LabelEntry *other = &book->entry[i];

		/* a group of one row has that row's label, and the rows of a block share a caption */
		if (other->table == table &&
			(other->kind == kind ? other->id == id || kind == LABEL_CAPTION : kind == LABEL_GROUP) &&
			reading_distance(&other->label.full, &label.full, 0) == 0)
			return;
	}
	if (book->n == size)
		elog(ERROR, "too many labels");
	book->n++;
	entry->kind = kind;
	entry->table = table;
	entry->id = id;
	entry->text = text;
	entry->is_variant = entry->is_first = false;
	entry->label = label;
	book->key[book->n - 1] = (LabelKey) {
		.full_set = label.full.set,
		.bare_set = label.bare.set,
		.full_n = label.full.n,
		.bare_n = label.bare.n,
		.allowed = Max(edits_allowed(entry), kind == LABEL_ROW ? edits_allowed_next(entry) : 0),
	};
	entry->next = -1;
	if (label.full.n > 0)
	{
		int		   *first = &book->first[label.full.point[0] % BOOK_FIRST];

		entry->next = *first;
		*first = book->n - 1;
	}
}

/* Labels of all forms, with their variants */
#define BOOK_MAX	256

/* Another word in a header. */
static void
book_add_stub(LabelBook *book, TableId table, bool is_first, const char *text)
{
	int			n = book->n;

	book_add(book, BOOK_MAX, LABEL_STUB, table, is_first, text);
	if (book->n > n)
		book->entry[n].is_first = is_first;
}

static void
fill_book(LabelBook *book)
{
	int			forms;

	book->n = 0;
	memset(book->first, -1, sizeof(book->first));
	for (int form = FORM_COUNT - 1; form >= 0; form--)
	{
		for (int row = 0; row < ROW_COUNT; row++)
			if (row_label(form, row) != NULL)
			{
				book_add(book, BOOK_MAX, LABEL_ROW, row_info[row].table, row, row_label(form, row));
				if (block_caption(form, row) != NULL && shape_is(row_info[row].table, SHAPE_CAPTIONED))
					book_add(book, BOOK_MAX, LABEL_CAPTION, row_info[row].table, row,
							 block_caption(form, row));
			}
		for (int cell = 0; cell < CELL_COUNT; cell++)
			if (column_label(form, cell) != NULL)
				book_add(book, BOOK_MAX, LABEL_COLUMN, column_info[cell_info[cell].column].table,
						 cell_info[cell].column, column_label(form, cell));
	}
	forms = book->n;
#define ROW_VARIANT(table, row, label) \
	book_add(book, BOOK_MAX, LABEL_ROW, TABLE_##table, ROW_##table##_##row, label);
#define COLUMN_VARIANT(table, column, label) \
	book_add(book, BOOK_MAX, LABEL_COLUMN, TABLE_##table, COLUMN_##table##_##column, label);
#include "page/page_words.def"
#undef ROW_VARIANT
#undef COLUMN_VARIANT
	for (int i = forms; i < book->n; i++)
		book->entry[i].is_variant = true;
#define CORNER(form, table, label) book_add_stub(book, TABLE_##table, true, label);
#define SPANNER(form, table, heads, label) book_add_stub(book, TABLE_##table, false, label);
#include "figures/cells.def"
	for (int group = GROUP_none + 1; group < GROUP_COUNT; group++)
		book_add(book, BOOK_MAX, LABEL_GROUP, group_info[group].table, group,
				 group_info[group].label);
}

const LabelBook *
label_book(void)
{
	static LabelEntry entry[BOOK_MAX];
	static LabelKey key[BOOK_MAX];
	static LabelBook book = {.entry = entry, .key = key};
	static bool filled = false;

	if (!filled)
		fill_book(&book);
	filled = true;
	return &book;
}

/*
 * "其他" and "总计" are columns of a table and also, if the number before them is
 * lost, rows of it: their place decides.
 */
static bool
fits_place(const LabelEntry *entry, const Label *label, const LabelContext *context)
{
	bool		short_label = entry->label.full.n <= 2 && shape_is(entry->table, SHAPE_HEADED);
	bool		among_rows = context->rows_begun && !context->in_header &&
		context->begins_line;

	if (!short_label)
		return true;
	if (entry->kind == LABEL_ROW)
		return label->mark != 0 ? label->mark == entry->label.mark : among_rows;
	if (entry->kind == LABEL_COLUMN)
		return label->mark == 0 && !among_rows;
	return true;
}

static bool
is_prefix(const Reading *prefix, const Reading *reading)
{
	return prefix->n >= LABEL_PREFIX_MIN && prefix->n < reading->n && reading_begins(reading, prefix);
}

static bool
sets_are_near(uint64 a, uint64 b, int most)
{
	return most == 0 ? a == b : pg_popcount64(a & ~b) <= most && pg_popcount64(b & ~a) <= most;
}

/* Can a label be this entry, misprinted or cut short?  Lengths and sets rule most out. */
static bool
may_be_entry(const LabelKey *key, const Label *label)
{
	int			most = key->allowed;

	if (label->full.n >= 0 && abs(label->full.n - key->full_n) <= most &&
		sets_are_near(label->full.set, key->full_set, most))
		return true;
	if (label->bare.n > 0 && key->bare_n > 0 && abs(label->bare.n - key->bare_n) <= most &&
		sets_are_near(label->bare.set, key->bare_set, most))
		return true;
	return label->full.n >= LABEL_PREFIX_MIN && label->full.n < key->full_n &&
		(label->full.set & ~key->full_set) == 0;
}

/*
 * The row that the form prints next, with its number, may be further away than
 * others, because the order of the rows speaks for it.  A table other than the
 * one at hand is entered only by an exact label, and not by one of a word or two.
 */
const LabelEntry *
label_book_find(const LabelBook *book, const Label *label, const LabelContext *context, bool *misprint)
{
	const LabelEntry *best = NULL;
	int			best_distance = LABEL_MAX;
	bool		doubtful = false;

	*misprint = false;
	if (label_is_empty(label))
		return NULL;
	for (int i = 0; i < book->n; i++)
	{
		const LabelEntry *entry = &book->entry[i];
		int			allowed;
		int			distance;

		if (!may_be_entry(&book->key[i], label) || !fits_place(entry, label, context))
			continue;
		allowed = edits_allowed(entry);
		if (context->table >= 0 && entry->table != context->table)
		{
			if (entry->label.full.n < OTHER_TABLE_MIN)
				continue;
			allowed = 0;
		}
		else if (entry->kind == LABEL_ROW && entry->id == context->next_row &&
				 label->mark != 0 && label->mark == entry->label.mark &&
				 entry->label.bare.n >= NEXT_ROW_MIN)
			allowed = edits_allowed_next(entry);
		distance = label_distance(&entry->label, label, allowed);
		if (distance > allowed && is_prefix(&label->full, &entry->label.full))
			distance = LABEL_MAX - 1;
		else if (distance > allowed)
			continue;
		if (distance > best_distance)
			continue;
		if (best != NULL && distance == best_distance)
		{
			/* prefer the table at hand */
			if (best->table == context->table && entry->table != context->table)
				continue;
			if (best->kind == entry->kind && best->id == entry->id && best->table == entry->table)
				continue;
			/* prefer an entry that reads alike in full, remarks included */
			if (reads_alike(&best->label, label) != reads_alike(&entry->label, label))
			{
				if (reads_alike(&entry->label, label))
				{
					best = entry;
					doubtful = false;
				}
				continue;
			}
			doubtful = !(entry->table == context->table && best->table != context->table);
		}
		else
			doubtful = false;
		best = entry;
		best_distance = distance;
	}
	if (best == NULL || doubtful)
		return NULL;
	*misprint = best_distance > 0 || best->is_variant;
	if (!*misprint && best->label.full.n != best->label.bare.n)
	{
		/* the form's own remark, misprinted */
		int			most = best->label.full.n / REMARK_EDITS_OF;
		int			distance = reading_distance(&best->label.full, &label->full, most);

		*misprint = distance > 0 && distance <= most;
	}
	return best;
}

/* Returns where the reading ends that the text begins with, or NULL if it does not. */
static const char *
reading_at(const Reading *reading, const char *text, const char *end)
{
	for (int i = 0; i < reading->n;)
	{
		pg_wchar	point;

		if (text >= end)
			return NULL;
		point = fold_label_point(next_code_point(&text, end));
		if (!is_label_point(point))
			continue;
		if (point != reading->point[i++])
			return NULL;
	}
	return text;
}

const LabelEntry *
label_book_at(const LabelBook *book, const char *text, const char *end,
			  const LabelContext *context, const char **behind)
{
	const LabelEntry *best = NULL;
	Label		label;
	int			skip = label_read_mark(text, end, &label);
	const char *p;
	pg_wchar	first = 0;

	for (; text < end && skip > 0; skip--)
	{
		while (text < end && is_blank_point(next_code_point(&text, end)))
			;
	}
	/* not far: callers try each place of a text, and would scan it again and again */
	p = text;
	for (int i = 0; i < LABEL_LEAD_MAX && p < end && !is_label_point(first); i++)
		first = fold_label_point(next_code_point(&p, end));
	if (!is_label_point(first))
		return NULL;
	for (int i = book->first[first % BOOK_FIRST]; i >= 0; i = book->entry[i].next)
	{
		const LabelEntry *entry = &book->entry[i];
		bool		at_hand = entry->table == context->table;
		const char *after;

		if (entry->label.full.point[0] != first ||
			(label.mark != 0 && entry->label.mark != label.mark) ||
			(context->table >= 0 && !at_hand && entry->label.full.n < OTHER_TABLE_MIN) ||
			(best != NULL && best->label.full.n > entry->label.full.n) ||
			(best != NULL && best->label.full.n == entry->label.full.n &&
			 (best->table == context->table || !at_hand)) ||
			!fits_place(entry, &label, context))
			continue;
		after = reading_at(&entry->label.full, text, end);
		if (after == NULL)
			continue;
		best = entry;
		*behind = after;
	}
	return best;
}

int
label_book_head(const TableShape *shape, const Label *label, bool at_start)
{
	for (int i = 0; i < shape->columns; i++)
	{
		const char *text = column_info[shape->column[i]].label;
		Label		head;

		label_read(text, strlen(text), &head);
		if (at_start ? reading_begins(&head.full, &label->full) : reading_contains(&head.full, &label->full))
			return i;
	}
	return -1;
}

bool
label_book_has_part(const LabelBook *book, const Label *label, int table)
{
	/* punctuation alone is a piece of any label */
	if (label->full.n == 0)
		return true;
	for (int i = 0; i < book->n; i++)
		if (book->entry[i].table == table && reading_contains(&book->entry[i].label.full, &label->full))
			return true;
	return false;
}
