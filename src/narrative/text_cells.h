/*
 * text_cells.h
 *	  The cells whose numbers the text of a report states as well.
 */
#ifndef DISCLOSURE_TEXT_CELLS_H
#define DISCLOSURE_TEXT_CELLS_H

#include "narrative/text_rule.h"

/*
 * Sets the cells of "vector", which has forms and no numbers, that the text
 * states: exactly, of this report, and never two different numbers.
 */
extern void text_cells(const TextInput *text, CellVector *vector);

#endif							/* DISCLOSURE_TEXT_CELLS_H */
