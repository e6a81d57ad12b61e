/*
 * sql_recall.c
 *	  Whom row-level security binds, and recall(), by which it asks once for rows
 *	  that follow one another what it would ask for each.
 *
 * The lines of one report, or of one unit's ledger, stand side by side in their
 * index, and the answer is the same for all.  A subquery in a policy would be
 * planned with every query on the table, and run for each line.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_class.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

#include "common/compat.h"
#include "sql/datum.h"

#define QUESTIONS	3			/* arguments of the function that is asked: unit, year, duty */

/* The last answer at one place of a query, and what it was an answer to. */
typedef struct Recall
{
	MemoryContext context;		/* memory of the arguments */
	Oid			function;
	FmgrInfo	ask;
	bool		known;
	bool		answer;
	Oid			user;
	TransactionId xmax;			/* of the snapshot: of two with these equal, neither sees more than the other */
	uint32		xcnt;
	int32		subxcnt;
	CommandId	curcid;
	bool		nulls[QUESTIONS];
	Datum		values[QUESTIONS];
} Recall;

static const Oid question_types[QUESTIONS] = {TEXTOID, INT4OID, TEXTOID};

/* Looks the function up, which must be one that the caller may call, of these arguments and with this result. */
static void
recall_function(Recall *recall, Oid function, MemoryContext memory)
{
	HeapTuple	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
	Form_pg_proc form;

	if (!HeapTupleIsValid(tuple))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_FUNCTION),
				 errmsg("function with OID %u does not exist", function)));
	form = (Form_pg_proc) GETSTRUCT(tuple);
	if (form->prokind != PROKIND_FUNCTION || form->proretset || form->prorettype != BOOLOID ||
		form->pronargs != QUESTIONS ||
		memcmp(form->proargtypes.values, question_types, sizeof(question_types)) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_FUNCTION_DEFINITION),
				 errmsg("function %s must take text, integer and text, and return boolean", NameStr(form->proname))));
	if (!may_execute(function, GetUserId()))
		aclcheck_error(ACLCHECK_NO_PRIV, OBJECT_FUNCTION, NameStr(form->proname));
	ReleaseSysCache(tuple);
	fmgr_info_cxt(function, &recall->ask, memory);
	recall->function = function;
}

static bool
same_question(Datum a, Datum b)
{
	struct varlena *one = (struct varlena *) DatumGetPointer(a);
	struct varlena *other = (struct varlena *) DatumGetPointer(b);

	return VARSIZE_ANY_EXHDR(one) == VARSIZE_ANY_EXHDR(other) &&
		memcmp(VARDATA_ANY(one), VARDATA_ANY(other), VARSIZE_ANY_EXHDR(one)) == 0;
}

/*
 * recall(ask regprocedure, unit_id text, year integer, duty text): what
 * ask(unit_id, year, duty) answers; false for a null.  One that is asked again
 * with the same arguments, by the same user and within the same snapshot is not
 * called again.
 */
SQL_FUNCTION(disclosure_recall)
{
	Recall	   *recall = fcinfo->flinfo->fn_extra;
	Snapshot	snapshot = ActiveSnapshotSet() ? GetActiveSnapshot() : GetTransactionSnapshot();
	LOCAL_FCINFO(call, QUESTIONS);
	bool		same;
	MemoryContext before;
	Datum		answer;

	if (PG_ARGISNULL(0))
		PG_RETURN_BOOL(false);
	if (recall == NULL)
	{
		recall = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(Recall));
		recall->context = AllocSetContextCreate(fcinfo->flinfo->fn_mcxt, "recall", ALLOCSET_SMALL_SIZES);
		fcinfo->flinfo->fn_extra = recall;
	}

	same = recall->known && recall->function == PG_GETARG_OID(0) && recall->user == GetUserId() &&
		recall->xmax == snapshot->xmax && recall->xcnt == snapshot->xcnt && recall->subxcnt == snapshot->subxcnt &&
		recall->curcid == snapshot->curcid;
	for (int i = 0; i < QUESTIONS; i++)
	{
		call->args[i].isnull = PG_ARGISNULL(i + 1);
		call->args[i].value = (Datum) 0;
		if (!call->args[i].isnull)
			call->args[i].value = question_types[i] == TEXTOID ?
				PointerGetDatum(PG_GETARG_TEXT_PP(i + 1)) : PG_GETARG_DATUM(i + 1);
		if (same)
			same = call->args[i].isnull == recall->nulls[i] &&
				(call->args[i].isnull ||
				 (question_types[i] == TEXTOID ? same_question(call->args[i].value, recall->values[i]) :
				  call->args[i].value == recall->values[i]));
	}
	if (same)
		PG_RETURN_BOOL(recall->answer);

	recall->known = false;
	if (recall->function != PG_GETARG_OID(0) || recall->user != GetUserId())
		recall_function(recall, PG_GETARG_OID(0), fcinfo->flinfo->fn_mcxt);
	InitFunctionCallInfoData(*call, &recall->ask, QUESTIONS, PG_GET_COLLATION(), NULL, NULL);
	answer = FunctionCallInvoke(call);
	recall->answer = !call->isnull && DatumGetBool(answer);

	MemoryContextReset(recall->context);
	before = MemoryContextSwitchTo(recall->context);
	for (int i = 0; i < QUESTIONS; i++)
	{
		recall->nulls[i] = call->args[i].isnull;
		recall->values[i] = call->args[i].value;
		if (!call->args[i].isnull && question_types[i] == TEXTOID)
			recall->values[i] = PointerGetDatum(PG_DETOAST_DATUM_COPY(call->args[i].value));
	}
	MemoryContextSwitchTo(before);
	recall->user = GetUserId();
	recall->xmax = snapshot->xmax;
	recall->xcnt = snapshot->xcnt;
	recall->subxcnt = snapshot->subxcnt;
	recall->curcid = snapshot->curcid;
	recall->known = true;
	PG_RETURN_BOOL(recall->answer);
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
