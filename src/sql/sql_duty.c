/*
 * sql_duty.c
 *	  Whether a role has a duty for a unit, and whom row-level security binds.
 *
 * Policies ask it of each row.  A query would be set up for each, and a subquery
 * in a policy is planned with every query on the table; here it is a look at the
 * lines of the unit in unit_closure, and at those in access of units above it,
 * which other rows have in common.  Lines of one unit stand side by side, and
 * the same question has the same answer as long as the snapshot is the same.
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/stratnum.h"
#include "access/table.h"
#include "access/tableam.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

#include "common/compat.h"
#include "sql/datum.h"

/* A table of the register whose key begins with the unit. */
typedef struct UnitTable
{
	Oid			table;
	Oid			key;
	AttrNumber	unit_id;
} UnitTable;

/* What a role was granted on a unit itself. */
typedef struct Grants
{
	text	   *unit_id;		/* NULL: none was looked up here yet */
	List	   *duties;			/* of text */
} Grants;

/* More than there are levels of administration. */
#define GRANTS_KEPT 16

/* What one place of a query has asked. */
typedef struct Asked
{
	UnitTable	closure;
	AttrNumber	ancestor_id,
				from_year,
				to_year,
				counted;
	UnitTable	access;
	AttrNumber	duty,
				role_id;
	MemoryContext context;		/* of what follows, which holds for a role and a snapshot */
	Oid			role;			/* InvalidOid: nothing is known */
	TransactionId xmax;			/* of two snapshots with these equal, neither sees more than the other */
	uint32		xcnt;
	int32		subxcnt;
	CommandId	curcid;
	Grants		kept[GRANTS_KEPT];	/* on units above those asked for */
	int			oldest;
	text	   *unit_id;		/* the last question: NULL, none */
	bool		any_year;
	int32		year;
	ArrayType  *duties;			/* NULL: any */
	bool		answer;
} Asked;

static UnitTable
unit_table(const char *name)
{
	UnitTable	result;
	Relation	rel;

	result.table = get_relname_relid(name, get_namespace_oid("disclosure", false));
	if (!OidIsValid(result.table))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_TABLE),
				 errmsg("table disclosure.%s does not exist", name),
				 errhint("CALL disclosure.create_register() makes the register.")));
	rel = table_open(result.table, AccessShareLock);
	RelationGetIndexList(rel);
	result.key = rel->rd_pkindex;
	table_close(rel, AccessShareLock);
	result.unit_id = get_attnum(result.table, "unit_id");
	if (!OidIsValid(result.key))
		elog(ERROR, "table disclosure.%s has no primary key", name);
	return result;
}

static Asked *
asked_begin(FunctionCallInfo fcinfo)
{
	Asked	   *asked = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(Asked));

	asked->closure = unit_table("unit_closure");
	asked->ancestor_id = get_attnum(asked->closure.table, "ancestor_id");
	asked->from_year = get_attnum(asked->closure.table, "from_year");
	asked->to_year = get_attnum(asked->closure.table, "to_year");
	asked->counted = get_attnum(asked->closure.table, "counted");
	asked->access = unit_table("access");
	asked->duty = get_attnum(asked->access.table, "duty");
	asked->role_id = get_attnum(asked->access.table, "role_id");
	asked->context = AllocSetContextCreate(fcinfo->flinfo->fn_mcxt, "duties", ALLOCSET_SMALL_SIZES);
	return asked;
}

/* Forgets what was asked by another role, or in another snapshot. */
static void
asked_refresh(Asked *asked, Oid role, Snapshot snapshot)
{
	if (asked->role == role && asked->xmax == snapshot->xmax && asked->xcnt == snapshot->xcnt &&
		asked->subxcnt == snapshot->subxcnt && asked->curcid == snapshot->curcid)
		return;
	MemoryContextReset(asked->context);
	memset(asked->kept, 0, sizeof(asked->kept));
	asked->oldest = 0;
	asked->unit_id = NULL;
	asked->duties = NULL;
	asked->role = role;
	asked->xmax = snapshot->xmax;
	asked->xcnt = snapshot->xcnt;
	asked->subxcnt = snapshot->subxcnt;
	asked->curcid = snapshot->curcid;
}

