/*
 * index_number.h
 *	  Parses 索引号, the index number of a document, by the patterns in use.
 */
#ifndef DISCLOSURE_INDEX_NUMBER_H
#define DISCLOSURE_INDEX_NUMBER_H

#include "lib/stringinfo.h"

typedef enum IndexFamily
{
	INDEX_ORGANISATION,			/* 组织机构代码/YYYY-NNNNN, or with other separators */
	INDEX_CREDIT,				/* 统一社会信用代码/YYYY-NNNNN */
	INDEX_REGION,				/* region and department-category-year-serial */
	INDEX_DATED,				/* …-YYYYMMDD-serial */
	INDEX_DIGITS,				/* region, then digits without a separator */
	INDEX_LOCAL,				/* any other code/YYYY-NNNNN */
	INDEX_UNKNOWN
} IndexFamily;

/* Parts as printed, NULL if absent. */
typedef struct IndexNumber
{
	IndexFamily family;
	const char *check_state;	/* ok, bad, or na without a check character */
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

/* Never fails: a number of no known family has no parts.  The text is UTF-8. */
extern void index_number_read(const char *text, size_t len, IndexNumber *number);

extern const char *index_family_name(IndexFamily family);

/* {"raw": …, "family": …, "check_state": …, …} */
extern void index_number_json(const char *raw, StringInfo json);

#endif							/* DISCLOSURE_INDEX_NUMBER_H */
