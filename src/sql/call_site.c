/*
 * call_site.c
 *	  Compiled arguments, kept for the next call at the same place of a query.
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "common/compat.h"
#include "sql/call_site.h"

typedef struct CompiledArgument
{
	MemoryContext context;		/* memory of the whole struct */
	struct varlena *argument;
	void	   *compiled;
} CompiledArgument;

/*
 * get_fn_expr_arg_stable() would not do: PL/pgSQL evaluates one expression
 * again and again with other values of its variables.
 */
void *
compiled_argument(FunctionCallInfo fcinfo, int argument, CompileArgument compile)
{
	CompiledArgument *last = fcinfo->flinfo->fn_extra;
	struct varlena *source = PG_GETARG_VARLENA_PP(argument);
	CompiledArgument *site;
	MemoryContext context;
	MemoryContext old;

	if (last != NULL && VARSIZE_ANY_EXHDR(last->argument) == VARSIZE_ANY_EXHDR(source) &&
		memcmp(VARDATA_ANY(last->argument), VARDATA_ANY(source), VARSIZE_ANY_EXHDR(source)) == 0)
		return last->compiled;

	/* an error frees the context with its parent */
	context = AllocSetContextCreate(CurrentMemoryContext, "compiled argument", ALLOCSET_SMALL_SIZES);
	old = MemoryContextSwitchTo(context);
	site = palloc(sizeof(CompiledArgument));
	site->context = context;
	site->argument = PG_DETOAST_DATUM_COPY(PointerGetDatum(source));
	site->compiled = compile(site->argument);
	MemoryContextSwitchTo(old);

	if (last != NULL)
		MemoryContextDelete(last->context);
	MemoryContextSetParent(context, fcinfo->flinfo->fn_mcxt);
	fcinfo->flinfo->fn_extra = site;
	return site->compiled;
}
