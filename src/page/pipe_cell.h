/*
 * pipe_cell.h
 *	  Splits text at pipes into cells.
 */
#ifndef DISCLOSURE_PIPE_CELL_H
#define DISCLOSURE_PIPE_CELL_H

/* Replaces a pipe in the page's text: in ours a pipe separates cells. */
#define PIPE_SUBSTITUTE		"\xC2\xA6" /* ¦ */

/*
 * The text between two pipes, or between a pipe and the edge of the text.  A
 * cell may span lines.
 */
typedef struct PipeCell
{
	const char *start;
	const char *end;
	bool		opened;			/* a pipe precedes it */
	bool		closed;			/* a pipe follows it */
} PipeCell;

/* Reads the cell at *p and moves *p behind it.  Returns false at the end. */
extern bool pipe_cell_next(const char **p, const char *end, PipeCell *cell);

extern bool has_pipe(const char *text, const char *end);

#endif							/* DISCLOSURE_PIPE_CELL_H */
