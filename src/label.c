/*
 * label.c
 *	  Labels of published tables, compared with those of the forms.
 */
#include "postgres.h"

#include "label.h"

pg_wchar
next_rare_point(const char **p, const char *end)
{
	const unsigned char *s = (const unsigned char *) *p;
	int			len = pg_utf_mblen(s);

	if (len > end - *p)
		len = end - *p;
	*p += len;
	/* a piece cut by the caller in mid-character is no character */
	return len == pg_utf_mblen(s) ? utf8_to_unicode(s) : 0xFFFD;
}

int
count_code_points(const char *text, const char *end)
{
	int			n = 0;

	while (text < end)
	{
		next_code_point(&text, end);
		n++;
	}
	return n;
}

bool
is_rare_blank(pg_wchar point)
{
	return point == 0x7F || point == 0x85 || point == 0xA0 ||
		point == 0xAD || (point >= 0x2000 && point <= 0x200F) ||
		point == 0x2028 || point == 0x2029 || point == 0x202F ||
		point == 0x2060 || point == 0x3000 || point == 0xFEFF ||
		point == 0xFFFC;		/* where a picture stands */
}

pg_wchar
fold_rare_point(pg_wchar point)
{
	if (point >= 0xFF01 && point <= 0xFF5E)
		point -= 0xFEE0;
	switch (point)
	{
		case '[':
		case '{':
		case 0x3010:			/* 【 */
		case 0x3014:			/* 〔 */
		case 0x3016:
		case 0xFE59:
			return '(';
		case ']':
		case '}':
		case 0x3011:			/* 】 */
		case 0x3015:			/* 〕 */
		case 0x3017:
		case 0xFE5A:
			return ')';
		case 0x2010:			/* hyphens and the minus sign */
		case 0x2011:
		case 0x2212:
		case 0xFE63:
			return '-';
		case 0x2236:			/* ratio */
			return ':';
		default:
			return point;
	}
}

static const struct
{
	const char *characters;
	const char *simplified;
}			traditional[] = {
#define TRADITIONAL(characters, simplified) {characters, simplified},
#include "page_words.def"
};

#define TRADITIONAL_MAX	512		/* a power of two, with room to spare */

/* A simplified character for a traditional one, as far as labels need it. */
static pg_wchar
simplified_point(pg_wchar point)
{
	static pg_wchar from[TRADITIONAL_MAX];
	static pg_wchar to[TRADITIONAL_MAX];
	static bool filled = false;
	int			at;

	if (!filled)
	{
		for (int i = 0; i < lengthof(traditional); i++)
		{
			const char *p = traditional[i].characters;
			const char *q = traditional[i].simplified;

			while (*p != '\0')
			{
				pg_wchar	character = next_code_point(&p, p + strlen(p));

				for (at = character % TRADITIONAL_MAX; from[at] != 0; at = (at + 1) % TRADITIONAL_MAX)
					;
				from[at] = character;
				to[at] = next_code_point(&q, q + strlen(q));
			}
		}
		filled = true;
	}
	for (at = point % TRADITIONAL_MAX; from[at] != 0; at = (at + 1) % TRADITIONAL_MAX)
		if (from[at] == point)
			return to[at];
	return point;
}

pg_wchar
fold_label_point(pg_wchar point)
{
	point = fold_point(point);
	return point < 0x4E00 ? point : simplified_point(point);
}

/* Punctuation makes no difference to a label. */
static bool
is_punctuation(pg_wchar point)
{
	return (point > 0x20 && point < 0x30) || (point >= ':' && point <= '@') ||
		(point >= '[' && point <= '`') || (point >= '{' && point <= '~') ||
		point == 0xB7 || (point >= 0x2010 && point <= 0x2027) ||
		(point >= 0x2030 && point <= 0x205E) || (point >= 0x3001 && point <= 0x3003) ||
		(point >= 0x3008 && point <= 0x301F) || (point >= 0xFE50 && point <= 0xFE6B);
}

bool
label_counts(pg_wchar point)
{
	return !is_blank_point(point) && !is_punctuation(point);
}

/* The number that a Chinese numeral up to ten, a circled one or digits say; 0. */
static int
numeral(const pg_wchar *point, int n, int *length)
{
	static const pg_wchar chinese[] = {
		0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341
	};
	int			value = 0;

	*length = 0;
	if (n == 0)
		return 0;
	for (int i = 0; i < lengthof(chinese); i++)
		if (point[0] == chinese[i])
		{
			*length = 1;
			return i + 1;
		}
	if (point[0] >= 0x2460 && point[0] <= 0x2468)
	{
		*length = 1;
		return point[0] - 0x2460 + 1;
	}
	while (*length < n && *length < 2 && point[*length] >= '0' && point[*length] <= '9')
		value = value * 10 + (point[(*length)++] - '0');
	return value;
}

