/*
 * sql_constraint.c
 *	  Triggers that find the constraint which a row breaks before the server does,
 *	  whose refusal is in its own language and shows the whole row.
 *
 * check_row() goes before the row, as the last trigger there: columns that must
 * not be null, CHECK, and keys that another row has.  check_references() goes
 * after it, ahead of the server's triggers for foreign keys, and asks what they
 * ask, with the owner's rights as they do.  Neither lets anything pass: the
 * constraints stay, and decide about what transactions do to each other.
 *
 * The sentence is that of disclosure.raise_violation().
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/stratnum.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_index.h"
#include "catalog/pg_trigger.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "nodes/plannodes.h"
#include "parser/parsetree.h"
#include "tcop/pquery.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/syscache.h"

#include "common/compat.h"
#include "sql/datum.h"

/* A question about other rows, whose answer the constraint is about: is there one with these values? */
typedef struct Lookup
{
	Oid			constraint;
	bool		wanted;			/* must there be one? */
	bool		nulls_equal;	/* is a null in the key a value as others are? */
	int			nkeys;
	AttrNumber	keys[INDEX_MAX_KEYS];
	SPIPlanPtr	plan;
} Lookup;

/* What a trigger knows of its table, kept for the rows of a statement. */
typedef struct Constraints
{
	ExprState **checks;
	EState	   *estate;
	TupleTableSlot *slot;
	List	   *lookups;
	MemoryContextCallback forget;
} Constraints;

static void
forget_plans(void *arg)
{
	ListCell   *lc;

	foreach(lc, ((Constraints *) arg)->lookups)
		SPI_freeplan(((Lookup *) lfirst(lc))->plan);
}

static Constraints *
constraints_begin(FunctionCallInfo fcinfo)
{
	Constraints *result = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(Constraints));

	result->forget.func = forget_plans;
	result->forget.arg = result;
	MemoryContextRegisterResetCallback(fcinfo->flinfo->fn_mcxt, &result->forget);
	return result;
}

/* Never returns: the sentence for a constraint, or for a column that is null. */
static void
raise_violation(Relation rel, HeapTuple tuple, Oid constraint, AttrNumber attribute)
{
	Oid			types[] = {REGCLASSOID, OIDOID, INT2OID, RelationGetForm(rel)->reltype};
	Datum		values[] = {
		ObjectIdGetDatum(RelationGetRelid(rel)), ObjectIdGetDatum(constraint), Int16GetDatum(attribute),
		heap_copy_tuple_as_datum(tuple, RelationGetDescr(rel))
	};

	SPI_connect();
	SPI_execute_with_args("SELECT disclosure.raise_violation($1, $2, $3, pg_catalog.to_jsonb($4))",
						  lengthof(types), types, values, NULL, true, 0);
	elog(ERROR, "disclosure.raise_violation() has raised nothing");
}

/*
 * Adds the question whether a row of a relation has the values that a row of
 * this one has in its key, by the operators of the constraint, whose left side
 * is the other row if "other_left".  Asked of the table itself, the row does not
 * count; its place is the parameter behind the keys.
 */
