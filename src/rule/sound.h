/*
 * sound.h
 *	  Is a report sound?  The question that a gate asks first, of every report.
 */
#ifndef DISCLOSURE_SOUND_H
#define DISCLOSURE_SOUND_H

#include "figures/figures.h"

/* Does no rule of severity error fail?  Blanks are not looked at. */
extern bool figures_sound(const Figures *figures);

#endif							/* DISCLOSURE_SOUND_H */
