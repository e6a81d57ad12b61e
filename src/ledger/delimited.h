/*
 * delimited.h
 *	  Rows of text whose cells are parted by commas, semicolons or tabs: files
 *	  of spreadsheets, and what is pasted from one.
 *
 * As RFC 4180 has it: a cell in quotes may hold delimiters and line ends, and a
 * doubled quote stands for one.  The character that the first line has most of outside
 * quotes parts the cells.
 */
#ifndef DISCLOSURE_DELIMITED_H
#define DISCLOSURE_DELIMITED_H

#include "lib/stringinfo.h"
#include "nodes/pg_list.h"

typedef struct DelimitedReader
{
	const char *next;
	const char *end;
	char		delimiter;
	int			line;			/* of the file, on which the last row begins; from 1 */
	int			next_line;
	StringInfoData cell;		/* the cell that is read */
} DelimitedReader;

/* Begins to read UTF-8 text, after a byte order mark if there is one. */
extern void delimited_open(DelimitedReader *reader, const char *text, size_t len);

/*
 * Reads a row as a list of its cells, white space at their ends cut off.  Rows
 * without any text are passed over.  Returns NIL after the last row.
 */
extern List *delimited_next(DelimitedReader *reader);

#endif							/* DISCLOSURE_DELIMITED_H */
