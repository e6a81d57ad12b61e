/*
 * form.h
 *	  Tables, rows, columns, cells and forms of the annual report.
 *
 * Everything here comes from cells.def.  A cell is known inside the library
 * by its ordinal, outside by its path "table.row.column".
 */
#ifndef DISCLOSURE_FORM_H
#define DISCLOSURE_FORM_H

#include "port/pg_bitutils.h"

typedef enum TableId
{
#define TABLE(name, number, label, table_type, row_type) TABLE_##name,
#include "figures/cells.def"
	TABLE_COUNT
} TableId;

typedef enum GroupId
{
	GROUP_none,
#define GROUP(table, name, parent, label) GROUP_##name,
#include "figures/cells.def"
	GROUP_COUNT
} GroupId;

typedef enum ColumnId
{
#define COLUMN(table, name, group, label, definition) COLUMN_##table##_##name,
#include "figures/cells.def"
	COLUMN_COUNT
} ColumnId;

typedef enum RowId
{
#define ROW(table, name, group, label, definition) ROW_##table##_##name,
#include "figures/cells.def"
	ROW_COUNT
} RowId;

typedef enum CellId
{
#define CELL(table, row, column, unit, scale, sign) CELL_##table##_##row##_##column,
#include "figures/cells.def"
	CELL_COUNT
} CellId;

typedef enum FormId
{
#define FORM(name, notice, first_year, last_year) FORM_##name,
#include "figures/cells.def"
	FORM_COUNT
} FormId;

/* A set of forms: bit n is the n-th FORM line. */
typedef uint32 FormSet;

#define FORM_BIT(form)	((FormSet) 1 << (form))
#define ALL_FORMS		((FormSet) ((1 << FORM_COUNT) - 1))

/* A set of cells, by ordinal. */
#define CELL_WORD_BITS	64
#define CELL_WORDS		((CELL_COUNT + CELL_WORD_BITS - 1) / CELL_WORD_BITS)

typedef struct CellSet
{
	uint64		word[CELL_WORDS];
} CellSet;

/* Longest text of a set of forms, "2019+2021+..." with its terminator. */
#define FORM_NAME_MAX	7
#define FORMS_TEXT_SIZE (FORM_COUNT * (FORM_NAME_MAX + 1) + 1)

