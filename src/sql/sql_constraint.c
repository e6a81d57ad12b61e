/*
 * sql_constraint.c
 *	  Triggers that find the constraint which a row breaks before the server does,
 *	  whose refusal is in its own language and shows the whole row.
 *
 * check_row() goes before the row, as the last trigger there: columns that must
 * not be null, dates that are no days, CHECK, and keys that another row has.  check_references() goes
 * after it, ahead of the server's triggers for foreign keys, and asks what they
 * ask, with the owner's rights as they do; by an index where there is one.  Neither lets anything pass: the
 * constraints stay, and decide about what transactions do to each other.
 *
 * The sentence is that of disclosure.raise_violation().
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/stratnum.h"
#include "access/xact.h"
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
#include "utils/date.h"
#include "utils/datum.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/syscache.h"

#include "common/compat.h"
#include "sql/datum.h"
#include "sql/index_probe.h"

/*
 * A question about other rows, whose answer the constraint is about: is there one
 * that has in "other_keys" the values that the row has in "keys"?
 */
typedef struct Lookup
{
	Oid			constraint;
	bool		wanted;			/* must there be one? */
	bool		nulls_equal;	/* is a null in the key a value as others are? */
	bool		other_left;		/* is the other row's value on the left of the operators? */
	int			nkeys;
	AttrNumber	keys[INDEX_MAX_KEYS];
	Oid			other;
	AttrNumber	other_keys[INDEX_MAX_KEYS];
	Oid			operators[INDEX_MAX_KEYS];
	bool		has_probe;
	IndexProbe	probe;			/* of the index that the constraint has or refers to */
	SPIPlanPtr	plan;			/* of a lookup without such an index; NULL until it is asked */
} Lookup;

/* What a trigger knows of its table, kept for the rows of a statement. */
typedef struct Constraints
{
	ExprState **checks;
	EState	   *estate;
	TupleTableSlot *slot;
	bool		lookups_known;
	List	   *lookups;
	MemoryContextCallback forget;
} Constraints;

