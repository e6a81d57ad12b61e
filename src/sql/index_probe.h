/*
 * index_probe.h
 *	  Whether a table has a row with some values in the columns of an index.
 */
#ifndef DISCLOSURE_INDEX_PROBE_H
#define DISCLOSURE_INDEX_PROBE_H

#include "access/attnum.h"
#include "storage/itemptr.h"
#include "utils/rel.h"

/* The first columns of a B-tree index, in an order of the caller's. */
typedef struct IndexProbe
{
	Oid			index;
	int			nkeys;
	AttrNumber	position[INDEX_MAX_KEYS];	/* of each key, in the index */
	Oid			type[INDEX_MAX_KEYS];	/* on the right of the operator */
	RegProcedure equal[INDEX_MAX_KEYS];
} IndexProbe;

/*
 * Makes a probe of the index for keys that are the columns of its table, to be
 * compared by operators with the column on their left with values of the given
 * types.  Returns false if the index cannot answer that.
 */
extern bool index_probe_begin(IndexProbe *probe, Oid index, int nkeys, const AttrNumber *columns,
							  const Oid *operators, const Oid *types);

/*
 * Is there a row with these values, other than the one at "except" (NULL, or
 * the place of a row that is not stored yet: any)?  It may be of this
 * transaction, even of its present command, or of one that has committed,
 * unless only those count that the transaction sees or has made.  A null equals
 * a null.
 */
extern bool index_probe(const IndexProbe *probe, Oid table, const Datum *values, const bool *nulls,
						ItemPointer except, bool only_seen);

#endif							/* DISCLOSURE_INDEX_PROBE_H */