static bool
texts_equal(const text *a, const text *b)
{
	return VARSIZE_ANY_EXHDR(a) == VARSIZE_ANY_EXHDR(b) &&
		memcmp(VARDATA_ANY(a), VARDATA_ANY(b), VARSIZE_ANY_EXHDR(a)) == 0;
}

static bool
same_duties(const ArrayType *a, const ArrayType *b)
{
	return a == NULL || b == NULL ? a == b : VARSIZE(a) == VARSIZE(b) && memcmp(a, b, VARSIZE(a)) == 0;
}

/* A scan of the lines of one unit. */
typedef struct UnitScan
{
	Relation	table;
	Relation	key;
	IndexScanDesc scan;
	TupleTableSlot *slot;
} UnitScan;

static void
unit_scan_begin(UnitScan *lines, const UnitTable *of, const text *unit_id, Snapshot snapshot)
{
	ScanKeyData key;

	lines->table = table_open(of->table, AccessShareLock);
	lines->key = index_open(of->key, AccessShareLock);
	lines->slot = table_slot_create(lines->table, NULL);
	ScanKeyEntryInitialize(&key, 0, 1, BTEqualStrategyNumber, TEXTOID, lines->key->rd_indcollation[0], F_TEXTEQ,
						   PointerGetDatum(unit_id));
	lines->scan = begin_index_scan(lines->table, lines->key, snapshot, 1);
	index_rescan(lines->scan, &key, 1, NULL, 0);
}

static bool
unit_scan_next(UnitScan *lines)
{
	CHECK_FOR_INTERRUPTS();
	return index_getnext_slot(lines->scan, ForwardScanDirection, lines->slot);
}

/* The tables stay locked until the end of the transaction, as those of a query do. */
static void
unit_scan_end(UnitScan *lines)
{
	index_endscan(lines->scan);
	ExecDropSingleTupleTableSlot(lines->slot);
	index_close(lines->key, NoLock);
	table_close(lines->table, NoLock);
}

/* The columns that are asked for may not be null. */
static Datum
column(const UnitScan *lines, AttrNumber attribute)
{
	bool		isnull;
	Datum		value = slot_getattr(lines->slot, attribute, &isnull);

	if (isnull)
		elog(ERROR, "column %d of %s is null", attribute, RelationGetRelationName(lines->table));
	return value;
}

static List *
duties_on(const Asked *asked, const text *unit_id, Snapshot snapshot)
{
	List	   *duties = NIL;
	UnitScan	lines;

	unit_scan_begin(&lines, &asked->access, unit_id, snapshot);
	while (unit_scan_next(&lines))
		if (has_privs_of_role(asked->role, DatumGetObjectId(column(&lines, asked->role_id))))
			duties = lappend(duties, DatumGetTextPCopy(column(&lines, asked->duty)));
	unit_scan_end(&lines);
	return duties;
}

/* The same of a unit above, which is likely to be above the next unit too. */
static List *
duties_above(Asked *asked, const text *unit_id, Snapshot snapshot)
{
	Grants	   *grants;
	MemoryContext before;

	for (int i = 0; i < GRANTS_KEPT && asked->kept[i].unit_id != NULL; i++)
		if (texts_equal(asked->kept[i].unit_id, unit_id))
			return asked->kept[i].duties;
	grants = &asked->kept[asked->oldest];
	asked->oldest = (asked->oldest + 1) % GRANTS_KEPT;
	before = MemoryContextSwitchTo(asked->context);
	if (grants->unit_id != NULL)
	{
		pfree(grants->unit_id);
		list_free_deep(grants->duties);
	}
	grants->unit_id = DatumGetTextPCopy(PointerGetDatum(unit_id));
	grants->duties = duties_on(asked, unit_id, snapshot);
	MemoryContextSwitchTo(before);
	return grants->duties;
}

/* Is one of the duties that are wanted among those granted?  Only that to read reaches units which the one above does not add up. */
static bool
any_serves(const List *granted, const Datum *wanted, int nwanted, bool any, bool counted)
{
	const ListCell *lc;

	foreach(lc, granted)
	{
		const text *duty = lfirst(lc);
		bool		serves = any;

		for (int i = 0; i < nwanted && !serves; i++)
			serves = texts_equal(duty, DatumGetTextPP(wanted[i]));
		if (serves && (counted || (VARSIZE_ANY_EXHDR(duty) == 4 && memcmp(VARDATA_ANY(duty), "read", 4) == 0)))
			return true;
	}
	return false;
}

