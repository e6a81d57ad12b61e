/*
 * server.c
 *	  Stand-in for the server functions that the reader of pages calls.
 *
 * Every palloc() is a malloc() of its own, so that the address sanitizer sees
 * accesses beyond it; a run's memory is freed at its end, also after an error.
 * Strings, encodings and sorting are the server's own, from libpgcommon and
 * libpgport.
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "nodes/bitmapset.h"
#include "nodes/pg_list.h"
#include "utils/datetime.h"
#include "utils/json.h"
#include "utils/memutils.h"

#include "server.h"

/* -- memory ----------------------------------------------------------- */

typedef struct Chunk
{
	struct Chunk *previous;
	struct Chunk *next;
} Chunk;

/* Chunks of the current run, and those of TopMemoryContext, which stay. */
static Chunk chunks = {&chunks, &chunks};
static Chunk kept = {&kept, &kept};

/* Contexts are told apart by their address only. */
static MemoryContextData top_context;
static MemoryContextData run_context;

MemoryContext TopMemoryContext = &top_context;
MemoryContext CurrentMemoryContext = &run_context;

static void *
link_chunk(Chunk *chunk)
{
	Chunk	   *list = CurrentMemoryContext == TopMemoryContext ? &kept : &chunks;

	if (chunk == NULL)
		abort();
	chunk->previous = list->previous;
	chunk->next = list;
	chunk->previous->next = chunk;
	list->previous = chunk;
	return chunk + 1;
}

static Chunk *
unlink_chunk(void *pointer)
{
	Chunk	   *chunk = (Chunk *) pointer - 1;

	chunk->previous->next = chunk->next;
	chunk->next->previous = chunk->previous;
	return chunk;
}

static void
check_size(Size size, Size most)
{
	if (size > most)
		elog(ERROR, "invalid memory alloc request size %zu", size);
}

static void *
allocate(Size size)
{
	Chunk	   *chunk = malloc(sizeof(Chunk) + size);

	/* no plausible value for reads of uninitialised memory */
	if (chunk != NULL)
		memset(chunk + 1, 0x7E, size);
	return link_chunk(chunk);
}

void *
palloc(Size size)
{
	check_size(size, MaxAllocSize);
	return allocate(size);
}

void *
palloc0(Size size)
{
	return memset(palloc(size), 0, size);
}

void *
repalloc_huge(void *pointer, Size size)
{
	check_size(size, MaxAllocHugeSize);
	return link_chunk(realloc(unlink_chunk(pointer), sizeof(Chunk) + size));
}

void *
repalloc(void *pointer, Size size)
{
	check_size(size, MaxAllocSize);
	return repalloc_huge(pointer, size);
}

void
pfree(void *pointer)
{
	free(unlink_chunk(pointer));
}

void *
MemoryContextAlloc(MemoryContext context, Size size)
{
	MemoryContext old = MemoryContextSwitchTo(context);
	void	   *pointer = palloc(size);

	MemoryContextSwitchTo(old);
	return pointer;
}

void *
MemoryContextAllocZero(MemoryContext context, Size size)
{
	return memset(MemoryContextAlloc(context, size), 0, size);
}

void *
MemoryContextAllocHuge(MemoryContext context, Size size)
{
	MemoryContext old = MemoryContextSwitchTo(context);
	void	   *pointer;

	check_size(size, MaxAllocHugeSize);
	pointer = allocate(size);
	MemoryContextSwitchTo(old);
	return pointer;
}

char *
pstrdup(const char *in)
{
	return memcpy(palloc(strlen(in) + 1), in, strlen(in) + 1);
}

char *
pnstrdup(const char *in, Size len)
{
	char	   *copy;

	len = strnlen(in, len);
	copy = palloc(len + 1);
	memcpy(copy, in, len);
	copy[len] = '\0';
	return copy;
}

/* -- errors and interrupts -------------------------------------------- */

sigjmp_buf *PG_exception_stack = NULL;
ErrorContextCallback *error_context_stack = NULL;
volatile sig_atomic_t InterruptPending = false;
volatile sig_atomic_t QueryCancelPending = false;
volatile sig_atomic_t ProcDiePending = false;

static int	interrupts_left;
static int	code;
static char message[256];

bool
errstart(int elevel, const char *domain)
{
	code = ERRCODE_INTERNAL_ERROR;
	return elevel >= ERROR;
}

bool
errstart_cold(int elevel, const char *domain)
{
	return errstart(elevel, domain);
}

int
errcode(int sqlerrcode)
{
	return code = sqlerrcode;
}

#define MESSAGE(name) \
int \
name(const char *fmt,...) \
{ \
	va_list		args; \
\
	va_start(args, fmt); \
	vsnprintf(message, sizeof(message), fmt, args); \
	va_end(args); \
	return 0; \
}

