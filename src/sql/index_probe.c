/*
 * index_probe.c
 *	  Whether a table has a row with some values in the columns of an index.
 *
 * A query would be planned in each statement, and by the size that the table
 * has then: a plan for an empty table reads all of it while it is filled.
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/stratnum.h"
#include "access/table.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "catalog/pg_am.h"
#include "parser/parse_coerce.h"
#include "utils/lsyscache.h"
#include "utils/snapmgr.h"

#include "common/compat.h"
#include "sql/index_probe.h"

bool
index_probe_begin(IndexProbe *probe, Oid index, int nkeys, const AttrNumber *columns,
				  const Oid *operators, const Oid *types)
{
	Relation	rel = index_open(index, AccessShareLock);
	bool		answers = rel->rd_rel->relkind == RELKIND_INDEX && rel->rd_rel->relam == BTREE_AM_OID;

	probe->index = index;
	probe->nkeys = nkeys;
	for (int i = 0; i < nkeys && answers; i++)
	{
		int			strategy;
		Oid			left;
		int			at = 0;

		while (at < rel->rd_index->indnkeyatts && rel->rd_index->indkey.values[at] != columns[i])
			at++;
		answers = at < nkeys && op_in_opfamily(operators[i], rel->rd_opfamily[at]);
		if (!answers)
			break;
		get_op_opfamily_properties(operators[i], rel->rd_opfamily[at], false, &strategy, &left, &probe->type[i]);
		probe->position[i] = at + 1;
		probe->equal[i] = get_opcode(operators[i]);
		answers = strategy == BTEqualStrategyNumber && IsBinaryCoercible(types[i], probe->type[i]);
	}
	index_close(rel, AccessShareLock);
	return answers;
}

/* Has another transaction made a row that this one does not see? */
static bool
is_unseen(Relation rel, TupleTableSlot *slot)
{
	bool		isnull;
	TransactionId made_by = DatumGetTransactionId(slot_getsysattr(slot, MinTransactionIdAttributeNumber, &isnull));

	return !TransactionIdIsCurrentTransactionId(made_by) && !table_tuple_satisfies_snapshot(rel, slot, GetActiveSnapshot());
}

bool
index_probe(const IndexProbe *probe, Oid table, const Datum *values, const bool *nulls, ItemPointer except, bool only_seen)
{
	Relation	rel = table_open(table, AccessShareLock);
	Relation	index = index_open(probe->index, AccessShareLock);
	TupleTableSlot *slot = table_slot_create(rel, NULL);
	ScanKeyData keys[INDEX_MAX_KEYS];
	IndexScanDesc scan;
	bool		found = false;

	/* in the order of the index */
	for (int i = 0; i < probe->nkeys; i++)
	{
		int			at = probe->position[i];

		ScanKeyEntryInitialize(&keys[at - 1], nulls[i] ? SK_ISNULL | SK_SEARCHNULL : 0, at,
							   nulls[i] ? InvalidStrategy : BTEqualStrategyNumber,
							   nulls[i] ? InvalidOid : probe->type[i],
							   nulls[i] ? InvalidOid : index->rd_indcollation[at - 1],
							   nulls[i] ? InvalidOid : probe->equal[i], nulls[i] ? (Datum) 0 : values[i]);
	}
	scan = begin_index_scan(rel, index, SnapshotSelf, probe->nkeys);
	index_rescan(scan, keys, probe->nkeys, NULL, 0);
	while (!found && index_getnext_slot(scan, ForwardScanDirection, slot))
		found = (!ItemPointerIsValid(except) || !ItemPointerEquals(&slot->tts_tid, except)) &&
			!(only_seen && is_unseen(rel, slot));
	index_endscan(scan);
	ExecDropSingleTupleTableSlot(slot);
	index_close(index, AccessShareLock);
	table_close(rel, AccessShareLock);
	return found;
}