#define FORM(name, notice, first_year, last_year) \
	StaticAssertDecl(sizeof(#name) <= FORM_NAME_MAX + 1, "name of a form is too long");
#include "figures/cells.def"

typedef struct TableInfo
{
	const char *name;
	const char *number;			/* of the section, as printed */
	const char *label;
	const char *table_type;		/* names of the composite types */
	const char *row_type;
} TableInfo;

typedef struct GroupInfo
{
	TableId		table;
	const char *name;
	GroupId		parent;
	const char *label;
} GroupInfo;

/* A row or a column of a table. */
typedef struct AxisInfo
{
	TableId		table;
	const char *name;
	GroupId		group;
	const char *label;
	const char *definition;
} AxisInfo;

typedef struct CellInfo
{
	RowId		row;
	ColumnId	column;
	const char *path;
	const char *unit;
	int			scale;			/* number of decimals */
	bool		is_signed;		/* may be negative */
} CellInfo;

typedef struct FormInfo
{
	const char *name;
	const char *notice;
	int			first_year;
	int			last_year;		/* 0: still in force */
} FormInfo;

/*
 * The rows and cells in the order of a set of forms.  Those of other forms are
 * in it too, in the places that these give them.
 */
typedef struct FormLayout
{
	CellSet		asked;			/* cells of the forms */
	int16		row[ROW_COUNT];
	int16		cell[CELL_COUNT];
} FormLayout;

extern const TableInfo table_info[TABLE_COUNT];
extern const GroupInfo group_info[GROUP_COUNT];
extern const AxisInfo column_info[COLUMN_COUNT];
extern const AxisInfo row_info[ROW_COUNT];
extern const CellInfo cell_info[CELL_COUNT];
extern const FormInfo form_info[FORM_COUNT];

/* Builds the layouts; called once, when the library is loaded. */
extern void form_init(void);
extern const FormLayout *form_layout(FormSet forms);

/* Lookups return -1 if there is no such thing. */
extern int	table_by_name(const char *name, size_t len);
extern int	row_by_name(TableId table, const char *name, size_t len);
extern int	column_by_name(TableId table, const char *name, size_t len);
extern int	group_by_name(TableId table, const char *name, size_t len);
extern int	table_row(TableId table, int n);	/* the n-th row, from 0 */
extern int	table_column(TableId table, int n);
extern int	cell_at(RowId row, ColumnId column);
extern int	cell_by_path(const char *path, size_t len);
extern int	form_of_year(int year);

/*
 * Reads "2019+2021", in any order, each form once; clears *ok if that is wrong.
 * The empty text is the empty set, the form of a difference between reports
 * that have no form in common.
 */
extern FormSet forms_from_text(const char *text, size_t len, bool *ok);

/* Writes into a buffer of FORMS_TEXT_SIZE. */
extern void forms_to_text(FormSet forms, char *buf);

/* The n-th column of all tables, from 0, in the order of print. */
extern ColumnId column_printed(int n);

/* Does any cell of the column have decimals? */
extern bool column_has_decimals(ColumnId column);

/* Is the group the outer one, or within it? */
extern bool group_within(GroupId group, GroupId outer);

/*
 * Labels as printed, in UTF-8: by the newest form of a set that prints the row
 * or cell, or the newest form of all if no form of the set does.  In full, the
 * label of a row is preceded by that of its group, and that of a cell by its
 * row's: "（三）不予公开·1.属于国家秘密·自然人".  The heading over a row, and the
 * caption of its block, may be NULL.
 */
extern FormId form_printing(FormSet forms, CellId cell);
extern FormId form_printing_row(FormSet forms, RowId row);
extern const char *row_label(FormId form, RowId row);
extern const char *row_group_label(FormId form, RowId row);
extern char *row_full_label(FormId form, RowId row);
extern char *cell_full_label(FormSet forms, CellId cell);
extern const char *column_label(FormId form, CellId cell);
extern const char *block_caption(FormId form, RowId row);

static inline bool
cellset_has(const CellSet *set, int cell)
{
	return (set->word[cell / CELL_WORD_BITS] >> (cell % CELL_WORD_BITS)) & 1;
}

static inline void
cellset_add(CellSet *set, int cell)
{
	set->word[cell / CELL_WORD_BITS] |= UINT64CONST(1) << (cell % CELL_WORD_BITS);
}

static inline void
cellset_remove(CellSet *set, int cell)
{
	set->word[cell / CELL_WORD_BITS] &= ~(UINT64CONST(1) << (cell % CELL_WORD_BITS));
}

static inline bool
cellset_is_empty(const CellSet *set)
{
	uint64		any = 0;

	for (int i = 0; i < CELL_WORDS; i++)
		any |= set->word[i];
	return any == 0;
}

static inline int
cellset_count(const CellSet *set)
{
	int			count = 0;

	for (int i = 0; i < CELL_WORDS; i++)
		count += pg_popcount64(set->word[i]);
	return count;
}

static inline void
cellset_union(CellSet *set, const CellSet *other)
{
	for (int i = 0; i < CELL_WORDS; i++)
		set->word[i] |= other->word[i];
}

static inline void
cellset_intersection(CellSet *set, const CellSet *other)
{
	for (int i = 0; i < CELL_WORDS; i++)
		set->word[i] &= other->word[i];
}

static inline void
cellset_difference(CellSet *set, const CellSet *other)
{
	for (int i = 0; i < CELL_WORDS; i++)
		set->word[i] &= ~other->word[i];
}

static inline void
cellset_symmetric_difference(CellSet *set, const CellSet *other)
{
	for (int i = 0; i < CELL_WORDS; i++)
		set->word[i] ^= other->word[i];
}

static inline bool
cellset_overlaps(const CellSet *set, const CellSet *other)
{
	uint64		common = 0;

	for (int i = 0; i < CELL_WORDS; i++)
		common |= set->word[i] & other->word[i];
	return common != 0;
}

/* Returns the first member at or after a cell, or -1. */
static inline int
cellset_next(const CellSet *set, int cell)
{
	for (int i = cell / CELL_WORD_BITS; i < CELL_WORDS; i++)
	{
		uint64		word = set->word[i];

		if (i == cell / CELL_WORD_BITS)
			word &= ~UINT64CONST(0) << (cell % CELL_WORD_BITS);
		if (word != 0)
			return i * CELL_WORD_BITS + pg_rightmost_one_pos64(word);
	}
	return -1;
}

#endif							/* DISCLOSURE_FORM_H */