static void
add_lookup(Constraints *constraints, Oid constraint, bool wanted, Relation rel, int nkeys, const int16 *keys,
		   Oid other, const int16 *other_keys, const Oid *operators, bool other_left, bool nulls_equal)
{
	MemoryContext before = MemoryContextSwitchTo(GetMemoryChunkContext(constraints));
	Lookup	   *lookup = palloc0(sizeof(Lookup));
	Oid			types[INDEX_MAX_KEYS + 1];
	StringInfoData query;

	initStringInfo(&query);
	appendStringInfo(&query, "SELECT 1 FROM %s WHERE ",
					 quote_qualified_identifier(get_namespace_name(get_rel_namespace(other)), get_rel_name(other)));
	lookup->constraint = constraint;
	lookup->wanted = wanted;
	lookup->nulls_equal = nulls_equal;
	lookup->nkeys = nkeys;
	for (int i = 0; i < nkeys; i++)
	{
		const char *column = quote_identifier(get_attname(other, other_keys[i], false));
		char	   *parameter = psprintf("$%d", i + 1);
		Oid			type = get_atttype(other, other_keys[i]);

		lookup->keys[i] = keys[i];
		types[i] = TupleDescAttr(RelationGetDescr(rel), keys[i] - 1)->atttypid;
		appendStringInfoString(&query, i == 0 ? "(" : " AND (");
		generate_operator_clause(&query, other_left ? column : parameter, other_left ? type : types[i], operators[i],
								 other_left ? parameter : column, other_left ? types[i] : type);
		if (nulls_equal)
			appendStringInfo(&query, " OR (%s IS NULL AND %s IS NULL)", column, parameter);
		appendStringInfoChar(&query, ')');
	}
	types[nkeys] = TIDOID;
	if (!wanted && other == RelationGetRelid(rel) && other_left)
		appendStringInfo(&query, " AND ctid OPERATOR(pg_catalog.<>) $%d", nkeys + 1);
	appendStringInfoString(&query, " LIMIT 1");

	SPI_connect();
	lookup->plan = SPI_prepare(query.data, nkeys + 1, types);
	if (lookup->plan == NULL || SPI_keepplan(lookup->plan) != 0)
		elog(ERROR, "cannot prepare: %s", query.data);
	SPI_finish();
	constraints->lookups = lappend(constraints->lookups, lookup);
	MemoryContextSwitchTo(before);
}

static bool
key_equal(Relation rel, const Lookup *lookup, HeapTuple one, HeapTuple other)
{
	for (int i = 0; i < lookup->nkeys; i++)
	{
		Form_pg_attribute attr = TupleDescAttr(RelationGetDescr(rel), lookup->keys[i] - 1);
		bool		one_null;
		bool		other_null;
		Datum		a = heap_getattr(one, lookup->keys[i], RelationGetDescr(rel), &one_null);
		Datum		b = heap_getattr(other, lookup->keys[i], RelationGetDescr(rel), &other_null);

		if (one_null != other_null || (!one_null && !datum_image_eq(a, b, attr->attbyval, attr->attlen)))
			return false;
	}
	return true;
}

/* Raises the sentence of a constraint if the answer is not the one it wants. */
static void
check_lookup(Relation rel, const Lookup *lookup, HeapTuple tuple)
{
	Datum		values[INDEX_MAX_KEYS + 1];
	char		nulls[INDEX_MAX_KEYS + 2] = {0};
	bool		found;
	Oid			user;
	int			security;

	for (int i = 0; i < lookup->nkeys; i++)
	{
		bool		isnull;

		values[i] = heap_getattr(tuple, lookup->keys[i], RelationGetDescr(rel), &isnull);
		if (isnull && !lookup->nulls_equal)
			return;
		nulls[i] = isnull ? 'n' : ' ';
	}
	nulls[lookup->nkeys] = ' ';
	values[lookup->nkeys] = PointerGetDatum(&tuple->t_self);

	GetUserIdAndSecContext(&user, &security);
	SetUserIdAndSecContext(RelationGetForm(rel)->relowner,
						   security | SECURITY_LOCAL_USERID_CHANGE | SECURITY_NOFORCE_RLS);
	SPI_connect();
	if (SPI_execute_plan(lookup->plan, values, nulls, false, 1) != SPI_OK_SELECT)
		elog(ERROR, "cannot look up the rows of a constraint");
	found = SPI_processed > 0;
	SPI_finish();
	SetUserIdAndSecContext(user, security);
	if (found != lookup->wanted)
		raise_violation(rel, tuple, lookup->constraint, InvalidAttrNumber);
}

/*
 * Does the client's statement insert into the table, and has no ON CONFLICT?  A
 * trigger is not told; the statement's plan stands in the active portal.  Inside
 * functions the answer is no, and the server speaks.
 */
static bool
client_inserts(Relation rel)
{
	PlannedStmt *stmt;
	ModifyTable *plan;

	if (ActivePortal == NULL || list_length(ActivePortal->stmts) != 1)
		return false;
	stmt = linitial_node(PlannedStmt, ActivePortal->stmts);
	if (stmt->commandType != CMD_INSERT || !IsA(stmt->planTree, ModifyTable))
		return false;
	plan = (ModifyTable *) stmt->planTree;
	return plan->onConflictAction == ONCONFLICT_NONE &&
		rt_fetch(linitial_int(plan->resultRelations), stmt->rtable)->relid == RelationGetRelid(rel);
}

