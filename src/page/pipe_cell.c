/*
 * pipe_cell.c
 *	  Splits text at pipes into cells.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "page/pipe_cell.h"

/* Returns the bytes of a pipe at p, which may be full width or a box sign, or 0. */
static int
pipe_length(const char *p, const char *end)
{
	if (*p == '|')
		return 1;
	if (end - p >= 3 && (memcmp(p, "\xEF\xBD\x9C", 3) == 0 ||	/* ｜ */
						 memcmp(p, "\xE2\x94\x82", 3) == 0))	/* │ */
		return 3;
	return 0;
}

bool
has_pipe(const char *text, const char *end)
{
	CHECK_FOR_INTERRUPTS();
	for (; text < end; text++)
		if (pipe_length(text, end) > 0)
			return true;
	return false;
}

bool
pipe_cell_next(const char **p, const char *end, PipeCell *cell)
{
	int			length;

	if (*p > end)
		return false;
	cell->opened = cell->closed;
	cell->closed = false;
	cell->start = *p;
	for (cell->end = *p; cell->end < end; cell->end++)
		if ((length = pipe_length(cell->end, end)) > 0)
		{
			cell->closed = true;
			*p = cell->end + length;
			return true;
		}
	*p = end + 1;
	return true;
}