/*
 * Recognises the number before a label: "（一）", "一、", "1.", "1、", "①".
 * Returns how many code points it takes.
 */
static int
read_mark(const pg_wchar *point, int n, Label *label)
{
	int			length;
	int			value;

	label->mark_style = MARK_NONE;
	label->mark = 0;
	if (n > 0 && point[0] == '(')
	{
		value = numeral(point + 1, n - 1, &length);
		if (value == 0 || length + 1 >= n || point[length + 1] != ')')
			return 0;
		label->mark_style = MARK_BRACKETS;
		label->mark = value;
		return length + 2;
	}
	value = numeral(point, n, &length);
	if (value == 0)
		return 0;
	if (point[0] >= 0x2460 && point[0] <= 0x2468)
		label->mark_style = MARK_DIGIT;
	else
	{
		pg_wchar	after = length < n ? point[length] : 0;

		if (after != 0x3001 && after != '.' && after != ',' && after != 0x3002)
			return 0;
		label->mark_style = point[0] < 0x80 ? MARK_DIGIT : MARK_CHINESE;
		length++;
	}
	label->mark = value;
	return length;
}

/* The same, of a text, white space set aside. */
static int
read_head_mark(const char *text, const char *end, Label *label)
{
	pg_wchar	head[4];		/* enough for the longest mark, "（十二）" */
	int			n = 0;

	while (text < end && n < lengthof(head))
	{
		pg_wchar	point = fold_point(next_code_point(&text, end));

		if (!is_blank_point(point))
			head[n++] = point;
	}
	return read_mark(head, n, label);
}

static void
reading_add(Reading *reading, pg_wchar point)
{
	if (reading->n < 0 || reading->n == LABEL_MAX)
	{
		reading->n = -1;
		return;
	}
	reading->point[reading->n++] = point;
	reading->set |= UINT64CONST(1) << (point % 61);
}

void
label_read(const char *text, size_t len, Label *label)
{
	const char *end = text + len;
	int			skip;
	int			depth = 0;
	const char *p;

	skip = read_head_mark(text, end, label);

	label->full.n = label->bare.n = 0;
	label->full.set = label->bare.set = 0;
	for (p = text; p < end && (label->full.n >= 0 || label->bare.n >= 0);)
	{
		pg_wchar	point = fold_label_point(next_code_point(&p, end));

		if (is_blank_point(point) || skip-- > 0)
			continue;
		if (point == '(')
			depth++;
		else if (point == ')')
			depth = Max(depth - 1, 0);
		else if (!is_punctuation(point))
		{
			reading_add(&label->full, point);
			if (depth == 0)
				reading_add(&label->bare, point);
		}
	}
}

bool
label_is_empty(const Label *label)
{
	return label->full.n == 0;
}

int
reading_distance(const Reading *a, const Reading *b, int most)
{
	int			cost[LABEL_MAX + 1];

	if (a->n < 0 || b->n < 0 || abs(a->n - b->n) > most)
		return most + 1;
	if (pg_popcount64(a->set & ~b->set) > most || pg_popcount64(b->set & ~a->set) > most)
		return most + 1;
	if (a->n == b->n && memcmp(a->point, b->point, a->n * sizeof(pg_wchar)) == 0)
		return 0;
	if (most == 0)
		return 1;

	for (int j = 0; j <= b->n; j++)
		cost[j] = j;
	for (int i = 1; i <= a->n; i++)
	{
		int			diagonal = cost[0];

		cost[0] = i;
		for (int j = 1; j <= b->n; j++)
		{
			int			replace = diagonal + (a->point[i - 1] != b->point[j - 1]);

			diagonal = cost[j];
			cost[j] = Min(replace, Min(cost[j], cost[j - 1]) + 1);
		}
	}
	return Min(cost[b->n], most + 1);
}

int
label_distance(const Label *a, const Label *b, int most)
{
	int			full = reading_distance(&a->full, &b->full, most);

	if (full == 0 || a->bare.n <= 0 || b->bare.n <= 0)
		return full;
	return Min(full, reading_distance(&a->bare, &b->bare, most));
}

static bool
reads_alike(const Label *a, const Label *b)
{
	return reading_distance(&a->full, &b->full, 0) == 0;
}

int
misprints_allowed(const Reading *reading)
{
	return reading->n < 4 ? 0 : reading->n / 4;
}

/* Edits that a text may be away from a label of the form. */
static int
edits_allowed(const LabelEntry *entry)
{
	return misprints_allowed(entry->label.bare.n > 0 ? &entry->label.bare : &entry->label.full);
}

