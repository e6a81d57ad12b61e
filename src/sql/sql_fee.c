/*
 * sql_fee.c
 *	  SQL functions of 信息处理费.
 */
#include "postgres.h"

#include "fmgr.h"

#include "ledger/fee.h"
#include "sql/datum.h"

/* The fee of a number of things, which must not be negative. */
static Datum
fee_datum(int n, int128 (*fee) (int n), const char *things)
{
	if (n < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("number of %s must not be negative: %d", things, n)));
	return number_datum(fee(n), 0);
}

/* processing_fee_by_item(items_this_month integer) */
SQL_FUNCTION(disclosure_processing_fee_by_item)
{
	return fee_datum(PG_GETARG_INT32(0), fee_by_item, "items");
}

/* processing_fee_by_page(pages integer) */
SQL_FUNCTION(disclosure_processing_fee_by_page)
{
	return fee_datum(PG_GETARG_INT32(0), fee_by_page, "pages");
}
