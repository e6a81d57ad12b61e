/*
 * sql_text.h
 *	  The text of a report, as SQL hands it over: sections of parse_report(),
 *	  or an array of the composite type narrative_value.
 */
#ifndef DISCLOSURE_SQL_TEXT_H
#define DISCLOSURE_SQL_TEXT_H

#include "utils/array.h"
#include "utils/jsonb.h"

#include "narrative/narrative.h"

/* {"一": {"title": …, "text": …}, …}, in the order of the sections; other things are passed over. */
extern TextSection *sections_argument(Jsonb *sections, int *nsections);

/* A list of TextHit; names that this library does not know are passed over. */
extern List *texts_argument(ArrayType *array);

#endif							/* DISCLOSURE_SQL_TEXT_H */