MESSAGE(errmsg)
MESSAGE(errmsg_internal)

int
errdetail(const char *fmt,...)
{
	return 0;
}

int
errhint(const char *fmt,...)
{
	return 0;
}

int
errposition(int cursorpos)
{
	return 0;
}

void
pg_re_throw(void)
{
	siglongjmp(*PG_exception_stack, 1);
}

void
errfinish(const char *filename, int lineno, const char *funcname)
{
	if (code == ERRCODE_INTERNAL_ERROR)
	{
		fprintf(stderr, "%s:%d: %s: %s\n", filename, lineno, funcname, message);
		abort();
	}
	pg_re_throw();
}

void
ProcessInterrupts(void)
{
	if (interrupts_left-- == 0)
		ereport(ERROR, (errcode(ERRCODE_QUERY_CANCELED), errmsg("canceling statement")));
}

bool
run_in_server(void (*work) (void *data), void *data, int cancel_after)
{
	sigjmp_buf	buffer;
	bool		done;

	InterruptPending = cancel_after >= 0;
	QueryCancelPending = cancel_after % 2 == 1;
	interrupts_left = cancel_after;
	CurrentMemoryContext = &run_context;
	PG_exception_stack = &buffer;
	done = sigsetjmp(buffer, 0) == 0;
	if (done)
		work(data);
	PG_exception_stack = NULL;
	CurrentMemoryContext = &run_context;
	while (chunks.next != &chunks)
		pfree(chunks.next + 1);
	return done;
}

/* -- lists and sets --------------------------------------------------- */

static void
grow_list(List *list)
{
	ListCell   *grown;

	if (list->length < list->max_length)
		return;
	list->max_length *= 2;
	grown = palloc(list->max_length * sizeof(ListCell));
	memcpy(grown, list->elements, list->length * sizeof(ListCell));
	list->elements = grown;
}

List *
lappend(List *list, void *datum)
{
	if (list == NIL)
	{
		list = palloc0(sizeof(List));
		list->type = T_List;
		list->max_length = 4;
		list->elements = palloc(list->max_length * sizeof(ListCell));
	}
	grow_list(list);
	list->elements[list->length++].ptr_value = datum;
	return list;
}

List *
list_concat(List *list1, const List *list2)
{
	for (int i = 0; list2 != NIL && i < list2->length; i++)
		list1 = lappend(list1, list2->elements[i].ptr_value);
	return list1;
}

List *
list_delete_first(List *list)
{
	return list_delete_ptr(list, list->elements[0].ptr_value);
}

List *
list_delete_ptr(List *list, void *datum)
{
	for (int i = 0; list != NIL && i < list->length; i++)
		if (list->elements[i].ptr_value == datum)
		{
			memmove(&list->elements[i], &list->elements[i + 1], (list->length - i - 1) * sizeof(ListCell));
			return --list->length > 0 ? list : NIL;
		}
	return list;
}

/* The linker wants these for an office's own rules, which no page has. */
List *
list_make1_impl(NodeTag type, ListCell datum)
{
	abort();
}

int
pg_mbstrlen_with_len(const char *text, int len)
{
	abort();
}

Bitmapset *
bms_add_member(Bitmapset *set, int member)
{
	abort();
}

void
bms_free(Bitmapset *set)
{
	if (set != NULL)
		abort();
}

/* -- texts ------------------------------------------------------------ */

const int	day_tab[2][13] = {
	{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0},
	{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0}
};

void
escape_json(StringInfo json, const char *text)
{
	if (!pg_encoding_verifymbstr(PG_UTF8, text, strlen(text)) && *text != '\0')
		abort();
	appendStringInfoChar(json, '"');
	for (; *text != '\0'; text++)
		if (*text == '"' || *text == '\\')
			appendStringInfo(json, "\\%c", *text);
		else if ((unsigned char) *text < ' ')
			appendStringInfo(json, "\\u%04x", (int) *text);
		else
			appendStringInfoChar(json, *text);
	appendStringInfoChar(json, '"');
}

int
GetDatabaseEncoding(void)
{
	return PG_UTF8;
}

char *
pg_any_to_server(const char *text, int len, int encoding)
{
	return unconstify(char *, text);
}

/* The server's conversions are loadable modules: without them, bytes that are not UTF-8 become replacement characters. */
Oid
FindDefaultConversionProc(int32 from, int32 to)
{
	return InvalidOid;
}

int
pg_do_encoding_conversion_buf(Oid conversion, int from, int to, unsigned char *src, int srclen,
							  unsigned char *dest, int destlen, bool noError)
{
	abort();
}
