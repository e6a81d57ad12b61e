/*
 * repair_words.h
 *	  Repairs in sentences of Chinese, and notes on those that were not found.
 */
#ifndef DISCLOSURE_REPAIR_WORDS_H
#define DISCLOSURE_REPAIR_WORDS_H

#include "repair/change.h"

extern char *repair_reason(const Repair *repair, FormSet forms);

/* Why a part has no repair; NULL if it has. */
extern char *repair_part_note(const RepairPart *part, FormSet forms);

/* Says that all parts together take more cells than allowed; NULL if they do not. */
extern char *repairs_beyond_note(List *parts, int max_cells);

/* Says that not all repairs are listed; NULL if they are. */
extern char *repairs_cut_note(List *parts, int listed);

/* Names the rules that took no part; NULL if there are no such rules. */
extern char *repairs_unused_note(List *unused);

#endif							/* DISCLOSURE_REPAIR_WORDS_H */