static void
add_unique_keys(Constraints *constraints, Relation rel)
{
	ListCell   *lc;

	foreach(lc, RelationGetIndexList(rel))
	{
		Oid			constraint = get_index_constraint(lfirst_oid(lc));
		HeapTuple	tuple = SearchSysCache1(INDEXRELID, ObjectIdGetDatum(lfirst_oid(lc)));
		Form_pg_index index;

		if (!HeapTupleIsValid(tuple))
			elog(ERROR, "cache lookup failed for index %u", lfirst_oid(lc));
		index = (Form_pg_index) GETSTRUCT(tuple);
		if (OidIsValid(constraint) && index->indisunique && !index->indisexclusion && index->indimmediate)
		{
			Relation	opened = index_open(lfirst_oid(lc), AccessShareLock);
			Oid			operators[INDEX_MAX_KEYS];

			for (int i = 0; i < index->indnkeyatts; i++)
				operators[i] = get_opfamily_member(opened->rd_opfamily[i], opened->rd_opcintype[i],
												   opened->rd_opcintype[i], BTEqualStrategyNumber);
			add_lookup(constraints, constraint, false, rel, index->indnkeyatts, index->indkey.values,
					   RelationGetRelid(rel), index->indkey.values, operators, true, index->indnullsnotdistinct);
			index_close(opened, AccessShareLock);
		}
		ReleaseSysCache(tuple);
	}
}

static Constraints *
row_constraints(FunctionCallInfo fcinfo, Relation rel)
{
	Constraints *result = constraints_begin(fcinfo);
	TupleConstr *constr = RelationGetDescr(rel)->constr;
	MemoryContext before = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);

	result->estate = CreateExecutorState();
	/* a copy, because nobody would give the table's own back */
	result->slot = MakeSingleTupleTableSlot(CreateTupleDescCopy(RelationGetDescr(rel)), &TTSOpsHeapTuple);
	if (constr != NULL && constr->num_check > 0)
	{
		result->checks = palloc(constr->num_check * sizeof(ExprState *));
		for (int i = 0; i < constr->num_check; i++)
			result->checks[i] = ExecPrepareExpr(stringToNode(constr->check[i].ccbin), result->estate);
	}
	MemoryContextSwitchTo(before);
	add_unique_keys(result, rel);
	return result;
}

/* Trigger check_row(), before INSERT or UPDATE of a row. */
SQL_FUNCTION(disclosure_check_row)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	Constraints *constraints = fcinfo->flinfo->fn_extra;
	ExprContext *econtext;
	HeapTuple	tuple;
	Relation	rel;
	TupleDesc	desc;
	ListCell   *lc;
	bool		update;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_FOR_ROW(trigger->tg_event) ||
		!TRIGGER_FIRED_BEFORE(trigger->tg_event) || TRIGGER_FIRED_BY_DELETE(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("check_row() must be a row trigger before INSERT or UPDATE")));
	rel = trigger->tg_relation;
	desc = RelationGetDescr(rel);
	update = TRIGGER_FIRED_BY_UPDATE(trigger->tg_event);
	tuple = update ? trigger->tg_newtuple : trigger->tg_trigtuple;
	if (constraints == NULL)
		fcinfo->flinfo->fn_extra = constraints = row_constraints(fcinfo, rel);

	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute attr = TupleDescAttr(desc, i);

		/* A generated column is computed later. */
		if (attr->attnotnull && !attr->attisdropped && attr->attgenerated == '\0' &&
			heap_attisnull(tuple, i + 1, desc))
			raise_violation(rel, tuple, InvalidOid, i + 1);
	}

	econtext = GetPerTupleExprContext(constraints->estate);
	ResetExprContext(econtext);
	econtext->ecxt_scantuple = ExecStoreHeapTuple(tuple, constraints->slot, false);
	for (int i = 0; desc->constr != NULL && i < desc->constr->num_check; i++)
		if (check_is_enforced(&desc->constr->check[i]) && !ExecCheck(constraints->checks[i], econtext))
			raise_violation(rel, tuple,
							get_relation_constraint_oid(RelationGetRelid(rel), desc->constr->check[i].ccname, false),
							InvalidAttrNumber);
	ExecClearTuple(constraints->slot);

	if (update || client_inserts(rel))
		foreach(lc, constraints->lookups)
		{
			Lookup	   *lookup = lfirst(lc);
			HeapTupleData self = *tuple;

			if (update)
			{
				if (key_equal(rel, lookup, trigger->tg_trigtuple, tuple))
					continue;
				self.t_self = trigger->tg_trigtuple->t_self;
			}
			check_lookup(rel, lookup, &self);
		}
	return PointerGetDatum(tuple);
}

