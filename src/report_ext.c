/*
 * report_ext.c
 *	  The magic block of the library, and its preparation when it is loaded.
 */
#include "postgres.h"

#include "fmgr.h"

#include "figures/structure.h"
#include "layout/layout.h"
#include "ledger/calendar.h"
#include "ledger/tally_year.h"
#include "rule/statutory.h"

PG_MODULE_MAGIC;

extern PGDLLEXPORT void _PG_init(void);

void
_PG_init(void)
{
	form_init();
	structure_init();
	layout_init();
	statutory_init();
	calendar_init();
	tally_init();
	tally_year_init();
}
