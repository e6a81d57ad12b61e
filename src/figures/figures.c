/*
 * figures.c
 *	  The packed value: encode, decode, add up, compare.
 *
 * figures_decode() is the only check of a packed value's well-formedness.
 */
#include "postgres.h"

#include "common/int.h"

#include "figures/figures.h"
#include "figures/structure.h"

/* header byte, two cell sets, a number of at most ten bytes for each cell */
#define VARINT_MAX			10
#define FIGURES_MAX_SIZE \
	(VARHDRSZ + 1 + VARINT_MAX + 2 * (VARINT_MAX + CELL_GROUPS) + VARINT_MAX * CELL_COUNT)

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

/* Takes the parts of each total from it, modulo 2^64. */
static void
take_parts(const int64 *number, uint64 *difference)
{
	memcpy(difference, number, CELL_COUNT * sizeof(*number));
	for (int cell = 0; cell < CELL_COUNT; cell++)
	{
		const CellTotals *totals = &cell_totals[cell];

		if (number[cell] != 0)
			for (int i = 0; i < totals->direct; i++)
				difference[totals->cell[i]] -= (uint64) number[cell];
	}
}

/* Adds a difference to its cell and to all totals of it, modulo 2^64. */
static inline void
put_difference(int64 *number, int cell, uint64 difference)
{
	const CellTotals *totals = &cell_totals[cell];

	number[cell] = (uint64) number[cell] + difference;
	for (int i = 0; i < totals->all; i++)
		number[totals->cell[i]] = (uint64) number[totals->cell[i]] + difference;
}

/* Writes all that follows the varlena header; returns the end. */
static uint8 *
figures_encode(FormSet forms, const CellSet *numbers, const uint64 *difference, uint8 *bytes)
{
	CellSet		irregular = form_layout(forms)->asked;
	CellSet		nonzero;
	uint8	   *p = bytes;

	cellset_symmetric_difference(&irregular, numbers);
	memset(&nonzero, 0, sizeof(nonzero));
	for (int cell = 0; cell < CELL_COUNT; cell++)
		nonzero.word[cell / CELL_WORD_BITS] |= (uint64) (difference[cell] != 0) << (cell % CELL_WORD_BITS);

	*p++ = FIGURES_VERSION | (cellset_is_empty(&irregular) ? 0 : FIGURES_IRREGULAR);
	p = varint_write(p, forms);
	if (!cellset_is_empty(&irregular))
		p = cellset_write(p, &irregular);
	p = cellset_write(p, &nonzero);
	for (int i = 0; i < CELL_WORDS; i++)
		for (uint64 word = nonzero.word[i]; word != 0; word &= word - 1)
		{
			uint64		value = difference[i * CELL_WORD_BITS + pg_rightmost_one_pos64(word)];

			p = varint_write(p, (value << 1) ^ ((int64) value < 0 ? ~UINT64CONST(0) : 0));
		}
	return p;
}

static Figures *
pack_differences(FormSet forms, const CellSet *numbers, const uint64 *difference)
{
	uint8		bytes[FIGURES_MAX_SIZE];
	size_t		len = figures_encode(forms, numbers, difference, bytes) - bytes;
	Figures    *figures = palloc(VARHDRSZ + len);

	SET_VARSIZE(figures, VARHDRSZ + len);
	memcpy(VARDATA(figures), bytes, len);
	return figures;
}

Figures *
figures_pack(const CellVector *vector)
{
	uint64		difference[CELL_COUNT];

	take_parts(vector->value, difference);
	return pack_differences(vector->forms, &vector->numbers, difference);
}

/* Reads up to the first difference; returns false if the value is damaged. */
static bool
difference_begin(DifferenceCursor *cursor, const uint8 *bytes, size_t len)
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

/* difference_begin() for a stored value; raises an error if it is corrupt. */
void
difference_open(DifferenceCursor *cursor, const Figures *figures)
{
	if (!difference_begin(cursor, (const uint8 *) VARDATA_ANY(figures),
						  VARSIZE_ANY_EXHDR(figures)))
		figures_corrupted();
}

/* Unpacks without asking whether the encoding is the canonical one. */
static bool
vector_read(CellVector *vector, const uint8 *bytes, size_t len)
{
	DifferenceCursor cursor;
	int			cell;
	int64		value;

	if (!difference_begin(&cursor, bytes, len))
		return false;
	vector_init(vector, cursor.forms);
	vector->numbers = form_layout(cursor.forms)->asked;
	if (cursor.irregular)
		cellset_symmetric_difference(&vector->numbers, &cursor.irregular_cells);
	while (difference_next(&cursor, &cell, &value))
		put_difference(vector->value, cell, value);
	return cell >= 0;
}

/* Only the canonical encoding is accepted: decode, check, encode again, compare. */
bool
figures_decode(const uint8 *bytes, size_t len, CellVector *vector)
{
	uint8		again[FIGURES_MAX_SIZE];
	uint64		difference[CELL_COUNT];

	if (len > sizeof(again) || !vector_read(vector, bytes, len))
		return false;
	take_parts(vector->value, difference);
	for (int cell = 0; cell < CELL_COUNT; cell++)
		if (vector->value[cell] != 0 && !cellset_has(&vector->numbers, cell))
			return false;
	for (int cell = CELL_COUNT; cell < CELL_WORDS * CELL_WORD_BITS; cell++)
		if (cellset_has(&vector->numbers, cell))
			return false;
	return figures_encode(vector->forms, &vector->numbers, difference, again) - again == len &&
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
	DifferenceCursor cursor;

	difference_open(&cursor, figures);
	return cursor.forms;
}

