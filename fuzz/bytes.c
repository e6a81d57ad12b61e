/*
 * bytes.c COUNT
 *	  Prints the packed bytes of COUNT values made up from their numbers, and of
 *	  their sums: the same on every machine.
 *
 * Built by tools/check-bytes from src/figures/ alone, for machines whose server
 * libraries are not at hand; what it needs of them is below.
 */
#include "postgres.h"

#include "port/pg_bitutils.h"

#include "figures/figures.h"
#include "figures/structure.h"

#undef printf
#undef fprintf

/* -- of the server ------------------------------------------------------ */

void *
palloc(Size size)
{
	void	   *pointer = malloc(size);

	if (pointer == NULL)
		abort();
	return pointer;
}

bool
errstart(int elevel, const char *domain)
{
	return true;
}

bool
errstart_cold(int elevel, const char *domain)
{
	return true;
}

int
errcode(int sqlerrcode)
{
	return 0;
}

int
errmsg(const char *message, ...)
{
	fprintf(stderr, "%s\n", message);
	return 0;
}

int
errdetail(const char *message, ...)
{
	return 0;
}

int
errmsg_internal(const char *message, ...)
{
	fprintf(stderr, "%s\n", message);
	return 0;
}

void
errfinish(const char *filename, int lineno, const char *funcname)
{
	abort();
}

static int
count_bits(uint64 word)
{
	return __builtin_popcountll(word);
}

#ifdef TRY_POPCNT_FAST
int			(*pg_popcount64) (uint64 word) = count_bits;
#else
int
pg_popcount64(uint64 word)
{
	return count_bits(word);
}
#endif

/* -- values made up ----------------------------------------------------- */

static uint64 state;

/* of the generator of Knuth's MMIX, the upper half */
static uint64
chance(uint64 below)
{
	state = state * UINT64CONST(6364136223846793005) + UINT64CONST(1442695040888963407);
	return (state >> 32) % below;
}

/* small numbers mostly, and some at every length of a varint */
static int64
made_number(void)
{
	int			bits = chance(8) > 0 ? 1 + chance(8) : 1 + chance(63);
	uint64		number = chance(UINT64CONST(1) << 32) << 32;

	number = (number | chance(UINT64CONST(1) << 32)) & ((UINT64CONST(1) << bits) - 1);
	return chance(20) == 0 ? -(int64) number - 1 : (int64) number;
}

static void
make_vector(CellVector *vector, int n)
{
	state = n;
	vector_init(vector, 1 + chance(ALL_FORMS));
	vector->numbers = form_layout(vector->forms)->asked;
	for (int i = chance(30); i > 0; i--)
	{
		int			cell = chance(CELL_COUNT);

		vector_set(vector, cell, made_number());
	}
	if (chance(3) == 0)
		for (int i = chance(10); i > 0; i--)
			vector_unset(vector, chance(CELL_COUNT));
}

static void
print(const Figures *figures)
{
	for (int i = 0; i < VARSIZE(figures) - VARHDRSZ; i++)
		printf("%02x", (uint8) VARDATA(figures)[i]);
	printf("\n");
}

int
main(int argc, char **argv)
{
	CellVector	vector;
	CellVector	again;
	CellVector	nothing;
	FiguresSum	sum;
	Figures    *last = NULL;

	form_init();
	structure_init();
	vector_init(&nothing, 0);
	figures_sum_set(&sum, &nothing);
	for (int n = 0; n < atoi(argv[1]); n++)
	{
		Figures    *figures;

		make_vector(&vector, n);
		figures = figures_pack(&vector);
		print(figures);
		print(figures_blanks(figures));
		figures_unpack(figures, &again);
		if (memcmp(&vector, &again, sizeof(vector)) != 0)
			abort();
		if (last != NULL)
			printf("%d\n", figures_compare(last, figures));
		last = figures;

		/* numbers whose sums are far from the end of their range */
		for (int cell = 0; cell < CELL_COUNT; cell++)
			vector.value[cell] %= 1000000;
		figures_sum_add(&sum, figures_pack(&vector));
	}
	print(figures_sum_pack(&sum));
	return 0;
}
