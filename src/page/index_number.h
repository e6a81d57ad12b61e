/*
 * index_number.h
 *	  索引号, taken apart by the families that offices number by.
 */
#ifndef DISCLOSURE_INDEX_NUMBER_H
#define DISCLOSURE_INDEX_NUMBER_H

#include "lib/stringinfo.h"

typedef enum IndexFamily
{
	INDEX_ORGANISATION,			/* 组织机构代码/YYYY-NNNNN, and other joints */
	INDEX_CREDIT,				/* the same with a credit code */
	INDEX_REGION,				/* region and department-category-year-serial */
	INDEX_DATED,				/* …-YYYYMMDD-serial */
	INDEX_DIGITS,				/* region, then digits without a joint */
	INDEX_LOCAL,				/* some other code/YYYY-NNNNN */
	INDEX_UNKNOWN
} IndexFamily;

/* Parts as printed, NULL where there is none. */
typedef struct IndexNumber
{
	IndexFamily family;
	const char *check_state;	/* ok, bad; na: there is nothing to check */
	char	   *organisation_code;
	char	   *credit_code;
	char	   *region;
	char	   *department;
	char	   *category;
	char	   *year;
	char	   *month;
	char	   *day;
	char	   *serial;
} IndexNumber;

/* Never fails: what is of no family has no parts.  The text is UTF-8. */
extern void index_number_read(const char *text, size_t len, IndexNumber *number);

extern const char *index_family_name(IndexFamily family);

/* {"raw": …, "family": …, "check_state": …, …} */
extern void index_number_json(const char *raw, StringInfo json);

#endif							/* DISCLOSURE_INDEX_NUMBER_H */