/* Without blanks every cell is zero: only the header and an empty set are written. */
Figures *
figures_blanks(const Figures *figures)
{
	DifferenceCursor cursor;
	CellVector	vector;
	CellSet		blanks;

	difference_open(&cursor, figures);
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

/* Is the cell the other one, or a total of which the other is a part? */
static inline bool
counts_in(int other, int cell)
{
	const CellTotals *totals = &cell_totals[other];
	bool		counts = other == cell;

	for (int i = 0; i < totals->all; i++)
		counts |= totals->cell[i] == cell;
	return counts;
}

bool
figures_get(const Figures *figures, int cell, int64 *value)
{
	DifferenceCursor cursor;
	int			at;
	int64		difference;
	bool		irregular;
	uint64		number = 0;

	difference_open(&cursor, figures);
	irregular = cursor.irregular && cellset_has(&cursor.irregular_cells, cell);
	if (cellset_has(&form_layout(cursor.forms)->asked, cell) == irregular)
		return false;
	while (difference_next(&cursor, &at, &difference))
		if (counts_in(at, cell))
			number += difference;
	if (at < 0)
		figures_corrupted();
	*value = (int64) number;
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

/* Below this, a number is far from the end of its range, even as a sum of all differences. */
#define SMALL_DIFFERENCE	(UINT64CONST(1) << 54)

StaticAssertDecl(CELL_COUNT < 512, "a sum of small differences may not fit");

static inline uint64
difference_size(uint64 difference)
{
	return (int64) difference < 0 ? ~difference : difference;
}

void
figures_sum_set(FiguresSum *sum, const CellVector *vector)
{
	uint64		difference[CELL_COUNT];
	uint64		any = 0;

	take_parts(vector->value, difference);
	for (int cell = 0; cell < CELL_COUNT; cell++)
		any |= difference_size(difference[cell]);
	sum->is_large = any >= SMALL_DIFFERENCE;
	sum->differences.forms = vector->forms;
	sum->differences.numbers = vector->numbers;
	memcpy(sum->differences.value, difference, sizeof(difference));
}

void
figures_sum_get(const FiguresSum *sum, CellVector *vector)
{
	vector_init(vector, sum->differences.forms);
	vector->numbers = sum->differences.numbers;
	for (int cell = 0; cell < CELL_COUNT; cell++)
		if (sum->differences.value[cell] != 0)
			put_difference(vector->value, cell, sum->differences.value[cell]);
}

Figures *
figures_sum_pack(const FiguresSum *sum)
{
	return pack_differences(sum->differences.forms, &sum->differences.numbers,
							(const uint64 *) sum->differences.value);
}

/* Raises an error if a number does not fit after this addend. */
static void
check_large_sum(const FiguresSum *sum, const Figures *addend)
{
	CellVector	after;
	CellVector	added;

	figures_sum_get(sum, &after);
	figures_unpack(addend, &added);
	for (int cell = 0; cell < CELL_COUNT; cell++)
	{
		int64		before = (int64) ((uint64) after.value[cell] - (uint64) added.value[cell]);

		if (pg_add_s64_overflow(before, added.value[cell], &before))
			cell_out_of_range(cell);
	}
}

/* Small differences are not modulo anything, so only large ones need a second look. */
void
figures_sum_add(FiguresSum *sum, const Figures *addend)
{
	CellVector *total = &sum->differences;
	DifferenceCursor cursor;
	int			cell;
	int64		difference;
	uint64		any = 0;

	difference_open(&cursor, addend);

	total->forms |= cursor.forms;
	if (cursor.irregular)
	{
		cellset_symmetric_difference(&cursor.irregular_cells,
									 &form_layout(cursor.forms)->asked);
		cellset_union(&total->numbers, &cursor.irregular_cells);
	}
	else
		cellset_union(&total->numbers, &form_layout(cursor.forms)->asked);

	/* sums of many groups are far apart in memory, and cold */
	for (uint64 groups = cursor.groups; groups != 0; groups &= groups - 1)
	{
		const int64 *group = &total->value[pg_rightmost_one_pos64(groups) * 8];

		prefetch_memory(group);
		prefetch_memory(group + 7);
	}

	while (difference_next(&cursor, &cell, &difference))
	{
		uint64		added = (uint64) total->value[cell] + (uint64) difference;

		any |= difference_size(difference) | difference_size(added);
		total->value[cell] = (int64) added;
	}
	if (cell < 0)
		figures_corrupted();
	if (unlikely(any >= SMALL_DIFFERENCE || sum->is_large))
	{
		sum->is_large = true;
		check_large_sum(sum, addend);
	}
}

bool
figures_complete(const Figures *figures)
{
	DifferenceCursor cursor;
	CellVector	vector;
	CellSet		blanks;

	difference_open(&cursor, figures);
	if (!cursor.irregular)
		return cursor.forms != 0;
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
	DifferenceCursor cursor;
	int			cell;
	int64		value;

	difference_open(&cursor, figures);
	if (difference_next(&cursor, &cell, &value))
		return false;
	if (cell < 0)
		figures_corrupted();
	return cursor.irregular ? figures_complete(figures) : cursor.forms != 0;
}
