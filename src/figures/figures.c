/*
 * figures.c
 *	  The value: pack, unpack, add, compare.
 *
 * figures_decode() is the only check of a packed value's well-formedness.
 */
#include "postgres.h"

#include "common/int.h"

#include "figures/figures.h"

/* header byte, two cell sets, a number of at most ten bytes for each cell */
#define VARINT_MAX			10
#define FIGURES_MAX_SIZE \
	(VARHDRSZ + 1 + VARINT_MAX + 2 * (VARINT_MAX + CELL_GROUPS) + VARINT_MAX * CELL_COUNT)

void
vector_init(CellVector *vector, FormSet forms)
{
	memset(vector, 0, sizeof(*vector));
	vector->forms = forms;
}

void
vector_set(CellVector *vector, int cell, int64 value)
{
	cellset_add(&vector->numbers, cell);
	vector->value[cell] = value;
}

void
vector_unset(CellVector *vector, int cell)
{
	cellset_remove(&vector->numbers, cell);
	vector->value[cell] = 0;
}

bool
vector_row_holds_number(const CellVector *vector, RowId row)
{
	for (int column = 0; column < COLUMN_COUNT; column++)
	{
		int			cell = cell_at(row, column);

		if (cell >= 0 && cellset_has(&vector->numbers, cell))
			return true;
	}
	return false;
}

/*
 * Does another row stand in for this one?  STANDS_IN lines have two sides: a row
 * on the other side holds a number, and no row on this one's own side does.
 */
static bool
row_is_replaced(const CellVector *vector, RowId row)
{
	bool		replaced = false;

	for (int other = 0; other < ROW_COUNT; other++)
	{
		if (!row_stands_in(row, other))
			continue;
		if (vector_row_holds_number(vector, other))
			replaced = true;
		for (int beside = 0; beside < ROW_COUNT; beside++)
			if (row_stands_in(other, beside) && vector_row_holds_number(vector, beside))
				return false;
	}
	return replaced;
}

void
vector_blanks(const CellVector *vector, CellSet *blanks)
{
	*blanks = form_layout(vector->forms)->asked;
	cellset_difference(blanks, &vector->numbers);
	if (cellset_is_empty(blanks))
		return;

	for (int row = 0; row < ROW_COUNT; row++)
		if (row_is_replaced(vector, row))
			for (int column = 0; column < COLUMN_COUNT; column++)
			{
				int			cell = cell_at(row, column);

				if (cell >= 0)
					cellset_remove(blanks, cell);
			}
}

void
vector_cells(const CellVector *vector, CellSet *cells)
{
	vector_blanks(vector, cells);
	cellset_union(cells, &vector->numbers);
}

void
vector_outside(const CellVector *vector, CellSet *outside)
{
	*outside = vector->numbers;
	cellset_difference(outside, &form_layout(vector->forms)->asked);
}

/* Puts one into the cells of a set, and zero into the others that hold a number. */
static void
vector_mark(CellVector *vector, const CellSet *set)
{
	cellset_union(&vector->numbers, set);
	for (int cell = 0; cell < CELL_COUNT; cell++)
	{
		vector->value[cell] = cellset_has(set, cell) ? 1 : 0;
		for (int scale = 0; scale < cell_info[cell].scale; scale++)
			vector->value[cell] *= 10;
	}
}

void
vector_fill(CellVector *vector, const CellSet *set)
{
	for (int cell = 0; cell < CELL_COUNT; cell++)
		if (cellset_has(set, cell))
			vector_set(vector, cell, 0);
}

static void
cell_overflow(int cell)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("figures out of range"),
			 errdetail("The result for cell \"%s\" does not fit.", cell_info[cell].path)));
}

static inline void
add_to_cell(CellVector *sum, int cell, int64 value)
{
	if (unlikely(pg_add_s64_overflow(sum->value[cell], value, &sum->value[cell])))
		cell_overflow(cell);
}

void
vector_add(CellVector *sum, const CellVector *addend)
{
	sum->forms |= addend->forms;
	cellset_union(&sum->numbers, &addend->numbers);
	for (int cell = 0; cell < CELL_COUNT; cell++)
		add_to_cell(sum, cell, addend->value[cell]);
}

void
vector_subtract(CellVector *difference, const CellVector *subtrahend)
{
	difference->forms &= subtrahend->forms;
	for (int cell = 0; cell < CELL_COUNT; cell++)
	{
		if (!cellset_has(&subtrahend->numbers, cell) ||
			!cellset_has(&difference->numbers, cell))
			vector_unset(difference, cell);
		else if (pg_sub_s64_overflow(difference->value[cell], subtrahend->value[cell],
									 &difference->value[cell]))
			cell_overflow(cell);
	}
}

static uint8 *
varint_write(uint8 *p, uint64 value)
{
	for (; value >= 0x80; value >>= 7)
		*p++ = (uint8) value | 0x80;
	*p++ = (uint8) value;
	return p;
}

