/*
 * text_cells.h
 *	  Fills cells from numbers that the text of a report states.
 */
#ifndef DISCLOSURE_TEXT_CELLS_H
#define DISCLOSURE_TEXT_CELLS_H

#include "narrative/text_rule.h"

/*
 * Sets the cells that the text states, in a vector that has forms but no
 * numbers.  Only exact numbers about the report itself are used, and no cell
 * for which the text states two different ones.
 */
extern void text_cells(const TextInput *text, CellVector *vector);

#endif							/* DISCLOSURE_TEXT_CELLS_H */
