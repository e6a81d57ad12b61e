/*
 * compat.h
 *	  Differences between the server versions this extension supports.
 *
 * The only place that looks at PG_VERSION_NUM.
 */
#ifndef DISCLOSURE_COMPAT_H
#define DISCLOSURE_COMPAT_H

#include "common/jsonapi.h"
#include "lib/stringinfo.h"

#ifndef HAVE_INT128
#error "report_ext needs a compiler with 128-bit integers"
#endif

#ifdef __GNUC__
#define prefetch_memory(address)	__builtin_prefetch(address, 1)
#else
#define prefetch_memory(address)	((void) (address))
#endif

#ifndef pg_noreturn				/* before 18 it stood behind the declaration */
#define pg_noreturn				pg_attribute_noreturn()
#endif

#if PG_VERSION_NUM >= 160000

#include "nodes/miscnodes.h"
#include "varatt.h"

typedef JsonParseErrorType JsonActionResult;

#define JSON_ACTION_DONE	JSON_SUCCESS
#define JSON_ACTION_STOP	JSON_SEM_ACTION_FAILED
#define json_stopped(result)	((result) == JSON_SEM_ACTION_FAILED)

#else

/* soft errors came with 16: before it every error is raised */
typedef void JsonActionResult;

#define JSON_ACTION_DONE
#define JSON_ACTION_STOP
#define json_stopped(result)	false
#define errsave(context, ...)	ereport(ERROR, __VA_ARGS__)

#endif

#if PG_VERSION_NUM >= 170000
#define make_json_lexer(text, len) \
	makeJsonLexContextCstringLen(NULL, (text), (len), GetDatabaseEncoding(), true)
#else
#define make_json_lexer(text, len) \
	makeJsonLexContextCstringLen((text), (len), GetDatabaseEncoding(), true)
#endif

/* constraints that are not enforced, and foreign keys over periods, came with 18 */
#if PG_VERSION_NUM >= 180000
#define check_is_enforced(check)	((check)->ccenforced)
#define foreign_key_has_period(constraint)	((constraint)->conperiod)
#else
#define check_is_enforced(check)	true
#define foreign_key_has_period(constraint)	false
#endif

/* scans of indexes are counted for EXPLAIN since 18 */
#if PG_VERSION_NUM >= 180000
#define begin_index_scan(table, index, snapshot, nkeys) \
	index_beginscan((table), (index), (snapshot), NULL, (nkeys), 0)
#else
#define begin_index_scan(table, index, snapshot, nkeys) \
	index_beginscan((table), (index), (snapshot), (nkeys), 0)
#endif

#endif							/* DISCLOSURE_COMPAT_H */
