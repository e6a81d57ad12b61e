/*
 * sql_text.h
 *	  The text of a report from an SQL argument: sections of parse_report(), or
 *	  an array of the composite type narrative_value.
 */
#ifndef DISCLOSURE_SQL_TEXT_H
#define DISCLOSURE_SQL_TEXT_H

#include "utils/array.h"
#include "utils/jsonb.h"

#include "narrative/narrative.h"

/* From {"一": {"title": …, "text": …}, …}, in the order of the sections; skips other members. */
extern TextSection *sections_argument(Jsonb *sections, int *nsections);

/* Returns a list of TextHit; skips indicators that this library does not know. */
extern List *texts_argument(ArrayType *array);

#endif							/* DISCLOSURE_SQL_TEXT_H */