static inline uint8
cellset_group(const CellSet *set, int group)
{
	return (uint8) (set->word[group / 8] >> (group % 8 * 8));
}

static uint8 *
cellset_write(uint8 *p, const CellSet *set)
{
	uint64		groups = 0;

	for (int group = 0; group < CELL_GROUPS; group++)
		if (cellset_group(set, group) != 0)
			groups |= UINT64CONST(1) << group;
	p = varint_write(p, groups);
	for (; groups != 0; groups &= groups - 1)
		*p++ = cellset_group(set, pg_rightmost_one_pos64(groups));
	return p;
}

static bool
cellset_read(const uint8 **p, const uint8 *end, CellSet *set)
{
	uint64		groups;

	if (!varint_read(p, end, &groups))
		return false;
	memset(set, 0, sizeof(*set));
	for (; groups != 0; groups &= groups - 1)
	{
		int			group = pg_rightmost_one_pos64(groups);

		if (group >= CELL_GROUPS || *p >= end)
			return false;
		set->word[group / 8] |= (uint64) *(*p)++ << (group % 8 * 8);
	}
	return true;
}

/* Writes all that follows the varlena header; returns the end. */
static uint8 *
figures_encode(const CellVector *vector, uint8 *bytes)
{
	CellSet		irregular = form_layout(vector->forms)->asked;
	CellSet		nonzero;
	uint8	   *p = bytes;

	cellset_symmetric_difference(&irregular, &vector->numbers);
	memset(&nonzero, 0, sizeof(nonzero));
	for (int cell = 0; cell < CELL_COUNT; cell++)
		nonzero.word[cell / CELL_WORD_BITS] |= (uint64) (vector->value[cell] != 0) << (cell % CELL_WORD_BITS);

	*p++ = FIGURES_VERSION | (cellset_is_empty(&irregular) ? 0 : FIGURES_IRREGULAR);
	p = varint_write(p, vector->forms);
	if (!cellset_is_empty(&irregular))
		p = cellset_write(p, &irregular);
	p = cellset_write(p, &nonzero);
	for (int i = 0; i < CELL_WORDS; i++)
		for (uint64 word = nonzero.word[i]; word != 0; word &= word - 1)
		{
			int64		value = vector->value[i * CELL_WORD_BITS + pg_rightmost_one_pos64(word)];

			p = varint_write(p, ((uint64) value << 1) ^ (uint64) (value < 0 ? -1 : 0));
		}
	return p;
}

Figures *
figures_pack(const CellVector *vector)
{
	uint8		bytes[FIGURES_MAX_SIZE];
	size_t		len = figures_encode(vector, bytes) - bytes;
	Figures    *figures = palloc(VARHDRSZ + len);

	SET_VARSIZE(figures, VARHDRSZ + len);
	memcpy(VARDATA(figures), bytes, len);
	return figures;
}

/* Reads up to the first number; returns false if the value is damaged. */
static bool
nonzero_begin(NonzeroCursor *cursor, const uint8 *bytes, size_t len)
{
	const uint8 *p = bytes;
	const uint8 *end = bytes + len;
	uint64		forms;

	if (p >= end || (*p & ~FIGURES_IRREGULAR) != FIGURES_VERSION)
		return false;
	cursor->irregular = (*p++ & FIGURES_IRREGULAR) != 0;
	if (!varint_read(&p, end, &forms) || forms > ALL_FORMS)
		return false;
	cursor->forms = forms;
	if (cursor->irregular && !cellset_read(&p, end, &cursor->irregular_cells))
		return false;
	if (!varint_read(&p, end, &cursor->groups))
		return false;
	cursor->cells = 0;
	cursor->base = 0;
	cursor->group = p;
	cursor->number = p + pg_popcount64(cursor->groups);
	cursor->end = end;
	return cursor->number <= end;
}

/* nonzero_begin() for a stored value; raises an error if it is corrupt. */
void
nonzero_open(NonzeroCursor *cursor, const Figures *figures)
{
	if (!nonzero_begin(cursor, (const uint8 *) VARDATA_ANY(figures),
					   VARSIZE_ANY_EXHDR(figures)))
		figures_corrupted();
}

/* Unpacks without asking whether the encoding is the canonical one. */
static bool
vector_read(CellVector *vector, const uint8 *bytes, size_t len)
{
	NonzeroCursor cursor;
	int			cell;
	int64		value;

	if (!nonzero_begin(&cursor, bytes, len))
		return false;
	vector_init(vector, cursor.forms);
	vector->numbers = form_layout(cursor.forms)->asked;
	if (cursor.irregular)
		cellset_symmetric_difference(&vector->numbers, &cursor.irregular_cells);
	while (nonzero_next(&cursor, &cell, &value))
		vector->value[cell] = value;
	return cell >= 0;
}

