/*
 * call_site.c
 *	  Compiled arguments, kept for the next call.
 */
#include "postgres.h"

#include "lib/ilist.h"
#include "utils/memutils.h"

#include "common/compat.h"
#include "sql/call_site.h"

/*
 * The session keeps the last ones: the gate asks one report a query, and would
 * compile the same rules for each.  What is too large for that lives as long as
 * the query.
 */
#define KEPT_MAX	64
#define KEPT_BYTES	(16 * 1024 * 1024)	/* of all */

typedef struct CompiledArgument
{
	dlist_node	node;
	MemoryContext context;		/* memory of the whole struct */
	Size		size;
	CompileArgument compile;
	struct varlena *argument;
	void	   *compiled;
} CompiledArgument;

static dlist_head kept = DLIST_STATIC_INIT(kept);
static int	nkept = 0;
static Size kept_size = 0;

static bool
is_compiled(const CompiledArgument *one, CompileArgument compile, const struct varlena *source)
{
	return one->compile == compile && VARSIZE_ANY_EXHDR(one->argument) == VARSIZE_ANY_EXHDR(source) &&
		memcmp(VARDATA_ANY(one->argument), VARDATA_ANY(source), VARSIZE_ANY_EXHDR(source)) == 0;
}

static void
keep_compiled(CompiledArgument *site)
{
	while (nkept > 0 && (nkept == KEPT_MAX || kept_size + site->size > KEPT_BYTES))
	{
		CompiledArgument *oldest = dlist_tail_element(CompiledArgument, node, &kept);

		dlist_delete(&oldest->node);
		nkept--;
		kept_size -= oldest->size;
		MemoryContextDelete(oldest->context);
	}
	MemoryContextSetParent(site->context, CacheMemoryContext);
	dlist_push_head(&kept, &site->node);
	nkept++;
	kept_size += site->size;
}

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
	dlist_iter	iter;

	dlist_foreach(iter, &kept)
	{
		site = dlist_container(CompiledArgument, node, iter.cur);
		if (is_compiled(site, compile, source))
		{
			dlist_move_head(&kept, &site->node);
			return site->compiled;
		}
	}
	if (last != NULL && is_compiled(last, compile, source))
		return last->compiled;

	/* an error frees the context with its parent */
	context = AllocSetContextCreate(CurrentMemoryContext, "compiled argument", ALLOCSET_SMALL_SIZES);
	old = MemoryContextSwitchTo(context);
	site = palloc(sizeof(CompiledArgument));
	site->context = context;
	site->compile = compile;
	site->argument = PG_DETOAST_DATUM_COPY(PointerGetDatum(source));
	site->compiled = compile(site->argument);
	MemoryContextSwitchTo(old);

	site->size = MemoryContextMemAllocated(context, true);
	if (site->size <= KEPT_BYTES)
	{
		keep_compiled(site);
		return site->compiled;
	}
	if (last != NULL)
		MemoryContextDelete(last->context);
	MemoryContextSetParent(context, fcinfo->flinfo->fn_mcxt);
	fcinfo->flinfo->fn_extra = site;
	return site->compiled;
}