/* The same, where the row is the one that the form prints next. */
static int
edits_allowed_next(const LabelEntry *entry)
{
	return entry->label.bare.n > 4 ? entry->label.bare.n / 3 + 1 : edits_allowed(entry);
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

		/* a group of one row has that row's label, rows of a block one caption */
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

#define BOOK_MAX	256

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
				if (block_caption(form, row) != NULL && row_info[row].table == TABLE_proactive)
					book_add(book, BOOK_MAX, LABEL_CAPTION, TABLE_proactive, row,
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
#include "page_words.def"
#undef ROW_VARIANT
#undef COLUMN_VARIANT
	for (int i = forms; i < book->n; i++)
		book->entry[i].is_variant = true;
#define STUB(table, first, label) \
	book_add(book, BOOK_MAX, LABEL_STUB, TABLE_##table, first, label); \
	book->entry[book->n - 1].is_first = first;
#include "page_words.def"
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
 * "其他" and "总计" are columns of table 三 and, with their numbers lost, rows
 * of it.
 */
static bool
fits_place(const LabelEntry *entry, const Label *label, const LabelContext *context)
{
	bool		short_label = entry->label.full.n <= 2 && entry->table == TABLE_requests;
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

/* A label cut off, of which enough is left. */
#define PREFIX_MIN	6

/* Code points of a label that another table than that at hand may begin with. */
#define OTHER_TABLE_MIN	4

static bool
is_prefix(const Reading *prefix, const Reading *reading)
{
	return prefix->n >= PREFIX_MIN && prefix->n < reading->n &&
		memcmp(prefix->point, reading->point, prefix->n * sizeof(pg_wchar)) == 0;
}

static bool
sets_are_near(uint64 a, uint64 b, int most)
{
	return most == 0 ? a == b : pg_popcount64(a & ~b) <= most && pg_popcount64(b & ~a) <= most;
}

/* Can a label be an entry's, with misprints or cut off?  Most cannot, by lengths and sets alone. */
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
	return label->full.n >= PREFIX_MIN && label->full.n < key->full_n &&
		(label->full.set & ~key->full_set) == 0;
}

/*
 * The closest entry; two different ones equally close decide nothing.  The
 * row that the form prints next, with its number, may be further away than
 * others: the order of the rows speaks for it.  Another table than that at
 * hand is entered by an exact label only, and by none of a word or two.
 */
const LabelEntry *
label_find(const LabelBook *book, const Label *label, const LabelContext *context, bool *misprint)
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
				 entry->label.bare.n > 4)
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
			/* the table at hand before others */
			if (best->table == context->table && entry->table != context->table)
				continue;
			if (best->kind == entry->kind && best->id == entry->id && best->table == entry->table)
				continue;
			/* alike in full before alike but for remarks */
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
		/* a remark that is the form's, and misprinted */
		int			most = best->label.full.n / 4;
		int			distance = reading_distance(&best->label.full, &label->full, most);

		*misprint = distance > 0 && distance <= most;
	}
	return best;
}

bool
mark_at(const char *text, const char *end)
{
	Label		label;

	return read_head_mark(text, end, &label) > 0;
}

/* Where a reading ends that the text begins with; NULL: it does not. */
static const char *
reading_at(const Reading *reading, const char *text, const char *end)
{
	for (int i = 0; i < reading->n;)
	{
		pg_wchar	point;

		if (text >= end)
			return NULL;
		point = fold_label_point(next_code_point(&text, end));
		if (!label_counts(point))
			continue;
		if (point != reading->point[i++])
			return NULL;
	}
	return text;
}

/* Signs that may precede a label: quotes, brackets, blanks. */
#define LEAD_MAX	16

const LabelEntry *
label_at(const LabelBook *book, const char *text, const char *end,
		 const LabelContext *context, const char **behind)
{
	const LabelEntry *best = NULL;
	Label		label;
	int			skip = read_head_mark(text, end, &label);
	const char *p;
	pg_wchar	first = 0;

	for (; text < end && skip > 0; skip--)
	{
		while (text < end && is_blank_point(next_code_point(&text, end)))
			;
	}
	/* not far: whoever looks at each place in a text would go over it again and again */
	p = text;
	for (int i = 0; i < LEAD_MAX && p < end && !label_counts(first); i++)
		first = fold_label_point(next_code_point(&p, end));
	if (!label_counts(first))
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

bool
label_is_part(const LabelBook *book, const Label *label, int table)
{
	int			n = label->full.n;

	/* punctuation alone is a piece of anything */
	if (n == 0)
		return true;
	for (int i = 0; n > 0 && i < book->n; i++)
	{
		const Reading *whole = &book->entry[i].label.full;

		if (book->entry[i].table != table || (label->full.set & ~whole->set) != 0)
			continue;
		for (int at = 0; at + n <= whole->n; at++)
			if (memcmp(&whole->point[at], label->full.point, n * sizeof(pg_wchar)) == 0)
				return true;
	}
	return false;
}
