/*
 * figures.h
 *	  The figures of a report, packed for storage and unpacked for work.
 *
 * A value is a set of forms and a number for some of the cells.  The state of
 * every cell follows from these: it is a number; or blank, if one of the
 * forms asks for it; or absent.  A row that another row stands in for (see
 * cells.def) is absent too.
 *
 * Packed, after the varlena header:
 *
 *	 byte		format version (low four bits) and flags (high four)
 *	 varint		forms, bit n is the n-th form
 *	 cell set	with FIGURES_IRREGULAR only: cells of the forms that hold no
 *				number, and cells outside them that do
 *	 cell set	cells whose difference is not zero
 *	 varints	those differences, sign in the lowest bit, in units of the cell
 *
 * The difference of a cell is its number; that of a total (see cells.def) its
 * number less those of its parts, zero in a sound report.  A cell without a
 * number counts as zero here.  Differences are taken modulo 2^64, so any numbers
 * have them, and no two have the same.  They add up as numbers do: a sum adds
 * differences, and puts the totals in at its end.
 *
 * A varint has seven bits a byte, the lowest first, the high bit set on all
 * bytes but the last.  A cell set is a varint with a bit for each eight
 * cells, then a byte for each of these bits.  Zeros at the end are never
 * written, so a value has exactly one encoding: equality and hashing are on
 * bytes.  The layout has room for 512 cells; nothing in it depends on how
 * many there are, or on byte order.
 *
 * difference_open(), difference_next() and the functions of figures.c are the
 * only places that know this layout.
 */
#ifndef DISCLOSURE_FIGURES_H
#define DISCLOSURE_FIGURES_H

#include "figures/vector.h"

#define FIGURES_VERSION		1
#define FIGURES_IRREGULAR	0x10

#define CELL_GROUPS			((CELL_COUNT + 7) / 8)

StaticAssertDecl(CELL_GROUPS <= 64, "the layout of figures has room for 512 cells");

/* The packed value; may have a short varlena header. */
typedef struct varlena Figures;

/* The state of the aggregate sum(figures), in place and never packed. */
typedef struct FiguresSum
{
	int32		vl_len_;
	int32		is_large;		/* the numbers may be near the end of their range */
	CellVector	differences;
} FiguresSum;

extern Figures *figures_pack(const CellVector *vector);

/* Unpacks a stored value; an error if it is damaged. */
extern void figures_unpack(const Figures *figures, CellVector *vector);

/* Unpacks bytes from outside, which follow the varlena header; returns false if they are no value. */
extern bool figures_decode(const uint8 *bytes, size_t len, CellVector *vector);

/* 1 in the blank cells, 0 in those that hold a number. */
extern Figures *figures_blanks(const Figures *figures);

/* Is no cell blank?  Figures of no form are never complete. */
extern bool figures_complete(const Figures *figures);

/* Are there cells asked for, and all of them the number zero, and no other number? */
extern bool figures_nil(const Figures *figures);

/* Reads the number of one cell; returns false if it holds no number. */
extern bool figures_get(const Figures *figures, int cell, int64 *value);

extern FormSet figures_forms(const Figures *figures);

/* An order without meaning, total and the same on every machine: -1, 0, 1. */
extern int	figures_compare(const Figures *a, const Figures *b);

/*
 * A sum as the state of its aggregate.  Adding is vector_add(), but without
 * unpacking the addend.
 */
extern void figures_sum_set(FiguresSum *sum, const CellVector *vector);
extern void figures_sum_get(const FiguresSum *sum, CellVector *vector);
extern void figures_sum_add(FiguresSum *sum, const Figures *addend);
extern Figures *figures_sum_pack(const FiguresSum *sum);

/* Raises the error about a damaged value. */
pg_noreturn extern void figures_corrupted(void);

/* The state of reading the differences of a packed value that are not zero. */
typedef struct DifferenceCursor
{
	FormSet		forms;
	bool		irregular;
	CellSet		irregular_cells;	/* set only if irregular */
	uint64		groups;			/* groups of eight cells yet to be read */
	uint32		cells;			/* cells of the present group yet to be read */
	int			base;
	const uint8 *group;			/* next byte of the set */
	const uint8 *number;		/* next difference */
	const uint8 *end;
} DifferenceCursor;

/* An error if the value is damaged before its first difference. */
extern void difference_open(DifferenceCursor *cursor, const Figures *figures);

/* Reads a varint at *p, which moves behind it; returns false if "end" cuts it short, or it is too long. */
static inline bool
varint_read(const uint8 **p, const uint8 *end, uint64 *result)
{
	uint64		value;
	int			shift = 7;

	if (*p >= end)
		return false;
	value = *(*p)++;
	if (likely(value < 0x80))
	{
		*result = value;
		return true;
	}
	value &= 0x7f;
	for (; *p < end && shift < 64; shift += 7)
	{
		uint8		byte = *(*p)++;

		value |= (uint64) (byte & 0x7f) << shift;
		if (byte < 0x80)
		{
			*result = value;
			return true;
		}
	}
	return false;
}

/*
 * Reads the next difference that is not zero.  Returns false after the last one, and
 * if the value is damaged; *cell is then -1.
 */
static inline bool
difference_next(DifferenceCursor *cursor, int *cell, int64 *value)
{
	uint64		number;

	while (cursor->cells == 0)
	{
		if (cursor->groups == 0)
		{
			*cell = 0;
			return false;
		}
		cursor->base = pg_rightmost_one_pos64(cursor->groups) * 8;
		cursor->groups &= cursor->groups - 1;
		cursor->cells = *cursor->group++;
	}
	*cell = cursor->base + pg_rightmost_one_pos32(cursor->cells);
	cursor->cells &= cursor->cells - 1;
	if (unlikely(*cell >= CELL_COUNT ||
				 !varint_read(&cursor->number, cursor->end, &number)))
	{
		*cell = -1;
		return false;
	}
	*value = (int64) (number >> 1) ^ -(int64) (number & 1);
	return true;
}

#endif							/* DISCLOSURE_FIGURES_H */