static bool
holds_duty(Asked *asked, const text *unit_id, bool any_year, int32 year, ArrayType *duties, Snapshot snapshot)
{
	Datum	   *wanted = NULL;
	int			nwanted = 0;
	bool		found = false;
	bool		exists = false;
	UnitScan	lines;

	if (duties != NULL)
		deconstruct_array(duties, TEXTOID, -1, false, TYPALIGN_INT, &wanted, NULL, &nwanted);
	unit_scan_begin(&lines, &asked->closure, unit_id, snapshot);
	while (!found && unit_scan_next(&lines))
	{
		const text *above;

		if (!any_year && (year < DatumGetInt32(column(&lines, asked->from_year)) ||
						  year > DatumGetInt32(column(&lines, asked->to_year))))
			continue;
		above = DatumGetTextPP(column(&lines, asked->ancestor_id));
		if (!texts_equal(above, unit_id))
			found = any_serves(duties_above(asked, above, snapshot), wanted, nwanted, duties == NULL,
							   DatumGetBool(column(&lines, asked->counted)));
		else
			exists = true;
	}
	unit_scan_end(&lines);
	/* last, because it is looked up for each unit */
	return found || (exists && any_serves(duties_on(asked, unit_id, snapshot), wanted, nwanted, duties == NULL, true));
}

/*
 * holds_duty(unit_id text, year integer, duties text[], caller boolean): has a
 * role one of the duties, or if they are null any, for a unit in a year, or if
 * that is null in any year?  The role is the current one, or the caller's, which
 * is another in functions that run as the owner.  Nobody learns of other roles.
 */
SQL_FUNCTION(disclosure_holds_duty)
{
	Asked	   *asked = fcinfo->flinfo->fn_extra;
	Snapshot	snapshot = ActiveSnapshotSet() ? GetActiveSnapshot() : GetTransactionSnapshot();
	text	   *unit_id;
	bool		any_year = PG_ARGISNULL(1);
	int32		year = any_year ? 0 : PG_GETARG_INT32(1);
	ArrayType  *duties = PG_ARGISNULL(2) ? NULL : PG_GETARG_ARRAYTYPE_P(2);
	MemoryContext before;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(3))
		PG_RETURN_BOOL(false);
	if (asked == NULL)
		asked = fcinfo->flinfo->fn_extra = asked_begin(fcinfo);
	unit_id = PG_GETARG_TEXT_PP(0);
	asked_refresh(asked, PG_GETARG_BOOL(3) ? GetOuterUserId() : GetUserId(), snapshot);
	if (asked->unit_id != NULL && asked->any_year == any_year && asked->year == year &&
		texts_equal(asked->unit_id, unit_id) && same_duties(asked->duties, duties))
		PG_RETURN_BOOL(asked->answer);

	/* an error must not leave a question with the answer to another */
	if (asked->unit_id != NULL)
		pfree(asked->unit_id);
	asked->unit_id = NULL;
	asked->answer = holds_duty(asked, unit_id, any_year, year, duties, snapshot);
	before = MemoryContextSwitchTo(asked->context);
	if (!same_duties(asked->duties, duties))
	{
		if (asked->duties != NULL)
			pfree(asked->duties);
		asked->duties = duties == NULL ? NULL : DatumGetArrayTypePCopy(PointerGetDatum(duties));
	}
	asked->any_year = any_year;
	asked->year = year;
	asked->unit_id = DatumGetTextPCopy(PointerGetDatum(unit_id));
	MemoryContextSwitchTo(before);
	PG_RETURN_BOOL(asked->answer);
}

/*
 * escapes_policies(role name, relation regclass): is the role one that does not
 * keep to the policies of the table, as its owner or by an attribute?
 */
SQL_FUNCTION(disclosure_escapes_policies)
{
	Oid			role = get_role_oid(NameStr(*PG_GETARG_NAME(0)), false);
	Oid			relation = PG_GETARG_OID(1);
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relation));
	Oid			owner;

	if (!HeapTupleIsValid(tuple))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_TABLE),
				 errmsg("relation with OID %u does not exist", relation)));
	owner = ((Form_pg_class) GETSTRUCT(tuple))->relowner;
	ReleaseSysCache(tuple);
	PG_RETURN_BOOL(has_privs_of_role(role, owner) || has_bypassrls_privilege(role));
}
