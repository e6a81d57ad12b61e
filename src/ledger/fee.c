/*
 * fee.c
 *	  信息处理费: the two scales of 国办函〔2020〕109号.
 */
#include "postgres.h"

#include "ledger/fee.h"

/* The requests or pages from one number on, at a price each */
typedef struct Tier
{
	int			after;
	int			yuan;
} Tier;

static const Tier item_tiers[] = {{10, 100}, {30, 200}};
static const Tier page_tiers[] = {{30, 10}, {100, 20}, {200, 40}};

/* From the last tier of items on, each further STEP_ITEMS cost STEP_YUAN more apiece. */
#define STEP_ITEMS	10
#define STEP_YUAN	100

static int128
fee_by_tiers(const Tier *tiers, int ntiers, int n)
{
	int128		fee = 0;

	for (int i = 0; i < ntiers && n > tiers[i].after; i++)
	{
		int			end = i + 1 < ntiers ? Min(n, tiers[i + 1].after) : n;

		fee += (int128) (end - tiers[i].after) * tiers[i].yuan;
	}
	return fee;
}

int128
fee_by_item(int n)
{
	int			beyond = n - item_tiers[lengthof(item_tiers) - 1].after;
	int			steps = Max(beyond, 0) / STEP_ITEMS;	/* whole ones */
	int			rest = Max(beyond, 0) % STEP_ITEMS;
	int128		raises = (int128) steps * (steps - 1) / 2 * STEP_ITEMS + (int128) steps * rest;

	return fee_by_tiers(item_tiers, lengthof(item_tiers), n) + raises * STEP_YUAN;
}

int128
fee_by_page(int n)
{
	return fee_by_tiers(page_tiers, lengthof(page_tiers), n);
}