/* Only the canonical encoding is accepted: decode, check, encode again, compare. */
bool
figures_decode(const uint8 *bytes, size_t len, CellVector *vector)
{
	uint8		again[FIGURES_MAX_SIZE];

	if (len > sizeof(again) || !vector_read(vector, bytes, len))
		return false;
	for (int cell = 0; cell < CELL_COUNT; cell++)
		if (vector->value[cell] != 0 && !cellset_has(&vector->numbers, cell))
			return false;
	for (int cell = CELL_COUNT; cell < CELL_WORDS * CELL_WORD_BITS; cell++)
		if (cellset_has(&vector->numbers, cell))
			return false;
	return figures_encode(vector, again) - again == len &&
		memcmp(bytes, again, len) == 0;
}

void
figures_corrupted(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("figures are damaged or were written by a newer version of the library")));
}

void
figures_unpack(const Figures *figures, CellVector *vector)
{
	if (!vector_read(vector, (const uint8 *) VARDATA_ANY(figures),
					 VARSIZE_ANY_EXHDR(figures)))
		figures_corrupted();
}

FormSet
figures_forms(const Figures *figures)
{
	NonzeroCursor cursor;

	nonzero_open(&cursor, figures);
	return cursor.forms;
}

/* Without blanks every cell is zero: only the header and an empty set are written. */
Figures *
figures_blanks(const Figures *figures)
{
	NonzeroCursor cursor;
	CellVector	vector;
	CellSet		blanks;

	nonzero_open(&cursor, figures);
	if (!cursor.irregular)
	{
		Figures    *result = palloc(VARHDRSZ + 1 + 2 * VARINT_MAX);
		uint8	   *p = (uint8 *) VARDATA(result);

		*p++ = FIGURES_VERSION;
		p = varint_write(p, cursor.forms);
		p = varint_write(p, 0);
		SET_VARSIZE(result, p - (uint8 *) result);
		return result;
	}
	figures_unpack(figures, &vector);
	vector_blanks(&vector, &blanks);
	vector_mark(&vector, &blanks);
	return figures_pack(&vector);
}

bool
figures_get(const Figures *figures, int cell, int64 *value)
{
	NonzeroCursor cursor;
	int			at;
	bool		irregular;

	nonzero_open(&cursor, figures);
	irregular = cursor.irregular && cellset_has(&cursor.irregular_cells, cell);
	if (cellset_has(&form_layout(cursor.forms)->asked, cell) == irregular)
		return false;
	while (nonzero_next(&cursor, &at, value))
	{
		if (at == cell)
			return true;
		if (at > cell)
			break;
	}
	if (at < 0)
		figures_corrupted();
	*value = 0;
	return true;
}

int
figures_compare(const Figures *a, const Figures *b)
{
	size_t		len_a = VARSIZE_ANY_EXHDR(a);
	size_t		len_b = VARSIZE_ANY_EXHDR(b);
	int			result = memcmp(VARDATA_ANY(a), VARDATA_ANY(b), Min(len_a, len_b));

	if (result != 0)
		return result < 0 ? -1 : 1;
	return len_a == len_b ? 0 : len_a < len_b ? -1 : 1;
}

void
figures_accumulate(CellVector *sum, const Figures *figures)
{
	NonzeroCursor cursor;
	int			cell;
	int64		value;

	nonzero_open(&cursor, figures);

	sum->forms |= cursor.forms;
	if (cursor.irregular)
	{
		cellset_symmetric_difference(&cursor.irregular_cells,
									 &form_layout(cursor.forms)->asked);
		cellset_union(&sum->numbers, &cursor.irregular_cells);
	}
	else
		cellset_union(&sum->numbers, &form_layout(cursor.forms)->asked);

	/* sums of many groups are far apart in memory, and cold */
	for (uint64 groups = cursor.groups; groups != 0; groups &= groups - 1)
	{
		const int64 *group = &sum->value[pg_rightmost_one_pos64(groups) * 8];

		prefetch_memory(group);
		prefetch_memory(group + 7);
	}

	while (nonzero_next(&cursor, &cell, &value))
		add_to_cell(sum, cell, value);
	if (cell < 0)
		figures_corrupted();
}

bool
figures_complete(const Figures *figures)
{
	CellVector	vector;
	CellSet		blanks;

	figures_unpack(figures, &vector);
	vector_blanks(&vector, &blanks);
	return vector.forms != 0 && cellset_is_empty(&blanks);
}

/*
 * Most reports are decided by their first number, a report of zeros by its
 * header; only an irregular one is unpacked.
 */
bool
figures_nil(const Figures *figures)
{
	NonzeroCursor cursor;
	int			cell;
	int64		value;

	nonzero_open(&cursor, figures);
	if (nonzero_next(&cursor, &cell, &value))
		return false;
	if (cell < 0)
		figures_corrupted();
	return cursor.irregular ? figures_complete(figures) : cursor.forms != 0;
}
