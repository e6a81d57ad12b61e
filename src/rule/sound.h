/*
 * sound.h
 *	  The two questions a gate asks first: is it sound, is it complete?
 */
#ifndef DISCLOSURE_SOUND_H
#define DISCLOSURE_SOUND_H

#include "figures/figures.h"

/* Does no rule of severity error fail?  Blanks are not looked at. */
extern bool figures_sound(const Figures *figures);

#endif							/* DISCLOSURE_SOUND_H */
