/*
 * sql_subscript.c
 *	  figures['requests.granted.total']: reading and assigning one cell.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/execExpr.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/subscripting.h"
#include "parser/parse_coerce.h"
#include "parser/parse_expr.h"
#include "utils/builtins.h"

#include "sql/datum.h"

typedef struct SubscriptWorkspace
{
	bool		constant;		/* the path does not change, nor does the cell */
	int			cell;			/* -1: not found yet */
} SubscriptWorkspace;

static void
figures_subscript_transform(SubscriptingRef *sbsref, List *indirection, ParseState *pstate,
							bool isSlice, bool isAssignment)
{
	A_Indices  *index = linitial_node(A_Indices, indirection);
	Node	   *path;

	if (isSlice || list_length(indirection) != 1)
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("figures have one subscript, the path of a cell"),
				 errhint("Write figures['requests.received.total']."),
				 parser_errposition(pstate, exprLocation(index->uidx ? index->uidx : index->lidx))));

	path = transformExpr(pstate, index->uidx, pstate->p_expr_kind);
	path = coerce_to_target_type(pstate, path, exprType(path), TEXTOID, -1,
								 COERCION_IMPLICIT, COERCE_IMPLICIT_CAST, -1);
	if (path == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("the subscript of figures must be the path of a cell"),
				 errhint("Write figures['requests.received.total']."),
				 parser_errposition(pstate, exprLocation(index->uidx))));

	sbsref->refupperindexpr = list_make1(path);
	sbsref->reflowerindexpr = NIL;
	sbsref->refrestype = NUMERICOID;
	sbsref->reftypmod = -1;
}

/* Resolves the path.  A null path reads as null and cannot be assigned to. */
static bool
figures_subscript_check(ExprState *state, ExprEvalStep *op, ExprContext *econtext)
{
	SubscriptingRefState *sbsrefstate = op->d.sbsref_subscript.state;
	SubscriptWorkspace *workspace = sbsrefstate->workspace;

	if (sbsrefstate->upperindexnull[0])
	{
		if (sbsrefstate->isassignment)
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("path of a cell must not be null")));
		*op->resnull = true;
		return false;
	}
	if (workspace->cell < 0 || !workspace->constant)
	{
		text	   *path = DatumGetTextPP(sbsrefstate->upperindex[0]);

		workspace->cell = cell_of_path(VARDATA_ANY(path), VARSIZE_ANY_EXHDR(path));
	}
	return true;
}

static void
figures_subscript_fetch(ExprState *state, ExprEvalStep *op, ExprContext *econtext)
{
	SubscriptingRefState *sbsrefstate = op->d.sbsref.state;
	SubscriptWorkspace *workspace = sbsrefstate->workspace;
	int64		value;

	*op->resnull = !figures_get(DatumGetFigures(*op->resvalue), workspace->cell, &value);
	if (!*op->resnull)
		*op->resvalue = cell_datum(workspace->cell, value);
}

static void
figures_subscript_assign(ExprState *state, ExprEvalStep *op, ExprContext *econtext)
{
	SubscriptingRefState *sbsrefstate = op->d.sbsref.state;
	SubscriptWorkspace *workspace = sbsrefstate->workspace;
	CellVector	vector;

	if (*op->resnull)
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("cannot assign a cell of figures that are null"),
				 errdetail("Without figures there is no form."),
				 errhint("Begin with zero_figures('2021') or '{\"form\":\"2021\"}'.")));
	figures_unpack(DatumGetFigures(*op->resvalue), &vector);
	if (sbsrefstate->replacenull)
		vector_unset(&vector, workspace->cell);
	else
		vector_set_numeric(&vector, workspace->cell, sbsrefstate->replacevalue);
	*op->resvalue = PointerGetDatum(figures_pack(&vector));
}

/* The old value, which the executor needs only in nested assignments. */
static void
figures_subscript_fetch_old(ExprState *state, ExprEvalStep *op, ExprContext *econtext)
{
	SubscriptingRefState *sbsrefstate = op->d.sbsref.state;
	SubscriptWorkspace *workspace = sbsrefstate->workspace;
	int64		value;

	sbsrefstate->prevnull = *op->resnull ||
		!figures_get(DatumGetFigures(*op->resvalue), workspace->cell, &value);
	if (!sbsrefstate->prevnull)
		sbsrefstate->prevvalue = cell_datum(workspace->cell, value);
}

static void
figures_subscript_setup(const SubscriptingRef *sbsref, SubscriptingRefState *sbsrefstate,
						SubscriptExecSteps *methods)
{
	SubscriptWorkspace *workspace = palloc0(sizeof(SubscriptWorkspace));

	workspace->constant = IsA(linitial(sbsref->refupperindexpr), Const);
	workspace->cell = -1;
	sbsrefstate->workspace = workspace;
	methods->sbs_check_subscripts = figures_subscript_check;
	methods->sbs_fetch = figures_subscript_fetch;
	methods->sbs_assign = figures_subscript_assign;
	methods->sbs_fetch_old = figures_subscript_fetch_old;
}

SQL_FUNCTION(disclosure_figures_subscript)
{
	static const SubscriptRoutines routines = {
		.transform = figures_subscript_transform,
		.exec_setup = figures_subscript_setup,
		.fetch_strict = true,
		.fetch_leakproof = false,
		.store_leakproof = false
	};

	PG_RETURN_POINTER(&routines);
}
