/*
 * sql_finding.h
 *	  Findings as rows.
 */
#ifndef DISCLOSURE_SQL_FINDING_H
#define DISCLOSURE_SQL_FINDING_H

#include "datum.h"
#include "finding.h"

/* Returns findings as a set of check_result. */
extern Datum emit_findings(FunctionCallInfo fcinfo, List *findings);

#endif							/* DISCLOSURE_SQL_FINDING_H */
