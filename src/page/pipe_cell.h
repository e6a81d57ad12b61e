/*
 * pipe_cell.h
 *	  The cells of a text whose columns are separated by "|".
 */
#ifndef DISCLOSURE_PIPE_CELL_H
#define DISCLOSURE_PIPE_CELL_H

/*
 * A cell of pipe text: what stands between two pipes, or between a pipe and
 * the edge of the piece.  It may reach over lines.
 */
typedef struct PipeCell
{
	const char *start;
	const char *end;
	bool		opened;			/* a pipe precedes it */
	bool		closed;			/* a pipe follows it */
} PipeCell;

/* Reads the next cell from *p on; false at the end. */
extern bool pipe_cell_next(const char **p, const char *end, PipeCell *cell);

extern bool has_pipe(const char *text, const char *end);

#endif							/* DISCLOSURE_PIPE_CELL_H */