/* What the server's own triggers for foreign keys of the table would ask after such an event. */
static Constraints *
reference_constraints(FunctionCallInfo fcinfo, Relation rel, TriggerEvent event)
{
	Constraints *result = constraints_begin(fcinfo);

	for (int i = 0; i < rel->trigdesc->numtriggers; i++)
	{
		const Trigger *t = &rel->trigdesc->triggers[i];
		int			type = RI_FKey_trigger_type(t->tgfoid);
		bool		refers = type == RI_TRIGGER_FK;
		HeapTuple	tuple;
		Form_pg_constraint constraint;
		AttrNumber	keys[INDEX_MAX_KEYS];
		AttrNumber	other_keys[INDEX_MAX_KEYS];
		Oid			operators[INDEX_MAX_KEYS];
		int			nkeys;

		if (type == RI_TRIGGER_NONE || t->tginitdeferred || t->tgenabled == TRIGGER_DISABLED ||
			!(TRIGGER_FIRED_BY_INSERT(event) ? TRIGGER_FOR_INSERT(t->tgtype) :
			  TRIGGER_FIRED_BY_UPDATE(event) ? TRIGGER_FOR_UPDATE(t->tgtype) : TRIGGER_FOR_DELETE(t->tgtype)))
			continue;
		/* Other actions change the rows that refer to the row, or remove them. */
		if (!refers && t->tgfoid != F_RI_FKEY_NOACTION_DEL && t->tgfoid != F_RI_FKEY_NOACTION_UPD &&
			t->tgfoid != F_RI_FKEY_RESTRICT_DEL && t->tgfoid != F_RI_FKEY_RESTRICT_UPD)
			continue;
		tuple = SearchSysCache1(CONSTROID, ObjectIdGetDatum(t->tgconstraint));
		if (!HeapTupleIsValid(tuple))
			elog(ERROR, "cache lookup failed for constraint %u", t->tgconstraint);
		constraint = (Form_pg_constraint) GETSTRUCT(tuple);
		/* The operators have the referenced row on their left. */
		DeconstructFkConstraintRow(tuple, &nkeys, refers ? keys : other_keys, refers ? other_keys : keys,
								   operators, NULL, NULL, NULL, NULL);
		if (!foreign_key_has_period(constraint))
			add_lookup(result, t->tgconstraint, refers, rel, nkeys, keys,
					   refers ? constraint->confrelid : constraint->conrelid, other_keys, operators, refers, false);
		ReleaseSysCache(tuple);
	}
	return result;
}

/* Trigger check_references(), after INSERT, UPDATE or DELETE of a row, one for each. */
SQL_FUNCTION(disclosure_check_references)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	Constraints *constraints = fcinfo->flinfo->fn_extra;
	ListCell   *lc;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_FOR_ROW(trigger->tg_event) ||
		!TRIGGER_FIRED_AFTER(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("check_references() must be a row trigger after INSERT, UPDATE or DELETE")));
	if (constraints == NULL)
		fcinfo->flinfo->fn_extra = constraints =
			reference_constraints(fcinfo, trigger->tg_relation, trigger->tg_event);
	foreach(lc, constraints->lookups)
	{
		const Lookup *lookup = lfirst(lc);

		if (!TRIGGER_FIRED_BY_UPDATE(trigger->tg_event))
			check_lookup(trigger->tg_relation, lookup, trigger->tg_trigtuple);
		else if (!key_equal(trigger->tg_relation, lookup, trigger->tg_trigtuple, trigger->tg_newtuple))
			check_lookup(trigger->tg_relation, lookup,
						 lookup->wanted ? trigger->tg_newtuple : trigger->tg_trigtuple);
	}
	return PointerGetDatum(NULL);
}
