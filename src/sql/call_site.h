/*
 * call_site.h
 *	  Compiled arguments, kept for the next call.
 */
#ifndef DISCLOSURE_CALL_SITE_H
#define DISCLOSURE_CALL_SITE_H

#include "fmgr.h"

typedef void *(*CompileArgument) (struct varlena *argument);

/*
 * Returns the compiled form of an argument: that of an earlier call, at whatever
 * place, if the argument was equal there.  It lives until the next call of this
 * function.  "compile" gets a copy that lives as long as its result.
 */
extern void *compiled_argument(FunctionCallInfo fcinfo, int argument, CompileArgument compile);

#endif							/* DISCLOSURE_CALL_SITE_H */