static void
forget_plans(void *arg)
{
	ListCell   *lc;

	foreach(lc, ((Constraints *) arg)->lookups)
		if (((Lookup *) lfirst(lc))->plan != NULL)
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

/* Never returns: the sentence for a constraint, or for a column that is null or infinite. */
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

/* Makes the plan of a lookup.  The parameter behind the keys is the row's own place: of its own table the row does not count. */
static void
prepare_lookup(Relation rel, Lookup *lookup)
{
	Oid			types[INDEX_MAX_KEYS + 1];
	StringInfoData query;

	initStringInfo(&query);
	appendStringInfo(&query, "SELECT 1 FROM %s WHERE ",
					 quote_qualified_identifier(get_namespace_name(get_rel_namespace(lookup->other)),
												get_rel_name(lookup->other)));
	for (int i = 0; i < lookup->nkeys; i++)
	{
		const char *column = quote_identifier(get_attname(lookup->other, lookup->other_keys[i], false));
		char	   *parameter = psprintf("$%d", i + 1);
		Oid			type = get_atttype(lookup->other, lookup->other_keys[i]);

		types[i] = TupleDescAttr(RelationGetDescr(rel), lookup->keys[i] - 1)->atttypid;
		appendStringInfoString(&query, i == 0 ? "(" : " AND (");
		if (lookup->other_left)
			generate_operator_clause(&query, column, type, lookup->operators[i], parameter, types[i]);
		else
			generate_operator_clause(&query, parameter, types[i], lookup->operators[i], column, type);
		if (lookup->nulls_equal)
			appendStringInfo(&query, " OR (%s IS NULL AND %s IS NULL)", column, parameter);
		appendStringInfoChar(&query, ')');
	}
	types[lookup->nkeys] = TIDOID;
	if (!lookup->wanted && lookup->other_left)
		appendStringInfo(&query, " AND ctid OPERATOR(pg_catalog.<>) $%d", lookup->nkeys + 1);
	appendStringInfoString(&query, " LIMIT 1");

	lookup->plan = SPI_prepare(query.data, lookup->nkeys + 1, types);
	if (lookup->plan == NULL || SPI_keepplan(lookup->plan) != 0)
		elog(ERROR, "cannot prepare: %s", query.data);
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

/* Asks a query.  Behind the values of the keys stands the row's own place. */
static bool
ask_query(Relation rel, Lookup *lookup, Datum *values, const bool *isnull)
{
	char		nulls[INDEX_MAX_KEYS + 2] = {0};
	bool		found;
	Oid			user;
	int			security;

	for (int i = 0; i <= lookup->nkeys; i++)
		nulls[i] = isnull[i] ? 'n' : ' ';

	GetUserIdAndSecContext(&user, &security);
	SetUserIdAndSecContext(RelationGetForm(rel)->relowner,
						   security | SECURITY_LOCAL_USERID_CHANGE | SECURITY_NOFORCE_RLS);
	SPI_connect();
	if (lookup->plan == NULL)
		prepare_lookup(rel, lookup);
	if (SPI_execute_plan(lookup->plan, values, nulls, false, 1) != SPI_OK_SELECT)
		elog(ERROR, "cannot look up the rows of a constraint");
	found = SPI_processed > 0;
	SPI_finish();
	SetUserIdAndSecContext(user, security);
	return found;
}

/* Raises the sentence of a constraint if the answer is not the one it wants. */
static void
check_lookup(Relation rel, Lookup *lookup, HeapTuple tuple)
{
	Datum		values[INDEX_MAX_KEYS + 1];
	bool		nulls[INDEX_MAX_KEYS + 1];
	bool		found;

	for (int i = 0; i < lookup->nkeys; i++)
	{
		values[i] = heap_getattr(tuple, lookup->keys[i], RelationGetDescr(rel), &nulls[i]);
		if (nulls[i] && !lookup->nulls_equal)
			return;
	}
	nulls[lookup->nkeys] = false;
	values[lookup->nkeys] = PointerGetDatum(&tuple->t_self);
	/*
	 * Whoever looked for a key under SERIALIZABLE, did not find it, and enters it
	 * after another is to try again, which the server finds out and says.
	 */
	if (lookup->has_probe)
		found = index_probe(&lookup->probe, lookup->other, values, nulls, lookup->wanted ? NULL : &tuple->t_self,
							!lookup->wanted && IsolationIsSerializable());
	else
		found = ask_query(rel, lookup, values, nulls);
	if (found != lookup->wanted)
		raise_violation(rel, tuple, lookup->constraint, InvalidAttrNumber);
}

/* The columns of the other table that the lookup asks for have an index. */
static void
find_probe(Relation rel, Lookup *lookup, Oid index)
{
	Oid			types[INDEX_MAX_KEYS];

	for (int i = 0; i < lookup->nkeys; i++)
		types[i] = TupleDescAttr(RelationGetDescr(rel), lookup->keys[i] - 1)->atttypid;
	lookup->has_probe = index_probe_begin(&lookup->probe, index, lookup->nkeys, lookup->other_keys,
										  lookup->operators, types);
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

static List *
unique_keys(Relation rel)
{
	List	   *result = NIL;
	ListCell   *lc;

	foreach(lc, RelationGetIndexList(rel))
	{
		Oid			constraint = get_index_constraint(lfirst_oid(lc));
		Relation	index = index_open(lfirst_oid(lc), AccessShareLock);
		Form_pg_index form = index->rd_index;

		if (OidIsValid(constraint) && form->indisunique && !form->indisexclusion && form->indimmediate)
		{
			Lookup	   *lookup = palloc0(sizeof(Lookup));

			lookup->constraint = constraint;
			lookup->nulls_equal = form->indnullsnotdistinct;
			lookup->other_left = true;
			lookup->other = RelationGetRelid(rel);
			lookup->nkeys = form->indnkeyatts;
			for (int i = 0; i < lookup->nkeys; i++)
			{
				lookup->keys[i] = lookup->other_keys[i] = form->indkey.values[i];
				lookup->operators[i] = get_opfamily_member(index->rd_opfamily[i], index->rd_opcintype[i],
														   index->rd_opcintype[i], BTEqualStrategyNumber);
			}
			find_probe(rel, lookup, lfirst_oid(lc));
			result = lappend(result, lookup);
		}
		index_close(index, AccessShareLock);
	}
	return result;
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
	return result;
}

/* Is a date that is not null a day?  No office means infinity, and what counts days cannot. */
static bool
is_finite(HeapTuple tuple, AttrNumber attribute, TupleDesc desc)
{
	bool		isnull;
	Datum		date = heap_getattr(tuple, attribute, desc, &isnull);

	return isnull || !DATE_NOT_FINITE(DatumGetDateADT(date));
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
		if (attr->atttypid == DATEOID && !attr->attisdropped && !is_finite(tuple, i + 1, desc))
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
	{
		if (!constraints->lookups_known)
		{
			MemoryContext before = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);

			constraints->lookups = unique_keys(rel);
			constraints->lookups_known = true;
			MemoryContextSwitchTo(before);
		}
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
			else
				/* a row that was selected from somewhere still has its place there */
				ItemPointerSetInvalid(&self.t_self);
			check_lookup(rel, lookup, &self);
		}
	}
	return PointerGetDatum(tuple);
}

/* What the server's own triggers for foreign keys of the table would ask after such an event. */
static Constraints *
reference_constraints(FunctionCallInfo fcinfo, Relation rel, TriggerEvent event)
{
	Constraints *result = constraints_begin(fcinfo);
	MemoryContext before = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);

	for (int i = 0; i < rel->trigdesc->numtriggers; i++)
	{
		const Trigger *t = &rel->trigdesc->triggers[i];
		int			type = RI_FKey_trigger_type(t->tgfoid);
		bool		refers = type == RI_TRIGGER_FK;
		HeapTuple	tuple;
		Form_pg_constraint constraint;
		Lookup	   *lookup;

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
		lookup = palloc0(sizeof(Lookup));
		lookup->constraint = t->tgconstraint;
		lookup->wanted = refers;
		lookup->other = refers ? constraint->confrelid : constraint->conrelid;
		/* The operators have the referenced row on their left. */
		lookup->other_left = refers;
		DeconstructFkConstraintRow(tuple, &lookup->nkeys, refers ? lookup->keys : lookup->other_keys,
								   refers ? lookup->other_keys : lookup->keys, lookup->operators, NULL, NULL, NULL, NULL);
		if (refers)
			find_probe(rel, lookup, constraint->conindid);
		if (!foreign_key_has_period(constraint))
			result->lookups = lappend(result->lookups, lookup);
		ReleaseSysCache(tuple);
	}
	MemoryContextSwitchTo(before);
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
		Lookup	   *lookup = lfirst(lc);

		if (!TRIGGER_FIRED_BY_UPDATE(trigger->tg_event))
			check_lookup(trigger->tg_relation, lookup, trigger->tg_trigtuple);
		else if (!key_equal(trigger->tg_relation, lookup, trigger->tg_trigtuple, trigger->tg_newtuple))
			check_lookup(trigger->tg_relation, lookup,
						 lookup->wanted ? trigger->tg_newtuple : trigger->tg_trigtuple);
	}
	return PointerGetDatum(NULL);
}
