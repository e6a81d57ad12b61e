/*
 * text_hit.h
 *	  A number of the text in the making.
 */
#ifndef DISCLOSURE_TEXT_HIT_H
#define DISCLOSURE_TEXT_HIT_H

#include "narrative/narrative.h"
#include "narrative/spoken_number.h"

/* The value, and its bounds, by the word that makes it inexact and by its rounding. */
extern void hit_set_number(TextHit *hit, const SpokenNumber *number, NumberBound bound);

#endif							/* DISCLOSURE_TEXT_HIT_H */
